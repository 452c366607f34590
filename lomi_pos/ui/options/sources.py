"""What the options are filled from: lomi.'s products and customers, asked for in the background."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot

from lomi_pos.till.customers import Customer
from lomi_pos.till.lomi import Identity
from lomi_pos.till.ports import Clock
from lomi_pos.till.products import Product
from lomi_pos.till.words import Message
from lomi_pos.ui.bridge import EngineBridge
from lomi_pos.ui.sale_options import SaleOptions

KEPT_FOR_S = 300.0
"""Products are asked for again when the options are opened after this long; what was known stays until then."""


class OptionSources(QObject):
    """Products are kept for the run, so that they can be picked without a connection."""

    def __init__(self, bridge: EngineBridge, options: SaleOptions, clock: Clock) -> None:
        super().__init__(options)
        self._bridge = bridge
        self._options = options
        self._clock = clock
        self._products: tuple[Product, ...] = ()
        self._asked_at_s: float | None = None
        self._whose: Identity | None = None
        options.shown.connect(self._on_shown)
        options.customer.sought.connect(self._on_sought)
        bridge.identified.connect(self._on_identified)

    @Slot()
    def _on_shown(self) -> None:
        now_s = self._clock.monotonic()
        if self._asked_at_s is None or now_s - self._asked_at_s >= KEPT_FOR_S:
            self._asked_at_s = now_s
            self._bridge.fetch_products(partial(self._take, self._whose), partial(self._refuse, self._whose))

    def _take(self, asked_by: Identity | None, products: Sequence[Product]) -> None:
        if asked_by == self._whose:
            self._products = tuple(products)
            self._options.product.show_products(self._products)

    def _refuse(self, asked_by: Identity | None, problem: Message) -> None:
        if asked_by == self._whose:
            self._asked_at_s = None
            self._options.product.show_products(self._products, problem)

    @Slot(object)
    def _on_identified(self, identity: Identity | None) -> None:
        """Another key, or another account, sells other things."""
        if identity != self._whose:
            self._whose, self._products, self._asked_at_s = identity, (), None
            self._options.product.show_products(())
            if self._options.isVisible():
                self._on_shown()

    @Slot(str)
    def _on_sought(self, sought: str) -> None:
        def found(customers: Sequence[Customer]) -> None:
            self._options.customer.show_found(sought, customers)

        self._bridge.fetch_customers(sought, found, lambda _: self._options.customer.show_not_found(sought))
