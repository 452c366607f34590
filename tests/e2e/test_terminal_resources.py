"""What lomi. keeps, listed and shown in a terminal: each resource in the same way, in JSON and in lines."""

import json
from typing import Any

import pytest

from lomi_pos.sandbox.server import SandboxServer
from tests.e2e.conftest import Terminal

FATOU = "c05e0000-0000-4000-8000-000000000003"
NOBODY = "00000000-0000-4000-8000-000000000000"


def told(terminal: Terminal, *args: str) -> Any:
    ended = terminal.run(*args, "--json")
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.fixture
def sold(terminal: Terminal, server: SandboxServer) -> str:
    """Two sales of Fatou's, one given back; the id of the transaction that was."""
    made = terminal.run("api", "POST", "/charge/wave", "--body", str(wave_body(terminal)))
    assert made.returncode == 0, made.stderr
    for charge in server.lomi.charges.kept:
        server.confirm_charge(charge.id)
    (row,) = server.lomi.transactions.values()
    body = terminal.data / "refund.json"
    body.write_text(json.dumps({"transaction_id": row.id, "amount": row.gross_amount}))
    assert terminal.run("api", "POST", "/refunds", "--body", str(body)).returncode == 0
    return row.id


def wave_body(terminal: Terminal) -> Any:
    asked = {"amount": 5000, "currency": "XOF", "customer": {"name": "Fatou", "phoneNumber": "+2250101345678"}}
    path = terminal.data / "wave.json"
    path.write_text(json.dumps(asked))
    return path


def test_customers_are_found_shown_and_written_down(terminal: Terminal):
    (found,) = told(terminal, "customers", "list", "--search", "fatou")["customers"]
    assert (found["customer_id"], found["name"], found["phone"]) == (FATOU, "Fatou Traoré", "+2250101345678")
    assert told(terminal, "customers", "show", FATOU) == found
    made = told(terminal, "customers", "create", "--name", "Awa Koné", "--phone", "07 07 11 22 33", "--city", "Man")
    assert (made["name"], made["phone"], made["city"]) == ("Awa Koné", "+2250707112233", "Man")
    lines = terminal.run("customers", "list", "--limit", "1").stdout.splitlines()
    assert len(lines) == 1
    assert "Awa Koné" in lines[0]


def test_refunds_and_what_a_customer_paid(terminal: Terminal, sold: str):
    (refund,) = told(terminal, "refunds", "list", "--transaction", sold)["refunds"]
    assert (refund["amount_minor"], refund["transaction_id"]) == (5000, sold)
    assert told(terminal, "refunds", "show", refund["refund_id"])["status"] == "completed"
    assert told(terminal, "refunds", "list", "--transaction", NOBODY) == {"refunds": []}
    (paid,) = told(terminal, "customers", "transactions", FATOU)["transactions"]
    assert paid["transaction_id"] == sold


def test_sessions_also_those_of_others(terminal: Terminal, server: SandboxServer):
    assert terminal.run("charge", "5000", "--no-wait").returncode == 0
    (session,) = told(terminal, "sessions", "list", "--status", "open")["sessions"]
    assert session["checkout_session_id"] == server.lomi.newest_session().id
    assert told(terminal, "sessions", "show", session["checkout_session_id"])["amount"] == {
        "minor": 5000,
        "currency": "XOF",
    }
    assert terminal.run("sessions", "list", "--status", "completed").stdout == "No checkout sessions.\n"


def test_subscriptions_of_one_customer(terminal: Terminal):
    (one,) = told(terminal, "subscriptions", "list", "--customer", FATOU)["subscriptions"]
    assert told(terminal, "subscriptions", "show", one["subscription_id"])["customer_id"] == FATOU
    assert len(terminal.run("subscriptions", "list", "--limit", "2").stdout.splitlines()) == 2


def test_webhooks_never_tell_their_secret(terminal: Terminal, server: SandboxServer):
    body = terminal.data / "hook.json"
    body.write_text(json.dumps({"url": "http://127.0.0.1:9/x", "authorized_events": ["PAYMENT_SUCCEEDED"]}))
    assert terminal.run("api", "POST", "/webhooks", "--body", str(body)).returncode == 0
    (hook,) = told(terminal, "webhooks", "list")["webhooks"]
    assert (hook["url"], hook["events"]) == ("http://127.0.0.1:9/x", ["PAYMENT_SUCCEEDED"])
    shown = terminal.run("webhooks", "show", hook["webhook_id"])
    (kept,) = server.lomi.webhooks.hooks
    assert kept.secret not in shown.stdout + shown.stderr
    assert terminal.run("api", "POST", f"/webhooks/{kept.id}/test").returncode == 0
    (delivery,) = told(terminal, "webhooks", "logs", kept.id, "--failed")["deliveries"]
    assert (delivery["event"], delivery["is_delivered"]) == ("test.webhook", False)


def test_the_account_tells_how_far_each_way_to_pay_is(terminal: Terminal, sold: str):
    account = told(terminal, "account")
    assert account["organization_name"] == "Boutique Baobab"
    ways = {one["code"]: (one["is_connected"], one["onboarding"]) for one in account["providers"]}
    assert (ways["WAVE"], ways["SPI"]) == ((True, "completed"), (False, "pending"))
    lines = terminal.run("account").stdout.splitlines()
    assert "SPI: not connected (pending)" in lines
    assert lines[-1].endswith("F CFA")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("customers", "show", NOBODY), 4, "lomi. ne connaît rien de tel"),
        (("customers", "create", "--name", "Awa", "--phone", "07"), 2, "Aucun client n’a été enregistré."),
        (("links", "create", "--title", "Don", "--amount", "-5"), 2, "Le lien n’est pas créé."),
        (("links", "list", "--limit", "0"), 2, "--limit doit être entre 1 et 10000."),
        (("transactions", "--currency", "GBP"), 2, "Utilisez XOF, USD ou EUR."),
    ],
)
def test_a_refusal_speaks_of_what_was_asked_for(terminal: Terminal, args: tuple[str, ...], code: int, said: str):
    ended = terminal.run("--lang", "fr", *args)
    assert ended.returncode == code, ended.stderr
    assert said in ended.stderr.replace("\u00a0", " ")
    assert "encaissé" not in ended.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("products", "list"), "Pas de connexion.\n"),
        (("key", "check"), "Pas de connexion.\n"),
        (("links", "create", "--title", "Don", "--amount", "500"), "Pas de connexion. Le lien n’est pas créé.\n"),
        (("customers", "create", "--name", "Awa"), "Pas de connexion. Aucun client n’a été enregistré.\n"),
    ],
)
def test_without_a_line_only_a_sale_speaks_of_charging(terminal: Terminal, server: SandboxServer, args, said: str):
    server.stop()
    ended = terminal.run("--lang", "fr", *args)
    assert (ended.returncode, ended.stderr) == (5, said)
