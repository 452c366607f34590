"""One sale by itself: asking lomi. about every code of it, and recording what is new."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import PAGE
from lomi_pos.engine.transactions import TransactionBook
from lomi_pos.till import events as ev
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.errors import LomiTrouble, OutcomeUnknown, RequestRefused
from lomi_pos.till.order import Kind
from lomi_pos.till.settling import news_of_charge, news_of_link_session, news_of_session
from lomi_pos.till.states import State

if TYPE_CHECKING:
    from lomi_pos.till.lomi import CheckoutSession

_log = logging.getLogger(__name__)


class Looking:
    """Asks about the codes of one sale: its sessions themselves, or the transactions where those tell more."""

    def __init__(self, desk: Desk, book: TransactionBook) -> None:
        self._desk = desk
        self._book = book

    async def ask_about(self, sale_id: int, *, is_deep: bool) -> bool:
        """Record what lomi. says of every code of one sale. Returns whether there was one to ask about.

        Raises:
            LomiTrouble: lomi. gave no answer about one of them; what it said of the others is recorded.
            JournalTrouble: the answer could not be written down, and was not told.
        """
        sale = self._desk.journal.sale(sale_id)
        ours = self._desk.payments.identity
        if sale.is_out_of_sight_of(ours):
            return False
        asked = [one for one in sale.attempts if one.remote_id is not None and ours.sees(one.identity)]
        looks: list[Callable[[], Awaitable[object]]] = []
        if any(one.identity.account or one.kind is Kind.LINK for one in asked):
            looks.append(lambda: self._book.read([sale], is_deep=is_deep))
        waiting = [one for one in asked if one.state is not State.PAID and _can_be_read(one)]
        looks += [partial(self._look_at, sale_id, one) for one in waiting]
        troubles: list[LomiTrouble] = []
        for look in looks:
            try:
                await look()
            except OutcomeUnknown as trouble:  # of this one; what there is to know of the others is not lost with it
                troubles.append(trouble)
        if troubles:
            raise troubles[0]
        return bool(asked)

    async def _look_at(self, sale_id: int, attempt: Attempt) -> None:
        if attempt.kind.is_phone:
            await self._look_at_charge(sale_id, attempt)
        elif attempt.kind is Kind.LINK:
            await self._look_at_link(sale_id, attempt)
        else:
            await self._look_at_session(sale_id, attempt)

    async def _look_at_session(self, sale_id: int, attempt: Attempt) -> None:
        assert attempt.remote_id is not None  # noqa: S101  the caller has looked
        seen = await self._session_asked_twice_if_missing(attempt.remote_id)
        if isinstance(seen, RequestRefused):
            self._note_missing(sale_id, attempt, word=str(seen.answered.status))
            return
        if seen.is_expired and attempt.state is State.OPEN:
            seen = await self._desk.payments.session(attempt.remote_id)
        if seen.is_completed and attempt.takes_coupons:
            await self._look_for_a_coupon(sale_id)
        sale = self._desk.journal.sale(sale_id)
        self._desk.record(sale_id, *news_of_session(sale, sale.attempt_numbered(attempt.count), seen, self._now()))

    async def _look_for_a_coupon(self, sale_id: int) -> None:
        """Let the transaction speak before its session: only it says what a coupon took off.

        Not finding it changes nothing: the session's word settles the sale then, and the coupon is told of later.
        """
        try:
            await self._book.read([self._desk.journal.sale(sale_id)], is_deep=False)
        except LomiTrouble as trouble:
            _log.info("The transaction of a sale that takes coupons was not found yet: %s", trouble)

    async def _session_asked_twice_if_missing(self, session_id: str) -> CheckoutSession | RequestRefused:
        """One 404 proves nothing; a second one only says that lomi. does not show it just now.

        So does the 403 for what another organization's key has made.
        """
        refusal: RequestRefused | None = None
        for _ in range(2):
            try:
                return await self._desk.payments.session(session_id)
            except RequestRefused as refused:
                refusal = refused
        assert refusal is not None  # noqa: S101  the loop returns or sets it
        return refusal

    def _note_missing(self, sale_id: int, attempt: Attempt, *, word: str) -> None:
        sale = self._desk.journal.sale(sale_id)
        if sale.attempt_numbered(attempt.count).status_word != word:
            self._desk.record(sale_id, ev.StatusUnknown(at=self._now(), who="lomi.", attempt=attempt.count, word=word))

    async def _look_at_charge(self, sale_id: int, attempt: Attempt) -> None:
        assert attempt.remote_id is not None  # noqa: S101  the caller has looked
        try:
            seen = await self._desk.payments.transaction(attempt.remote_id)
        except RequestRefused as refused:
            self._note_missing(sale_id, attempt, word=str(refused.answered.status))
            return
        sale = self._desk.journal.sale(sale_id)
        self._desk.record(sale_id, *news_of_charge(sale, sale.attempt_numbered(attempt.count), seen, self._now()))

    async def _look_at_link(self, sale_id: int, attempt: Attempt) -> None:
        """A link makes its own sessions: a completed one is looked for in the list, and confirmed by itself."""
        if self._desk.journal.sale(sale_id).attempt_numbered(attempt.count).state is State.PAID:
            return  # its transaction was there already
        for listed in await self._desk.payments.sessions(status="completed", limit=PAGE):
            if listed.payment_link_id == attempt.remote_id:
                seen = await self._desk.payments.session(listed.id)
                sale = self._desk.journal.sale(sale_id)
                news = news_of_link_session(sale, sale.attempt_numbered(attempt.count), seen, self._now())
                self._desk.record(sale_id, *news)
        self._expire_link(sale_id, attempt)

    def _expire_link(self, sale_id: int, attempt: Attempt) -> None:
        """A link has no status that says it: its end is the hour that lomi. gave, by lomi.'s clock."""
        server_now = self._now() + timedelta(seconds=self._desk.payments.clock_offset_s)
        is_over = attempt.expires_at is not None and server_now >= attempt.expires_at
        if is_over and self._desk.journal.sale(sale_id).attempt_numbered(attempt.count).state is State.OPEN:
            self._desk.record(sale_id, ev.AttemptExpired(at=self._now(), who="lomi.", attempt=attempt.count))

    def _now(self) -> datetime:
        return self._desk.clock.now()


def _can_be_read(attempt: Attempt) -> bool:
    """A member's sessions cannot; the transaction of a charge can (lomi. docs, Network)."""
    return not attempt.identity.account or attempt.kind.is_phone
