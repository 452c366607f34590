"""What an idle till costs: ``uv run python bench/idle.py [--minutes N]`` (10 unless told).

A till that sells, on the empty sale screen with no open sale, and beside it at the same time a bare PySide6 window that
does nothing, each a process of its own: resident memory at the end, and the share of a core that each has used since
the first minute. Linux only: read from /proc.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
KEY = "lomi_sk_test_0123456789abcdef0123456789abcdef"
TIMES_GOAL, SHARE_GOAL = 1.9, 0.5
SALES = 50
BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1366, 720)
window.show()
app.exec()
"""


def resident_mib(process: "subprocess.Popen[bytes]") -> float:
    lines = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def processor_s(process: "subprocess.Popen[bytes]") -> float:
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--minutes", type=float, default=10.0)
    minutes = asked.parse_args().minutes
    from bench.shop_day import sell
    from bench.startup import compile_bytecode
    from lomi_pos.api.keys import identity_for
    from lomi_pos.sandbox.server import SandboxServer

    compile_bytecode()  # a start that compiles what it imports keeps tens of MiB of that
    with tempfile.TemporaryDirectory() as folder, SandboxServer() as server:
        sell(Path(folder) / "journal.sqlite", SALES, identity_for(server.key, server.url))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {
            "PYTHONPATH": str(ROOT),
            "LOMI_API_KEY": server.key,
            "LOMI_API_URL": server.url,
            "LOMI_POS_DATA_DIR": folder,
        }
        commands = {
            "bare window": [sys.executable, "-c", BARE],
            "till": [sys.executable, "-m", "lomi_pos"],  # without arguments to read, as by its icon
        }
        running = {name: subprocess.Popen(command, env=environment) for name, command in commands.items()}
        settling_s = min(60.0, minutes * 60 / 4)
        time.sleep(settling_s)
        began, spent = time.monotonic(), {name: processor_s(one) for name, one in running.items()}
        time.sleep(minutes * 60 - settling_s)
        watched_s = time.monotonic() - began
        memory = {name: resident_mib(one) for name, one in running.items()}
        share = {name: 100 * (processor_s(one) - spent[name]) / watched_s for name, one in running.items()}
        for one in running.values():
            one.terminate()
            one.wait(10)
    times = memory["till"] / memory["bare window"]
    print(f"{minutes:g} min idle, {SALES} sales in the journal, no open sale, lomi. answering")
    print(f"{'':14}{'MiB resident':>14}{'% of a core':>14}")
    for name in commands:
        print(f"{name:14}{memory[name]:14.1f}{share[name]:14.2f}")
    print(
        f"memory {times:.2f} times the bare window's, goal {TIMES_GOAL}: {'met' if times <= TIMES_GOAL else 'MISSED'}"
    )
    print(f"processor, goal below {SHARE_GOAL} %: {'met' if share['till'] < SHARE_GOAL else 'MISSED'}")


if __name__ == "__main__":
    main()
