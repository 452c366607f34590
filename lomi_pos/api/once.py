"""A request that lomi. does not deduplicate. It is sent once, and every answer is clear or unclear.

A second refund or charge would move the money a second time: nothing here, and nobody above, repeats one by itself.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from lomi_pos.api.answers import Answer
from lomi_pos.api.transport import CREATE_DEADLINE_S, Call, Transport
from lomi_pos.till.errors import LomiBusy, OutcomeUnknown, RequestRefused

_TOO_MANY = 429

Read = TypeVar("Read")


async def create_once(
    transport: Transport, path: str, body: bytes, read: Callable[[Answer], Read], *, request_id: str = ""
) -> Read:
    """POST ``body`` once, where it moves money, and return what ``read`` makes of its 2xx answer.

    Raises:
        RequestRefused, KeyRefused: a firm no; nothing was done. 429 in lomi.'s own words is one too: its throttle
            stands before everything else.
        NoConnection: nothing was sent.
        OutcomeUnknown: anything else. The money may have moved: look, never repeat.
    """

    def read_success(answer: Answer) -> Read:
        if isinstance(answer.payload, Mapping) and answer.payload.get("success") is False:
            raise answer.unclear("not_successful")
        return read(answer)

    call = _call("POST", path, body, request_id=request_id)
    return await _sent_once(transport, call, read_success, code="once_unclear")


async def write_once(
    transport: Transport, method: str, path: str, body: bytes | None, read: Callable[[Answer], Read]
) -> Read:
    """The same where no money moves: something is made, changed or deleted, or it is unclear whether it was."""
    return await _sent_once(transport, _call(method, path, body), read, code="write_unclear")


def _call(method: str, path: str, body: bytes | None, *, request_id: str = "") -> Call:
    headers = {} if body is None else {"Content-Type": "application/json"}
    return Call(method, path, body=body, headers=headers, deadline_s=CREATE_DEADLINE_S, request_id=request_id)


async def _sent_once(transport: Transport, call: Call, read: Callable[[Answer], Read], *, code: str) -> Read:
    try:
        return read(await transport.send(call))
    except LomiBusy as busy:
        if busy.answered.status == _TOO_MANY and busy.answered.is_lomis:
            raise RequestRefused(busy.answered) from busy
        raise OutcomeUnknown.of_one_sent_once(f"http_{busy.answered.status}", busy.answered, code=code) from busy
    except OutcomeUnknown as unknown:
        raise OutcomeUnknown.of_one_sent_once(unknown.fault, unknown.answered, code=code) from unknown
