"""The terminal's sentences, in the shop's language, from the same catalogue as the window's, read without Qt."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Literal

from lomi_pos.resources import resource
from lomi_pos.till.phrases import with_phrases
from lomi_pos.till.translatable import QT_TRANSLATE_NOOP
from lomi_pos.till.words import NOTHING_CHARGED, Message, fill, sentence_of

About = Literal["sale", "link", "customer", "key", "request", "look"]
"""What a command is about, and so what a refusal leaves undone."""

_UNDONE: Mapping[About, str] = {
    "link": QT_TRANSLATE_NOOP("cli", "The link is not made."),
    "customer": QT_TRANSLATE_NOOP("cli", "No customer was written down."),
    "key": QT_TRANSLATE_NOOP("cli", "The key was not kept."),
    "look": "",
}
"""Stands where a sale says that nothing was charged."""

_OF_ONE_LOOK: Mapping[str, str] = {
    "no_answer": QT_TRANSLATE_NOOP("cli", "lomi. did not answer. Try again in a moment."),
    "outcome_unknown": QT_TRANSLATE_NOOP("cli", "lomi. did not answer as it should. Try again in a moment."),
    "lomi_busy": QT_TRANSLATE_NOOP("cli", "lomi. is busy. Try again in {wait_s} s."),
    "not_found": QT_TRANSLATE_NOOP("cli", "lomi. knows nothing of that kind: “{message}”."),
}
"""The same troubles of a command that asks once, and has no sale to go on with."""

SAID: Mapping[str, str] = {
    "creating": QT_TRANSLATE_NOOP("cli", "Sale {number}, {amount}: making the code…"),
    "open": QT_TRANSLATE_NOOP("cli", "Sale {number}, {amount}: scan to pay, until {until}."),
    "open_without_end": QT_TRANSLATE_NOOP("cli", "Sale {number}, {amount}: scan to pay."),
    "paying": QT_TRANSLATE_NOOP("cli", "The customer is paying…"),
    "declined": QT_TRANSLATE_NOOP("cli", "The payment was refused. Nothing was charged; the same code is still good."),
    "paid": QT_TRANSLATE_NOOP("cli", "PAID. Sale {number}, {amount}, {provider}."),
    "paid_unnamed": QT_TRANSLATE_NOOP("cli", "PAID. Sale {number}, {amount}."),
    "paid_discounted": QT_TRANSLATE_NOOP(
        "cli", "PAID. Sale {number}: received {received}, which is {amount} less {discount} with a coupon."
    ),
    "paid_late": QT_TRANSLATE_NOOP("cli", "PAID LATE. Sale {number}, {amount}: the money is there."),
    "paid_twice": QT_TRANSLATE_NOOP("cli", "PAID TWICE. Sale {number}: received {received} for {amount}. Refund one?"),
    "received_other": QT_TRANSLATE_NOOP("cli", "Sale {number}: received {received} of {amount}. Ask the manager."),
    "expired": QT_TRANSLATE_NOOP("cli", "Sale {number}: the code expired, not paid."),
    "cancelled": QT_TRANSLATE_NOOP(
        "cli", "Sale {number}: cancelled here. The customer can still pay; we keep watching."
    ),
    "failed": QT_TRANSLATE_NOOP("cli", "Sale {number} was not made. {reason}"),
    "attention": QT_TRANSLATE_NOOP("cli", "Sale {number} needs a person. {reason}"),
    "waiting": QT_TRANSLATE_NOOP("cli", "{reason}"),
    "stopped": QT_TRANSLATE_NOOP(
        "cli",
        "The watching has stopped, not the sale: {number} can still be paid. “lomi-pos recover” looks again.",
    ),
    "not_waited": QT_TRANSLATE_NOOP("cli", "Not watched any longer. “lomi-pos recover” looks whether it is paid."),
    "practice": QT_TRANSLATE_NOOP("cli", "PRACTICE: no real money."),
    "no_sales": QT_TRANSLATE_NOOP("cli", "No sales."),
    "swept": QT_TRANSLATE_NOOP("cli", "Looked at {looked_at} sales: {changed} changed, {unreached} not reached."),
    "no_network": QT_TRANSLATE_NOOP("cli", "lomi. could not be reached. Run it again when the network is back."),
    "no_transactions": QT_TRANSLATE_NOOP("cli", "No transactions."),
    "no_links": QT_TRANSLATE_NOOP("cli", "No payment links."),
    "no_customers": QT_TRANSLATE_NOOP("cli", "No customers."),
    "no_refunds": QT_TRANSLATE_NOOP("cli", "No refunds."),
    "no_sessions": QT_TRANSLATE_NOOP("cli", "No checkout sessions."),
    "no_subscriptions": QT_TRANSLATE_NOOP("cli", "No subscriptions."),
    "no_webhooks": QT_TRANSLATE_NOOP("cli", "No webhook endpoints."),
    "no_deliveries": QT_TRANSLATE_NOOP("cli", "Nothing was sent to it."),
    "no_balance": QT_TRANSLATE_NOOP("cli", "Nothing has come in yet."),
    "balance_with_pending": QT_TRANSLATE_NOOP("cli", "{available}, and {pending} on the way"),
    "way_connected": QT_TRANSLATE_NOOP("cli", "{provider}: connected"),
    "way_not_connected": QT_TRANSLATE_NOOP("cli", "{provider}: not connected"),
    "customer_made": QT_TRANSLATE_NOOP("cli", "The customer is written down at lomi."),
    "no_products": QT_TRANSLATE_NOOP("cli", "No products."),
    "key_prompt": QT_TRANSLATE_NOOP("cli", "lomi. secret key: "),
    "key_kept": QT_TRANSLATE_NOOP("cli", "The {environment} key {masked} is kept in this computer's keychain."),
    "key_not_kept": QT_TRANSLATE_NOOP(
        "cli",
        "This computer has no keychain that can be used, so the key was not kept. "
        "Set LOMI_API_KEY for each run instead.",
    ),
    "key_forgotten": QT_TRANSLATE_NOOP("cli", "The key was taken out of this computer's keychain."),
    "key_none_kept": QT_TRANSLATE_NOOP("cli", "There was no key in this computer's keychain."),
    "key_not_forgotten": QT_TRANSLATE_NOOP(
        "cli", "This computer's keychain did not open, so a key may still be in it. Unlock it and try again."
    ),
    "key_good": QT_TRANSLATE_NOOP("cli", "lomi. takes the key {masked}: {environment}, {organization}. {providers}"),
    "date_wrong": QT_TRANSLATE_NOOP("cli", "“{text}” is not a date. Write it like 2026-03-31."),
    "state_wrong": QT_TRANSLATE_NOOP("cli", "“{text}” is not a state. Use one of: {states}."),
    "status_wrong": QT_TRANSLATE_NOOP("cli", "“{text}” is not a status. Use: {states}."),
    "provider_wrong": QT_TRANSLATE_NOOP(
        "cli", "“{text}” is not a provider of lomi.'s. Use one of: {providers}. Nothing was charged."
    ),
    "practice_closes": QT_TRANSLATE_NOOP(
        "cli",
        "The practice page closes with this command, so nobody can pay on it: leave out --no-wait to try the payment.",
    ),
    "number_wrong": QT_TRANSLATE_NOOP("cli", "{name} must be from {least} to {most}."),
    "api_path": QT_TRANSLATE_NOOP(
        "cli",
        "“{text}” is not a path: write it like /transactions, without an address, and its filters as --query K=V. "
        "Nothing was sent.",
    ),
    "api_query": QT_TRANSLATE_NOOP(
        "cli", "“{text}” is not a filter: write each once, like limit=20. Nothing was sent."
    ),
    "api_get": QT_TRANSLATE_NOOP("cli", "GET takes neither --body nor --idempotency-key. Nothing was sent."),
    "api_key": QT_TRANSLATE_NOOP(
        "cli", "The idempotency key is 1 to 255 letters, figures and signs, without spaces. Nothing was sent."
    ),
    "api_body": QT_TRANSLATE_NOOP("cli", "The body in {place} cannot be read: {problem}. Nothing was sent."),
    "api_body_not_json": QT_TRANSLATE_NOOP("cli", "The body in {place} is not JSON: {problem}. Nothing was sent."),
    "link_made": QT_TRANSLATE_NOOP("cli", "The link is made. It can be paid more than once."),
    "doctor_settings": QT_TRANSLATE_NOOP("cli", "these cannot be used, so their defaults are in force: {names}"),
    "doctor_settings_good": QT_TRANSLATE_NOOP("cli", "everything in it can be used"),
    "doctor_no_journal": QT_TRANSLATE_NOOP("cli", "there is no sale yet"),
    "doctor_journal_sound": QT_TRANSLATE_NOOP("cli", "every page of it can be read"),
    "doctor_disk": QT_TRANSLATE_NOOP("cli", "{free} MB free"),
    "doctor_copies": QT_TRANSLATE_NOOP("cli", "{count} daily copies, the newest of {newest}"),
    "doctor_no_copies": QT_TRANSLATE_NOOP("cli", "no daily copy yet"),
    "doctor_set_aside": QT_TRANSLATE_NOOP("cli", "damaged journals are kept here: {files}"),
    "doctor_unasked": QT_TRANSLATE_NOOP(
        "cli",
        "the journal has gone back to {until}, and lomi. was not asked yet what is missing: run “lomi-pos recover”",
    ),
    "doctor_clock": QT_TRANSLATE_NOOP("cli", "lomi.'s clock is {seconds} s from this computer's"),
    "doctor_no_keychain": QT_TRANSLATE_NOOP("cli", "none: a key is kept for one run only"),
    "doctor_no_screen": QT_TRANSLATE_NOOP("cli", "none"),
    "doctor_no_printer": QT_TRANSLATE_NOOP("cli", "none found"),
    "doctor_ok": QT_TRANSLATE_NOOP("cli", "ok"),
    "doctor_note": QT_TRANSLATE_NOOP("cli", "note"),
    "doctor_wrong": QT_TRANSLATE_NOOP("cli", "WRONG"),
    "doctor_name_version": QT_TRANSLATE_NOOP("cli", "version"),
    "doctor_name_data": QT_TRANSLATE_NOOP("cli", "data"),
    "doctor_name_disk": QT_TRANSLATE_NOOP("cli", "disk"),
    "doctor_name_settings": QT_TRANSLATE_NOOP("cli", "settings"),
    "doctor_name_journal": QT_TRANSLATE_NOOP("cli", "journal"),
    "doctor_name_missing": QT_TRANSLATE_NOOP("cli", "missing"),
    "doctor_name_copies": QT_TRANSLATE_NOOP("cli", "copies"),
    "doctor_name_damaged": QT_TRANSLATE_NOOP("cli", "damaged"),
    "doctor_name_keychain": QT_TRANSLATE_NOOP("cli", "keychain"),
    "doctor_name_key": QT_TRANSLATE_NOOP("cli", "key"),
    "doctor_name_lomi": QT_TRANSLATE_NOOP("cli", "lomi."),
    "doctor_name_clock": QT_TRANSLATE_NOOP("cli", "clock"),
    "doctor_name_screen": QT_TRANSLATE_NOOP("cli", "screen"),
    "doctor_name_printer": QT_TRANSLATE_NOOP("cli", "printer"),
    "not_understood": QT_TRANSLATE_NOOP(
        "cli",
        "“{command}” was not understood: {problem}. Nothing was done. “{command} --help” tells how it is written.",
    ),
    "no_screen": QT_TRANSLATE_NOOP(
        "cli",
        "There is no screen to open the window on ({problem}). Nothing was charged. "
        "In a terminal, use “lomi-pos charge AMOUNT”.",
    ),
    "output_lost": QT_TRANSLATE_NOOP(
        "cli", "Not everything could be written to the output ({problem}). The sales on disk are safe."
    ),
}


def known_language(value: str | None) -> str | None:
    """``value`` as an option; another than the two is none."""
    return value if value in {"fr", "en"} else None


def chosen_language(option: str | None, setting: str = "") -> str:
    """``fr`` or ``en``: the option, else the setting, else the system's, where any language but French is English."""
    if option or setting:
        return option or setting
    import locale  # noqa: PLC0415  a millisecond, and the window asks Qt

    try:
        system = locale.setlocale(locale.LC_MESSAGES, "") if hasattr(locale, "LC_MESSAGES") else locale.getlocale()[0]
    except locale.Error:
        # This computer lacks that language's own files; what was asked for still stands in the environment.
        system = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    return "fr" if (system or "").lower().startswith(("fr", "french")) else "en"


class Words:
    """Says the terminal's sentences in one language."""

    def __init__(self, option: str | None, about: About = "sale") -> None:
        self._option = option
        self.setting = ""
        """The shop's own choice, once its settings are read."""
        self._about = about

    @property
    def language(self) -> str:
        return chosen_language(self._option, self.setting)

    def say(self, name: str, /, **values: object) -> str:
        """The sentence ``SAID[name]`` with its values."""
        return fill(self._translated("cli", SAID[name]), {key: str(value) for key, value in values.items()})

    def tell(self, message: Message) -> str:
        """A message of the till's, which speaks of a sale, for what this command is about."""
        of_one_look = _OF_ONE_LOOK.get(message.code) if self._about not in {"sale", "link"} else None
        if of_one_look is not None:
            return fill(self._translated("cli", of_one_look), message.values)
        sentence = self._of_the_till(sentence_of(message.code) or message.code)
        if self._about in _UNDONE:
            undone = self._translated("cli", _UNDONE[self._about])
            sentence = sentence.replace(self._of_the_till(NOTHING_CHARGED), undone).replace("  ", " ").strip()
        return fill(sentence, with_phrases(message.values, self._of_the_till))

    def _of_the_till(self, source: str) -> str:
        return self._translated("till", source)

    def _translated(self, context: str, source: str) -> str:
        return _french().get((context, source), source) if self.language == "fr" else source


@cache
def _french() -> Mapping[tuple[str, str], str]:
    """The catalogue as translators edit it. It is our own file, never a stranger's."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415  the window reads the compiled one

    root = ET.parse(resource("translations/lomi_pos_fr.ts")).getroot()  # noqa: S314  our own file
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
        for context in root.iter("context")
        for message in context.iter("message")
        if message.findtext("translation", "")
    }
