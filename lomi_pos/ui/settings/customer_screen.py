"""Which screen is the customer's: a list of those that are there, and a button that shows it for a few seconds."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from lomi_pos.ui import theme
from lomi_pos.ui.pieces import Page, button, say
from lomi_pos.ui.screens import other_screens


class CustomerScreenField(Page):
    """Screens by name and size. One that was chosen and is unplugged stays chosen, and is named so.

    Signals:
        chosen(str): another one, by its name; empty: none.
        trial_wanted(str): show the customer's side there for a moment.
    """

    chosen = Signal(str)
    trial_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.screens = QComboBox()
        self.screens.setObjectName("customerScreen")
        self.screens.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.trial = button("tryCustomerScreen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.screens, 1)
        row.addWidget(self.trial)
        self.setFocusProxy(self.screens)
        self.screens.activated.connect(self._on_chosen)
        self.trial.clicked.connect(self._on_trial)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101  widgets need one
        application.screenAdded.connect(self._on_screens_changed, Qt.ConnectionType.QueuedConnection)
        application.screenRemoved.connect(self._on_screens_changed, Qt.ConnectionType.QueuedConnection)
        self.retranslate()

    def show_chosen(self, name: str) -> None:
        self._name = name
        self._fill()

    def retranslate(self) -> None:
        say(self.trial, self.tr("Test"))
        self.screens.setAccessibleName(self.tr("Customer's screen"))
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        there = {screen.name(): _size_of(screen) for screen in other_screens(self.screen())}
        self.screens.clear()
        self.screens.addItem(self.tr("None"), "")
        for name, size in there.items():
            self.screens.addItem(f"{name}  ·  {size}", name)
        if self._name and self._name not in there:
            self.screens.addItem(self.tr("{name} (not plugged in)").format(name=self._name), self._name)
        self.screens.setCurrentIndex(max(0, self.screens.findData(self._name)))
        self.trial.setEnabled(self._name in there)

    @Slot()
    def _on_screens_changed(self) -> None:
        self._fill()

    def _on_chosen(self) -> None:
        self.show_chosen(self.screens.currentData())
        self.chosen.emit(self._name)

    def _on_trial(self) -> None:
        self.trial_wanted.emit(self._name)


def _size_of(screen: QScreen) -> str:
    """In the pixels of the screen itself, as its maker names it."""
    size = screen.size() * screen.devicePixelRatio()
    return f"{size.width()} × {size.height()}"
