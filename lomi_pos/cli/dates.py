"""Dates as people type them in a terminal: a local day, or an exact ISO 8601 time."""

from datetime import UTC, datetime, timedelta

from lomi_pos.cli.words import Words


class WrongDate(ValueError):
    """Not a date; the text says so in the shop's language."""


def start_of(text: str, words: Words) -> datetime:
    """The first moment of what ``text`` names, in UTC; a time without a zone is local."""
    return _read(text, words)[0].astimezone(UTC)


def end_of(text: str, words: Words) -> datetime:
    """The last second of what ``text`` names, in UTC: ``--to 2026-03-31`` takes that whole day in."""
    at, is_day = _read(text, words)
    return (at + timedelta(days=1, seconds=-1) if is_day else at).astimezone(UTC)


def _read(text: str, words: Words) -> tuple[datetime, bool]:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise WrongDate(words.say("date_wrong", text=text[:40])) from None
    return at.astimezone(), len(text.strip()) <= len("2026-03-31")
