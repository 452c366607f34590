"""Every screen and state as a picture, for looking at: ``uv run python tests/ui/render_screens.py OUTDIR``.

Nothing is asked of any network: the sales are folded from events, the bridge and the clock are our fakes.
"""

import argparse
import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from lomi_pos.ui.theme import BASE_STYLE, dress
from lomi_pos.ui.translation import speak
from tests.ui.pictures.counter import counter_screens, keys_screens, practice_screens, touch_screens, unchecked_screens
from tests.ui.pictures.customer import customer_screens, papers
from tests.ui.pictures.history import history_screens
from tests.ui.pictures.links import links_screens
from tests.ui.pictures.settings import first_run_screens, settings_screens

SCREENS = (
    counter_screens,
    unchecked_screens,
    keys_screens,
    practice_screens,
    history_screens,
    links_screens,
    settings_screens,
    first_run_screens,
    touch_screens,
    customer_screens,
    papers,
)


def render(out: Path, size: tuple[int, int], language: str, theme: str, only: str) -> list[Path]:
    made: list[Path] = []

    def grab(name: str, widget: QWidget) -> None:
        if only not in name:
            return
        widget.resize(*size)
        widget.show()
        for _ in range(3):
            QCoreApplication.processEvents()
        path = out / f"{name}.{language}.{theme}.png"
        widget.grab().save(str(path))
        made.append(path)
        widget.hide()

    for screens in SCREENS:
        screens(language, grab)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return made


def contact_sheet(pictures: list[Path], path: Path, columns: int = 4, width: int = 480) -> None:
    """All ``pictures`` small, side by side. A long slip of paper is shown by its top."""
    small = []
    for picture in pictures:
        with Image.open(picture) as opened:
            height = min(opened.height * width // opened.width, width)
            whole = opened.convert("RGB").resize((width, opened.height * width // opened.width))
            small.append(whole.crop((0, 0, width, height)))
    rows = [small[at : at + columns] for at in range(0, len(small), columns)]
    tops = [0, *itertools.accumulate(max(one.height for one in row) + 12 for row in rows)]
    sheet = Image.new("RGB", (columns * (width + 12) + 12, tops[-1] + 12), "#808080")
    for top, row in zip(tops, rows, strict=False):
        for place, one in enumerate(row):
            sheet.paste(one, (12 + place * (width + 12), 12 + top))
    sheet.save(path)


def _either(chosen: str, both: tuple[str, str]) -> Iterator[str]:
    yield from both if chosen == "both" else (chosen,)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", choices=("fr", "en", "both"), default="both")
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="light")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--only", default="", help="only pictures whose name has this in it")
    args = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = args.scale
    width, _, height = args.size.partition("x")
    app = QApplication(["render", *BASE_STYLE])
    args.out.mkdir(parents=True, exist_ok=True)
    for theme in _either(args.theme, ("light", "dark")):
        dress(app, "dark" if theme == "dark" else "light")
        for language in _either(args.lang, ("fr", "en")):
            speak(app, language)
            made = render(args.out, (int(width), int(height)), language, theme, args.only)
            if made:
                contact_sheet(made, args.out / f"all.{language}.{theme}.png")
            print(f"{len(made)} pictures in {args.out} ({language}, {theme})")


if __name__ == "__main__":
    main()
