"""``lomi-pos api``: any endpoint from a terminal, once, with JSON for programs and a sentence for people."""

import json
from pathlib import Path

import pytest

from lomi_pos.sandbox.server import SandboxServer
from tests.e2e.conftest import Terminal

ORDER = {
    "amount": 5000,
    "currency_code": "XOF",
    "success_url": "https://shop.example/",
    "cancel_url": "https://shop.example/",
    "allowed_providers": ["WAVE"],
    "title": "Élan",
}
NOBODY = "00000000-0000-4000-8000-000000000000"


def told(stderr: str) -> tuple[str, dict[str, object]]:
    sentence, line = stderr.splitlines()
    error: dict[str, object] = json.loads(line)["error"]
    return sentence, error


def test_a_session_is_made_from_standard_input_and_read_with_a_filter(terminal: Terminal, server: SandboxServer):
    made = terminal.run(
        "api", "post", "/checkout-sessions", "--body", "-", "--idempotency-key", "k-1", typed=json.dumps(ORDER)
    )
    assert (made.returncode, made.stderr) == (0, "")
    answer = json.loads(made.stdout)
    assert answer.get("data", answer)["title"] == "Élan"
    listed = terminal.run("api", "GET", "/checkout-sessions", "--query", "status=open", "--query", "limit=5")
    found = json.loads(listed.stdout)
    assert len(found if isinstance(found, list) else found["data"]) == 1
    assert server.key not in made.stdout + listed.stdout


def test_a_body_is_sent_from_a_file_byte_for_byte(terminal: Terminal, tmp_path: Path):
    file = tmp_path / "body.json"
    file.write_text(json.dumps(ORDER), encoding="utf-8")
    sent = [
        terminal.run("api", "POST", "/checkout-sessions", "--body", str(file), "--idempotency-key", "same")
        for _ in range(2)
    ]
    first, again = (json.loads(one.stdout) for one in sent)
    assert first.get("data", first)["checkout_session_id"] == again.get("data", again)["checkout_session_id"]


def test_a_refusal_is_a_sentence_and_a_line_of_json(terminal: Terminal):
    ended = terminal.run("api", "GET", f"/checkout-sessions/{NOBODY}")
    assert (ended.returncode, ended.stdout) == (3, "")
    sentence, error = told(ended.stderr)
    assert "lomi." in sentence
    assert (error["status"], error["code"]) == (404, "not_found")
    assert error["message"]
    assert error["request_id"]
    assert "details" in error


def test_a_wrong_key_is_not_reached(terminal: Terminal):
    key = "lomi_sk_test_wrong0123456789abcdef"
    terminal.env["LOMI_API_KEY"] = key
    ended = terminal.run("api", "GET", "/me")
    assert ended.returncode == 5
    assert told(ended.stderr)[1]["status"] == 401
    assert key not in ended.stderr + ended.stdout


def test_a_write_without_a_clear_answer_needs_a_person_and_is_sent_once(terminal: Terminal, server: SandboxServer):
    spoiled = server.faults.add("drop_after", method="POST", times=9)
    ended = terminal.run("api", "POST", "/payment-links", "--body", "-", typed="{}")
    assert ended.returncode == 4
    assert "never sent twice" in told(ended.stderr)[0]
    assert spoiled.hits == 1


def test_a_read_without_an_answer_is_not_asked_again_either(terminal: Terminal, server: SandboxServer):
    spoiled = server.faults.add("drop_after", method="GET", times=9)
    ended = terminal.run("api", "GET", "/me")
    assert (ended.returncode, spoiled.hits) == (5, 1)


def test_what_a_network_account_cannot_do_is_refused_before_any_request(terminal: Terminal, server: SandboxServer):
    terminal.env["LOMI_ACCOUNT"] = "acct_sandbox_member"
    ended = terminal.run("api", "GET", "/payment-links")
    assert ended.returncode == 3
    assert "Network" in told(ended.stderr)[0]
    assert list(server.requests) == []


@pytest.mark.parametrize(
    "request_",
    [
        ("GET", "transactions"),
        ("GET", "https://evil.example/transactions"),
        ("GET", "//evil.example"),
        ("GET", "/transactions?limit=1"),
        ("GET", "/transactions/../me"),
        ("GET", "/me#x"),
        ("GET", "/m e"),
        ("GET", "/%2e%2e/me"),
        ("GET", "/me", "--query", "limit"),
        ("GET", "/me", "--query", "a=1", "--query", "a=2"),
        ("GET", "/me", "--body", "-"),
        ("GET", "/me", "--idempotency-key", "k"),
        ("POST", "/refunds", "--idempotency-key", "two words"),
        ("POST", "/refunds", "--body", "no-such-file.json"),
        ("POST", "/refunds", "--body", "."),
        ("PUT", "/me"),
    ],
)
def test_a_request_that_cannot_be_is_wrong_usage(terminal: Terminal, server: SandboxServer, request_: tuple[str, ...]):
    ended = terminal.run("api", *request_)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr
    assert list(server.requests) == []


@pytest.mark.parametrize("body", ["", "{", "{'a': 1}", '{"a": NaN}', '{"a": 1, "a": 2}'])
def test_a_body_that_is_not_json_is_not_sent(terminal: Terminal, server: SandboxServer, body: str):
    ended = terminal.run("api", "POST", "/payment-links", "--body", "-", typed=body)
    assert ended.returncode == 2
    assert "Nothing was sent." in ended.stderr
    assert list(server.requests) == []


def test_it_works_in_practice_without_a_key(bare_terminal: Terminal):
    ended = bare_terminal.run("api", "GET", "/me", "--practice")
    assert ended.returncode == 0
    assert json.loads(ended.stdout)
