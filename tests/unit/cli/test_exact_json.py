import json
from decimal import Decimal

import pytest

from lomi_pos.api.strict_json import read_json
from lomi_pos.cli.exact_json import exact_json

ANSWER = rb"""{"amount": 1.10, "big": 12345678901234567890, "small": 1E-7, "none": null, "yes": true,
    "rows": [[], {}, "\u00e9\u001b[2J"]}"""


@pytest.mark.parametrize("indent", [None, 2])
def test_what_was_read_is_written_without_loss(indent):
    written = exact_json(read_json(ANSWER), indent=indent)
    assert read_json(written.encode()) == read_json(ANSWER)
    assert json.loads(written, parse_float=Decimal)["amount"] == Decimal("1.10")
    assert ("1.10" in written, "\n" in written) == (True, indent is not None)


@pytest.mark.parametrize("unseen", ["\x1b[2J", "\x9b2J", "\u202e", "\u2028"])
def test_nothing_in_it_moves_the_terminal(unseen):
    written = exact_json({unseen: unseen})
    assert unseen not in written
    assert json.loads(written) == {unseen: unseen}


def test_accents_stay_readable():
    assert "Boutique Éléphant" in exact_json(["Boutique Éléphant"])
