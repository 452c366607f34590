from datetime import UTC, datetime, timedelta

import pytest
from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

from lomi_pos.till.money import Money
from lomi_pos.till.states import State
from lomi_pos.ui import format as fmt
from lomi_pos.ui import translation

NOW = datetime(2026, 11, 21, 14, 31, 7, tzinfo=UTC)


@pytest.fixture
def in_french(dressed, qapp):
    translation.speak(qapp, "fr")


def test_french_money_has_narrow_spaces_that_do_not_break(in_french):
    assert fmt.money(Money(12_500)) == "12\u202f500\u00a0F\u202fCFA"
    assert fmt.money(Money(1250, "EUR")) == "12,50\u00a0€"


def test_english_money_keeps_the_franc_behind_the_figures(dressed):
    assert fmt.money(Money(12_500)) == "12,500\u00a0F\u202fCFA"
    assert fmt.money(Money(1250, "USD")) == "$12.50"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0 s"), (59, "59 s"), (61, "1 min"), (7300, "2 h"), (90_000, "1 d")]
)
def test_ages_are_short(dressed, seconds, shown):
    assert fmt.age(NOW - timedelta(seconds=seconds), NOW) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(9, "9 s"), (10, "10 s"), (19, "10 s"), (59, "50 s"), (65, "1 min")])
def test_an_age_can_go_on_in_steps(dressed, seconds, shown):
    assert fmt.age(NOW - timedelta(seconds=seconds), NOW, step_s=10) == shown


def test_an_age_is_never_negative(dressed):
    assert fmt.age(NOW + timedelta(seconds=5), NOW) == "0 s"


@pytest.mark.parametrize(("seconds", "shown"), [(892, "14:52"), (3849, "1:04:09"), (-3, "0:00")])
def test_a_countdown_stops_at_nothing(seconds, shown):
    assert fmt.countdown(NOW + timedelta(seconds=seconds), NOW) == shown


def test_another_days_time_carries_its_date(dressed):
    local = NOW.astimezone()
    assert fmt.moment_near(NOW, NOW) == local.strftime("%H:%M")
    assert fmt.moment_near(NOW - timedelta(days=1), NOW).startswith("20/11/2026")


def test_what_is_wrong_with_a_payment_comes_before_the_word_paid(dressed):
    assert fmt.state_words(State.PAID, frozenset({"late", "twice"})) == "Paid twice"
    assert fmt.state_words(State.PAID) == "Paid"


def test_every_state_has_words_in_french(in_french):
    assert {fmt.state_words(state) for state in State} >= {"En attente", "Payée", "Expirée"}


AMOUNTS = (0, 1, 99, 100, 999, 1000, 12_500, 123_456, 1_000_000, 987_654_321, -5, -5000, -123_456)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("minor", AMOUNTS)
def test_figures_and_money_are_what_cldr_writes(dressed, qapp, language, minor):
    translation.speak(qapp, language)
    assert fmt.whole_number(minor) == format_decimal(minor, locale=language)
    assert fmt.figures(Money(minor)) == format_decimal(minor, "#,##0", locale=language)
    for currency in ("EUR", "USD"):
        amount = Money(minor, currency)
        assert fmt.figures(amount) == format_decimal(amount.major, "#,##0.00", locale=language)
        assert fmt.money(amount) == format_currency(amount.major, currency, locale=language)


@pytest.mark.parametrize(("language", "locale"), [("fr", "fr"), ("en", "en_GB")])
def test_days_times_and_plurals_are_what_cldr_writes(dressed, qapp, language, locale):
    translation.speak(qapp, language)
    for at in (NOW, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)):
        here = at.astimezone()
        assert fmt.day(at) == format_date(here, "dd/MM/yyyy", locale=locale)
        assert fmt.clock_time(at) == format_time(here, "HH:mm", locale=locale)
        assert fmt.clock_time_s(at) == format_time(here, "HH:mm:ss", locale=locale)
    for count in range(25):
        assert fmt.is_singular(count) is (Locale.parse(locale).plural_form(count) == "one")


def test_a_currency_that_no_till_charges_is_written_too(in_french):
    assert fmt.money(Money(1250, "GBP")) == "12,50\u00a0£GB"
