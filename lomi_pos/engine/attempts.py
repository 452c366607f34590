"""From an order to a committed attempt: all that is written down before anything is sent."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from lomi_pos.engine.desk import Desk
from lomi_pos.engine.phone_creation import phone_body
from lomi_pos.till.attempt import Attempt
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.money import check_currency
from lomi_pos.till.order import Kind, Order
from lomi_pos.till.ports import NewAttempt
from lomi_pos.till.reference import new_reference
from lomi_pos.till.sale import Sale
from lomi_pos.till.states import State


def new_key() -> str:
    return str(uuid.uuid4())


class Attempts:
    """Writes sales and their attempts down. Each has its idempotency key and its bytes from here on."""

    def __init__(
        self,
        desk: Desk,
        *,
        new_key: Callable[[], str],
        random_below: Callable[[int], int],
    ) -> None:
        self._desk = desk
        self._new_key = new_key
        self._random_below = random_below

    def begin(self, order: Order, usual_providers: tuple[str, ...]) -> tuple[Sale, bool]:
        """Write the sale and its first attempt down. Returns it, and whether it is new and not the same order again.

        Raises:
            TillRefusal: the rules say no; nothing was written.
            JournalTrouble: it could not be written down.
        """
        check_currency(order.amount.currency)
        if order.amount.minor <= 0:
            raise TillRefusal("amount_zero")
        from lomi_pos.till.catalogue import check_catalogue  # noqa: PLC0415  loaded once the engine is ready

        check_catalogue(order)
        usual = self._desk.shop.providers or usual_providers
        order = replace(order, providers=order.providers or usual)
        is_new = False

        def _first(draft: Sale) -> NewAttempt:
            nonlocal is_new
            is_new = True
            return self._new_attempt(order.kind, self._first_body(order, draft))

        sale = self._desk.journal.begin_sale(
            order,
            new_reference(self._random_below),
            _first,
            identity=self._desk.payments.identity,
            clerk=self._desk.clerk,
            at=self._desk.clock.now(),
        )
        return sale, is_new

    def add(self, sale: Sale) -> Sale:
        """Write one more attempt down, for another code.

        Raises:
            TillRefusal: it is paid, its first code is still being made, or it was begun under another identity.
        """
        attempt = newest(sale)
        if sale.payments:
            raise TillRefusal("paid_cannot_change", number=sale.number)
        if attempt.state is State.CREATING:
            raise TillRefusal("not_possible_now", number=sale.number)
        if attempt.kind.is_phone and attempt.state not in {State.FAILED, State.EXPIRED}:
            raise TillRefusal("charge_open", number=sale.number)
        if not attempt.identity.is_same_as(self._desk.payments.identity):
            other = sale.begun_under_another("other_identity_new_code")
            raise TillRefusal(other.code, **other.values)
        body = attempt.body
        if not attempt.kind.is_phone:
            body = self._desk.payments.body_again(attempt.body, attempt=attempt.count + 1, told=self._desk.ledger.told)
        return self._desk.journal.add_attempt(sale.id, self._new_attempt(attempt.kind, body), self._desk.clock.now())

    def _first_body(self, order: Order, draft: Sale) -> bytes:
        payments = self._desk.payments
        if order.kind.is_phone:
            return phone_body(payments, order, draft, self._desk.shop)
        if order.kind is Kind.LINK:
            return payments.link_body(order, draft, attempt=1)
        return payments.session_body(order, draft, attempt=1, told=self._desk.ledger.told)

    def _new_attempt(self, kind: Kind, body: bytes) -> NewAttempt:
        return NewAttempt(kind, self._new_key(), body, self._desk.payments.identity)


def newest(sale: Sale) -> Attempt:
    """The attempt made last.

    Raises:
        TillRefusal: there is none.
    """
    if not sale.attempts:
        raise TillRefusal("not_possible_now", number=sale.number)
    return sale.attempts[-1]
