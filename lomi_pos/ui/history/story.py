"""The life of a sale as sentences with times, made from its events."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject

from lomi_pos.till import events as ev
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.ui import format as fmt
from lomi_pos.ui.theme import Tone
from lomi_pos.ui.words import provider_name, tell


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the time line. ``tone`` colours its dot; the words say the same."""

    at: datetime
    words: str
    who: str
    tone: Tone = ""


class SaleStory(QObject):
    """Tells what happened to a sale, oldest first."""

    def steps(self, sale: Sale) -> tuple[Step, ...]:
        made = Step(sale.created_at, self.tr("Charged {amount}").format(amount=fmt.money(sale.amount)), sale.clerk)
        told = [step for event in sale.history if (step := self._step(sale, event)) is not None]
        return (made, *_without_echoes(told))

    def _step(self, sale: Sale, event: ev.Event) -> Step | None:
        words, tone = self._words(sale, event)
        return Step(event.at, words, self._who(event.who), tone) if words else None

    def _words(self, sale: Sale, event: ev.Event) -> tuple[str, Tone]:  # noqa: C901, PLR0911, PLR0912  a sentence an event
        match event:
            case ev.AttemptMade():
                return self._asked_again(sale, event), ""
            case ev.AttemptTried():
                return self.tr("Sent to lomi."), ""
            case ev.AttemptUnclear():
                return self._unclear(event), "amber"
            case ev.AttemptOpened():
                return self._opened(sale, event), "accent"
            case ev.CodeShown():
                return self.tr("The code was shown"), ""
            case ev.ReceiptPrinted():
                return self.tr("The code was printed") if event.slip == "code" else self.tr(
                    "The receipt was printed"
                ), ""
            case ev.AttemptFailed():
                return tell(event.reason), "red"
            case ev.AttentionNeeded():
                return tell(event.reason), "amber"
            case ev.CustomerPaying():
                return self.tr("The customer is paying with {provider}").format(provider=self._by(event.provider)), ""
            case ev.PaymentDeclined():
                refused = self.tr("{provider} refused the payment; the code was still good")
                return refused.format(provider=self._by(event.provider)), "amber"
            case ev.PaymentReceived():
                return self._received(sale, event)
            case ev.PaymentDetailed():
                found = self.tr("Transaction found: {provider}").format(provider=self._by(event.provider))
                return self._with_coupon(found, event), ""
            case ev.AttemptExpired():
                if _kind(sale, event.attempt).is_phone:
                    return self.tr("The request on the phone expired, not paid"), "grey"
                return self.tr("The code expired, not paid"), "grey"
            case ev.SaleCancelled():
                return self.tr("Cancelled here"), "grey"
            case ev.StatusUnknown():
                return (self.tr("lomi. says “{word}”").format(word=event.word), "grey") if event.word else ("", "")
            case ev.SaleAcknowledged():
                return self.tr("Someone has dealt with it"), ""
            case ev.SaleTakenUpAgain():
                return self.tr("Not dealt with after all: back on top"), "amber"
            case ev.CashGivenBack():
                given = self.tr("{amount} given back in cash, from till {till}. lomi. was not asked")
                return given.format(amount=fmt.money(event.amount), till=event.till), "grey"
            case ev.CashNoteUndone():
                return self._note_undone(sale, event), "amber"
            case ev.RefundAsked():
                return self.tr("Refund of {amount} asked for").format(amount=fmt.money(event.amount)), ""
            case ev.RefundUnclear():
                return tell(event.reason), "amber"
            case ev.RefundDone():
                return self._given_back(event)
            case ev.RefundRefused():
                return tell(event.reason), "red"
            case ev.RefundSeen():
                return self._given_back_elsewhere(event)
            case ev.JournalWentBack():
                return self.tr("The sales journal went back to this time: what came next is not known"), "amber"
            case _:
                return "", ""

    def _note_undone(self, sale: Sale, event: ev.CashNoteUndone) -> str:
        notes = (one for one in sale.history if isinstance(one, ev.CashGivenBack) and one.note == event.note)
        amount = fmt.money(next(notes).amount)
        return self.tr("Note undone: the {amount} were not given back in cash").format(amount=amount)

    def _unclear(self, event: ev.AttemptUnclear) -> str:
        """What happened then: what is not to be done while it is so stands on the sale itself."""
        if event.reason.code == "outcome_unknown":
            return self.tr("lomi.'s answer did not arrive, so the till asked again")
        return tell(event.reason)

    def _given_back(self, event: ev.RefundDone) -> tuple[str, Tone]:
        amount = fmt.money(event.amount)
        if event.word == "pending":
            return self.tr("lomi. gives {amount} back; it is on its way").format(amount=amount), "accent"
        return self.tr("lomi. has given {amount} back").format(amount=amount), "grey"

    def _given_back_elsewhere(self, event: ev.RefundSeen) -> tuple[str, Tone]:
        amount = fmt.money(event.amount)
        if event.word == "failed":
            came_back = self.tr("The refund of {amount} that was not made at this till failed: the shop has the money")
            return came_back.format(amount=amount), "red"
        words = self.tr("Seen at lomi.: {amount} given back, not from this till").format(amount=amount)
        if event.given_at is None:
            return words, "grey"
        when = fmt.moment(event.given_at)
        return self.tr("Seen at lomi.: {amount} given back on {when}, not from this till").format(
            amount=amount, when=when
        ), "grey"

    def _asked_again(self, sale: Sale, event: ev.AttemptMade) -> str:
        if event.attempt == 1:
            return ""
        if _kind(sale, event.attempt).is_phone:
            return self.tr("The customer was to be asked on the phone again")
        return self.tr("Another code was asked for")

    def _opened(self, sale: Sale, event: ev.AttemptOpened) -> str:
        if _kind(sale, event.attempt).is_phone:
            return self.tr("lomi. has asked the customer on the phone")
        if event.expires_at is None:
            return self.tr("lomi. made the code")
        return self.tr("lomi. made the code, good until {time}").format(time=fmt.clock_time(event.expires_at))

    def _received(self, sale: Sale, event: ev.PaymentReceived) -> tuple[str, Tone]:
        words = self.tr("lomi. has received {amount}").format(amount=fmt.money(event.amount))
        if event.provider:
            words = self.tr("{received}, by {provider}").format(received=words, provider=provider_name(event.provider))
        if sale.attempt_numbered(event.attempt).identity.account:
            seen = self.tr("{received}. Seen in lomi.'s list of payments: a member's code cannot be checked by itself.")
            words = seen.format(received=words)
        return self._with_coupon(words, event), "green" if sale.was_paid_exactly else "amber"

    def _with_coupon(self, words: str, event: ev.PaymentReceived | ev.PaymentDetailed) -> str:
        if event.discount is None:
            return words
        return self.tr("{words}. A coupon took {discount} off").format(words=words, discount=fmt.money(event.discount))

    def _by(self, provider: str) -> str:
        return provider_name(provider) if provider else self.tr("their provider")

    def _who(self, who: str) -> str:
        return {"till": "", "clerk": self.tr("clerk")}.get(who, who)


def _without_echoes(steps: list[Step]) -> list[Step]:
    """Each try that failed in the same way says the same: the first and the last of such a run are enough."""
    kept: list[Step] = []
    for step in steps:
        is_echo = len(kept) > 1 and kept[-1].words == kept[-2].words == step.words
        if is_echo:
            kept.pop()
        kept.append(step)
    return kept


def _kind(sale: Sale, count: int) -> Kind:
    return sale.attempt_numbered(count).kind
