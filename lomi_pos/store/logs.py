"""The log file: what a person who helps the shop needs, and nothing with which one could pay, ring or write someone."""

import logging
import os
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from lomi_pos.store.disk import make_private_folder
from lomi_pos.till.errors import JournalReadOnly
from lomi_pos.till.masking import mask

FILE_NAME = "lomi-pos.log"
FILES = 5
FILE_BYTES = 1_000_000


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
