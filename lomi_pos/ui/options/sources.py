"""What the options are filled from: lomi.'s products and customers, asked for in the background."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from lomi_pos.till.customers import Customer
from lomi_pos.till.identity import Identity
from lomi_pos.till.ports import Clock
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.options.sale_options import SaleOptions
from lomi_pos.ui.product_source import ProductSource


class OptionSources(QObject):
    """Asks when the options are opened, and while a customer is typed."""

    def __init__(self, bridge: EngineBridge, options: SaleOptions, clock: Clock, identity: Identity | None) -> None:
        super().__init__(options)
        self._bridge = bridge
        self._options = options
        self._products = ProductSource(bridge, clock, options, whose=identity)
        self._products.told.connect(options.product.show_products)
        options.shown.connect(self._products.ask)
        options.customer.sought.connect(self._on_sought)

    @Slot(str)
    def _on_sought(self, sought: str) -> None:
        def found(customers: Sequence[Customer]) -> None:
            self._options.customer.show_found(sought, customers)

        self._bridge.fetch_customers(sought, found, lambda _: self._options.customer.show_not_found(sought))
