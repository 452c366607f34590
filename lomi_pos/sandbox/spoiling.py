"""Spoiling one exchange: what each kind of fault does to the socket and to the answer."""

import asyncio
import gzip
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus

from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lomi_pos.sandbox.faults import Fault, Kind

ANSWERED_FIRST = (
    "drop_after",
    "reset_after",
    "delay_after",
    "status_after",
    "empty",
    "truncated",
    "slow_bytes",
    "gzip",
)
CHUNK = 64 * 1024


async def answer_or_spoil(fault: Fault | None, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    if fault is None:
        await app(scope, receive, send)
        return
    exchange = Exchange(fault, app, scope, receive, send)
    if fault.kind in ANSWERED_FIRST:
        await exchange.let_it_answer()
    await SPOILERS[fault.kind](exchange)


class Exchange:
    """One request that meets a fault, and the answer it would have had."""

    def __init__(self, fault: Fault, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        self.fault = fault
        self._app = app
        self._scope = scope
        self._receive = receive
        self._send = send
        self._answer: list[Message] = []

    @property
    def _transport(self) -> asyncio.Transport:
        transport: asyncio.Transport = self._scope["lomi.transport"]
        return transport

    @property
    def _start(self) -> Message:
        return self._answer[0]

    @property
    def _body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self._answer[1:])

    async def let_it_answer(self) -> None:
        """Let the API do its work, and keep the answer back."""

        async def keep(message: Message) -> None:
            self._answer.append(message)

        await self._app(self._scope, self._receive, keep)

    async def drop(self) -> None:
        self._transport.abort()
        await self._closed()

    async def reset(self) -> None:
        """Close with a TCP reset: no linger, nothing is flushed."""
        line: socket.socket = self._transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        await self.drop()

    async def delay(self) -> None:
        await asyncio.sleep(self.fault.delay_s)
        await self._app(self._scope, self._receive, self._send)

    async def delay_after(self) -> None:
        await asyncio.sleep(self.fault.delay_s)
        for message in self._answer:
            await self._send(message)

    async def status(self) -> None:
        await self._respond(Response(self.fault.body, self.fault.status, headers=self.fault.headers))

    async def html(self) -> None:
        status = HTTPStatus(self.fault.status)
        title = f"{status.value} {status.phrase}"
        page = f"<html><head><title>{title}</title></head><body><center><h1>{title}</h1></center></body></html>"
        await self._respond(Response(page, status, media_type="text/html"))

    async def captive(self) -> None:
        page = "<!doctype html><title>Wi-Fi</title><form>Votre nom de chambre <input name=room></form>"
        await self._respond(Response(page, 200, media_type="text/html"))

    async def redirect(self) -> None:
        await self._respond(Response(b"", 302, headers={"Location": self.fault.location}))

    async def empty(self) -> None:
        await self._respond(Response(b"", 200, media_type="application/json"))

    async def truncated(self) -> None:
        """Promise the whole body, send half of it, close."""
        head = [f"HTTP/1.1 {self._start['status']} OK"]
        head += [f"{name.decode()}: {value.decode()}" for name, value in self._start["headers"]]
        self._transport.write("\r\n".join(head).encode() + b"\r\n\r\n" + self._body[: len(self._body) // 2])
        self._transport.close()
        await self._closed()

    async def slow_bytes(self) -> None:
        await self._send(self._start)
        for byte in self._body:
            await self._send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
            await asyncio.sleep(self.fault.delay_s)
        await self._send({"type": "http.response.body", "body": b""})

    async def gzip(self) -> None:
        headers = {"Content-Encoding": "gzip"}
        squeezed = gzip.compress(self._body)
        await self._respond(Response(squeezed, self._start["status"], headers, "application/json"))

    async def gzip_bomb(self) -> None:
        bomb = gzip.compress(b" " * self.fault.size, compresslevel=9)
        await self._respond(Response(bomb, 200, {"Content-Encoding": "gzip"}, "application/json"))

    async def huge(self) -> None:
        async def flow() -> AsyncIterator[bytes]:
            yield b'{"data":"'
            for done in range(0, self.fault.size, CHUNK):
                yield b"x" * min(CHUNK, self.fault.size - done)
            yield b'"}'

        await self._respond(StreamingResponse(flow(), 200, media_type="application/json"))

    async def endless_headers(self) -> None:
        self._transport.write(b"HTTP/1.1 200 OK\r\n")
        while not self._transport.is_closing():
            self._transport.write(b"X-Padding: " + b"x" * 1000 + b"\r\n")
            await asyncio.sleep(self.fault.delay_s)
            if self._transport.get_write_buffer_size() > CHUNK:  # nobody reads any more
                await self.drop()
        await self._closed()

    async def _respond(self, response: Response) -> None:
        await response(self._scope, self._receive, self._send)

    async def _closed(self) -> None:
        """Wait until the server itself has seen the close, so that it does not try to answer."""
        while (await self._receive())["type"] != "http.disconnect":
            pass


SPOILERS: dict[Kind, Callable[[Exchange], Awaitable[None]]] = {
    "drop_before": Exchange.drop,
    "drop_after": Exchange.drop,
    "reset_before": Exchange.reset,
    "reset_after": Exchange.reset,
    "delay": Exchange.delay,
    "delay_after": Exchange.delay_after,
    "status": Exchange.status,
    "status_after": Exchange.status,
    "html": Exchange.html,
    "captive": Exchange.captive,
    "redirect": Exchange.redirect,
    "empty": Exchange.empty,
    "truncated": Exchange.truncated,
    "slow_bytes": Exchange.slow_bytes,
    "gzip": Exchange.gzip,
    "gzip_bomb": Exchange.gzip_bomb,
    "huge": Exchange.huge,
    "endless_headers": Exchange.endless_headers,
}
