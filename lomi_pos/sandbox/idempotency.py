"""A repeated creation gives the first answer again, for a day."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lomi_pos.sandbox.trouble import Refusal

LIFE = timedelta(hours=24)
LONGEST_KEY = 255


def fingerprint(body: Any, *scope: str) -> str:
    """Hash a body with its keys sorted at every level, so that key order and spaces do not matter."""
    text = json.dumps([_plain(body), *scope], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    """Write ``1000.0`` and ``1e3`` as the server's JSON does: as ``1000``. The text ``"1000"`` stays another thing."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def trim(key: str | None) -> str | None:
    """Return the key as lomi. stores it; an empty one is none."""
    return (key or "").strip()[:LONGEST_KEY] or None


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    fingerprint: str
    body: dict[str, Any]
    at: datetime


class AnswerBook:
    """First answers by (organization or membership, and environment; key)."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], FirstAnswer] = {}

    def recall(self, scope: str, key: str, print_: str, now: datetime) -> dict[str, Any] | None:
        """Return the first answer, or None when the key is new or a day old.

        Raises:
            Refusal: 409, the key came with another body before.
        """
        first = self.answers.get((scope, key))
        if first is None or now - first.at >= LIFE:
            return None
        if first.fingerprint != print_:
            raise Refusal(409, "Idempotency-Key was reused with a different request payload")
        return first.body

    def keep(self, scope: str, key: str, answer: FirstAnswer) -> None:
        self.answers[scope, key] = answer
