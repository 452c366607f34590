"""Practice: lomi. in miniature inside this program, started when it is first needed and remembered between runs."""

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lomi_pos.sandbox.server import SandboxServer


LATE_BY_S = 8.0
"""Long enough for a trainee to read that the code has expired."""

SLOW_BY_S = 8.0
"""Long enough to see that the customer is paying, and that nothing is green yet."""


class Practice:
    """The embedded simulator and the customers that a trainee sends to it. Any thread may call."""

    def __init__(self, state_file: Path, *, shop_name: str) -> None:
        self._state_file = state_file
        self._shop_name = shop_name
        self._starting = threading.Lock()
        self._server: SandboxServer | None = None

    def server(self) -> "SandboxServer":
        """The running simulator; the first call starts it, on the port that it had last time if that is free."""
        with self._starting:
            if self._server is None:
                from lomi_pos.sandbox.server import SandboxServer  # noqa: PLC0415  a till that sells loads no web server

                self._server = SandboxServer(state_file=self._state_file, shop_name=self._shop_name).start()
            return self._server

    def stop(self) -> None:
        with self._starting:
            if self._server is not None:
                self._server.stop()
                self._server = None

    # ------------------------------------------------------------------ what the trainee lets a customer do
    # By the id of a session, or of the transaction that a question on the phone is followed by.
    def pay(self, its_id: str) -> None:
        self._let(lambda lomi: lomi.confirm_charge(its_id) if _is_on_phone(lomi, its_id) else lomi.pay(its_id))

    def pay_slowly(self, its_id: str) -> float:
        from lomi_pos.sandbox.charges import Reply  # noqa: PLC0415  with the server
        from lomi_pos.sandbox.payers import pays_slowly  # noqa: PLC0415

        self._let(
            lambda lomi: (
                lomi.reply_to_charge(its_id, Reply("confirm", SLOW_BY_S))
                if _is_on_phone(lomi, its_id)
                else lomi.send(pays_slowly(after_s=0, confirm_s=SLOW_BY_S), its_id)
            )
        )
        return SLOW_BY_S

    def refuse(self, its_id: str) -> None:
        self._let(lambda lomi: lomi.refuse_charge(its_id) if _is_on_phone(lomi, its_id) else lomi.refuse(its_id))

    def expire(self, its_id: str) -> None:
        self._let(lambda lomi: lomi.expire_charge(its_id) if _is_on_phone(lomi, its_id) else lomi.expire(its_id))

    def pay_late(self, its_id: str) -> float:
        """It expires at once; the money comes when the till has already said so."""
        from lomi_pos.sandbox.charges import Reply  # noqa: PLC0415  with the server
        from lomi_pos.sandbox.payers import pays_late  # noqa: PLC0415

        self.expire(its_id)
        self._let(
            lambda lomi: (
                lomi.reply_to_charge(its_id, Reply("confirm_late", LATE_BY_S))
                if _is_on_phone(lomi, its_id)
                else lomi.send(pays_late(after_expiry_s=LATE_BY_S), its_id)
            )
        )
        return LATE_BY_S

    def _let(self, act: "Callable[[SandboxServer], object]") -> None:
        """The session may be paid or over, and the screen not know it yet: then nothing more can become of it."""
        from lomi_pos.sandbox.trouble import SandboxError  # noqa: PLC0415  with the server

        with contextlib.suppress(SandboxError):
            act(self.server())

    def drop_connection(self, seconds: float) -> None:
        self.server().drop_connections(seconds)


def _is_on_phone(lomi: "SandboxServer", its_id: str) -> bool:
    """Whether the customer was asked on the phone: there is no session then."""
    from lomi_pos.sandbox.trouble import NotThere  # noqa: PLC0415  with the server

    try:
        lomi.lomi.charges.find(its_id)
    except NotThere:
        return False
    return True
