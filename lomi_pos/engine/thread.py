"""The background thread in which the engine's asyncio loop runs. Commands in, news out."""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from typing import TypeVar

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
    """Owns the loop, the HTTP client and the only writer of the journal. ``start`` once; stopping twice is harmless.

    ``after`` is the thread whose place this one takes: the journal is opened once that one has let it go.
    """

    def __init__(self, open_engine: OpenEngine, *, after: "EngineThread | None" = None) -> None:
        self._open_engine = open_engine
        self._after = after
        self._loop = asyncio.new_event_loop()
        self._ready: asyncio.Future[Engine] = self._loop.create_future()
        self._stopping = asyncio.Event()
        self._thread: threading.Thread | None = None
        self._is_over = False
        self._door = threading.Lock()
        """Held to hand something to the loop: behind a closed door it would never be run, and never be answered."""

    def start(self, tell: Tell) -> None:
        """Start the thread. ``tell`` is called in it with every piece of news."""
        self._thread = threading.Thread(target=self._run, args=(tell,), name="lomi-engine", daemon=True)
        self._thread.start()

    def submit(self, command: Callable[[Engine], Awaitable[T]]) -> "Future[T]":
        """Run ``command`` with the engine as soon as that is open. Never blocks; any thread may call.

        The future fails with the trouble that kept the engine from opening, or that ended it, when there was such; it
        is cancelled when the thread has been stopped.
        """
        with self._door:
            if not self._is_over:
                return asyncio.run_coroutine_threadsafe(self._carry_out(command), self._loop)
        refused: Future[T] = Future()
        refused.cancel()
        refused.set_running_or_notify_cancel()
        return refused

    def stop(self) -> None:
        """End the loop and wait for the thread. Commands that have not finished are cancelled; the journal has them."""
        self.ask_to_stop()
        if self._thread is None:
            self._close_loop()
        else:
            self.join(_STOP_WAIT_S)

    def ask_to_stop(self) -> None:
        """End the loop without waiting for it."""
        with self._door:
            if not self._is_over:
                self._loop.call_soon_threadsafe(self._stopping.set)

    def join(self, wait_s: float | None = None) -> None:
        """Wait until the thread has let the journal go, ``wait_s`` seconds at most."""
        if self._thread is not None:
            self._thread.join(wait_s)
            if self._thread.is_alive():
                _log.warning("The engine's thread has not ended within %s s", wait_s)

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
        if self._after is not None:
            self._after.join()
            self._after = None
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._live(tell))
        finally:
            self._close_loop()
            asyncio.set_event_loop(None)

    async def _live(self, tell: Tell) -> None:
        if self._stopping.is_set():
            return
        try:
            async with self._open_engine(tell) as engine:
                self._ready.set_result(engine)
                try:
                    await engine.run_until(self._stopping)
                finally:
                    await _cancel_all_others()  # before the journal is closed under them
        except Exception as error:  # noqa: BLE001  whatever ends the engine is logged and told, never lost in a thread
            if not isinstance(error, LomiPosError):
                _log.exception("The engine stopped")
            self._fail_commands(error)
            tell(Trouble(as_message(error)))
            await self._stopping.wait()

    def _fail_commands(self, error: Exception) -> None:
        if self._ready.done():
            self._ready = self._loop.create_future()
        self._ready.set_exception(error)
        self._ready.exception()  # it is read, even if no command ever comes

    def _close_loop(self) -> None:
        """Close the door, cancel what came in before that, and close the loop. Twice is harmless."""
        with self._door:
            if self._is_over:
                return
            self._is_over = True
        self._loop.run_until_complete(_cancel_all_others())
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()


async def _cancel_all_others() -> None:
    await asyncio.sleep(0)  # what was handed in becomes a task first
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
