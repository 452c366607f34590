"""Practice that survives a restart: the sandbox's memory in one JSON file, replaced as a whole."""

import json
import logging
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from lomi_pos.sandbox.catalogue import Product
from lomi_pos.sandbox.clock import read_stamp, stamp
from lomi_pos.sandbox.idempotency import LIFE, FirstAnswer
from lomi_pos.sandbox.payers import Errand
from lomi_pos.sandbox.records import Link, Session, Transaction, freeze, thaw
from lomi_pos.sandbox.state import Lomi

log = logging.getLogger(__name__)

VERSION = 1
MOST = 2000  # newest of each kind; practice needs no archive

Kept = TypeVar("Kept")


def save(lomi: Lomi, path: Path, port: int) -> None:
    """Write everything to a file beside ``path``, then put it in its place.

    A full or locked disk is logged, not raised: practice goes on without its memory.
    """
    draft = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(_written(lomi, port), ensure_ascii=False), encoding="utf-8")
        draft.chmod(0o600)
        draft.replace(path)
    except OSError as error:
        log.warning("The practice file %s could not be written: %s", path, error)


def load(lomi: Lomi, path: Path) -> int | None:
    """Read the file back into an empty memory and return the port of then.

    A file that cannot be read is set aside, not deleted: practice begins anew.
    """
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        _read(lomi, saved)
        return int(saved["port"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("The practice file %s cannot be read and was set aside: %s", path, error)
        path.replace(path.with_name(f"{path.name}.unreadable"))
        lomi.forget_all()
        return None


def _newest(rows: dict[str, Kept]) -> list[Kept]:
    return list(islice(rows.values(), max(0, len(rows) - MOST), None))


def _written(lomi: Lomi, port: int) -> dict[str, Any]:
    fresh = lomi.clock.now() - LIFE
    return {
        "version": VERSION,
        "port": port,
        "key": lomi.keys.own.secret,
        "sessions": [freeze(session) for session in _newest(lomi.sessions)],
        "links": [freeze(link) for link in _newest(lomi.links)],
        "products": [asdict(product) for product in lomi.catalogue.products.values()],
        "transactions": [freeze(row) for row in _newest(lomi.transactions)],
        "shelves": {name: shelf.frozen(MOST) for name, shelf in lomi.shelves.items()},
        "errands": [{**asdict(errand), "at": stamp(errand.at)} for errand in lomi.errands],
        "answers": [
            {"scope": scope, "key": key, "fingerprint": first.fingerprint, "body": first.body, "at": stamp(first.at)}
            for (scope, key), first in lomi.answers.answers.items()
            if first.at > fresh
        ],
    }


def _read(lomi: Lomi, saved: dict[str, Any]) -> None:
    if saved["version"] != VERSION:
        raise ValueError(f"version {saved['version']} is not {VERSION}")
    with lomi.turn():
        lomi.keys.renew_own(saved["key"])
        for name, rows in saved.get("shelves", {}).items():
            if name in lomi.shelves:
                lomi.shelves[name].thaw(rows)
        for each in saved["sessions"]:
            lomi.keep_session(thaw(Session, each))
        for each in saved.get("products", ()):
            lomi.keep_product(Product.thaw(each))
        for each in saved["links"]:
            lomi.keep_link(thaw(Link, each))
        for each in saved["transactions"]:
            lomi.recall_transaction(thaw(Transaction, each))
        lomi.errands = [Errand(**{**each, "at": read_stamp(each["at"])}) for each in saved["errands"]]
        for each in saved["answers"]:
            first = FirstAnswer(each["fingerprint"], each["body"], read_stamp(each["at"]))
            lomi.answers.keep(each["scope"], each["key"], first)
