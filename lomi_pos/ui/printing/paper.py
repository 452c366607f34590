"""The papers a shop has: sheets, and rolls as long as what is on them."""

from dataclasses import dataclass

from lomi_pos.till.settings import PaperName

UNITS_A_POINT = 10
UNITS_A_MM = 72 * UNITS_A_POINT / 25.4
"""Paper is laid out in tenths of a point: fonts have whole sizes only."""


@dataclass(frozen=True, slots=True)
class Paper:
    """``dots`` and ``columns`` are what a till printer of this width has at 203 dpi, in its own font A."""

    name: str
    width_mm: float
    height_mm: float | None
    """None: a roll."""
    margin_mm: float
    text_pt: float
    widest_mm: float
    """How wide the lines are at most: a receipt does not spread over all of an A4 sheet."""
    dots: int = 576
    columns: int = 48

    @property
    def is_roll(self) -> bool:
        return self.height_mm is None


A4 = Paper("A4", 210, 297, 18, 11, 120)
A6 = Paper("A6", 105, 148, 7, 8.5, 95)
ROLL_80 = Paper("80mm", 72, None, 1, 8.5, 72)
"""80 mm wide, of which a printer's head reaches 72."""
ROLL_58 = Paper("58mm", 48, None, 0.5, 7.5, 48, dots=384, columns=32)

PAPERS: dict[PaperName, Paper] = {"A4": A4, "A6": A6, "80mm": ROLL_80, "58mm": ROLL_58}
"""What the settings can name."""

POSTER_A5 = Paper("A5", 148, 210, 10, 13, 128)
POSTER_A6 = Paper("A6", 105, 148, 7, 9.5, 91)
POSTER_PAPERS = {paper.name: paper for paper in (POSTER_A5, POSTER_A6)}
"""For a wall: larger letters than a receipt's."""


def roll_of(paper: Paper) -> Paper:
    """The roll that a till printer has, whatever the paper in the settings is."""
    return paper if paper.is_roll else ROLL_80
