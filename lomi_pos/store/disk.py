"""Folders that only their owner may enter, and why a disk takes nothing. Known before SQLite is loaded."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from lomi_pos.till.errors import JournalFull, JournalReadOnly, JournalTrouble

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_LEAST_FREE_BYTES = 64 * 1024


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` (0700), with what is above it.

    Raises:
        JournalReadOnly: it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise trouble_of_disk(folder, error) from error


def trouble_of_disk(path: Path, error: OSError | None = None) -> JournalTrouble:
    """Why nothing can be written at ``path``: SQLite says "I/O error" of a full disk too, where it needs its -shm.

    A disk that cannot be written to at all (a CD, ``/proc``) has no room either: what the system says goes first.
    """
    if error is not None and error.errno in _NO_SPACE:
        return JournalFull()
    if error is not None and error.errno != errno.EIO:
        return JournalReadOnly()
    with suppress(OSError):
        if shutil.disk_usage(path.parent).free < _LEAST_FREE_BYTES:
            return JournalFull()
    return JournalReadOnly()


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut, where the system can be told (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
