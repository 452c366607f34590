"""What the detail says of a sale, a transaction or a checkout session, before it becomes widgets."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from lomi_pos.till.refunding import AskedRefund
from lomi_pos.till.rights import may_refund
from lomi_pos.till.sale import Sale
from lomi_pos.till.sessions import ListedSession
from lomi_pos.till.states import RefundState, State
from lomi_pos.ui import format as fmt
from lomi_pos.ui.history.facts import Chapter, Facts
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.history.refund_form import Refundable
from lomi_pos.ui.history.status import standing_of, standing_of_session, standing_of_transaction
from lomi_pos.ui.history.story import SaleStory, Step
from lomi_pos.ui.lists.standing import Standing
from lomi_pos.ui.theme import Tone
from lomi_pos.ui.words import tell

Shown = Sale | Booked | ListedSession


@dataclass(frozen=True, slots=True)
class Digest:
    """``code`` is the address to show as a QR code; what is False has no button."""

    number: str
    when: str
    amount: str
    standing: Standing
    reason: str = ""
    reason_tone: Tone = "amber"
    steps: tuple[Step, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    code: str = ""
    can_show_sale: bool = False
    can_check: bool = False
    has_slip: bool = False
    may_refund: bool = False


def refundable(shown: Shown | None) -> list[Refundable]:
    """The payments of it that lomi. has a transaction for."""
    match shown:
        case Sale():
            return [
                Refundable(
                    one.transaction_id,
                    one.amount,
                    one.provider,
                    one.received_at,
                    given_minor=one.amount.minor - shown.left_of(one.transaction_id),
                )
                for one in shown.payments
                if one.transaction_id is not None
            ]
        case Booked(transaction=seen) if seen.is_completed_payment and seen.gross is not None:
            return [Refundable(seen.id, seen.gross, seen.provider, seen.created_at, shown.given_back_minor)]
        case _:
            return []


class Digests(QObject):
    """Puts each of them in words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._story = SaleStory(self)
        self._facts = Facts(self)

    def of(self, shown: Shown, refunds: Sequence[AskedRefund]) -> Digest:
        """``refunds`` are those of a transaction; a sale brings its own."""
        match shown:
            case Sale():
                return self._of_sale(shown)
            case Booked():
                return self._of_transaction(shown, refunds)
            case ListedSession():
                return self._of_session(shown)

    def _of_sale(self, sale: Sale) -> Digest:
        return Digest(
            number=sale.number,
            when=fmt.moment(sale.created_at),
            amount=fmt.money(sale.amount),
            standing=standing_of(sale),
            reason=self._reason_of(sale),
            reason_tone="amber" if sale.refunds or sale.cash_backs or not sale.is_paid_exactly else "green",
            steps=self._story.steps(sale),
            chapters=self._facts.of_sale(sale),
            can_show_sale=sale.state in {State.OPEN, State.CREATING} and not sale.payments,
            can_check=True,
            has_slip=bool(sale.payments) or sale.state is State.OPEN,
            may_refund=bool(sale.payments) and may_refund(sale.clerk),
        )

    def _of_transaction(self, booked: Booked, refunds: Sequence[AskedRefund]) -> Digest:
        seen = booked.transaction
        given_back = any(one.state is RefundState.DONE for one in refunds) or booked.given_back_minor > 0
        elsewhere = self.tr("This payment was not made for a sale of this till.")
        told = self._words_of_refund(refunds[-1]) if refunds else ""
        return Digest(
            number=self._origin(booked.number, booked.sale_id),
            when=fmt.moment(seen.created_at) if seen.created_at else "",
            amount=fmt.money(seen.gross) if seen.gross else "–",
            standing=standing_of_transaction(seen.status, is_partly_refunded=given_back),
            reason=told or (elsewhere if booked.sale_id is None else ""),
            chapters=(*self._facts.of_transaction(booked), *self._facts.of_refunds(refunds)),
            can_check=any(one.is_open for one in refunds),
            may_refund=seen.is_completed_payment and may_refund(""),
        )

    def _of_session(self, row: ListedSession) -> Digest:
        seen = row.session
        is_open = row.status == "open"
        elsewhere = self.tr("This code was not made for a sale of this till.")
        return Digest(
            number=self._origin(row.number, row.sale_id),
            when=fmt.moment(seen.created_at) if seen.created_at else "",
            amount=fmt.money(seen.amount) if seen.amount else "–",
            standing=standing_of_session(row.status),
            reason=elsewhere if row.sale_id is None else "",
            chapters=self._facts.of_session(row),
            code=row.url if is_open else "",
            can_show_sale=is_open and row.sale_id is not None,
        )

    def _origin(self, number: str, sale_id: int | None) -> str:
        return number or (self.tr("This till") if sale_id is not None else self.tr("Made elsewhere"))

    # ------------------------------------------------------------------ what a refund makes of it
    def _words_of_refund(self, refund: AskedRefund) -> str:
        if refund.state is RefundState.DONE:
            given = fmt.money(refund.given or refund.order.amount)
            return self.tr("Given back: {amount}").format(amount=given)
        if refund.state is RefundState.ASKED:
            return self.tr("The refund of {amount} is on its way to lomi.").format(
                amount=fmt.money(refund.order.amount)
            )
        return tell(refund.trouble) if refund.trouble is not None else ""

    def _reason_of(self, sale: Sale) -> str:
        if sale.refunds:
            return " ".join(words for words in (self._reason_of_refunds(sale), self._reason_of_cash(sale)) if words)
        if sale.cash_backs:
            return self._reason_of_cash(sale)
        received = sale.received
        if received is not None and sale.discount is not None:
            words = self.tr("Received {received} of {asked}, less {discount} with a coupon")
            discount = fmt.money(sale.discount)
            return words.format(received=fmt.money(received), asked=fmt.money(sale.amount), discount=discount)
        if received is not None and received != sale.amount:
            words = self.tr("Received {received} of {asked}")
            return words.format(received=fmt.money(received), asked=fmt.money(sale.amount))
        return tell(sale.reason) if sale.reason is not None and not sale.payments else ""

    def _reason_of_cash(self, sale: Sale) -> str:
        if sale.cash_back is None:
            return ""
        words = self.tr("Received {received}, given back in cash {cash}.")
        return words.format(received=fmt.money(sale.received or sale.amount), cash=fmt.money(sale.cash_back))

    def _reason_of_refunds(self, sale: Sale) -> str:
        """The newest refund, when it is not done; else what is left of the money."""
        newest = sale.refunds[-1]
        if newest.state is RefundState.ASKED:
            asked = self.tr("The refund of {amount} is on its way to lomi.")
            return asked.format(amount=fmt.money(newest.amount))
        if newest.reason is not None:
            return tell(newest.reason)
        words = self.tr("Received {received}, given back {refunded}")
        if newest.is_elsewhere:
            words = self.tr("Received {received}, given back {refunded}, not from this till: lomi. says so.")
        received, refunded = sale.received or sale.amount, sale.refunded or newest.amount
        return words.format(received=fmt.money(received), refunded=fmt.money(refunded))
