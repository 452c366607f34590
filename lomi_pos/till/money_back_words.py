"""What the till says of money that goes back: by lomi., or in cash."""

from collections.abc import Mapping

from lomi_pos.till.translatable import QT_TRANSLATE_NOOP

MONEY_BACK_SENTENCES: Mapping[str, str] = {
    # Money given back
    "refund_not_allowed": QT_TRANSLATE_NOOP("till", "Only the manager can give money back. Nothing was sent."),
    "refund_open": QT_TRANSLATE_NOOP(
        "till",
        "A refund of this payment is not clear yet. Do not repeat it: the till looks until lomi. shows it. "
        "Nothing more was sent.",
    ),
    "refund_all_back": QT_TRANSLATE_NOOP("till", "All of this payment was given back already. Nothing was sent."),
    "refund_too_much": QT_TRANSLATE_NOOP("till", "At most {left} of this payment can be given back. Nothing was sent."),
    "refund_provider": QT_TRANSLATE_NOOP(
        "till",
        "lomi. cannot give {provider} payments back. Give the money back in cash, or from the shop's own account, "
        "and note it.",
    ),
    "refund_provider_unknown": QT_TRANSLATE_NOOP(
        "till", "lomi. has not said yet how this was paid, so it cannot be given back yet. Check again in a moment."
    ),
    "refund_not_completed": QT_TRANSLATE_NOOP(
        "till",
        "lomi. says “{status}” of this payment, and gives only completed ones back. Nothing was sent.",
    ),
    "refund_not_looked": QT_TRANSLATE_NOOP(
        "till",
        "lomi. could not be asked about this payment first, so the refund was not sent. No money moved. "
        "Try again in a moment.",
    ),
    "refund_no_connection": QT_TRANSLATE_NOOP(
        "till", "No connection: the refund was not sent. No money moved. Try again when it is back."
    ),
    "refund_refused": QT_TRANSLATE_NOOP("till", "lomi. refused the refund: “{message}”. No money moved."),
    "refund_key_refused": QT_TRANSLATE_NOOP(
        "till",
        "lomi. does not accept this till's key, so nothing was given back. No money moved. "
        "Ask the manager to check it in Settings.",
    ),
    "refund_network_refused": QT_TRANSLATE_NOOP(
        "till", "lomi. Network refused the refund: {problem}. No money moved. Ask the manager."
    ),
    "refund_unclear": QT_TRANSLATE_NOOP(
        "till",
        "lomi. did not say whether {amount} was given back, so the money may have gone. Do not repeat it: "
        "the till looks until lomi. shows it.",
    ),
    "refund_not_sent": QT_TRANSLATE_NOOP(
        "till", "The till stopped before this refund was sent. No money moved. Ask for it again."
    ),
    "refund_failed": QT_TRANSLATE_NOOP(
        "till", "lomi. says that this refund failed: the shop still has the money. Look at it with the customer."
    ),
    "refund_interrupted": QT_TRANSLATE_NOOP(
        "till",
        "The till had to restart in the middle of this refund. Look at the payment again before you ask for it: "
        "what was sent stands there.",
    ),
    # Money handed back in cash
    "cash_not_paid": QT_TRANSLATE_NOOP("till", "Sale {number} is not paid, so there is nothing to give back in cash."),
    "cash_zero": QT_TRANSLATE_NOOP("till", "Type the amount that you handed back in cash. Nothing was noted."),
    "cash_too_much": QT_TRANSLATE_NOOP(
        "till", "The shop has {left} of this sale, so no more can go back in cash. Nothing was noted."
    ),
    "cash_interrupted": QT_TRANSLATE_NOOP(
        "till",
        "The till had to restart in the middle of this. Look at what happened to the sale before you note it again: "
        "what was noted stands there.",
    ),
    "refund_given_in_cash": QT_TRANSLATE_NOOP(
        "till",
        "{cash} of this sale was already given back in cash: at most {left} can be refunded. Nothing was sent.",
    ),
}
