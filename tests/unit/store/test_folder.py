import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lomi_pos.store.folder import DataFolder
from lomi_pos.till.errors import DataFolderInUse, JournalReadOnly

HOLD = """
import sys
from pathlib import Path
from lomi_pos.store.folder import DataFolder
with DataFolder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def test_the_folder_is_the_one_given_then_the_environments_then_the_platforms_own(tmp_path, monkeypatch):
    monkeypatch.setenv("LOMI_POS_DATA_DIR", str(tmp_path / "env"))
    assert DataFolder.find(tmp_path / "given").path == tmp_path / "given"
    assert DataFolder.find(None).path == tmp_path / "env"
    monkeypatch.delenv("LOMI_POS_DATA_DIR")
    assert DataFolder.find(None).path.name == "lomi-pos"


def test_finding_a_folder_makes_nothing(tmp_path):
    DataFolder.find(tmp_path / "given").practice()
    assert list(tmp_path.iterdir()) == []


def test_everything_has_its_place(folder):
    names = [
        one.relative_to(folder.path).as_posix()
        for one in (folder.journal, folder.settings, folder.logs, folder.backups, folder.lock)
    ]
    assert names == ["journal.sqlite", "settings.toml", "logs", "backups", "lock"]


def test_practice_has_everything_for_itself(folder):
    practice = folder.practice()
    assert practice.is_practice
    assert practice.journal == folder.path / "practice" / "journal.sqlite"
    assert practice.lock != folder.lock


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")
def test_only_its_owner_may_enter(folder):
    folder.path.mkdir(mode=0o755)
    with folder.locked():
        for one in (folder.path, folder.logs, folder.backups):
            assert stat.S_IMODE(one.stat().st_mode) == 0o700
        assert stat.S_IMODE(folder.lock.stat().st_mode) == 0o600


def test_a_second_till_is_refused_and_told_where(folder):
    with folder.locked():
        with pytest.raises(DataFolderInUse) as in_use, folder.locked():
            pass
        assert str(folder.path) in str(in_use.value)


def test_practice_runs_beside_the_shop(folder):
    with folder.locked(), folder.practice().locked():
        pass


def test_the_folder_is_free_again_afterwards(folder):
    for _ in range(2):
        with folder.locked():
            pass


def test_a_till_that_was_killed_holds_nothing(folder):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(DataFolderInUse), folder.locked():
            pass
        other.kill()
        other.wait()
        with folder.locked():
            pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(JournalReadOnly), DataFolder(tmp_path / "file" / "data").locked():
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's: nothing can be made there, and it has no room")
def test_a_folder_where_nothing_can_be_made_is_not_told_as_a_full_disk():
    with pytest.raises(JournalReadOnly), DataFolder(Path("/proc/lomi-pos")).locked():
        pass
