"""What the detail lists below the time line: money, references and texts, each with its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from lomi_pos.till.attempt import Attempt
from lomi_pos.till.lomi import CheckoutSession, Transaction
from lomi_pos.till.money import Money
from lomi_pos.till.order import Kind
from lomi_pos.till.refunding import AskedRefund
from lomi_pos.till.sale import Sale
from lomi_pos.till.sessions import ListedSession
from lomi_pos.ui import format as fmt
from lomi_pos.ui.history.models import Booked
from lomi_pos.ui.history.status import session_words, transaction_words
from lomi_pos.ui.words import provider_name


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Facts under one heading; empty ones are left out."""

    title: str
    facts: tuple[Fact, ...]


class Facts(QObject):
    """Names the fields of a sale and of a transaction, in the order in which people ask for them."""

    def of_sale(self, sale: Sale) -> tuple[Chapter, ...]:
        chapters = [self._sale_chapter(sale), *self._payment_chapters(sale)]
        chapters += [
            self._refund_chapter(one.amount, one.refund_id, one.transaction_id, is_elsewhere=one.is_elsewhere)
            for one in sale.refunds
        ]
        chapters += [self._attempt_chapter(one, is_only=len(sale.attempts) == 1) for one in sale.attempts]
        return tuple(chapter for chapter in chapters if chapter.facts)

    def of_transaction(self, booked: Booked) -> tuple[Chapter, ...]:
        return tuple(
            chapter
            for chapter in (
                self._money_chapter(booked),
                self._customer_chapter(booked.transaction),
                self._reference_chapter(booked),
                self._metadata(booked.transaction),
                self._others(booked.transaction),
            )
            if chapter.facts
        )

    # ------------------------------------------------------------------ a sale
    def _sale_chapter(self, sale: Sale) -> Chapter:
        return _chapter(
            self.tr("Sale"),
            (self.tr("Note"), sale.note),
            (self.tr("Clerk"), sale.clerk),
            (self.tr("Asked"), fmt.money(sale.amount)),
            (self.tr("Discount"), _money(sale.discount)),
            (self.tr("Received"), _money(sale.received)),
            (self.tr("Given back"), _money(sale.refunded)),
            (self.tr("Given back in cash"), _money(sale.cash_back)),
            (self.tr("Reference"), sale.reference),
            (self.tr("For the Network account"), sale.identity.account),
        )

    def _payment_chapters(self, sale: Sale) -> list[Chapter]:
        return [
            _chapter(
                self.tr("Payment") if len(sale.payments) == 1 else self.tr("Payment {count}").format(count=count),
                (self.tr("Amount"), fmt.money(payment.amount) if len(sale.payments) > 1 else ""),
                (self.tr("Provider"), provider_name(payment.provider) if payment.provider else ""),
                (self.tr("Fee"), _money(payment.fee)),
                (self.tr("Net"), _money(payment.net)),
                (self.tr("Transaction"), payment.transaction_id or ""),
            )
            for count, payment in enumerate(sale.payments, start=1)
        ]

    def _refund_chapter(
        self, amount: Money, refund_id: str | None, transaction_id: str, *, is_elsewhere: bool = False
    ) -> Chapter:
        return _chapter(
            self.tr("Refund not made at this till") if is_elsewhere else self.tr("Refund"),
            (self.tr("Amount"), fmt.money(amount)),
            (self.tr("Refund at lomi."), refund_id or ""),
            (self.tr("Transaction"), transaction_id),
        )

    def of_refunds(self, refunds: Sequence[AskedRefund]) -> tuple[Chapter, ...]:
        """Those of a payment that was made elsewhere."""
        return tuple(
            self._refund_chapter(one.given or one.order.amount, one.refund_id, one.order.transaction_id)
            for one in refunds
        )

    def _attempt_chapter(self, attempt: Attempt, *, is_only: bool) -> Chapter:
        named = {
            Kind.SESSION: self.tr("Checkout session"),
            Kind.LINK: self.tr("Payment link"),
        }.get(attempt.kind, self.tr("Transaction"))
        code, numbered = self.tr("Code"), self.tr("Code {count}")
        if attempt.kind.is_phone:
            code, numbered = self.tr("Request on the phone"), self.tr("Request on the phone {count}")
        return _chapter(
            code if is_only else numbered.format(count=attempt.count),
            (named, attempt.remote_id or ""),
            (self.tr("Address"), attempt.url or ""),
            (self.tr("Good until"), fmt.moment(attempt.expires_at) if attempt.expires_at else ""),
        )

    # ------------------------------------------------------------------ a transaction
    def _money_chapter(self, booked: Booked) -> Chapter:
        seen = booked.transaction
        return _chapter(
            self.tr("Payment"),
            (self.tr("Amount"), _money(seen.gross)),
            (self.tr("Discount"), _money(seen.discount) if seen.discount and seen.discount.minor else ""),
            (self.tr("Fee"), _money(seen.fee)),
            (self.tr("Fee's name"), seen.fee_name or seen.fee_reference),
            (self.tr("Net"), _money(seen.net)),
            (self.tr("Status at lomi."), transaction_words(seen.status)),
            (self.tr("Provider"), provider_name(seen.provider) if seen.provider else ""),
            (self.tr("Method"), seen.method),
            (self.tr("Kind"), seen.kind),
            (self.tr("Description"), seen.description),
            (self.tr("Quantity"), str(seen.quantity) if seen.quantity is not None and seen.quantity > 1 else ""),
            (self.tr("Changed"), fmt.moment(seen.updated_at) if seen.updated_at else ""),
        )

    def _customer_chapter(self, seen: Transaction | CheckoutSession) -> Chapter:
        return _chapter(
            self.tr("Customer"),
            (self.tr("Name"), seen.customer_name),
            (self.tr("Phone"), seen.customer_phone),
            (self.tr("E-mail"), seen.customer_email),
        )

    def _reference_chapter(self, booked: Booked) -> Chapter:
        seen = booked.transaction
        return _chapter(
            self.tr("References"),
            (self.tr("Sale"), booked.number),
            (self.tr("Transaction"), seen.id),
            (self.tr("Provider's transaction"), seen.provider_transaction_id),
            (self.tr("Provider's page"), seen.provider_checkout_id),
            (self.tr("Checkout session"), seen.checkout_session_id or ""),
            (self.tr("Product"), seen.product_id or ""),
            (self.tr("Price"), seen.price_id or ""),
            (self.tr("Subscription"), seen.subscription_id or ""),
        )

    def _metadata(self, seen: Transaction | CheckoutSession) -> Chapter:
        return _chapter(self.tr("Metadata"), *seen.metadata.items())

    def _others(self, seen: Transaction | CheckoutSession) -> Chapter:
        """What lomi. says and this version has no name for."""
        return _chapter(self.tr("Also said by lomi."), *seen.others.items())

    # ------------------------------------------------------------------ a checkout session
    def of_session(self, row: ListedSession) -> tuple[Chapter, ...]:
        seen = row.session
        code = _chapter(
            self.tr("Checkout session"),
            (self.tr("Address"), row.url),
            (self.tr("Amount"), _money(seen.amount)),
            (self.tr("Title"), seen.title),
            (self.tr("Description"), seen.description),
            (self.tr("Status at lomi."), session_words(row.status)),
            (self.tr("Provider"), provider_name(row.provider) if row.provider else ""),
            (self.tr("Offered"), ", ".join(provider_name(one) for one in seen.allowed_providers)),
            (self.tr("Good until"), fmt.moment(seen.expires_at) if seen.expires_at else ""),
            (self.tr("Changed"), fmt.moment(seen.updated_at) if seen.updated_at else ""),
        )
        references = _chapter(
            self.tr("References"),
            (self.tr("Sale"), row.number),
            (self.tr("Checkout session"), seen.id),
            (self.tr("Payment link"), seen.payment_link_id or ""),
            (self.tr("Product"), seen.product_id or ""),
            (self.tr("Price"), seen.price_id or ""),
            (self.tr("Subscription"), seen.subscription_id or ""),
        )
        chapters = (code, self._customer_chapter(seen), references, self._metadata(seen), self._others(seen))
        return tuple(chapter for chapter in chapters if chapter.facts)


def _chapter(title: str, *facts: tuple[str, str]) -> Chapter:
    return Chapter(title, tuple(Fact(name, value) for name, value in facts if value))


def _money(amount: Money | None) -> str:
    return fmt.money(amount) if amount is not None else ""
