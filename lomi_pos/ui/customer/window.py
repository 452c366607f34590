"""The customer's own window, full-screen on a screen that is not the clerk's. It never takes the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lomi_pos.ui.customer.view import CustomerView


class CustomerWindow(QWidget):
    """Holds a ``CustomerView``, which is also what the main window shows where there is one screen only."""

    def __init__(self, *, is_practice: bool = False) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setObjectName("customerWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle("lomi POS")
        self.view = CustomerView(is_practice=is_practice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_on(self, screen: QScreen) -> None:
        """Fill ``screen``."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # showFullScreen() would activate the window, and with it take the keyboard from the clerk.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()
