"""The shop's day: from midnight to midnight by the clock on the wall."""

from datetime import datetime, timedelta


def local_day(now: datetime) -> tuple[datetime, datetime]:
    """The start of the local day in which ``now`` lies, and of the next; both aware, in the local zone.

    Each midnight has its own offset: a day on which the clocks change has 23 or 25 hours.
    """
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return midnight.astimezone(), (midnight + timedelta(days=1)).astimezone()
