"""Which links are wanted: a search, a type, and whether they can be paid."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from lomi_pos.till.queries import LinkQuery
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page

_WAIT_MS = 180
"""After the last key of a search."""


class LinkFilters(Page):
    """The fields above the table.

    Signals:
        changed(): another type, or whether they can be paid: lomi. is asked again.
        searched(): another search: it is looked for in what is known.
    """

    changed = Signal()
    searched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setObjectName("linksSearch")
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(80)
        self.kind = QComboBox()
        self.kind.setObjectName("linksType")
        self.active = QComboBox()
        self.active.setObjectName("linksActive")
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.searched)
        self.search.textChanged.connect(self._timer.start)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.search, 1)
        for field in (self.kind, self.active):
            field.setMinimumWidth(170)
            row.addWidget(field)
        self.retranslate()
        for field in (self.kind, self.active):
            field.currentIndexChanged.connect(self.changed)

    @property
    def query(self) -> LinkQuery:
        return LinkQuery(kind=self.kind.currentData(), is_active=self.active.currentData())

    @property
    def text(self) -> str:
        return self.search.text().strip()

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search: a title, 12500"))
        self.search.setAccessibleName(self.tr("Search payment links"))
        self.kind.setAccessibleName(self.tr("Filter by type"))
        self.active.setAccessibleName(self.tr("Filter by whether they can be paid"))
        _fill(self.kind, [(self.tr("All types"), ""), (self.tr("Amount"), "instant"), (self.tr("Product"), "product")])
        _fill(self.active, [(self.tr("All links"), None), (self.tr("Can be paid"), True), (self.tr("Ended"), False)])


def _fill(field: QComboBox, choices: list[tuple[str, object]]) -> None:
    """Offer ``choices``; the place that was chosen stays so."""
    at = max(0, field.currentIndex())
    field.blockSignals(True)  # noqa: FBT003  Qt's own signature
    field.clear()
    for words, value in choices:
        field.addItem(words, value)
    field.setCurrentIndex(at)
    field.blockSignals(False)  # noqa: FBT003  Qt's own signature
