"""One thing being made at lomi.: what its answers mean, whether it is the code of a sale or a link of no sale."""

from collections import Counter

from lomi_pos.engine.desk import Desk
from lomi_pos.till import events as ev
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.errors import KeyRefused, LomiTrouble
from lomi_pos.till.lomi import CheckoutSession, PaymentLink
from lomi_pos.till.sale import Sale
from lomi_pos.till.settling import difference_of, news_of_session
from lomi_pos.till.showable import check_showable
from lomi_pos.till.words import Message

KEY_ASKED_AGAIN_S = 10.0
"""lomi. answers 401 for trouble of its own too: after one, the key is asked about again this much later."""

SAME_FAULT_LIMIT = 3


class Tries:
    """One run of tries; everything that outlives it is in the journal."""

    def __init__(self, desk: Desk, *, may_exist: bool) -> None:
        self._desk = desk
        self._may_exist = may_exist
        """Whether an earlier try, of this run or one before, may have reached lomi."""
        self._was_sent = False
        self._faults: Counter[str] = Counter()
        self._told_fault = ""
        self._keys_refused = 0

    async def try_once(self) -> float | None:
        """Try once, and return None when it is decided, else how long to wait at least before the next try.

        Raises:
            JournalTrouble: what was about to happen, or has happened, could not be written down.
        """
        raise NotImplementedError

    def note_unwritten(self) -> None:
        """What came of the last try is not on disk: from now on it counts as unclear."""
        self._may_exist = self._may_exist or self._was_sent

    # ------------------------------------------------------------------ what the journal is told
    def _before_sending(self) -> None:
        """Write down that the socket is about to open, before it does."""
        raise NotImplementedError

    def _attention(self, reason: Message, remote_id: str | None = None) -> None:
        """It is for a person to decide."""
        raise NotImplementedError

    def _failed(self, reason: Message) -> None:
        """A firm no: there is nothing at lomi."""
        raise NotImplementedError

    def _note_unclear(self, fault: str, reason: Message) -> None:
        raise NotImplementedError

    def _unclear(self, fault: str, reason: Message) -> None:
        """Note that it may exist now. The same fault in a row is written down once."""
        self._may_exist = True
        if fault != self._told_fault:
            self._note_unclear(fault, reason)
            self._told_fault = fault

    def _key_was_refused(self, refused: KeyRefused) -> float | None:
        self._keys_refused += 1
        if self._keys_refused == 1:
            return KEY_ASKED_AGAIN_S
        self._attention(refused.message)
        return None


class Creation(Tries):
    """The code of one attempt at a sale."""

    def __init__(self, desk: Desk, sale_id: int, attempt: Attempt) -> None:
        super().__init__(desk, may_exist=attempt.may_exist_at_lomi)
        self.sale_id = sale_id
        self._count = attempt.count

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

    def _before_sending(self) -> None:
        if self._attempt.first_tried_at is None:
            self.mark_tried()
        self._was_sent = True

    def _record(self, *events: ev.Event) -> None:
        self._desk.record(self.sale_id, *events)

    # ------------------------------------------------------------------ what an answer means
    def _attention(self, reason: Message, remote_id: str | None = None) -> None:
        self._record(
            ev.AttentionNeeded(at=self._desk.clock.now(), attempt=self._count, reason=reason, remote_id=remote_id)
        )

    def _failed(self, reason: Message) -> None:
        self._record(ev.AttemptFailed(at=self._desk.clock.now(), who="lomi.", attempt=self._count, reason=reason))

    def _note_unclear(self, fault: str, reason: Message) -> None:
        self._record(ev.AttemptUnclear(at=self._desk.clock.now(), attempt=self._count, fault=fault, reason=reason))

    def _open(self, made: CheckoutSession | PaymentLink, seen: CheckoutSession | None = None) -> None:
        """Record the code if it is ours and may be shown; else ask for a person.

        ``seen`` is the session as a look of this moment shows it, when ``made`` may be an old picture. What it says is
        recorded together with the code: one that is paid already is never shown as waiting.
        """
        sale, attempt = self._sale, self._attempt
        environment = attempt.identity.environment
        pictures = [made] if seen is None or seen.is_completed else [made, seen]
        for picture in pictures:
            differs = difference_of(
                picture.amount, picture.environment, asked=sale.amount, identity_environment=environment
            )
            if differs is not None:
                self._attention(differs.reason, made.id)
                return
        try:
            shown = check_showable(made.url, base_url=attempt.identity.base_url, our_id=made.id)
        except LomiTrouble as refused:
            self._attention(refused.message, made.id)
            return
        now = self._desk.clock.now()
        opened = ev.AttemptOpened(
            at=now, who="lomi.", attempt=self._count, remote_id=made.id, url=shown, expires_at=made.expires_at
        )
        as_open = sale.after(opened)
        more = news_of_session(as_open, as_open.attempt_numbered(self._count), seen, now) if seen is not None else ()
        self._record(opened, *more)
