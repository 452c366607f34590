"""The background thread in which the engine's asyncio loop runs. Commands in, news out."""

import asyncio
import logging
import threading
import time
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
_LET_GO_WAIT_S = 20.0


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
        self._is_abandoned = False
        self._trouble: Exception | None = None
        self._answered = True
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

    # ------------------------------------------------------------------ a sign of life
    @property
    def is_open(self) -> bool:
        return self._ready.done() and self._trouble is None

    @property
    def is_over(self) -> bool:
        return self._is_over or (self._thread is not None and not self._thread.is_alive())

    @property
    def trouble(self) -> Exception | None:
        """What kept the engine from opening, or ended it."""
        return self._trouble

    @property
    def answered(self) -> bool:
        return self._answered

    def ping(self) -> None:
        """Ask the loop for a sign of life, which shows in ``answered``."""
        with self._door:
            if not self._is_over:
                self._answered = False
                self._loop.call_soon_threadsafe(self._answer)

    def _answer(self) -> None:
        self._answered = True

    def abandon(self) -> None:
        """Leave a loop behind that stands still. Should it ever go on, it begins nothing, and ends."""
        self._is_abandoned = True
        self.ask_to_stop()

    async def _carry_out(self, command: Callable[[Engine], Awaitable[T]]) -> T:
        engine = await asyncio.shield(self._ready)
        if self._is_abandoned:  # its caller was told so, and may have asked another engine since
            raise asyncio.CancelledError
        try:
            return await command(engine)
        except LomiPosError:
            raise
        except Exception:
            _log.exception("A command to the engine failed")
            raise

    def _run(self, tell: Tell) -> None:
        if self._after is not None:
            self._after.join(_LET_GO_WAIT_S)  # one that stands still is left behind
            self._after = None
        asyncio.set_event_loop(self._loop)
        living = self._loop.create_task(self._live(tell))
        try:
            while not living.done():
                self._run_loop_until(living)
        finally:
            self._close_loop()
            asyncio.set_event_loop(None)

    def _run_loop_until(self, living: "asyncio.Task[None]") -> None:
        """Run the loop. Should something stop it under us, the engine still ends in order, and lets the journal go."""
        try:
            self._loop.run_until_complete(living)
        except RuntimeError:
            if living.done():
                raise
            _log.exception("The engine's loop was stopped")
            self._stopping.set()

    async def _live(self, tell: Tell) -> None:
        if self._stopping.is_set():
            return
        try:
            async with self._open_engine(tell) as engine:
                self._ready.set_result(engine)
                _log.info("Ready to charge, after %.0f ms of processor time", time.process_time() * 1000)
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
        self._trouble = error
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
