"""Sale numbers that people say aloud, and references that travel through lomi. and come back."""

import re
from collections.abc import Callable

from lomi_pos.till.text import TITLE_LENGTH, clean

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misread."""

_CHECKS = ALPHABET + "*~$=U"
_BODY_LENGTH = 10
_LONGEST_NUMBER = len("A-9999999")
_REFERENCE = re.compile(rf"(?<![0-9A-Z])[{ALPHABET}]{{{_BODY_LENGTH}}}[{re.escape(_CHECKS)}](?![0-9A-Z])")
_NUMBER = re.compile(r"([0-9A-Z]{1,3})-[0-9]{3,}")
_BEFORE_REFERENCE = " · "
SALE_TITLE_LENGTH = TITLE_LENGTH - _LONGEST_NUMBER - _BODY_LENGTH - 1 - 2 * len(_BEFORE_REFERENCE)
"""What is never clipped of a sale's own title: its number and its reference stand behind it."""

_LAST_WORD = re.compile(r"\s*·?\s*(\S+)\s*\Z")


def new_reference(random_below: Callable[[int], int]) -> str:
    """Return ten random characters and Crockford's check character (modulo 37).

    ``random_below(n)`` gives a whole number from 0 to n - 1; the till passes ``secrets.randbelow``.
    """
    value = random_below(len(ALPHABET) ** _BODY_LENGTH)
    body = ""
    rest = value
    for _ in range(_BODY_LENGTH):
        rest, index = divmod(rest, len(ALPHABET))
        body = ALPHABET[index] + body
    return body + _CHECKS[value % len(_CHECKS)]


def is_reference(text: str) -> bool:
    """Whether ``text`` is a reference with the right check character: a slip in one character is seen."""
    if not _REFERENCE.fullmatch(text):
        return False
    value = 0
    for char in text[:_BODY_LENGTH]:
        value = value * len(ALPHABET) + ALPHABET.index(char)
    return _CHECKS[value % len(_CHECKS)] == text[_BODY_LENGTH]


def references_in(text: str) -> list[str]:
    """Every valid reference in ``text`` (a title or a description as lomi. gives it back)."""
    return [found for found in _REFERENCE.findall(text.upper()) if is_reference(found)]


def sale_number(till: str, count: int) -> str:
    """``A-041``: the till's letter and a running count, which is never used twice."""
    return f"{till}-{count:03d}"


def till_of(number: str) -> str:
    """The till that gave a sale this number; empty when it is none."""
    found = _NUMBER.fullmatch(number)
    return found[1] if found else ""


def named_title(title: str, reference: str) -> str:
    """``Title · REFERENCE``: lomi. drops a link's metadata, so its title alone can be found again.

    The title is clipped, the reference never is.
    """
    return clean(title, TITLE_LENGTH - len(_BEFORE_REFERENCE) - len(reference)) + _BEFORE_REFERENCE + reference


def plain_title(title: str) -> str:
    """``title`` as people want to read it: without the reference at its end."""
    last = _LAST_WORD.search(title)
    return title[: last.start()] if last and references_in(last[1]) else title
