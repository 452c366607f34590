from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from lomi_pos.ui.scrolling import scrolled


def test_what_is_being_typed_stays_in_sight_when_a_sentence_comes_in_above_it(dressed, qtbot):
    content = QWidget()
    column = QVBoxLayout(content)
    sentence, field, below = QLabel("The two amounts are not the same."), QLineEdit(), QLineEdit()
    sentence.setFixedHeight(120)
    sentence.hide()
    for part in (sentence, field, below):
        column.addWidget(part)
    area = scrolled(content)
    qtbot.addWidget(area)
    area.setFixedSize(300, 100)
    area.show()
    qtbot.waitExposed(area)
    area.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    sentence.show()

    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0, timeout=2_000)
    assert field.visibleRegion().boundingRect() == field.rect()
