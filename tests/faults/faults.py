"""What a line can do to an answer, in one table for creations, look-ups and lists."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from lomi_pos.sandbox.faults import Kind
from lomi_pos.sandbox.network import SAMPLE_ACCOUNT

UNCLEAR = "outcome_unknown"
BUSY = "lomi_busy"


@dataclass(frozen=True, slots=True)
class Spoilt:
    """One way to spoil an answer. ``fault`` and ``words`` are what the till makes of it."""

    name: str
    kind: Kind
    fault: str
    words: str = UNCLEAR
    how: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def _status(status: int, fault: str = "", words: str = UNCLEAR, **how: Any) -> Spoilt:
    return Spoilt(f"status_{status}", "status", fault or f"http_{status}", words, {"status": status, **how})


def _page(status: int, fault: str, words: str = UNCLEAR) -> Spoilt:
    return Spoilt(f"html_{status}", "html", fault, words, {"status": status})


LINE = (
    Spoilt("dropped_before", "drop_before", "reset"),
    Spoilt("dropped_after", "drop_after", "reset"),
    Spoilt("reset_before", "reset_before", "reset"),
    Spoilt("reset_after", "reset_after", "reset"),
    Spoilt("truncated", "truncated", "truncated"),
    Spoilt("empty", "empty", "empty"),
    Spoilt("slow_bytes", "slow_bytes", "timeout", how={"delay_s": 0.2}),
    Spoilt("endless_headers", "endless_headers", "protocol"),
    Spoilt("fifty_megabytes", "huge", "too_large"),
    Spoilt("gzip", "gzip", "encoded"),
    Spoilt("gzip_bomb", "gzip_bomb", "encoded", how={"size": 4 * 1024 * 1024}),
    Spoilt("captive_portal", "captive", "not_json"),
    Spoilt("redirect", "redirect", "redirect"),
    _page(400, "http_400"),
    _page(403, "http_403"),
    _page(404, "http_404"),
    _page(500, "http_500"),
    _page(502, "http_502"),
    _page(503, "busy", BUSY),
    _page(504, "http_504"),
    _status(204, "empty"),
    _status(304, "redirect"),
    _status(408),
    _status(413),
    _status(425, "busy", BUSY),
    _status(429, "busy", BUSY),
    _status(500, body={"error": {"code": "internal_error", "message": "An unexpected error occurred"}}),
    _status(503, "busy", BUSY, body={"error": {"code": "service_unavailable", "message": "Maintenance"}}),
    _status(599),
)
"""None of them is a word of lomi.'s about the sale, so none may decide it."""


def refused(code: str, message: str = "") -> dict[str, Any]:
    """lomi.'s error object."""
    return {"error": {"code": code, "message": message or code, "details": None}, "request_id": "r-1"}


in_both_dialects = pytest.mark.parametrize("dialect", ["documented", "live"])
everywhere = pytest.mark.parametrize(
    ("dialect", "account"),
    [("documented", ""), ("live", ""), ("documented", SAMPLE_ACCOUNT), ("live", SAMPLE_ACCOUNT)],
    ids=["documented-shop", "live-shop", "documented-member", "live-member"],
)
on_the_line = pytest.mark.parametrize("spoilt", LINE, ids=str)
on_the_line_for_ever = pytest.mark.parametrize("spoilt", [one for one in LINE if one.name != "status_500"], ids=str)
"""lomi.'s own 500, three times the same, is for a person."""

RETRY_AFTER = (
    pytest.param(None, 5, id="missing"),
    pytest.param("0", 1, id="zero"),
    pytest.param("1", 1, id="one"),
    pytest.param("7", 7, id="seven"),
    pytest.param("900", 900, id="a_quarter_of_an_hour"),
    pytest.param("99999", 900, id="more_than_a_day"),
    pytest.param("9" * 40, 900, id="an_aeon"),
    pytest.param("Sat, 14 Mar 2026 12:01:00 GMT", 60, id="a_date"),
    pytest.param("Sat, 14 Mar 2015 12:01:00 GMT", 1, id="a_date_long_ago"),
    pytest.param("Sat, 14 Mar 2037 12:01:00 GMT", 900, id="a_date_far_off"),
    pytest.param("-5", 5, id="negative"),
    pytest.param("1e3", 5, id="an_exponent"),
    pytest.param("soon", 5, id="a_word"),
    pytest.param("", 5, id="empty"),
)
"""The header, and the seconds that are waited because of it. The till's clock stands at noon of that Saturday."""


def quiet_until(header: str | None, waited_s: float, told_at: datetime) -> datetime:
    """When lomi. may be asked again that has told this then: a date is waited for, whenever it was told."""
    after_s = told_at + timedelta(seconds=waited_s)
    if header is None or "GMT" not in header:
        return after_s
    return min(after_s, max(parsedate_to_datetime(header), told_at + timedelta(seconds=1)))
