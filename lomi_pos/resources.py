"""Where the app's own files are: beside the code in an installed wheel, ``../resources`` in a checkout."""

from functools import cache
from pathlib import Path


@cache
def resource(name: str) -> Path:
    """The path of ``resources/<name>``.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_resources", package.parent / "resources"):
        if (folder / name).exists():
            return folder / name
    msg = f"lomi POS is not installed whole: {name} is missing"
    raise FileNotFoundError(msg)
