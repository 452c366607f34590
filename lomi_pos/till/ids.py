"""lomi.'s ids. All but those of card charges are UUIDs; anything else it answers with 500 as often as with 400."""

import re
from typing import Any

from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.text import clean

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def check_named(*ids: str | None) -> None:
    """Refuse ids that are to be sent in a body and cannot be lomi.'s. None is no id.

    Raises:
        TillRefusal: one of them is no UUID.
    """
    for text in ids:
        if text is not None and not is_uuid(text):
            raise TillRefusal("id_wrong", text=clean(text, 40))


def safe_id(value: Any) -> str:
    """Return an id that may stand in a path as it is.

    Raises:
        ValueError: it is not one.
    """
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise ValueError("not an id")
