"""One lomi POS a data folder: a lock on a file, which the system lets go of when the process that holds it is gone.

Not the ``filelock`` package, which loads asyncio: the window takes the lock before it is painted.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockTaken(Exception):
    """Another process holds it, or another place in this one."""


@contextmanager
def locked_file(path: Path) -> Iterator[None]:
    """Hold ``path`` (made 0600 if need be) while the block runs. The file stays behind, and means nothing.

    Raises:
        LockTaken: it is held.
        OSError: the file cannot be opened or locked.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)  # with it goes the lock


if sys.platform == "win32":
    import errno
    import msvcrt

    def _lock(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EDEADLK}:
                raise LockTaken from error
            raise
else:
    import fcntl

    def _lock(handle: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockTaken from error
