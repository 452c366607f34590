"""PySide without what only its makers need. Asked for before anything else imports Qt (docs/decisions/0017).

PySide brings, as source, a library about the signatures of its functions: for stubs, for help, for the words of a
``TypeError``. Compiled at every start, it is a third of what a bare window costs; here each of its modules is loaded
when it is first asked for something.

And it puts itself in the way of ``import``, to see who wants ``from __feature__ import snake_case``: from then on
whatever any thread imports is read again as source, and kept. We want none of its features.
"""

import builtins
import linecache
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, SupportsIndex

_SIGNATURES = frozenset(
    f"shibokensupport.signature.{name}"
    for name in ("errorhandler", "layout", "lib.enum_sig", "lib.pyi_generator", "lib.tool", "mapping", "parser")
)

_MAPPING, _UPDATE = "shibokensupport.signature.mapping", "update_mapping"
"""Before it tells of a wrong argument, PySide takes this function from the module's names as they stand, and without
it ends the process."""

_NO_TURNS_S = 1.0
"""Far longer than what must not be interrupted lasts."""


def import_pyside() -> None:
    """Import PySide's core. A PySide that has been imported, or is made otherwise one day, stays as it is.

    Raises:
        ImportError: it is not there, or a library that it needs.
    """
    if "PySide6.QtCore" in sys.modules:
        return
    finders = sys.meta_path
    sys.meta_path = _Finders(finders)
    try:
        import_module("PySide6.QtCore")
    finally:
        sys.meta_path = finders
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()  # it has looked for its own name in sources, and kept 2,000 lines of them


def make_enums_of_qt() -> None:
    """Let PySide make all enums of ``Qt`` now, which takes 11 ms, and keep Python's lock for that long.

    For the window's own thread (docs/decisions/0021). A thread that took turns would make a late frame of it.
    """
    before_s = sys.getswitchinterval()
    sys.setswitchinterval(_NO_TURNS_S)
    try:
        from PySide6.QtCore import Qt  # noqa: F401, PLC0415  made when it is first asked for
    finally:
        sys.setswitchinterval(before_s)


class _Finders(list[Any]):
    """``sys.meta_path`` while PySide adds the finder of its library to it: ours is asked before that."""

    def insert(self, place: SupportsIndex, finder: Any) -> None:
        super().insert(place, finder)
        super().insert(place, _SignatureFinder(finder))


class _SignatureFinder:
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in _SIGNATURES:
            return None
        found = self._inner.find_spec(name, path, target)
        if found is None or found.loader is None:
            return None
        late: Any = _WhenAsked(found.loader)  # a loader in all but its base class, whose import costs a millisecond
        return ModuleSpec(name, late)


class _WhenAsked:
    """Leaves a module empty until someone asks it for one of its names.

    Not ``importlib.util.LazyLoader``: that one loads already when PySide looks under which name it was found.
    """

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> None:
        """An ordinary one."""

    def exec_module(self, module: ModuleType) -> None:
        name, spec, names = module.__name__, module.__spec__, vars(module)

        def load(wanted: str) -> Any:
            if wanted.startswith("__") or spec is None:
                raise AttributeError(wanted)
            del names["__getattr__"]
            published, spec.name = spec.name, name  # under PySide6.support by now, but its source is found by this
            self._loader.exec_module(module)
            spec.name = published
            return names[wanted]

        names["__getattr__"] = load  # PEP 562
        if name == _MAPPING:
            names[_UPDATE] = lambda: load(_UPDATE)()  # noqa: PLW0108  ruff would load it here and now
