from datetime import UTC, datetime

import pytest

from lomi_pos.api.refusals import read_envelope, read_http_date, read_retry_after, trouble_of
from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import IdempotencyConflict, KeyRefused, LomiBusy, NotFound, OutcomeUnknown, RequestRefused

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def said(status: int) -> Answered:
    return Answered(status=status, code="some_code", text="Some words")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RequestRefused),
        (401, KeyRefused),
        (403, RequestRefused),
        (404, NotFound),
        (408, OutcomeUnknown),
        (409, IdempotencyConflict),
        (413, RequestRefused),
        (422, RequestRefused),
        (425, LomiBusy),
        (429, LomiBusy),
        (500, OutcomeUnknown),
        (502, OutcomeUnknown),
        (503, LomiBusy),
        (504, OutcomeUnknown),
        (599, OutcomeUnknown),
    ],
)
def test_the_status_decides_what_lomis_own_refusal_means(status, kind):
    trouble = trouble_of(said(status))
    assert type(trouble) is kind
    assert trouble.answered.text == "Some words"


@pytest.mark.parametrize(
    ("status", "fault"),
    [(400, "http_400"), (403, "http_403"), (404, "http_404"), (418, "http_418"), (500, "http_500"), (302, "redirect")],
)
def test_without_lomis_error_object_nothing_is_a_firm_no(status, fault):
    trouble = trouble_of(Answered(status=status))
    assert isinstance(trouble, OutcomeUnknown)
    assert trouble.fault == fault


@pytest.mark.parametrize("status", [401, 403, 404])
@pytest.mark.parametrize("text", ["network_capability_missing", "operator_not_active"])
def test_a_network_refusal_is_one_under_any_status(status, text):
    trouble = trouble_of(Answered(status=status, code="unauthorized", text=text))
    assert isinstance(trouble, KeyRefused)
    assert trouble.is_network
    assert trouble.message.code == "network_refused"


@pytest.mark.parametrize(
    ("payload", "code", "text", "request_id"),
    [
        (
            {"error": {"code": "unauthorized", "message": "API Key is missing", "details": "x"}, "request_id": "r"},
            "unauthorized",
            "API Key is missing",
            "r",
        ),
        ({"error": {"message": "No"}}, "", "No", "ours"),
        ({"error": {"message": "Invalid", "details": ["a is bad", "b too"]}}, "", "Invalid: a is bad; b too", "ours"),
        ({"error": {"code": "MERCHANT_NOT_FOUND", "message": "No"}}, "merchant_not_found", "No", "ours"),
        ({"message": "Cannot GET /me", "error": "Not Found", "statusCode": 404}, "not_found", "Cannot GET /me", "ours"),
        ({"error": "Nope"}, "nope", "Nope", "ours"),
        ({"error": {"message": ["a must be", "b must be", 3]}}, "", "a must be; b must be", "ours"),
        ({"error": {"message": "two\nlines\u202e"}}, "", "two lines", "ours"),
        ({"error": None}, "", "", "ours"),
        ({}, "", "", "ours"),
        ([], "", "", "ours"),
        ({"error": {"code": 5, "message": {"a": 1}}, "request_id": 7}, "", "", "ours"),
    ],
)
def test_every_known_envelope_is_read(payload, code, text, request_id):
    answered = read_envelope(payload, Answered(status=400, request_id="ours"))
    assert (answered.code, answered.text, answered.request_id) == (code, text, request_id)
    assert answered.is_lomis == bool(code or text)


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [
        (None, 5),
        ("", 5),
        ("0", 1),
        ("7", 7),
        (" 60 ", 60),
        ("900", 900),
        ("901", 900),
        ("9" * 5000, 900),
        ("-1", 5),
        ("1.5", 5),
        ("soon", 5),
        ("²", 5),
        ("Sat, 14 Mar 2026 12:00:30 GMT", 30),
        ("Sat, 14 Mar 2026 11:00:00 GMT", 1),
        ("Sun, 15 Mar 2026 12:00:00 GMT", 900),
        ("Sat, 99 Mar 2026 12:00:30 GMT", 5),
    ],
)
def test_retry_after_is_seconds_or_a_date_within_bounds(value, wait_s):
    assert read_retry_after(value, now=NOW) == wait_s


@pytest.mark.parametrize("text", ["", "x", "Sat, 14 Mar 2026", "Sat, 14 Mar 99999 12:00:00 GMT", "1", "\x00"])
def test_what_is_no_http_date_is_no_date(text):
    assert read_http_date(text) is None or text == "Sat, 14 Mar 2026"


def test_a_date_without_a_zone_is_utc():
    assert read_http_date("Sat, 14 Mar 2026 12:00:00 -0000") == NOW
