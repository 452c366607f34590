"""The tones, played to their end on a sound card that is not there."""

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from lomi_pos.resources import resource
from lomi_pos.till import events as ev
from lomi_pos.till.settings import CounterSection, Settings
from lomi_pos.till.words import Message
from lomi_pos.ui import alsa
from lomi_pos.ui.settings.counter_page import CounterPage
from lomi_pos.ui.sound import Sounds, Tone, play_to_end, tone_of
from tests.ui import sales

PAID = sales.paid(41)
SHORT = sales.paid(41, 12_500, 12_000)
UNCLEAR = ev.AttentionNeeded(at=sales.NOW, attempt=1, reason=Message("key_reused"))


@pytest.fixture
def sounds(qapp):
    made = Sounds(is_silent=True)
    yield made
    made.finish()


@pytest.mark.parametrize(
    ("sale", "events", "tone"),
    [
        (PAID, PAID.history[-1:], Tone.PAID),
        (SHORT, SHORT.history[-1:], Tone.TROUBLE),
        (sales.paid_late(41), sales.paid_late(41).history[-1:], Tone.TROUBLE),
        (sales.attention(41), (UNCLEAR,), Tone.TROUBLE),
        (sales.waiting(41), sales.waiting(41).history[-1:], None),
        (PAID, (), None),
    ],
)
def test_what_news_sounds_like(sale, events, tone):
    assert tone_of(sale, events) is tone


def test_a_payment_is_heard_once_at_the_volume_of_the_shop(sounds):
    sounds.take_settings(CounterSection(volume=30))
    sounds.tell(PAID, PAID.history[-1:])
    sounds.tell(PAID, ())
    sounds.finish()
    assert sounds.played == [(Tone.PAID, 30)]


def test_a_mute_till_says_nothing(sounds):
    sounds.take_settings(CounterSection(sound=False))
    sounds.tell(PAID, PAID.history[-1:])
    sounds.take_settings(CounterSection(volume=0))
    sounds.tell(PAID, PAID.history[-1:])
    sounds.finish()
    assert sounds.played == []


def test_many_sales_paid_while_away_are_one_tone(sounds):
    for number in range(20):
        sounds.tell(sales.paid(number), sales.paid(number).history[-1:])
    sounds.finish()
    assert sounds.played == [(Tone.PAID, 80)]


def test_a_tone_whose_file_is_gone_stops_nothing(sounds, caplog, monkeypatch, tmp_path):
    monkeypatch.setattr("lomi_pos.ui.sound.resource", lambda name: tmp_path / name)
    sounds.play(Tone.PAID, 80)
    sounds.finish()
    assert sounds.played == []
    assert "could not be played" in caplog.text


@pytest.mark.parametrize("tone", list(Tone))
def test_each_tone_is_a_short_recording_that_is_not_silence(tone):
    with wave.open(str(resource(f"sounds/{tone}.wav")), "rb") as recorded:
        assert 0.3 < recorded.getnframes() / recorded.getframerate() < 1.5
        assert max(recorded.readframes(recorded.getnframes())) > 0
    play_to_end(tone, 1, is_silent=True)


def test_the_settings_let_both_be_heard(sounds, dressed, qtbot):
    page = CounterPage(Settings(counter=CounterSection(volume=55)))
    qtbot.addWidget(page)
    page.tone_wanted.connect(sounds.play)
    page.show()
    for name in ("test_paid", "test_trouble"):
        qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    sounds.finish()
    assert sounds.played == [(Tone.PAID, 55), (Tone.TROUBLE, 55)]


ON_THE_REAL_CARD = """
import logging, sys
logging.basicConfig(level=logging.DEBUG, filename=sys.argv[1])
from lomi_pos.ui.sound import Tone, play_to_end
try:
    play_to_end(Tone.PAID, 1)
except (OSError, RuntimeError) as error:
    print("not played:", error)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ALSA is Linux's")
def test_a_till_without_a_sound_card_says_so_in_the_log_and_nowhere_else(tmp_path):
    log = tmp_path / "log"
    done = subprocess.run(
        [sys.executable, "-c", ON_THE_REAL_CARD, str(log)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "ALSA_CONFIG_PATH": "/dev/null", "PULSE_SERVER": "none"},
        cwd=Path(__file__).resolve().parents[2],
    )
    assert "ALSA lib" not in done.stderr
    if "not played" in done.stdout and alsa.quieten() is not None:
        assert "ALSA" in log.read_text(encoding="utf-8"), "what ALSA says is kept for who looks for it"
