# mypy: ignore-errors
# Run by Debian's own Python, whose bindings have no types.
"""Run by Debian's own Python, which has the bindings of the accessibility bus: reads the till as a screen reader does.

Prints one JSON line for each thing it was asked to find. Arguments: the window's process id.
"""

import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version comes first

PATIENCE_S = 40
CONTROLS = {"push button", "text", "check box", "combo box", "spin button", "slider", "menu item", "toggle button"}


def tell(what, **facts):
    print(json.dumps({"what": what, **facts}), flush=True)


def walk(node):
    yield node
    for place in range(node.get_child_count()):
        child = node.get_child_at_index(place)
        if child is not None:
            yield from walk(child)


def till(process_id):
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(place)
        if application is not None and application.get_process_id() == process_id:
            return application
    return None


def showing(process_id):
    application = till(process_id)
    if application is None:
        return []
    return [node for node in walk(application) if node.get_state_set().contains(Atspi.StateType.SHOWING)]


def named(process_id, name):
    """The shown widget of this Qt object name, and nothing of what has gone meanwhile."""
    for node in showing(process_id):
        if (node.get_accessible_id() or "").rpartition(".")[2] == name:
            return node
    return None


def hear_the_bus(context, for_ms=50):
    over = []
    GLib.timeout_add(for_ms, lambda: over.append(True))
    while not over:
        context.iteration(True)


def until(find):
    context, deadline = GLib.MainContext.default(), time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        hear_the_bus(context)
        try:
            found = find()
        except GLib.Error:  # it went away while it was being read
            found = None
        if found:
            return found
    tell("not found", tree=[(one.get_role_name(), one.get_name()) for one in showing(int(sys.argv[1]))])
    sys.exit(1)


def keys(*arguments):
    subprocess.run(["xdotool", *arguments], check=True)


def main():
    process_id = int(sys.argv[1])
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append(str(event.any_data)))
    listener.register("object:announcement")
    Atspi.set_timeout(5000, 5000)

    amount = until(lambda: named(process_id, "amount"))
    tell("amount", role=amount.get_role_name(), name=amount.get_name())
    windows = subprocess.check_output(["xdotool", "search", "--onlyvisible", "--name", "lomi POS"], text=True).split()
    keys("windowfocus", "--sync", windows[-1])
    keys("type", "--delay", "90", "5000")
    until(
        lambda: Atspi.Text.get_text(named(process_id, "amount"), 0, -1).replace("\u202f", "").replace(",", "") == "5000"
    )
    tell("typed", text=Atspi.Text.get_text(named(process_id, "amount"), 0, -1))
    keys("key", "Return")
    code = until(lambda: named(process_id, "qr"))
    tell("code", name=code.get_name(), state=until(lambda: named(process_id, "stateLine")).get_name())
    nameless = [
        node.get_accessible_id()
        for node in showing(process_id)
        if node.get_role_name() in CONTROLS and not node.get_name().strip()
    ]
    tell("controls without a name", ids=nameless)
    pays = until(lambda: named(process_id, "trainee_pay"))
    tell("pays", name=pays.get_name(), done=pays.get_action_iface().do_action(0))
    until(lambda: any("5" in words and "P-001" in words and "PA" in words for words in heard))
    tell("heard", words=heard)


main()
