"""JSON written without loss: ``1.10`` stays ``1.10``, and nothing in it moves the terminal's cursor."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_UNSEEN = re.compile(r"[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What ``json`` leaves as it is, and a terminal may obey: C1 controls, marks of direction."""


def exact_json(value: Any, *, indent: int | None = 2) -> str:
    """Return strictly read JSON (``Decimal`` for all but whole numbers) as text again, lines indented unless None."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", _written(value, indent, 0))


def _written(value: Any, indent: int | None, depth: int) -> str:
    if isinstance(value, Mapping):
        parts = [f"{_plain(name)}: {_written(part, indent, depth + 1)}" for name, part in value.items()]
        return _joined("{", parts, "}", indent, depth)
    if isinstance(value, list):
        return _joined("[", [_written(part, indent, depth + 1) for part in value], "]", indent, depth)
    return str(value) if isinstance(value, Decimal) else _plain(value)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _joined(opening: str, parts: list[str], closing: str, indent: int | None, depth: int) -> str:
    if indent is None or not parts:
        return opening + ", ".join(parts) + closing
    line = "\n" + " " * indent * (depth + 1)
    return opening + line + f",{line}".join(parts) + "\n" + " " * indent * depth + closing
