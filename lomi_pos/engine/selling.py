"""A sale in a clerk's hands: charged, tried again, given another code, looked at now, given up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from lomi_pos.engine.attempts import Attempts, newest
from lomi_pos.engine.charging import Charging
from lomi_pos.engine.connection import Connection
from lomi_pos.engine.desk import Desk
from lomi_pos.engine.given_elsewhere import GivenElsewhere
from lomi_pos.engine.ledger import asking_for
from lomi_pos.engine.news import SaleChanged
from lomi_pos.engine.watching import Watching
from lomi_pos.till import events as ev
from lomi_pos.till.answered import Answered
from lomi_pos.till.budget import Use
from lomi_pos.till.errors import LomiBusy, LomiTrouble, NotChecked, SettingsTrouble, TillRefusal
from lomi_pos.till.order import Order
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State

if TYPE_CHECKING:
    from lomi_pos.engine.refunding import Refunding

CHECK_NOW_S = 3.0
"""However often a clerk presses "Check now", lomi. is asked at most this often."""

CANCEL_LOOK_S = 3.0
"""How long a cancel waits for the last look before it is written down."""


class Selling:
    """What each command raises stands in ``Engine``, which is asked for it."""

    def __init__(
        self,
        desk: Desk,
        attempts: Attempts,
        *,
        charging: Charging,
        watching: Watching,
        connection: Connection,
        elsewhere: GivenElsewhere,
        refunding: Callable[[], Refunding],
    ) -> None:
        """``refunding`` is made when it is first asked about: a charge goes before that."""
        self._desk = desk
        self._attempts = attempts
        self._charging = charging
        self._watching = watching
        self._connection = connection
        self._elsewhere = elsewhere
        self._refunding = refunding
        self._checked_at: dict[int, float] = {}
        self._busy_until_s = 0.0
        """Until when lomi. has asked not to be asked again, in its answer to a check."""

    def charge(self, order: Order) -> Sale:
        sale, is_new = self._attempts.begin(order, self._connection.providers)
        return self._set_out(sale, sale.history if is_new else ())

    def new_code(self, sale_id: int) -> Sale:
        sale = self._desk.journal.sale(sale_id)
        added = self._attempts.add(sale)
        return self._set_out(added, added.history[len(sale.history) :])

    def _set_out(self, sale: Sale, news: tuple[ev.Event, ...]) -> Sale:
        self._desk.tell(SaleChanged(sale, news))
        self._charging.start(sale.id)
        return sale

    async def retry(self, sale_id: int) -> Sale:
        sale = self._desk.journal.sale(sale_id)
        attempt = newest(sale)
        is_over = attempt.kind.is_phone and attempt.state is State.FAILED
        is_there = attempt.is_never_repeated or (attempt.remote_id is not None and not is_over)
        if sale.payments or sale.cancelled_at is not None or is_there:
            return await self.check_now(sale_id)
        if attempt.state is State.FAILED and (attempt.reason is None or attempt.reason.code != "no_connection"):
            return self.new_code(sale_id)
        self._take_up(sale)
        return self._desk.journal.sale(sale_id)

    def _take_up(self, sale: Sale) -> None:
        """Carry the newest attempt on if it has no code yet, and may be sent once more."""
        attempt = newest(sale)
        if attempt.remote_id is None and not attempt.is_never_repeated and not sale.payments:
            self._charging.start(sale.id, again=attempt.state is not State.CREATING)

    async def check_now(self, sale_id: int) -> Sale:
        sale = self._desk.journal.sale(sale_id)
        now = self._desk.clock.monotonic()
        if now - self._checked_at.get(sale_id, -CHECK_NOW_S) < CHECK_NOW_S:
            return sale
        self._checked_at[sale_id] = now
        if now < self._busy_until_s:
            raise NotChecked(
                sale.number, LomiBusy(self._busy_until_s - now, Answered()), is_settled=bool(sale.payments)
            )
        attempt = sale.attempts[-1] if sale.attempts else None
        if attempt is not None and attempt.state in {State.CREATING, State.ATTENTION}:
            self._take_up(sale)
        if sale.is_out_of_sight_of(self._desk.payments.identity):
            other = sale.begun_under_another("other_identity_in_use")
            raise TillRefusal(other.code, **other.values)
        try:
            with asking_for(Use.CHECK):
                await self._refunding().look_at_sale(sale_id)
                is_sought = sale.perhaps_rang or (attempt is not None and attempt.is_never_repeated)
                if attempt is not None and is_sought and attempt.remote_id is None:
                    await self._charging.look_for_it(sale_id)
                await self._watching.look(sale_id)
                await self._elsewhere.look_at(sale_id)
        except LomiTrouble as trouble:
            if isinstance(trouble, LomiBusy):
                self._busy_until_s = self._desk.clock.monotonic() + trouble.retry_after_s
            raise NotChecked(sale.number, trouble, is_settled=bool(sale.payments)) from trouble
        return self._desk.journal.sale(sale_id)

    async def cancel(self, sale_id: int) -> Sale:
        codes = len(self._desk.journal.sale(sale_id).attempts)
        was_answered = await self._last_look(sale_id)
        sale = self._desk.journal.sale(sale_id)
        if sale.payments:
            raise TillRefusal("paid_cannot_change", number=sale.number)
        has_gone_on = len(sale.attempts) > codes  # another code was asked for meanwhile: that is the later wish
        if sale.cancelled_at is None and not has_gone_on:
            sale = self._desk.record(sale_id, ev.SaleCancelled(at=self._desk.clock.now(), who=self._desk.who))
            self._watching.follow(sale)
            if not was_answered:
                self._watching.look_soon(sale_id)
        return sale

    async def _last_look(self, sale_id: int) -> bool:
        """Ask lomi. once more, and return whether it answered.

        A look that fails, or takes too long for a clerk who waits, changes nothing.
        """
        look = asyncio.ensure_future(self._watching.look(sale_id))
        limit = asyncio.ensure_future(self._desk.clock.sleep(CANCEL_LOOK_S))
        try:
            await asyncio.wait({look, limit}, return_when=asyncio.FIRST_COMPLETED)
            if look.done():
                look.result()
            return look.done()
        except (LomiTrouble, SettingsTrouble):
            return False
        finally:
            look.cancel()
            limit.cancel()
