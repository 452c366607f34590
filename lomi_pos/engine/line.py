"""The three words for the line to lomi. Apart from the news, so that the strip can be drawn before there is any."""

from enum import StrEnum


class Line(StrEnum):
    """The line to lomi. as the clerk cares about it."""

    UNKNOWN = "unknown"
    UP = "up"
    DOWN = "down"
