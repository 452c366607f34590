"""The log file: what a person who helps the shop needs, and nothing with which one could pay, ring or write someone."""

import logging
import os
import re
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from lomi_pos.store.connection import make_private_folder
from lomi_pos.till.errors import JournalReadOnly

FILE_NAME = "lomi-pos.log"
FILES = 5
FILE_BYTES = 1_000_000

_KEY = re.compile(r"(lomi_(?:sk|pk)_(?:live|test)_)([A-Za-z0-9_-]+)")
_SHORTEST_WITH_A_TAIL = 12
_HEADER = re.compile(
    r"""(x-api-key|authorization)(["']?\s*[:=,]\s*(?:b?["'])?)(?!lomi_)[^\s"',}]+(?: [^\s"',}]+)?""", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++(?:@|%40)[\w-]++(?:\.[\w-]++)+")
# +221 77 123 45 67; 77 123 45 67; 0700000000. Not: an amount in groups of three, a UUID, a time.
_PHONE = re.compile(
    r"""
    (?<![\w.-])(?:
        (?:\+|00)\d{1,3}(?:[ .()-]{0,2}\d){6,12}
        | \d{2}(?:[ .-]\d{2,3}){3,4}
        | \d{8,15}
    )(?![\w-])
    """,
    re.VERBOSE,
)


def mask(text: str) -> str:
    """``text`` without keys, phone numbers and e-mail addresses. Keys stay recognisable: ``lomi_sk_live_...a1b2``."""
    text = _KEY.sub(_masked_key, text)
    text = _HEADER.sub(r"\1\2...", text)
    text = _EMAIL.sub("(e-mail)", text)
    return _PHONE.sub("(phone)", text)


def _masked_key(match: re.Match[str]) -> str:
    tail = match[2][-4:] if len(match[2]) >= _SHORTEST_WITH_A_TAIL else ""
    return f"{match[1]}...{tail}"


class MaskingFilter(logging.Filter):
    """Masks the message, its traceback and its stack, before any handler after this one can write them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(_message_of(record)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = _PLAIN.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask(record.exc_text)
        if record.stack_info:
            record.stack_info = mask(record.stack_info)
        return True


_PLAIN = logging.Formatter()


def _message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # a wrong placeholder in our own call must not lose the line
        return f"{record.msg} {record.args}"


class PrivateRotatingFile(RotatingFileHandler):
    """A rotating log file that only its owner may read."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(handle, "a", encoding=self.encoding, errors="replace")


def start_logging(folder: Path, *, level: str = "INFO") -> logging.Handler:
    """Write the log to ``folder`` from now on: five files of 1 MB. Where that is not possible, to standard error.

    A log that cannot be written never stops a sale. Starting again replaces what was started before.
    """
    stop_logging()
    handler = _handler_for(folder)
    handler.addFilter(MaskingFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())
    _started.append(handler)
    return handler


def stop_logging() -> None:
    while _started:
        handler = _started.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()


_started: list[logging.Handler] = []


def _handler_for(folder: Path) -> logging.Handler:
    try:
        make_private_folder(folder)
        return PrivateRotatingFile(
            folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=False
        )
    except (OSError, JournalReadOnly):
        return logging.StreamHandler(sys.stderr)
