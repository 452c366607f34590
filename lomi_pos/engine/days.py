"""A new day begins: its total is told at midnight, and not only with its first payment."""

import logging

from lomi_pos.engine.desk import Desk
from lomi_pos.till.day import local_day
from lomi_pos.till.errors import JournalTrouble

LOOKED_EVERY_S = 30.0
"""The clock may be set, and a machine that sleeps does not wake at midnight. The disk is left alone meanwhile."""

_LEAST_S = 1.0

_log = logging.getLogger(__name__)


async def tell_days(desk: Desk) -> None:
    """Tell each new day's total when the day has come, for ever."""
    told = local_day(desk.clock.now())
    while True:
        now = desk.clock.now()
        left_s = (local_day(now)[1] - now).total_seconds()
        await desk.clock.sleep(min(max(left_s, _LEAST_S), LOOKED_EVERY_S))
        today = local_day(desk.clock.now())
        if today == told:
            continue
        try:
            desk.tell_day()
        except JournalTrouble as trouble:
            _log.warning("The new day's total was not read: %s", trouble)
        else:
            told = today
