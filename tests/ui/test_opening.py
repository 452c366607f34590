"""From the first paint to a window that is complete."""

import pytest

from lomi_pos.app import _Opening
from lomi_pos.assembly import Till
from lomi_pos.store.folder import DataFolder
from lomi_pos.store.keychain import Keychain
from lomi_pos.store.settings import SettingsFile
from lomi_pos.ui.window import MainWindow
from tests.fakes import FakeBridge


@pytest.fixture
def till(tmp_path):
    folder = DataFolder(tmp_path)
    folder.prepare()
    return Till(folder, SettingsFile(folder.settings), Keychain(""))


@pytest.mark.usefixtures("dressed")
def test_the_window_is_complete_also_when_the_engine_does_not_open(qtbot, till):
    bridge = FakeBridge()  # its engine never says a word
    window = MainWindow(bridge, till.book, till.keys, till.clock, is_opening=True)
    qtbot.addWidget(window)
    opening = _Opening(till, window, bridge)
    with qtbot.waitSignal(window.completed):
        opening.begin()
    assert bridge.calls == [("start",), ("hear",)]
    opening.close()
