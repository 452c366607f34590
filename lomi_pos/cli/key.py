"""``lomi-pos key``: the secret key in the system's keychain. It is never on the command line and never printed."""

import argparse
import getpass
import sys

from lomi_pos.assembly import Till
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.output import print_error, print_json, print_line, without_nones
from lomi_pos.cli.words import Words


async def key(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    match args.action:
        case "set":
            return _set(till, words)
        case "forget":
            return _forget(till, words)
        case _:
            return await _check(args, till, words)


def _set(till: Till, words: Words) -> Exit:
    """Keep the key that stands on standard input, or is typed at a prompt that does not echo.

    Raises:
        SettingsTrouble: it is not a secret key of lomi.'s; nothing was kept.
    """
    text = getpass.getpass(words.say("key_prompt")) if sys.stdin.isatty() else sys.stdin.readline()
    state = till.keys.keep(text.strip())
    if state.place != "keychain":
        print_error(words.say("key_not_kept"))
        return Exit.FAILED
    print_line(words.say("key_kept", environment=state.environment, masked=state.masked))
    return Exit.OK


def _forget(till: Till, words: Words) -> Exit:
    """Exit 1 when the keychain did not let go of what it may hold."""
    match till.keys.take_out():
        case "refused":
            print_error(words.say("key_not_forgotten"))
            return Exit.FAILED
        case "nothing":
            print_line(words.say("key_none_kept"))
        case "taken":
            print_line(words.say("key_forgotten"))
    return Exit.OK


async def _check(args: argparse.Namespace, till: Till, words: Words) -> Exit:
    """Ask lomi. whose key it is. Exit 5 when lomi. was not reached or does not take it."""
    async with till.open_engine(lambda _news: None) as engine:
        seen = await engine.check_account()
    if args.json:
        print_json(
            without_nones(
                key=till.keys.state.masked,
                environment=seen.identity.environment,
                organization=seen.account.organization_name if seen.account else None,
                organization_id=seen.account.organization_id if seen.account else None,
                providers=list(seen.providers) or None,
                problem=seen.problem.english() if seen.problem else None,
            )
        )
    elif seen.problem is not None:
        print_error(words.tell(seen.problem))
    else:
        print_line(
            words.say(
                "key_good",
                masked=till.keys.state.masked,
                environment=seen.identity.environment,
                organization=seen.account.organization_name if seen.account else seen.identity.account,
                providers=", ".join(seen.providers),
            )
        )
    return Exit.OK if seen.problem is None else Exit.NOT_REACHED
