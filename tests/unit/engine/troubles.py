"""What goes wrong at lomi. and on the way there, as the client tells it."""

from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import (
    IdempotencyConflict,
    KeyRefused,
    LomiBusy,
    NoConnection,
    NotFound,
    OutcomeUnknown,
    RequestRefused,
)


def _answered(status: int, code: str, text: str) -> Answered:
    return Answered(status=status, code=code, text=text)


def refused(status: int = 400) -> RequestRefused:
    return RequestRefused(_answered(status, "bad_request", "the title is missing"))


def missing() -> NotFound:
    return NotFound(_answered(404, "not_found", "Checkout session not found"))


def conflict() -> IdempotencyConflict:
    return IdempotencyConflict(_answered(409, "conflict", "Idempotency-Key was used with another body"))


def key_refused() -> KeyRefused:
    return KeyRefused(_answered(401, "unauthorized", "Invalid API key"))


def busy(retry_after_s: float = 7.0) -> LomiBusy:
    return LomiBusy(retry_after_s, _answered(429, "rate_limited", "Too many requests"))


def own_500(text: str = "Database error") -> OutcomeUnknown:
    return OutcomeUnknown("http_500", _answered(500, "internal_server_error", text))


def gateway(status: int = 502) -> OutcomeUnknown:
    return OutcomeUnknown(f"http_{status}", Answered(status=status))


def timeout() -> OutcomeUnknown:
    return OutcomeUnknown("timeout")


def no_connection() -> NoConnection:
    return NoConnection("dns")
