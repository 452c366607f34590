"""From a committed attempt to a code on screen: the same key and the same bytes until lomi. says yes or no."""

import asyncio
from collections.abc import Callable
from functools import partial

from lomi_pos.engine.creation import Creation
from lomi_pos.engine.desk import Desk
from lomi_pos.engine.key_age import learn_time
from lomi_pos.engine.link_creation import LinkCreation
from lomi_pos.engine.phone_creation import PhoneCreation
from lomi_pos.engine.session_creation import SessionCreation
from lomi_pos.engine.tries import KEY_ASKED_AGAIN_S, repeat_until_decided
from lomi_pos.till import events as ev
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.errors import KeyRefused, LomiBusy, LomiTrouble
from lomi_pos.till.order import Kind
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State
from lomi_pos.till.words import Message

_UNCLEAR = {Kind.LINK: "link_unclear", Kind.WAVE: "charge_unclear", Kind.MTN: "charge_unclear"}
"""What is said of a try that was interrupted, where it is not sent again."""


class Charging:
    """Carries attempts to lomi. At most one creation a sale runs at a time.

    ``on_carried`` is called with the sale once its creation has been decided, or given up for now.
    """

    def __init__(self, desk: Desk, on_carried: Callable[[Sale], None]) -> None:
        self._desk = desk
        self._on_carried = on_carried
        self._running: dict[int, asyncio.Task[None]] = {}
        self._hurry: dict[int, asyncio.Event] = {}

    def is_under_way(self, sale_id: int) -> bool:
        running = self._running.get(sale_id)
        return running is not None and not running.done()

    def start(self, sale_id: int, *, again: bool = False, most_tries: int | None = None) -> "asyncio.Task[None]":
        """Carry the newest attempt of the sale to lomi. in the background; one already under way is hurried instead.

        It is tried until lomi. has said yes or no, or until ``most_tries`` are spent (it stays ``creating``). ``again``
        takes up an attempt that had ended without a code: same key, same bytes.
        """
        if self.is_under_way(sale_id):
            self._hurry[sale_id].set()
            return self._running[sale_id]
        self._hurry[sale_id] = asyncio.Event()
        task = self._desk.spawn(self._carry(sale_id, again=again, most_tries=most_tries), f"creating sale {sale_id}")
        self._running[sale_id] = task
        return task

    async def look_for_it(self, sale_id: int) -> None:
        """Look for the newest code of the sale, of which nothing more may be sent.

        Raises:
            LomiTrouble: lomi. gave no answer; nothing has changed.
        """
        attempt, ours = self._desk.journal.sale(sale_id).attempts[-1], self._desk.payments.identity
        is_told = ours.sees if attempt.kind.is_phone else ours.is_same_as  # a phone rings whatever becomes of our key
        if is_told(attempt.identity):
            await _kind_of(attempt)(self._desk, sale_id, attempt).look_for_it()
            self._on_carried(self._desk.journal.sale(sale_id))

    async def _carry(self, sale_id: int, *, again: bool, most_tries: int | None) -> None:
        if self._desk.journal.sale(sale_id).attempts[-1].kind is Kind.SESSION:
            await learn_time(self._desk)
        if await self._knows_whose_key_it_is(sale_id, most_tries):
            creation = self._creation(sale_id, again=again)
            if creation is not None:
                await creation.repeat(partial(self._wait, sale_id), most_tries)
        self._on_carried(self._desk.journal.sale(sale_id))

    async def _knows_whose_key_it_is(self, sale_id: int, most_tries: int | None) -> bool:
        whose = WhoseKey(self._desk, sale_id)
        return await repeat_until_decided(whose.try_once, partial(self._wait, sale_id), most_tries)

    def _creation(self, sale_id: int, *, again: bool) -> Creation | None:
        """The creation to be carried out, or None when there is nothing that may be sent."""
        sale = self._desk.journal.sale(sale_id)
        attempt = sale.attempts[-1]
        if attempt.remote_id is not None or attempt.is_never_repeated:
            return None
        if not again and attempt.state is not State.CREATING:
            return None
        now = self._desk.clock.now()
        if attempt.is_in_flight:  # the till stopped between sending and reading the answer
            reason = Message(_UNCLEAR.get(attempt.kind, "outcome_unknown"))
            self._desk.record(
                sale_id, ev.AttemptUnclear(at=now, attempt=attempt.count, fault="interrupted", reason=reason)
            )
        if not attempt.identity.is_same_as(self._desk.payments.identity):
            reason = sale.begun_under_another(_other_identity(sale, attempt))
            self._desk.record(sale_id, ev.AttentionNeeded(at=now, attempt=attempt.count, reason=reason))
            return None
        creation = _kind_of(attempt)(self._desk, sale_id, attempt)
        if attempt.state is not State.CREATING:
            creation.mark_tried()
        return creation

    async def _wait(self, sale_id: int, at_least_s: float, backoff_s: float) -> None:
        """Wait for the next try. A clerk's hurry ends the back-off, never the wait that lomi. asked for."""
        hurry = self._hurry[sale_id]
        if at_least_s > 0:
            await self._desk.clock.sleep(at_least_s)
        if backoff_s > at_least_s:
            sleeping = asyncio.ensure_future(self._desk.clock.sleep(backoff_s - at_least_s))
            hurried = asyncio.ensure_future(hurry.wait())
            try:
                await asyncio.wait({sleeping, hurried}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                sleeping.cancel()
                hurried.cancel()
        hurry.clear()


class WhoseKey:
    """Asks lomi. whether a key that was replaced is of the same shop: only then is an attempt carried on with it."""

    def __init__(self, desk: Desk, sale_id: int) -> None:
        self._desk = desk
        self._sale_id = sale_id
        self._was_refused = False

    async def try_once(self) -> float | None:
        """Ask, and return None once lomi. has told or refuses the key, else how long to wait at least."""
        begun_as = self._desk.journal.sale(self._sale_id).attempts[-1].identity
        if not self._desk.payments.identity.may_turn_out_same_as(begun_as):
            return None
        try:
            await self._desk.payments.account()
        except KeyRefused:
            is_again, self._was_refused = self._was_refused, True
            return None if is_again else KEY_ASKED_AGAIN_S  # one 401 proves nothing
        except LomiBusy as busy:
            return busy.retry_after_s
        except LomiTrouble:
            return 0.0
        return None


def _other_identity(sale: Sale, attempt: Attempt) -> str:
    """What is said of an attempt that today's key cannot carry on: a phone that was asked may be paid unseen."""
    if sale.has_a_code_besides(attempt.count) or (attempt.kind.is_phone and attempt.may_exist_at_lomi):
        return "other_identity_in_use"
    return "phone_other_identity" if attempt.kind.is_phone else "other_identity"


def _kind_of(attempt: Attempt) -> type[Creation]:
    if attempt.kind.is_phone:
        return PhoneCreation
    return LinkCreation if attempt.kind is Kind.LINK else SessionCreation
