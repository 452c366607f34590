"""Compiles ahead the methods of a till's classes: ``class_code.py FILE`` writes them for classes_at_start.py.

``dataclasses`` writes each class's methods as source and compiles it at every start: half a millisecond for each of a
till's two hundred classes. That source is the same each time. Run with the Python of the build.
"""

import builtins
import dataclasses
import marshal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

AHEAD = (
    "lomi_pos.app", "lomi_pos.ui.desktop", "lomi_pos.ui.window", "lomi_pos.ui.history.pane", "lomi_pos.ui.training",
    "lomi_pos.sandbox.server", "lomi_pos.engine.listing", "lomi_pos.engine.opening", "lomi_pos.engine.refunding",
    "lomi_pos.engine.shop_links", "lomi_pos.ui.notice",
)  # fmt: skip
"""With what the program itself loads ahead: all that an idle till has loaded, and practice."""
_AS_IT_IS = 2
"""Of marshal's formats the last one that does not depend on what else refers to an object."""


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    codes: dict[str, bytes] = {}

    def note(source: str, names: dict[str, Any] | None = None, made: dict[str, Any] | None = None) -> None:
        code = compile(source, "<string>", "exec", dont_inherit=True, optimize=2)
        codes[source] = marshal.dumps(code, _AS_IT_IS)
        builtins.exec(code, names, made)  # noqa: S102  as dataclasses would

    vars(dataclasses)["exec"] = note  # found before Python's own
    for name in AHEAD:
        import_module(name)
    assembly, window = import_module("lomi_pos.assembly"), import_module("lomi_pos.ui.window")
    for name in (*assembly.LOADED_TO_CHARGE, *assembly.LOADED_TO_READ, *window.LOADED_FOR_THE_DAY):
        import_module(name)
    Path(sys.argv[1]).write_bytes(marshal.dumps(dict(sorted(codes.items())), _AS_IT_IS))


if __name__ == "__main__":
    main()
