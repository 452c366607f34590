"""The line above everything, when much is told at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from lomi_pos.till.words import Message
from lomi_pos.ui.notices import SHOWN_FOR_S, Notices

FULL = Message("journal_full")


@pytest.fixture
def notices(qtbot, clock, dressed) -> Iterator[Notices]:
    window = QWidget()
    qtbot.addWidget(window)
    notices = Notices(clock, window)
    window.show()
    yield notices
    window.close()


def words(notices: Notices) -> str:
    line = notices.findChild(QLabel, "trouble")
    assert line is not None
    return line.text() if notices.isVisible() else ""


def test_the_newest_is_shown_at_once_and_goes_by_itself(notices, clock):
    notices.announce("Printed.", "")
    notices.announce("Saved.", "")
    assert words(notices) == "Saved."
    clock.advance(seconds=SHOWN_FOR_S)
    notices.tick()
    assert words(notices) == ""


def test_trouble_that_another_notice_cut_short_comes_back(notices, clock):
    notices.tell(FULL)
    notices.announce("While you were away: 2 sales were paid.", "green")
    assert words(notices).startswith("While you were away")
    clock.advance(seconds=SHOWN_FOR_S)
    notices.tick()
    assert words(notices).startswith("The disk is full")
    clock.advance(seconds=SHOWN_FOR_S)
    notices.tick()
    assert words(notices) == ""


def test_the_same_trouble_again_and_again_is_one_notice(notices, clock):
    for _ in range(5):
        notices.tell(FULL)
        notices.tell(Message("bug"))
    clock.advance(seconds=SHOWN_FOR_S)
    notices.tick()
    assert words(notices).startswith("The disk is full")
    clock.advance(seconds=SHOWN_FOR_S)
    notices.tick()
    assert words(notices) == ""


def test_what_has_been_answered_is_taken_back_also_behind_another_notice(notices):
    notices.tell(Message("check_unanswered", {"number": "A-001"}))
    notices.tell(FULL)
    notices.take_back(lambda told: told.code == "check_unanswered")
    assert words(notices).startswith("The disk is full")
    notices.take_back(lambda told: told.code == "journal_full")
    assert words(notices) == ""
