"""The columns of history's three lists, and what stands over each."""

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from lomi_pos.till.translatable import QT_TRANSLATE_NOOP


class Column(IntEnum):
    TIME = 0
    NUMBER = 1
    AMOUNT = 2
    STATUS = 3
    PROVIDER = 4
    CLERK = 5
    NOTE = 6


Headings = Mapping[Column, str]

_OF_ALL: Headings = {
    Column.TIME: QT_TRANSLATE_NOOP("history_columns", "Time"),
    Column.AMOUNT: QT_TRANSLATE_NOOP("history_columns", "Amount"),
    Column.STATUS: QT_TRANSLATE_NOOP("history_columns", "Status"),
    Column.PROVIDER: QT_TRANSLATE_NOOP("history_columns", "Provider"),
}
_AT_LOMI: Headings = {
    **_OF_ALL,
    Column.NUMBER: QT_TRANSLATE_NOOP("history_columns", "Sale"),
    Column.CLERK: QT_TRANSLATE_NOOP("history_columns", "Customer"),
}
OF_SALES: Headings = {
    **_OF_ALL,
    Column.NUMBER: QT_TRANSLATE_NOOP("history_columns", "Number"),
    Column.CLERK: QT_TRANSLATE_NOOP("history_columns", "Clerk"),
    Column.NOTE: QT_TRANSLATE_NOOP("history_columns", "Note"),
}
OF_TRANSACTIONS: Headings = {**_AT_LOMI, Column.NOTE: QT_TRANSLATE_NOOP("history_columns", "Description")}
OF_SESSIONS: Headings = {**_AT_LOMI, Column.NOTE: QT_TRANSLATE_NOOP("history_columns", "Title")}


def heading(headings: Headings, column: Column) -> str:
    """What stands over ``column``, in the shop's language."""
    return QCoreApplication.translate("history_columns", headings[column])
