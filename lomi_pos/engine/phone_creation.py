"""POST /charge/wave and /charge/mtn: nothing deduplicates them, so each is sent once and then only looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.creation import Creation
from lomi_pos.engine.lookup import PAGE, all_rows, described
from lomi_pos.engine.transactions import made_since
from lomi_pos.till import events as ev
from lomi_pos.till.errors import (
    KeyRefused,
    LomiBusy,
    LomiTrouble,
    NoConnection,
    OutcomeUnknown,
    RequestRefused,
    as_asked_on_the_phone,
)
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import Payments, Shop
from lomi_pos.till.queries import TransactionQuery
from lomi_pos.till.reference import named_title, references_in
from lomi_pos.till.sale import Sale
from lomi_pos.till.settling import difference_of, news_of_charge
from lomi_pos.till.showable import check_showable
from lomi_pos.till.states import State
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.till.charges import PhoneCharge
    from lomi_pos.till.lomi import Transaction

ARRIVES_WITHIN = timedelta(hours=1)

_READ_AT_ONCE = 10
"""Other tills may ask many phones in that hour: reading each of theirs at once would leave no minute for a new sale."""


def phone_body(payments: Payments, order: Order, sale: Sale, shop: Shop) -> bytes:
    """The exact bytes of the charge. lomi. keeps no metadata of it: the description alone says whose sale it is.

    Raises:
        TillRefusal: the number, the amount or the currency cannot be charged; nothing was sent.
    """
    from lomi_pos.till.charges import MtnDraft, WaveDraft  # noqa: PLC0415  for a charge to a phone only

    numbered, title = f"{sale.number} · {sale.reference}", order.title or shop.title
    description = named_title(title, numbered) if title else numbered
    if order.kind is Kind.MTN:
        mtn = MtnDraft(order.amount, order.customer_phone, order.customer_name, order.customer_email, description)
        return payments.charges.mtn_body(mtn)
    wave = WaveDraft(
        order.amount,
        order.customer_phone,
        order.customer_name,
        order.customer_email,
        description,
        success_url=shop.success_url,
        error_url=shop.cancel_url,
    )
    return payments.charges.wave_body(wave)


class PhoneCreation(Creation):
    """The charge of one attempt at a sale."""

    async def try_once(self) -> float | None:
        if self._attempt.state is not State.CREATING:
            return None
        return await self._look() if self._may_exist else await self._send_once()

    async def _send_once(self) -> float | None:
        if not await self._may_leave() or not self._is_first_to_send():
            return None
        charges = self._desk.payments.charges
        send = charges.mtn if self._attempt.kind is Kind.MTN else charges.wave
        try:
            made = await send(self._attempt.body, request_id=self._attempt.idempotency_key)
        except (NoConnection, RequestRefused) as firm:
            self._failed(firm.message)
            return None
        except KeyRefused as refused:
            return self._key_was_refused(refused)
        except LomiTrouble as trouble:
            self._unclear(trouble.fault if isinstance(trouble, OutcomeUnknown) else "busy", Message("charge_unclear"))
            return trouble.retry_after_s if isinstance(trouble, LomiBusy) else 0.0
        if self._belongs_to_another(made.transaction_id):
            self._unclear("of_another_sale", Message("charge_unclear"))
            return 0.0
        self._take(made)
        return None

    # ------------------------------------------------------------------ looking for one whose answer was lost
    async def look_for_it(self) -> None:
        found = await self._find()
        if found is not None:
            self._take_found(found)

    async def _look(self) -> float | None:
        try:
            found = await self._find()
        except KeyRefused as refused:
            return self._key_was_refused(refused)
        except LomiBusy as busy:
            return busy.retry_after_s
        except LomiTrouble:
            self._unclear("not_looked_up", Message("charge_unclear"))
            return 0.0
        if found is not None:
            self._take_found(found)
            return None
        return self._not_found(Message("charge_not_found"))

    async def _find(self) -> Transaction | None:
        """The transaction whose description names our reference: where the list tells none, each is read by itself.

        Only some are read anew in one look; the next one reads on.
        """
        read = len(self._desk.descriptions)
        for row in await self._perhaps_ours():
            if row.description or row.id in self._desk.descriptions or self._has_more_to_read(read):
                seen = await described(self._desk, row)
                if self._sale.reference in references_in(seen.description):
                    return seen
        return None

    def _has_more_to_read(self, read: int) -> bool:
        return len(self._desk.descriptions) - read < _READ_AT_ONCE

    async def _perhaps_ours(self) -> list[Transaction]:
        """Charges of about that time that no code of this till's is known by; those of the amount asked come first."""
        from lomi_pos.till.charges import DIRECT_CHARGE  # noqa: PLC0415  as above

        payments, since = self._desk.payments, made_since(self._sale, self._desk.lomis_time)
        query = TransactionQuery(from_at=since, to_at=self._at_the_latest, limit=PAGE)
        rows = [row async for row in all_rows(lambda page: payments.transactions(replace(query, page=page)))]
        charges = [row for row in rows if row.metadata.get("source") == DIRECT_CHARGE]
        known = self._desk.journal.sale_ids_of_codes([row.id for row in charges])
        return sorted((row for row in charges if row.id not in known), key=lambda row: row.gross != self._sale.amount)

    @property
    def _at_the_latest(self) -> datetime | None:
        """No transaction of it is younger, by lomi.'s clock: a lost request arrives within the hour, or never."""
        tried_at = self._attempt.first_tried_lomis_at
        return tried_at + ARRIVES_WITHIN if tried_at is not None else None

    # ------------------------------------------------------------------ what is recorded
    def _take(self, made: PhoneCharge) -> None:
        """Record the charge if it is ours; else ask for a person. The phone may have rung all the same."""
        sale, attempt = self._sale, self._attempt
        differs = difference_of(made.amount, None, asked=sale.amount, identity=attempt.identity)
        if differs is not None:
            self._attention(as_asked_on_the_phone(differs), made.transaction_id)
            return
        shown = ""
        if attempt.kind is Kind.WAVE:
            try:
                shown = check_showable(made.url, base_url=attempt.identity.base_url, our_id=made.provider_id)
            except LomiTrouble as refused:
                self._attention(as_asked_on_the_phone(refused.message), made.transaction_id)
                return
        self._record(self._opened(made.transaction_id, shown))

    def _take_found(self, seen: Transaction) -> None:
        """Wave's page is told in the answer alone: without it the customer still finds the request on the phone."""
        if self._attempt.remote_id is not None:
            return  # somebody else has looked for it meanwhile
        opened = self._opened(seen.id, "")
        as_open = self._sale.after(opened)
        now = self._desk.clock.now()
        self._record(opened, *news_of_charge(as_open, as_open.attempt_numbered(self._count), seen, now))

    def _opened(self, transaction_id: str, url: str) -> ev.AttemptOpened:
        now = self._desk.clock.now()
        return ev.AttemptOpened(at=now, who="lomi.", attempt=self._count, remote_id=transaction_id, url=url)
