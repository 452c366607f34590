import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from lomi_pos.sandbox.clock import HandClock, MachineClock, read_stamp, stamp
from lomi_pos.sandbox.memory import save
from lomi_pos.sandbox.payers import pays
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.sandbox.trouble import SandboxError

from .shop import OpenShop, Shop


# ---------------------------------------------------------------- life
def test_the_server_leaves_nothing_behind() -> None:
    before = set(threading.enumerate())
    with SandboxServer() as server:
        client = httpx.Client(trust_env=False)
        assert client.get(f"{server.url}/health").status_code == 200
        assert set(threading.enumerate()) - before
    assert set(threading.enumerate()) == before
    with pytest.raises(httpx.TransportError):
        client.get(f"{server.url}/health")
    client.close()


def test_the_server_stops_in_the_middle_of_an_answer() -> None:
    server = SandboxServer().start()
    server.faults.add("delay", delay_s=3600)
    with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as line:
        line.sendall(b"GET /me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while not len(server.requests):  # a moment later it has read the request
            pass
        server.stop()
        assert line.recv(1000) == b""


def test_stopping_twice_is_harmless_and_starting_again_is_possible() -> None:
    server = SandboxServer(key="lomi_sk_test_mine")
    server.start()
    with pytest.raises(SandboxError, match="running already"):
        server.start()
    server.stop()
    server.stop()
    with server:
        assert server.key == "lomi_sk_test_mine"
        assert httpx.get(f"{server.url}/health", trust_env=False).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "shop.example"])  # noqa: S104  that is the point
def test_only_this_machine_is_served(host: str) -> None:
    with pytest.raises(ValueError, match="this machine"):
        SandboxServer(host=host)


def test_localhost_is_this_machine() -> None:
    with SandboxServer(host="localhost") as server:
        assert server.url.startswith("http://127.0.0.1:")
        assert server.checkout == f"{server.url}/checkout"


def test_ipv6_has_its_brackets() -> None:
    server = SandboxServer(host="::1")
    try:
        server.start()
    except OSError:
        pytest.skip("no IPv6 loopback on this machine")
    assert server.url.startswith("http://[::1]:")
    assert httpx.get(f"{server.url}/health", trust_env=False).status_code == 200
    server.stop()


def test_a_taken_port_is_an_error_unless_another_will_do() -> None:
    with SandboxServer() as first:
        port = int(first.url.rpartition(":")[2])
        with pytest.raises(OSError, match=r".+"):
            SandboxServer(port=port).start()
        with SandboxServer(port=port, port_fallback=True) as second:
            assert second.url != first.url


def test_a_key_is_made_when_none_is_given() -> None:
    assert SandboxServer().key.startswith("lomi_sk_test_")
    assert SandboxServer().key != SandboxServer().key


def test_importing_the_server_loads_no_web_server() -> None:
    script = (
        "import sys, lomi_pos.sandbox.server; "
        "print([name for name in ('starlette', 'uvicorn', 'jinja2') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"


def test_many_tills_at_once(either: Shop) -> None:
    def work() -> None:
        with httpx.Client(base_url=either.server.url, headers=either.http.headers, trust_env=False) as client:
            for _ in range(10):
                made = client.post("/checkout-sessions", json=either.order()).json()
                its_id = made.get("data", made)["checkout_session_id"]
                either.server.pay(its_id)

    tills = [threading.Thread(target=work) for _ in range(5)]
    for till in tills:
        till.start()
    for till in tills:
        till.join()
    assert len(either.server.lomi.transactions) == 50


# ---------------------------------------------------------------- memory
def test_practice_survives_a_restart(open_shop: OpenShop, tmp_path: Path, clock: HandClock) -> None:
    file = tmp_path / "practice" / "sandbox.json"
    shop = open_shop(state_file=file)
    first = shop.post("/checkout-sessions", shop.order(), Idempotency_Key="k").json()
    paid, coming = shop.server.lomi.newest_session(), shop.create()
    shop.server.pay(paid.id)
    shop.server.send(pays(60), coming.id)
    link = shop.create_link(expires_at="2026-03-09T10:00:00Z")
    shop.server.stop()
    again = open_shop(state_file=file)
    assert (again.server.key, again.server.url) == (shop.server.key, shop.server.url)
    assert again.server.lomi.sessions == shop.server.lomi.sessions
    assert again.server.lomi.transactions == shop.server.lomi.transactions
    assert again.server.lomi.link(link) == shop.server.lomi.link(link)
    assert again.post("/checkout-sessions", again.order(), Idempotency_Key="k").json() == first
    clock.advance(minutes=1)
    assert again.server.lomi.session(coming.id).status == "completed"


def test_a_key_that_is_asked_for_goes_before_that_of_the_last_run(open_shop: OpenShop, tmp_path: Path) -> None:
    file = tmp_path / "sandbox.json"
    first = open_shop(state_file=file)
    first.server.stop()
    again = open_shop(state_file=file, key="lomi_sk_test_of_my_own_making")
    assert again.server.key == "lomi_sk_test_of_my_own_making"
    assert again.get("/me").status_code == 200
    assert again.get("/me", {"X-API-Key": first.server.key}).status_code == 401


def test_practice_takes_another_port_when_its_own_is_taken(open_shop: OpenShop, tmp_path: Path) -> None:
    file = tmp_path / "sandbox.json"
    first = open_shop(state_file=file)
    second = open_shop(state_file=file)
    assert second.server.url != first.server.url
    assert second.get("/me").status_code == 200


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_practice_file_is_private(open_shop: OpenShop, tmp_path: Path) -> None:
    open_shop(state_file=tmp_path / "sandbox.json")
    assert (tmp_path / "sandbox.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", ["{", "[]", "{}", '{"version": 99}', '{"version": 1, "key": "k", "sessions": [{}]}'])
def test_a_damaged_practice_file_is_set_aside(open_shop: OpenShop, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "sandbox.json"
    file.write_text(damage, encoding="utf-8")
    shop = open_shop(state_file=file)
    assert shop.server.lomi.sessions == {}
    assert shop.create()
    assert (tmp_path / "sandbox.json.unreadable").read_text(encoding="utf-8") == damage
    assert json.loads(file.read_text(encoding="utf-8"))["version"] == 1


def test_practice_goes_on_when_the_disk_does_not(open_shop: OpenShop, tmp_path: Path) -> None:
    (tmp_path / "sandbox.json").mkdir()
    (tmp_path / "sandbox.json" / "in the way").touch()
    shop = open_shop()
    shop.server.lomi.on_change = lambda: save(shop.server.lomi, tmp_path / "sandbox.json", 1)
    assert shop.create()


# ---------------------------------------------------------------- the command
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")
def test_the_command_prints_where_it_is_and_ends_politely(told: signal.Signals) -> None:
    script = (
        "from lomi_pos.sandbox.server import serve_forever; "
        "raise SystemExit(serve_forever(dialect='live', pay_after_s=0))"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        where = json.loads(process.stdout.readline())
        assert where.keys() == {"url", "key", "checkout"}
        headers = {"X-API-Key": where["key"]}
        assert httpx.get(f"{where['url']}/me", headers=headers, trust_env=False).json()["environment"] == "test"
        process.send_signal(told)
        assert process.stdout.read() == ""
    assert process.returncode == 0


# ---------------------------------------------------------------- the clock
def test_times_are_written_and_read_in_utc() -> None:
    assert stamp(read_stamp("2026-03-02T10:00:00.123456+01:00")) == "2026-03-02T09:00:00.123Z"
    assert read_stamp("2026-03-02").isoformat() == "2026-03-02T00:00:00+00:00"
    assert MachineClock().now().utcoffset() is not None
    clock = HandClock()
    assert clock.advance(days=1, hours=1) == clock.now()


def test_after_a_restart_no_old_payment_is_announced_again(open_shop: OpenShop, tmp_path: Path) -> None:
    shop = open_shop("live", state_file=tmp_path / "practice.json")
    shop.server.pay(shop.create().id)
    body = {"url": "http://127.0.0.1:9/", "authorized_events": ["PAYMENT_CREATED", "PAYMENT_SUCCEEDED"]}
    assert shop.post("/webhooks", body).status_code == 201
    shop.server.stop()
    again = open_shop("live", state_file=tmp_path / "practice.json")
    assert again.server.lomi.webhooks.seconds_to_next() is None
