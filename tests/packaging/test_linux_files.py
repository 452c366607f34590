"""What the .deb brings beside the program: as desktops and people read it."""

import argparse
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from linux_packages import LINUX, packages_needed
from lomi_pos.cli.parser import build_parser

MAN_PAGE = (LINUX / "lomi-pos.1").read_text(encoding="utf-8")


def commands() -> list[str]:
    (choices,) = [one for one in build_parser()._actions if isinstance(one, argparse._SubParsersAction)]
    return sorted(choices.choices)


@pytest.mark.parametrize("command", commands())
def test_the_man_page_tells_every_command(command):
    assert re.search(rf'^\.B[RI]? "?{command}\b', MAN_PAGE, re.MULTILINE)


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_desktop_file_is_sound():
    done = subprocess.run(
        ["desktop-file-validate", LINUX / "lomi-pos.desktop"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs appstream")
def test_the_metadata_for_software_centres_is_sound(tmp_path: Path):
    text = (LINUX / "africa.lomi.pos.metainfo.xml").read_text(encoding="utf-8")
    path = tmp_path / "africa.lomi.pos.metainfo.xml"
    path.write_text(text.replace("@VERSION@", "1.0.0").replace("@DATE@", "2026-03-31"), encoding="utf-8")
    done = subprocess.run(["appstreamcli", "validate", "--no-net", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(shutil.which("readelf") is None, reason="needs binutils")
def test_a_library_that_nobody_brings_stops_the_build(tmp_path: Path):
    program = shutil.which("readelf")
    assert program is not None
    shutil.copyfile(program, tmp_path / "program")  # it needs libraries of binutils', which no desktop has
    with pytest.raises(SystemExit, match=r"neither in the bundle nor in system_libraries\.py: lib"):
        packages_needed(tmp_path)
