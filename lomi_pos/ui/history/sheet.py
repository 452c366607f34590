"""What history shows, as a file for a spreadsheet: CSV or XLSX. No cell of it is ever a formula."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QSaveFile

from lomi_pos.till.errors import SaveTrouble
from lomi_pos.till.money import Money, digits_of
from lomi_pos.till.phrases import phrase_of_disk
from lomi_pos.ui.format import language

Value = str | Decimal | datetime | None

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST, _NARROWEST = 48, 9


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` have a value under each of the ``headings``: amounts in major units, times aware."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def amount(money: Money | None) -> Decimal | None:
    """The amount as a spreadsheet counts it: francs, or euros with their cents."""
    if money is None:
        return None
    return Decimal(money.minor).scaleb(-digits_of(money.currency))


def save_sheet(sheet: Sheet, path: Path) -> None:
    """Write ``sheet`` as ``path`` ends, all of it or nothing. Any thread may call; a thousand rows take some 30 ms.

    Raises:
        SaveTrouble: it could not be written, and what was there before is as it was.
    """
    content = _as_xlsx(sheet) if path.suffix == f".{Kind.XLSX}" else _as_csv(sheet)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveTrouble(phrase_of_disk(error)) from error
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly) or file.write(content) != len(content) or not file.commit():
        raise SaveTrouble(file.errorString())


def _as_csv(sheet: Sheet) -> bytes:
    """With semicolons and a byte order mark: a French Excel opens nothing else by a double click."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_defused(heading) for heading in sheet.headings)
    writer.writerows([_written(value) for value in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value.astimezone():%Y-%m-%d %H:%M:%S}"
        case Decimal():
            return str(value).replace(".", "," if language() == "fr" else ".")
        case _:
            return _defused(value)


def _defused(text: str) -> str:
    """What a spreadsheet would take for a formula is shown as it stands."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def _as_xlsx(sheet: Sheet) -> bytes:
    from xlsxwriter import Workbook  # noqa: PLC0415  only once a file is wanted

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {**safe, "remove_timezone": True}) as book:
        page = book.add_worksheet(sheet.title[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        whole, broken = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "#,##0.00"})
        page.freeze_panes(1, 0)
        for column, heading in enumerate(sheet.headings):
            page.write_string(0, column, heading, bold)
            page.set_column(column, column, _width(heading, [row[column] for row in sheet.rows]))
        for line, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row):
                match value:
                    case datetime():
                        page.write_datetime(line, column, value.astimezone().replace(tzinfo=None), time)
                    case Decimal():
                        page.write_number(line, column, float(value), whole if value == int(value) else broken)
                    case str() if value:
                        page.write_string(line, column, value)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.headings) - 1)
    return out.getvalue()


def _width(heading: str, values: Sequence[Value]) -> int:
    longest = max((len(_written(value)) for value in values), default=0)
    return min(_WIDEST, max(_NARROWEST, len(heading) + 3, longest + 1))
