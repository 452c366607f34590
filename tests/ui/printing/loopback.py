"""A network printer on this machine, behind a real socket."""

import socket
import threading
from types import TracebackType
from typing import Self


class LoopbackPrinter:
    """Keeps what each of its customers sends, as ``jobs``."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp:127.0.0.1:{self._listener.getsockname()[1]}"
        self.jobs: list[bytes] = []
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        socket.create_connection(self._listener.getsockname()).close()  # the last customer, behind all the others
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            line, _ = self._listener.accept()
            with line:
                job = b""
                while part := line.recv(65536):
                    job += part
            if not job:
                return
            self.jobs.append(job)
