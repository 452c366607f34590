"""What an answer that is not 2xx means: the class from the status first, the words from whichever envelope it wears.

Sources: lomi. docs, Errors; lomi.'s ``json-exception.filter.ts``, which makes
``{"error": {"code", "message", "details"}, "request_id"}``.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import (
    IdempotencyConflict,
    KeyRefused,
    LomiBusy,
    LomiTrouble,
    NotFound,
    OutcomeUnknown,
    RequestRefused,
)
from lomi_pos.till.masking import mask
from lomi_pos.till.text import clean

USUAL_WAIT_S = 5.0
LONGEST_WAIT_S = 900.0

_BUSY = frozenset({425, 429, 503})
_TEXT_LENGTH = 300


def trouble_of(answered: Answered, *, retry_after_s: float = USUAL_WAIT_S) -> LomiTrouble:
    """Return the trouble that an answer outside 2xx is. 4xx counts as a firm no only with lomi.'s own error object."""
    status = answered.status or 0
    if status in _BUSY:
        return LomiBusy(retry_after_s, answered)
    if 300 <= status < 400:  # noqa: PLR2004  the redirects
        return OutcomeUnknown("redirect", answered)
    if status == 401:  # noqa: PLR2004
        return KeyRefused(answered)
    if status == 409:  # noqa: PLR2004
        return IdempotencyConflict(answered)
    is_firm = 400 <= status < 500 and status != 408 and answered.is_lomis  # noqa: PLR2004
    if not is_firm:
        return OutcomeUnknown(f"http_{status}", answered)
    return _network_refusal(answered) or (NotFound(answered) if status == 404 else RequestRefused(answered))  # noqa: PLR2004


def _network_refusal(answered: Answered) -> KeyRefused | None:
    """A refusal of lomi. Network's, also under 403 and 404: the docs name their words, not their status."""
    refused = KeyRefused(answered)
    return refused if refused.is_network else None


def read_envelope(payload: Any, answered: Answered) -> Answered:
    """Return ``answered`` with the code, words, details and request id of an error envelope, of whatever variant.

    Known are lomi.'s own, the same without ``code`` or ``request_id`` (lomi. docs, Data models), the flat
    ``{message, error, statusCode}`` and ``{"error": "..."}``. Texts are cleaned; codes are lower case.
    """
    if not isinstance(payload, Mapping):
        return answered
    error = payload.get("error")
    inner: Mapping[str, Any] = error if isinstance(error, Mapping) else payload
    word = inner.get("code") or (error if isinstance(error, str) else "")
    message = inner.get("message") or (error if isinstance(error, str) else "")
    request_id = payload.get("request_id") or inner.get("request_id")
    details = inner.get("details")
    reasons = details if isinstance(details, list) else []  # "Validation failed" says why only there
    return replace(
        answered,
        code=_line(word).lower().replace(" ", "_")[:60],
        text=clean(": ".join(filter(None, (_line(message), _line(reasons)))), _TEXT_LENGTH),
        details=details,
        request_id=_line(request_id)[:100] or answered.request_id,
    )


def _line(value: Any) -> str:
    """A text, or several (``Validation failed`` comes with a list), on one clean line.

    It is journalled and shown: what it repeats of a key or a customer is masked, before it is cut in half.
    """
    if isinstance(value, str):
        return clean(mask(clean(value, _TEXT_LENGTH * 4)), _TEXT_LENGTH)
    if isinstance(value, list):
        return _line("; ".join(part for part in value if isinstance(part, str)))
    return ""


def read_retry_after(value: str | None, *, now: datetime) -> float:
    """Return the seconds to wait that a ``Retry-After`` asks for, from 1 to 900; 5 when it asks for nothing readable.

    It is a count of seconds or an HTTP date (RFC 9110), the latter measured against ``now``.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdecimal():
        wait_s = LONGEST_WAIT_S if len(text) > 6 else float(text)  # noqa: PLR2004  longer is only longer
    else:
        until = read_http_date(text)
        if until is None:
            return USUAL_WAIT_S
        wait_s = (until - now) / timedelta(seconds=1)
    return min(max(wait_s, 1.0), LONGEST_WAIT_S)


def read_http_date(text: str) -> datetime | None:
    """Return an HTTP date (UTC), or None for anything else."""
    try:
        found = parsedate_to_datetime(text[:60])
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
