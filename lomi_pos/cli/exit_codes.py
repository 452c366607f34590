"""What a command's exit code means. Scripts rely on them."""

from enum import IntEnum


class Exit(IntEnum):
    """The surface's exit codes of ``charge``; the other commands use the same where they apply."""

    PAID = 0
    OK = 0
    FAILED = 1
    """``doctor`` found something wrong that a sale needs; there is no screen for the window; the output is lost."""
    USAGE = 2
    UNPAID = 3
    REFUSED = 3
    NEEDS_A_PERSON = 4
    NOT_REACHED = 5
    FOLDER_IN_USE = 6
