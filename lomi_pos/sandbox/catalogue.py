"""What the sample shop sells and how it can be paid."""

from dataclasses import dataclass, field
from typing import Any, Self

from lomi_pos.sandbox.records import HOME_ORGANIZATION, Amount

CURRENCIES = ("XOF", "USD", "EUR")
SOLD_SINCE = "2026-01-05T08:00:00.000Z"


@dataclass(slots=True)
class Provider:
    code: str
    is_connected: bool = True
    onboarding_status: str = "completed"

    def as_json(self) -> dict[str, Any]:
        return {
            "provider_code": self.code,
            "is_connected": self.is_connected,
            "onboarding_status": self.onboarding_status,
            "is_phone_verified": self.is_connected,
            "phone_number": "+2250700000000" if self.is_connected else None,
            "provider_merchant_id": f"sandbox_{self.code.lower()}" if self.is_connected else None,
            "metadata": {},
            "organization_id": HOME_ORGANIZATION,
        }


@dataclass(frozen=True, slots=True)
class Price:
    id: str
    amount: Amount
    currency_code: str = "XOF"
    pricing_model: str = "standard"
    billing_interval: str | None = None
    minimum_amount: Amount | None = None
    maximum_amount: Amount | None = None
    is_default: bool = True
    created_at: str = SOLD_SINCE
    updated_at: str = SOLD_SINCE

    def as_json(self) -> dict[str, Any]:
        return {
            "price_id": self.id,
            "amount": self.amount,
            "currency_code": self.currency_code,
            "billing_interval": self.billing_interval,
            "pricing_model": self.pricing_model,
            "minimum_amount": self.minimum_amount,
            "maximum_amount": self.maximum_amount,
            "is_default": self.is_default,
            "is_active": True,
            "metadata": {},
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }

    def accepts(self, amount: Amount, quantity: int) -> bool:
        """Whether a caller's own amount agrees with the catalogue."""
        if self.pricing_model != "pay_what_you_want":
            return amount == self.amount * quantity
        return (self.minimum_amount or 0) <= amount <= (self.maximum_amount or amount)


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    name: str
    prices: tuple[Price, ...]
    description: str | None = None
    product_type: str = "one_time"
    is_active: bool = True
    organization_id: str = HOME_ORGANIZATION
    display_on_storefront: bool = True
    images: tuple[str, ...] = ()
    metadata: dict[str, Any] | None = None
    created_at: str = SOLD_SINCE
    updated_at: str = SOLD_SINCE

    @classmethod
    def thaw(cls, saved: dict[str, Any]) -> Self:
        """Read a product back from the state file."""
        return cls(**{**saved, "prices": tuple(Price(**each) for each in saved["prices"])})

    def price(self, price_id: str | None = None) -> Price | None:
        """Return the asked price, or the default one."""
        if price_id is None:
            return next((price for price in self.prices if price.is_default), None)
        return next((price for price in self.prices if price.id == price_id), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "product_id": self.id,
            "organization_id": self.organization_id,
            "name": self.name,
            "description": self.description,
            "product_type": self.product_type,
            "images": list(self.images),
            "is_active": self.is_active,
            "display_on_storefront": self.display_on_storefront,
            "metadata": self.metadata or {},
            "prices": [price.as_json() for price in self.prices],
            "fees": [],
            "created_at": self.created_at,
            "updated_at": self.updated_at,
        }


def sample_products() -> dict[str, Product]:
    def price_id(number: int) -> str:
        return f"9c1d5e00-0000-4000-8000-{number:012d}"

    products = (
        Product(
            "b7a1c000-0000-4000-8000-000000000001",
            "Panier de mangues",
            (
                Price(price_id(1), 2500),
                Price(price_id(2), 4500, is_default=False),
            ),
            "Mangues Kent, le panier de 3 kg ou de 6 kg",
        ),
        Product("b7a1c000-0000-4000-8000-000000000002", "Pagne wax 6 yards", (Price(price_id(3), 18000),)),
        Product(
            "b7a1c000-0000-4000-8000-000000000003",
            "Soutenir l'association",
            (Price(price_id(4), 1000, pricing_model="pay_what_you_want", minimum_amount=500, maximum_amount=100000),),
        ),
        Product(
            "b7a1c000-0000-4000-8000-000000000004",
            "Abonnement mensuel",
            (Price(price_id(5), 10000, billing_interval="month"),),
            product_type="recurring",
        ),
        Product("b7a1c000-0000-4000-8000-000000000005", "Ancien article", (Price(price_id(6), 750),), is_active=False),
    )
    return {product.id: product for product in products}


@dataclass(slots=True)
class Catalogue:
    """Providers are the ones the sample shop is connected to, and SPI, which it is not."""

    providers: dict[str, Provider] = field(
        default_factory=lambda: {
            "WAVE": Provider("WAVE"),
            "ORANGE": Provider("ORANGE"),
            "MTN": Provider("MTN"),
            "STRIPE": Provider("STRIPE"),
            "SPI": Provider("SPI", is_connected=False, onboarding_status="pending"),
        }
    )
    products: dict[str, Product] = field(default_factory=sample_products)

    @property
    def connected(self) -> tuple[str, ...]:
        return tuple(code for code, provider in self.providers.items() if provider.is_connected)

    def is_connected(self, code: str) -> bool:
        return code in self.connected
