"""What the waiting screen has room for: the code first, then the words of the sale, then buttons with their words.

All in logical pixels of the view.
"""

from enum import Enum

LARGEST_PX = 84
"""Of the amount."""

BESIDE = (280, 380)
"""How wide the words and buttons beside the code may be."""

_WIDE = 760
_HIGH_ENOUGH = 500
"""For an amount that is not the smallest."""

_BESIDE_CODE = 460
"""What a small window keeps for the code and the distances."""

_HIGH_ENOUGH_FOR_LARGE = 560


class Room(Enum):
    """What the buttons have beside the code."""

    AMPLE = "icons and words"
    CLOSE = "words, in pairs"
    SMALL = "icons for what is pressed least"


FROM_AMPLE = ((Room.AMPLE, False), (Room.CLOSE, False), (Room.SMALL, False), (Room.SMALL, True))
"""What is tried in turn, until nothing is cut; the last also draws the rows together, where every line counts."""


def width_beside(width: int) -> int:
    """The most that the words and buttons may take beside the code."""
    return BESIDE[1] if _is_wide(width) else max(BESIDE[0], width - _BESIDE_CODE)


def amount_px(width: int, height: int) -> int:
    """How tall the amount may be above the code."""
    if _is_wide(width) and height >= _HIGH_ENOUGH_FOR_LARGE:
        return LARGEST_PX
    return LARGEST_PX * 3 // 4 if _is_wide(width) and height >= _HIGH_ENOUGH else LARGEST_PX // 2


def _is_wide(width: int) -> bool:
    return width >= _WIDE
