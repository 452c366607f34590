"""Babel with the data that the bundle brings."""

import pickle
from pathlib import Path

import babel
import pytest
from babel import core, localedata
from babel.numbers import format_currency, get_currency_precision

from money_data import about_money

LANGUAGES = ("fr", "en", "pt")
AMOUNTS = (1, -1234567.891, 0)
BABEL = Path(babel.__file__).parent
NAMES = ("babel/global.dat", *(f"babel/locale-data/{name}.dat" for name in ("root", *LANGUAGES)))


def written() -> list[object]:
    currencies = sorted(
        {"XOF", "XAF", "EUR", "USD", "GHS", "NGN", "BHD", "CLF", *core.get_global("currency_fractions")}
    )
    return [
        (get_currency_precision(currency), format_currency(amount, currency, locale=language))
        for currency in currencies
        for language in LANGUAGES
        for amount in AMOUNTS
    ]


@pytest.fixture
def bundled(tmp_path):
    entries = [(name, str(BABEL.parent / name), "DATA") for name in NAMES]
    return {name: Path(source) for name, source, _ in about_money(entries, tmp_path)}


def test_money_is_written_as_with_all_of_babel(bundled, monkeypatch):
    before = written()
    monkeypatch.setattr(localedata, "_cache", {})
    monkeypatch.setattr(localedata, "_dirname", str(bundled["babel/locale-data/root.dat"].parent))
    monkeypatch.setattr(core, "_global_data", pickle.loads(bundled["babel/global.dat"].read_bytes()))  # noqa: S301
    assert written() == before


def test_a_tenth_of_it_is_enough(bundled):
    assert sum(path.stat().st_size for path in bundled.values()) < 0.1 * sum(
        (BABEL.parent / name).stat().st_size for name in NAMES
    )


def test_what_is_not_babels_stays_as_it_is(tmp_path):
    entry = ("lomi_pos/_resources/style.qss", "somewhere", "DATA")
    assert about_money([entry], tmp_path) == [entry]
