"""Sales to which much has happened."""

from dataclasses import replace
from datetime import datetime, timedelta

from lomi_pos.till import events as ev
from lomi_pos.till.money import Money
from lomi_pos.till.sale import Sale
from lomi_pos.till.words import Message
from tests.ui import sales
from tests.ui.pictures.shop import LONG_NOTE


def full_life(number: int = 35, *, note: str = LONG_NOTE) -> Sale:
    """A sale to which nearly everything has happened."""
    at = sales.NOW - timedelta(minutes=26)
    sale = replace(sales.creating(number, 12_500, note=note, at=at), clerk="Awa", reference="7ZK4M2Q9XB*")

    def after(seconds: int) -> datetime:
        return at + timedelta(seconds=seconds)

    return sale.after_all(
        (
            ev.AttemptMade(at=after(0), attempt=1),
            ev.AttemptTried(at=after(0), attempt=1),
            ev.AttemptUnclear(at=after(20), attempt=1, fault="timeout", reason=Message("outcome_unknown")),
            ev.AttemptOpened(
                at=after(22),
                who="lomi.",
                attempt=1,
                remote_id=sales.SESSION_ID,
                url=sales.URL,
                expires_at=after(15 * 60),
            ),
            ev.CodeShown(at=after(22), attempt=1),
            ev.CustomerPaying(at=after(50), who="lomi.", attempt=1, transaction_id="t", provider="ORANGE"),
            ev.PaymentDeclined(at=after(70), who="lomi.", attempt=1, transaction_id="t", provider="ORANGE"),
            ev.PaymentReceived(at=after(130), who="lomi.", attempt=1, amount=Money(12_500)),
            ev.PaymentDetailed(
                at=after(132),
                who="lomi.",
                attempt=1,
                transaction_id="5c3e7a90-2f54-4e1d-9e0b-6f6d1f0c7b21",
                provider="WAVE",
                fee=Money(188),
                net=Money(12_312),
            ),
        )
    )


def history_sales() -> list[Sale]:
    made = [
        sales.waiting(44, 2_000),
        sales.attention(43, 60_000),
        sales.unclear(42, 8_000),
        replace(sales.waiting(41, 12_500, note=LONG_NOTE), clerk="Awa"),
        sales.paid(40, 12_500, 12_000),
        sales.paid_twice(39, 3_500),
        sales.paid_late(38, 20_000),
        sales.expired(37, 5_000),
        sales.cancelled(36, 7_500),
        full_life(35),
        sales.failed(34, 1_000),
    ]
    made += [
        sales.paid(number, 500 * number, note=("Thiéboudienne" if number % 3 else "")) for number in range(33, 0, -1)
    ]
    spaced = [
        replace(sale, created_at=sales.NOW - timedelta(minutes=13 * count)) for count, sale in enumerate(made, start=1)
    ]
    return [replace(sale, clerk=sale.clerk or ("Awa", "Mamadou", "Fatou")[sale.id % 3]) for sale in spaced]


REFUND_ASKED = ev.RefundAsked(at=sales.NOW, refund=1, amount=Money(12_500), transaction_id="tx-1")


def refunded(number: int = 41) -> Sale:
    done = ev.RefundDone(at=sales.NOW, who="lomi.", refund=1, amount=Money(12_500), word="completed", refund_id="re-1")
    return by_wave(number).after_all((REFUND_ASKED, done))


def refund_refused(number: int = 41) -> Sale:
    said = Message("refund_refused", {"message": "Customer phone number is required for partial refunds"})
    refused = ev.RefundRefused(at=sales.NOW, who="lomi.", refund=1, reason=said)
    return sales.paid(number, at=sales.NOW - timedelta(minutes=30)).after(REFUND_ASKED).after(refused)


def refund_unclear(number: int = 41) -> Sale:
    reason = Message("refund_unclear", {"amount": "12 500 F CFA"})
    return by_wave(number).after_all((REFUND_ASKED, ev.RefundUnclear(at=sales.NOW, refund=1, reason=reason)))


def dealt_with() -> Sale:
    return sales.paid_twice().after(ev.SaleAcknowledged(at=sales.NOW, who="clerk"))


def cash_back(minor: int) -> Sale:
    return sales.paid_twice().after(ev.CashGivenBack(at=sales.NOW, who="clerk", note=1, amount=Money(minor), till="A"))


def by_wave(number: int, provider: str = "WAVE") -> Sale:
    return sales.waiting(number).after(replace(sales.payment(), provider=provider))
