"""How lomi.'s answers are wrapped.

Two dialects are known: the documented one (``{"data": ...}`` envelopes, ``url``) and the live one (bare objects and
arrays, ``checkout_url``), and mixtures of them. Sources: the pages of lomi. docs and lomi.'s OpenAPI 1.1.0, which
disagree.
"""

from collections.abc import Mapping
from typing import Any

_LIST_NAMES = (
    "data",
    "checkout_sessions",
    "payment_links",
    "transactions",
    "providers",
    "products",
    "customers",
    "items",
    "results",
)


class Unreadable(Exception):
    """An answer lacks a part that is needed. ``parts`` name it and what is wrong with it, and never quote it."""

    def __init__(self, *parts: str, fault: str = "unreadable") -> None:
        super().__init__(f"{fault}: {', '.join(parts)}")
        self.parts = parts
        self.fault = fault


def one(payload: Any) -> Any:
    """Return the object that an answer is about: bare, under ``data``, or the only one of a list."""
    found = payload
    if isinstance(payload, Mapping) and isinstance(payload.get("data"), Mapping | list):
        found = payload["data"]
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    return _with_environment(found, payload)


def rows(payload: Any) -> list[Any]:
    """Return the rows of a list: a bare array, or the array in one of the known envelopes.

    Raises:
        Unreadable: there is no list in it.
    """
    found = payload
    for _ in range(2):
        if isinstance(found, Mapping):
            found = next((found[name] for name in _LIST_NAMES if isinstance(found.get(name), list | Mapping)), None)
    if not isinstance(found, list):
        raise Unreadable("no list")
    return [_with_environment(row, payload) for row in found]


def _with_environment(found: Any, payload: Any) -> Any:
    """The transaction envelope names the environment once, beside ``data`` (lomi. docs, Transactions)."""
    if found is payload or not isinstance(found, Mapping) or not isinstance(payload, Mapping):
        return found
    environment = payload.get("environment")
    return {**found, "environment": environment} if found.get("environment") is None and environment else found
