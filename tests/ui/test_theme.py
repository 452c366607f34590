import re

import pytest
from PySide6.QtGui import QColor

from lomi_pos.ui import theme

GROUNDS = ("ground", "surface", "raised")
PAIRS = [
    *[
        (ink, ground)
        for ink in ("ink", "quiet", "accent_text", "red_text", "green_text", "amber_text")
        for ground in GROUNDS[:2]
    ],
    ("ink", "raised"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent_text", "accent_soft"),
    ("red_text", "red_soft"),
    ("green_text", "green_soft"),
    ("amber_text", "amber_soft"),
    ("quiet", "green_soft"),
    ("quiet", "amber_soft"),
    ("quiet", "grey_soft"),
    ("ink", "grey_soft"),
    ("on_verdict", "paid"),
    ("on_verdict", "amber"),
    ("on_orange", "orange"),
]


def luminance(colour: str) -> float:
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(tokens, ink, ground):
    colours = tokens._asdict()
    assert contrast(colours[ink], colours[ground]) >= 4.5


def test_the_theme_changes_at_once(dressed, qapp):
    theme.dress(qapp, "dark")
    assert theme.tokens() is theme.DARK
    theme.dress(qapp, "light")
    assert theme.tokens() is theme.LIGHT


def test_the_stylesheet_has_no_token_left(qapp):
    assert "$" not in theme.stylesheet(theme.LIGHT)


RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def coloured_rules(tokens: theme.Tokens) -> list[tuple[str, str, str]]:
    """Selector, colour and ground of every rule that sets both, as the application reads them."""
    found = []
    sheet = re.sub(r"/\*.*?\*/", "", theme.stylesheet(tokens), flags=re.DOTALL)
    for selector, body in RULE.findall(sheet):
        said = {name.strip(): value.strip() for name, _, value in (one.partition(":") for one in body.split(";"))}
        ink, ground = said.get("color", ""), said.get("background", "")
        if ink.startswith("#") and ground.startswith("#") and ":disabled" not in selector:
            found.append((" ".join(selector.split()), ink, ground))
    return found


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_rule_of_the_stylesheet_that_sets_both_colours_can_be_read(tokens):
    rules = coloured_rules(tokens)
    assert len(rules) > 15
    assert [rule for rule in rules if contrast(rule[1], rule[2]) < 4.5] == []


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_white_is_read_on_every_verdict(tokens):
    for ground in (tokens.paid, tokens.amber, tokens.orange):
        assert contrast("#ffffff", ground) >= 4.5
