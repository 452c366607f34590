"""From arguments to an exit code: one command, run with a till, its troubles told in one sentence."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.words import About, Words, known_language
from lomi_pos.till.errors import (
    DataFolderInUse,
    DataFolderUnwritable,
    JournalReadOnly,
    KeyRefused,
    LomiPosError,
    LomiTrouble,
    NoConnection,
    SettingsTrouble,
    TillRefusal,
)
from lomi_pos.till.words import Message

if TYPE_CHECKING:
    import argparse

_OF_LOMI = ("account", "customers", "refunds", "sessions", "subscriptions", "webhooks")
"""What ``cli/resources.py`` prints."""

READS_ONLY = {"sales", "transactions", "links", "products", "api", "key", "doctor", *_OF_LOMI}
"""Commands that may run while the window is open; but making a link is written down, as a sale is."""


def main(argv: list[str] | None = None) -> int:
    """Run ``lomi-pos`` and return its exit code."""
    return run(arguments(sys.argv[1:] if argv is None else argv))


def run(args: argparse.Namespace) -> int:
    """Run what ``arguments`` has read."""
    if args.command == "sandbox":
        from lomi_pos.cli.sandbox import sandbox  # noqa: PLC0415

        return sandbox(args)
    words = Words(args.lang, about=_about(args))
    try:
        return _with_till(args, words)
    except LomiPosError as trouble:
        _print_error(words.tell(trouble.message))
        if args.command is None:
            from lomi_pos.app import show_refusal  # noqa: PLC0415  Qt, only for the window

            show_refusal(trouble.message, language=words.language)
        return _code_of(trouble)
    except ValueError as wrong:
        if type(wrong) is ValueError:
            raise
        _print_error(str(wrong))
        return Exit.USAGE
    except Exception:
        logging.getLogger(__name__).exception("lomi-pos %s ended in a bug", args.command or "")
        _print_error(words.tell(Message("bug")))
        return Exit.FAILED


def arguments(given: list[str]) -> Any:
    """What ``parse`` says. As an icon starts it, to sell or to practise, the window opens sooner without argparse."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if given not in ([], ["--practice"]):
        from lomi_pos.cli.parser import parse  # noqa: PLC0415

        return parse(given)
    return SimpleNamespace(
        command=None,
        data_dir=None,
        lang=known_language(os.environ.get("LOMI_POS_LANG")),
        log_level="INFO",
        practice=bool(given),
    )


def _about(args: argparse.Namespace) -> About:
    """What a refusal leaves undone: a sale is not charged, a link is not made, and who only looks loses nothing."""
    match args.command, getattr(args, "action", ""):
        case (None | "charge", _):
            return "sale"
        case ("links" | "customers", "create"):
            return "link" if args.command == "links" else "customer"
        case ("key", "set"):
            return "key"
        case ("api", _):
            return "look" if args.method == "GET" else "request"
    return "look"


def _print_error(text: str) -> None:
    from lomi_pos.cli.output import print_error  # noqa: PLC0415  it knows sales and events; the window needs neither yet

    print_error(text)


def _code_of(trouble: LomiPosError) -> Exit:
    match trouble:
        case TillRefusal() | SettingsTrouble():
            return Exit.USAGE
        case DataFolderInUse():
            return Exit.FOLDER_IN_USE
        case NoConnection() | KeyRefused():
            return Exit.NOT_REACHED
        case LomiTrouble() if trouble.worth_repeating:
            return Exit.NOT_REACHED
    return Exit.NEEDS_A_PERSON


def _with_till(args: argparse.Namespace, words: Words) -> int:
    from lomi_pos.assembly import data_folder, open_till  # noqa: PLC0415  after the arguments are known to be right
    from lomi_pos.store.logs import start_logging  # noqa: PLC0415

    start_logging(data_folder(args.data_dir, is_practice=args.practice).logs, level=args.log_level)
    till = open_till(args.data_dir, is_practice=args.practice)
    words.setting = till.settings.display.language
    try:
        if args.command is None:
            return _open_window(args, till, words)
        if args.command in READS_ONLY and (args.command, getattr(args, "action", "")) != ("links", "create"):
            return _run(args, till, words)
        with till.folder.locked():
            return _run(args, till, words)
    finally:
        till.close()


def _open_window(args: argparse.Namespace, till: Any, words: Words) -> int:
    from lomi_pos.app import NoScreen, run_window  # noqa: PLC0415  Qt, only for the window

    try:
        return run_window(till, data_dir=args.data_dir, language=args.lang)
    except JournalReadOnly as unwritable:
        raise DataFolderUnwritable(till.folder.path) from unwritable
    except NoScreen as missing:
        _print_error(words.say("no_screen", problem=missing))
        return Exit.FAILED


def _run(args: argparse.Namespace, till: Any, words: Words) -> int:
    """Run the command's own function; its module is imported only now."""
    import asyncio  # noqa: PLC0415  the window has it in another thread, after its first paint
    import inspect  # noqa: PLC0415

    command = getattr(import_module(f"lomi_pos.cli.{_MODULES[args.command]}"), args.command)
    result: Any = command(args, till, words)
    code = asyncio.run(result) if inspect.iscoroutine(result) else int(result)
    return _code_of_output(code, args, words)


def _code_of_output(code: int, args: argparse.Namespace, words: Words) -> int:
    """What a disk had no room for is no answer; but a charge's code says what became of the sale, whoever reads it."""
    from lomi_pos.cli.output import lost_output  # noqa: PLC0415  as ``_print_error``

    lost = lost_output()
    if lost is None:
        return code
    _print_error(words.say("output_lost", problem=lost.strerror or lost))
    return code or (Exit.OK if args.command == "charge" else Exit.FAILED)


_MODULES = {
    "charge": "charge",
    "sales": "sales",
    "recover": "sales",
    "transactions": "transactions",
    "links": "links",
    "products": "products",
    "api": "api",
    "key": "key",
    "doctor": "doctor",
    **dict.fromkeys(_OF_LOMI, "resources"),
}
