"""What a clerk looks up, answered by the scripted lomi. of the engine's tests."""

from collections.abc import Callable
from typing import Any

from lomi_pos.till.customers import Customer, CustomerQuery
from lomi_pos.till.organization import BalanceParts, Figure
from lomi_pos.till.rows import Rows

Do = Callable[..., Any]


class ScriptedCustomers:
    def __init__(self, do: Do) -> None:
        self._do = do

    async def list(self, query: CustomerQuery | None = None) -> Rows[Customer]:
        found: Rows[Customer] = await self._do("customers", Rows, (query or CustomerQuery()).search)
        return found


class ScriptedBalances:
    def __init__(self, do: Do) -> None:
        self._do = do

    async def now(self, currency: str = "") -> list[Figure]:
        found: list[Figure] = await self._do("balances", list, currency)
        return found

    async def parts(self, target_currency: str = "") -> list[BalanceParts]:
        found: list[BalanceParts] = await self._do("balance_parts", list, target_currency)
        return found
