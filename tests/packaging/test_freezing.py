"""Two builds are compared by what they hold, not by when they were made."""

import os
import sys
from pathlib import Path

import pytest

from freezing import differing, settle, size_of, tree_hash

EPOCH = 1_795_240_130


def folder(path: Path, text: str = "same", moment: int = 1) -> Path:
    (path / "inner").mkdir(parents=True)
    (path / "inner" / "file").write_text(text, encoding="utf-8")
    (path / "program").write_text("run", encoding="utf-8")
    os.utime(path / "program", (moment, moment))
    return path


def test_the_same_files_have_the_same_hash_whenever_they_were_written(tmp_path):
    one, other = folder(tmp_path / "one", moment=1), folder(tmp_path / "other", moment=999)
    assert tree_hash(one) == tree_hash(other)
    assert differing(one, other) == []


def test_another_byte_another_name_and_a_missing_file_are_named(tmp_path):
    one, other = folder(tmp_path / "one"), folder(tmp_path / "other", text="diff")
    (other / "program").rename(other / "programme")
    assert tree_hash(one) != tree_hash(other)
    assert differing(one, other) == ["inner/file", "program", "programme"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another matter there")
def test_a_settled_folder_bears_one_moment_and_the_usual_rights(tmp_path):
    made = folder(tmp_path / "made")
    (made / "program").chmod(0o700)
    (made / "inner" / "file").chmod(0o600)
    settle(made, EPOCH)
    assert {int(path.stat().st_mtime) for path in [made, *made.rglob("*")]} == {EPOCH}
    assert (made / "program").stat().st_mode & 0o777 == 0o755
    assert (made / "inner" / "file").stat().st_mode & 0o777 == 0o644


def test_the_size_counts_each_file_once(tmp_path):
    made = folder(tmp_path / "made")
    (made / "link").symlink_to("program")
    assert size_of(made) == len("same") + len("run")
