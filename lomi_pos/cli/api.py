"""``lomi-pos api``: one request to any of lomi.'s endpoints, sent once, and the answer as lomi. gave it."""

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lomi_pos.assembly import Till
from lomi_pos.cli.exact_json import exact_json
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.output import print_error, print_line
from lomi_pos.cli.words import Words
from lomi_pos.till.answered import Answered
from lomi_pos.till.errors import KeyRefused, LomiTrouble, NoConnection, OutcomeUnknown
from lomi_pos.till.masking import mask_keys
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    from lomi_pos.api.transport import Call

LARGEST_BODY = 10 * 1024 * 1024
"""What lomi. takes (its ``main.ts``)."""

_PATH = re.compile(r"(?:/[A-Za-z0-9_~:@!$&'()*+,;=.-]+)+", re.ASCII)
_IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,255}", re.ASCII)


class WrongRequest(ValueError):
    """It cannot be sent as it is; the text says why in the shop's language."""


async def api(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """Send the request once, and print what came. Nothing is ever repeated by itself."""
    call = _call(args, words)
    async with till.open_lomi() as client:
        try:
            answer = await client.send(call)
        except LomiTrouble as trouble:
            return _tell(trouble, call.method, words)
    print_line(mask_keys(exact_json(answer.payload)))
    return Exit.OK


def _call(args: argparse.Namespace, words: Words) -> "Call":
    from lomi_pos.api.transport import CREATE_DEADLINE_S, READ_DEADLINE_S, Call  # noqa: PLC0415  httpx, once needed

    path: str = args.path
    if not _PATH.fullmatch(path) or any(set(step) == {"."} for step in path.split("/")[1:]):
        raise WrongRequest(words.say("api_path", text=path[:60]))
    is_reading = args.method == "GET"
    if is_reading and (args.body is not None or args.idempotency_key):
        raise WrongRequest(words.say("api_get"))
    body = None if args.body is None else _body(args.body, words)
    headers = {} if body is None else {"Content-Type": "application/json"}
    if args.idempotency_key:
        if not _IDEMPOTENCY_KEY.fullmatch(args.idempotency_key):
            raise WrongRequest(words.say("api_key"))
        headers["Idempotency-Key"] = args.idempotency_key
    return Call(
        args.method,
        path,
        query=_query(args.query, words),
        body=body,
        headers=headers,
        deadline_s=READ_DEADLINE_S if is_reading else CREATE_DEADLINE_S,
    )


def _query(pairs: list[str], words: Words) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals or name in found:
            raise WrongRequest(words.say("api_query", text=pair[:60]))
        found[name] = value
    return found


def _body(place: str, words: Words) -> bytes:
    """The bytes of the file, or of standard input for ``-``: sent as they are, once known to be JSON."""
    from lomi_pos.api.strict_json import NotJson, read_json  # noqa: PLC0415

    try:
        if place == "-":
            body = sys.stdin.buffer.read(LARGEST_BODY + 1)
        else:
            with Path(place).open("rb") as file:
                body = file.read(LARGEST_BODY + 1)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise WrongRequest(words.say("api_body", place=place, problem=problem)) from error
    if len(body) > LARGEST_BODY:
        raise WrongRequest(words.say("api_body", place=place, problem="10 MB"))
    try:
        read_json(body)
    except NotJson as error:
        raise WrongRequest(words.say("api_body_not_json", place=place, problem=error)) from error
    return body


def _tell(trouble: LomiTrouble, method: str, words: Words) -> Exit:
    """The sentence for a person, then one line of JSON for a program."""
    is_unclear = isinstance(trouble, OutcomeUnknown) and method != "GET"
    print_error(mask_keys(words.tell(Message("once_unclear") if is_unclear else trouble.message)))
    english = Words("en", about="look" if method == "GET" else "request").tell(trouble.message)
    print_error(mask_keys(exact_json({"error": _as_json(trouble, english)}, indent=None)))
    if is_unclear:
        return Exit.NEEDS_A_PERSON
    is_key = isinstance(trouble, KeyRefused) and not trouble.is_network
    return Exit.NOT_REACHED if is_key or isinstance(trouble, NoConnection) or trouble.worth_repeating else Exit.REFUSED


def _as_json(trouble: LomiTrouble, english: str) -> Mapping[str, object]:
    answered: Answered = trouble.answered
    fault = trouble.fault if isinstance(trouble, NoConnection | OutcomeUnknown) else trouble.message.code
    return {
        "status": answered.status,
        "code": answered.code or fault,
        "message": answered.text or english,
        "details": answered.details,
        "request_id": answered.request_id or None,
    }
