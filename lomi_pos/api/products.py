"""Products with their prices (lomi.'s source, ``core/products``): to be picked from."""

from lomi_pos.api.pages import LARGEST_PAGE, Listing, flag
from lomi_pos.api.product_wire import to_product
from lomi_pos.api.transport import Transport
from lomi_pos.till.lomi import Rows
from lomi_pos.till.products import Product

_LIST = Listing("/products", to_product, usual=15)


async def find(transport: Transport, *, page: int = 1) -> Rows[Product]:
    """One page of what is sold now. ``isActive`` is only understood in lower case, and kept once more here."""
    is_active = flag("isActive", value=True)
    return await _LIST.page(transport, is_active, limit=LARGEST_PAGE, page=page, keep=lambda one: one.is_active)
