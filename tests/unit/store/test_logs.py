import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lomi_pos.store.logs import FILE_BYTES, FILE_NAME, FILES, start_logging
from lomi_pos.till.masking import mask

KEY = "lomi_sk_live_0123456789abcdefghija1b2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "logs"


def log_of(folder: Path) -> str:
    return (folder / FILE_NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"key {KEY}.", "key lomi_sk_live_...a1b2."),
        (f"'{KEY}'", "'lomi_sk_live_...a1b2'"),
        ("lomi_sk_test_0123456789abcdef", "lomi_sk_test_...cdef"),
        ("lomi_pk_live_0123456789abcdef", "lomi_pk_live_...cdef"),
        ("lomi_sk_live_short", "lomi_sk_live_..."),
        ("{'X-API-Key': 'anything'}", "{'X-API-Key': '...'}"),
        ("(b'x-api-key', b'anything')", "(b'x-api-key', b'...')"),
        ("Authorization: Bearer abc.def", "Authorization: ..."),
        ("awa@example.com wrote", "(e-mail) wrote"),
        ("email=awa.d+shop%40example.co.uk&x", "email=(e-mail)&x"),
        ("call +221 77 123 45 67 now", "call (phone) now"),
        ("+2250700000000", "(phone)"),
        ("00221771234567", "(phone)"),
        ("+229 (01) 97-12-34-56", "(phone)"),
        ('"phone":"771234567"', '"phone":"(phone)"'),
        ("77 123 45 67", "(phone)"),
        ("07.00.00.00.00", "(phone)"),
        ("97-12-34-56", "(phone)"),
    ],
)
def test_keys_and_people_are_masked(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21 14:52:00,123 INFO engine: sale A-041 of 12 500 F CFA is open",
        "2026-11-21T14:52:00.000000Z",
        "12 500 000 F CFA",
        "session 0b0f8bbc-6a43-4a6c-8a4b-2f8f6f2f6a01",
        "session 00000000-0000-4000-8000-123456789012",
        "reference 0000000014U",
        "GET https://api.lomi.africa/checkout-sessions?limit=20 200 in 340 ms",
        "127.0.0.1:8420",
        'File "app.py", line 1234, in charge',
        "lomi_pos.engine.watching",
        "a1b2c3d4e5f60718",
        "3.11.7",
    ],
)
def test_what_helps_is_left_alone(text):
    assert mask(text) == text


@pytest.mark.parametrize("char", ["a", "1", "1 ", ".", "-", "+", "a@", "x.", "lomi_sk_", "authorization: "])
def test_a_very_long_line_is_masked_as_fast_as_a_short_one(char):
    """Half a megabyte of anything: a pattern that tries every start would take minutes."""
    mask(char * (500_000 // len(char)))


def test_the_log_is_masked_wherever_the_key_came_from(folder):
    start_logging(folder)
    log = logging.getLogger("lomi_pos.test")
    log.warning("sent with %s by %s", KEY, {"email": "awa@example.com"})
    try:
        raise ValueError(KEY)  # noqa: TRY301  so that there is a traceback
    except ValueError:
        log.exception("it failed for +221771234567")
    log.warning("here", stack_info=True)
    text = log_of(folder)
    assert KEY not in text
    assert "sent with lomi_sk_live_...a1b2 by {'email': '(e-mail)'}" in text
    assert "ValueError: lomi_sk_live_...a1b2" in text
    assert "it failed for (phone)" in text
    assert "Stack (most recent call last)" in text


def test_a_chain_of_exceptions_is_masked_to_its_first(folder):
    start_logging(folder)
    try:
        try:
            raise KeyError(KEY)  # noqa: TRY301  so that there is a chain
        except KeyError as error:
            raise RuntimeError("awa@example.com") from error
    except RuntimeError:
        logging.getLogger("lomi_pos.test").exception("it failed")
    assert KEY not in log_of(folder)
    assert "awa@" not in log_of(folder)


def test_a_slip_in_a_log_call_does_not_lose_the_line(folder):
    handler = start_logging(folder)
    handler.handle(logging.LogRecord("x", logging.INFO, __file__, 1, "%d things", (f"not a number {KEY}",), None))
    assert "not a number lomi_sk_live_...a1b2" in log_of(folder)


def test_five_files_of_one_megabyte_are_kept(folder):
    start_logging(folder)
    log = logging.getLogger("lomi_pos.test")
    for _ in range(80):
        log.warning("x" * 100_000)
    files = sorted(folder.iterdir())
    assert [one.name for one in files] == [FILE_NAME, *(f"{FILE_NAME}.{n}" for n in range(1, FILES))]
    assert all(one.stat().st_size <= FILE_BYTES for one in files)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")
def test_only_its_owner_may_read_it_also_after_it_was_turned(folder):
    start_logging(folder)
    for _ in range(12):
        logging.getLogger("lomi_pos.test").warning("x" * 100_000)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}


def test_the_level_is_the_one_asked_for(folder):
    start_logging(folder, level="warning")
    log = logging.getLogger("lomi_pos.test")
    log.info("not this")
    log.warning("but this")
    assert "not this" not in log_of(folder)
    assert "but this" in log_of(folder)


def test_starting_twice_writes_each_line_once(folder):
    start_logging(folder)
    start_logging(folder)
    logging.getLogger("lomi_pos.test").warning("once")
    assert log_of(folder).count("once") == 1


def test_a_log_that_cannot_be_written_goes_to_standard_error_masked(tmp_path):
    (tmp_path / "logs").write_text("not a folder")
    script = (
        "import logging, sys; from pathlib import Path; from lomi_pos.store.logs import start_logging;"
        f"start_logging(Path(sys.argv[1])); logging.getLogger('x').warning('with {KEY}')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "logs")], capture_output=True, text=True, check=True
    )
    assert "with lomi_sk_live_...a1b2" in done.stderr
    assert KEY not in done.stderr


def test_a_log_whose_disk_is_gone_is_told_once_and_stops_nothing(tmp_path, capfd):
    start_logging(tmp_path / "logs")
    (tmp_path / "logs").rename(tmp_path / "gone")
    for _ in range(3):
        logging.getLogger("lomi_pos.test").warning("with %s", KEY)
    assert capfd.readouterr().err == "lomi POS cannot write its log: No such file or directory\n"
