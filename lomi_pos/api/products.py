"""Products with their prices (lomi.'s source, ``core/products``): to be picked from."""

from lomi_pos.api.pages import LARGEST_PAGE, page_of
from lomi_pos.api.product_wire import to_product
from lomi_pos.api.transport import Transport
from lomi_pos.till.lomi import Rows
from lomi_pos.till.products import Product

_PATH = "/products"


async def find(transport: Transport, *, page: int = 1) -> Rows[Product]:
    """One page of what is sold now. ``isActive`` is only understood in lower case, and kept once more here."""
    query = {"isActive": "true", "limit": str(LARGEST_PAGE), "offset": str((page - 1) * LARGEST_PAGE)}
    answer = await transport.read(_PATH, query)
    return page_of(answer, to_product, lambda one: one.id, size=LARGEST_PAGE, keep=lambda one: one.is_active)
