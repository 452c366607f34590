"""Charging a customer directly, without a page to choose on (lomi. docs, Charges; lomi.'s source, ``core/charges``).

lomi. deduplicates none of them: each is sent once, and followed through its transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lomi_pos.till.money import Money

DIRECT_CHARGE = "api_direct_charge"
"""What ``metadata.source`` says of a transaction that began as a charge."""


@dataclass(frozen=True, slots=True)
class WaveDraft:
    """A Wave payment to be asked for: XOF only. ``phone`` is international, like ``+2250700000000``.

    lomi. keeps no metadata of it, so only ``description`` can carry the sale's reference.
    """

    amount: Money
    phone: str = field(repr=False)
    customer_name: str = ""
    customer_email: str = ""
    description: str = ""
    success_url: str = ""
    error_url: str = ""


@dataclass(frozen=True, slots=True)
class MtnDraft:
    """An MTN payment to be asked for: XOF only. The customer is debited ``amount`` times ``quantity``.

    ``country`` is two letters; empty means that of the number.
    """

    amount: Money
    phone: str = field(repr=False)
    customer_name: str = ""
    customer_email: str = ""
    description: str = ""
    country: str = ""
    product_id: str | None = None
    subscription_id: str | None = None
    quantity: int = 1

    @property
    def debited(self) -> Money:
        return Money(self.amount.minor * self.quantity, self.amount.currency)


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card payment to be prepared. The card itself is typed into a web form: a till has no use for that part.

    lomi. wants ``customer_id``, or the customer's name and e-mail.
    """

    amount: Money
    customer_id: str | None = None
    customer_name: str = ""
    customer_email: str = ""
    customer_phone: str = ""
    description: str = ""
    payment_reference: str = ""
    product_id: str | None = None
    subscription_id: str | None = None
    quantity: int | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    appearance_theme: str = ""
    appearance_border_radius: int | None = None
    appearance_billing_address: str = ""


@dataclass(frozen=True, slots=True)
class PhoneCharge:
    """A Wave or MTN charge that lomi. has begun. ``transaction_id`` is what it is followed by: ``GET /transactions``.

    ``status`` is the provider's word at the beginning. ``url`` is Wave's page, exactly as given. ``amount`` is what
    lomi. says it asked for, where it says so.
    """

    provider: str
    transaction_id: str
    status: str = ""
    url: str | None = None
    provider_id: str = ""
    amount: Money | None = None
    others: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class CardCharge:
    """A card payment (``pi_...``). ``status`` is the card processor's word: ``succeeded``, ``canceled`` (one l), ...

    ``amount`` is what was asked for; ``converted`` is what the card is debited, often in another currency.
    ``client_secret`` belongs to the web form and nowhere else.
    """

    id: str
    status: str
    amount: Money | None = None
    converted: Money | None = None
    transaction_id: str | None = None
    transaction_status: str = ""
    client_secret: str = field(default="", repr=False)
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
