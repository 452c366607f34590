"""Refunds from another process: held, ended, spoilt, disputed (``/_sandbox/refunds``)."""

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from lomi_pos.sandbox.control import Options, guarded, only
from lomi_pos.sandbox.records import freeze
from lomi_pos.sandbox.refund_book import RefundBook
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import Refusal

ENDS = {"complete": RefundBook.complete, "fail": RefundBook.fail}


class RefundControl:
    def __init__(self, lomi: Lomi) -> None:
        self._lomi = lomi

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox/refunds", guarded(self._list), methods=["GET"]),
            Route("/_sandbox/refunds/hold", guarded(self._hold), methods=["POST"]),
            Route("/_sandbox/refunds/trap", guarded(self._trap), methods=["POST"]),
            Route("/_sandbox/refunds/reconcile", guarded(self._reconcile), methods=["POST"]),
            Route("/_sandbox/refunds/{id}/{end}", guarded(self._end), methods=["POST"]),
            Route("/_sandbox/transactions/{id}/dispute", guarded(self._dispute), methods=["POST"]),
            Route("/_sandbox/transactions/{id}/refund", guarded(self._make), methods=["POST"]),
        ]

    def _list(self, _request: Request, _options: Options) -> Any:
        with self._lomi.turn():
            return [freeze(refund) for refund in self._lomi.refunds.kept]

    def _hold(self, _request: Request, options: Options) -> Any:
        only(frozenset({"held"}), options)
        self._lomi.refunds.hold(held=bool(options.get("held", True)))
        return {"held": self._lomi.refunds.is_held}

    def _trap(self, _request: Request, options: Options) -> Any:
        only(frozenset({"kind", "times"}), options)
        self._lomi.refunds.trap(options.get("kind", "ledger"), int(options.get("times", 1)))
        return options

    def _reconcile(self, _request: Request, _options: Options) -> Any:
        return [freeze(refund) for refund in self._lomi.refunds.reconcile()]

    def _end(self, request: Request, _options: Options) -> Any:
        end = ENDS.get(request.path_params["end"])
        if end is None:
            raise Refusal(404, f"No refund can {request.path_params['end']}: take one of {', '.join(ENDS)}")
        return freeze(end(self._lomi.refunds, request.path_params["id"]))

    def _make(self, request: Request, options: Options) -> Any:
        only(frozenset({"amount", "reason"}), options)
        return freeze(self._lomi.refunds.make_in_dashboard(request.path_params["id"], **options))

    def _dispute(self, request: Request, _options: Options) -> Any:
        self._lomi.refunds.dispute(request.path_params["id"])
        return {"disputed": sorted(self._lomi.refunds.disputed)}
