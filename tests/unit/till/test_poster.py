from dataclasses import replace

import pytest

from lomi_pos.till.links import KnownLink
from lomi_pos.till.poster import poster_of
from lomi_pos.till.settings import ShopSection
from lomi_pos.till.slip import Code, Look, Slip, Text, text_of
from tests.ui.links.data import known
from tests.unit.till.test_receipt import SAY

SHOP = ShopSection(name="Boutique Awa", address="Treichville", logo="logo.png")
LINK = known(1, "Panier de mangues")


def poster(link: KnownLink = LINK, mark: str = "") -> Slip:
    return poster_of(link, SHOP, SAY, mark=mark, sheet="A6", code_mm=70)


def test_it_says_whose_it_is_what_for_how_much_and_to_check_the_name():
    said = text_of(poster())
    for words in ("Boutique Awa", "Panier de mangues", "2 501 F CFA", "Check the name before you pay.", str(LINK.url)):
        assert words.replace(" ", "") in said.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    assert "·" not in said


def test_a_shop_without_a_name_asks_nobody_to_check_it():
    made = poster_of(LINK, replace(SHOP, name=" "), SAY, mark="", sheet="A6", code_mm=70)
    assert "Check the name" not in text_of(made)


def test_the_code_is_as_large_as_asked():
    assert [line.side_mm for line in poster().lines if isinstance(line, Code)] == [70]


def test_a_product_link_says_where_its_price_is():
    assert LINK.link is not None
    product = replace(LINK, link=replace(LINK.link, kind="product", amount=None))
    assert "The price is on the page." in text_of(poster(product))


@pytest.mark.parametrize("mark", ["practice", "test"])
def test_what_is_no_real_money_says_so_above_and_below_and_across(mark):
    made = poster(mark=mark)
    bands = [line for line in (made.lines[0], made.lines[-1]) if isinstance(line, Text) and line.look is Look.BAND]
    assert (len(bands), made.mark) == (2, mark.upper())


def test_a_live_poster_carries_no_mark():
    assert poster().mark == ""
