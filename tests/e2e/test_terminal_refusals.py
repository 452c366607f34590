"""Bad input: one sentence that says what to do, the exit code of the surface, and nothing sent."""

import pytest

from lomi_pos.sandbox.server import SandboxServer
from tests.e2e.conftest import Terminal

KEY = "lomi_sk_test_0123456789abcdef0123456789abcdef"


@pytest.fixture
def server():
    with SandboxServer() as running:
        yield running


@pytest.mark.parametrize(
    "amount", ["0", "-5", "5000.5", "5.000", "1_000", "1e3", "²", "abc", "", "9999999999", "5000 EUR", "5 5"]
)
def test_a_bad_amount_is_refused_and_nothing_is_sent(terminal: Terminal, server: SandboxServer, amount: str):
    ended = terminal.run("charge", "--", amount)
    assert ended.returncode == 2
    assert "Nothing was charged." in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert list(server.requests) == []
    assert terminal.run("sales").stdout.strip() == "No sales."


def test_an_unknown_currency_is_refused(terminal: Terminal):
    ended = terminal.run("charge", "5000", "--currency", "GBP")
    assert (ended.returncode, "GBP" in ended.stderr) == (2, True)


def test_a_provider_that_lomi_does_not_have_is_refused_before_anything_is_written(
    terminal: Terminal, server: SandboxServer
):
    ended = terminal.run("charge", "5000", "--provider", "WAVE", "--provider", "FOO")
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert "FOO" in ended.stderr
    assert list(server.requests) == []
    assert terminal.run("sales").stdout.strip() == "No sales."


def test_practice_without_waiting_says_that_its_page_closes(bare_terminal: Terminal):
    ended = bare_terminal.run("charge", "5000", "--practice", "--no-wait", "--provider", "orange", "--json")
    assert ended.returncode == 0
    assert ended.stderr.startswith("The practice page closes")


@pytest.mark.parametrize(
    ("set_up", "says"),
    [
        ({}, "no lomi. key"),
        ({"LOMI_API_KEY": "lomi_pk_test_0123456789abcdef"}, "publishable"),
        ({"LOMI_API_KEY": "sk_live_something"}, "lomi_sk_live_"),
        ({"LOMI_API_KEY": KEY, "LOMI_API_URL": "https://api.lomi.africa"}, "environment"),
        ({"LOMI_API_KEY": KEY, "LOMI_API_URL": "http://example.com"}, "https://"),
        ({"LOMI_API_KEY": KEY, "LOMI_ACCOUNT": "12345"}, "acct_"),
    ],
)
def test_a_key_or_address_that_cannot_be_is_explained(bare_terminal: Terminal, set_up: dict[str, str], says: str):
    bare_terminal.env |= set_up
    ended = bare_terminal.run("charge", "5000")
    assert ended.returncode == 2
    assert says in ended.stderr
    assert KEY not in ended.stderr + ended.stdout


def test_an_unreadable_settings_file_is_explained(terminal: Terminal):
    settings = terminal.data / "till" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[shop\nname = ", encoding="utf-8")
    ended = terminal.run("charge", "5000")
    assert ended.returncode == 2
    assert "settings.toml" in ended.stderr


def test_without_a_network_nothing_was_charged(bare_terminal: Terminal):
    bare_terminal.env |= {"LOMI_API_KEY": KEY, "LOMI_API_URL": "http://127.0.0.1:9"}
    ended = bare_terminal.run("charge", "5000")
    assert ended.returncode == 5
    assert "No connection. Nothing was charged." in ended.stdout + ended.stderr


def test_a_second_till_on_the_same_folder_is_kept_out(terminal: Terminal):
    with terminal.start("charge", "5000", "--json") as charge:
        charge.until("open")
        second = terminal.run("charge", "5000")
        assert second.returncode == 6
        assert "already open" in second.stderr
        assert second.stderr.endswith("Nothing was charged.\n")
        assert "A-001" in terminal.run("sales").stdout


def test_without_a_screen_the_window_says_what_to_do(terminal: Terminal):
    ended = terminal.run()
    assert ended.returncode == 1
    assert "lomi-pos charge" in ended.stderr


def test_the_key_is_refused_on_standard_input_when_it_is_publishable(bare_terminal: Terminal):
    ended = bare_terminal.run("key", "set", typed="lomi_pk_test_0123456789abcdef\n")
    assert ended.returncode == 2
    assert "publishable" in ended.stderr
