"""The log file: what a person who helps the shop needs, and nothing with which one could pay, ring or write someone."""

import logging
import os
import sys
from io import TextIOWrapper
from pathlib import Path

from lomi_pos.store.disk import make_private_folder
from lomi_pos.till.errors import JournalReadOnly

FILE_NAME = "lomi-pos.log"
FILES = 5
FILE_BYTES = 1_000_000


class MaskingFilter(logging.Filter):
    """Masks the message, its traceback and its stack, before any handler after this one can write them."""

    def filter(self, record: logging.LogRecord) -> bool:
        from lomi_pos.till.masking import mask  # noqa: PLC0415  its patterns, with the first line that is written

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


class PrivateRotatingFile(logging.FileHandler):
    """A log file that only its owner may read, with the ones before it beside it as ``.1``, ``.2``, ...

    Not the ``RotatingFileHandler`` of ``logging.handlers``, which loads sockets and queues before the first paint.
    """

    def __init__(self, path: Path, *, most_bytes: int, most_files: int) -> None:
        self._most_bytes = most_bytes
        self._most_files = most_files
        self._has_complained = False
        super().__init__(path, encoding="utf-8", errors="replace")

    def emit(self, record: logging.LogRecord) -> None:
        """Write ``record``; into a new file if it does not fit into this one."""
        try:
            if self._is_full_with(record):
                self._rotate()
        except OSError:
            self.handleError(record)
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002  logging's name; the line is lost
        """Say once that the log cannot be written: a full disk, or one that is gone, takes no second line either."""
        if not self._has_complained and sys.stderr is not None:
            self._has_complained = True
            problem = sys.exc_info()[1]
            why = problem.strerror if isinstance(problem, OSError) else type(problem).__name__
            sys.stderr.write(f"lomi POS cannot write its log: {why}\n")

    def _is_full_with(self, record: logging.LogRecord) -> bool:
        written = Path(self.baseFilename).stat().st_size
        return written > 0 and written + len(self.format(record).encode(errors="replace")) + 1 > self._most_bytes

    def _rotate(self) -> None:
        if self.stream is not None:
            self.stream.close()
        newest = Path(self.baseFilename)
        for age in range(self._most_files - 1, 0, -1):
            older = newest if age == 1 else newest.with_name(f"{newest.name}.{age - 1}")
            if older.exists():
                older.replace(newest.with_name(f"{newest.name}.{age}"))
        self.stream = self._open()

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
        return PrivateRotatingFile(folder / FILE_NAME, most_bytes=FILE_BYTES, most_files=FILES)
    except (OSError, JournalReadOnly):
        return logging.StreamHandler(sys.stderr)
