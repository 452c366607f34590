"""What stays in a bundle and what goes."""

import os
import runpy
import sys

import pytest

from freezing import ROOT
from system_libraries import PACKAGES
from trimming import is_wanted, trimmed_hooks, trimmed_modules, unexplained
from what_is_imported import named_in

QT = "PySide6/Qt"


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/lib/libQt6Widgets.so.6",
        f"{QT}/lib/libicudata.so.73",
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/printsupport/libcupsprintersupport.so",
        f"{QT}/translations/qtbase_fr.qm",
        f"{QT}/lib/QtCore.framework/Versions/A/QtCore",
        "PySide6/QtSvg.abi3.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt6Core.dll",
        "PySide6/QtPrintSupport.pyd",
        "babel/locale-data/fr.dat",
        "babel/locale-data/root.dat",
        "babel/global.dat",
        "escpos/capabilities.json",
        "lomi_pos/_resources/style.qss",
        "lomi_pos/sandbox/templates/pay.html",
        "libxcb-cursor.so.0",
    ],
)
def test_what_is_used_stays(name):
    assert is_wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/lib/libQt6Quick.so.6",
        f"{QT}/lib/libQt6Qml.so.6",
        f"{QT}/lib/QtQuick.framework/Versions/A/QtQuick",
        f"{QT}/plugins/platforms/libqvnc.so",
        f"{QT}/plugins/platformthemes/libqgtk3.so",
        f"{QT}/plugins/sqldrivers/libqsqlite.so",
        f"{QT}/qml/QtQuick/qmldir",
        f"{QT}/translations/qtbase_de.qm",
        "PySide6/QtQml.abi3.so",
        "PySide6/Qt6Pdf.dll",
        "PySide6/opengl32sw.dll",
        "libQt6Quick.so.6",
        "babel/locale-data/de.dat",
        "babel/locale-data/en_Shaw.dat",
        "setuptools-84.2.1.dist-info/METADATA",
        "httpx/tests/data.json",
        "certifi/cacert.pem",
    ],
)
def test_what_is_not_used_goes(name):
    assert not is_wanted(name)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' libraries have other names")
@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_the_desktop_s_own_libraries_are_never_brought(name):
    assert not is_wanted(name)


def test_picture_formats_that_nobody_opens_go_with_their_modules():
    entries = [(name, "", "PYMODULE") for name in ("PIL.PngImagePlugin", "PIL.WebPImagePlugin", "PIL.Image", "tkinter")]
    assert [name for name, *_ in trimmed_modules(entries)] == ["PIL.PngImagePlugin", "PIL.Image"]


def test_no_script_of_other_programs_runs_at_each_start():
    entries = [(name, "", "PYSOURCE") for name in ("pyi_rth_usb", "pyi_rth_inspect", "at_start", "__main__")]
    assert [name for name, *_ in trimmed_hooks(entries)] == ["at_start", "__main__"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' loaders say nothing to other programs")
@pytest.mark.parametrize("before", ["/opt/shop/lib", None])
def test_what_the_loader_told_the_linker_is_not_told_to_a_browser(monkeypatch, before):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/lomi-pos/_internal")
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    runpy.run_module("at_start")
    assert os.environ.get("LD_LIBRARY_PATH") == before


def test_nothing_that_our_own_sources_import_is_left_out():
    wanted = {name for name in named_in(ROOT / "lomi_pos") if not name.startswith("lomi_pos")}
    kept = {name for name, *_ in trimmed_modules([(name, "", "PYMODULE") for name in wanted])}
    assert wanted - kept == set()


def test_a_module_that_nothing_imports_is_told_unless_there_is_a_reason():
    assert unexplained({"httpx", "tarfile", "encodings.cp850"}, {"httpx", "ssl"}) == ["tarfile"]
