"""The sandbox's own routes under ``/_sandbox``: another process plays the customer, or breaks the line."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lomi_pos.sandbox.app import read_json, refuse
from lomi_pos.sandbox.clock import stamp
from lomi_pos.sandbox.faults import Faults
from lomi_pos.sandbox.payments import Payments
from lomi_pos.sandbox.records import freeze
from lomi_pos.sandbox.request_log import RequestLog
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import NotThere, Refusal, SandboxError, bad_request

Options = dict[str, Any]
Deed = Callable[..., Any]

DEEDS: dict[str, tuple[Deed, frozenset[str]]] = {
    "pay": (Payments.pay, frozenset({"provider", "amount", "again"})),
    "pay_late": (Payments.pay_late, frozenset({"provider", "amount", "session_follows"})),
    "start": (Payments.start, frozenset({"provider"})),
    "confirm": (Payments.confirm, frozenset({"provider"})),
    "refuse": (Payments.refuse, frozenset({"provider"})),
    "expire": (Payments.expire, frozenset()),
    "coupon": (Payments.use_coupon, frozenset({"code"})),
}


def guarded(action: Callable[[Request, Options], Any]) -> Callable[[Request], Any]:
    """Serve a control route: a JSON object in, JSON out, and every trouble as lomi.'s error object."""
    return partial(_serve, action)


def only(known: frozenset[str], options: Options) -> None:
    """Refuse options that nobody reads.

    Raises:
        Refusal: 400, naming them.
    """
    unknown = options.keys() - known
    if unknown:
        raise bad_request(f"There is no option {', '.join(sorted(unknown))}: take {', '.join(sorted(known)) or 'none'}")


async def _serve(action: Callable[[Request, Options], Any], request: Request) -> Response:
    try:
        options = read_json(await request.body())
        if not isinstance(options, dict):
            raise bad_request("Send a JSON object")
        return JSONResponse(action(request, options))
    except Refusal as refusal:
        return refuse(request, refusal)
    except NotThere as error:
        return refuse(request, Refusal(404, str(error)))
    except SandboxError as error:
        return refuse(request, Refusal(409, str(error)))
    except (TypeError, ValueError) as error:
        return refuse(request, bad_request(str(error)))


class Control:
    """No key is asked for: whoever is on this machine may play."""

    def __init__(self, lomi: Lomi, faults: Faults, requests: RequestLog) -> None:
        self._lomi = lomi
        self._faults = faults
        self._requests = requests

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox", guarded(self._state), methods=["GET"]),
            Route("/_sandbox/requests", guarded(self._list_requests), methods=["GET"]),
            Route("/_sandbox/requests", guarded(self._forget_requests), methods=["DELETE"]),
            Route("/_sandbox/sessions/{id}", guarded(self._session), methods=["GET"]),
            Route("/_sandbox/sessions/{id}/{deed}", guarded(self._do), methods=["POST"]),
            Route("/_sandbox/faults", guarded(self._list_faults), methods=["GET"]),
            Route("/_sandbox/faults", guarded(self._add_fault), methods=["POST"]),
            Route("/_sandbox/faults", guarded(self._clear_faults), methods=["DELETE"]),
            Route("/_sandbox/drop", guarded(self._drop), methods=["POST"]),
        ]

    # ------------------------------------------------------------ sessions
    def _do(self, request: Request, options: Options) -> Any:
        name = request.path_params["deed"]
        if name not in DEEDS:
            raise Refusal(404, f"No customer can {name}: take one of {', '.join(DEEDS)}")
        deed, known = DEEDS[name]
        only(known, options)
        deed(self._lomi.payments, request.path_params["id"], **options)
        return self._session(request, {})

    def _session(self, request: Request, _options: Options) -> Any:
        with self._lomi.turn():
            session = self._lomi.session(request.path_params["id"])
            rows = self._lomi.transactions_of(session.id)
            return {"session": freeze(session), "transactions": [freeze(row) for row in rows]}

    def _state(self, _request: Request, _options: Options) -> Any:
        return {"now": stamp(self._lomi.clock.now()), **self._lomi.as_json()}

    # ------------------------------------------------------------ requests
    def _list_requests(self, request: Request, _options: Options) -> Any:
        prefix = request.query_params.get("path_prefix", "/")
        return [recorded.as_json() for recorded in self._requests.to(prefix, request.query_params.get("method"))]

    def _forget_requests(self, _request: Request, _options: Options) -> Any:
        self._requests.clear()
        return {"requests": 0}

    # ------------------------------------------------------------ faults
    def _list_faults(self, _request: Request, _options: Options) -> Any:
        return [{**asdict(fault), "body": fault.body.decode(errors="replace")} for fault in self._faults]

    def _add_fault(self, _request: Request, options: Options) -> Any:
        if "kind" not in options:
            raise bad_request('Name the fault, like {"kind": "drop_after"}')
        fault = self._faults.add(**options)
        return {**asdict(fault), "body": fault.body.decode(errors="replace")}

    def _clear_faults(self, _request: Request, _options: Options) -> Any:
        self._faults.clear()
        return []

    def _drop(self, _request: Request, options: Options) -> Any:
        seconds = float(options.get("seconds", 0))
        self._faults.drop_connections(seconds)
        return {"seconds": seconds}
