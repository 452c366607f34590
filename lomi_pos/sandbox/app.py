"""Every route of the sandbox, and how an endpoint becomes one."""

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lomi_pos.sandbox import (
    account,
    card_charges,
    customers,
    links,
    merchants,
    phone_charges,
    products,
    refunds,
    sessions,
    subscriptions,
    transactions,
    webhook_endpoints,
)
from lomi_pos.sandbox.call import Call
from lomi_pos.sandbox.dialect import Dialects
from lomi_pos.sandbox.endpoint import Endpoint
from lomi_pos.sandbox.gate import admit, secret_in
from lomi_pos.sandbox.rate import RateLimit
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import Refusal, bad_request, broken

log = logging.getLogger(__name__)


RESOURCES = (
    sessions,
    links,
    transactions,
    refunds,
    customers,
    products,
    merchants,
    subscriptions,
    account,
    phone_charges,
    card_charges,
    webhook_endpoints,
)
ENDPOINTS: tuple[Endpoint, ...] = tuple(endpoint for resource in RESOURCES for endpoint in resource.ENDPOINTS)
WITH_BODY = ("POST", "PATCH", "PUT", "DELETE")


class Api:
    """lomi.'s REST API over one memory."""

    def __init__(self, lomi: Lomi, dialects: Dialects, rate: RateLimit) -> None:
        self._lomi = lomi
        self._dialects = dialects
        self._rate = rate

    def routes(self) -> list[Route]:
        return [self._route(endpoint) for endpoint in ENDPOINTS]

    def _route(self, endpoint: Endpoint) -> Route:
        async def serve(request: Request) -> Response:
            return await self._answer(endpoint, request, await request.body())

        return Route(endpoint.path, serve, methods=[endpoint.method], name=endpoint.name)

    async def _answer(self, endpoint: Endpoint, request: Request, body: bytes) -> Response:
        try:
            counted = {} if endpoint.open_to_all else self._counted(endpoint, request)
            with self._lomi.turn():
                answer = endpoint.action(self._call(endpoint, request, body))
            if answer.finish is not None:
                answer = await asyncio.to_thread(answer.finish)
            return JSONResponse(answer.body, answer.status, headers=counted)
        except Refusal as refusal:
            return refuse(request, refusal)
        except Exception:
            log.exception("The sandbox failed at %s", endpoint.name)
            return refuse(request, broken())

    def _counted(self, endpoint: Endpoint, request: Request) -> dict[str, str]:
        address = request.client.host if request.client else ""
        return self._rate.count(secret_in(request.headers), endpoint.name, address)

    def _call(self, endpoint: Endpoint, request: Request, body: bytes) -> Call:
        dialect = self._dialects.of(endpoint.name)
        capabilities = endpoint.capabilities(dialect)
        caller = None if endpoint.open_to_all else admit(self._lomi, request.headers, capabilities)
        return Call(
            lomi=self._lomi,
            dialect=dialect,
            path=request.path_params,
            query=request.query_params,
            headers=request.headers,
            body=read_json(body) if endpoint.method in WITH_BODY else None,
            caller=caller,
        )


def read_json(body: bytes) -> Any:
    """Read a request body; none at all is an empty object.

    Raises:
        Refusal: 400, it is not JSON.
    """
    try:
        return json.loads(body) if body.strip() else {}
    except ValueError as error:
        raise bad_request(f"Invalid JSON: {error}") from error


def refuse(request: Request, refusal: Refusal) -> JSONResponse:
    body = refusal.as_json(request.scope["lomi.request_id"])
    return JSONResponse(body, refusal.status, headers=refusal.headers)


async def _no_such_route(request: Request, _error: Exception) -> Response:
    """A wrong path and a wrong method are one to lomi.: there is no such route."""
    return refuse(request, Refusal(404, f"Cannot {request.method} {request.url.path}"))


def build_app(api: Api, others: Sequence[Route] = ()) -> Starlette:
    app = Starlette(
        routes=[*api.routes(), *others],
        exception_handlers={404: _no_such_route, 405: _no_such_route, HTTPException: _no_such_route},
    )
    app.router.redirect_slashes = False
    return app
