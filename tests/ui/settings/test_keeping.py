"""Settings are written down beside the window, also when it goes meanwhile."""

import threading

import shiboken6

from lomi_pos.till.settings import Settings
from lomi_pos.ui.settings.keeping import Keeper
from tests.fakes import FakeBook, FakeKeys


class SlowBook(FakeBook):
    """A disk that takes until ``may_go_on``."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()

    def keep(self, settings: Settings) -> None:
        self.may_go_on.wait()
        super().keep(settings)


def test_what_was_given_is_written_though_the_window_goes(qapp, capfd):
    book = SlowBook()
    keeper = Keeper(book, FakeKeys())
    keeper.destroyed.connect(book.may_go_on.set)
    changed = Settings()
    keeper.keep_settings(changed)

    shiboken6.delete(keeper)

    assert book.settings is changed
    assert capfd.readouterr().err == ""
