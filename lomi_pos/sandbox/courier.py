"""Carries webhooks to this machine over real HTTP, in a thread of its own."""

import contextlib
import http.client
import logging
import socket
import threading
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from lomi_pos.sandbox.records import Owner
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.webhook_urls import is_this_machine
from lomi_pos.sandbox.webhooks import Attempt, Delivery

log = logging.getLogger(__name__)

TIMEOUT_S = 4.0
MOST_ANSWER = 2000


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int | None = None
    body: str | None = None
    error: str | None = None


class Courier:
    """Sleeps until a delivery is due. ``stop`` breaks off the one under way and leaves no thread."""

    def __init__(self, lomi: Lomi) -> None:
        self._lomi = lomi
        self._bell = threading.Event()
        self._quiet = threading.Condition()
        self._is_busy = False
        self._is_stopping = False
        self._lines: set[http.client.HTTPConnection] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="lomi-webhooks", daemon=True)

    def start(self) -> None:
        self._lomi.webhooks.ring = self._bell.set
        self._lomi.webhooks.carry = self.carry
        self._thread.start()

    def stop(self) -> None:
        self._is_stopping = True
        self._bell.set()
        with self._lock:
            for line in self._lines:
                _break_off(line)
        self._thread.join()

    def settle(self, timeout_s: float) -> bool:
        """Wait until everything due by now has been tried; False when that took too long."""
        with self._lomi.turn():
            self._bell.set()
        webhooks, clock = self._lomi.webhooks, self._lomi.clock
        with self._quiet:
            return self._quiet.wait_for(lambda: not self._is_busy and not webhooks.is_due(clock.now()), timeout_s)

    def _run(self) -> None:
        webhooks = self._lomi.webhooks
        while not self._is_stopping:
            self._bell.clear()
            self._is_busy = True
            due = webhooks.take_due()
            for delivery in due:
                self.carry(delivery)
            with self._quiet:
                self._is_busy = False
                self._quiet.notify_all()
            if not due:
                self._bell.wait(webhooks.seconds_to_next())

    def carry(self, delivery: Delivery) -> Attempt:
        """Deliver once, and write down how it went. Any thread may; not while holding lomi.'s memory."""
        begun = time.monotonic()
        outcome = Outcome(error="The sandbox is closing") if self._is_stopping else self._send(delivery)
        hook = delivery.hook
        owner = Owner(organization_id=hook.organization_id, merchant_id=hook.merchant_id, environment=hook.environment)
        return self._lomi.webhooks.write_down(
            delivery,
            Attempt(
                **asdict(owner),
                id=self._lomi.new_id(),
                hook_id=hook.id,
                event=delivery.event,
                event_id=delivery.event_id,
                payload=delivery.body.decode(),
                number=delivery.number,
                created_at=self._lomi.clock.now(),
                response_status=outcome.status,
                response_body=outcome.body,
                error=outcome.error,
                duration_ms=int((time.monotonic() - begun) * 1000),
            ),
        )

    def _send(self, delivery: Delivery) -> Outcome:
        parts = urlsplit(delivery.hook.url)
        host = parts.hostname or ""
        if not is_this_machine(host):
            return Outcome(error="The sandbox delivers to this machine only")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        line = kind(host, parts.port, timeout=TIMEOUT_S)
        with self._lock:
            self._lines.add(line)
        try:
            target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
            line.request("POST", target, delivery.body, delivery.headers)
            answer = line.getresponse()
            # A redirection is an answer like any other: it is not followed.
            return Outcome(answer.status, answer.read(MOST_ANSWER).decode(errors="replace"))
        except (OSError, http.client.HTTPException) as error:
            return Outcome(error=str(error) or type(error).__name__)
        finally:
            with self._lock:
                self._lines.discard(line)
            line.close()


def _break_off(line: http.client.HTTPConnection) -> None:
    if line.sock is not None:
        with contextlib.suppress(OSError):
            line.sock.shutdown(socket.SHUT_RDWR)
