"""What a liar makes of an answer that is whole."""

import json
from collections.abc import Callable
from typing import Any

STRANGERS_ID = "11111111-2222-4333-8444-555555555555"


def with_(**changes: Any) -> Callable[[Any], Any]:
    """The answer with these fields changed, in whatever envelope it came; ``...`` leaves one out."""

    def tell(answer: Any) -> Any:
        is_wrapped = isinstance(answer, dict) and isinstance(answer.get("data"), dict)
        inner = dict(answer["data"] if is_wrapped else answer)
        inner = {name: value for name, value in {**inner, **changes}.items() if value is not ...}
        return {**answer, "data": inner} if is_wrapped else inner

    return tell


def with_address(url: Any) -> Callable[[Any], Any]:
    return with_(url=url, checkout_url=url)


def with_id(found: Any) -> Callable[[Any], Any]:
    return with_(checkout_session_id=found, id=found)


def null_everywhere(answer: Any) -> Any:
    return dict.fromkeys(answer)


def as_bytes(of: Callable[[bytes], bytes]) -> Callable[[Any], bytes]:
    return lambda answer: of(json.dumps(answer).encode())


def rows_of(answer: Any) -> list[Any]:
    """The rows of a list, in whatever envelope they came."""
    rows: list[Any] = answer["data"] if isinstance(answer, dict) else answer
    return rows
