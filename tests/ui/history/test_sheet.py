"""The files, read back as a spreadsheet would."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from lomi_pos.till.errors import SaveTrouble
from lomi_pos.till.money import Money
from lomi_pos.ui.history.sheet import Sheet, amount, save_sheet

AT = datetime(2026, 11, 21, 14, 31, 7, tzinfo=UTC)
HOSTILE = ("=1+1", "+225 07", "-5", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")')
SHEET = Sheet(
    "Sales",
    ("Time", "Amount", "Note"),
    [(AT, Decimal(12_500), "Pagne; wax"), (AT, Decimal("12.50"), 'dit "Awa"'), (None, None, "")],
)
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def read_csv(path) -> list[list[str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(path) -> list[list[tuple[str, str]]]:
    """Each cell as its type and its value: ``s`` a text, ``n`` a number, ``f`` a formula."""
    with zipfile.ZipFile(path) as book:
        texts = ["".join(part.itertext()) for part in _tree(book, "sharedStrings.xml").findall("m:si", NAMESPACE)]
        page = _tree(book, "worksheets/sheet1.xml")
    rows = []
    for row in page.iterfind(".//m:row", NAMESPACE):
        cells = []
        for cell in row.iterfind("m:c", NAMESPACE):
            kind = "f" if cell.find("m:f", NAMESPACE) is not None else cell.get("t", "n")
            value = cell.findtext("m:v", "", NAMESPACE)
            cells.append((kind, texts[int(value)] if kind == "s" else value))
        rows.append(cells)
    return rows


def _tree(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(f"xl/{name}"))  # noqa: S314  our own file


@pytest.fixture(autouse=True)
def _english(dressed):
    """Decimals are written as the shop's language writes them."""


def test_a_csv_opens_with_its_columns_and_its_accents(tmp_path):
    save_sheet(SHEET, tmp_path / "a" / "ventes.csv")
    rows = read_csv(tmp_path / "a" / "ventes.csv")
    local = AT.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    assert rows == [
        ["Time", "Amount", "Note"],
        [local, "12500", "Pagne; wax"],
        [local, "12.50", 'dit "Awa"'],
        ["", "", ""],
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_csv_is_taken_for_a_formula(tmp_path, text):
    save_sheet(Sheet("x", ("Note",), [(text,)]), tmp_path / "x.csv")
    assert read_csv(tmp_path / "x.csv")[1] == [f"'{text}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_an_xlsx_is_a_text(tmp_path, text):
    save_sheet(Sheet("x", ("Note",), [(text,)]), tmp_path / "x.xlsx")
    ((kind, _),) = read_xlsx(tmp_path / "x.xlsx")[1]
    assert kind == "s"


def test_amounts_and_times_are_numbers_in_an_xlsx(tmp_path):
    save_sheet(SHEET, tmp_path / "x.xlsx")
    rows = read_xlsx(tmp_path / "x.xlsx")
    assert [kind for kind, _ in rows[1]] == ["n", "n", "s"]
    assert (rows[1][1][1], rows[2][1][1]) == ("12500", "12.5")


def test_an_amount_is_in_major_units():
    assert amount(Money(12_500)) == Decimal(12_500)
    assert amount(Money(1_250, "EUR")) == Decimal("12.50")
    assert amount(None) is None


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_empty_list_is_a_file_with_headings(tmp_path, ending):
    save_sheet(Sheet("x", ("Time", "Note"), []), tmp_path / f"x.{ending}")
    assert (tmp_path / f"x.{ending}").stat().st_size > 0


def test_a_folder_that_cannot_be_made_is_told_and_nothing_is_left(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SaveTrouble):
        save_sheet(SHEET, tmp_path / "file" / "x.csv")
