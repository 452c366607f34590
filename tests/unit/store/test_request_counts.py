"""The day's number of requests, over a restart."""

from datetime import date
from pathlib import Path

import pytest

from lomi_pos.store.request_counts import RequestCountsFile
from lomi_pos.till.errors import JournalReadOnly

TODAY, TOMORROW = date(2026, 3, 14), date(2026, 3, 15)
SOLD = {TODAY: {"A": 12, "B": 3}}


def test_they_are_remembered_for_that_key_and_day(tmp_path: Path):
    RequestCountsFile(tmp_path / "requests.json").keep("key-1", TODAY, {"list": 7, "create": 2}, tills=3, sold=SOLD)

    again = RequestCountsFile(tmp_path / "requests.json")

    assert again.read("key-1", TODAY) == {"list": 7, "create": 2}
    assert again.read("key-2", TODAY) == {}
    assert again.read("key-1", TOMORROW) == {}
    assert (again.tills("key-1"), again.tills("key-2")) == (3, 1)
    assert (again.sold("key-1"), again.sold("key-2")) == (SOLD, {})
    assert (tmp_path / "requests.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "written", ["", "{", "[]", "null", '{"key": "k", "on": "2026-03-14", "counts": {"list": "x"}}']
)
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path, written: str):
    path = tmp_path / "requests.json"
    path.write_text(written)

    assert RequestCountsFile(path).read("k", TODAY) == {}
    assert RequestCountsFile(path).tills("k") == 1
    assert RequestCountsFile(path).sold("k") == {}


def test_a_number_below_nothing_counts_as_nothing(tmp_path: Path):
    file = RequestCountsFile(tmp_path / "requests.json")
    file.keep("k", TODAY, {"list": -7}, tills=-3, sold={TODAY: {"A": -12, "B": 3}})

    assert file.read("k", TODAY) == {"list": 0}
    assert file.tills("k") == 1
    assert file.sold("k") == {TODAY: {"A": 0, "B": 3}}


def test_a_folder_that_is_gone_is_told(tmp_path: Path):
    with pytest.raises(JournalReadOnly):
        RequestCountsFile(tmp_path / "gone" / "requests.json").keep("k", TODAY, {}, tills=1, sold={})
