"""The control routes of direct charges: another process answers the phone, or springs the trap."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from lomi_pos.sandbox.charges import Charge, Charges, Reply
from lomi_pos.sandbox.control import Options, guarded, only
from lomi_pos.sandbox.records import freeze
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import Refusal, bad_request

DEEDS: dict[str, tuple[Callable[..., Charge], frozenset[str]]] = {
    "confirm": (Charges.confirm, frozenset({"late"})),
    "refuse": (Charges.refuse, frozenset()),
    "expire": (Charges.expire, frozenset()),
    "card": (Charges.show_card, frozenset({"status"})),
}
REPLIES = ("confirm", "confirm_late", "refuse", "ignore")


class ChargeControl:
    """``{id}`` is the charge's own id, or its transaction's: whichever the caller has at hand."""

    def __init__(self, lomi: Lomi) -> None:
        self._lomi = lomi

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox/charges", guarded(self._list), methods=["GET"]),
            Route("/_sandbox/charges", guarded(self._set), methods=["PATCH"]),
            Route("/_sandbox/charges/{id}", guarded(self._show), methods=["GET"]),
            Route("/_sandbox/charges/{id}/{deed}", guarded(self._do), methods=["POST"]),
            Route("/_sandbox/phones", guarded(self._send), methods=["POST"]),
        ]

    def _list(self, _request: Request, _options: Options) -> Any:
        with self._lomi.turn():
            return [freeze(each) for each in self._lomi.charges.kept]

    def _show(self, request: Request, _options: Options) -> Any:
        with self._lomi.turn():
            charge = self._lomi.charges.find(request.path_params["id"])
            return {"charge": freeze(charge), "transaction": freeze(self._lomi.transactions[charge.transaction_id])}

    def _do(self, request: Request, options: Options) -> Any:
        name = request.path_params["deed"]
        if name not in DEEDS:
            raise Refusal(404, f"Nobody can {name} a charge: take one of {', '.join(DEEDS)}")
        deed, known = DEEDS[name]
        only(known, options)
        deed(self._lomi.charges, request.path_params["id"], **options)
        return self._show(request, {})

    def _set(self, _request: Request, options: Options) -> Any:
        """Switch the test environment's hurry on and off, and lay the trap of ``Charges.fail_next``."""
        only(frozenset({"completed_at_once", "fail_next", "asked"}), options)
        if "completed_at_once" in options:
            self._lomi.charges.completed_at_once = bool(options["completed_at_once"])
        self._lomi.charges.fail_next(int(options.get("fail_next", 0)), asked=bool(options.get("asked")))
        return {"completed_at_once": self._lomi.charges.completed_at_once}

    def _send(self, _request: Request, options: Options) -> Any:
        """Say who answers a number: ``phone``, ``deed`` and ``after_s``; without a phone, every other one."""
        only(frozenset({"phone", "deed", "after_s"}), options)
        if options.get("deed", "confirm") not in REPLIES:
            raise bad_request(f"deed must be one of: {', '.join(REPLIES)}")
        reply = Reply(options.get("deed", "confirm"), float(options.get("after_s", 3)))
        with self._lomi.turn():
            if options.get("phone"):
                self._lomi.charges.phones[str(options["phone"])] = reply
            else:
                self._lomi.charges.everybody = reply
        return {"phone": options.get("phone"), "deed": reply.deed, "after_s": reply.after_s}
