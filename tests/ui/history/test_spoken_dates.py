from datetime import date

import pytest

from lomi_pos.ui.history.spoken_dates import take_day

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        ("hier", "", date(2026, 3, 1)),
        ("Yesterday", "", date(2026, 3, 1)),
        ("avant-hier", "", date(2026, 2, 28)),
        ("aujourd'hui awa", "awa", TODAY),
        ("aujourd’hui", "", TODAY),
        ("awa hier orange", "awa orange", date(2026, 3, 1)),
        ("28/02", "", date(2026, 2, 28)),
        ("1.3", "", date(2026, 3, 1)),
        ("3/3", "", date(2025, 3, 3)),
        ("24/12/2025", "", date(2025, 12, 24)),
        ("24/12/25", "", date(2025, 12, 24)),
        ("31/02", "31/02", None),
        ("12500", "12500", None),
        ("A-041", "A-041", None),
        ("hier today", "today", date(2026, 3, 1)),
        ("hiérarchie", "hiérarchie", None),
        ("", "", None),
    ],
)
def test_a_day_is_taken_out_of_a_search(text, rest, day):
    assert take_day(text, TODAY) == (rest, day)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("29/02", date(2026, 3, 1), date(2024, 2, 29)),
        ("29/02", date(2028, 1, 10), date(2024, 2, 29)),
        ("29/02", date(2028, 2, 29), date(2028, 2, 29)),
        ("31/12", date(2028, 2, 29), date(2027, 12, 31)),
        ("30/02", date(2028, 2, 29), None),
    ],
)
def test_a_date_without_a_year_is_the_last_one_that_there_was(text, today, day):
    assert take_day(text, today)[1] == day
