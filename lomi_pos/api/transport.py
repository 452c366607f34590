"""One request to lomi.: key, host check, deadline, size cap, and every failure as one of the till's troubles.

One client, and so one TLS context and one pool of connections, for the life of the program.
"""

import asyncio
import logging
import ssl
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import truststore

from lomi_pos import __version__
from lomi_pos.api.answers import Answer
from lomi_pos.api.keys import ApiKey
from lomi_pos.api.line import Line, trouble_on_the_line
from lomi_pos.api.network import check_supported
from lomi_pos.api.refusals import read_envelope, read_http_date, read_retry_after, trouble_of
from lomi_pos.api.retry import worth_asking_again
from lomi_pos.api.server_time import ServerTime
from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import LomiTrouble, NoConnection, OutcomeUnknown
from lomi_pos.till.identity import Identity
from lomi_pos.till.ports import Clock
from lomi_pos.till.showable import is_loopback

log = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # its own line a request would show the values of a query

CREATE_DEADLINE_S = 20.0
READ_DEADLINE_S = 10.0
LARGEST_ANSWER = 1024 * 1024
KEEPALIVE_S = 60.0
"""httpx's own 5 s would cost a handshake for every slow look-up."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request as the resources ask for it. ``path`` begins with a slash; ``deadline_s`` is for all of it.

    Its query and body may name customers, and are in no ``repr``.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    deadline_s: float = READ_DEADLINE_S
    request_id: str = ""
    """By which lomi. finds it again, when the till has chosen and journalled one; else it gets one of its own."""


class Transport:
    """The line to lomi. Used on one event loop only.

    ``inner`` replaces the network in tests.
    """

    def __init__(
        self, *, identity: Identity, key: ApiKey, clock: Clock, inner: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._base_url = identity.base_url
        self._account = identity.account
        self._clock = clock
        self.server_time = ServerTime()
        self.requests_sent = 0
        self._http = _client(identity.base_url, KeyForHost(identity, key), inner)

    async def read(
        self, path: str, query: Mapping[str, str] | None = None, *, deadline_s: float | None = None
    ) -> Answer:
        """GET ``path``; once more at once when the line failed.

        Raises:
            LomiTrouble: and nothing else.
        """
        call = Call("GET", path, query=query or {}, deadline_s=deadline_s or READ_DEADLINE_S)
        try:
            return await self.send(call)
        except LomiTrouble as trouble:
            if not worth_asking_again(trouble):
                raise
        return await self.send(call)

    async def create(self, path: str, body: bytes, *, idempotency_key: str = "", request_id: str = "") -> Answer:
        """POST ``body`` exactly as it is, once. Repeats are the engine's, which journals each.

        Raises:
            LomiTrouble: and nothing else. ``NoConnection`` when not one byte of it left this machine.
        """
        headers = {"Content-Type": "application/json"}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        call = Call("POST", path, body=body, headers=headers, deadline_s=CREATE_DEADLINE_S, request_id=request_id)
        return await self.send(call)

    async def send(self, call: Call) -> Answer:
        """Send ``call`` once and return its 2xx answer, read as strict JSON.

        Raises:
            LomiTrouble: and nothing else.
        """
        if self._account:
            check_supported(call.method, call.path)
        request_id = call.request_id or str(uuid4())
        self.requests_sent += 1
        began = self._clock.monotonic()
        outcome = "cancelled"
        try:
            answer = await self._exchanged(call, request_id)
        except LomiTrouble as trouble:
            outcome = _named(trouble)
            if isinstance(trouble, NoConnection | OutcomeUnknown) and not trouble.answered.is_lomis:
                self.server_time.note_failure(self._clock.now())
            raise
        else:
            outcome = str(answer.answered.status)
            return answer
        finally:
            took_ms = round((self._clock.monotonic() - began) * 1000)
            log.info("%s %s: %s in %d ms (%s)", call.method, call.path, outcome, took_ms, request_id)

    async def close(self) -> None:
        await self._http.aclose()

    async def _exchanged(self, call: Call, request_id: str) -> Answer:
        line = Line(self._clock, call.deadline_s)
        answered = Answered(request_id=request_id)
        try:
            async with asyncio.timeout(call.deadline_s), self._opened(call, request_id, line) as response:
                answered = Answered(status=response.status_code, request_id=request_id)
                line.has_answered = True
                _check_encoding(response, answered)
                body = await _read_capped(response, answered)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            raise trouble_on_the_line(error, line, answered) from error
        return self._understood(response, body, answered, line)

    @asynccontextmanager
    async def _opened(self, call: Call, request_id: str, line: Line) -> AsyncGenerator[httpx.Response]:
        async with self._http.stream(
            call.method,
            self._base_url + call.path,
            params=dict(call.query) or None,
            content=call.body,
            headers={**call.headers, "X-Request-Id": request_id},
            timeout=httpx.Timeout(call.deadline_s, connect=call.deadline_s / 2),
            extensions={"trace": line.on_trace},
        ) as response:
            yield response

    def _understood(self, response: httpx.Response, body: bytes, answered: Answered, line: Line) -> Answer:
        from lomi_pos.api.strict_json import NotJson, read_json  # noqa: PLC0415  a request leaves before it is there

        is_success = response.is_success
        try:
            payload = read_json(body)
        except NotJson as error:
            if is_success:
                raise OutcomeUnknown("not_json" if body.strip() else "empty", answered) from error
            raise self._refusal(response, answered) from error
        server_at = read_http_date(response.headers.get("Date", "")) if line.is_undisturbed else None
        self.server_time.note_answer(self._clock.now(), server_at, at_s=self._clock.monotonic())
        if not is_success:
            raise self._refusal(response, read_envelope(payload, answered))
        return Answer(payload, answered)

    def _refusal(self, response: httpx.Response, answered: Answered) -> LomiTrouble:
        now = read_http_date(response.headers.get("Date", "")) or self._clock.now()
        return trouble_of(answered, retry_after_s=read_retry_after(response.headers.get("Retry-After"), now=now))


class KeyForHost(httpx.Auth):
    """Puts the key and the account on a request at the last moment, and only when it goes to the configured origin."""

    def __init__(self, identity: Identity, key: ApiKey) -> None:
        self._origin = _origin(httpx.URL(identity.base_url))
        self._account = identity.account
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if _origin(request.url) == self._origin:
            request.headers["X-API-Key"] = self._key.reveal()
            if self._account:
                request.headers["Lomi-Account"] = self._account
        yield request


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _client(base_url: str, auth: httpx.Auth, inner: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """The one client. The system's proxies serve a shop's network, but never a loopback address."""
    parts = urlsplit(base_url)
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if parts.scheme == "https" else _no_tls()
    trust_env = inner is None and not is_loopback(parts.hostname)
    try:
        return _new_client(context, auth, inner, trust_env=trust_env)
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        if not trust_env:
            raise
        log.warning("the system's proxy cannot be used, going without: %s", type(error).__name__)
        return _new_client(context, auth, inner, trust_env=False)


def _new_client(
    context: ssl.SSLContext, auth: httpx.Auth, inner: httpx.AsyncBaseTransport | None, *, trust_env: bool
) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=context,
        auth=auth,
        transport=inner,
        trust_env=trust_env,
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        limits=httpx.Limits(max_connections=20, max_keepalive_connections=5, keepalive_expiry=KEEPALIVE_S),
        headers={
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"lomi-pos/{__version__}",
        },
    )


def _no_tls() -> ssl.SSLContext:
    """A context that costs nothing to make and trusts nobody, for http on this machine."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _check_encoding(response: httpx.Response, answered: Answered) -> None:
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"identity", ""}:
        raise OutcomeUnknown("encoded", answered)


async def _read_capped(response: httpx.Response, answered: Answered) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise OutcomeUnknown("too_large", answered)
    return bytes(body)


def _named(trouble: LomiTrouble) -> str:
    """What came of a call, for its log line: a status and a fault, never words of the server's."""
    status = trouble.answered.status
    fault = trouble.fault if isinstance(trouble, NoConnection | OutcomeUnknown) else trouble.message.code
    return f"{status} {fault}" if status else fault
