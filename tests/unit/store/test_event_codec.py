import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lomi_pos.store.event_codec import UnknownEvent, as_text, as_time, decode, encode, kind_of
from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.words import Message
from tests.unit.till.making import NOON, any_event, sale_open


def there_and_back(event: ev.Event) -> ev.Event:
    return decode(kind_of(event), as_text(event.at), event.who, encode(event))


@given(any_event())
def test_every_event_comes_back_as_it_was(event):
    assert there_and_back(event) == event


@pytest.mark.parametrize("kind", ev.EVENT_TYPES.values(), ids=list(ev.EVENT_TYPES))
def test_every_kind_of_event_can_be_written_down(kind):
    values = {
        "attempt": 1,
        "fault": "timeout",
        "reason": Message("request_refused", {"message": "“é” 5 000"}),
        "remote_id": "R",
        "url": "https://checkout.lomi.africa/R",
        "expires_at": NOON,
        "transaction_id": "T",
        "provider": "WAVE",
        "amount": Money(1250, "USD"),
        "fee": Money(12, "USD"),
        "net": Money(1238, "USD"),
        "discount": Money(250, "USD"),
        "word": "processing",
        "slip": "receipt",
        "note": 1,
        "till": "A",
        "refund": 1,
        "refund_id": "F",
        "lomis_at": NOON,
        "given_at": NOON,
        "at": NOON,
        "who": "Awa",
    }
    event = kind(**{one.name: values[one.name] for one in fields(kind)})
    assert there_and_back(event) == event


def test_an_event_is_readable_as_it_stands():
    event = ev.PaymentReceived(at=NOON, who="lomi.", attempt=1, amount=Money(5000), transaction_id="T1")
    assert encode(event) == (
        '{"attempt":1,"amount":{"minor":5000,"currency":"XOF"},"transaction_id":"T1","provider":""}'
    )


def test_a_kind_of_another_version_is_kept_as_it_stands_and_folded_over():
    event = decode("TipAdded", as_text(NOON), "Awa", '{"tip":{"minor":500}}')
    assert event == UnknownEvent(at=NOON, who="Awa", kind="TipAdded", body='{"tip":{"minor":500}}')
    assert (kind_of(event), encode(event)) == ("TipAdded", '{"tip":{"minor":500}}')
    assert sale_open().after(event).state == "open"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "7",
        "not json",
        "{}",
        '{"attempt":"1","amount":{"minor":1,"currency":"XOF"}}',
        '{"attempt":1,"amount":5000}',
        '{"attempt":1,"amount":{"minor":50.5,"currency":"XOF"}}',
        '{"attempt":1,"amount":{"minor":true,"currency":"XOF"}}',
        '{"attempt":1,"amount":{"currency":"XOF"}}',
        '{"attempt":1,"amount":{"minor":1,"currency":"XOF"},"transaction_id":7}',
    ],
)
def test_a_shape_that_is_not_understood_is_never_guessed_at(body):
    event = decode("PaymentReceived", as_text(NOON), "lomi.", body)
    assert isinstance(event, UnknownEvent)
    assert event.body == body


def test_a_field_of_another_version_is_passed_over():
    body = json.dumps({"attempt": 1, "colour": "green"})
    assert decode("AttemptExpired", as_text(NOON), "lomi.", body) == ev.AttemptExpired(at=NOON, who="lomi.", attempt=1)


# ---------------------------------------------------------------------------- times
def test_a_time_is_written_in_utc_and_always_as_long():
    abidjan_plus_one = timezone(timedelta(hours=1))
    assert as_text(datetime(2026, 11, 21, 15, 52, tzinfo=abidjan_plus_one)) == "2026-11-21T14:52:00.000000Z"


def test_a_time_without_its_zone_is_a_bug():
    with pytest.raises(ValueError, match="zone"):
        as_text(datetime(2026, 11, 21))  # noqa: DTZ001  that is the point


TIMES = st.datetimes(timezones=st.just(UTC))


@given(TIMES)
def test_a_time_comes_back_to_the_microsecond(at):
    assert as_time(as_text(at)) == at


@given(TIMES, TIMES)
def test_written_times_sort_as_times(one, other):
    assert (as_text(one) < as_text(other)) is (one < other)
