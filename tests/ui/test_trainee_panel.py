import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lomi_pos.ui.trainee_panel import TraineePanel
from tests.ui import sales


class RememberingTrainer:
    def __init__(self) -> None:
        self.calls: list[tuple[str, object]] = []

    def pay(self, session_id: str) -> None:
        self.calls.append(("pay", session_id))

    def pay_slowly(self, session_id: str) -> None:
        self.calls.append(("pay_slowly", session_id))

    def refuse(self, session_id: str) -> None:
        self.calls.append(("refuse", session_id))

    def expire(self, session_id: str) -> None:
        self.calls.append(("expire", session_id))

    def pay_late(self, session_id: str) -> None:
        self.calls.append(("pay_late", session_id))

    def drop_connection(self, seconds: float) -> None:
        self.calls.append(("drop_connection", seconds))


@pytest.fixture
def trainer() -> RememberingTrainer:
    return RememberingTrainer()


@pytest.fixture
def panel(qtbot, trainer) -> TraineePanel:
    made = TraineePanel(trainer)
    qtbot.addWidget(made)
    made.resize(1000, 120)
    made.show()
    return made


def buttons(panel: TraineePanel) -> list[QPushButton]:
    return panel.findChildren(QPushButton)


def test_each_button_lets_the_customer_of_this_sale_do_one_thing(panel, trainer):
    panel.set_sale(sales.waiting())
    for button in buttons(panel):
        button.click()
    acts = ["pay", "pay_slowly", "refuse", "expire", "pay_late"]
    assert trainer.calls == [*((act, sales.SESSION_ID) for act in acts), ("drop_connection", 20.0)]


def test_without_a_sale_only_the_connection_can_drop(panel):
    panel.set_sale(None)
    assert [one.objectName() for one in buttons(panel) if one.isEnabled()] == ["trainee_dropConnection"]


def test_an_expired_sale_can_only_be_paid_late(panel):
    panel.set_sale(sales.expired())
    enabled = {one.objectName() for one in buttons(panel) if one.isEnabled()}
    assert enabled == {"trainee_payLate", "trainee_dropConnection"}


def test_no_button_takes_the_keyboard_from_the_counter(panel):
    assert {one.focusPolicy() for one in buttons(panel)} == {Qt.FocusPolicy.NoFocus}


@pytest.mark.parametrize("width", [500, 800, 1300])
def test_no_word_is_cut_at_any_width(panel, width):
    panel.set_sale(sales.waiting())
    panel.resize(width, 200)
    assert all(one.width() >= one.sizeHint().width() for one in buttons(panel))
