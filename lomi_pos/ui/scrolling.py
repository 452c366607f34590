"""What may be higher than its room scrolls, without a frame, and only up and down."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSlider, QWidget

_AROUND_PX = 8


class ScrollArea(QScrollArea):
    """Shows the whole of what has the keyboard; to Qt a text cursor in sight is enough, and half a field below it.

    Signals:
        room_changed(int): so many pixels of height are in sight at once.
    """

    room_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  there is no widget without one
        app.focusChanged.connect(self._on_focus_changed)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit(self.viewport().height())

    @Slot()
    def _on_range_changed(self) -> None:
        """A sentence has come in above, and pushes what is being typed out of sight: once all is laid out anew."""
        QTimer.singleShot(0, self, self._show_focused)

    def _show_focused(self) -> None:
        self._on_focus_changed(None, QApplication.focusWidget())

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _was: QWidget | None, focused: QWidget | None) -> None:
        content = self.widget()
        if focused is not None and content is not None and content.isAncestorOf(focused):
            place = focused.mapTo(content, focused.rect().center())
            self.ensureVisible(0, place.y(), 0, focused.height() // 2 + _AROUND_PX)


def scrolled(content: QWidget) -> ScrollArea:
    """``content`` in an area that takes no keyboard: what is in it has that."""
    area = ScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def scrolled_by_page_keys(content: QWidget) -> ScrollArea:
    """The same where nothing in it has the keyboard: Page Up and Page Down move it, wherever that is."""
    area = scrolled(content)
    bar = area.verticalScrollBar()
    steps = (
        (Qt.Key.Key_PageUp, QSlider.SliderAction.SliderPageStepSub),
        (Qt.Key.Key_PageDown, QSlider.SliderAction.SliderPageStepAdd),
    )
    for key, action in steps:
        QShortcut(key, area).activated.connect(partial(bar.triggerAction, action))
    return area
