"""``lomi-pos doctor``: is everything there that a sale needs?"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from lomi_pos import __version__
from lomi_pos.assembly import Till
from lomi_pos.build_mark import build_mark
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.output import print_json, print_line
from lomi_pos.cli.words import Words
from lomi_pos.store.backups import daily_copies, set_aside_of
from lomi_pos.store.connection import check_can_be_written
from lomi_pos.store.folder import DataFolder
from lomi_pos.till.errors import JournalTrouble, LomiTrouble, SettingsTrouble
from lomi_pos.till.queries import TransactionQuery

_CLOCK_LIMIT_S = 120.0
_LEAST_FREE_MB = 20
_LPSTAT_WAIT_S = 3.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``is_needed``: without it no sale can be taken."""

    name: str
    is_good: bool
    says: str
    is_needed: bool = True

    @property
    def mark(self) -> str:
        if self.is_good:
            return "doctor_ok"
        return "doctor_wrong" if self.is_needed else "doctor_note"


async def doctor(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """Look at everything, say it, and exit 1 if anything that a sale needs is wrong."""
    findings = [*_here(till, words), *[one async for one in _at_lomi(till, words)], *_around(words)]
    is_well = all(one.is_good or not one.is_needed for one in findings)
    if args.json:
        print_json(
            {
                "ok": is_well,
                "checks": [
                    {"name": one.name, "ok": one.is_good, "needed": one.is_needed, "says": one.says} for one in findings
                ],
            }
        )
    else:
        for one in findings:
            print_line(f"{words.say(one.mark):<8}{words.say(f'doctor_name_{one.name}'):<20}{one.says}")
    return Exit.OK if is_well else Exit.FAILED


def _here(till: Till, words: Words) -> Iterator[Finding]:
    version = " ".join(part for part in (__version__, str(build_mark())) if part)
    yield Finding("version", is_good=True, says=f"{version}, Python {platform.python_version()}, {sys.platform}")
    yield Finding("data", _can_write(till.folder.path), str(till.folder.path))
    if till.folder.path.exists():
        free_mb = shutil.disk_usage(till.folder.path).free // 1_000_000
        yield Finding("disk", free_mb >= _LEAST_FREE_MB, words.say("doctor_disk", free=free_mb))
    yield _settings(till, words)
    yield from _journal(till, words)
    yield from _copies(till.folder, words)
    keychain = till.keys.backend or words.say("doctor_no_keychain")
    yield Finding("keychain", till.keys.is_kept, keychain, is_needed=False)


def _settings(till: Till, words: Words) -> Finding:
    wrong = till.book.defaulted
    says = words.say("doctor_settings", names=", ".join(wrong)) if wrong else words.say("doctor_settings_good")
    return Finding("settings", not wrong, says, is_needed=False)


def _can_write(folder: Path) -> bool:
    """Whether a file can be made there. Asking for permission is not enough: the disk itself may be read-only."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
    except OSError:
        return False
    return True


def _journal(till: Till, words: Words) -> Iterator[Finding]:
    try:
        with till.journal_to_read() as journal:
            if journal is None:
                yield Finding("journal", is_good=True, says=words.say("doctor_no_journal"))
                return
            journal.check_soundness()
            since = journal.unasked_since()
        check_can_be_written(till.folder.journal)
    except JournalTrouble as trouble:
        yield Finding("journal", is_good=False, says=words.tell(trouble.message))
        return
    yield Finding("journal", is_good=True, says=words.say("doctor_journal_sound"))
    if since is not None:
        until = since.astimezone().strftime("%Y-%m-%d %H:%M")
        yield Finding("missing", is_good=False, says=words.say("doctor_unasked", until=until), is_needed=False)


def _copies(folder: DataFolder, words: Words) -> Iterator[Finding]:
    copies = daily_copies(folder.backups)
    if copies:
        newest = copies[0].stem.removeprefix("journal-")
        says = words.say("doctor_copies", count=len(copies), newest=newest)
    else:
        says = words.say("doctor_no_copies")
    yield Finding("copies", bool(copies), says, is_needed=False)
    damaged = set_aside_of(folder.journal)
    if damaged:
        files = ", ".join(one.name for one in damaged)
        yield Finding("damaged", is_good=False, says=words.say("doctor_set_aside", files=files), is_needed=False)


async def _at_lomi(till: Till, words: Words) -> AsyncIterator[Finding]:
    try:
        identity = till.identity()
    except SettingsTrouble as trouble:
        yield Finding("key", is_good=False, says=words.tell(trouble.message))
        return
    masked = till.keys.state.masked
    yield Finding("key", is_good=True, says=f"{masked} {identity.environment} {identity.base_url}".strip())
    async with till.open_client() as client:
        try:
            if identity.account:
                await client.transactions(TransactionQuery(limit=1))
                yield Finding("lomi", is_good=True, says=identity.account)
            else:
                account = await client.account()
                yield Finding("lomi", is_good=True, says=account.organization_name or account.environment)
        except LomiTrouble as trouble:
            yield Finding("lomi", is_good=False, says=words.tell(trouble.message))
        offset_s = client.clock_offset_s
    if client.last_answer_at is not None:
        is_near = abs(offset_s) <= _CLOCK_LIMIT_S
        yield Finding("clock", is_near, words.say("doctor_clock", seconds=_signed(offset_s)), is_needed=False)


def _signed(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole:+d}" if whole else "0"


def _around(words: Words) -> Iterator[Finding]:
    """The screen and the printer. Neither is needed: ``charge`` sells from a terminal, without paper."""
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    has_screen = sys.platform in {"win32", "darwin"} or bool(display)
    yield Finding(
        "screen",
        has_screen,
        display or (sys.platform if has_screen else words.say("doctor_no_screen")),
        is_needed=False,
    )
    printers = _printers()
    yield Finding("printer", bool(printers), ", ".join(printers) or words.say("doctor_no_printer"), is_needed=False)


def _printers() -> list[str]:
    lpstat = shutil.which("lpstat")
    if lpstat is None:
        return []
    try:
        found = subprocess.run([lpstat, "-e"], capture_output=True, text=True, timeout=_LPSTAT_WAIT_S, check=False)  # noqa: S603  its own path
    except subprocess.TimeoutExpired:
        return []
    return found.stdout.split()
