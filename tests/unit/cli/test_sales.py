import re
from dataclasses import replace

from lomi_pos.cli.sales import _print_table
from lomi_pos.till.payments import SaleRefund
from lomi_pos.till.states import RefundState
from tests.ui import sales


def refunded(number: int, note: str):
    paid = sales.paid_late(number)
    assert paid.received is not None
    return replace(paid, note=note, refunds=(SaleRefund(1, "t", paid.received, state=RefundState.DONE),))


def test_columns_never_touch_however_long_their_words_are(capsys):
    _print_table([refunded(41, "awa"), sales.waiting(42, note="koffi")])
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("  late refunded  awa")
    assert first.index("awa") == second.index("koffi")


def test_a_sale_paid_twice_shows_what_was_received_in_all(capsys):
    _print_table([sales.paid_twice()])
    assert re.search(r"12 500 F CFA  \(25 000 F CFA\)  paid", capsys.readouterr().out)


def test_a_sale_paid_exactly_has_its_amount_once(capsys):
    _print_table([sales.paid()])
    assert capsys.readouterr().out.count("F CFA") == 1


def test_no_sales_print_nothing(capsys):
    _print_table([])
    assert capsys.readouterr().out == ""
