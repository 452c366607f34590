"""A known key, phone number and e-mail address, and a search for them in all that a till leaves behind."""

import asyncio
import contextlib
import json
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from lomi_pos.api.client import LomiClient
from lomi_pos.api.keys import ApiKey, identity_for
from lomi_pos.sandbox.payers import pays
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.logs import start_logging, stop_logging
from lomi_pos.till.ports import Shop
from lomi_pos.till.states import State
from tests.e2e.conftest import Terminal
from tests.e2e.counter import Counter
from tests.faults.till import HurriedClock, open_till

SECRET = "cAnArYcAnArYcAnArYcAnArY7Q3Z"
KEY = f"lomi_sk_test_{SECRET}"
PHONE = "+2250707424242"
EMAIL = "awa.canary@client.example"
PEOPLE = (PHONE, PHONE.removeprefix("+"), PHONE.removeprefix("+225"), EMAIL, "%40client.example")
ECHO = {
    "error": {
        "code": "bad_request",
        "message": f"Refused for {EMAIL}, {PHONE}, key {KEY}",
        "details": [f"phone {PHONE}", {"email": EMAIL, "X-API-Key": KEY}],
    }
}


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with SandboxServer(dialect="live", key=KEY) as running:
        yield running


def check_nothing_shows(text: str, where: object) -> None:
    assert SECRET not in text, f"the key is in {where}"
    for one in PEOPLE:
        assert one not in text, f"{one} is in {where}"


def check_folder(folder: Path) -> list[str]:
    """Search every file; only the journal may name a customer, and nothing the key. Returns the names of the files."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    for one in files:
        content = one.read_bytes().decode("latin-1")
        if one.name.startswith("journal") or one.parent.name == "backups":
            assert SECRET not in content, f"the key is in {one}"
        else:
            check_nothing_shows(content, one)
    return [one.name for one in files]


def trouble(server: SandboxServer) -> None:
    """The next creations meet all that makes a traceback, and a server that repeats what it was sent."""
    for kind in ("drop_after", "captive", "truncated"):
        server.faults.add(kind, method="POST")
    server.faults.add("status", method="POST", status=500, body=ECHO)
    server.faults.add("status", method="GET", status=403, body=ECHO)
    server.faults.add("redirect", method="GET", location=f"https://x.example/?key={KEY}&mail={EMAIL}")


def brief_trouble(server: SandboxServer) -> None:
    """The same where the till's clock is the machine's: one creation lost, and one that is answered with an echo."""
    server.faults.add("drop_after", method="POST")
    server.faults.add("status", method="POST", status=500, body=ECHO)


@pytest.mark.anyio
async def test_an_engine_leaves_no_key_and_no_customer_outside_its_journal(
    hurried_clock: HurriedClock, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    start_logging(tmp_path / "logs", level="DEBUG")
    try:
        with SandboxServer(dialect="live", key=KEY, clock=hurried_clock) as server:
            async with open_till(server, tmp_path / "journal.sqlite", hurried_clock) as till:
                trouble(server)
                await till.charge(customer_phone=PHONE, customer_email=EMAIL, note=f"{EMAIL} {PHONE}")
                server.pay(till.remote_id())
                paid = await till.settles()
                server.faults.add("status", method="POST", status=400, body=ECHO)
                refused = await till.begin(customer_email=EMAIL)
                await till.until(lambda: till.sale(refused).state is State.FAILED)
                for thing in (till.engine, till.line, server.requests[0].headers, paid.identity):
                    assert SECRET not in repr(thing)
                logging.getLogger("anything").error("POST with %s of %s, %s", KEY, EMAIL, PHONE)
    finally:
        stop_logging()

    assert {"journal.sqlite", "lomi-pos.log"} <= set(check_folder(tmp_path))
    check_nothing_shows("".join(capfd.readouterr()), "the output")


def test_no_repr_shows_the_key():
    key = ApiKey(KEY)
    identity = identity_for(key)
    client = LomiClient(identity=identity, key=key, shop=Shop(), clock=HurriedClock())
    try:
        shown = [
            repr(key),
            str(key),
            f"{key!r}",
            repr(identity),
            repr(client),
            repr(vars(client)),
            repr(client._transport),
        ]
        shown += [repr(vars(client._transport)), repr(client._transport._http), repr(vars(client._transport._http))]
    finally:
        asyncio.run(client.close())
    check_nothing_shows("\n".join(shown), "a repr")


def test_a_terminal_shows_no_key_anywhere(server: SandboxServer, tmp_path: Path):
    terminal = Terminal(tmp_path, server)
    server.lomi.every_payer = ()
    brief_trouble(server)
    with terminal.start("--log-level", "DEBUG", "charge", "5000", "--note", f"{EMAIL} {PHONE}", "--json") as charge:
        told = charge.until("open")
        assert SECRET not in Path(f"/proc/{charge.process.pid}/cmdline").read_text(encoding="utf-8")
        server.pay(told["session_id"])
        out, err = charge.process.communicate(timeout=60)
    server.faults.add("status", method="POST", status=400, body=ECHO)
    outputs = [json.dumps(told), out, err]
    for args in (("charge", "700"), ("transactions",), ("doctor",)):
        ended = terminal.run("--log-level", "DEBUG", *args)
        outputs += [ended.stdout, ended.stderr]

    assert SECRET not in "\n".join(outputs)
    assert "lomi-pos.log" in check_folder(tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / "till" / "journal.sqlite")) as db:
        assert EMAIL in str(db.execute("SELECT note FROM sale").fetchall()), "the search would find it"


def test_a_window_shows_no_key_anywhere(
    qapp: object, server: SandboxServer, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    start_logging(tmp_path / "logs", level="DEBUG")
    try:
        server.lomi.every_payer = pays(after_s=0.2)
        with Counter(tmp_path, server) as counter:
            counter.wait_until(lambda: counter.focused_name() == "amount")
            brief_trouble(server)
            counter.window.counter.sale_view.make_options()
            for name, text in {"optionPhone": PHONE, "optionEmail": EMAIL, "note": f"{EMAIL} {PHONE}"}.items():
                field = counter.child(name)
                assert isinstance(field, QLineEdit)
                field.setText(text)
            counter.type("5000")
            counter.press(Qt.Key.Key_Return)
            counter.wait_until(lambda: " paid " in counter.window.windowTitle())
            assert SECRET not in repr(counter.till) + repr(counter.bridge) + repr(counter.till.keys)
    finally:
        stop_logging()

    assert {"journal.sqlite", "lomi-pos.log"} <= set(check_folder(tmp_path))
    check_nothing_shows("".join(capfd.readouterr()), "the output")
