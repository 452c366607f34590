"""ALSA's own words, which it writes to standard error for every card that is not there, kept for the log."""

import ctypes
import logging
import sys
from functools import cache
from typing import Any

_LIBRARY = "libasound.so.2"
"""The one that miniaudio loads: what it is told here holds for both."""

_log = logging.getLogger(__name__)


@cache
def quieten() -> Any:
    """Let ALSA talk to the log, at its lowest level. What cannot be played is told by whoever wanted to play it.

    Returns what ALSA goes on calling: it is kept for the life of the process.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        alsa = ctypes.CDLL(_LIBRARY)
        hear = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)(
            _hear
        )
        alsa.snd_lib_error_set_handler(hear)
    except (OSError, AttributeError):  # no ALSA here, or one without that call: it says what it likes
        return None
    return hear


def _hear(file: bytes | None, line: int, function: bytes | None, error: int, words: bytes | None) -> None:
    """``words`` is C's format; what fills it cannot be read from here, and its place and number say enough."""
    where = (file or b"").decode(errors="replace"), line, (function or b"").decode(errors="replace")
    _log.debug("ALSA %s:%s %s: %s (%s)", *where, (words or b"").decode(errors="replace"), error)
