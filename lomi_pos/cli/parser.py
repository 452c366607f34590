"""The arguments of ``lomi-pos``."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TypeAlias

from lomi_pos import __version__
from lomi_pos.cli.exit_codes import Exit
from lomi_pos.cli.words import Words, known_language


class _NotUnderstood(Exception):
    """What stands on the command line is no command: ``problem`` is argparse's word for it."""

    def __init__(self, parser: argparse.ArgumentParser, problem: str) -> None:
        super().__init__(problem)
        self.parser = parser
        self.problem = problem


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _NotUnderstood(self, message)


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the arguments. The window's few are tried alone first: it opens sooner without the commands' forty.

    Raises:
        SystemExit: help was asked for, or they make no command; it was said, the latter in the shop's language.
    """
    window = argparse.ArgumentParser(prog="lomi-pos", add_help=False, allow_abbrev=False, exit_on_error=False)
    window.set_defaults(command=None)
    _add_window_options(window)
    language = known_language(os.environ.get("LOMI_POS_LANG"))
    try:
        args, others = window.parse_known_args(argv)
        language = args.lang
    except argparse.ArgumentError:
        others = ["?"]
    try:
        return build_parser().parse_args(argv) if others else args
    except _NotUnderstood as wrong:
        wrong.parser.print_usage(sys.stderr)
        said = Words(language).say("not_understood", command=wrong.parser.prog, problem=wrong.problem)
        wrong.parser.exit(Exit.USAGE, f"{said}\n")


def _add_window_options(parser: argparse.ArgumentParser) -> None:
    _add_global_options(parser, is_top=True)
    parser.add_argument("--practice", action="store_true", help="practise on the embedded simulator: no real money")


def build_parser() -> _Parser:
    """Every command and option of the surface. Without a command, the window opens."""
    parser = _Parser(
        prog="lomi-pos",
        description="Take mobile money and card payments by QR code through lomi. Without a command, the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"lomi-pos {__version__}")
    _add_window_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_charge(commands)
    _add_sales(commands)
    _add_recover(commands)
    _add_transactions(commands)
    _add_links(commands)
    _add_products(commands)
    _add_customers(commands)
    _add_refunds(commands)
    _add_sessions(commands)
    _add_subscriptions(commands)
    _add_webhooks(commands)
    _add_account(commands)
    _add_api(commands)
    _add_key(commands)
    _add_sandbox(commands)
    _add_doctor(commands)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001  it has no public name


def _add_global_options(parser: argparse.ArgumentParser, *, is_top: bool = False) -> None:
    """The global options may stand before or after the command; after it they must not reset what stood before."""

    def default(value: object) -> object:
        return value if is_top else argparse.SUPPRESS

    env_dir = os.environ.get("LOMI_POS_DATA_DIR")
    parser.add_argument(
        "--data-dir", type=_folder, default=default(Path(env_dir) if env_dir else None), help="where the sales are kept"
    )
    parser.add_argument(
        "--lang", choices=("fr", "en"), default=default(known_language(os.environ.get("LOMI_POS_LANG")))
    )
    parser.add_argument(
        "--log-level", choices=("DEBUG", "INFO", "WARNING", "ERROR"), type=str.upper, default=default("INFO")
    )


def _folder(text: str) -> Path:
    """A script whose variable is empty means some folder, and neither this one nor the usual."""
    if not text.strip():
        raise argparse.ArgumentTypeError("no folder is named")
    return Path(text)


def _command(commands: _Commands, name: str, summary: str) -> _Parser:
    parser = commands.add_parser(name, help=summary, description=summary)
    _add_global_options(parser)
    return parser


def _add_practice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--practice", action="store_true", default=argparse.SUPPRESS, help="on the embedded simulator: no real money"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON on standard output, logs on standard error")


def _add_charge(commands: _Commands) -> None:
    parser = _command(commands, "charge", "Take one sale: show the QR code and watch it to the end.")
    parser.add_argument("amount", help="the amount, like 5000 or '5 000 FCFA'")
    parser.add_argument("--currency", help="XOF (usual), USD or EUR")
    parser.add_argument("--title", default="", help="what the customer reads on lomi.'s page")
    parser.add_argument("--note", default="", help="a note for the shop")
    parser.add_argument("--provider", action="append", default=[], metavar="CODE", help="allow WAVE, ORANGE, MTN, ...")
    parser.add_argument("--minutes", type=int, help="minutes until the code expires")
    parser.add_argument("--coupon", action="store_true", help="let the customer use a coupon code")
    parser.add_argument("--link", action="store_true", help="an instant payment link instead of a checkout session")
    parser.add_argument("--no-wait", action="store_true", help="end once the code is made; 'recover' looks again later")
    _add_practice(parser)
    _add_json(parser)


def _add_sales(commands: _Commands) -> None:
    parser = _command(commands, "sales", "This till's sales, from its journal.")
    parser.add_argument("--since", metavar="DATE", help="from this local date on, like 2026-03-31")
    parser.add_argument("--state", metavar="S", help="only this state (open, paid, expired, ...)")
    _add_practice(parser)
    _add_json(parser)


def _add_recover(commands: _Commands) -> None:
    parser = _command(commands, "recover", "Finish what was interrupted and check everything still open.")
    _add_practice(parser)
    _add_json(parser)


def _add_transactions(commands: _Commands) -> None:
    parser = _command(commands, "transactions", "lomi.'s transactions.")
    parser.add_argument("--status", metavar="S,S", default="", help="pending,completed,failed,refunded,expired")
    parser.add_argument("--provider", metavar="P", default="", help="WAVE, ORANGE, MTN, ...")
    parser.add_argument("--type", dest="kind", metavar="T,T", default="", help="payment,instalment,refund,payout")
    parser.add_argument("--currency", metavar="C,C", default="", help="XOF,USD,EUR")
    parser.add_argument("--method", metavar="M,M", default="", help="MOBILE_MONEY,CARDS,BANK_TRANSFER,...")
    parser.add_argument("--pos", choices=("true", "false"), help="taken by lomi.'s own terminals, or not")
    parser.add_argument("--from", dest="from_on", metavar="D", help="from this local date, or ISO 8601 time")
    parser.add_argument("--to", dest="to_on", metavar="D", help="up to and with this local date, or ISO 8601 time")
    parser.add_argument("--limit", type=int, default=20, metavar="N")
    _add_practice(parser)
    _add_json(parser)


def _add_links(commands: _Commands) -> None:
    parser = _command(commands, "links", "Payment links.")
    actions = parser.add_subparsers(dest="action", metavar="list|show|create", required=True)
    listing = _command(actions, "list", "lomi.'s payment links.")
    listing.add_argument("--type", dest="kind", choices=("instant", "product"), default="")
    listing.add_argument("--active", choices=("true", "false"))
    listing.add_argument("--limit", type=int, default=20, metavar="N")
    show = _command(actions, "show", "One payment link, with its QR code.")
    show.add_argument("id")
    create = _command(actions, "create", "Make a reusable payment link, instant or for a product.")
    create.add_argument("--type", dest="kind", choices=("instant", "product"), default="instant")
    create.add_argument("--title", required=True)
    create.add_argument("--amount", help="of an instant link")
    create.add_argument("--currency", help="XOF (usual), USD or EUR")
    create.add_argument("--product", metavar="ID", help="of a product link")
    create.add_argument("--price", metavar="ID", help="one of the product's prices")
    create.add_argument("--description", default="")
    create.add_argument("--days", type=int, default=7, help="days until it expires; 0: never (7 unless told)")
    for action in (listing, show, create):
        _add_practice(action)
        _add_json(action)


def _add_products(commands: _Commands) -> None:
    parser = _command(commands, "products", "What the shop sells at lomi.")
    actions = parser.add_subparsers(dest="action", metavar="list|show", required=True)
    listing = _command(actions, "list", "lomi.'s products, with their prices.")
    listing.add_argument("--active", choices=("true", "false", "any"), default="true")
    listing.add_argument("--limit", type=int, default=20, metavar="N")
    show = _command(actions, "show", "One product, with the ids of its prices.")
    show.add_argument("id")
    for action in (listing, show):
        _add_practice(action)
        _add_json(action)


def _actions(commands: _Commands, name: str, summary: str, *actions: tuple[str, str]) -> list[_Parser]:
    """A command with actions, each with its JSON and its practice; all but ``list`` and ``create`` are of one ID."""
    parser = _command(commands, name, summary)
    metavar = "|".join(action for action, _ in actions)
    chosen = parser.add_subparsers(dest="action", metavar=metavar, required=True)
    made = []
    for action, what in actions:
        one = _command(chosen, action, what)
        if action not in {"list", "create"}:
            one.add_argument("id")
        if action not in {"show", "create"}:
            one.add_argument("--limit", type=int, default=20, metavar="N")
        _add_practice(one)
        _add_json(one)
        made.append(one)
    return made


def _add_customers(commands: _Commands) -> None:
    listing, _, create, _ = _actions(
        commands,
        "customers",
        "The shop's customers at lomi.",
        ("list", "lomi.'s customers, the newest first."),
        ("show", "One customer."),
        ("create", "Write a customer down, once."),
        ("transactions", "What a customer paid."),
    )
    listing.add_argument("--search", default="", metavar="T", help="in names, e-mails and numbers")
    listing.add_argument("--type", dest="kind", choices=("business", "individual"), default="")
    listing.add_argument("--status", choices=("active", "inactive"), default="", help="active: has paid once")
    create.add_argument("--name", required=True)
    create.add_argument("--phone", default="", help="with its country, like +225 07 00 00 00 00")
    for name in ("email", "whatsapp", "country", "city", "address"):
        create.add_argument(f"--{name}", default="")
    create.add_argument("--business", action="store_true", help="a business, not a person")


def _add_refunds(commands: _Commands) -> None:
    listing, _ = _actions(
        commands,
        "refunds",
        "Money given back through lomi. It is given back in the window.",
        ("list", "lomi.'s refunds."),
        ("show", "One refund."),
    )
    listing.add_argument("--status", choices=("pending", "completed", "failed"), default="")
    listing.add_argument("--transaction", metavar="ID", default="", help="only of this transaction")
    listing.add_argument("--from", dest="from_on", metavar="D", help="from this local date, or ISO 8601 time")
    listing.add_argument("--to", dest="to_on", metavar="D", help="up to and with this local date, or ISO 8601 time")


def _add_sessions(commands: _Commands) -> None:
    listing, _ = _actions(
        commands,
        "sessions",
        "Checkout sessions, also those that this till did not make.",
        ("list", "lomi.'s checkout sessions."),
        ("show", "One checkout session."),
    )
    listing.add_argument("--status", choices=("open", "completed", "expired"), default="")


def _add_subscriptions(commands: _Commands) -> None:
    listing, _ = _actions(
        commands,
        "subscriptions",
        "Customers who pay again and again.",
        ("list", "lomi.'s subscriptions."),
        ("show", "One subscription."),
    )
    statuses = ("pending", "active", "paused", "cancelled", "expired", "past_due", "trial")
    listing.add_argument("--status", choices=statuses, default="")
    listing.add_argument("--customer", metavar="ID", default="", help="only of this customer")


def _add_webhooks(commands: _Commands) -> None:
    _, _, logs = _actions(
        commands,
        "webhooks",
        "The shop's servers that lomi. tells of payments.",
        ("list", "The endpoints."),
        ("show", "One endpoint; its secret is never told."),
        ("logs", "What an endpoint was told, and what it answered."),
    )
    logs.add_argument("--failed", action="store_true", help="only what did not come through")


def _add_account(commands: _Commands) -> None:
    parser = _command(commands, "account", "Whose key it is, how customers can pay, and what is in the account.")
    _add_practice(parser)
    _add_json(parser)


def _add_api(commands: _Commands) -> None:
    parser = _command(commands, "api", "One request to any of lomi.'s endpoints, sent once; its answer as JSON.")
    parser.add_argument("method", metavar="METHOD", type=str.upper, choices=("GET", "POST", "PATCH", "DELETE"))
    parser.add_argument("path", metavar="PATH", help="like /transactions; the key and the settings say which lomi.")
    parser.add_argument("--query", action="append", default=[], metavar="K=V", help="may stand several times")
    parser.add_argument("--body", metavar="FILE", help="the JSON to send, exactly as it is; - for standard input")
    parser.add_argument("--idempotency-key", default="", metavar="K", help="honoured by POST /checkout-sessions only")
    _add_practice(parser)
    _add_json(parser)


def _add_key(commands: _Commands) -> None:
    parser = _command(commands, "key", "The lomi. secret key, in this computer's keychain.")
    actions = parser.add_subparsers(dest="action", metavar="set|check|forget", required=True)
    _command(actions, "set", "Keep the key; it is read from a prompt or standard input, never from the command line.")
    check = _command(actions, "check", "Ask lomi. whose key it is.")
    _add_json(check)
    _command(actions, "forget", "Take the key out of the keychain.")


def _add_sandbox(commands: _Commands) -> None:
    parser = _command(commands, "sandbox", "lomi. in miniature on this machine, over HTTP, until Ctrl+C.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--dialect", choices=("documented", "live"), default="documented")
    parser.add_argument("--rate-limit", type=int, metavar="N", help="requests a minute and key")
    parser.add_argument("--pay-after", type=float, metavar="S", help="every session is paid after S seconds")
    parser.add_argument("--key", help="a key of your own making, lomi_sk_test_..., instead of a random one")
    parser.add_argument(
        "--state-file",
        type=Path,
        metavar="FILE",
        help="remember sessions, key and port here, so that it can be started again where it was",
    )


def _add_doctor(commands: _Commands) -> None:
    parser = _command(commands, "doctor", "Check everything that a sale needs.")
    _add_practice(parser)
    _add_json(parser)
