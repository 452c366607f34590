"""The merchant behind the key (lomi. docs, Merchants; lomi.'s source, ``core/merchants``). 403: another's id."""

from lomi_pos.api.balance_wire import to_figure
from lomi_pos.api.checks import check_uuid
from lomi_pos.api.merchant_wire import to_merchant
from lomi_pos.api.transport import Transport
from lomi_pos.till.money import check_currency
from lomi_pos.till.organization import Figure, Merchant


class Merchants:
    """lomi.'s merchants; only the key's own answers. Its id is in ``GET /me``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self, merchant_id: str) -> Merchant:
        answer = await self._transport.read(f"/merchants/{check_uuid(merchant_id)}")
        return answer.read_asked(merchant_id, to_merchant)

    async def mrr(self, merchant_id: str) -> Figure:
        """What a month of subscriptions brings in. lomi. reckons it anew each day."""
        return await self._figure(merchant_id, "mrr")

    async def arr(self, merchant_id: str) -> Figure:
        """What a year of subscriptions brings in."""
        return await self._figure(merchant_id, "arr")

    async def balance(self, merchant_id: str, currency: str = "XOF") -> Figure:
        """The balance in one currency, which lomi. wants named."""
        return await self._figure(merchant_id, "balance", {"currency_code": check_currency(currency)})

    async def _figure(self, merchant_id: str, name: str, query: dict[str, str] | None = None) -> Figure:
        answer = await self._transport.read(f"/merchants/{check_uuid(merchant_id)}/{name}", query)
        return answer.read_one(to_figure)
