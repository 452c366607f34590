import sys

import pytest

from lomi_pos.cli import doctor
from lomi_pos.cli import main as cli
from lomi_pos.store import logs
from lomi_pos.store.keychain import Keychain


@pytest.mark.parametrize(("offset_s", "said"), [(-0.4, "0"), (0.2, "0"), (3.6, "+4"), (-130.0, "-130")])
def test_a_clock_is_never_minus_zero_seconds_away(offset_s, said):
    assert doctor._signed(offset_s) == said


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A computer without key, keychain or printer."""
    for name in ("LOMI_API_KEY", "LOMI_API_URL", "LOMI_ACCOUNT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("lomi_pos.assembly.Keychain", lambda key: Keychain(key, find=lambda: None))
    monkeypatch.setattr(doctor, "_printers", list)
    return ["--data-dir", str(tmp_path)]


def test_what_is_not_there_is_said_in_words(bare, capsys):
    assert cli.main([*bare, "--lang", "en", "doctor"]) == 1
    told = capsys.readouterr().out
    assert "none: a key is kept for one run only" in told
    assert "none found" in told


def test_in_french_the_names_and_marks_are_french(bare, capsys):
    cli.main([*bare, "--lang", "fr", "doctor"])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("ERREUR") and "clé" in line for line in lines)
    assert not any(word in line for line in lines for word in ("WRONG", "keychain", "printer", "settings "))


def test_forgetting_a_key_that_is_not_there_says_so(bare, capsys):
    assert cli.main([*bare, "--lang", "en", "key", "forget"]) == 0
    assert capsys.readouterr().out == "There was no key in this computer's keychain.\n"


def test_a_wrong_setting_is_named_and_stops_nothing(bare, capsys, tmp_path):
    (tmp_path / "settings.toml").write_text("[counter]\nvolume = 999\n", encoding="utf-8")
    cli.main([*bare, "--lang", "en", "doctor"])
    assert "counter.volume" in capsys.readouterr().out
    logs.stop_logging()
    assert "counter.volume must be from 0 to 100" in (tmp_path / "logs" / "lomi-pos.log").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_computer_without_a_screen_says_so(bare, capsys, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    cli.main([*bare, "--lang", "en", "doctor"])
    (line,) = [one for one in capsys.readouterr().out.splitlines() if " screen " in one]
    assert line.endswith(" none")
