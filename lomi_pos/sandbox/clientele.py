"""The shop's customers: those it wrote down, and those who came to be known by paying."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from lomi_pos.sandbox.books import Books
from lomi_pos.sandbox.records import Kept, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer(Kept):
    """``is_deleted``: lomi. hides a customer, and keeps what was paid."""

    name: str
    created_at: datetime
    updated_at: datetime
    email: str | None = None
    phone_number: str | None = None
    whatsapp_number: str | None = None
    country: str = ""
    city: str = ""
    address: str = ""
    postal_code: str = ""
    is_business: bool = False
    is_deleted: bool = False
    metadata: dict[str, Any] | None = field(default=None)

    @property
    def phone(self) -> str | None:
        """Where money can be sent back to."""
        return self.phone_number or self.whatsapp_number


SAMPLES: tuple[tuple[str, str | None, str | None, str, str, bool], ...] = (
    ("Aya Kouassi", "aya.kouassi@example.com", "+2250707123456", "Abidjan", "Cocody, Riviera 2", False),
    ("Yao N'Guessan", None, "+2250505234567", "Bouaké", "Quartier Commerce", False),
    ("Fatou Traoré", "fatou.traore@example.com", "+2250101345678", "Abidjan", "Treichville, avenue 16", False),
    ("Kouadio Konan", None, "+2250708456789", "Yamoussoukro", "", False),
    ("Mariam Coulibaly", "mariam.coulibaly@example.com", "+2250506567890", "Korhogo", "Quartier Soba", False),
    ("Maquis Chez Tantie Adjoua", "tantie.adjoua@example.com", "+2250102678901", "Abidjan", "Yopougon", True),
    ("Pharmacie du Plateau", "caisse@pharmacie-plateau.example", "+2252720789012", "Abidjan", "Plateau", True),
    ("Serge Ehui", "serge.ehui@example.com", None, "Grand-Bassam", "Quartier France", False),
)


def sample_customers() -> list[Customer]:
    """Return the oldest first, as they were written down."""
    since = datetime(2026, 1, 12, 10, 5, tzinfo=UTC)
    return [
        Customer(
            id=f"c05e0000-0000-4000-8000-{number:012d}",
            name=name,
            email=email,
            phone_number=phone,
            whatsapp_number=phone,
            country="CI",
            city=city,
            address=address,
            is_business=is_business,
            created_at=since + timedelta(days=number),
            updated_at=since + timedelta(days=number),
        )
        for number, (name, email, phone, city, address, is_business) in enumerate(SAMPLES, 1)
    ]


class Clientele:
    def __init__(self, books: Books) -> None:
        self.kept = books.shelf("customers", Customer, sample_customers())

    def get(self, customer_id: str | None) -> Customer | None:
        """Return a customer that is not deleted."""
        found = self.kept.get(customer_id) if customer_id else None
        return None if found is None or found.is_deleted else found

    def phone_of(self, row: Transaction) -> str | None:
        customer = self.get(row.customer_id)
        return (customer.phone if customer else None) or row.customer_phone

    def introduce(self, row: Transaction) -> Transaction:
        """Give a new transaction its customer.

        A known customer is named on it. A payer who gave an e-mail or a phone
        is one the shop knows by it already, or becomes a customer; one who gave
        nothing stays a bare id, as on a hosted page without a form.
        """
        known = self.get(row.customer_id)
        if known is None or known.organization_id != row.organization_id:
            known = self._recognised(row)
        if known is not None:
            return replace(
                row,
                customer_id=known.id,
                customer_name=row.customer_name or known.name,
                customer_email=row.customer_email or known.email,
                customer_phone=row.customer_phone or known.phone,
            )
        if (row.customer_email or row.customer_phone) and row.customer_id not in self.kept:
            self.kept.keep(_payer(row))
        return row

    def _recognised(self, row: Transaction) -> Customer | None:
        whose = (row.organization_id, row.environment)
        for each in self.kept:
            is_same = (row.customer_phone and row.customer_phone == each.phone_number) or (
                row.customer_email and row.customer_email == each.email
            )
            if is_same and not each.is_deleted and (each.organization_id, each.environment) == whose:
                return each
        return None


def _payer(row: Transaction) -> Customer:
    return Customer(
        organization_id=row.organization_id,
        merchant_id=row.merchant_id,
        environment=row.environment,
        operator_id=row.operator_id,
        id=row.customer_id,
        name=row.customer_name or row.customer_email or row.customer_phone or "",
        email=row.customer_email,
        phone_number=row.customer_phone,
        country="CI",
        created_at=row.created_at,
        updated_at=row.created_at,
    )
