"""Giving money back: written down, looked at first, sent once, and from then on only looked for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.lookup import MOST_PAGES, PAGE
from lomi_pos.engine.news import RefundChanged, SaleChanged, Trouble
from lomi_pos.till.cash import check_not_given_in_cash
from lomi_pos.till.errors import (
    JournalTrouble,
    KeyRefused,
    LomiTrouble,
    NoConnection,
    RequestRefused,
    TillRefusal,
)
from lomi_pos.till.money import Money, check_currency
from lomi_pos.till.reference import new_reference
from lomi_pos.till.refunding import (
    LOOKED_FOR,
    AskedRefund,
    RefundOrder,
    check_order,
    draft_of,
    event_of,
    find_ours,
    is_about,
    is_all_given_back,
    objection,
    since,
)
from lomi_pos.till.refunds import Refund, RefundQuery
from lomi_pos.till.rights import may_refund
from lomi_pos.till.states import RefundState
from lomi_pos.till.words import Message

LOOKS_APART_S = (2.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0)
"""How long to wait before each look at one whose outcome is not known; the last goes on."""

_log = logging.getLogger(__name__)


class Refunding:
    """Carries refunds to lomi., each once. ``turn`` returns when this minute has room for a look nobody waits for."""

    def __init__(
        self,
        desk: Desk,
        random_below: Callable[[int], int],
        turn: Callable[[], Awaitable[None]],
    ) -> None:
        self._desk = desk
        self._random_below = random_below
        self._turn = turn
        self._sending: dict[int, asyncio.Task[None]] = {}
        self._following: dict[int, asyncio.Task[None]] = {}

    # ------------------------------------------------------------------ asking
    def begin(self, order: RefundOrder, clerk: str) -> AskedRefund:
        """Write the refund down, and carry it to lomi. in the background.

        Raises:
            TillRefusal: the rules say no; nothing was written.
            JournalTrouble: it could not be written down, so nothing was sent.
        """
        if not may_refund(clerk):
            raise TillRefusal("refund_not_allowed")
        self._check_currency_is_on(order.amount.currency)
        book, payments = self._desk.journal.refunds, self._desk.payments
        earlier = book.of_transaction(order.transaction_id)
        check_order(order, earlier, book.given_back([order.transaction_id]).get(order.transaction_id, 0))
        sale_id = self._desk.journal.sale_ids_of_transactions([order.transaction_id]).get(order.transaction_id)
        if sale_id is not None:
            check_not_given_in_cash(order, self._desk.journal.sale(sale_id))
        is_full = order.amount == order.paid
        reference = new_reference(self._random_below)
        asked = AskedRefund(
            id=0,
            reference=reference,
            order=order,
            is_full=is_full,
            body=payments.refunds.body(draft_of(order, reference, is_full=is_full)),
            identity=payments.identity,
            asked_at=self._desk.clock.now(),
            clerk=clerk,
            sale_id=sale_id,
        )
        begun = book.begin(asked)
        self._desk.tell(RefundChanged(begun))
        if begun.sale_id is not None:
            sale = self._desk.journal.sale(begun.sale_id)
            self._desk.tell(SaleChanged(sale, sale.history[-1:]))
        self._send(begun)
        return begun

    def _check_currency_is_on(self, currency: str) -> None:
        shop = self._desk.shop
        is_live = self._desk.payments.identity.environment == "live"
        if check_currency(currency) not in {"XOF", shop.currency} and is_live and not shop.other_currencies:
            raise TillRefusal("currency_off", currency=currency, usual=shop.currency)

    async def decided(self, refund_id: int) -> AskedRefund:
        """Wait until it has been answered, or is known to be unclear, and return it."""
        sending = self._sending.get(refund_id)
        if sending is not None:
            await asyncio.shield(sending)
        return self._desk.journal.refunds.refund(refund_id)

    # ------------------------------------------------------------------ sending, once
    def _send(self, asked: AskedRefund) -> None:
        task = self._desk.spawn(self._carry(asked), f"refund {asked.id}")
        self._sending[asked.id] = task
        task.add_done_callback(lambda _: self._sending.pop(asked.id, None))

    async def _carry(self, asked: AskedRefund) -> None:
        """Look, send, write the answer down. What cannot be written down counts as sent and unclear."""
        try:
            refusal = await self._look_first(asked)
            now = self._desk.journal.refunds.refund(asked.id)
            if now.state is not RefundState.ASKED or now.tried_at is not None:
                return  # this engine stood still and was left behind: the next one has said what became of it
            if refusal is not None:
                self._refused(asked, refusal)
                return
            tried_at, lomis_at = self._desk.clock.now(), self._desk.lomis_now
            asked = self._write(replace(asked, tried_at=tried_at, tried_lomis_at=lomis_at))
            await self._send_once(asked)
        except JournalTrouble as trouble:
            self._desk.tell_trouble(trouble)
        self._follow(asked.id)

    async def _look_first(self, asked: AskedRefund) -> Message | None:
        """Why it is not to be sent, by lomi.'s own books; None when nothing speaks against it."""
        try:
            seen = await self._desk.payments.transaction(asked.order.transaction_id)
            return objection(asked.order, seen, await self._listed(asked))
        except NoConnection:
            return Message("refund_no_connection")
        except KeyRefused as refused:
            return _key_refusal(refused)
        except RequestRefused as refused:
            return _refusal(refused)
        except LomiTrouble:
            return Message("refund_not_looked")

    async def _send_once(self, asked: AskedRefund) -> None:
        try:
            made = await self._desk.payments.refunds.create(asked.draft, asked.body)
        except NoConnection:
            self._refused(asked, Message("refund_no_connection"))
        except KeyRefused as refused:
            self._refused(asked, _key_refusal(refused), refused.answered.request_id)
        except RequestRefused as refused:
            self._refused(asked, _refusal(refused), refused.answered.request_id)
        except LomiTrouble as trouble:
            _log.info("Whether a refund was made is not known: %s", trouble)
            self._unclear(asked, trouble.answered.request_id)
        else:
            if is_about(asked.order, made):
                self._take(asked, made)
            else:
                _log.warning("A refund was answered with that of another payment")
                self._unclear(asked, made.request_id)

    # ------------------------------------------------------------------ looking
    def _follow(self, refund_id: int) -> None:
        """Look for one whose end is not known, until it is."""
        if refund_id not in self._following:
            task = self._desk.spawn(self._look_until_clear(refund_id), f"looking for refund {refund_id}")
            self._following[refund_id] = task
            task.add_done_callback(lambda _: self._following.pop(refund_id, None))

    async def _look_until_clear(self, refund_id: int) -> None:
        until_s = self._desk.clock.monotonic() + LOOKED_FOR.total_seconds()
        for wait_s in _paces():
            asked = self._desk.journal.refunds.refund(refund_id)
            if not self._is_not_clear(asked) or self._desk.clock.monotonic() >= until_s:
                return
            await self._desk.clock.sleep(wait_s)
            await self._turn()
            try:
                await self.look(refund_id)
            except LomiTrouble as trouble:
                _log.info("A refund could not be looked for: %s", trouble)
            except JournalTrouble as trouble:
                self._desk.tell_trouble(trouble)

    def _is_not_clear(self, asked: AskedRefund) -> bool:
        return (asked.is_open or asked.is_on_its_way) and self._is_ours(asked)

    def _is_ours(self, asked: AskedRefund) -> bool:
        """Under another identity it would be looked for in another's books; a member's are the same for every key."""
        ours = self._desk.payments.identity
        return asked.identity.is_same_as(ours) or (bool(ours.account) and ours.sees(asked.identity))

    async def look(self, refund_id: int) -> AskedRefund:
        """Look once for what became of it. It is not sent again.

        Raises:
            LomiTrouble: lomi. gave no answer; nothing has changed.
        """
        asked = self._desk.journal.refunds.refund(refund_id)
        if refund_id in self._sending or not self._is_ours(asked) or not (asked.is_open or asked.is_on_its_way):
            return asked
        if asked.state is RefundState.ASKED:
            asked = self._interrupted(asked)
        if asked.refund_id is not None:
            self._take(asked, await self._desk.payments.refunds.get(asked.refund_id))
        elif asked.is_open:
            await self._look_in_the_list(asked)
        return self._desk.journal.refunds.refund(refund_id)

    async def _look_in_the_list(self, asked: AskedRefund) -> None:
        listed = await self._listed(asked)
        others = {one.refund_id for one in self._desk.journal.refunds.of_transaction(asked.order.transaction_id)}
        ours = find_ours(asked, listed, others)
        if ours is not None:
            self._take(asked, ours)
            return
        seen = await self._desk.payments.transaction(asked.order.transaction_id)
        if is_all_given_back(asked, seen, listed):
            self._done(asked, given=asked.order.amount, status=seen.status)

    async def _listed(self, asked: AskedRefund) -> list[Refund]:
        """lomi.'s refunds since this one was asked for, and all earlier ones of today and yesterday."""
        found: dict[str, Refund] = {}
        for page in range(1, MOST_PAGES + 1):
            rows = await self._desk.payments.refunds.list(
                RefundQuery(from_at=since(asked, self._desk.lomis_time), limit=PAGE, page=page)
            )
            fresh = [row for row in rows if row.id not in found]
            found.update((row.id, row) for row in fresh)
            if rows.is_last or (rows and not fresh):
                break
        return list(found.values())

    async def look_at_sale(self, sale_id: int) -> None:
        """Look for what is open among the refunds of a sale."""
        for one in self._desk.journal.sale(sale_id).refunds:
            if not one.is_elsewhere:
                await self.look(one.id)

    # ------------------------------------------------------------------ after a start
    def note_interrupted(self) -> None:
        """What was on its way when the till stopped is unclear, or was never sent: it is sent by nobody now."""
        for asked in self._desk.journal.refunds.refunds(RefundState.ASKED):
            if asked.id not in self._sending:
                self._interrupted(asked)

    def _interrupted(self, asked: AskedRefund) -> AskedRefund:
        if asked.tried_at is None:
            return self._refused(asked, Message("refund_not_sent"))
        return self._unclear(asked)

    async def sweep(self) -> tuple[tuple[AskedRefund, ...], int]:
        """Look once for each that is open; return those of which more is known than before, and how many are not."""
        book = self._desk.journal.refunds
        before = book.refunds(RefundState.ASKED, RefundState.UNCLEAR)
        self.note_interrupted()
        unreached = 0
        for asked in before:
            try:
                if unreached == 0:
                    await self.look(asked.id)
            except LomiTrouble as trouble:
                unreached += 1
                _log.info("A refund could not be looked for: %s", trouble)
        now = [book.refund(asked.id) for asked in before]
        return tuple(one for one, then in zip(now, before, strict=True) if one.state is not then.state), unreached

    def resume(self) -> None:
        """Go on looking for what is not clear."""
        now, lomis_now = self._desk.clock.now(), self._desk.lomis_time
        for asked in self._desk.journal.refunds.refunds(RefundState.UNCLEAR, RefundState.DONE):
            if self._is_not_clear(asked) and asked.is_looked_for(now, lomis_now):
                self._follow(asked.id)

    # ------------------------------------------------------------------ what is written down
    def _take(self, asked: AskedRefund, made: Refund) -> None:
        """It is in lomi.'s books: on its way, arrived, or come back."""
        request_id = made.request_id or asked.request_id
        if made.status == "failed":
            came_back = replace(asked, refund_id=made.id, status=made.status)
            self._refused(came_back, Message("refund_failed"), request_id)
            if asked.state is RefundState.DONE:  # nobody may be looking at it any more
                self._desk.tell(Trouble(Message("refund_failed")))
            return
        currency = asked.order.amount.currency
        given = Money(made.amount_minor, currency) if made.amount_minor else asked.given or asked.order.amount
        self._done(replace(asked, refund_id=made.id, request_id=request_id), given=given, status=made.status)

    def _done(self, asked: AskedRefund, *, given: Money, status: str) -> None:
        now = self._desk.clock.now()
        done = replace(
            asked,
            state=RefundState.DONE,
            given=given,
            status=status,
            decided_at=asked.decided_at or now,
            trouble=None,
        )
        if done != asked:
            self._write(done)

    def _refused(self, asked: AskedRefund, why: Message, request_id: str = "") -> AskedRefund:
        return self._write(
            replace(
                asked,
                state=RefundState.REFUSED,
                trouble=why,
                decided_at=self._desk.clock.now(),
                request_id=request_id or asked.request_id,
            )
        )

    def _unclear(self, asked: AskedRefund, request_id: str = "") -> AskedRefund:
        why = Message("refund_unclear", {"amount": str(asked.order.amount)})
        return self._write(
            replace(asked, state=RefundState.UNCLEAR, trouble=why, request_id=request_id or asked.request_id)
        )

    def _write(self, asked: AskedRefund) -> AskedRefund:
        """Commit, and only then tell."""
        now = self._desk.clock.now()
        sale = self._desk.journal.refunds.write(asked, now)
        self._desk.tell(RefundChanged(asked))
        if sale is not None and event_of(asked, now) is not None:
            self._desk.tell(SaleChanged(sale, sale.history[-1:]))
            self._desk.tell_day_if_it_can_be_read()
        return asked


def _paces() -> Iterator[float]:
    yield from LOOKS_APART_S
    while True:
        yield LOOKS_APART_S[-1]


def _refusal(refused: RequestRefused) -> Message:
    return Message("refund_refused", {"message": refused.answered.text or refused.answered.code})


def _key_refusal(refused: KeyRefused) -> Message:
    if refused.is_network:
        return Message("refund_network_refused", {"problem": refused.message.values.get("problem", "")})
    return Message("refund_key_refused")
