"""The one charge that the sale view is waiting for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lomi_pos.till.order import Order
from lomi_pos.till.states import State

if TYPE_CHECKING:
    from lomi_pos.till.sale import Sale


@dataclass(frozen=True, slots=True)
class ChargeInHand:
    """``sale_id`` is None until it is on disk, and stays so when it was refused before that."""

    order: Order
    sale_id: int | None = None

    def begun_as(self, sale: Sale) -> ChargeInHand:
        return replace(self, sale_id=sale.id)

    def is_of(self, sale: Sale) -> bool:
        return self.sale_id == sale.id

    def has_begun(self, sale: Sale) -> bool:
        """Whether ``sale`` is what it waits for: an engine that is replaced meanwhile answers in no other way."""
        return self.sale_id is None and bool(self.order.id) and self.order.id == sale.order_id


def is_unclear(sale: Sale) -> bool:
    """Whether it was sent and nobody knows what became of it: it may exist, and must not be started again."""
    attempt = sale.attempt
    return sale.state is State.CREATING and attempt is not None and attempt.unclear_tries > 0


def is_handed_over(sale: Sale) -> bool:
    """Whether the sale has a life of its own, so that the field may be emptied."""
    return sale.state not in {State.DRAFT, State.CREATING, State.FAILED}
