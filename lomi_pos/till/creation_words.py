"""What the till says when a code, a link or a question on the phone was not made as asked, or perhaps not at all."""

from collections.abc import Mapping

from lomi_pos.till.translatable import QT_TRANSLATE_NOOP

CREATION_SENTENCES: Mapping[str, str] = {
    # Nobody knows whether a code was made
    "key_reused": QT_TRANSLATE_NOOP(
        "till",
        "lomi. says this sale was already sent with other details. No code can be shown, and one may have been paid: "
        "do not charge again before the manager has looked in the lomi. dashboard.",
    ),
    "same_fault_thrice": QT_TRANSLATE_NOOP(
        "till",
        "lomi. failed three times in the same way. We do not know whether the code was made; it was never shown, "
        "so nobody can have paid it. Check again, or ask the manager.",
    ),
    "too_old_to_repeat": QT_TRANSLATE_NOOP(
        "till",
        "This sale was never confirmed, and it is too old to send again. Its code was never shown, so nobody can have "
        "paid it. Check again, or start a new sale.",
    ),
    "other_identity": QT_TRANSLATE_NOOP(
        "till",
        "This sale was begun with another lomi. key or account, so it cannot be finished with this one. "
        "Its code was never shown, so nobody can have paid it. Start a new sale, or ask the manager to put that key "
        "back.",
    ),
    "other_identity_new_code": QT_TRANSLATE_NOOP(
        "till",
        "Sale {number} was begun with another lomi. key or account, so it gets no code from this one. "
        "Start a new sale, or ask the manager to put that key back. Nothing was sent.",
    ),
    "other_identity_in_use": QT_TRANSLATE_NOOP(
        "till",
        "{number} cannot be checked: it was made with another lomi. key or account. It may be paid already: "
        "do not charge again, and ask the manager to put that key back.",
    ),
    "perhaps_shown": QT_TRANSLATE_NOOP(
        "till",
        "The sales journal has gone back to an earlier time, and does not know what became of this sale: its code may "
        "have been shown, and paid. Check again, and do not charge it anew before the manager has looked in the lomi. "
        "dashboard.",
    ),
    "other_identity_perhaps_shown": QT_TRANSLATE_NOOP(
        "till",
        "This sale was begun with another lomi. key or account, and the sales journal, which has gone back to an "
        "earlier time, does not know what became of it: it may be paid. Do not charge again, and ask the manager to "
        "put that key back.",
    ),
    "practice_anew": QT_TRANSLATE_NOOP(
        "till", "Practice has begun anew since {number} was begun, so nobody can pay it any more. Start a new sale."
    ),
    "refused_after_unclear": QT_TRANSLATE_NOOP(
        "till",
        "lomi. refused a sale that it may already have made (“{message}”). Its code was never shown, so nobody can "
        "have paid it. Check again, or ask the manager.",
    ),
    # A code that is not what was asked: as the first answer tells of it, and where nobody knows who saw it
    "made_other_amount": QT_TRANSLATE_NOOP(
        "till",
        "lomi. made a code of {theirs}, and {ours} was asked. Nobody was shown it, so nothing was charged. "
        "Start a new sale, and tell the manager.",
    ),
    "made_other_amount_may_be_paid": QT_TRANSLATE_NOOP(
        "till",
        "lomi. made a code of {theirs}, and {ours} was asked. The till does not show it, but it may be paid: check "
        "again, and do not charge it anew before the manager has looked.",
    ),
    "made_other_currency": QT_TRANSLATE_NOOP(
        "till",
        "lomi. made a code in {theirs}, and {ours} was asked. Nobody was shown it, so nothing was charged. "
        "Start a new sale, and tell the manager.",
    ),
    "made_other_currency_may_be_paid": QT_TRANSLATE_NOOP(
        "till",
        "lomi. made a code in {theirs}, and {ours} was asked. The till does not show it, but it may be paid: check "
        "again, and do not charge it anew before the manager has looked.",
    ),
    "made_other_environment": QT_TRANSLATE_NOOP(
        "till",
        "lomi. made a “{theirs}” code, and this till's key is a “{ours}” one. Nobody was shown it, so nothing was "
        "charged. Ask the manager to check the key in Settings.",
    ),
    "made_other_environment_may_be_paid": QT_TRANSLATE_NOOP(
        "till",
        "lomi. made a “{theirs}” code, and this till's key is a “{ours}” one. The till does not show it, but it may "
        "be paid there: do not charge again before the manager has looked in the lomi. dashboard.",
    ),
    "made_for_another": QT_TRANSLATE_NOOP(
        "till",
        "lomi. made a code for another organization than that of this till's key: the money would not be yours. "
        "Nobody was shown it, so nothing was charged. Ask the manager to check the key in Settings.",
    ),
    "made_for_another_may_be_paid": QT_TRANSLATE_NOOP(
        "till",
        "lomi. made a code for another organization than that of this till's key: if someone has paid it, the money "
        "is not yours. It is not shown. Ask the manager before you charge again.",
    ),
    "made_for_another_sale": QT_TRANSLATE_NOOP(
        "till",
        "lomi. gave a code that it had given before, so a payment would not be this sale's. It is not shown, and "
        "nothing was charged. Start a new sale, and tell the manager.",
    ),
    "currency_differs": QT_TRANSLATE_NOOP(
        "till",
        "Money came in another currency than asked: {received} for {asked}. Do not hand it over as paid; "
        "ask the manager.",
    ),
    "url_refused": QT_TRANSLATE_NOOP(
        "till",
        "lomi. gave no address that may be shown to a customer. No code is shown, so nothing was charged. "
        "Start a new sale, and tell the manager.",
    ),
    "url_refused_may_be_paid": QT_TRANSLATE_NOOP(
        "till",
        "lomi. gave no address that may be shown to a customer. No code is shown, but it may be paid: check again, "
        "and do not charge it anew before the manager has looked.",
    ),
    "new_code_not_made": QT_TRANSLATE_NOOP(
        "till",
        "The new code was not made as it should be, and is not shown. An earlier code of this sale may still be paid: "
        "check again, and do not charge it anew before the manager has looked.",
    ),
    "link_unclear": QT_TRANSLATE_NOOP(
        "till", "We do not know yet whether the link was made. It is looked up and never made twice."
    ),
    "link_not_found": QT_TRANSLATE_NOOP(
        "till",
        "lomi. did not say whether the link was made, and does not show it. It was never shown here, so nobody can "
        "have paid it. Check again, or start a new sale: this one is never made twice.",
    ),
    # Asked on the phone
    "charge_unclear": QT_TRANSLATE_NOOP(
        "till",
        "lomi. did not say whether the customer was asked on the phone, so they may pay. It is looked up and never "
        "sent twice: do not start this sale again.",
    ),
    "phone_other_amount": QT_TRANSLATE_NOOP(
        "till",
        "lomi. asked the customer's phone for {theirs}, and {ours} was meant. They may have confirmed it: check again, "
        "and do not charge again before the manager has looked.",
    ),
    "phone_other_currency": QT_TRANSLATE_NOOP(
        "till",
        "lomi. asked the customer's phone in {theirs}, and {ours} was meant. They may have confirmed it: check again, "
        "and do not charge again before the manager has looked.",
    ),
    "phone_url_refused": QT_TRANSLATE_NOOP(
        "till",
        "lomi. gave no address that may be shown to a customer, but their phone may have asked, and they may have "
        "confirmed: check again, and do not charge again before the manager has looked.",
    ),
    "phone_other_identity": QT_TRANSLATE_NOOP(
        "till",
        "This sale was begun with another lomi. key or account, so it cannot be finished with this one. "
        "The customer was not asked, so nobody can have paid it. Start a new sale, or ask the manager to put that key "
        "back.",
    ),
    "charge_not_found": QT_TRANSLATE_NOOP(
        "till",
        "lomi. did not say whether the customer was asked on the phone, and does not show it so far. If their phone "
        "asked, they may have paid: look at it with them, check again, and do not charge again before the manager has "
        "looked.",
    ),
    "charge_failed": QT_TRANSLATE_NOOP(
        "till", "The payment on the phone was refused or given up. No money came. You can ask once more."
    ),
    "charge_open": QT_TRANSLATE_NOOP(
        "till",
        "Sale {number} was already asked on the phone, and the customer may still pay. Nothing more was sent.",
    ),
}
