"""``press_by_name.py PROCESS NAME``: press a button over the accessibility bus, by its Qt object name.

Run by Debian's own Python, which has the bindings.
"""

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version comes first

PATIENCE_S = 40


def walk(node: "Atspi.Accessible") -> "list[Atspi.Accessible]":
    children = [node.get_child_at_index(place) for place in range(node.get_child_count())]
    return [node, *(one for child in children if child is not None for one in walk(child))]


def button(process_id: int, name: str) -> "Atspi.Accessible | None":
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(place)
        if application is None or application.get_process_id() != process_id:
            continue
        for node in walk(application):
            is_shown = node.get_state_set().contains(Atspi.StateType.SHOWING)
            if is_shown and (node.get_accessible_id() or "").rpartition(".")[2] == name:
                return node
    return None


def main() -> int:
    process_id, name = int(sys.argv[1]), sys.argv[2]
    context, deadline = GLib.MainContext.default(), time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        while context.pending():
            context.iteration(may_block=False)
        try:
            found = button(process_id, name)
            if found is not None:
                return 0 if found.get_action_iface().do_action(0) else 1
        except GLib.Error:
            pass  # it went away while it was being read
        time.sleep(0.1)
    return 1


if __name__ == "__main__":
    sys.exit(main())
