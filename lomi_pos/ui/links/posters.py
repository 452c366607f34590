"""A link's poster on a sheet: the same lines and the same painter as receipts, on papers for a wall."""

from pathlib import Path

from lomi_pos.till.links import KnownLink
from lomi_pos.till.poster import poster_of
from lomi_pos.till.settings import SettingsBook
from lomi_pos.till.slip import Slip
from lomi_pos.ui.links.saving import NotSaved, make_folder
from lomi_pos.ui.printing.paper import POSTER_PAPERS, Paper
from lomi_pos.ui.printing.sheets import lay_out, save_pdf
from lomi_pos.ui.printing.words import PaperWords

PAPERS = tuple(POSTER_PAPERS.values())
_CODE_SHARES = (0.75, 0.68, 0.6, 0.52, 0.45)
"""How much of the paper's width the code takes: the largest share that leaves everything on one sheet."""


class Posters:
    """Makes posters with the shop's name and logo as they stand in the settings."""

    def __init__(self, book: SettingsBook, *, is_practice: bool) -> None:
        self._book = book
        self._is_practice = is_practice

    def slip(self, link: KnownLink, paper: Paper) -> Slip:
        """The poster of ``link``, on one sheet of ``paper``."""
        for share in _CODE_SHARES:
            slip = poster_of(
                link,
                self._book.settings.shop,
                PaperWords(),
                mark=self._mark_of(link),
                sheet=paper.name,
                code_mm=paper.width_mm * share,
            )
            if len(lay_out(slip, paper).pages) == 1:
                break
        return slip

    def save(self, link: KnownLink, paper: Paper, path: Path) -> None:
        """Raises ``NotSaved``: then the file that was there is as it was."""
        make_folder(path)
        if not save_pdf(self.slip(link, paper), paper, path):
            raise NotSaved(str(path))

    def _mark_of(self, link: KnownLink) -> str:
        if self._is_practice:
            return "practice"
        return "" if link.link is not None and link.link.environment == "live" else "test"
