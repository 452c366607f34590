"""One window a data folder: a second start asks the first to come to the front."""

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1500
_OPENING_MS = 2000
"""A double click on the icon starts lomi POS twice: the first begins to listen once it has been painted."""
_AGAIN_MS = 50
_RAISE = b"raise\n"


def raise_the_other(name: str) -> bool:
    """Ask the lomi POS that listens under ``name`` to show its window. Returns whether one answered."""
    other = QLocalSocket()
    opening = QDeadlineTimer(_OPENING_MS)
    other.connectToServer(name)
    while not other.waitForConnected(_WAIT_MS):
        if opening.hasExpired():
            return False
        QThread.msleep(_AGAIN_MS)
        other.connectToServer(name)
    other.write(_RAISE)
    has_answered = other.waitForReadyRead(_WAIT_MS)
    other.disconnectFromServer()
    return has_answered


class SingleWindow(QObject):
    """Listens for later starts.

    Signals:
        asked_to_show(): someone started lomi POS again on the same data.
    """

    asked_to_show = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)
        QLocalServer.removeServer(name)  # left behind by a crash; the folder's lock says that nobody uses it
        self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _on_server_new_connection(self) -> None:
        while (other := self._server.nextPendingConnection()) is not None:
            other.readyRead.connect(self._on_other_ready_read)
            other.disconnected.connect(other.deleteLater)
            if other.bytesAvailable():
                self._answer(other)

    @Slot()
    def _on_other_ready_read(self) -> None:
        other = self.sender()
        if isinstance(other, QLocalSocket):
            self._answer(other)

    def _answer(self, other: QLocalSocket) -> None:
        if other.readAll().data() == _RAISE:
            other.write(b"ok\n")
            other.flush()
            self.asked_to_show.emit()
