"""Resources of lomi.'s that have a port of their own, with every request noted in the ledger like all others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from lomi_pos.till.budget import Use

if TYPE_CHECKING:  # passed through, and loaded by whoever asks
    from lomi_pos.till.charges import MtnDraft, PhoneCharge, WaveDraft
    from lomi_pos.till.ports import Charges, Products, Refunds
    from lomi_pos.till.products import Product, ProductQuery
    from lomi_pos.till.refunds import Refund, RefundDraft, RefundQuery
    from lomi_pos.till.rows import Rows

T = TypeVar("T")


class Ask(Protocol):
    """Makes one request, and notes what it is made for."""

    async def __call__(self, use: Use, ask: Callable[[], Awaitable[T]], /) -> T: ...


class CountedCharges:
    """The ``Charges`` port again."""

    def __init__(self, charges: Charges, ask: Ask) -> None:
        self._charges = charges
        self._ask = ask

    def wave_body(self, draft: WaveDraft) -> bytes:
        return self._charges.wave_body(draft)

    def mtn_body(self, draft: MtnDraft) -> bytes:
        return self._charges.mtn_body(draft)

    async def wave(self, body: bytes, *, request_id: str = "") -> PhoneCharge:
        return await self._ask(Use.CREATE, lambda: self._charges.wave(body, request_id=request_id))

    async def mtn(self, body: bytes, *, request_id: str = "") -> PhoneCharge:
        return await self._ask(Use.CREATE, lambda: self._charges.mtn(body, request_id=request_id))


class CountedRefunds:
    """The ``Refunds`` port again."""

    def __init__(self, refunds: Refunds, ask: Ask) -> None:
        self._refunds = refunds
        self._ask = ask

    def body(self, draft: RefundDraft) -> bytes:
        return self._refunds.body(draft)

    async def create(self, draft: RefundDraft, body: bytes) -> Refund:
        return await self._ask(Use.CREATE, lambda: self._refunds.create(draft, body))

    async def get(self, refund_id: str) -> Refund:
        return await self._ask(Use.HISTORY, lambda: self._refunds.get(refund_id))

    async def list(self, query: RefundQuery | None = None) -> Rows[Refund]:
        return await self._ask(Use.HISTORY, lambda: self._refunds.list(query))


class CountedProducts:
    """The ``Products`` port again."""

    def __init__(self, products: Products, ask: Ask) -> None:
        self._products = products
        self._ask = ask

    async def list(self, query: ProductQuery | None = None) -> Rows[Product]:
        return await self._ask(Use.HISTORY, lambda: self._products.list(query))

    async def get(self, product_id: str) -> Product:
        return await self._ask(Use.HISTORY, lambda: self._products.get(product_id))
