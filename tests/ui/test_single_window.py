import threading

import pytest

from lomi_pos.ui import single_window
from lomi_pos.ui.single_window import SingleWindow, raise_the_other


@pytest.fixture
def sign(tmp_path):
    return tmp_path / "window"


@pytest.fixture
def first(qapp, sign):
    window = SingleWindow(sign)
    yield window
    window.close()


class LaterStart:
    """Another start on the same data; here a thread instead of a process."""

    def __init__(self, sign) -> None:
        self.answers: list[bool] = []
        threading.Thread(target=lambda: self.answers.append(raise_the_other(sign))).start()


def test_each_later_start_brings_the_window_to_the_front_once(first, sign, qtbot):
    asked = []
    first.asked_to_show.connect(lambda: asked.append(True))
    for start in (1, 2, 3):
        later = LaterStart(sign)
        qtbot.waitUntil(lambda later=later: later.answers == [True])
        qtbot.waitUntil(lambda start=start: len(asked) == start)
    qtbot.wait(50)
    assert len(asked) == 3


def test_a_later_start_waits_for_a_first_one_that_is_still_opening(qapp, sign, qtbot):
    later = LaterStart(sign)
    first = SingleWindow(sign)
    with qtbot.waitSignal(first.asked_to_show):
        pass
    qtbot.waitUntil(lambda: later.answers == [True])
    first.close()


def test_a_sign_that_a_power_cut_left_behind_answers_nobody(sign, monkeypatch):
    monkeypatch.setattr(single_window, "_ANSWER_S", 0.0)
    sign.touch()
    assert not raise_the_other(sign)


def test_and_the_next_window_looks_after_it_again(sign, qtbot, qapp):
    sign.touch()
    first = SingleWindow(sign)
    later = LaterStart(sign)
    qtbot.waitUntil(lambda: later.answers == [True])
    first.close()


def test_a_window_that_is_closed_takes_its_sign_with_it(qapp, sign):
    SingleWindow(sign).close()
    assert not sign.exists()


def test_a_folder_that_cannot_be_watched_is_said_in_the_log(qapp, tmp_path, caplog):
    SingleWindow(tmp_path / "nowhere" / "window")
    assert "cannot be watched" in caplog.text
