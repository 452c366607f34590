"""How many requests were made today, in a small file of its own: worth remembering, but no place in the journal."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lomi_pos.till.errors import JournalReadOnly


class RequestCountsFile:
    """The ``RequestCounts`` port. Written aside and moved into place; a file that cannot be read counts as none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, key_fingerprint: str, on: date) -> dict[str, int]:
        try:
            kept = self._kept()
            if (kept["key"], kept["on"]) != (key_fingerprint, on.isoformat()):
                return {}
            return {str(use): max(0, int(count)) for use, count in kept["counts"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def tills(self, key_fingerprint: str) -> int:
        try:
            kept = self._kept()
            return max(1, int(kept["tills"])) if kept["key"] == key_fingerprint else 1
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            return 1

    def sold(self, key_fingerprint: str) -> dict[date, dict[str, int]]:
        try:
            kept = self._kept()
            days = kept["sold"].items() if kept["key"] == key_fingerprint else ()
            return {
                date.fromisoformat(on): {str(till): max(0, int(count)) for till, count in sold.items()}
                for on, sold in days
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
            return {}

    def _kept(self) -> Any:
        return json.loads(self._path.read_text("utf-8"))

    def keep(
        self,
        key_fingerprint: str,
        on: date,
        counts: Mapping[str, int],
        *,
        tills: int,
        sold: Mapping[date, Mapping[str, int]],
    ) -> None:
        """Write down what was asked under this key, how many tills live from it, and what each of them has sold.

        Raises:
            JournalReadOnly: it could not be written.
        """
        aside = self._path.with_suffix(".part")
        kept: dict[str, Any] = {"key": key_fingerprint, "on": on.isoformat(), "counts": dict(counts), "tills": tills}
        kept["sold"] = {day.isoformat(): dict(of_day) for day, of_day in sold.items()}
        try:
            aside.touch(mode=0o600)
            aside.write_text(json.dumps(kept), "utf-8")
            aside.replace(self._path)
        except OSError as error:
            raise JournalReadOnly from error
