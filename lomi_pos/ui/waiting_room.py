"""What the waiting screen has room for: the code first, then the words of the sale, then buttons with their words.

All in logical pixels of the view.
"""

from enum import Enum

LARGEST_PX = 84
"""Of the amount."""

BESIDE = (280, 380)
"""How wide the words and buttons beside the code may be."""

_COMFORTABLE = (760, 620)
"""In which everything has its icon and its words."""

_CLOSE_HEIGHT = 500
"""With less than that, and not less than this, the buttons keep their words and draw together."""

_BESIDE_CODE = 460
"""What a small window keeps for the code and the distances."""

_HIGH_ENOUGH_FOR_LARGE = 560

_PRACTICE_ROW = 54
"""What the button of the customer's page takes."""

_WORDS_ROW = 110
"""What a sentence about the sale takes beside the code."""

_NEW_CODE_ROWS = 110
"""What the offer of another code and its warning take."""

_LOW, _LOW_WITH_WORDS = 480, 580
"""So low, and every line counts: the buttons draw together. A sentence about the sale needs more."""


class Room(Enum):
    """What the buttons have beside the code."""

    AMPLE = "icons and words"
    CLOSE = "words, in pairs"
    SMALL = "icons for what is pressed least"


def room_in(width: int, height: int, *, is_practice: bool, has_words: bool, offers_new_code: bool) -> Room:
    if not _is_wide(width):
        return Room.SMALL
    height -= _PRACTICE_ROW if is_practice else 0
    height -= _WORDS_ROW if has_words else 0
    height -= _NEW_CODE_ROWS if offers_new_code else 0
    if height >= _COMFORTABLE[1]:
        return Room.AMPLE
    return Room.CLOSE if height >= _CLOSE_HEIGHT else Room.SMALL


def is_low(height: int, *, has_words: bool) -> bool:
    return height < (_LOW_WITH_WORDS if has_words else _LOW)


def width_beside(width: int) -> int:
    """The most that the words and buttons may take beside the code."""
    return BESIDE[1] if _is_wide(width) else max(BESIDE[0], width - _BESIDE_CODE)


def amount_px(width: int, height: int) -> int:
    """How tall the amount may be above the code."""
    if _is_wide(width) and height >= _HIGH_ENOUGH_FOR_LARGE:
        return LARGEST_PX
    return LARGEST_PX * 3 // 4 if _is_wide(width) and height >= _CLOSE_HEIGHT else LARGEST_PX // 2


def _is_wide(width: int) -> bool:
    return width >= _COMFORTABLE[0]
