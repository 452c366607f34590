import sys
from pathlib import Path

import pytest

from lomi_pos.cli import main as cli
from lomi_pos.cli.parser import parse


@pytest.fixture
def told_in_a_window(monkeypatch):
    """A till that takes its folder as the window does, and what is told instead of it."""
    told: list[tuple[str, str]] = []

    def run_window(till, **_):
        with till.folder.locked():
            return 0

    monkeypatch.setattr("lomi_pos.app.run_window", run_window)
    monkeypatch.setattr("lomi_pos.app.show_refusal", lambda told_of, *, language: told.append((told_of.code, language)))
    return told


@pytest.mark.skipif(sys.platform != "linux", reason="/proc takes no folder, even of root")
def test_a_folder_that_cannot_be_written_is_named_in_the_systems_language(monkeypatch, capsys, told_in_a_window):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")  # whether this computer has that language's files or not
    folder = Path("/proc/lomi-pos")
    assert cli.main(["--data-dir", str(folder)]) != 0
    said = capsys.readouterr().err
    assert f"La caisse ne peut pas s’ouvrir\u00a0: lomi POS ne peut pas écrire dans le dossier {folder}." in said
    assert "vente" not in said
    assert told_in_a_window == [("data_folder_unwritable", "fr")]


@pytest.mark.parametrize("language", ["fr", "klingon", ""])
def test_a_start_by_its_icon_is_what_no_arguments_say(monkeypatch, language):
    monkeypatch.setenv("LOMI_POS_LANG", language)
    monkeypatch.delenv("LOMI_POS_DATA_DIR", raising=False)
    assert vars(cli.arguments([])) == vars(parse([]))


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_folder_is_neither_this_one_nor_the_usual(monkeypatch, tmp_path, capsys, empty):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.main(["--data-dir", empty, "sales"])
    assert ended.value.code == 2
    assert "no folder is named" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


SAID = {
    "fr": (
        "« {command} » n’a pas été compris : {problem}. Rien n’a été fait. « {command} --help » dit comment l’écrire."
    ),
    "en": "“{command}” was not understood: {problem}. Nothing was done. “{command} --help” tells how it is written.",
}


@pytest.fixture(params=SAID)
def language(request, monkeypatch) -> str:
    monkeypatch.setenv("LOMI_POS_LANG", request.param)
    return str(request.param)


@pytest.mark.parametrize(
    ("given", "command", "problem"),
    [
        (["charge"], "lomi-pos charge", "the following arguments are required: amount"),
        (["sales", "--all"], "lomi-pos", "unrecognized arguments: --all"),
        (["--all"], "lomi-pos", "unrecognized arguments: --all"),
        (["--data-dir"], "lomi-pos", "argument --data-dir: expected one argument"),
    ],
)
def test_what_is_no_command_is_said_in_the_shops_language_and_does_nothing(capsys, language, given, command, problem):
    with pytest.raises(SystemExit) as ended:
        cli.main(given)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith(f"usage: {command} ")
    said = SAID[language].format(command=command, problem=problem)
    assert told.splitlines()[-1].replace("\u00a0", " ") == said


def test_what_is_no_command_is_said_in_the_language_that_stands_beside_it(capsys):
    with pytest.raises(SystemExit):
        cli.main(["charge", "--lang", "fr"])
    assert "Rien n’a été fait." in capsys.readouterr().err
