"""Trouble on the disk, made for real: what the clerk reads, and that nothing is sent that could not be written down."""

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from lomi_pos.sandbox.payers import pays
from lomi_pos.sandbox.server import SandboxServer
from lomi_pos.store.backups import back_up_daily, daily_copies, set_aside_of
from lomi_pos.till.journal_words import JOURNAL_SENTENCES
from tests.e2e.conftest import Running, Terminal

resource = pytest.importorskip("resource", reason="files are kept small with what Unix has")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are made with what Unix has")

YESTERDAY = date(2026, 11, 20)


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with SandboxServer() as running:
        running.lomi.every_payer = pays(after_s=0)
        yield running


@pytest.fixture
def terminal(tmp_path: Path, server: SandboxServer) -> Terminal:
    return Terminal(tmp_path, server)


@pytest.fixture
def folder(terminal: Terminal) -> Path:
    return terminal.data / "till"


@pytest.fixture
def journal(folder: Path) -> Path:
    return folder / "journal.sqlite"


def words(code: str) -> str:
    """The sentence up to its first value: as much of it as is the same every time."""
    return JOURNAL_SENTENCES[code].split("{", maxsplit=1)[0].strip()


def sell(terminal: Terminal, amount: int = 5000) -> dict[str, object]:
    """One sale, charged and paid."""
    ended = terminal.run("charge", str(amount), "--json")
    assert ended.returncode == 0, ended.stderr
    told: dict[str, object] = json.loads(ended.stdout.splitlines()[-1])
    return told


def has_sold(terminal: Terminal, amount: int = 5000) -> str:
    """The number of one sale that was charged and paid before the test begins."""
    told = terminal.run_here("charge", str(amount), "--json")
    return str(json.loads(told.splitlines()[-1])["sale"])


def numbers(terminal: Terminal) -> list[str]:
    ended = terminal.run("sales", "--json")
    assert ended.returncode == 0, ended.stderr
    return sorted(sale["number"] for sale in json.loads(ended.stdout)["sales"])


def sent(server: SandboxServer) -> list[str]:
    return [f"{one.method} {one.path}" for one in server.requests if one.method == "POST"]


def checks(terminal: Terminal) -> tuple[int, dict[str, tuple[bool, str]]]:
    """What ``doctor`` says: its exit code, and name to (is good, words)."""
    ended = terminal.run("doctor", "--json")
    found = json.loads(ended.stdout)["checks"]
    return ended.returncode, {one["name"]: (one["ok"], one["says"]) for one in found}


def assert_refused(terminal: Terminal, server: SandboxServer, code: str) -> None:
    """A charge is refused with its sentence, and lomi. hears nothing of it."""
    before = sent(server)
    ended = terminal.run("charge", "5000")
    assert words(code) in ended.stderr
    assert ended.returncode != 0
    assert sent(server) == before


def execute(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


# ---------------------------------------------------------------------------- nothing can be written
def test_a_journal_that_another_program_holds_is_busy_and_nothing_is_sent(
    terminal: Terminal, server: SandboxServer, journal: Path
):
    has_sold(terminal)
    with contextlib.closing(sqlite3.connect(journal, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")

        assert_refused(terminal, server, "journal_busy")
        code, found = checks(terminal)

        assert (code, found["journal"][0]) == (1, False)
        assert found["journal"][1].startswith("The sales journal is busy.")
        holder.execute("ROLLBACK")
    assert sell(terminal)["sale"] == "A-002"


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody writes there, not even root: the folder is mounted read-only over itself."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode != 0:
        pytest.skip("nothing may be mounted here, and root writes into any folder")
    subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_read_only_folder_takes_no_sale_and_nothing_is_sent(terminal: Terminal, server: SandboxServer, folder: Path):
    has_sold(terminal)
    with read_only(folder):
        assert_refused(terminal, server, "journal_read_only")
        assert numbers(terminal) == ["A-001"]
        code, found = checks(terminal)
        assert (code, found["data"][0]) == (1, False)
    assert sell(terminal)["sale"] == "A-002"


def with_small_files(terminal: Terminal, most_bytes: int) -> Terminal:
    """The same till on a disk on which no file may grow beyond so many bytes."""

    class Cramped(Terminal):
        def run(self, *args: str, typed: str | None = None) -> "subprocess.CompletedProcess[str]":
            return subprocess.run(
                self.command(*args),
                env=self.env,
                input=typed,
                capture_output=True,
                text=True,
                check=False,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes)),
            )

    cramped = Cramped(terminal.data)
    cramped.env = terminal.env
    return cramped


def test_a_full_disk_takes_no_sale_and_nothing_is_sent(terminal: Terminal, server: SandboxServer, journal: Path):
    """A real disk without a free page, where one can be mounted."""
    folder = journal.parent
    folder.mkdir(mode=0o700)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=False).returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        sell(terminal)
        with contextlib.suppress(OSError), (folder / "films").open("wb", buffering=0) as films:
            while films.write(bytes(4096)):
                pass
        assert_refused(terminal, server, "journal_full")
        code, found = checks(terminal)
        assert (code, found["disk"][0]) == (1, False)
        (folder / "films").unlink()
        assert sell(terminal)["sale"] != "A-001"
    finally:
        subprocess.run(["umount", folder], check=True)


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A real disk at ``folder``, that can be filled and pulled out."""
    folder.mkdir(mode=0o700)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=False).returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], capture_output=True, check=False)


def until_said(charge: Running, code: str) -> None:
    """Read on in what the program says of its troubles, to the sentence that is meant."""
    assert charge.process.stderr is not None
    said = []
    for line in charge.process.stderr:
        said.append(line)
        if words(code) in line:
            return
    pytest.fail(f"it never said {code}: {said}")


def test_a_disk_that_fills_while_a_sale_waits_says_it_may_be_paid_and_shows_it_once_there_is_space(
    terminal: Terminal, server: SandboxServer, folder: Path
):
    server.lomi.every_payer = ()
    with small_disk(folder), terminal.start("charge", "5000", "--json") as charge:
        session_id = charge.until("open")["session_id"]
        with contextlib.suppress(OSError), (folder / "films").open("wb", buffering=0) as films:
            while films.write(bytes(4096)):
                pass
        server.pay(session_id)
        until_said(charge, "journal_full_in_use")
        assert "nothing was charged" not in JOURNAL_SENTENCES["journal_full_in_use"]

        (folder / "films").unlink()
        assert charge.until("paid")["received"] == 5000


def test_a_disk_that_is_pulled_out_while_a_sale_waits_shows_nothing_that_would_be_lost(
    terminal: Terminal, server: SandboxServer, folder: Path
):
    server.lomi.every_payer = ()
    with small_disk(folder), terminal.start("charge", "5000", "--json") as charge:
        session_id = charge.until("open")["session_id"]
        subprocess.run(["umount", "-l", folder], check=True)
        server.pay(session_id)
        until_said(charge, "journal_moved_in_use")
        charge.process.send_signal(signal.SIGINT)
        out, _ = charge.process.communicate(timeout=60)
        assert '"paid"' not in out
        assert charge.process.returncode == 3


def test_a_journal_that_may_not_grow_takes_no_sale_and_nothing_is_sent(
    terminal: Terminal, server: SandboxServer, journal: Path
):
    has_sold(terminal)
    cramped = with_small_files(terminal, 1024)

    before = sent(server)
    ended = cramped.run("charge", "5000")

    assert ended.returncode != 0
    assert any(words(code) in ended.stderr for code in ("journal_full", "journal_read_only"))
    assert sent(server) == before
    assert numbers(terminal) == ["A-001"]


# ---------------------------------------------------------------------------- from a newer version
def test_a_journal_of_a_newer_version_is_not_touched(terminal: Terminal, server: SandboxServer, journal: Path):
    has_sold(terminal)
    execute(journal, "PRAGMA user_version = 99", "UPDATE meta SET value = '9.0' WHERE name = 'app_version'")
    execute(journal, "PRAGMA wal_checkpoint(TRUNCATE)")
    before = journal.read_bytes()

    assert_refused(terminal, server, "journal_too_new")

    assert "9.0" in terminal.run("recover").stderr
    assert journal.read_bytes() == before
    assert set_aside_of(journal) == []
    code, found = checks(terminal)
    assert (code, found["journal"][0]) == (1, False)


# ---------------------------------------------------------------------------- damaged
def with_noise(path: Path) -> None:
    path.write_bytes(os.urandom(8192))


def cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


def with_holes(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 512] = os.urandom(512)
    path.write_bytes(content)


DAMAGES = [with_noise, cut_in_half, emptied, gone, with_holes]


def damage(journal: Path, how: Callable[[Path], None]) -> None:
    execute(journal, "PRAGMA wal_checkpoint(TRUNCATE)")
    for beside in ("-wal", "-shm"):
        journal.with_name(journal.name + beside).unlink(missing_ok=True)
    how(journal)


@pytest.fixture
def copied(terminal: Terminal, server: SandboxServer, journal: Path) -> tuple[str, str]:
    """Sold and copied yesterday, and sold twice since: the numbers that only lomi. knows."""
    has_sold(terminal, 1000)
    for copy in daily_copies(journal.parent / "backups"):
        copy.unlink()
    assert back_up_daily(journal, journal.parent / "backups", YESTERDAY) is not None
    since = has_sold(terminal, 2000), has_sold(terminal, 3500)
    for copy in daily_copies(journal.parent / "backups"):
        if YESTERDAY.isoformat() not in copy.name:
            copy.unlink()
    return since


@pytest.mark.parametrize("how", DAMAGES, ids=lambda how: how.__name__)
def test_a_damaged_journal_is_set_aside_its_copy_opened_and_lomi_asked(
    terminal: Terminal, journal: Path, copied: tuple[str, str], how: Callable[[Path], None]
):
    damage(journal, how)
    found = checks(terminal)[1]
    assert found["journal"][0] is False
    assert "2026-11-20" in found["copies"][1]

    ended = terminal.run("recover")

    assert words("copy_restored") in ended.stderr
    assert f"2 sales of this till that are missing from the journal: {', '.join(copied)}." in ended.stderr
    assert "5 500" in ended.stderr.replace("\u202f", " ").replace("\xa0", " ")
    assert numbers(terminal) == ["A-001"]
    assert len(set_aside_of(journal)) == (how is not gone)
    code, found = checks(terminal)
    assert (code, found["journal"][0]) == (0, True)
    assert ("damaged" in found) == (how is not gone)
    assert sell(terminal)["sale"] not in {"A-001", *copied}
    assert "copy" not in terminal.run("recover").stderr, "it is said once"


def test_until_lomi_was_asked_every_start_says_what_may_be_missing(
    terminal: Terminal, server: SandboxServer, journal: Path, copied: tuple[str, str]
):
    damage(journal, with_noise)
    server.faults.drop_connections(3600)
    assert words("copy_restored") in terminal.run("recover").stderr
    assert checks(terminal)[1]["missing"][0] is False
    assert words("copy_put_back") in terminal.run("recover").stderr

    server.faults.clear()
    assert ", ".join(copied) in terminal.run("recover").stderr
    assert "missing" not in checks(terminal)[1]


def test_the_newest_good_copy_is_taken_and_not_a_bad_one(terminal: Terminal, journal: Path, copied: tuple[str, str]):
    newest = journal.parent / "backups" / "journal-2026-11-22.sqlite"
    newest.write_bytes(os.urandom(8192))
    damage(journal, with_noise)

    assert words("copy_restored") in terminal.run("recover").stderr
    assert numbers(terminal) == ["A-001"]


@pytest.mark.parametrize("has_bad_copy", [False, True])
def test_without_a_good_copy_a_new_journal_begins_at_higher_numbers_and_says_so(
    terminal: Terminal, journal: Path, copied: tuple[str, str], has_bad_copy: bool
):
    for copy in daily_copies(journal.parent / "backups"):
        if has_bad_copy:
            copy.write_bytes(b"noise")
        else:
            copy.unlink()
    damage(journal, with_noise)

    ended = terminal.run("recover")

    assert words("copy_none") in ended.stderr
    assert "3 sales of this till that are missing from the journal" in ended.stderr
    assert sell(terminal)["sale"] == "A-10001"
    assert len(set_aside_of(journal)) == 1


def test_a_charge_goes_on_after_the_damage_and_says_what_was_done(
    terminal: Terminal, journal: Path, copied: tuple[str, str]
):
    damage(journal, with_holes)

    ended = terminal.run("charge", "700", "--json")

    assert ended.returncode == 0
    assert words("copy_restored") in ended.stderr
    assert len(numbers(terminal)) == 2


# ---------------------------------------------------------------------------- restored from yesterday
def put_back(journal: Path, copy: Path) -> None:
    for beside in ("-wal", "-shm"):
        journal.with_name(journal.name + beside).unlink(missing_ok=True)
    shutil.copyfile(copy, journal)


def test_a_copy_put_back_by_hand_never_gives_a_number_twice(terminal: Terminal, journal: Path, copied: tuple[str, str]):
    put_back(journal, daily_copies(journal.parent / "backups")[0])

    ended = terminal.run("recover")

    assert words("copy_put_back") in ended.stderr
    assert ", ".join(copied) in ended.stderr
    assert sell(terminal)["sale"] == "A-1002"


def test_a_file_of_yesterday_that_is_no_copy_of_ours_is_seen_by_the_copies_made_since(
    terminal: Terminal, journal: Path, tmp_path: Path
):
    has_sold(terminal)
    execute(journal, "PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(journal, tmp_path / "carried away")
    given = sell(terminal)["sale"]
    assert back_up_daily(journal, journal.parent / "backups", YESTERDAY.replace(year=2027)) is not None
    put_back(journal, tmp_path / "carried away")

    assert words("copy_put_back") in terminal.run("recover").stderr
    assert sell(terminal)["sale"] not in {"A-001", given}


# ---------------------------------------------------------------------------- once a day
def test_every_day_on_which_it_is_open_has_its_copy(terminal: Terminal, journal: Path):
    has_sold(terminal)
    terminal.run("recover")
    (copy,) = daily_copies(journal.parent / "backups")
    with contextlib.closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT number FROM sale").fetchall() == [("A-001",)]
