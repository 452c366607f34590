"""The till's two tones, made here: ``uv run python packaging/make_sounds.py`` writes ``resources/sounds/*.wav``.

Paid is two rising bells, to be known from across a shop; trouble is two low, equal ones, to be taken for nothing else.
"""

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050
"""The highest overtone is below 4 kHz."""
LOUDEST = 0.8
SOUNDS = Path(__file__).resolve().parents[1] / "resources" / "sounds"


@dataclass(frozen=True)
class Note:
    begins_s: float
    lasts_s: float
    hertz: float
    overtones: tuple[float, ...]


BELL = (1.0, 0.35, 0.12)
HORN = (1.0, 0.0, 0.45, 0.0, 0.2)
TONES = {
    "paid": (Note(0.0, 0.5, 784.0, BELL), Note(0.13, 0.8, 1174.7, BELL)),
    "trouble": (Note(0.0, 0.28, 233.1, HORN), Note(0.34, 0.4, 196.0, HORN)),
}


def sample(note: Note, at_s: float) -> float:
    since_s = at_s - note.begins_s
    if not 0 <= since_s < note.lasts_s:
        return 0.0
    attack = min(1.0, since_s / 0.008)
    decay = math.exp(-4.5 * since_s / note.lasts_s) * min(1.0, (note.lasts_s - since_s) / 0.02)
    waves = sum(
        part * math.sin(math.tau * note.hertz * count * since_s) for count, part in enumerate(note.overtones, start=1)
    )
    return attack * decay * waves


def write(name: str, notes: tuple[Note, ...]) -> Path:
    lasts_s = max(note.begins_s + note.lasts_s for note in notes)
    samples = [sum(sample(note, count / RATE) for note in notes) for count in range(round(lasts_s * RATE))]
    peak = max(abs(one) for one in samples)
    path = SOUNDS / f"{name}.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(struct.pack("<h", round(one / peak * LOUDEST * 32_767)) for one in samples))
    return path


if __name__ == "__main__":
    SOUNDS.mkdir(parents=True, exist_ok=True)
    for name, notes in TONES.items():
        made = write(name, notes)
        print(f"{made}: {made.stat().st_size} bytes")
