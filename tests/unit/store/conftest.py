from collections.abc import Iterator
from pathlib import Path

import pytest

from lomi_pos.store.journal import SqliteJournal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[SqliteJournal]:
    opened = SqliteJournal.open(path)
    opened._db.execute("PRAGMA busy_timeout = 0")  # nothing waits in a test
    yield opened
    opened.close()
