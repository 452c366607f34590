"""One box that finds a sale by anything on it: its number, reference, note, clerk, provider and amounts.

A word is found by how it begins, whatever its accents: ``recu`` finds ``reçu``. SQLite's FTS5 keeps the index; the
triggers in ``migrations.py`` keep it in step with the sales.
"""

import re
from dataclasses import dataclass

_MOST_WORDS = 8
_GROUP_SPACE = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))")
_CENTS = re.compile(r"(?<=\d)[.,](?=\d{1,2}$)")


@dataclass(frozen=True, slots=True)
class Search:
    """``match`` is an FTS5 expression, empty when no word has a letter or a figure; ``signs`` are the other words."""

    match: str
    signs: tuple[str, ...]


def read_search(text: str) -> Search:
    """Every word must be found. The groups of ``12 500`` are one word; ``19,99`` and ``1999`` are the same cents."""
    words = _GROUP_SPACE.sub("", text).split()[:_MOST_WORDS]
    spoken = [_CENTS.sub("", word) for word in words if any(char.isalnum() for char in word)]
    signs = tuple(word for word in words if not any(char.isalnum() for char in word))
    return Search(" AND ".join(f"{_quoted(word)}*" for word in spoken), signs)


def _quoted(word: str) -> str:
    """A phrase of FTS5: within quotes nothing is an operator."""
    return '"' + word.replace('"', '""') + '"'
