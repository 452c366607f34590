"""What may be higher than its room scrolls, without a frame, and only up and down."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QSlider, QWidget


def scrolled(content: QWidget) -> QScrollArea:
    """``content`` in an area that takes no keyboard: what is in it has that."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def scrolled_by_page_keys(content: QWidget) -> QScrollArea:
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
