"""The shop's settings, section by section, as ``settings.toml`` has them. Never a secret among them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from lomi_pos.till.ports import Shop

USUAL_PROVIDERS = ("WAVE", "ORANGE", "MTN")
"""Offered when neither the shop nor ``GET /providers`` says otherwise."""


@dataclass(frozen=True, slots=True)
class ShopSection:
    """Whose till this is, and in what it counts."""

    name: str = ""
    till: str = "A"
    currency: str = "XOF"
    confirm_limit: int = 500_000
    """Over this (in the currency's smallest unit) Enter is asked twice, with the amount in words."""
    address: str = ""
    logo: str = ""
    receipt_footer: str = ""


@dataclass(frozen=True, slots=True)
class PaymentsSection:
    """How a sale can be paid, and for how long."""

    providers: tuple[str, ...] = ()
    """Empty: those that ``GET /providers`` says are connected, else WAVE, ORANGE, MTN."""
    expiration_minutes: int = 15
    success_url: str = "https://lomi.africa/"
    cancel_url: str = "https://lomi.africa/"
    other_currencies: bool = False
    """Whether live keys may charge USD and EUR: lomi.'s papers disagree on their unit."""


@dataclass(frozen=True, slots=True)
class AccountSection:
    """Where lomi. is, and for whom this till sells there."""

    url: str = ""
    network_account: str = ""


@dataclass(frozen=True, slots=True)
class CounterSection:
    """What the counter does and shows."""

    return_after_s: int = 8
    sound: bool = True
    volume: int = 80
    show_totals: bool = True
    keypad: Literal["auto", "on", "off"] = "auto"
    """Figures on screen: ``auto`` where a touch screen is seen."""


@dataclass(frozen=True, slots=True)
class DisplaySection:
    """The language and the look."""

    language: Literal["", "fr", "en"] = ""
    """Empty: the system's."""
    theme: Literal["system", "light", "dark"] = "system"
    customer_screen: str = ""


PaperName = Literal["A4", "A6", "80mm", "58mm"]


@dataclass(frozen=True, slots=True)
class PrintingSection:
    """On what receipts are printed, and when."""

    printer: str = ""
    """A printer of the system's by its name, or where a till printer is: ``tcp:HOST:PORT``, ``file:/dev/usb/lp0``,
    ``serial:/dev/rfcomm0``, ``usb:04b8:0e15``. Empty: none."""
    paper: PaperName = "80mm"
    auto: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them. A change makes a new one; ``SettingsBook.keep`` writes it down."""

    shop: ShopSection = field(default_factory=ShopSection)
    payments: PaymentsSection = field(default_factory=PaymentsSection)
    account: AccountSection = field(default_factory=AccountSection)
    counter: CounterSection = field(default_factory=CounterSection)
    display: DisplaySection = field(default_factory=DisplaySection)
    printing: PrintingSection = field(default_factory=PrintingSection)

    def for_engine(self, *, is_practice: bool = False, thanks_url: str = "", left_url: str = "") -> "Shop":
        """The part that the engine needs. Practice numbers its sales P-001 and thanks on the simulator's own pages."""
        from lomi_pos.till.ports import Shop  # noqa: PLC0415  with all that a sale is made of: not before the first paint

        return Shop(
            till="P" if is_practice else self.shop.till,
            currency=self.shop.currency,
            providers=self.payments.providers,
            expiration_minutes=self.payments.expiration_minutes,
            success_url=thanks_url or self.payments.success_url,
            cancel_url=left_url or self.payments.cancel_url,
            title=self.shop.name,
            other_currencies=self.payments.other_currencies,
        )


class SettingsBook(Protocol):
    """Where the settings are kept."""

    @property
    def settings(self) -> Settings: ...

    @property
    def defaulted(self) -> tuple[str, ...]:
        """What stands in the file and cannot be used, like ``shop.till``: its default is in force."""

    def keep(self, settings: Settings) -> None:
        """Write ``settings`` down; they are in force once this returns. What cannot be used stays until it is changed.

        Raises:
            SettingsTrouble: they could not be written.
        """
