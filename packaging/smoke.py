"""Is what was built a till? ``python packaging/smoke.py PROGRAM`` starts it, not the sources, and sells with it.

Needs Python only. In a session with a keychain (``dbus-run-session``, gnome-keyring) that is tried too, and with Xvfb
and xdotool a window; what cannot be tried is said. ``--root DIR`` starts PROGRAM in another system's
root; ``--unplugged`` first takes the network away (Linux; needs the right to).
"""

import argparse
import os
import shutil
import socket
import struct
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import desk_screen
from built_program import BuiltProgram, SmokeFailed, answers, pay, wait_for

KEY = "lomi_sk_test_0000000000000000000000000000smoke"  # of nobody
NOWHERE = "http://127.0.0.1:9"
"""Nobody answers here: nothing of this is asked of the real lomi."""
STORIES: list[Callable[[BuiltProgram], str]] = []


def story(told: Callable[[BuiltProgram], str]) -> Callable[[BuiltProgram], str]:
    STORIES.append(told)
    return told


def expect(is_so: object, what: object) -> None:
    if not is_so:
        raise SmokeFailed(str(what))


# ---------------------------------------------------------------------- without a window
@story
def says_its_version(program: BuiltProgram) -> str:
    done = program.run("--version")
    expect(done.returncode == 0 and done.stdout.startswith("lomi-pos "), done)
    return done.stdout.strip()


@story
def finds_itself_well(program: BuiltProgram) -> str:
    found = {one["name"]: one for one in program.json("doctor", "--practice")["checks"]}
    wrong = [one for one in found.values() if one["needed"] and not one["ok"]]
    expect(not wrong, wrong)
    return f"{found['version']['says']}; keychain: {found['keychain']['says']}"


@story
def knows_which_trouble_it_has_without_a_key(program: BuiltProgram) -> str:
    done = program.run("charge", "5000")
    expect(done.returncode != 0 and done.stderr.strip(), done)
    expect("Traceback" not in done.stderr, done.stderr)
    return f"exit {done.returncode}: {done.stderr.strip()}"


@story
def speaks_french_in_a_terminal(program: BuiltProgram) -> str:
    done = program.run("--lang", "fr", "charge", "5000")
    expect(done.returncode != 0 and "Rien n’a été encaissé." in done.stderr, done)
    return done.stderr.strip()


@story
def keeps_a_key_in_the_keychain(program: BuiltProgram) -> str:
    if sys.platform == "linux" and (program.root is not None or "DBUS_SESSION_BUS_ADDRESS" not in os.environ):
        raise NotHere("no session with a keychain")
    done = program.run("key", "set", typed=KEY + "\n")
    expect(done.returncode == 0 and "keychain" in done.stdout + done.stderr, done)
    again = {one["name"]: one for one in program.json("doctor", LOMI_API_URL=NOWHERE)["checks"]}
    expect(again["key"]["ok"], again["key"])
    expect(program.run("key", "forget").returncode == 0, "the key was not forgotten")
    return f"{again['keychain']['says']} gave {again['key']['says'].split()[0]} back to the next start, and forgot it"


@story
def sells_in_a_terminal(program: BuiltProgram) -> str:
    with program.started("charge", "12500", "--practice", "--json") as charge:
        opened = charge.until("open")
        pay(opened["url"])
        paid = charge.until("paid")
        expect(charge.end() == 0, f"exit {charge.process.returncode}")
    expect(paid["received"] == 12500, paid)  # noqa: PLR2004  what was asked
    return f"{paid['sale']} {paid['amount']} {paid['currency']} by {paid['provider']}"


@story
def loses_nothing_when_it_is_killed(program: BuiltProgram) -> str:
    with program.started("charge", "700", "--practice", "--json") as charge:
        opened = charge.until("open")
        charge.kill()
    expect(program.run("recover", "--practice").returncode == 0, "recover failed")
    sale = next(one for one in program.sales() if one["number"] == opened["sale"])
    expect((sale["state"], sale["attempts"][0]["url"]) == ("open", opened["url"]), sale)
    return f"{sale['number']} is {sale['state']} again, with the same code"


@story
def names_the_version_that_a_newer_journal_needs(program: BuiltProgram) -> str:
    other = BuiltProgram(program.program, program.home / "newer", program.root)
    expect(other.run("charge", "100", "--practice", "--no-wait").returncode == 0, "no sale to begin with")
    other.pretend_newer("9.0")
    before = other.journal.read_bytes()
    done = other.run("sales", "--practice")
    expect(done.returncode != 0 and "9.0" in done.stderr, done)
    expect(other.journal.read_bytes() == before, "it was written to")
    return done.stderr.strip()


@story
def opens_its_window_without_a_screen(program: BuiltProgram) -> str:
    """Qt's offscreen screen: the window is there, sells nothing, and goes when it is told to."""
    other = BuiltProgram(
        program.program, program.home / "offscreen", program.root, more={"QT_QPA_PLATFORM": "offscreen"}
    )
    with other.started("--practice") as window:
        wait_for("the journal of the window", other.journal.exists)
        other.json("sales", "--practice")
        if sys.platform != "win32":
            window.process.terminate()
            expect(window.end() == 0, f"exit {window.process.returncode}: {window.errors}")
    return "opened and closed" if sys.platform != "win32" else "opened"


# ---------------------------------------------------------------------- in a window
class NotHere(Exception):
    """This cannot be tried on this machine; the text says what is missing."""


class Slips:
    """A till printer on this machine, behind a socket."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp:127.0.0.1:{self._listener.getsockname()[1]}"
        self.printed: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            line, _ = self._listener.accept()
            with line:
                parts = []
                while part := line.recv(65536):
                    parts.append(part)
                self.printed.append(b"".join(parts))


@story
def sells_in_a_window(program: BuiltProgram) -> str:
    if not desk_screen.is_possible():
        raise NotHere("no Xvfb and xdotool")
    slips = Slips()
    settings = f'[shop]\nname = "Boutique Awa"\n[printing]\nprinter = "{slips.address}"\nauto = true\n'
    till = BuiltProgram(program.program, program.home / "window", program.root, settings)
    with desk_screen.screen(till) as screen:
        first = _a_sale_in_the_window(till, screen, slips)
        second = _killed_and_recovered(till, screen)
    return f"{first}; {second}"


def _a_sale_in_the_window(till: BuiltProgram, screen: desk_screen.Screen, slips: Slips) -> str:
    with till.started("--practice") as window:
        screen.wait_for_title("lomi POS")
        screen.type("5000")
        screen.press("Return")
        opened = screen.wait_for_title("P-001 open")
        pay(till.sales()[-1]["attempts"][0]["url"])
        paid = screen.wait_for_title("P-001 paid")
        expect("5 000 F CFA" in opened and "5 000 F CFA" in paid, (opened, paid))
        wait_for("the receipt on the till printer", lambda: slips.printed)
        expect(b"Boutique Awa" in slips.printed[0], slips.printed[0])
        document = _receipt_as_pdf(till, screen, window.process.pid)
        with till.started("--practice") as second:
            expect(second.end() == 0, f"second start: exit {second.process.returncode}: {second.errors}")
        expect(window.process.poll() is None, "the first window is gone")
    return f"{paid}; receipt of {len(slips.printed[0])} bytes printed; {document}; a second start raised the first"


def _receipt_as_pdf(till: BuiltProgram, screen: desk_screen.Screen, process_id: int) -> str:
    if till.root is not None or not desk_screen.can_press_by_name():
        return "no PDF tried (no accessibility bus)"
    screen.press_button(process_id, "share")
    screen.press("Down", "Down", "Down", "Return")  # WhatsApp, e-mail, PDF
    (made,) = wait_for("the PDF", lambda: [one for one in till.home.rglob("*.pdf") if one.stat().st_size])
    expect(made.read_bytes().startswith(b"%PDF"), made)
    return f"{made.name} of {made.stat().st_size} bytes"


def _killed_and_recovered(till: BuiltProgram, screen: desk_screen.Screen) -> str:
    with till.started("--practice") as window:
        screen.wait_for_title("lomi POS")
        screen.type("700")
        screen.press("Return")
        screen.wait_for_title("P-002 open")
        window.kill()
    with till.started("--practice"):
        screen.wait_for_title("lomi POS")
        wait_for(
            "practice's lomi., which comes after the window", lambda: answers(till.sales()[-1]["attempts"][0]["url"])
        )
        pay(till.sales()[-1]["attempts"][0]["url"])
        wait_for("the sale to be recovered", lambda: till.sales()[-1]["state"] == "paid")
        return "killed with P-002 open, started again, and P-002 was paid"


# ---------------------------------------------------------------------- without a network
def says_that_there_is_no_network(program: BuiltProgram) -> str:
    done = program.run("charge", "5000", LOMI_API_KEY=KEY)
    expect(done.returncode == 5 and "No connection. Nothing was charged." in done.stdout, done)  # noqa: PLR2004  surface
    sick = program.run("doctor", LOMI_API_KEY=KEY)
    expect(sick.returncode == 1, sick)
    return done.stdout.strip().splitlines()[-1]


def keeps_its_window_open_without_a_network(program: BuiltProgram) -> str:
    if not desk_screen.is_possible():
        raise NotHere("no Xvfb and xdotool")
    program.more |= {"LOMI_API_KEY": KEY}
    with desk_screen.screen(program) as screen, program.started() as window:
        screen.wait_for_title("lomi POS")
        screen.type("5000")
        screen.press("Return")
        wait_for("the sale that was not made", lambda: program.json("sales")["sales"])
        state = wait_for("its end", lambda: {one["state"] for one in program.json("sales")["sales"]} - {"creating"})
        expect(state == {"failed"} and window.process.poll() is None, state)
    return "sale not made, window open"


def unplug() -> None:
    """Leave this process, and what it starts, with nothing but loopback.

    Raises:
        NotHere: that is not ours to do.
    """
    import ctypes  # noqa: PLC0415  Linux only
    import fcntl  # noqa: PLC0415

    new_network, new_user, set_flags, up_and_running = 0x40000000, 0x10000000, 0x8914, 0x41
    uid, gid = os.getuid(), os.getgid()
    if ctypes.CDLL(None).unshare(new_network | (0 if uid == 0 else new_user)) != 0:
        raise NotHere("not allowed to unshare the network")
    if uid:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1", encoding="ascii")
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sh14x", b"lo", up_and_running))


# ---------------------------------------------------------------------- all of it
def main() -> int:
    parser = argparse.ArgumentParser(description="Sell with a built lomi POS.")
    parser.add_argument("program", help="the built program, as seen from --root if that is given")
    parser.add_argument("--root", type=Path, help="start it in this root (chroot)")
    parser.add_argument("--unplugged", action="store_true", help="take the network away first")
    parser.add_argument("--keep", action="store_true", help="keep its home and data, and say where")
    options = parser.parse_args()
    stories = (
        [*STORIES, says_that_there_is_no_network, keeps_its_window_open_without_a_network]
        if options.unplugged
        else STORIES
    )
    home = Path(tempfile.mkdtemp(prefix="lomi-pos-smoke-", dir=options.root / "tmp" if options.root else None))
    named = options.program if options.root else str(Path(options.program).resolve())
    failed = 0
    try:
        if options.unplugged:
            unplug()
            print("unplugged: loopback only")
        for told in stories:
            failed += not _tell(told, BuiltProgram(named, home / told.__name__, options.root))
    except NotHere as reason:
        print(f"not tried: {reason}")
    finally:
        if options.keep:
            print(f"kept: {home}")
        else:
            shutil.rmtree(home, ignore_errors=True)
    print(f"{len(stories) - failed} of {len(stories)} stories told" if not failed else f"{failed} FAILED")
    return 1 if failed else 0


def _tell(told: Callable[[BuiltProgram], str], program: BuiltProgram) -> bool:
    name = told.__name__.replace("_", " ")
    try:
        print(f"ok      {name}: {told(program)}", flush=True)
    except NotHere as reason:
        print(f"skipped {name}: {reason}", flush=True)
    except Exception as trouble:  # noqa: BLE001  the other stories are still worth hearing
        print(f"FAILED  {name}: {type(trouble).__name__}: {trouble}", flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
