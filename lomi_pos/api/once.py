"""A POST that lomi. does not deduplicate: refunds and charges. It is sent once, and every answer is clear or unclear.

A second one would move the money a second time, so nothing here, and nobody above, may repeat it by itself.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from lomi_pos.api.answers import Answer
from lomi_pos.api.transport import Transport
from lomi_pos.till.errors import LomiBusy, OutcomeUnknown, RequestRefused

_TOO_MANY = 429

Read = TypeVar("Read")


async def create_once(transport: Transport, path: str, body: bytes, read: Callable[[Answer], Read]) -> Read:
    """POST ``body`` once, and return what ``read`` makes of its 2xx answer.

    Raises:
        RequestRefused, KeyRefused: a firm no; nothing was done. 429 in lomi.'s own words is one too: its throttle
            stands before everything else.
        NoConnection: nothing was sent.
        OutcomeUnknown: anything else. The money may have moved: look, never repeat.
    """
    try:
        answer = await transport.create(path, body)
        if isinstance(answer.payload, Mapping) and answer.payload.get("success") is False:
            raise answer.unclear("not_successful")
        return read(answer)
    except LomiBusy as busy:
        if busy.answered.status == _TOO_MANY and busy.answered.is_lomis:
            raise RequestRefused(busy.answered) from busy
        raise OutcomeUnknown.of_one_sent_once(f"http_{busy.answered.status}", busy.answered) from busy
    except OutcomeUnknown as unknown:
        raise OutcomeUnknown.of_one_sent_once(unknown.fault, unknown.answered) from unknown
