"""Which build this is, as packaging/build.py wrote it into the bundle."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lomi_pos import build_mark as module
from lomi_pos.build_mark import BuildMark, build_mark


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    build_mark.cache_clear()
    yield
    build_mark.cache_clear()


def baked_in(monkeypatch: pytest.MonkeyPatch, path: Path, text: str) -> BuildMark:
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "resource", lambda _name: path)
    return build_mark()


def test_from_sources_there_is_no_build():
    assert build_mark() == BuildMark()
    assert str(build_mark()) == ""


def test_a_built_program_names_its_commit_and_day(tmp_path, monkeypatch):
    text = '{"version": "0.1.0", "commit": "3b3a82e", "built_on": "2026-11-21"}'
    assert str(baked_in(monkeypatch, tmp_path / "build.json", text)) == "3b3a82e 2026-11-21"


def test_licences_are_looked_for_beside_the_program(tmp_path, monkeypatch):
    (tmp_path / "licences").mkdir()
    monkeypatch.setattr("sys.executable", str(tmp_path / "lomi-pos"))
    mark = baked_in(monkeypatch, tmp_path / "build.json", '{"commit": "", "built_on": "2026-11-21"}')
    assert mark.licences == tmp_path / "licences"


@pytest.mark.parametrize("text", ["", "[]", '{"commit": "3b3a82e"}'])
def test_a_damaged_mark_stops_nothing(tmp_path, monkeypatch, text):
    assert baked_in(monkeypatch, tmp_path / "build.json", text) == BuildMark()
