"""Balances (lomi.'s source, ``core/accounts``). lomi. answers 404 where nothing has come in yet: that is no trouble."""

from lomi_pos.api.balance_wire import to_balance_account, to_balance_check, to_balance_parts, to_figure
from lomi_pos.api.checks import check_uuid
from lomi_pos.api.pages import WholeList
from lomi_pos.api.transport import Transport
from lomi_pos.till.errors import NotFound
from lomi_pos.till.money import check_currency
from lomi_pos.till.organization import BalanceAccount, BalanceCheck, BalanceParts, Figure

_PATH = "/accounts"
_ACCOUNTS = WholeList(_PATH, to_balance_account, lambda one: one.id)
_FIGURES = WholeList(f"{_PATH}/balance", to_figure, lambda one: one.currency)
_PARTS = WholeList(f"{_PATH}/balance/breakdown", to_balance_parts, lambda one: one.currency)


class Balances:
    """Where lomi. keeps the shop's money, one account a currency."""

    def __init__(self, transport: Transport, *, environment: str) -> None:
        self._transport = transport
        self._environment = environment

    async def accounts(self) -> list[BalanceAccount]:
        ours = {None, self._environment}
        return await _ACCOUNTS.all(self._transport, keep=lambda one: one.environment in ours)

    async def account(self, account_id: str) -> BalanceAccount:
        answer = await self._transport.read(f"{_PATH}/{check_uuid(account_id)}")
        return answer.read_asked(account_id, to_balance_account)

    async def now(self, currency: str = "") -> list[Figure]:
        """The balance in ``currency``, or in each there is; empty before the first payment."""
        query = {"currency": check_currency(currency)} if currency else {}
        try:
            return await _FIGURES.all(
                self._transport, query, keep=lambda one: not query or one.currency in {None, query["currency"]}
            )
        except NotFound:
            return []

    async def parts(self, target_currency: str = "") -> list[BalanceParts]:
        """What can be paid out and what is still on its way, each also in ``target_currency``."""
        query = {"target_currency": check_currency(target_currency)} if target_currency else {}
        try:
            return await _PARTS.all(self._transport, query)
        except NotFound:
            return []

    async def check(self, currency: str) -> BalanceCheck:
        answer = await self._transport.read(f"{_PATH}/balance/check/{check_currency(currency)}")
        return answer.read_one(to_balance_check)
