import logging
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lomi_pos.store.settings import SettingsFile, load_settings, save_settings
from lomi_pos.till.errors import SettingsTrouble
from lomi_pos.till.settings import Settings, SettingsBook

WRITTEN_BY_A_PERSON = """\
# Chez Awa, Cotonou
[shop]
name = "Chez Awa"        # on the receipt
till = "B"

[payments]
providers = ["WAVE", "MTN"]
colour = "green"         # from a newer version

[kitchen]
printer = "hot"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def shop(settings: Settings, **changes: Any) -> Settings:
    return replace(settings, shop=replace(settings.shop, **changes))


# ---------------------------------------------------------------------------- reading
def test_without_a_file_everything_has_its_default(file):
    assert load_settings(file) == Settings()
    assert not file.exists()


def test_it_is_the_settings_book_that_the_window_asks_for(file):
    book: SettingsBook = SettingsFile(file)
    assert book.settings == Settings()


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "[shop]\n", "\ufeff[shop]\n"])
def test_a_missing_key_has_its_default(file, text):
    file.write_text(text, encoding="utf-8")
    assert load_settings(file) == Settings()


def test_what_a_person_wrote_is_read(file):
    file.write_text(WRITTEN_BY_A_PERSON, encoding="utf-8")
    settings = load_settings(file)
    assert (settings.shop.name, settings.shop.till, settings.shop.currency) == ("Chez Awa", "B", "XOF")
    assert settings.payments.providers == ("WAVE", "MTN")
    assert settings.counter == Settings().counter


def test_an_unknown_key_is_warned_about_once(file, caplog):
    file.write_text(WRITTEN_BY_A_PERSON, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        book = SettingsFile(file)
        book.keep(shop(book.settings, name="Awa"))
    assert [record.args for record in caplog.records] == [("kitchen",), ("payments.colour",)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[shop\n", "line 1 is not right"),
        ('[shop]\nname = "x"\nname = "y"\n', "line 3 is not right"),
        ("[shop]\nname = 'x", "it ends too early"),
    ],
)
def test_what_is_no_toml_is_refused_in_plain_words(file, text, problem):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsTrouble) as trouble:
        load_settings(file)
    assert trouble.value.message.code == "settings_unreadable"
    assert trouble.value.message.values == {"path": str(file), "problem": problem}
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "name", "problem"),
    [
        ("shop = 5\n", "shop", "must be a section, written [shop]"),
        ("[[shop]]\n", "shop", "must be a section, written [shop]"),
        ("[shop]\nname = 5\n", "shop.name", 'must be a text between "quotes"'),
        ('[counter]\nreturn_after_s = "8"\n', "counter.return_after_s", "must be a whole number"),
        ("[counter]\nreturn_after_s = 8.5\n", "counter.return_after_s", "must be a whole number"),
        ("[counter]\nreturn_after_s = true\n", "counter.return_after_s", "must be a whole number"),
        ("[counter]\nsound = 1\n", "counter.sound", "must be true or false"),
        ('[payments]\nproviders = "WAVE"\n', "payments.providers", "must be a list of texts"),
        ("[payments]\nproviders = [1]\n", "payments.providers", "must be a list of texts"),
        ('[display]\nlanguage = "de"\n', "display.language", 'must be one of "", "fr", "en"'),
        ("[display]\ntheme = []\n", "display.theme", 'must be one of "system", "light", "dark"'),
        ('[shop]\ncurrency = "GBP"\n', "shop.currency", "must be one of XOF, USD, EUR"),
        ("[shop]\nconfirm_limit = -1\n", "shop.confirm_limit", "must not be negative"),
        ("[payments]\nexpiration_minutes = 0\n", "payments.expiration_minutes", "must be at least 1"),
        ("[counter]\nreturn_after_s = -1\n", "counter.return_after_s", "must not be negative"),
        ("[counter]\nvolume = 101\n", "counter.volume", "must be from 0 to 100"),
    ],
)
def test_a_wrong_value_has_its_default_and_a_warning(file, text, name, problem, caplog):
    file.write_text(text, encoding="utf-8")
    book = SettingsFile(file)
    assert book.settings == Settings()
    assert book.defaulted == (name,)
    assert [record.args for record in caplog.records] == [(name, problem)]
    assert file.read_text(encoding="utf-8") == text


def test_one_wrong_value_leaves_all_others_in_force(file):
    file.write_text('[shop]\nname = "Chez Awa"\ntill = 7\n[counter]\nvolume = 999\nsound = false\n', encoding="utf-8")
    book = SettingsFile(file)
    assert (book.settings.shop.name, book.settings.shop.till) == ("Chez Awa", "A")
    assert (book.settings.counter.sound, book.settings.counter.volume) == (False, 80)
    assert book.defaulted == ("shop.till", "counter.volume")


def test_keeping_settings_mends_a_wrong_section(file):
    file.write_text("shop = 5\n", encoding="utf-8")
    SettingsFile(file).keep(shop(Settings(), till="B"))
    assert file.read_text(encoding="utf-8").strip() == '[shop]\ntill = "B"'


@pytest.mark.parametrize("till", ["P", "", "a", "ABCD", "1", "A-", "É"])
def test_a_till_is_a_letter_and_never_that_of_practice(file, till):
    file.write_text(f'[shop]\ntill = "{till}"\n', encoding="utf-8")
    assert load_settings(file).shop.till == "A"


@pytest.mark.parametrize("till", ["A", "Z", "A1", "BAR", "P1"])
def test_other_letters_are_tills(file, till):
    file.write_text(f'[shop]\ntill = "{till}"\n', encoding="utf-8")
    assert load_settings(file).shop.till == till


def test_a_file_that_is_not_text_is_told(file):
    file.write_bytes(b"[shop]\nname = '\xff'\n")
    with pytest.raises(SettingsTrouble, match="UTF-8"):
        load_settings(file)


def test_a_folder_in_its_place_is_told(file):
    file.mkdir()
    with pytest.raises(SettingsTrouble):
        load_settings(file)


# ---------------------------------------------------------------------------- writing
def test_what_is_kept_is_read_again(file):
    settings = Settings()
    settings = shop(settings, name="L'Étoile “bleue”\n", till="B", confirm_limit=0)
    settings = replace(settings, payments=replace(settings.payments, providers=("WAVE", "MTN"), other_currencies=True))
    settings = replace(settings, display=replace(settings.display, language="fr", theme="dark"))
    SettingsFile(file).keep(settings)
    assert load_settings(file) == settings


def test_comments_and_unknown_keys_survive_a_change(file):
    file.write_text(WRITTEN_BY_A_PERSON, encoding="utf-8")
    book = SettingsFile(file)
    book.keep(shop(book.settings, name="Chez Fatou"))
    assert file.read_text(encoding="utf-8") == WRITTEN_BY_A_PERSON.replace('"Chez Awa" ', '"Chez Fatou" ')


def test_only_what_differs_is_written(file):
    SettingsFile(file).keep(shop(Settings(), till="B"))
    assert file.read_text(encoding="utf-8") == '[shop]\ntill = "B"\n'


def test_a_setting_put_back_to_its_default_is_written_as_such(file):
    file.write_text(WRITTEN_BY_A_PERSON, encoding="utf-8")
    book = SettingsFile(file)
    book.keep(shop(book.settings, till="A"))
    assert 'till = "A"' in file.read_text(encoding="utf-8")


def test_they_are_in_force_once_kept_and_not_before(file):
    book = SettingsFile(file)
    with pytest.raises(SettingsTrouble) as trouble:
        book.keep(shop(Settings(), till="P"))
    assert trouble.value.message.code == "settings_unwritable"
    assert book.settings == Settings()
    assert not file.exists()
    book.keep(shop(Settings(), till="B"))
    assert book.settings.shop.till == "B"


def test_a_file_that_became_unreadable_is_not_overwritten(file):
    book = SettingsFile(file)
    file.write_text("[shop\n", encoding="utf-8")
    with pytest.raises(SettingsTrouble):
        book.keep(shop(Settings(), till="B"))
    assert file.read_text(encoding="utf-8") == "[shop\n"


def test_a_place_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(SettingsTrouble) as trouble:
        save_settings(tmp_path / "data" / "settings.toml", shop(Settings(), till="B"))
    assert trouble.value.message.code in {"settings_unwritable", "settings_unreadable"}


def test_a_power_cut_while_writing_leaves_the_old_file_whole(file, monkeypatch):
    file.write_text(WRITTEN_BY_A_PERSON, encoding="utf-8")

    def cut(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", cut)
    with pytest.raises(SettingsTrouble):
        save_settings(file, shop(Settings(), till="C"))
    assert file.read_text(encoding="utf-8") == WRITTEN_BY_A_PERSON
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")
def test_only_its_owner_may_read_what_was_written(file):
    SettingsFile(file).keep(shop(Settings(), till="B"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_engine_gets_its_part(file):
    file.write_text(WRITTEN_BY_A_PERSON, encoding="utf-8")
    engine = load_settings(file).for_engine()
    assert (engine.till, engine.title, engine.providers) == ("B", "Chez Awa", ("WAVE", "MTN"))


WRONG = '[shop]\nname = "Chez Awa"\ntill = 7  # the seventh\n[counter]\nvolume = 999\n'


def test_what_cannot_be_used_stays_in_the_file_until_a_person_changes_it(file):
    file.write_text(WRONG, encoding="utf-8")
    book = SettingsFile(file)
    book.keep(shop(book.settings, name="Chez Fatou"))
    assert file.read_text(encoding="utf-8") == WRONG.replace("Awa", "Fatou")
    assert list(book.defaulted) == ["shop.till", "counter.volume"]

    book.keep(shop(book.settings, till="B"))
    assert 'till = "B"' in file.read_text(encoding="utf-8")
    assert "volume = 999" in file.read_text(encoding="utf-8")
    assert list(book.defaulted) == ["counter.volume"]


def test_a_wrong_section_stays_until_something_of_it_is_changed(file):
    file.write_text("shop = 5\n", encoding="utf-8")
    book = SettingsFile(file)
    book.keep(replace(book.settings, counter=replace(book.settings.counter, sound=False)))
    assert file.read_text(encoding="utf-8").startswith("shop = 5\n")
    assert book.defaulted == ("shop",)
