"""Babel's data about money alone. lomi POS asks it how an amount in a foreign currency is written, and nothing else."""

import pickle
from collections.abc import Iterable
from pathlib import Path

from trimming import Entry

_FOLDER = "babel/locale-data/"
_GENERAL = "babel/global.dat"
_OF_A_LANGUAGE = {
    "currency_formats", "currency_symbols", "decimal_formats", "default_numbering_system", "locale_id",
    "number_symbols", "numbering_systems", "plural_form",
}  # fmt: skip
_LOOKED_AT = {"currency_names", "currency_names_plural"}
"""Babel looks for a currency's name before it knows whether it writes it; we write signs."""
_OF_ALL = {"cldr", "currency_fractions", "language_aliases", "parent_exceptions"}


def about_money(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """The entries, those of Babel's data replaced by what they say of money, written into ``folder``."""
    return [_reduced(entry, folder) for entry in entries]


def _reduced(entry: Entry, folder: Path) -> Entry:
    place, source, kind = entry
    name = place.replace("\\", "/")
    if name != _GENERAL and not name.startswith(_FOLDER):
        return entry
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(reduced(Path(source).read_bytes(), _OF_ALL if name == _GENERAL else _OF_A_LANGUAGE))
    return place, str(target), kind


def reduced(data: bytes, wanted: Iterable[str]) -> bytes:
    """Babel's pickle of ``data`` with the ``wanted`` parts only, in their order."""
    parts = pickle.loads(data)  # noqa: S301  Babel's own file
    kept = {name: part if name in wanted else {} for name, part in parts.items() if name in {*wanted, *_LOOKED_AT}}
    return pickle.dumps(kept, protocol=4)
