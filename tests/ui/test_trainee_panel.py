import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from lomi_pos.ui.trainee_panel import TraineePanel
from tests.ui import sales


class RememberingTrainer:
    def __init__(self) -> None:
        self.calls: list[tuple[str, object]] = []

    def pay(self, session_id: str) -> None:
        self.calls.append(("pay", session_id))

    def pay_slowly(self, session_id: str) -> float:
        self.calls.append(("pay_slowly", session_id))
        return 8.0

    def refuse(self, session_id: str) -> None:
        self.calls.append(("refuse", session_id))

    def expire(self, session_id: str) -> None:
        self.calls.append(("expire", session_id))

    def pay_late(self, session_id: str) -> float:
        self.calls.append(("pay_late", session_id))
        return 8.0

    def drop_connection(self, seconds: float) -> None:
        self.calls.append(("drop_connection", seconds))


@pytest.fixture
def trainer() -> RememberingTrainer:
    return RememberingTrainer()


@pytest.fixture
def panel(dressed, qtbot, trainer, clock) -> TraineePanel:
    made = TraineePanel(trainer, clock)
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
    QCoreApplication.processEvents()
    assert all(one.width() >= one.sizeHint().width() for one in buttons(panel))


def test_the_panel_says_how_long_the_customer_still_takes(panel, clock):
    panel.set_sale(sales.waiting())
    panel.coach.finish()
    press(panel, "paySlowly")
    assert line(panel) == "The customer confirms on the phone in 8 s."
    clock.advance(seconds=5)
    panel.tick()
    assert line(panel) == "The customer confirms on the phone in 3 s."
    clock.advance(seconds=3)
    panel.tick()
    assert line(panel) == "Practice: what does the customer do?"


def test_a_dropped_line_is_counted_down_whatever_sale_is_in_front(panel, clock):
    press(panel, "dropConnection")
    clock.advance(seconds=6)
    panel.tick()
    assert line(panel) == "The line is down. It comes back in 14 s."


def test_what_comes_for_one_sale_is_not_said_of_another(panel):
    panel.set_sale(sales.waiting())
    press(panel, "payLate")
    assert "pays late, in 8 s" in line(panel)
    panel.set_sale(None)
    assert "pays late" not in line(panel)


def test_the_first_sale_is_led_through_four_steps_and_then_never_again(panel):
    told = [line(panel)]
    panel.set_amount(is_empty=False)
    told.append(line(panel))
    for sale in (sales.waiting(), sales.paid()):
        panel.set_sale(sale)
        told.append(line(panel))
    panel.set_amount(is_empty=True)
    panel.set_sale(None)
    assert [one[:11] for one in told] == [f"Step {step} of 4" for step in range(1, 5)]
    panel.set_sale(sales.waiting(42))
    assert line(panel) == "Practice: what does the customer do?"


def test_nobody_is_led_who_has_practised_before(panel):
    panel.finish_coaching()
    assert line(panel) == "Practice: charge an amount first, then play the customer here."


def line(panel: TraineePanel) -> str:
    found = panel.findChild(QLabel, "traineeLine")
    assert found is not None
    return found.text()


def press(panel: TraineePanel, name: str) -> None:
    found = panel.findChild(QPushButton, f"trainee_{name}")
    assert found is not None
    found.click()


def test_a_line_that_is_cut_is_left_for_the_till_to_find_out(panel, qtbot):
    panel.set_sale(sales.waiting())
    *customers, cut = buttons(panel)
    with qtbot.assertNotEmitted(panel.acted):
        cut.click()
    with qtbot.waitSignal(panel.acted):
        customers[0].click()
