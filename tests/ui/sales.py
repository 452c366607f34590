"""Sales as the counter meets them, made by the events that make them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lomi_pos.till import events as ev
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.identity import Identity
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message

NOW = datetime(2026, 11, 21, 14, 31, 0, tzinfo=UTC)
IDENTITY = Identity("https://sandbox.api.lomi.africa", "test", "abcd")
SESSION_ID = "3f1c1f6e-7d0c-4b43-9d3a-2a4f7b1f0b35"
URL = f"https://sandbox.checkout.lomi.africa/checkout/{SESSION_ID}"


def creating(
    number: int = 41, amount: int = 12_500, *, note: str = "", at: datetime = NOW, currency: str = "XOF"
) -> Sale:
    attempt = Attempt(1, Kind.SESSION, f"key-{number}", b"{}", IDENTITY, made_at=at)
    return Sale(
        id=number,
        number=f"A-{number:03d}",
        reference="0123456789",
        amount=Money(amount, currency),
        created_at=at,
        identity=IDENTITY,
        note=note,
        attempts=(attempt,),
    )


def unclear(number: int = 41, amount: int = 12_500) -> Sale:
    return creating(number, amount).after(
        ev.AttemptUnclear(at=NOW, attempt=1, fault="timeout", reason=Message("outcome_unknown"))
    )


def failed(number: int = 41, amount: int = 12_500, reason: str = "no_connection") -> Sale:
    return creating(number, amount).after(ev.AttemptFailed(at=NOW, attempt=1, reason=Message(reason)))


def waiting(number: int = 41, amount: int = 12_500, *, note: str = "", at: datetime = NOW, minutes: int = 15) -> Sale:
    return creating(number, amount, note=note, at=at).after(
        ev.AttemptOpened(at=at, attempt=1, remote_id=SESSION_ID, url=URL, expires_at=at + timedelta(minutes=minutes))
    )


def superseded(number: int = 41, amount: int = 12_500) -> Sale:
    sale = waiting(number, amount)
    second = Attempt(2, Kind.SESSION, "key-b", b"{}", IDENTITY, made_at=NOW)
    both = Sale(**{**{name: getattr(sale, name) for name in sale.__slots__}, "attempts": (*sale.attempts, second)})
    return both.after(
        ev.AttemptOpened(at=NOW, attempt=2, remote_id="other", url=f"{URL}?2", expires_at=NOW + timedelta(minutes=15))
    )


def superseded_by_one_that_is_unclear(number: int = 41, amount: int = 12_500) -> Sale:
    """The first code has expired, and nobody knows yet whether the second was made."""
    first = expired(number, amount)
    second = Attempt(2, Kind.SESSION, "key-b", b"{}", IDENTITY, made_at=NOW)
    unclear = ev.AttemptUnclear(at=NOW, attempt=2, fault="timeout", reason=Message("outcome_unknown"))
    return replace(first, attempts=(*first.attempts, second)).after(unclear)


def new_code_failed(reason: str = "no_connection") -> Sale:
    """The first code is good, and another one that was asked for was not made."""
    first = waiting()
    second = Attempt(2, Kind.SESSION, "key-b", b"{}", IDENTITY, made_at=NOW)
    failed = ev.AttemptFailed(at=NOW, attempt=2, reason=Message(reason))
    return replace(first, attempts=(*first.attempts, second)).after(failed)


def payment(
    amount: int = 12_500,
    *,
    attempt: int = 1,
    transaction: str | None = "tx-1",
    at: datetime = NOW,
    provider: str = "ORANGE",
) -> ev.PaymentReceived:
    return ev.PaymentReceived(
        at=at, attempt=attempt, amount=Money(amount), transaction_id=transaction, provider=provider
    )


def paid(
    number: int = 41, amount: int = 12_500, received: int | None = None, *, note: str = "", at: datetime = NOW
) -> Sale:
    return waiting(number, amount, note=note, at=at).after(payment(amount if received is None else received, at=at))


def discounted(number: int = 41, amount: int = 12_500, discount: int = 1250) -> Sale:
    money = replace(payment(amount - discount), discount=Money(discount))
    return waiting(number, amount).after(money)


def paid_late(number: int = 41, amount: int = 12_500) -> Sale:
    return expired(number, amount).after(payment(amount))


def paid_twice(number: int = 41, amount: int = 12_500) -> Sale:
    return paid(number, amount).after(payment(amount, transaction="tx-2"))


def given_back_elsewhere(number: int = 41, amount: int = 12_500, given: int | None = None) -> Sale:
    """Paid, and given back in lomi.'s dashboard."""
    seen = ev.RefundSeen(
        at=NOW,
        who="lomi.",
        transaction_id="tx-1",
        amount=Money(amount if given is None else given),
        word="completed",
        refund_id="re-9",
        given_at=NOW - timedelta(minutes=12),
    )
    return waiting(number, amount).after(payment(amount, provider="WAVE")).after(seen)


def expired(number: int = 41, amount: int = 12_500) -> Sale:
    return waiting(number, amount).after(ev.AttemptExpired(at=NOW, attempt=1))


def cancelled(number: int = 41, amount: int = 12_500) -> Sale:
    return waiting(number, amount).after(ev.SaleCancelled(at=NOW))


def attention(number: int = 41, amount: int = 12_500, reason: str = "key_reused", **values: str) -> Sale:
    return creating(number, amount).after(ev.AttentionNeeded(at=NOW, attempt=1, reason=Message(reason, values)))


def of_kind(kind: Kind, number: int = 41, amount: int = 12_500) -> Sale:
    """Being made: a payment link, or a request on the customer's phone."""
    sale = creating(number, amount)
    return replace(sale, attempts=tuple(replace(one, kind=kind) for one in sale.attempts))


def asked_on_the_phone(kind: Kind = Kind.MTN) -> Sale:
    """The customer's phone asks; Wave has a page for it as well."""
    url = "https://pay.wave.com/c/cos-1b2c3d4e" if kind is Kind.WAVE else ""
    return of_kind(kind).after(ev.AttemptOpened(at=NOW, attempt=1, remote_id="tx-1", url=url))


def link_waiting() -> Sale:
    url = f"https://sandbox.checkout.lomi.africa/pay/{SESSION_ID}"
    ends_at = NOW + timedelta(minutes=15)
    opened = ev.AttemptOpened(at=NOW, attempt=1, remote_id=SESSION_ID, url=url, expires_at=ends_at)
    return of_kind(Kind.LINK).after(opened)


def sought(sale: Sale, *, unclear: str, in_vain: str = "") -> Sale:
    """Its answer was lost; with ``in_vain`` it was looked for three times, and a person is to decide."""
    after = sale.after(ev.AttemptUnclear(at=NOW, attempt=1, fault="timeout", reason=Message(unclear)))
    return after.after(ev.AttentionNeeded(at=NOW, attempt=1, reason=Message(in_vain))) if in_vain else after
