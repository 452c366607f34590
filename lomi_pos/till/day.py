"""The shop's day: from midnight to midnight by the clock on the wall."""

from datetime import datetime, timedelta


def local_day(now: datetime) -> tuple[datetime, datetime]:
    """The start of the local day in which ``now`` lies, and of the next; both aware, in the local zone."""
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    next_midnight = (midnight.replace(tzinfo=None) + timedelta(days=1)).astimezone()
    return midnight, next_midnight
