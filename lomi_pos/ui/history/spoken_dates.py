"""Days as people write them into the search: ``hier``, ``yesterday``, ``21/11``. In both languages at any time."""

import re
from contextlib import suppress
from datetime import date, timedelta

_DAYS_AGO = {
    "aujourd'hui": 0,
    "today": 0,
    "hier": 1,
    "yesterday": 1,
    "avant-hier": 2,
}
_YEARS_TO_LEAP_DAY = 8
_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")


def take_day(text: str, today: date) -> tuple[str, date | None]:
    """Return the search without its day, and that day. A date without a year is the last one that there was."""
    rest, found = [], None
    for word in text.split():
        on = _day_of(word, today) if found is None else None
        found = found or on
        if on is None:
            rest.append(word)
    return " ".join(rest), found


def _day_of(word: str, today: date) -> date | None:
    spoken = word.casefold().replace("’", "'")
    if spoken in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[spoken])
    written = _DATE.fullmatch(spoken)
    if written is None:
        return None
    day, month, year = written.groups()
    if not year:
        return _last(int(day), int(month), today)
    with suppress(ValueError):
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004  26 is 2026
    return None


def _last(day: int, month: int, today: date) -> date | None:
    """The last such day that there was; 29 February is up to eight years ago."""
    for year in range(today.year, today.year - _YEARS_TO_LEAP_DAY - 1, -1):
        with suppress(ValueError):
            on = date(year, month, day)
            if on <= today:
                return on
    return None
