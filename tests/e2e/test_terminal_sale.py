"""A sale from a terminal, from the amount to the money, and what is left when it is interrupted."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from lomi_pos.sandbox.payers import pays, refused_then_pays
from lomi_pos.sandbox.server import SandboxServer
from tests.e2e.conftest import Terminal


def events_of(output: str) -> list[str]:
    return [json.loads(line)["event"] for line in output.splitlines()]


def test_a_sale_is_charged_shown_and_paid(terminal: Terminal, server: SandboxServer):
    server.lomi.every_payer = pays(after_s=0.2)
    ended = terminal.run("charge", "12 500 FCFA", "--note", "deux pagnes", "--json")

    assert ended.returncode == 0, ended.stderr
    assert events_of(ended.stdout) == ["creating", "open", "paid"]
    paid = json.loads(ended.stdout.splitlines()[-1])
    assert (paid["sale"], paid["amount"], paid["received"]) == ("A-001", 12500, 12500)
    assert paid["provider"] == "WAVE"
    assert paid["transaction_id"]

    sales = json.loads(terminal.run("sales", "--json").stdout)["sales"]
    assert [(sale["number"], sale["state"], sale["note"]) for sale in sales] == [("A-001", "paid", "deux pagnes")]
    assert sales[0]["transactions"] == [paid["transaction_id"]]


def test_people_see_a_code_an_address_and_sentences(terminal: Terminal, server: SandboxServer):
    server.lomi.every_payer = pays(after_s=0.2)
    ended = terminal.run("--lang", "fr", "charge", "5000")

    assert ended.returncode == 0, ended.stderr
    assert "▄" in ended.stdout
    assert server.checkout in ended.stdout
    assert "PAYÉ" in ended.stdout


def test_a_link_is_paid_too(terminal: Terminal, server: SandboxServer):
    with terminal.start("charge", "5000", "--link", "--json") as charge:
        opened = charge.until("open")
        page = httpx.get(opened["url"], trust_env=False)
        server.pay(page.headers["Location"].rpartition("/")[2])
        paid = charge.until("paid")
        assert charge.end() == 0
    assert paid["link_id"] == opened["link_id"]
    assert "session_id" not in paid


def test_a_refused_try_leaves_the_code_good(terminal: Terminal, server: SandboxServer):
    server.lomi.every_payer = refused_then_pays(after_s=0.1, again_s=0.3)
    ended = terminal.run("charge", "5000", "--json")
    assert ended.returncode == 0, ended.stderr
    assert events_of(ended.stdout)[-1] == "paid"


def test_an_expired_code_ends_unpaid(terminal: Terminal, server: SandboxServer):
    with terminal.start("charge", "5000", "--json") as charge:
        server.expire(charge.until("open")["session_id"])
        charge.until("expired")
        assert charge.end() == 3


def test_no_wait_ends_once_the_code_is_made(terminal: Terminal):
    ended = terminal.run("charge", "5000", "--no-wait", "--json")
    assert ended.returncode == 0, ended.stderr
    assert events_of(ended.stdout) == ["creating", "open"]


def test_ctrl_c_stops_the_watching_and_recover_finishes_the_sale(terminal: Terminal, server: SandboxServer):
    with terminal.start("charge", "5000", "--json") as charge:
        session_id = charge.until("open")["session_id"]
        assert charge.interrupt() == 3
    server.pay(session_id)

    recovered = terminal.run("recover", "--json")
    assert recovered.returncode == 0, recovered.stderr
    assert [sale["state"] for sale in json.loads(recovered.stdout)["changed"]] == ["paid"]


AT_AN_IMPORT = """
import signal, sys

class Finger:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            exec("signal.raise_signal(signal.SIGINT)", {{"signal": signal}})

sys.meta_path.insert(0, Finger())
"""
"""Ctrl+C while a module is looked for; below an exec(), where CPython counts it as caught by nobody."""


@pytest.mark.parametrize("server", ["documented"], indirect=True)
@pytest.mark.parametrize("module", ["lomi_pos.cli.main", "lomi_pos.cli.parser", "lomi_pos.cli.charge"])
def test_ctrl_c_in_the_first_moments_charges_nothing_and_is_no_crash(
    terminal: Terminal, server: SandboxServer, tmp_path: Path, module: str
):
    (tmp_path / "sitecustomize.py").write_text(AT_AN_IMPORT.format(module=module))
    terminal.env["PYTHONPATH"] = str(tmp_path)

    ended = terminal.run("charge", "5000")

    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", "")
    assert not server.lomi.sessions


def test_a_killed_program_has_lost_nothing(terminal: Terminal, server: SandboxServer):
    with terminal.start("charge", "5000", "--json") as charge:
        session_id = charge.until("open")["session_id"]
        charge.kill()
    server.pay(session_id)

    assert terminal.run("recover").returncode == 0
    sales = json.loads(terminal.run("sales", "--json").stdout)["sales"]
    assert [(sale["state"], sale["received"]) for sale in sales] == [("paid", 5000)]
    creations = [one for one in server.requests if (one.method, one.path) == ("POST", "/checkout-sessions")]
    assert len(creations) == 1


@pytest.mark.parametrize("server", ["documented"], indirect=True)
def test_transactions_and_links_are_listed(terminal: Terminal, server: SandboxServer):
    server.lomi.every_payer = pays(after_s=0.1)
    terminal.run("charge", "5000", "--json")
    listed = json.loads(terminal.run("transactions", "--status", "completed", "--json").stdout)["transactions"]
    assert [(one["gross_amount"], one["fee_amount"], one["provider"]) for one in listed] == [(5000, 125, "WAVE")]

    made = terminal.run("links", "create", "--title", "Don", "--amount", "1000", "--json")
    assert made.returncode == 0, made.stderr
    link_id = json.loads(made.stdout)["link_id"]
    assert json.loads(terminal.run("links", "show", link_id, "--json").stdout)["amount"] == 1000
    assert link_id in terminal.run("links", "list").stdout


def test_a_link_whose_answer_is_lost_is_found_and_not_made_twice(terminal: Terminal, server: SandboxServer):
    server.faults.add("drop_after", method="POST", path_prefix="/payment-links")

    made = terminal.run("links", "create", "--title", "Don", "--amount", "1000", "--json")

    assert made.returncode == 0, made.stderr
    assert list(server.lomi.links) == [json.loads(made.stdout)["link_id"]]
    assert [(one.method, one.path) for one in server.requests].count(("POST", "/payment-links")) == 1


@pytest.mark.parametrize("server", ["documented", "live"], indirect=True)
def test_products_are_listed_and_shown(terminal: Terminal, server: SandboxServer):
    sold, off = [
        json.loads(terminal.run("products", "list", "--active", one, "--json").stdout)["products"]
        for one in ("true", "false")
    ]
    assert {one["product_id"] for one in [*sold, *off]} == set(server.lomi.catalogue.products)
    assert not any(one["is_active"] for one in off)
    basket = next(one for one in sold if one["name"] == "Panier de mangues")
    assert [price["amount"] for price in basket["prices"]] == [2500, 4500]

    shown = terminal.run("products", "show", basket["product_id"])
    assert shown.returncode == 0, shown.stderr
    assert all(price["price_id"] in shown.stdout for price in basket["prices"])
    assert terminal.run("products", "show", "mangoes").returncode != 0


@pytest.mark.parametrize("server", ["documented"], indirect=True)
@pytest.mark.parametrize("form", [("--json",), ()], ids=["json", "people"])
def test_a_reader_who_leaves_does_not_end_the_sale_that_is_watched(
    terminal: Terminal, server: SandboxServer, form: tuple[str, ...]
):
    server.lomi.every_payer = pays(after_s=0.5)
    with terminal.start("charge", "5000", *form) as charge:
        assert charge.process.stdout is not None
        charge.process.stdout.readline()
        charge.process.stdout.close()
        assert charge.process.wait(60) == 0
        assert charge.process.stderr is not None
        assert charge.process.stderr.read() == ""


@pytest.mark.parametrize("server", ["documented"], indirect=True)
def test_a_reader_who_has_enough_of_a_list_is_no_trouble(terminal: Terminal):
    terminal.run("charge", "5000", "--no-wait")
    with terminal.start("doctor") as doctor:
        assert doctor.process.stdout is not None
        doctor.process.stdout.readline()
        doctor.process.stdout.close()
        assert doctor.process.wait(60) in {0, 1}
        assert doctor.process.stderr is not None
        assert doctor.process.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("server", ["documented"], indirect=True)
def test_output_that_a_full_disk_takes_is_no_answer_but_a_charge_says_what_became_of_the_sale(
    terminal: Terminal, server: SandboxServer
):
    server.lomi.every_payer = pays(after_s=0.2)
    for args, code in ((("charge", "5000", "--json"), 0), (("sales", "--json"), 1)):
        with Path("/dev/full").open("w") as full:
            ended = subprocess.run(
                terminal.command(*args), env=terminal.env, stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert ended.returncode == code
        assert ended.stderr.startswith("Not everything could be written to the output")


@pytest.mark.skipif(sys.platform == "win32", reason="closes descriptors as a POSIX shell does")
@pytest.mark.parametrize("server", ["documented"], indirect=True)
def test_without_any_output_a_sale_is_charged_all_the_same(terminal: Terminal, server: SandboxServer):
    server.lomi.every_payer = pays(after_s=0.2)
    ended = subprocess.run(
        ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *terminal.command("charge", "5000")], env=terminal.env, check=False
    )
    assert ended.returncode == 0
