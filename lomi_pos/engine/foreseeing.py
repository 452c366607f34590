"""What the journal's last days let a till expect of this one, so that it spends its requests when they are needed."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lomi_pos.engine.desk import Desk
from lomi_pos.till.forecast import SeenDay, forecast, seen_day
from lomi_pos.till.lookout import Lookout
from lomi_pos.till.outlook import of_day_s
from lomi_pos.till.schedule import TICK_S

if TYPE_CHECKING:
    from lomi_pos.till.sale_lines import SaleLine

DAYS = 7
_MOST_SALES = 2_000
_WAITS_AT_MOST_S = 900.0


async def foresee(desk: Desk, lookout: Lookout) -> None:
    """When this day began, and how busy those of the last week were.

    They are read one after another, a moment apart: a week of them takes a while, and a sale may be waiting.
    """
    midnight = desk.clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    today = _lines_from(desk, midnight)
    if today:
        desk.ledger.note_opened(max(0.0, (desk.clock.now() - today[-1].created_at).total_seconds()))
    days: dict[int, SeenDay] = {}
    for ago in range(1, DAYS + 1):
        await desk.clock.sleep(TICK_S)
        lines = _lines_from(desk, midnight - timedelta(days=ago))
        days[ago] = seen_day([_span_s(one) for one in lines], times=lookout.times)
    if any(sum(day.begun) for day in days.values()):
        lookout.outlook.expect(forecast(days))


def _lines_from(desk: Desk, midnight: datetime) -> list[SaleLine]:
    """The sales of one day, newest first."""
    from lomi_pos.till.sale_lines import SalesQuery  # noqa: PLC0415  a charge leaves before it is there

    query = SalesQuery(from_at=midnight, to_at=midnight + timedelta(days=1), limit=_MOST_SALES)
    return desk.journal.sale_lines(query)


def _span_s(line: SaleLine) -> tuple[float, float]:
    """From when to when it waited, as far as it matters how long a sale waits."""
    from_s = of_day_s(line.created_at)
    for_s = (line.settled_at - line.created_at).total_seconds() if line.settled_at is not None else math.inf
    return from_s, from_s + min(max(for_s, 0.0), _WAITS_AT_MOST_S)
