"""The line itself, over real sockets: what it does to a creation decides whether the sale may be repeated."""

import asyncio
from datetime import UTC, datetime

import pytest

from lomi_pos.api import transport
from lomi_pos.api.client import LomiClient
from lomi_pos.till.errors import NoConnection, OutcomeUnknown
from lomi_pos.till.lomi import CheckoutSession
from tests.unit.api.asked import SESSION_ID

pytestmark = pytest.mark.anyio

SHORT_S = 0.8
"""Half of it is for connecting: a busy machine that stands still through both would leave a socket to the collector."""
FRIDAY = datetime(2026, 3, 13, 20, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)


async def read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    return head + await reader.readexactly(length)


def says(*parts: bytes, then_waits: bool = False):
    """Read one request, send ``parts``, and close, or go silent."""

    async def talk(reader, writer):
        await read_request(reader)
        for part in parts:
            writer.write(part)
            await writer.drain()
        if then_waits:
            await reader.read()

    return talk


async def create(client: LomiClient) -> CheckoutSession:
    return await client.create_session(b'{"amount":5000}', idempotency_key="key-1")


def ok(body: bytes, *headers: bytes) -> bytes:
    lines = [b"HTTP/1.1 201 Created", b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@pytest.fixture
def short_deadlines(monkeypatch):
    monkeypatch.setattr(transport, "CREATE_DEADLINE_S", SHORT_S)
    monkeypatch.setattr(transport, "READ_DEADLINE_S", SHORT_S)


# ---------------------------------------------------------------- not one byte was sent


async def test_a_refused_connection_sent_nothing(client_for, unused_port):
    client = await client_for(f"http://127.0.0.1:{unused_port}")
    with pytest.raises(NoConnection) as trouble:
        await create(client)
    assert trouble.value.fault == "refused"


async def test_a_refused_connection_to_a_name_of_two_addresses_sent_nothing(client_for, unused_port):
    client = await client_for(f"http://localhost:{unused_port}")
    with pytest.raises(NoConnection) as trouble:
        await create(client)
    assert trouble.value.fault == "refused"


async def test_an_unknown_host_was_sent_nothing(client_for):
    client = await client_for("https://no-such-host.invalid")
    with pytest.raises(NoConnection) as trouble:
        await create(client)
    assert trouble.value.fault == "dns"


async def test_a_server_that_does_not_speak_tls_was_sent_nothing(client_for, serve):
    async def talk(reader, writer):
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    client = await client_for((await serve(talk)).replace("http:", "https:"))
    with pytest.raises(NoConnection) as trouble:
        await create(client)
    assert trouble.value.fault == "tls"


async def test_a_connection_cut_during_the_handshake_was_sent_nothing(client_for, serve):
    async def talk(reader, writer):
        await reader.read(1)
        writer.transport.abort()

    client = await client_for((await serve(talk)).replace("http:", "https:"))
    with pytest.raises(NoConnection):
        await create(client)


@pytest.mark.usefixtures("short_deadlines")
async def test_a_handshake_that_never_ends_was_sent_nothing(client_for, serve):
    async def talk(reader, writer):
        while await reader.read(1000):
            pass

    client = await client_for((await serve(talk)).replace("http:", "https:"))
    with pytest.raises(NoConnection) as trouble:
        await create(client)
    assert trouble.value.fault == "timeout"


class SleepingClock:
    """Of a machine that sleeps for a weekend after the ``after``-th look: its seconds stand still meanwhile."""

    def __init__(self, after: int) -> None:
        self._looks_left = after

    def now(self) -> datetime:
        self._looks_left -= 1
        return FRIDAY if self._looks_left >= 0 else MONDAY

    def monotonic(self) -> float:
        return 0.0


async def test_a_connection_that_comes_about_after_a_sleep_is_sent_nothing(serve, client_for):
    heard: asyncio.Queue[bytes] = asyncio.Queue()

    async def talk(reader, writer):
        await heard.put(await reader.read())

    client = await client_for(await serve(talk), clock=SleepingClock(after=1))
    with pytest.raises(NoConnection) as trouble:
        await create(client)
    assert trouble.value.fault == "slept"
    assert await heard.get() == b""  # the connection was made, and is closed


async def test_an_answer_that_waited_for_a_sleep_to_end_does_not_tell_the_time(serve, client_for):
    talk = says(ok(b"{}", b"Date: Fri, 13 Mar 2026 20:00:00 GMT"))
    client = await client_for(await serve(talk), clock=SleepingClock(after=2))
    with pytest.raises(OutcomeUnknown):
        await create(client)
    assert client.clock_offset_s == 0


async def test_a_proxy_that_refuses_was_sent_nothing_of_the_request(client_for, serve, monkeypatch):
    heard = []

    async def talk(reader, writer):
        heard.append(await read_request(reader))
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    monkeypatch.setenv("HTTPS_PROXY", await serve(talk))
    monkeypatch.delenv("NO_PROXY", raising=False)
    client = await client_for("https://lomi.example")
    with pytest.raises(NoConnection) as trouble:
        await create(client)
    assert trouble.value.fault == "proxy"
    assert b"lomi_sk_" not in b"".join(heard)


@pytest.mark.usefixtures("short_deadlines")
@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n\r\n"])
async def test_a_proxy_that_goes_silent_was_sent_nothing_of_the_request(client_for, serve, monkeypatch, answer):
    async def talk(reader, writer):
        await read_request(reader)
        writer.write(answer)
        while await reader.read(1000):
            pass

    monkeypatch.setenv("HTTPS_PROXY", await serve(talk))
    client = await client_for("https://lomi.example")
    with pytest.raises(NoConnection) as trouble:
        await create(client)
    assert trouble.value.fault == "timeout"


async def test_a_loopback_address_is_never_asked_through_a_proxy(client_for, serve, monkeypatch, unused_port):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_port}")
    client = await client_for(await serve(says(ok(b"[]"))))
    assert await client.sessions() == []


# ---------------------------------------------------------------- it was sent


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ([], "reset"),
        ([b"HTTP/1.1 201 Cre"], "reset"),
        ([b"HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n", b'{"checkout_'], "truncated"),
        ([b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\n{"], "truncated"),
        ([b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n", b"zz\r\n"], "truncated"),
        ([b"SSH-2.0-OpenSSH_9.6\r\n\r\n"], "protocol"),
        ([b"\x16\x03\x01\x00\x05"], "protocol"),
        ([b"HTTP/1.1 201 Created\r\nContent-Length: x\r\n\r\n"], "protocol"),
        ([ok(b"")], "empty"),
        ([ok(b"<html>")], "not_json"),
        ([b"HTTP/1.1 201 Created\r\n\r\n", b'{"half'], "not_json"),
        ([b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n"], "redirect"),
        ([b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n"], "protocol"),
    ],
)
async def test_whatever_happens_after_sending_leaves_the_outcome_open(client_for, serve, parts, fault):
    client = await client_for(await serve(says(*parts)))
    with pytest.raises(OutcomeUnknown) as trouble:
        await create(client)
    assert trouble.value.fault == fault


async def test_a_reset_after_sending_leaves_the_outcome_open(client_for, serve):
    async def talk(reader, writer):
        await read_request(reader)
        writer.transport.abort()

    client = await client_for(await serve(talk))
    with pytest.raises(OutcomeUnknown) as trouble:
        await create(client)
    assert trouble.value.fault == "reset"


@pytest.mark.usefixtures("short_deadlines")
@pytest.mark.parametrize(
    "parts",
    [
        [],
        [b"HTTP/1.1 100 Continue\r\n\r\n"],
        [b"HTTP/1.1 201 Created\r\n"],
        [b"HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{"],
    ],
)
async def test_silence_after_sending_ends_at_the_deadline(client_for, serve, parts):
    client = await client_for(await serve(says(*parts, then_waits=True)))
    with pytest.raises(OutcomeUnknown) as trouble:
        await create(client)
    assert trouble.value.fault == "timeout"


@pytest.mark.usefixtures("short_deadlines")
async def test_an_answer_that_drips_ends_at_the_deadline_too(client_for, serve):
    async def talk(reader, writer):
        await read_request(reader)
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(SHORT_S / 20)  # slow by the byte is the fault itself

    client = await client_for(await serve(talk))
    with pytest.raises(OutcomeUnknown) as trouble:
        await create(client)
    assert trouble.value.fault == "timeout"


@pytest.mark.parametrize("line", [b"X-Filler: " + b"x" * 1000 + b"\r\n", b"x" * 1000])
async def test_endless_headers_end(client_for, serve, line):
    async def talk(reader, writer):
        await read_request(reader)
        writer.write(b"HTTP/1.1 201 Created\r\nX-First: ")
        while not writer.is_closing():
            writer.write(line)
            await writer.drain()

    client = await client_for(await serve(talk))
    with pytest.raises(OutcomeUnknown) as trouble:
        await create(client)
    assert trouble.value.fault == "protocol"


async def test_an_endless_body_is_dropped_at_a_mebibyte(client_for, serve):
    async def talk(reader, writer):
        await read_request(reader)
        writer.write(b"HTTP/1.1 201 Created\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" " * 65_536)
            await writer.drain()

    client = await client_for(await serve(talk))
    with pytest.raises(OutcomeUnknown) as trouble:
        await create(client)
    assert trouble.value.fault == "too_large"


# ---------------------------------------------------------------- a kept connection


def closes_the_second(count: list[int], body: bytes):
    """Answer the first request of the first connection, and close on its second; later connections answer all."""

    async def talk(reader, writer):
        count.append(0)
        is_first_connection = len(count) == 1
        while True:
            await read_request(reader)
            count[-1] += 1
            if is_first_connection and count[-1] == 2:
                return
            writer.write(ok(body))
            await writer.drain()

    return talk


async def test_a_reading_on_a_connection_that_lomi_has_closed_is_asked_again(client_for, serve):
    count: list[int] = []
    client = await client_for(await serve(closes_the_second(count, b"[]")))
    assert await client.sessions() == []
    assert await client.sessions() == []
    assert count == [2, 1]


async def test_a_creation_on_a_connection_that_lomi_has_closed_is_unclear(client_for, serve):
    count: list[int] = []
    client = await client_for(await serve(closes_the_second(count, b"[]")))
    assert await client.sessions() == []
    with pytest.raises(OutcomeUnknown) as trouble:
        await create(client)
    assert trouble.value.fault == "reset"
    assert count == [2]


async def test_a_connection_is_kept_for_the_next_request(client_for, serve):
    count: list[int] = []

    async def talk(reader, writer):
        count.append(0)
        while True:
            await read_request(reader)
            count[-1] += 1
            writer.write(ok(b"[]"))
            await writer.drain()

    client = await client_for(await serve(talk))
    for _ in range(3):
        assert await client.sessions() == []
    assert count == [3]


@pytest.mark.usefixtures("short_deadlines")
async def test_a_watching_look_may_have_a_shorter_deadline(client_for, serve, monkeypatch):
    monkeypatch.setattr(transport, "READ_DEADLINE_S", 3600)
    client = await client_for(await serve(says(then_waits=True)), watch_deadline_s=SHORT_S)
    with pytest.raises(OutcomeUnknown) as trouble:
        await client.session(SESSION_ID)
    assert trouble.value.fault == "timeout"


async def test_a_cancelled_request_is_cancelled_and_nothing_else(client_for, serve):
    reached = asyncio.Event()

    async def talk(reader, writer):
        await read_request(reader)
        reached.set()
        await reader.read()

    client = await client_for(await serve(talk))
    asking = asyncio.create_task(create(client))
    await reached.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
