"""Text from keyboards, scanners and servers, made safe to show and to send: one line, visible, of bounded length."""

import unicodedata

NOTE_LENGTH = 140
TITLE_LENGTH = 80


def clean(text: str, length: int = NOTE_LENGTH) -> str:
    """Return ``text`` on one line, without control characters and direction marks, clipped to ``length`` characters.

    A clipped text never ends inside an emoji sequence.
    """
    visible = "".join(_visible(char) for char in unicodedata.normalize("NFC", text[: length * 20]))
    line = " ".join(visible.split())
    if len(line) <= length:
        return line
    end = length - 1
    while end > 0 and _continues(line[end]):
        end -= 1
    return line[:end].rstrip("\u200d ") + "…"


def _visible(char: str) -> str:
    if char in "\t\r\n\v\f\x85\u2028\u2029":
        return " "
    if char == "\u200d":  # joins the parts of one emoji
        return char
    return "" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} else char


def _continues(char: str) -> bool:
    return unicodedata.combining(char) != 0 or char in "\u200d\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff"
