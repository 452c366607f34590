"""The code of a sale being made at lomi.: what is written down of it, and what an answer means."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import ids_of_other_attempts
from lomi_pos.engine.tries import Tries
from lomi_pos.till import events as ev
from lomi_pos.till.attempt import MADE_FOR_ANOTHER_SALE, Attempt
from lomi_pos.till.errors import LomiTrouble, as_beside_another, as_perhaps_paid
from lomi_pos.till.sale import Sale
from lomi_pos.till.settling import MADE_FOR_ANOTHER, difference_of, news_of_session
from lomi_pos.till.showable import check_showable
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession, PaymentLink


class Creation(Tries):
    """The code of one attempt at a sale."""

    def __init__(self, desk: Desk, sale_id: int, attempt: Attempt) -> None:
        super().__init__(desk, may_exist=attempt.may_exist_at_lomi)
        self.sale_id = sale_id
        self._count = attempt.count
        self._tries_known = self._tries_on_disk()

    # ------------------------------------------------------------------ what the journal says
    @property
    def _sale(self) -> Sale:
        return self._desk.journal.sale(self.sale_id)

    @property
    def _attempt(self) -> Attempt:
        return self._sale.attempt_numbered(self._count)

    def mark_tried(self) -> None:
        """Write down that the socket is about to open, before it does."""
        lomis_at = self._desk.payments.lomis_now
        self._record(ev.AttemptTried(at=self._desk.clock.now(), attempt=self._count, lomis_at=lomis_at))
        self._tries_known += 1

    def _tries_on_disk(self) -> int:
        tries = (one for one in self._sale.history if isinstance(one, ev.AttemptTried))
        return sum(one.attempt == self._count for one in tries)

    @property
    def _is_alone(self) -> bool:
        return self._tries_on_disk() == self._tries_known

    def _before_sending(self) -> None:
        if self._attempt.first_tried_at is None:
            self.mark_tried()
        self._was_sent = True

    async def _may_leave(self) -> bool:
        """What was cancelled before anything of it left this till is made nowhere: no code, and no phone asks."""
        if not await super()._may_leave():
            return False
        if self._sale.cancelled_at is None:
            return True
        reason = Message("cancelled_unsent")
        self._record(ev.AttemptFailed(at=self._desk.clock.now(), who="till", attempt=self._count, reason=reason))
        return False

    def _record(self, *events: ev.Event) -> None:
        self._desk.record(self.sale_id, *events)

    @abstractmethod
    async def look_for_it(self) -> None:
        """Look whether it is there after all, and send nothing. What is not found changes nothing.

        Raises:
            LomiTrouble: lomi. gave no answer.
        """

    # ------------------------------------------------------------------ what an answer means
    @property
    def _is_beside_another(self) -> bool:
        return self._sale.has_a_code_besides(self._count)

    def _attention(self, reason: Message, remote_id: str | None = None) -> None:
        reason = as_beside_another(reason) if self._is_beside_another else reason
        self._record(
            ev.AttentionNeeded(at=self._desk.clock.now(), attempt=self._count, reason=reason, remote_id=remote_id)
        )

    def _told_of_key(self, reason: Message) -> Message:
        attempt = self._attempt
        may_have_rung = attempt.kind.is_phone and self._may_exist
        may_be_paid = attempt.may_have_been_shown or may_have_rung or self._is_beside_another
        return Message(f"{reason.code}_in_use", reason.values) if may_be_paid else reason

    def _failed(self, reason: Message) -> None:
        self._record(ev.AttemptFailed(at=self._desk.clock.now(), who="lomi.", attempt=self._count, reason=reason))

    def _note_unclear(self, fault: str, reason: Message) -> None:
        self._record(ev.AttemptUnclear(at=self._desk.clock.now(), attempt=self._count, fault=fault, reason=reason))

    def _open(self, made: CheckoutSession | PaymentLink, seen: CheckoutSession | None = None) -> None:
        """Record the code if it is ours and may be shown; else ask for a person.

        ``seen`` is the session as a look of this moment shows it, when ``made`` may be an old picture. What it says is
        recorded together with the code: one that is paid already is never shown as waiting, nor as merely odd.
        """
        if made.id in ids_of_other_attempts(self._sale, self._attempt):
            self._failed(Message(MADE_FOR_ANOTHER_SALE))  # what was made before is good as it was
            return
        if self._belongs_to_another(made.id):
            self._attention(Message(MADE_FOR_ANOTHER_SALE))
            return
        differs = self._difference(made, seen)
        first = self._shown(made) if differs is None else self._odd(differs, made)
        known = self._sale.after(first)
        more = news_of_session(known, known.attempt_numbered(self._count), seen, first.at) if seen is not None else ()
        self._record(first, *more)

    def _belongs_to_another(self, remote_id: str) -> bool:
        """Whether another sale of this till, or another attempt at this one, has it: its money would count twice."""
        owner = self._desk.journal.sale_ids_of_codes([remote_id]).get(remote_id, self.sale_id)
        return owner != self.sale_id or remote_id in ids_of_other_attempts(self._sale, self._attempt)

    def _is_for_another(self, made: CheckoutSession) -> bool:
        """Whether it is another organization's: lomi. does not let our key look at it."""
        differs = self._difference(made, None)
        return differs is not None and differs.code == MADE_FOR_ANOTHER

    def _difference(self, made: CheckoutSession | PaymentLink, seen: CheckoutSession | None) -> Message | None:
        for picture in [made] if seen is None or seen.is_completed else [made, seen]:
            differs = difference_of(
                picture.amount,
                picture.environment,
                asked=self._sale.amount,
                identity=self._desk.payments.identity,
                organization_id=picture.organization_id,
            )
            if differs is not None:
                return differs
        return None

    def _shown(self, made: CheckoutSession | PaymentLink) -> ev.Event:
        now = self._desk.clock.now()
        try:
            url = check_showable(made.url, base_url=self._attempt.identity.base_url, our_id=made.id)
        except LomiTrouble as refused:
            return self._odd(refused.message, made)
        return ev.AttemptOpened(
            at=now, who="lomi.", attempt=self._count, remote_id=made.id, url=url, expires_at=made.expires_at
        )

    def _odd(self, differs: Message, made: CheckoutSession | PaymentLink) -> ev.Event:
        """A code that is for a person. One of which an earlier try may have told before is perhaps not unseen."""
        is_ours = differs.code != MADE_FOR_ANOTHER  # what is paid there is no money of this shop's
        reason = as_perhaps_paid(differs) if self._may_exist else differs
        reason = as_beside_another(reason) if self._is_beside_another else reason
        remote_id = made.id if is_ours else None
        return ev.AttentionNeeded(at=self._desk.clock.now(), attempt=self._count, reason=reason, remote_id=remote_id)
