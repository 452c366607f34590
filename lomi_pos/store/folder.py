"""The data folder: where everything of a till lies, for its owner's eyes only, and held by one lomi POS at a time."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from lomi_pos.store.disk import make_private_folder, trouble_of_disk
from lomi_pos.store.lock import LockTaken, locked_file
from lomi_pos.till.errors import DataFolderInUse


@dataclass(frozen=True, slots=True)
class DataFolder:
    """``path`` and what lies in it. Practice has a whole folder of its own inside."""

    path: Path
    is_practice: bool = False

    @classmethod
    def find(cls, given: Path | str | None = None) -> "DataFolder":
        """``given`` (``--data-dir``), else that of ``LOMI_POS_DATA_DIR``, else the platform's own. Makes nothing."""
        chosen = given or os.environ.get("LOMI_POS_DATA_DIR")
        if chosen:
            return cls(Path(chosen).expanduser().absolute())
        from platformdirs import user_data_path  # noqa: PLC0415  only where nothing was chosen

        return cls(user_data_path("lomi-pos", appauthor=False))

    def practice(self) -> "DataFolder":
        return DataFolder(self.path / "practice", is_practice=True)

    @property
    def journal(self) -> Path:
        return self.path / "journal.sqlite"

    @property
    def settings(self) -> Path:
        return self.path / "settings.toml"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def window(self) -> Path:
        """Stands there as long as a window is open on this folder."""
        return self.path / "window"

    def prepare(self) -> "DataFolder":
        """Make the folder and those in it, each 0700.

        Raises:
            JournalReadOnly: they cannot be made, so nothing could be written down.
        """
        for folder in (self.path, self.logs, self.backups):
            make_private_folder(folder)
        return self

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder while the block runs. A lock of a process that was killed is free again by itself.

        Raises:
            DataFolderInUse: another lomi POS holds it.
            JournalReadOnly: the folder cannot be made or written to.
        """
        self.prepare()
        with ExitStack() as held:
            try:
                held.enter_context(locked_file(self.lock))
            except LockTaken as error:
                raise DataFolderInUse("data_folder_in_use", path=self.path) from error
            except OSError as error:
                raise trouble_of_disk(self.lock, error) from error
            yield
