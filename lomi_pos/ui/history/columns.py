"""The columns that the three lists of history share."""

from enum import IntEnum


class Column(IntEnum):
    TIME = 0
    NUMBER = 1
    AMOUNT = 2
    STATUS = 3
    PROVIDER = 4
    CLERK = 5
    NOTE = 6
