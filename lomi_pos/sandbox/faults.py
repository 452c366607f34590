"""Trouble on purpose."""

from starlette.types import ASGIApp, Receive, Scope, Send

from lomi_pos.sandbox.wiretap import Recorded


class Faults:
    async def around(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, recorded: Recorded) -> None:
        await app(scope, receive, send)
