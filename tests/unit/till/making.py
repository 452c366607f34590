"""Sales, attempts and events for tests, and any course that a sale can take."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from lomi_pos.till import events as ev
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.identity import Identity
from lomi_pos.till.lomi import CheckoutSession, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
IDENTITY = Identity(base_url="https://api.lomi.africa", environment="live", key_fingerprint="f" * 16)
SESSION_1 = "0b0f8bbc-6a43-4a6c-8a4b-2f8f6f2f6a01"
SESSION_2 = "0b0f8bbc-6a43-4a6c-8a4b-2f8f6f2f6a02"
REFERENCE = "00000000000"
WHY = Message("request_refused", {"message": "no"})


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def a_sale(asked: int = 5000, **changes) -> Sale:
    """A sale that has been written down, and nothing more."""
    sale = Sale(1, "A-001", REFERENCE, Money(asked), NOON, IDENTITY)
    return replace(sale, **changes)


def with_attempt(sale: Sale, kind: Kind = Kind.SESSION, at: datetime = NOON) -> Sale:
    count = len(sale.attempts) + 1
    attempt = Attempt(count, kind, f"key-{count}", b"{}", IDENTITY, at)
    return replace(sale, attempts=(*sale.attempts, attempt)).after(ev.AttemptMade(at=at, attempt=count))


def sale_creating(**changes) -> Sale:
    return with_attempt(a_sale(**changes))


def opened(attempt: int = 1, remote_id: str = SESSION_1) -> ev.AttemptOpened:
    url = f"https://checkout.lomi.africa/{remote_id}"
    return ev.AttemptOpened(at=NOON, attempt=attempt, remote_id=remote_id, url=url, expires_at=after(15))


def sale_open(**changes) -> Sale:
    return sale_creating(**changes).after(ev.AttemptTried(at=NOON, attempt=1)).after(opened())


def sale_with_two_codes() -> Sale:
    return with_attempt(sale_open().after(ev.AttemptExpired(at=after(15), attempt=1))).after(opened(2, SESSION_2))


def paid(amount: int = 5000, attempt: int = 1, transaction_id: str | None = None, at: datetime = NOON):
    return ev.PaymentReceived(at=at, attempt=attempt, amount=Money(amount), transaction_id=transaction_id)


def a_session(status: str = "open", **changes) -> CheckoutSession:
    return replace(CheckoutSession(SESSION_1, status, Money(5000)), **changes)


def a_transaction(transaction_id: str = "T1", status: str = "completed", **changes) -> Transaction:
    seen = Transaction(transaction_id, status, Money(5000), checkout_session_id=SESSION_1, provider="WAVE")
    return replace(seen, **changes)


def any_event(attempts: int = 2, transactions: tuple[str | None, ...] = (None, "T1", "T2", "T3")) -> st.SearchStrategy:
    """Whatever may be told about a sale that has so many attempts, in any order and as often as lomi. likes."""
    attempt = st.integers(1, attempts)
    at = st.integers(0, 10_000).map(after)
    money = st.sampled_from([1, 4500, 5000, 5500]).map(Money)
    about = {"at": at, "attempt": attempt}
    provider = st.sampled_from(["", "WAVE", "ORANGE"])
    fee = st.sampled_from([None, Money(0), Money(50)])
    off = st.sampled_from([None, Money(500)])
    told = [one for one in transactions if one]
    return st.one_of(
        st.builds(ev.AttemptTried, **about),
        st.builds(ev.AttemptUnclear, **about, fault=st.just("timeout"), reason=st.just(WHY)),
        st.builds(ev.AttemptOpened, **about, remote_id=st.just("R"), url=st.just("u"), expires_at=st.none() | at),
        st.builds(ev.AttemptFailed, **about, reason=st.just(WHY)),
        st.builds(ev.AttentionNeeded, **about, reason=st.just(WHY), remote_id=st.sampled_from([None, "R"])),
        st.builds(ev.CustomerPaying, **about, transaction_id=st.sampled_from(told), provider=provider),
        st.builds(ev.PaymentDeclined, **about, transaction_id=st.sampled_from(told), provider=provider),
        st.builds(
            ev.PaymentReceived,
            **about,
            amount=money,
            transaction_id=st.sampled_from(transactions),
            provider=provider,
            fee=fee,
            net=fee,
            discount=off,
        ),
        st.builds(
            ev.PaymentDetailed,
            **about,
            transaction_id=st.sampled_from(told),
            provider=provider,
            fee=fee,
            net=fee,
            amount=st.none() | money,
            discount=off,
        ),
        st.builds(ev.AttemptExpired, **about),
        st.builds(ev.SaleCancelled, at=at),
        st.builds(ev.StatusUnknown, **about, word=st.sampled_from(["processing", ""])),
        st.builds(ev.SaleAcknowledged, at=at),
        st.builds(ev.SaleTakenUpAgain, at=at),
        st.builds(ev.CashGivenBack, at=at, note=st.integers(1, 3), amount=money, till=st.just("A")),
        st.builds(ev.CashNoteUndone, at=at, note=st.integers(1, 3)),
        st.builds(ev.CodeShown, **about),
        st.builds(ev.ReceiptPrinted, at=at, slip=st.sampled_from(["receipt", "code"])),
        st.builds(
            ev.RefundSeen,
            at=at,
            transaction_id=st.sampled_from(told),
            amount=money,
            word=st.sampled_from(["completed", "pending", "failed"]),
            refund_id=st.sampled_from([None, "F1", "F2"]),
        ),
    )


def any_course(length: int = 12, **options) -> st.SearchStrategy:
    return st.lists(any_event(**options), max_size=length).map(tuple)
