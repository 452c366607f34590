"""Two tones: the money is there, and something needs a person. Played beside the window's thread, on any system."""

from __future__ import annotations

import logging
import threading
from array import array
from collections.abc import Generator
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Slot

from lomi_pos.resources import resource
from lomi_pos.till.settings import CounterSection

if TYPE_CHECKING:
    from lomi_pos.till.events import Event
    from lomi_pos.till.sale import Sale

_LONGEST_S = 3.0
"""A sound card that does not take what it is given is not waited for."""

_log = logging.getLogger(__name__)


class Tone(StrEnum):
    """Each is ``resources/sounds/<tone>.wav``."""

    PAID = "paid"
    TROUBLE = "trouble"


def tone_of(sale: Sale, events: tuple[Event, ...]) -> Tone | None:
    """What news of a sale sounds like; most of it is silent."""
    from lomi_pos.till.events import AttentionNeeded, PaymentReceived  # noqa: PLC0415  there is none at the first paint

    if any(isinstance(event, PaymentReceived) for event in events):
        return Tone.PAID if sale.is_paid_exactly else Tone.TROUBLE
    return Tone.TROUBLE if any(isinstance(event, AttentionNeeded) for event in events) else None


class Sounds(QObject):
    """The till's voice. ``is_silent`` plays everything on a card that is not there, for tests."""

    def __init__(self, parent: QObject | None = None, *, is_silent: bool = False) -> None:
        super().__init__(parent)
        self._is_silent = is_silent
        self._settings = CounterSection()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: set[Tone] = set()
        self._has_card = True
        self.played: list[tuple[Tone, int]] = []
        """What was heard to its end, and how loud: support reads it in the log, tests here."""

    def take_settings(self, settings: CounterSection) -> None:
        self._settings = settings

    @Slot(object, object)
    def tell(self, sale: Sale, events: tuple[Event, ...]) -> None:
        """Sound what happened to ``sale``, if it is worth a sound and the shop wants to hear it."""
        tone = tone_of(sale, events)
        if tone is not None and self._settings.sound and self._has_card:
            self.play(tone, self._settings.volume)

    @Slot(str, int)
    def play(self, tone: Tone, volume: int) -> None:
        """Sound ``tone`` at ``volume`` of 100. Several at once, as after an absence, are one.

        A till without a sound card is found out once; after that only the settings' test tries again.
        """
        if tone in self._waiting or volume <= 0:
            return
        self._waiting.add(tone)
        self._pool.start(lambda: self._play(tone, volume))

    def finish(self) -> None:
        """Wait until all is quiet."""
        self._pool.waitForDone(round(2 * _LONGEST_S * 1000))

    def _play(self, tone: Tone, volume: int) -> None:
        try:
            play_to_end(tone, volume, is_silent=self._is_silent)
            self._has_card = True
            self.played.append((tone, volume))
            _log.info("played %s at %d", tone, volume)
        except (OSError, RuntimeError, ImportError) as error:
            self._has_card = False
            _log.warning("the tone %s could not be played: %s", tone, error)
        finally:
            self._waiting.discard(tone)


def play_to_end(tone: Tone, volume: int, *, is_silent: bool = False) -> None:
    """Play ``tone`` and return when it is over.

    Raises:
        OSError: the file or the sound card cannot be used.
        RuntimeError: neither can the sound system.
    """
    import miniaudio  # noqa: PLC0415  the first sale is charged before the first tone sounds

    from lomi_pos.ui import alsa  # noqa: PLC0415  with the sound system

    alsa.quieten()
    samples, rate = _samples(tone, volume)
    is_over = threading.Event()
    feed = _frames(samples, is_over)
    next(feed)
    backends = [miniaudio.Backend.NULL] if is_silent else None
    try:
        with miniaudio.PlaybackDevice(nchannels=1, sample_rate=rate, backends=backends, app_name="lomi POS") as card:
            card.start(feed)
            is_over.wait(_LONGEST_S)
    except miniaudio.MiniaudioError as error:
        raise OSError(str(error)) from error


def _samples(tone: Tone, volume: int) -> tuple[array[int], int]:
    import wave  # noqa: PLC0415  with the first tone

    with wave.open(str(resource(f"sounds/{tone}.wav")), "rb") as recorded:
        loud = array("h", recorded.readframes(recorded.getnframes()))
        return array("h", (sample * volume // 100 for sample in loud)), recorded.getframerate()


def _frames(samples: array[int], is_over: threading.Event) -> Generator[array[int], int, None]:
    """Feed the sound card what it asks for, then silence until what it holds has been heard."""
    wanted = yield array("h")
    place = 0
    while place < len(samples):
        piece = samples[place : place + wanted]
        place += wanted
        wanted = yield piece
    wanted = yield array("h", bytes(2 * wanted))
    is_over.set()
    while True:
        wanted = yield array("h", bytes(2 * wanted))
