"""Every text of the window is in the catalogue, and every text of the catalogue is in French."""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from lomi_pos.till.creation_words import CREATION_SENTENCES
from lomi_pos.till.journal_words import JOURNAL_SENTENCES
from lomi_pos.till.money_back_words import MONEY_BACK_SENTENCES
from lomi_pos.till.words import SENTENCES, Message
from lomi_pos.ui import translation
from lomi_pos.ui.words import provider_name, provider_names, tell

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "resources" / "translations" / "lomi_pos_fr.ts"
PLACES = re.compile(r"\{\w+\}")


def translations() -> list[tuple[str, str, str, str]]:
    """Context, source, French, and lupdate's mark of what is not done."""
    found = []
    for context in ET.parse(CATALOGUE).getroot().iter("context"):  # noqa: S314  our own file
        for message in context.iter("message"):
            french = message.find("translation")
            assert french is not None
            found.append(
                (
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    french.text or "",
                    french.get("type", ""),
                )
            )
    return found


def test_nothing_is_left_untranslated():
    unfinished = [(context, source) for context, source, french, kind in translations() if kind or not french]
    assert not unfinished, "run `poe translations`, and translate what is new"


def test_a_translation_keeps_every_place_for_a_value():
    for _, source, french, _ in translations():
        assert sorted(PLACES.findall(french)) == sorted(PLACES.findall(source)), source


def test_lupdate_finds_nothing_new(tmp_path):
    lupdate = shutil.which("pyside6-lupdate") or str(Path(sys.executable).parent / "pyside6-lupdate")
    copy = tmp_path / "lomi_pos_fr.ts"
    copy.write_bytes(CATALOGUE.read_bytes())
    sources = [*(ROOT / "lomi_pos" / "ui").glob("*.py"), *(ROOT / "lomi_pos" / "ui").glob("*/*.py")]
    sources += (ROOT / "lomi_pos" / "till").glob("*.py")
    run = subprocess.run(
        [lupdate, *map(str, sources), "-no-obsolete", "-locations", "none", "-ts", str(copy)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "(0 new" in run.stdout + run.stderr, "run `poe translations`, and translate what is new"


@pytest.mark.parametrize("code", [*SENTENCES, *CREATION_SENTENCES, *JOURNAL_SENTENCES, *MONEY_BACK_SENTENCES])
def test_every_sentence_of_the_till_is_told_in_french(dressed, qapp, code):
    translation.speak(qapp, "fr")
    assert tell(Message(code)) != Message(code).english()


def test_a_message_is_filled_and_an_unknown_one_stands_for_itself(dressed, qapp):
    translation.speak(qapp, "fr")
    assert "A-041" in tell(Message("paid_cannot_change", {"number": "A-041"}))
    assert tell(Message("from_another_version")) == "from_another_version"


def test_providers_have_the_names_that_customers_know(dressed, qapp):
    assert provider_names(("WAVE", "ORANGE", "MTN", "STRIPE", "CARD")) == "Wave, Orange Money, MTN MoMo, Card"
    translation.speak(qapp, "fr")
    assert provider_name("STRIPE") == "Carte"
    assert provider_name("SPI") == "SPI"


def test_any_language_but_french_is_answered_in_english(dressed, qapp):
    assert translation.speak(qapp, "de") in translation.LANGUAGES
    assert translation.speak(qapp, "fr") == "fr"
    assert translation.speak(qapp, "en") == "en"


def test_french_is_set_as_french_is():
    """No-break spaces before the double signs and inside the quotes, and apostrophes that are no typewriter's."""
    wrong = re.compile("[ \u202f][:;?!»](?!/)|«[^\u00a0]|«\u00a0\u00a0|[a-zé]'[a-zéèêh]")
    assert [french for *_, french, _ in translations() if wrong.search(french)] == []


def test_one_word_is_said_for_one_thing():
    """``Monnaie`` is change in a shop, and ``réglé`` is paid: neither may stand for anything else."""
    wrong = re.compile(r"monnaie|réglé\b|à régler|responsable|commerce\b|flash", re.IGNORECASE)
    assert [french for *_, french, _ in translations() if wrong.search(french)] == []
