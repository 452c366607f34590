"""What a clerk looks up at lomi., with every request noted in the ledger like all others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from lomi_pos.till.budget import Use

if TYPE_CHECKING:  # passed through, and loaded by whoever asks
    from lomi_pos.till.customers import Customer, CustomerQuery
    from lomi_pos.till.organization import BalanceParts, Figure
    from lomi_pos.till.ports import BalanceBook, CustomerBook
    from lomi_pos.till.rows import Rows

T = TypeVar("T")


class Ask(Protocol):
    """Makes one request, and notes what it is made for."""

    async def __call__(self, use: Use, ask: Callable[[], Awaitable[T]], /) -> T: ...


class CountedCustomers:
    """The ``CustomerBook`` port again."""

    def __init__(self, customers: CustomerBook, ask: Ask) -> None:
        self._customers = customers
        self._ask = ask

    async def list(self, query: CustomerQuery | None = None) -> Rows[Customer]:
        return await self._ask(Use.HISTORY, lambda: self._customers.list(query))


class CountedBalances:
    """The ``BalanceBook`` port again."""

    def __init__(self, balances: BalanceBook, ask: Ask) -> None:
        self._balances = balances
        self._ask = ask

    async def now(self, currency: str = "") -> list[Figure]:
        return await self._ask(Use.HISTORY, lambda: self._balances.now(currency))

    async def parts(self, target_currency: str = "") -> list[BalanceParts]:
        return await self._ask(Use.HISTORY, lambda: self._balances.parts(target_currency))
