"""One request: what goes out, what comes in, and what is said of it. lomi. is a function here."""

import gzip
import logging
from datetime import timedelta

import httpx
import pytest

from lomi_pos.api.keys import ApiKey, identity_for
from lomi_pos.api.transport import LARGEST_ANSWER, KeyForHost, Transport
from lomi_pos.till.errors import KeyRefused, LomiBusy, LomiTrouble, NoConnection, NotFound, OutcomeUnknown
from lomi_pos.till.queries import TransactionQuery
from tests.unit.api.asked import SESSION_ID

pytestmark = pytest.mark.anyio

TEST_KEY = "lomi_sk_test_0123456789abcdefa1b2"
REFUSAL = {"error": {"code": "bad_request", "message": "amount must be positive", "details": None}, "request_id": "r-1"}


# ---------------------------------------------------------------- what goes out


async def test_a_creation_sends_the_exact_bytes_with_key_and_id(client, lomi, a_session):
    lomi.answers({"data": a_session}, 201)
    body = '{"title":"Thé","amount":5000}'.encode()
    await client.create_session(body, idempotency_key="key-1")
    (sent,) = lomi.asked
    assert (sent.method, str(sent.url)) == ("POST", "https://sandbox.api.lomi.africa/checkout-sessions")
    assert sent.content == body
    assert sent.headers["X-API-Key"] == TEST_KEY
    assert sent.headers["Idempotency-Key"] == "key-1"
    assert sent.headers["Content-Type"] == "application/json"
    assert sent.headers["Accept-Encoding"] == "identity"
    assert "Lomi-Account" not in sent.headers
    assert "Authorization" not in sent.headers
    assert sent.headers["X-Request-Id"] == "key-1"


async def test_every_request_has_an_id_of_its_own(client, lomi, a_session):
    lomi.answers(a_session)
    await client.session(SESSION_ID)
    await client.session(SESSION_ID)
    assert len({sent.headers["X-Request-Id"] for sent in lomi.asked}) == 2


async def test_a_path_in_front_of_the_address_is_kept(client_for, lomi, a_session):
    client = await client_for("http://127.0.0.1:9/lomi/", inner=httpx.MockTransport(lomi))
    lomi.answers(a_session)
    await client.session(SESSION_ID)
    assert str(lomi.asked[0].url) == f"http://127.0.0.1:9/lomi/checkout-sessions/{SESSION_ID}"


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("https://sandbox.api.lomi.africa/me", True),
        ("https://sandbox.api.lomi.africa:443/me", True),
        ("http://sandbox.api.lomi.africa/me", False),
        ("https://sandbox.api.lomi.africa:8443/me", False),
        ("https://sandbox.api.lomi.africa.evil.example/me", False),
        ("https://api.lomi.africa/me", False),
    ],
)
async def test_the_key_goes_to_the_configured_origin_only(url, is_ours):
    auth = KeyForHost(identity_for(TEST_KEY, account="acct_1"), ApiKey(TEST_KEY))
    sent = next(auth.auth_flow(httpx.Request("GET", url)))
    assert ("X-API-Key" in sent.headers) is is_ours
    assert ("Lomi-Account" in sent.headers) is is_ours


async def test_cookies_are_not_kept(client, lomi, a_session):
    lomi.answers(a_session, Set_Cookie="track=1; Path=/")
    await client.session(SESSION_ID)
    await client.session(SESSION_ID)
    assert "Cookie" not in lomi.asked[1].headers


# ---------------------------------------------------------------- what comes in


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!doctype html><title>Wi-Fi</title>", "not_json"),
        (b'{"amount": NaN}', "not_json"),
        (b'{"a": 1, "a": 2}', "not_json"),
        (b"null", "unreadable"),
        (b"true", "unreadable"),
        (b'"ok"', "unreadable"),
        (b"[]", "unreadable"),
        (b"{}", "unreadable"),
        (b'{"data": null}', "unreadable"),
        (b'{"success": false, "error": {"code": "x", "message": "y"}}', "unreadable"),
    ],
)
@pytest.mark.parametrize("status", [200, 201, 204])
async def test_a_success_that_cannot_be_read_leaves_the_outcome_open(client, lomi, body, fault, status):
    lomi.answers(body, status)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.create_session(b"{}", idempotency_key="key-1")
    assert unknown.value.fault == fault
    assert unknown.value.answered.status == status
    assert unknown.value.answered.request_id == lomi.asked[0].headers["X-Request-Id"]
    assert len(lomi.asked) == 1


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "identity, gzip", "aws-chunked"])
async def test_an_encoded_answer_is_never_unpacked(client, lomi, encoding):
    lomi.answers(gzip.compress(b" " * 1_000_000), Content_Encoding=encoding)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.session(SESSION_ID)
    assert unknown.value.fault == "encoded"


@pytest.mark.parametrize("encoding", ["identity", "Identity", ""])
async def test_an_answer_that_says_it_is_plain_is_read(client, lomi, a_session, encoding):
    lomi.answers(a_session, Content_Encoding=encoding)
    assert (await client.session(SESSION_ID)).id == SESSION_ID


async def test_an_answer_of_more_than_a_mebibyte_is_dropped(client, lomi):
    lomi.answers(b'"' + b"x" * LARGEST_ANSWER + b'"')
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.session(SESSION_ID)
    assert unknown.value.fault == "too_large"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 304])
async def test_a_redirect_is_never_followed(client, lomi, status):
    lomi.answers(b"", status, Location="https://elsewhere.example/")
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.create_session(b"{}", idempotency_key="key-1")
    assert unknown.value.fault == "redirect"
    assert len(lomi.asked) == 1


async def test_a_refusal_carries_what_support_needs(client, lomi):
    lomi.answers(REFUSAL, 400)
    with pytest.raises(LomiTrouble) as refused:
        await client.create_session(b"{}", idempotency_key="key-1")
    answered = refused.value.answered
    assert (answered.status, answered.code, answered.text, answered.request_id) == (
        400,
        "bad_request",
        "amount must be positive",
        "r-1",
    )


@pytest.mark.parametrize("status", [400, 404, 500, 502])
@pytest.mark.parametrize("body", [b"", b"<html>Bad gateway</html>", b"{", b'{"a":1,"a":2}', b"[]"])
async def test_a_gateways_page_is_no_refusal_of_lomis(client, lomi, status, body):
    lomi.answers(body, status)
    with pytest.raises(OutcomeUnknown) as unknown:
        await client.create_session(b"{}", idempotency_key="key-1")
    assert unknown.value.fault == f"http_{status}"


@pytest.mark.parametrize("status", [425, 429, 503])
async def test_busy_says_how_long_to_wait(client, lomi, status):
    lomi.answers(REFUSAL, status, Retry_After="60")
    lomi.answers(b"", status)
    for wait_s in (60, 5):
        with pytest.raises(LomiBusy) as busy:
            await client.session(SESSION_ID)
        assert busy.value.retry_after_s == wait_s


async def test_a_date_to_wait_for_is_read_by_the_clock_of_who_wrote_it(client, lomi):
    date, until = "Mon, 01 Jan 2035 00:00:00 GMT", "Mon, 01 Jan 2035 00:00:42 GMT"
    lomi.answers(REFUSAL, 429, Date=date, Retry_After=until)
    with pytest.raises(LomiBusy) as busy:
        await client.session(SESSION_ID)
    assert busy.value.retry_after_s == 42


async def test_a_401_is_a_refused_key_whatever_its_body(client, lomi):
    lomi.answers(b"<html>", 401)
    with pytest.raises(KeyRefused):
        await client.account()


# ---------------------------------------------------------------- asking again


@pytest.mark.parametrize(
    "error",
    [httpx.ConnectError("x"), httpx.ReadError("x"), httpx.ReadTimeout("x"), httpx.ConnectTimeout("x")],
    ids=lambda error: type(error).__name__,
)
async def test_a_reading_is_asked_once_more_when_the_line_fails(client, lomi, a_session, error):
    lomi.fails(error)
    lomi.answers(a_session)
    assert (await client.session(SESSION_ID)).id == SESSION_ID
    assert len(lomi.asked) == 2


async def test_a_reading_is_not_asked_a_third_time(client, lomi):
    lomi.fails(httpx.ReadError("x"))
    with pytest.raises(OutcomeUnknown):
        await client.session(SESSION_ID)
    assert len(lomi.asked) == 2


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
async def test_what_lomi_said_is_not_asked_again(client, lomi, status):
    lomi.answers(REFUSAL, status)
    with pytest.raises(LomiTrouble):
        await client.session(SESSION_ID)
    assert len(lomi.asked) == 1


@pytest.mark.parametrize("error", [httpx.ConnectError("x"), httpx.ReadError("x"), httpx.ReadTimeout("x")])
async def test_a_creation_is_sent_once_and_never_again(client, lomi, error):
    lomi.fails(error)
    for create in (client.create_link(b"{}"), client.create_session(b"{}", idempotency_key="key-1")):
        lomi.asked.clear()
        with pytest.raises(LomiTrouble):
            await create
        assert len(lomi.asked) == 1


@pytest.mark.parametrize(
    ("error", "kind", "fault"),
    [
        (httpx.ConnectError("x"), NoConnection, "connect"),
        (httpx.ConnectTimeout("x"), NoConnection, "timeout"),
        (httpx.PoolTimeout("x"), NoConnection, "timeout"),
        (httpx.ProxyError("x"), NoConnection, "proxy"),
        (httpx.ReadTimeout("x"), OutcomeUnknown, "timeout"),
        (httpx.WriteTimeout("x"), OutcomeUnknown, "timeout"),
        (httpx.ReadError("x"), OutcomeUnknown, "reset"),
        (httpx.WriteError("x"), OutcomeUnknown, "reset"),
        (httpx.CloseError("x"), OutcomeUnknown, "reset"),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), OutcomeUnknown, "reset"),
        (httpx.RemoteProtocolError("illegal status line"), OutcomeUnknown, "protocol"),
        (httpx.LocalProtocolError("x"), OutcomeUnknown, "protocol"),
        (OSError("bad record mac"), OutcomeUnknown, "reset"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
async def test_every_failure_of_the_line_is_one_of_the_tills_troubles(client, lomi, error, kind, fault):
    lomi.fails(error)
    with pytest.raises(kind) as trouble:
        await client.create_session(b"{}", idempotency_key="key-1")
    assert trouble.value.fault == fault


# ---------------------------------------------------------------- clocks and logs


async def test_the_clock_offset_comes_from_the_date_of_the_answers(client, lomi, clock, a_session):
    assert (client.clock_offset_s, client.last_answer_at, client.last_failure_at) == (0, None, None)
    lomi.answers(a_session, Date="Sat, 14 Mar 2026 12:01:30 GMT")
    await client.session(SESSION_ID)
    assert client.clock_offset_s == 90
    assert client.last_answer_at == clock.now()


async def test_a_captive_portal_is_no_answer_of_lomis(client, lomi, clock):
    lomi.answers(b"<!doctype html>", Date="Sat, 14 Mar 2026 18:00:00 GMT")
    with pytest.raises(OutcomeUnknown):
        await client.session(SESSION_ID)
    assert (client.clock_offset_s, client.last_answer_at) == (0, None)
    assert client.last_failure_at == clock.now()


async def test_a_refusal_is_an_answer_and_no_failure(client, lomi, clock):
    lomi.answers(REFUSAL, 400)
    with pytest.raises(LomiTrouble):
        await client.session(SESSION_ID)
    assert (client.last_answer_at, client.last_failure_at) == (clock.now(), None)


async def test_a_failure_is_told_with_its_time(client, lomi, clock, a_session):
    lomi.answers(a_session)
    lomi.fails(httpx.ConnectError("x"))
    await client.session(SESSION_ID)
    clock.at += timedelta(seconds=30)
    with pytest.raises(NoConnection):
        await client.session(SESSION_ID)
    assert client.last_failure_at - client.last_answer_at == timedelta(seconds=30)


async def test_a_log_line_names_the_call_and_nobody(client, lomi, caplog):
    caplog.set_level(logging.DEBUG)
    lomi.answers({"error": {"code": "x", "message": "Awa, +2250700000000, awa@example.com"}}, 400)
    with pytest.raises(LomiTrouble):
        await client.transactions(TransactionQuery(provider="SECRETVALUE"))
    with pytest.raises(LomiTrouble):
        await client.create_session(b'{"customer_phone":"+2250700000000"}', idempotency_key="key-1")
    request_id = lomi.asked[0].headers["X-Request-Id"]
    assert f"GET /transactions: 400 request_refused in 0 ms ({request_id})" in caplog.text
    for secret in ("0123456789", "07000", "awa@", "Awa", "SECRETVALUE", TEST_KEY):
        assert secret not in caplog.text


async def test_nothing_about_a_client_shows_its_key(client, identity, clock):
    transport = Transport(identity=identity, key=ApiKey(TEST_KEY), clock=clock)
    for thing in (client, transport, *vars(client).values(), *vars(transport).values()):
        assert "0123456789" not in f"{thing!r} {thing!s}"
    await transport.close()


# ---------------------------------------------------------------- proxies and Network


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "nonsense://x", "http://127.0.0.1:x"])
async def test_a_proxy_that_cannot_be_used_is_done_without(client_for, monkeypatch, name, proxy):
    monkeypatch.setenv(name, proxy)
    assert await client_for("https://lomi.example")


async def test_a_network_account_is_sent_where_lomi_takes_it(client_for, lomi, a_session):
    client = await client_for(account="acct_1", inner=httpx.MockTransport(lomi))
    lomi.answers(a_session, 201)
    lomi.answers([])
    await client.create_session(b"{}", idempotency_key="key-1")
    await client.transactions(TransactionQuery())
    assert [sent.headers["Lomi-Account"] for sent in lomi.asked] == ["acct_1", "acct_1"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.session(SESSION_ID),
        lambda client: client.sessions(),
        lambda client: client.create_link(b"{}"),
        lambda client: client.link(SESSION_ID),
        lambda client: client.links(),
        lambda client: client.account(),
        lambda client: client.providers(),
    ],
)
async def test_what_a_network_account_cannot_do_is_refused_before_anything_is_sent(client_for, lomi, ask):
    client = await client_for(account="acct_1", inner=httpx.MockTransport(lomi))
    with pytest.raises(LomiTrouble) as refused:
        await ask(client)
    assert refused.value.message.code == "network_refused"
    assert lomi.asked == []


@pytest.mark.parametrize("bad", ["", "../me", "a/b", "a?b", "a b", "é", "x" * 101, "."])
async def test_what_is_no_id_is_not_even_asked(client, lomi, bad):
    for ask in (client.session, client.link, client.transaction):
        with pytest.raises(NotFound):
            await ask(bad)
    assert lomi.asked == []
