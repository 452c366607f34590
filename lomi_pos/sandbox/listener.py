"""uvicorn in a thread of its own: answers when ``start`` returns, is gone when ``stop`` does."""

import asyncio
import contextlib
import socket
import threading

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

START_TIMEOUT_S = 20.0
KEEP_ALIVE_S = 75


class CandidProtocol(H11Protocol):
    """Lets the application at its transport, to close a socket as a broken line does."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        app = self.app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope["lomi.transport"] = transport
            await app(scope, receive, send)

        self.app = with_transport


class _Uvicorn(uvicorn.Server):
    """Stops when told, not at the next tick, and waits for nobody."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready
        self._stop = asyncio.Event()

    def tell_to_stop(self) -> None:
        self._stop.set()

    async def main_loop(self) -> None:
        self._ready.set()
        await self._stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in tuple(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)
        unfinished = tuple(self.server_state.tasks)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)


class Listener:
    """One application on one listening socket."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        self._app = app
        self._listening = listening
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lomi-sandbox", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._uvicorn: _Uvicorn | None = None
        self._trouble: BaseException | None = None

    def start(self) -> None:
        """Return when the server answers.

        Raises:
            RuntimeError: it did not come up.
        """
        self._thread.start()
        if not self._ready.wait(START_TIMEOUT_S) or self._trouble:
            raise RuntimeError("The sandbox did not start.") from self._trouble

    def stop(self) -> None:
        if self._loop is not None and self._uvicorn is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed already
                self._loop.call_soon_threadsafe(self._uvicorn.tell_to_stop)
        self._thread.join()
        self._listening.close()

    def _run(self) -> None:
        try:
            with asyncio.Runner() as runner:
                runner.run(self._serve())
        except BaseException as error:  # noqa: BLE001  told by start(), in the thread that can act on it
            self._trouble = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        config = uvicorn.Config(
            self._app,
            http=CandidProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,  # the sandbox has a clock of its own
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE_S,
        )
        self._uvicorn = _Uvicorn(config, self._ready)
        await self._uvicorn.serve(sockets=[self._listening])
