"""Events that lomi. sends: nothing of one is read before its signature is right."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from lomi_pos.api.incoming import read_event
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.webhooks import WebhookEvent, event_name, is_signed
from tests.unit.api.asked import SESSION_ID

SECRET = "whsec_0123456789abcdef"
TRANSACTION_ID = "f47ac10b-58cc-4372-a567-0e02b2c3d479"

EVENT: dict[str, Any] = {
    "id": "evt-1",
    "event": "PAYMENT_SUCCEEDED",
    "timestamp": "2025-04-05T10:30:05.000Z",
    "data": {
        "transaction_id": TRANSACTION_ID,
        "gross_amount": 5000,
        "currency_code": "XOF",
        "status": "completed",
        "environment": "test",
        "metadata": {"order_ref": "0123456789A"},
    },
    "lomi_environment": "production",
}


def signed(body: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def read(event: Any) -> WebhookEvent:
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return read_event(body, signature=signed(body), secret=SECRET)


def test_a_published_example_of_hmac_sha256_is_a_signature():
    """RFC 4231, test case 2: key "Jefe"."""
    signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert is_signed(b"what do ya want for nothing?", signature, "Jefe")


def test_a_signed_event_is_read():
    event = read(EVENT)
    assert (event.id, event.name, event.said, event.says_paid) == (
        "evt-1",
        "PAYMENT_SUCCEEDED",
        "PAYMENT_SUCCEEDED",
        True,
    )
    assert event.at == datetime(2025, 4, 5, 10, 30, 5, tzinfo=UTC)
    assert (event.transaction_id, event.environment) == (TRANSACTION_ID, "test")
    assert event.data["gross_amount"] == "5000"
    assert "0123456789A" not in repr(event)


@pytest.mark.parametrize(
    ("said", "name", "says_paid"),
    [
        ("PAYMENT_SUCCEEDED", "PAYMENT_SUCCEEDED", True),
        ("payment.succeeded", "PAYMENT_SUCCEEDED", True),
        ("checkout.session.completed", "CHECKOUT_SESSION_COMPLETED", True),
        ("checkout.session.expired", "CHECKOUT_SESSION_EXPIRED", False),
        ("PAYMENT_FAILED", "PAYMENT_FAILED", False),
        ("test.webhook", "TEST_WEBHOOK", False),
        ("something.new", "SOMETHING_NEW", False),
    ],
)
def test_an_event_is_known_in_both_spellings(said, name, says_paid):
    event = read({**EVENT, "event": said})
    assert (event.name, event.said, event.says_paid) == (name, said, says_paid)
    assert event_name(said) == name


def test_a_sessions_event_names_its_session():
    event = read({"id": "evt-2", "event": "checkout.session.completed", "data": {"id": SESSION_ID}})
    assert (event.checkout_session_id, event.transaction_id) == (SESSION_ID, None)


BODY = json.dumps(EVENT).encode()


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "sha256=" + signed(BODY),
        signed(BODY).upper(),
        signed(BODY)[:-1],
        signed(BODY) + "0",
        signed(BODY) + "\n",
        " " + signed(BODY),
        signed(BODY, "whsec_other"),
        signed(BODY, SECRET.removeprefix("whsec_")),
        signed(BODY + b" "),
        "é" * 64,
    ],
)
def test_anything_but_lomis_own_signature_is_refused(signature):
    with pytest.raises(TillRefusal) as refused:
        read_event(BODY, signature=signature, secret=SECRET)
    assert refused.value.message.code == "webhook_not_signed"


def test_the_raw_bytes_are_signed_and_not_what_they_mean():
    assert not is_signed(json.dumps(EVENT, indent=1).encode(), signed(BODY), SECRET)


def test_without_a_secret_nothing_is_signed():
    assert not is_signed(BODY, signed(BODY, ""), "")


def test_an_unsigned_body_is_not_even_parsed(monkeypatch):
    def parse(_body: bytes) -> None:
        pytest.fail("it was parsed")

    monkeypatch.setattr("lomi_pos.api.incoming.read_json", parse)
    with pytest.raises(TillRefusal):
        read_event(BODY, signature="0" * 64, secret=SECRET)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"{}", b'{"event": ""}', b'{"event": 1, "event": 2}', b"\xff"]
)
def test_a_signed_body_that_cannot_be_read_is_refused(body):
    with pytest.raises(TillRefusal) as refused:
        read(body)
    assert refused.value.message.code == "webhook_unreadable"


def test_a_repeat_is_known_by_its_id_or_by_what_it_is_about():
    first = read(EVENT)
    seen = set(first.marks)
    assert first.is_among(seen)
    assert read({**EVENT, "id": "evt-9"}).is_among(seen)
    assert read({**EVENT, "event": "payment.succeeded", "id": "evt-9"}).is_among(seen)
    assert not read({**EVENT, "id": "evt-9", "event": "PAYMENT_FAILED"}).is_among(seen)
    assert not read({**EVENT, "id": "evt-9", "data": {"transaction_id": SESSION_ID}}).is_among(seen)


def test_an_event_about_nothing_is_never_a_repeat():
    assert not read({"event": "test.webhook"}).is_among({"id ", "TEST_WEBHOOK "})
