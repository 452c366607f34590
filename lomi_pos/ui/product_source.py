"""What the shop sells at lomi., asked for in the background and kept for the run: it can be picked without a line."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from lomi_pos.till.identity import Identity
from lomi_pos.till.ports import Clock
from lomi_pos.till.products import Product
from lomi_pos.till.words import Message
from lomi_pos.ui.bridge import EngineBridge

KEPT_FOR_S = 300.0
"""Products are asked for again when they are wanted after this long; what was known stays until then."""


class ProductSource(QObject):
    """Lives as long as the form that it fills.

    Signals:
        told(tuple[Product, ...], Message or None): what is known, and why it is not newer.
    """

    told = Signal(object, object)

    def __init__(self, bridge: EngineBridge, clock: Clock, form: QWidget, *, whose: Identity | None = None) -> None:
        """``whose`` products they are, where that is known already."""
        super().__init__(form)
        self._form = form
        self._bridge = bridge
        self._clock = clock
        self._products: tuple[Product, ...] = ()
        self._asked_at_s: float | None = None
        self._whose = whose
        bridge.identified.connect(self._on_identified)

    def ask(self) -> None:
        """They are wanted now: lomi. is asked, unless it was a moment ago."""
        now_s = self._clock.monotonic()
        if self._asked_at_s is None or now_s - self._asked_at_s >= KEPT_FOR_S:
            self._asked_at_s = now_s
            self._bridge.fetch_products(partial(self._take, self._whose), partial(self._refuse, self._whose))

    def _take(self, asked_by: Identity | None, products: Sequence[Product]) -> None:
        if asked_by == self._whose:
            self._products = tuple(products)
            self.told.emit(self._products, None)

    def _refuse(self, asked_by: Identity | None, problem: Message) -> None:
        if asked_by == self._whose:
            self._asked_at_s = None
            self.told.emit(self._products, problem)

    @Slot(object)
    def _on_identified(self, identity: Identity | None) -> None:
        """Another key, or another account, sells other things; at a start nobody knows whose were asked for."""
        if identity != self._whose:
            self._whose, self._products, self._asked_at_s = identity, (), None
            self.told.emit((), None)
            if self._form.isVisible():
                self.ask()
