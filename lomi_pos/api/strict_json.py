"""JSON without the liberties that Python's reader takes: an answer about money is exact, or it is not read."""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

DEEPEST = 40

_STRINGS_AND_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)
"""A string may lack its end: the reader says so later, and the search stays linear."""


class NotJson(ValueError):
    """The bytes are not strict JSON; ``str`` says in what."""


def read_json(body: bytes) -> Any:
    """Return what ``body`` says; whole numbers as ``int``, all others as ``Decimal``.

    Raises:
        NotJson: not UTF-8, not JSON, NaN or Infinity, a key said twice in one object, or nested more than 40 deep.
    """
    try:
        text = body.decode("utf-8")
        _check_depth(text)
        return json.loads(text, object_pairs_hook=_object, parse_float=Decimal, parse_constant=_refuse_constant)
    except NotJson:
        raise
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise NotJson(type(error).__name__) from error


def _check_depth(text: str) -> None:
    depth = 0
    for token in _STRINGS_AND_BRACKETS.finditer(text):
        first = text[token.start()]
        if first == '"':
            continue
        depth += 1 if first in "[{" else -1
        if depth > DEEPEST:
            raise NotJson("too deep")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("a key twice")
    return found


def _refuse_constant(word: str) -> NoReturn:
    raise NotJson(word)
