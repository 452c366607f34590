"""How a row stands: its words, its shape and its colour, which always come together."""

from dataclasses import dataclass

from lomi_pos.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Standing:
    """``words`` in the shop's language, ``shape`` the name of an icon, ``tone`` a colour of the theme."""

    words: str
    shape: str
    tone: Tone
