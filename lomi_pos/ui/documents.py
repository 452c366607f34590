"""Where a person looks for what a program has saved for them."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents_folder() -> Path:
    """The program's own folder among the person's documents; whoever writes there makes it."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / "lomi POS"
