"""The background thread in which the engine's asyncio loop runs. Commands in, news out."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

from lomi_pos.engine.engine import Engine
from lomi_pos.engine.news import News, Trouble
from lomi_pos.till.errors import LomiPosError, as_message

T = TypeVar("T")
Tell = Callable[[News], None]
OpenEngine = Callable[[Tell], AbstractAsyncContextManager[Engine]]
"""Builds the engine with its client and its journal, inside the thread that will own them."""

_log = logging.getLogger(__name__)

_STOP_WAIT_S = 5.0


class EngineThread:
    """Owns the loop, the HTTP client and the only writer of the journal. ``start`` and ``stop`` once each.

    ``after`` is the thread whose place this one takes: the journal is opened once that one has let it go.
    """

    def __init__(self, open_engine: OpenEngine, *, after: "EngineThread | None" = None) -> None:
        self._open_engine = open_engine
        self._after = after
        self._loop = asyncio.new_event_loop()
        self._ready: asyncio.Future[Engine] = self._loop.create_future()
        self._stopping = asyncio.Event()
        self._thread: threading.Thread | None = None

    def start(self, tell: Tell) -> None:
        """Start the thread. ``tell`` is called in it with every piece of news."""
        self._thread = threading.Thread(target=self._run, args=(tell,), name="lomi-engine", daemon=True)
        self._thread.start()

    def submit(self, command: Callable[[Engine], Awaitable[T]]) -> "Future[T]":
        """Run ``command`` with the engine as soon as that is open. Never blocks; any thread may call.

        The future fails with the trouble that kept the engine from opening, when there was such.
        """
        return asyncio.run_coroutine_threadsafe(self._carry_out(command), self._loop)

    def stop(self) -> None:
        """End the loop and wait for the thread. Commands that have not finished are cancelled; the journal has them."""
        if self._thread is None:
            self._loop.close()
            return
        self.ask_to_stop()
        self._thread.join(_STOP_WAIT_S)

    def ask_to_stop(self) -> None:
        """End the loop without waiting for it."""
        self._loop.call_soon_threadsafe(self._stopping.set)

    async def _carry_out(self, command: Callable[[Engine], Awaitable[T]]) -> T:
        engine = await asyncio.shield(self._ready)
        try:
            return await command(engine)
        except LomiPosError:
            raise
        except Exception:
            _log.exception("A command to the engine failed")
            raise

    def _run(self, tell: Tell) -> None:
        if self._after is not None and self._after._thread is not None:
            self._after._thread.join()
            self._after = None
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._live(tell))
        finally:
            _cancel_what_is_left(self._loop)
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _live(self, tell: Tell) -> None:
        try:
            async with self._open_engine(tell) as engine:
                self._ready.set_result(engine)
                await engine.run_until(self._stopping)
        except Exception as error:  # noqa: BLE001  whatever ends the engine is logged and told, never lost in a thread
            if not isinstance(error, LomiPosError):
                _log.exception("The engine stopped")
            if not self._ready.done():
                self._ready.set_exception(error)
                self._ready.exception()
            tell(Trouble(as_message(error)))
            await self._stopping.wait()


def _cancel_what_is_left(loop: asyncio.AbstractEventLoop) -> None:
    tasks: set[asyncio.Task[Any]] = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
