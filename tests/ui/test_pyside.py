"""What PySide brings for its makers is left aside, and comes when it is asked for."""

import os
import subprocess
import sys
from pathlib import Path

WRONG_CALL = """
from PySide6.QtCore import QObject
try:
    QObject().setObjectName(1, 2)
except TypeError as error:
    print(error)
from PySide6.support.signature import get_signature
print(get_signature(QObject.setObjectName))
"""
WRONG_ARGUMENT = """
from PySide6.QtCore import QObject
try:
    QObject().setObjectName([])
except TypeError as error:
    print(error)
"""
QUICKLY = """
from lomi_pos.ui.pyside import import_pyside
import_pyside()
"""


def said_by(program: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_a_wrong_call_is_told_in_the_same_words():
    told = said_by(QUICKLY + WRONG_CALL)
    assert "setObjectName" in told
    assert told == said_by(WRONG_CALL)


def test_a_wrong_argument_is_told_in_the_same_words():
    told = said_by(QUICKLY + WRONG_ARGUMENT)
    assert "setObjectName(list)" in told
    assert told == said_by(WRONG_ARGUMENT)


def test_the_library_of_signatures_is_not_loaded_before_it_is_asked_for():
    asked = "import sys; print([hasattr(sys.modules['shibokensupport.signature.parser'], '__file__')])"
    told = said_by(f"{QUICKLY}{asked}\n{WRONG_CALL}{asked}")
    assert told.splitlines()[0] == "[False]"
    assert told.splitlines()[-1] == "[True]"


def test_an_import_does_not_read_the_source_of_the_module():
    kept = "import linecache, wave; print([name for name in linecache.cache if 'wave' in name])"
    assert said_by(QUICKLY + kept) == "[]\n"


def test_a_pyside_that_is_there_already_stays_as_it_is():
    assert said_by(f"import PySide6.QtCore\n{QUICKLY}{WRONG_CALL}") == said_by(WRONG_CALL)
