"""What may be imported before the till is on the screen. Each module costs its time at every start of every shop."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OURS = {
    "lomi_pos", "lomi_pos.app", "lomi_pos.assembly", "lomi_pos.cli", "lomi_pos.clock",
    "lomi_pos.practice", "lomi_pos.resources", "lomi_pos.store", "lomi_pos.till", "lomi_pos.ui",
    "lomi_pos.cli.exit_codes", "lomi_pos.cli.main", "lomi_pos.cli.words",
    "lomi_pos.store.disk", "lomi_pos.store.folder", "lomi_pos.store.keychain", "lomi_pos.store.lock",
    "lomi_pos.store.logs", "lomi_pos.store.settings",
    "lomi_pos.till.errors", "lomi_pos.till.keys", "lomi_pos.till.money",
    "lomi_pos.till.phrases", "lomi_pos.till.settings", "lomi_pos.till.states",
    "lomi_pos.till.text", "lomi_pos.till.translatable", "lomi_pos.till.words",
    "lomi_pos.ui.amount_card", "lomi_pos.ui.amount_field", "lomi_pos.ui.bridge", "lomi_pos.ui.counter",
    "lomi_pos.ui.desktop", "lomi_pos.ui.flash", "lomi_pos.ui.format", "lomi_pos.ui.garbage", "lomi_pos.ui.hearing",
    "lomi_pos.ui.icons", "lomi_pos.ui.keypad", "lomi_pos.ui.loading",
    "lomi_pos.ui.notices", "lomi_pos.ui.pages", "lomi_pos.ui.pieces", "lomi_pos.ui.pyside",
    "lomi_pos.ui.rail",
    "lomi_pos.ui.sale_digits", "lomi_pos.ui.sale_view", "lomi_pos.ui.sale_views", "lomi_pos.ui.scanner",
    "lomi_pos.ui.shortcuts",
    "lomi_pos.ui.strip", "lomi_pos.ui.theme", "lomi_pos.ui.translation", "lomi_pos.ui.unexpected",
    "lomi_pos.ui.window",
    "lomi_pos.ui.words",
}  # fmt: skip
PRACTICE_TOO = {"lomi_pos.ui.coach", "lomi_pos.ui.trainee_panel", "lomi_pos.ui.training"}
"""What the first paint of practice shows beside it."""

OTHERS = {"PySide6", "shiboken6", "shibokensupport"}
NOT_TO_CHARGE = {
    "lomi_pos.api.strict_json",
    "lomi_pos.engine.listing", "lomi_pos.engine.opening", "lomi_pos.engine.pages", "lomi_pos.engine.recovery",
    "lomi_pos.engine.refunding", "lomi_pos.engine.shop_links",
    "lomi_pos.store.lines", "lomi_pos.store.link_book", "lomi_pos.store.refund_book",
    "lomi_pos.till.customers", "lomi_pos.till.links", "lomi_pos.till.lomi", "lomi_pos.till.products",
    "lomi_pos.till.refunding", "lomi_pos.till.refunds", "lomi_pos.till.sale_lines", "lomi_pos.till.sessions",
}  # fmt: skip
"""What reads answers, lists sales, gives money back and makes links: a charge leaves before it is there."""

HEAVY = {
    "argparse", "array", "asyncio", "concurrent", "ctypes", "datetime", "decimal", "email", "gettext", "http",
    "importlib.abc", "importlib.resources", "locale", "logging.handlers", "sqlite3", "ssl", "urllib.request", "uuid",
    "xml",
}  # fmt: skip
"""Of Python's own, what costs a millisecond and shows nothing."""

OF_ARGUMENTS = {"argparse", "gettext", "locale"}
"""What a start by an icon does without."""

TO_THE_FIRST_PAINT = """
import os, sys
before = {name.partition(".")[0] for name in sys.modules}
from lomi_pos.cli.main import main
from lomi_pos.ui.pyside import import_pyside
import_pyside()
import lomi_pos.ui.loading
def painted(self):
    made = [f"PySide6.QtCore.{name}" for name in vars(sys.modules["PySide6.QtCore"])]
    print(*(name for name in sys.modules if name.partition(".")[0] not in before), *made, flush=True)
    os._exit(0)
lomi_pos.ui.loading.FirstPaint._end = painted
main(sys.argv[1:])
"""
TO_THE_END = """
import sys
before = {name.partition(".")[0] for name in sys.modules}
from lomi_pos.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(*(name for name in sys.modules if name.partition(".")[0] not in before))
"""
BEFORE_A_CHARGE = """
import sys
from importlib import import_module
from lomi_pos.assembly import LOADED_TO_CHARGE
for name in LOADED_TO_CHARGE:
    import_module(name)
print(*sys.modules)
"""
TO_THE_REQUEST = """
import asyncio, os, sys
from importlib import import_module
from lomi_pos.assembly import LOADED_TO_CHARGE, open_till
for name in LOADED_TO_CHARGE:
    import_module(name)
from lomi_pos.till.money import Money
from lomi_pos.till.order import Order

async def charge():
    loaded = asyncio.get_running_loop().create_future()
    async def take(reader, writer):
        if (await reader.readline()).startswith(b"POST"):
            print(*sys.modules.keys() - before, flush=True)
            os._exit(0)
        writer.close()
    server = await asyncio.start_server(take, "127.0.0.1", 0)
    os.environ["LOMI_API_URL"] = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    till = open_till(None)
    with till.folder.locked():
        async with till.open_engine(lambda news: None) as engine:
            before = set(sys.modules)
            await engine.charge(Order(Money(5000, "XOF")))
            await asyncio.Event().wait()

asyncio.run(charge())
"""
EVERYTHING_AHEAD = """
import sys
from importlib import import_module
from lomi_pos.assembly import LOADED_TO_CHARGE, LOADED_TO_READ
from lomi_pos.ui.window import LOADED_FOR_THE_DAY
for name in (*LOADED_TO_CHARGE, *LOADED_TO_READ, *LOADED_FOR_THE_DAY):
    import_module(name)
print(*sys.modules)
"""


def modules_of(program: str, *arguments: str, folder: Path | None = None) -> set[str]:
    environment = os.environ | ({"LOMI_POS_DATA_DIR": str(folder)} if folder is not None else {})
    environment |= {
        "QT_QPA_PLATFORM": "offscreen",
        "LOMI_API_KEY": "lomi_sk_live_0123456789abcdef0123456789abcdef",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(("options", "too"), [((), set()), (("--practice",), PRACTICE_TOO)], ids=["till", "practice"])
def test_the_first_paint_imports_what_it_shows(tmp_path: Path, options: tuple[str, ...], too: set[str]):
    loaded = modules_of(TO_THE_FIRST_PAINT, *options, folder=tmp_path)
    assert {name for name in loaded if name.startswith("lomi_pos")} - OURS - too == set()
    strangers = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names - OTHERS
    assert strangers - {"lomi_pos", "__feature__", "signature_bootstrap"} == set()
    assert loaded & HEAVY == set()
    assert "PySide6.QtCore.QTimer" in loaded
    assert "PySide6.QtCore.Qt" not in loaded  # its enums are made all at once


def test_nothing_of_a_day_needs_babel_or_pillow():
    loaded = modules_of(EVERYTHING_AHEAD)
    assert "lomi_pos.ui.waiting_view" in loaded
    assert {name.partition(".")[0] for name in loaded} & {"babel", "PIL", "click", "rich", "statistics"} == set()


def test_what_few_sales_need_is_loaded_when_it_is_asked_for():
    loaded = modules_of(EVERYTHING_AHEAD)
    assert {name for name in loaded if name.startswith(("lomi_pos.ui.history", "lomi_pos.ui.options"))} == set()
    assert loaded & {"lomi_pos.till.products", "lomi_pos.ui.ended_view", "lomi_pos.ui.customer.view"} == set()


def test_what_lets_a_charge_leave_reads_no_answer():
    assert "httpx" in (loaded := modules_of(BEFORE_A_CHARGE))
    assert loaded & {"decimal", "lomi_pos.api.wire", "PySide6", *NOT_TO_CHARGE} == set()


def test_a_charge_leaves_with_what_was_loaded_for_it(tmp_path: Path):
    late = modules_of(TO_THE_REQUEST, folder=tmp_path)
    of_its_order = {"lomi_pos.till.catalogue", "lomi_pos.till.products"}
    assert {name for name in late if name.startswith("lomi_pos")} - of_its_order == set()
    assert {name.partition(".")[0] for name in late} - sys.stdlib_module_names - {"lomi_pos"} == set()


def test_asking_for_the_version_loads_neither_window_nor_network():
    loaded = modules_of(TO_THE_END, "--version")
    assert loaded & (HEAVY - OF_ARGUMENTS | OTHERS | {"httpx", "keyring", "babel"}) == set()


def test_a_terminal_command_loads_no_window(tmp_path: Path):
    loaded = modules_of(TO_THE_END, "--data-dir", str(tmp_path), "sales", "--json")
    assert "lomi_pos.cli.sales" in loaded
    assert loaded & (OTHERS | {"qrcode", "PIL", "escpos"}) == set()
