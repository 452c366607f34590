"""From a committed attempt to a code on screen: the same key and the same bytes until lomi. says yes or no."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import find_link, find_session
from lomi_pos.till import events as ev
from lomi_pos.till.errors import (
    IdempotencyConflict,
    KeyRefused,
    LomiBusy,
    LomiTrouble,
    NoConnection,
    OutcomeUnknown,
    PaymentRequired,
    RequestRefused,
)
from lomi_pos.till.lomi import CheckoutSession, PaymentLink
from lomi_pos.till.sale import KEY_GOOD_FOR, Attempt, Kind, Sale, State
from lomi_pos.till.settling import difference_of, news_of_session
from lomi_pos.till.showable import check_showable
from lomi_pos.till.words import Message

BACKOFF_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
KEY_ASKED_AGAIN_S = 10.0
"""A single 401 proves nothing (contract 1.4): the key is asked about again this much later."""

SAME_FAULT_LIMIT = 3


class Charging:
    """Carries attempts to lomi. One running creation an attempt; ``hurry`` ends its wait for the next try."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._running: dict[int, asyncio.Task[None]] = {}
        self._hurry: dict[int, asyncio.Event] = {}

    def start(self, sale_id: int, *, again: bool = False) -> "asyncio.Task[None]":
        """Carry the newest attempt of the sale to lomi. in the background, unless that is already under way.

        ``again`` takes up an attempt that had ended without a code: same key, same bytes.
        """
        running = self._running.get(sale_id)
        if running is not None and not running.done():
            self.hurry(sale_id)
            return running
        task = self._desk.spawn(self.carry(sale_id, again=again), f"creating sale {sale_id}")
        self._running[sale_id] = task
        return task

    def hurry(self, sale_id: int) -> None:
        if sale_id in self._hurry:
            self._hurry[sale_id].set()

    async def carry(self, sale_id: int, *, again: bool = False, most_tries: int | None = None) -> None:
        """Try the newest attempt until lomi. has said yes or no, or ``most_tries`` are spent (it stays ``creating``).

        Raises:
            JournalTrouble: what happened could not be written down; the attempt is repeated at the next start.
        """
        sale = self._desk.journal.sale(sale_id)
        attempt = sale.attempts[-1]
        if attempt.remote_id is not None or not (again or attempt.state is State.CREATING):
            return
        if not attempt.identity.is_same_as(self._desk.payments.identity):
            self._need_attention(sale, attempt, Message("other_identity"))
            return
        self._hurry[sale_id] = asyncio.Event()
        try:
            kind = _LinkCreation if attempt.kind is Kind.LINK else _SessionCreation
            creation = kind(self._desk, sale_id, attempt)
            if attempt.state is not State.CREATING:
                creation.mark_tried()
            await self._repeat(creation, most_tries)
        finally:
            self._hurry.pop(sale_id, None)
            self._running.pop(sale_id, None)

    async def _repeat(self, creation: "_Creation", most_tries: int | None) -> None:
        for tries, backoff_s in enumerate(_backoff(), start=1):
            wait_s = await creation.try_once()
            if wait_s is None or (most_tries is not None and tries >= most_tries):
                return
            await self._wait(creation.sale_id, max(wait_s, backoff_s))

    async def _wait(self, sale_id: int, wait_s: float) -> None:
        hurry = self._hurry[sale_id]
        sleeping = asyncio.ensure_future(self._desk.clock.sleep(wait_s))
        hurried = asyncio.ensure_future(hurry.wait())
        try:
            await asyncio.wait({sleeping, hurried}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            hurried.cancel()
            hurry.clear()

    def _need_attention(self, sale: Sale, attempt: Attempt, reason: Message) -> None:
        now = self._desk.clock.now()
        self._desk.record(sale.id, ev.AttentionNeeded(at=now, attempt=attempt.count, reason=reason))


def _backoff() -> Iterator[float]:
    for wait_s in BACKOFF_S:
        yield wait_s * random.uniform(0.8, 1.2)  # noqa: S311  spreads tills apart, protects nothing
    while True:
        yield BACKOFF_S[-1] * random.uniform(0.8, 1.2)  # noqa: S311


class _Creation:
    """One attempt being made at lomi. ``try_once`` returns None when it is decided, else how long to wait at least."""

    def __init__(self, desk: Desk, sale_id: int, attempt: Attempt) -> None:
        self.sale_id = sale_id
        self._desk = desk
        self._count = attempt.count
        self._may_exist = attempt.may_exist_at_lomi
        """Whether an earlier try, of this run or one before, may have reached lomi."""
        self._faults: Counter[str] = Counter()
        self._told_fault = ""
        self._keys_refused = 0

    async def try_once(self) -> float | None:
        raise NotImplementedError

    # ------------------------------------------------------------------ what the journal says
    @property
    def _sale(self) -> Sale:
        return self._desk.journal.sale(self.sale_id)

    @property
    def _attempt(self) -> Attempt:
        return self._sale.attempt_numbered(self._count)

    def mark_tried(self) -> None:
        """Write down that the socket is about to open, before it does."""
        self._record(ev.AttemptTried(at=self._desk.clock.now(), attempt=self._count))

    def _before_sending(self) -> None:
        if self._attempt.first_tried_at is None:
            self.mark_tried()

    def _record(self, *events: ev.Event) -> Sale:
        return self._desk.record(self.sale_id, *events)

    # ------------------------------------------------------------------ what an answer means
    def _attention(self, reason: Message, remote_id: str | None = None) -> None:
        self._record(
            ev.AttentionNeeded(at=self._desk.clock.now(), attempt=self._count, reason=reason, remote_id=remote_id)
        )

    def _failed(self, reason: Message) -> None:
        self._record(ev.AttemptFailed(at=self._desk.clock.now(), who="lomi.", attempt=self._count, reason=reason))

    def _unclear(self, fault: str, reason: Message) -> None:
        """Note that it may exist now. The same fault in a row is written down once."""
        self._may_exist = True
        if fault != self._told_fault:
            self._told_fault = fault
            self._record(ev.AttemptUnclear(at=self._desk.clock.now(), attempt=self._count, fault=fault, reason=reason))

    def _open(self, remote_id: str, url: str | None, made: CheckoutSession | PaymentLink) -> bool:
        """Record the code if it is ours and may be shown; else ask for a person. Returns whether it is open."""
        sale, attempt = self._sale, self._attempt
        environment = attempt.identity.environment
        differs = difference_of(made.amount, made.environment, asked=sale.amount, identity_environment=environment)
        if differs is not None:
            self._attention(differs.reason, remote_id)
            return False
        try:
            shown = check_showable(url, base_url=attempt.identity.base_url, our_id=remote_id)
        except LomiTrouble as refused:
            self._attention(refused.message, remote_id)
            return False
        self._record(
            ev.AttemptOpened(
                at=self._desk.clock.now(),
                who="lomi.",
                attempt=self._count,
                remote_id=remote_id,
                url=shown,
                expires_at=made.expires_at,
            )
        )
        return True

    def _key_was_refused(self, refused: KeyRefused) -> float | None:
        self._keys_refused += 1
        if self._keys_refused == 1:
            return KEY_ASKED_AGAIN_S
        self._attention(refused.message)
        return None


class _SessionCreation(_Creation):
    """POST /checkout-sessions: lomi. deduplicates by the idempotency key, so it is repeated until it is clear."""

    async def try_once(self) -> float | None:
        attempt = self._attempt
        if attempt.state is not State.CREATING:
            return None
        if attempt.first_tried_at and self._desk.clock.now() - attempt.first_tried_at >= KEY_GOOD_FOR:
            return await self._look_up(Message("too_old_to_repeat"))
        self._before_sending()
        try:
            made = await self._desk.payments.create_session(attempt.body, idempotency_key=attempt.idempotency_key)
        except LomiTrouble as trouble:
            return await self._troubled(trouble)
        return await self._made(made)

    async def _made(self, made: CheckoutSession) -> float | None:
        is_replay = self._may_exist
        now_seen: CheckoutSession | None = None
        if is_replay and not self._desk.payments.identity.account:
            try:
                now_seen = await self._desk.payments.session(made.id)
            except LomiTrouble as trouble:
                self._unclear("replay_not_seen", trouble.message)
                return 0.0
        if self._open(made.id, made.url, made) and now_seen is not None:
            sale = self._sale
            events = news_of_session(sale, sale.attempt_numbered(self._count), now_seen, self._desk.clock.now())
            self._record(*events)
        return None

    async def _troubled(self, trouble: LomiTrouble) -> float | None:  # noqa: PLR0911  a table, one row an answer
        match trouble:
            case NoConnection() if not self._may_exist:
                self._failed(trouble.message)
                return None
            case NoConnection():
                self._unclear(trouble.fault, Message("outcome_unknown"))
                return 0.0
            case LomiBusy():
                self._unclear("busy", trouble.message)
                return trouble.retry_after_s
            case OutcomeUnknown():
                return self._outcome_unknown(trouble)
            case KeyRefused():
                return self._key_was_refused(trouble)
            case PaymentRequired() | IdempotencyConflict():
                self._attention(trouble.message)
                return None
            case RequestRefused():
                return await self._refused(trouble)
            case _:
                self._attention(trouble.message)
                return None

    def _outcome_unknown(self, trouble: OutcomeUnknown) -> float | None:
        self._unclear(trouble.fault, trouble.message)
        self._faults[trouble.fault] += 1
        is_same_500 = trouble.answered.status == 500 and trouble.answered.is_lomis  # noqa: PLR2004  lomi.'s own 500
        if is_same_500 and self._faults[trouble.fault] >= SAME_FAULT_LIMIT:
            self._attention(Message("same_fault_thrice"))
            return None
        return 0.0

    async def _refused(self, refused: RequestRefused) -> float | None:
        if not self._may_exist:
            self._failed(refused.message)
            return None
        reason = Message("refused_after_unclear", {"message": refused.answered.text})
        return await self._look_up(reason)

    async def _look_up(self, reason: Message) -> float | None:
        """It cannot be repeated any more: look whether it exists, and leave it to a person when it does not."""
        try:
            found = await find_session(self._desk, self._sale, self._attempt)
        except LomiTrouble:
            return 0.0
        if found is None:
            self._attention(reason)
        elif found.url is None:
            self._attention(reason, found.id)
        else:
            self._open(found.id, found.url, found)
        return None


class _LinkCreation(_Creation):
    """POST /payment-links: nothing deduplicates it, so it is sent once and then only looked for."""

    async def try_once(self) -> float | None:
        if self._attempt.state is not State.CREATING:
            return None
        try:
            found = await find_link(self._desk, self._sale)
        except LomiTrouble as trouble:
            return self._not_looked_up(trouble)
        if found is not None:
            self._open(found.id, found.url, found)
            return None
        if self._may_exist:
            return self._not_found()
        return await self._send_once()

    def _not_looked_up(self, trouble: LomiTrouble) -> float | None:
        if isinstance(trouble, KeyRefused):
            return self._key_was_refused(trouble)
        if not self._may_exist:
            self._failed(Message("no_connection") if trouble.worth_repeating else trouble.message)
            return None
        self._unclear("not_looked_up", Message("link_unclear"))
        return trouble.retry_after_s if isinstance(trouble, LomiBusy) else 0.0

    def _not_found(self) -> float | None:
        self._faults["not_found"] += 1
        if self._faults["not_found"] >= SAME_FAULT_LIMIT:
            self._attention(Message("link_unclear"))
            return None
        return 0.0

    async def _send_once(self) -> float | None:
        self._before_sending()
        try:
            made = await self._desk.payments.create_link(self._attempt.body)
        except (NoConnection, RequestRefused) as firm:
            self._failed(firm.message)
            return None
        except KeyRefused as refused:
            return self._key_was_refused(refused)
        except LomiTrouble as trouble:
            self._unclear(getattr(trouble, "fault", "unclear"), Message("link_unclear"))
            return 0.0
        self._open(made.id, made.url, made)
        return None
