import logging
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from lomi_pos.cli import main as cli
from lomi_pos.store import logs
from lomi_pos.till.words import Message
from lomi_pos.ui import translation
from lomi_pos.ui.refusal_window import RefusalWindow

UNREADABLE = Message("settings_unreadable", {"path": "/till/settings.toml", "problem": "line 3 is not right"})


@pytest.fixture
def quiet_log(monkeypatch):
    monkeypatch.setattr(logs, "_handler_for", lambda _folder: logging.NullHandler())


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_it_says_the_sentence_and_is_closed_by_a_key(dressed, qtbot, key):
    window = RefusalWindow(UNREADABLE)
    qtbot.addWidget(window)
    window.appear()
    assert window.sentence.text() == UNREADABLE.english()
    qtbot.keyClick(window.close_button, key)
    assert not window.isVisible()


def test_in_french_it_is_wholly_french(dressed, qtbot, qapp):
    translation.speak(qapp, "fr")
    window = RefusalWindow(UNREADABLE)
    qtbot.addWidget(window)
    assert "la ligne 3 n’est pas correcte" in window.sentence.text()
    assert "is not right" not in window.sentence.text()
    assert window.close_button.accessibleName() == "Fermer"


def test_settings_that_are_no_toml_are_told_in_a_window_and_end_with_2(
    dressed, quiet_log, tmp_path: Path, capsys, monkeypatch
):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    (tmp_path / "settings.toml").write_text("[shop\n", encoding="utf-8")
    seen: list[str] = []

    def look_and_close() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, RefusalWindow):
                seen.append(window.sentence.text())
                window.close()

    QTimer.singleShot(200, look_and_close)
    assert cli.main(["--data-dir", str(tmp_path), "--lang", "fr"]) == 2
    assert "la ligne 1 n’est pas correcte" in seen[0]
    assert seen[0] in capsys.readouterr().err
