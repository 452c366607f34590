"""The Windows installer: sound for NSIS, in both languages, and no enemy of the sales."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from windows_installer import SCRIPT, make_setup, sign

TEXT = SCRIPT.read_text(encoding="utf-8")


def sentences(language: str) -> dict[str, str]:
    return dict(re.findall(rf'^LangString (\w+) \${{LANG_{language}}} "(.*)"$', TEXT, re.MULTILINE))


def test_every_sentence_is_there_in_both_languages():
    french, english = sentences("FRENCH"), sentences("ENGLISH")
    assert french.keys() == english.keys() != set()
    assert all(french[name] != english[name] for name in french)


def test_it_needs_no_administrator_and_writes_for_one_person_only():
    assert "RequestExecutionLevel user" in TEXT
    assert "HKLM" not in TEXT


def test_nothing_is_taken_away_but_what_it_brought():
    taken = re.findall(r'^\s*(?:RMDir|Delete)(?: /r)? "(.+)"$', TEXT, re.MULTILINE)
    assert taken
    assert all(one.startswith(("$INSTDIR", "$SMPROGRAMS\\")) for one in taken)
    assert 'RMDir /r "$INSTDIR"' not in TEXT  # a person chose that folder, and may keep other things in it


def test_the_uninstaller_says_where_the_sales_are():
    assert '!define DATA "$LOCALAPPDATA\\lomi-pos"' in TEXT
    assert all("${DATA}" in sentences(language)["DATA_KEPT"] for language in ("FRENCH", "ENGLISH"))


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs nsis")
def test_makensis_takes_it_without_a_warning(tmp_path: Path):
    folder = tmp_path / "lomi-pos"
    (folder / "_internal").mkdir(parents=True)
    (folder / "licences").mkdir()
    for name in ("lomi-pos.exe", "lomi-pos-window.exe", "_internal/python311.dll", "licences/NOTICE.txt"):
        (folder / name).write_bytes(b"MZ")
    Image.new("RGBA", (48, 48)).save(tmp_path / "lomi-pos.ico")
    setup = make_setup(folder, tmp_path, tmp_path, "0.1.0")
    assert setup.name == "lomi-pos-0.1.0-setup.exe"
    assert setup.read_bytes()[:2] == b"MZ"


def test_without_a_certificate_it_is_said_that_nothing_is_signed(capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("LOMI_POS_WINDOWS_CERTIFICATE", raising=False)
    sign(tmp_path / "lomi-pos.exe")
    assert "NOT SIGNED" in capsys.readouterr().out
