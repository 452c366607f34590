"""How a request's body is written: compact JSON, without what was left empty."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime


def as_bytes(fields: Mapping[str, object]) -> bytes:
    """Return ``fields`` as the bytes of a body. None and the empty text are left out: lomi. takes null for a value."""
    return with_nulls({name: value for name, value in fields.items() if value not in (None, "")})


def with_nulls(fields: Mapping[str, object]) -> bytes:
    """Return all of ``fields`` as the bytes of a body, where null is what is meant."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def moment(at: datetime) -> str:
    """``at`` as lomi. docs write a time: ISO 8601, UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
