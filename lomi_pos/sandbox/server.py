"""The sandbox as one object: start it, point a till at ``url`` with ``key``, act on it, stop it."""

import contextlib
import json
import secrets
import signal
import socket
import sys
import threading
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from lomi_pos.sandbox.charges import Charge, Reply
from lomi_pos.sandbox.clock import Clock
from lomi_pos.sandbox.dialect import DialectName, Dialects
from lomi_pos.sandbox.faults import Faults
from lomi_pos.sandbox.memory import load, save
from lomi_pos.sandbox.payers import Script, pays
from lomi_pos.sandbox.rate import RateLimit, RateRule
from lomi_pos.sandbox.records import Amount, Session, Transaction
from lomi_pos.sandbox.request_log import RequestLog
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import SandboxError

if TYPE_CHECKING:
    from lomi_pos.sandbox.courier import Courier
    from lomi_pos.sandbox.listener import Listener


_LASTING_PORTS = range(20_000, 30_000)
"""Below those for outgoing connections: from 32768 on Linux, from 49152 elsewhere."""

_TRIES = 20


class SandboxServer:
    """lomi. on loopback. A context manager; every method may be called from any thread.

    Args:
        host: a loopback address. Any other is refused: nobody else may pay here.
        port: 0 takes a free one.
        dialect: how it answers; ``mixed`` picks one of the two per endpoint.
        rate_limit: requests a minute and key; ``published`` or ``throttled`` (see ``RateLimit``); None for no limit.
        pay_after_s: every new session is paid so many seconds later.
        state_file: where sessions survive a restart, with the key and, if it is free, the port.
        shop_name: what customers read on the hosted page.
        port_fallback: take a free port when the asked one is taken.
        speed: how many times quicker than people scripted customers are.
        clock: the hour, for tests that turn it by hand.
        key: the secret key, instead of a random one or that of the state file.
        dialect_seed: which mixture ``mixed`` is.

    Raises:
        ValueError: the host is not this machine, or nobody speaks the dialect.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        dialect: DialectName = "documented",
        *,
        rate_limit: RateRule = None,
        pay_after_s: float | None = None,
        state_file: Path | None = None,
        shop_name: str = "Boutique Baobab",
        port_fallback: bool = False,
        speed: float = 1.0,
        clock: Clock | None = None,
        key: str | None = None,
        dialect_seed: str = "lomi",
    ) -> None:
        if host != "localhost" and not _is_loopback(host):
            raise ValueError(f"The sandbox only listens on this machine, not on {host}.")
        self._host = "127.0.0.1" if host == "localhost" else host
        self._asked_port = port
        self._port_fallback = port_fallback
        self.dialects = Dialects(dialect, dialect_seed)
        self._asked_key = key
        self.lomi = Lomi(clock, key=key, shop_name=shop_name, speed=speed)
        self.lomi.webhooks.is_documented = self.dialects.of("POST /webhooks") == "documented"
        self.rate = RateLimit(self.lomi.clock, rate_limit)
        self.requests = RequestLog()
        self.faults = Faults(self.lomi.clock)
        self.state_file = state_file
        if pay_after_s is not None:
            self.lomi.every_payer = pays(pay_after_s)
            self.lomi.charges.everybody = Reply("confirm", pay_after_s)
        self.url = ""
        self._listener: Listener | None = None
        self._courier: Courier | None = None

    @property
    def key(self) -> str:
        """The shop's own secret test key."""
        return self.lomi.keys.own.secret

    @property
    def checkout(self) -> str:
        """Where the hosted pages are: a session's is ``<checkout>/<its id>``."""
        return f"{self.url}/checkout"

    # ------------------------------------------------------------ life
    def start(self) -> Self:
        """Listen, and return when the server answers.

        Raises:
            OSError: the port is taken, and ``port_fallback`` is off.
        """
        # Late: a till that does not practise need not load a web server.
        from lomi_pos.sandbox.assembly import assemble  # noqa: PLC0415
        from lomi_pos.sandbox.courier import Courier  # noqa: PLC0415
        from lomi_pos.sandbox.listener import Listener  # noqa: PLC0415

        if self._listener is not None:
            raise SandboxError("The sandbox is running already.")
        last_port = self._remember()
        listening = self._listen(last_port)
        host, port = listening.getsockname()[:2]
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        self.lomi.base_url = self.url
        if self.state_file is not None:
            self.lomi.on_change = partial(save, self.lomi, self.state_file, port)
            self.lomi.on_change()
        app = assemble(self.lomi, self.dialects, self.rate, self.requests, self.faults)
        listener = Listener(app, listening)
        listener.start()
        self._listener = listener
        self._courier = Courier(self.lomi)
        self._courier.start()
        return self

    def _remember(self) -> int | None:
        """Take up an earlier run, once; return its port."""
        if self.state_file is None or self.url:
            return None
        port = load(self.lomi, self.state_file)
        if self._asked_key is not None:
            self.lomi.keys.renew_own(self._asked_key)
        return port

    def stop(self) -> None:
        """Close every connection and both threads. Stopping twice is harmless."""
        if self._courier is not None:
            self._courier.stop()
            self._courier = None
        if self._listener is not None:
            self._listener.stop()
            self._listener = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _listen(self, last_port: int | None) -> socket.socket:
        """Take the asked port; or the one of the last run, so that codes shown then still lead here; or any.

        One that is to be found again is taken where no system takes those of outgoing connections: it stays free.
        """
        wanted = self._asked_port or last_port
        if wanted:
            try:
                return _bound(self._host, wanted)
            except OSError:
                if self._asked_port and not self._port_fallback:
                    raise
        elif self.state_file is not None:
            for _ in range(_TRIES):
                with contextlib.suppress(OSError):
                    return _bound(self._host, secrets.choice(_LASTING_PORTS))
        return _bound(self._host, 0)

    # ------------------------------------------------------------ customers
    def pay(
        self, session_id: str, provider: str = "WAVE", amount: Amount | None = None, *, again: bool = False
    ) -> Transaction:
        """Pay a session now (see ``Payments.pay``)."""
        return self.lomi.payments.pay(session_id, provider, amount, again=again)

    def start_payment(self, session_id: str, provider: str = "WAVE") -> Transaction:
        """Begin a payment: pending until ``confirm``."""
        return self.lomi.payments.start(session_id, provider)

    def confirm(self, session_id: str, provider: str = "WAVE") -> Transaction:
        return self.lomi.payments.confirm(session_id, provider)

    def refuse(self, session_id: str, provider: str = "WAVE") -> Transaction:
        return self.lomi.payments.refuse(session_id, provider)

    def expire(self, session_id: str) -> Session:
        return self.lomi.payments.expire(session_id)

    def pay_late(
        self,
        session_id: str,
        provider: str = "WAVE",
        amount: Amount | None = None,
        *,
        session_follows: bool = True,
    ) -> Transaction:
        """Pay after expiry (see ``Payments.pay_late``)."""
        return self.lomi.payments.pay_late(session_id, provider, amount, session_follows=session_follows)

    def confirm_charge(self, its_id: str, *, late: bool = False) -> Charge:
        """Pay a direct charge, by its own id or its transaction's (see ``Charges.confirm``)."""
        return self.lomi.charges.confirm(its_id, late=late)

    def refuse_charge(self, its_id: str) -> Charge:
        return self.lomi.charges.refuse(its_id)

    def expire_charge(self, its_id: str) -> Charge:
        return self.lomi.charges.expire(its_id)

    def reply_to_charge(self, its_id: str, reply: Reply) -> Charge:
        """Send a scripted customer to a charge that is on the phone already (see ``Charges.reply``)."""
        return self.lomi.charges.reply(its_id, reply)

    def settle_webhooks(self, timeout_s: float = 20.0) -> bool:
        """Wait until every webhook due by now was tried; False when that took too long."""
        return self._courier is not None and self._courier.settle(timeout_s)

    def drop_connections(self, seconds: float) -> None:
        """Close every API connection unanswered for so long; 0 ends it."""
        self.faults.drop_connections(seconds)

    @property
    def thanks(self) -> str:
        """A thank-you page of the sandbox's own, for a till's ``success_url``."""
        return f"{self.url}/thanks"

    @property
    def left(self) -> str:
        """A page for those who left, for a till's ``cancel_url``."""
        return f"{self.url}/left"

    def send(self, script: Script, session_id: str) -> None:
        """Send a scripted customer (see ``payers``) to a session."""
        self.lomi.send(script, session_id)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle's 40 ms off only where the protocol is named.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except (OSError, OverflowError):
        bound.close()
        raise
    return bound


def serve_forever(
    host: str = "127.0.0.1",
    port: int = 0,
    dialect: DialectName = "documented",
    rate_limit: int | None = None,
    pay_after_s: float | None = None,
    *,
    key: str | None = None,
    state_file: Path | None = None,
) -> int:
    """Run until Ctrl+C or a polite kill; print where, as one JSON line. Main thread only.

    Returns:
        The exit code: 0.
    """
    told = threading.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda *_: told.set())
    with SandboxServer(
        host, port, dialect, rate_limit=rate_limit, pay_after_s=pay_after_s, key=key, state_file=state_file
    ) as server:
        where = {"url": server.url, "key": server.key, "checkout": server.checkout}
        sys.stdout.write(json.dumps(where) + "\n")
        sys.stdout.flush()
        while not told.wait(0.5):  # Windows hands over a signal only between two waits
            pass
    return 0
