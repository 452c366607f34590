"""What the till says to a clerk, in few places, so that it can be read and translated as a whole.

Here is what any sale may need said. Of codes that were not made as they should be (``creation_words``), of the journal
and its disk, and of money given back, modules of their own speak.

The rules speak in ``Message``s: a code and its values. The window and the terminal each turn one into
words of the shop's language, from the same catalogue (``resources/translations``, context ``till``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lomi_pos.till.translatable import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the clerk: the code of one (``sentence_of``) and the values for its ``{names}``."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def english(self) -> str:
        """Return the sentence in English, as logs and JSON carry it; an unknown code stands for itself."""
        return fill(sentence_of(self.code) or self.code, self.values)


def fill(sentence: str, values: Mapping[str, str]) -> str:
    """Put ``values`` into ``sentence``; a value that is missing (a journal of another version) shows as an ellipsis."""
    return sentence.format_map(_Values(values))


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def sentence_of(code: str) -> str | None:
    """The sentence with this code, in English; None for one that this version does not know."""
    if code in SENTENCES:
        return SENTENCES[code]
    # Seldom told, and not before the window is painted.
    from lomi_pos.till.creation_words import CREATION_SENTENCES  # noqa: PLC0415
    from lomi_pos.till.journal_words import JOURNAL_SENTENCES  # noqa: PLC0415
    from lomi_pos.till.money_back_words import MONEY_BACK_SENTENCES  # noqa: PLC0415

    return CREATION_SENTENCES.get(code) or JOURNAL_SENTENCES.get(code) or MONEY_BACK_SENTENCES.get(code)


NOTHING_CHARGED = QT_TRANSLATE_NOOP("till", "Nothing was charged.")
"""The end of many sentences, word for word, in each language."""

SENTENCES: Mapping[str, str] = {
    # What was typed
    "amount_empty": QT_TRANSLATE_NOOP("till", "Type an amount first. Nothing was charged."),
    "amount_not_a_number": QT_TRANSLATE_NOOP(
        "till", "“{text}” is not an amount. Type digits only, like 5000. Nothing was charged."
    ),
    "amount_negative": QT_TRANSLATE_NOOP("till", "An amount cannot be negative. Nothing was charged."),
    "amount_zero": QT_TRANSLATE_NOOP("till", "The amount is zero. Nothing was charged."),
    "amount_has_decimals": QT_TRANSLATE_NOOP(
        "till", "The CFA franc has no cents: type a whole amount, like 5000. Nothing was charged."
    ),
    "amount_too_many_decimals": QT_TRANSLATE_NOOP(
        "till", "{currency} has {digits} decimals at most. Nothing was charged."
    ),
    "amount_too_large": QT_TRANSLATE_NOOP("till", "The amount is over {limit}. Check the zeros. Nothing was charged."),
    "currency_unknown": QT_TRANSLATE_NOOP(
        "till", "{currency} is not a currency that lomi. takes. Use XOF, USD or EUR. Nothing was charged."
    ),
    "currency_off": QT_TRANSLATE_NOOP(
        "till", "{currency} is switched off in this shop's settings. Use {usual}. Nothing was charged."
    ),
    "minutes_wrong": QT_TRANSLATE_NOOP("till", "A code can live from 1 minute to 7 days. Nothing was charged."),
    "link_needs": QT_TRANSLATE_NOOP(
        "till", "An instant link needs an amount, a product link needs a product. No link was made."
    ),
    "word_unknown": QT_TRANSLATE_NOOP("till", "“{text}” is not one of: {words}. Nothing was sent."),
    "phone_wrong": QT_TRANSLATE_NOOP(
        "till",
        "“{text}” is not a phone number. Write it with its country, like +225 07 00 00 00 00. Nothing was charged.",
    ),
    "email_wrong": QT_TRANSLATE_NOOP(
        "till", "This is not an e-mail address: one looks like awa@example.com. Nothing was sent."
    ),
    "customer_unnamed": QT_TRANSLATE_NOOP("till", "A customer needs a name. Nothing was sent."),
    "phone_only_xof": QT_TRANSLATE_NOOP(
        "till", "A phone can be charged in F CFA only, not in {currency}. Nothing was charged."
    ),
    "wave_smallest": QT_TRANSLATE_NOOP("till", "Wave takes {smallest} at least. Nothing was charged."),
    "mtn_country": QT_TRANSLATE_NOOP(
        "till",
        "MTN cannot be charged for a number of this country ({phone}). It can in: {countries}. Nothing was charged.",
    ),
    "price_differs": QT_TRANSLATE_NOOP(
        "till",
        "{quantity} × {price} makes {total}, and the amount is {amount}. Charge {total}, or take the product out. "
        "Nothing was charged.",
    ),
    "price_too_low": QT_TRANSLATE_NOOP("till", "This product costs {least} at least. Nothing was charged."),
    "price_too_high": QT_TRANSLATE_NOOP("till", "This product costs {most} at most. Nothing was charged."),
    "price_currency": QT_TRANSLATE_NOOP(
        "till", "This product is sold in {price_currency}, and the amount is in {currency}. Nothing was charged."
    ),
    "items_differ": QT_TRANSLATE_NOOP(
        "till",
        "The articles come to {total}, and the amount is {amount}. Charge {total}, or take the articles out. "
        "Nothing was charged.",
    ),
    "items_not_fixed": QT_TRANSLATE_NOOP(
        "till",
        "lomi. takes several articles at once only at fixed prices that are paid once. Charge this one by itself. "
        "Nothing was charged.",
    ),
    "id_wrong": QT_TRANSLATE_NOOP(
        "till", "“{text}” is not an id of lomi.'s: copy it again, whole, from your lomi. dashboard. Nothing was sent."
    ),
    "quantity_wrong": QT_TRANSLATE_NOOP("till", "A quantity is from 1 to {most}. Nothing was charged."),
    "card_customer": QT_TRANSLATE_NOOP(
        "till", "A card payment needs the customer's name and e-mail address. Nothing was charged."
    ),
    "page_wrong": QT_TRANSLATE_NOOP(
        "till", "“{text}” is not the address of a page: one starts with https://. No link was made."
    ),
    "product_needs": QT_TRANSLATE_NOOP("till", "A product needs a name and a price. Nothing was made."),
    "price_bounds": QT_TRANSLATE_NOOP(
        "till",
        "Only a price that the customer chooses has a lowest and a highest amount, in its own currency, "
        "and what is proposed lies between them. Nothing was made.",
    ),
    "link_untitled": QT_TRANSLATE_NOOP(
        "till", "A link needs a title: it is what the customer reads. No link was made."
    ),
    "not_possible_now": QT_TRANSLATE_NOOP("till", "That cannot be done with sale {number} now. Nothing was changed."),
    "paid_cannot_change": QT_TRANSLATE_NOOP("till", "Sale {number} is already paid. Nothing was changed."),
    # Paper
    "no_receipt": QT_TRANSLATE_NOOP(
        "till", "Sale {number} is not paid and has no code that can be paid, so there is nothing to print."
    ),
    "not_printed": QT_TRANSLATE_NOOP("till", "Not printed: {problem}."),
    "not_printed_paid": QT_TRANSLATE_NOOP(
        "till",
        "Receipt of {number} ({amount}, paid) not printed: {problem}. Print it again from the history (F3).",
    ),
    "not_printed_receipt": QT_TRANSLATE_NOOP(
        "till", "Receipt of {number} not printed: {problem}. Print it again from the history (F3)."
    ),
    "not_printed_code": QT_TRANSLATE_NOOP(
        "till", "Code of {number} ({amount}, not paid) not printed: {problem}. Print it again with Ctrl+P."
    ),
    "not_printed_poster": QT_TRANSLATE_NOOP("till", "The poster is not printed: {problem}."),
    "not_printed_test": QT_TRANSLATE_NOOP("till", "The test page is not printed: {problem}."),
    "not_saved": QT_TRANSLATE_NOOP("till", "Not saved: {problem}. The sale stands as it did."),
    # The key and the address
    "key_missing": QT_TRANSLATE_NOOP(
        "till",
        "There is no lomi. key yet. Paste your secret key in Settings, or run “lomi-pos key set”, "
        "or practise with “lomi-pos --practice”. Nothing was charged.",
    ),
    "key_publishable": QT_TRANSLATE_NOOP(
        "till",
        "This is a publishable key (lomi_pk_). The till needs the secret key, which starts with lomi_sk_. "
        "Copy it from your lomi. dashboard. Nothing was charged.",
    ),
    "key_malformed": QT_TRANSLATE_NOOP(
        "till",
        "This is not a lomi. secret key. A secret key starts with lomi_sk_live_ or lomi_sk_test_: "
        "copy it again, whole. Nothing was charged.",
    ),
    "key_publishable_not_kept": QT_TRANSLATE_NOOP(
        "till",
        "This is a publishable key (lomi_pk_), so it is not kept. The till needs the secret key, which starts with "
        "lomi_sk_: copy it from your lomi. dashboard and paste it here.",
    ),
    "key_malformed_not_kept": QT_TRANSLATE_NOOP(
        "till",
        "This is not a lomi. secret key, so it is not kept. A secret key starts with lomi_sk_live_ or lomi_sk_test_: "
        "copy it again, whole, and paste it here.",
    ),
    "key_wrong_environment": QT_TRANSLATE_NOOP(
        "till",
        "This is a {key_environment} key, and the address is lomi.'s {url_environment} one. "
        "Use a key and an address of the same environment. Nothing was charged.",
    ),
    "url_not_https": QT_TRANSLATE_NOOP(
        "till",
        "The address “{url}” is not secure: it must start with https://. Correct LOMI_API_URL or "
        "the setting account.url. Nothing was charged.",
    ),
    "account_malformed": QT_TRANSLATE_NOOP(
        "till", "“{account}” is not a Network account: one starts with acct_. Nothing was charged."
    ),
    # What lomi. or the line answered
    "no_connection": QT_TRANSLATE_NOOP("till", "No connection. Nothing was charged."),
    "cancelled_unsent": QT_TRANSLATE_NOOP(
        "till", "It was cancelled before it left this till, so nobody can pay it. Nothing was charged."
    ),
    "no_answer": QT_TRANSLATE_NOOP("till", "lomi. did not answer. We keep trying."),
    "question_refused": QT_TRANSLATE_NOOP("till", "lomi. does not tell: “{message}”."),
    "not_asked": QT_TRANSLATE_NOOP(
        "till",
        "lomi. does not answer: what is on the screen may be old. Check the Wi-Fi or the router; "
        "the till keeps trying by itself.",
    ),
    "check_unanswered": QT_TRANSLATE_NOOP(
        "till",
        "{number} could not be checked: lomi. does not answer. It may be paid already: do not charge again, and hand "
        "nothing over before the screen is green. The till keeps checking.",
    ),
    "check_unanswered_paid": QT_TRANSLATE_NOOP(
        "till",
        "{number} could not be checked again: lomi. does not answer. It stays as it stood; check again in a moment.",
    ),
    "check_busy": QT_TRANSLATE_NOOP(
        "till",
        "{number} could not be checked: lomi. is busy, and can be asked again in {minutes} min. It may be paid "
        "already: do not charge again, and hand nothing over before the screen is green. The till then checks "
        "by itself.",
    ),
    "check_busy_paid": QT_TRANSLATE_NOOP(
        "till",
        "{number} could not be checked again: lomi. is busy, and can be asked again in {minutes} min. It stays as it "
        "stood.",
    ),
    "check_refused": QT_TRANSLATE_NOOP(
        "till",
        "{number} could not be checked: lomi. says “{message}”. It may be paid already: do not charge again, "
        "and ask the manager.",
    ),
    "check_refused_paid": QT_TRANSLATE_NOOP(
        "till",
        "{number} could not be checked again: lomi. says “{message}”. It stays as it stood; ask the manager.",
    ),
    "outcome_unknown": QT_TRANSLATE_NOOP("till", "Not confirmed yet, trying again. Do not start this sale again."),
    "once_unclear": QT_TRANSLATE_NOOP(
        "till",
        "lomi. did not say whether this was done, so money may have moved. It is never sent twice: "
        "look among lomi.'s payments and refunds first.",
    ),
    "write_unclear": QT_TRANSLATE_NOOP(
        "till", "lomi. did not say whether this was done. No money moved. Look at it again before you repeat it."
    ),
    "webhook_url": QT_TRANSLATE_NOOP(
        "till", "lomi. cannot send to “{url}”: it must be a public address that starts with https://. Nothing was sent."
    ),
    "webhook_not_signed": QT_TRANSLATE_NOOP(
        "till", "This event is not signed by lomi. with this endpoint's secret. Nothing of it was believed."
    ),
    "webhook_unreadable": QT_TRANSLATE_NOOP(
        "till", "This event is signed by lomi., but it cannot be read. Look at the payment itself."
    ),
    "lomi_busy": QT_TRANSLATE_NOOP("till", "lomi. is busy. Trying again in {wait_s} s. Do not start this sale again."),
    "request_refused": QT_TRANSLATE_NOOP("till", "lomi. refused: “{message}”. Nothing was charged."),
    "key_refused": QT_TRANSLATE_NOOP(
        "till", "lomi. does not accept this till's key. Nothing was charged. Ask the manager to check it in Settings."
    ),
    "key_refused_in_use": QT_TRANSLATE_NOOP(
        "till",
        "lomi. does not accept this till's key. Open sales cannot be checked until it does; they may already be paid. "
        "Ask the manager to check the key in Settings.",
    ),
    "not_found": QT_TRANSLATE_NOOP("till", "lomi. does not know it: “{message}”."),
    "network_refused": QT_TRANSLATE_NOOP(
        "till", "lomi. Network refused: {problem}. Nothing was charged. Ask the manager."
    ),
    "network_refused_in_use": QT_TRANSLATE_NOOP(
        "till",
        "lomi. Network refused: {problem}. Open sales cannot be checked until this is settled; they may already be "
        "paid. Ask the manager.",
    ),
    "payment_required": QT_TRANSLATE_NOOP(
        "till",
        "This customer has an unpaid lomi. invoice, so no code was made. Nothing was charged. Ask the manager.",
    ),
    # The program itself
    "bug": QT_TRANSLATE_NOOP(
        "till",
        "Something went wrong in lomi POS itself; the log file says what. The sales on disk are safe: look at yours "
        "before you charge it again.",
    ),
    "engine_restarted": QT_TRANSLATE_NOOP(
        "till", "The till had to restart its connection. No sale was lost; everything is being checked again."
    ),
    "charge_interrupted": QT_TRANSLATE_NOOP(
        "till",
        "The till had to restart in the middle of this sale. Nothing was charged. "
        "Press Enter to take it up again: it is not made twice.",
    ),
}
