"""Balances and fees: whose account it is, how it is paid, what is in it and what lomi. kept. For a manager's eyes."""

from decimal import Decimal

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lomi_pos.till.errors import as_unanswered
from lomi_pos.till.money import Money, digits_of
from lomi_pos.till.overview import AccountOverview, Balance, Part, ProviderFees
from lomi_pos.till.settings import Settings
from lomi_pos.till.words import Message
from lomi_pos.ui import format as fmt
from lomi_pos.ui import theme
from lomi_pos.ui.pieces import button, label, say
from lomi_pos.ui.settings.form import SettingsPage
from lomi_pos.ui.settings.ways import way_row
from lomi_pos.ui.words import provider_name, tell


class OverviewPage(SettingsPage):
    """Shows what was last told, with its time, until something newer is.

    Signals:
        refresh_wanted(): ask lomi. again.
    """

    refresh_wanted = Signal()

    def __init__(self, settings: Settings, *, is_practice: bool = False) -> None:
        super().__init__(settings)
        self._is_practice = is_practice
        self._told: AccountOverview | None = None
        self._problem: Message | None = None
        self._is_asking = False
        self.organization = label("", "overviewOrganization", wraps=True)
        self.environment = label("", "overviewEnvironment")
        self.member = label("", "overviewMember", wraps=True)
        self.balances = label("", "overviewBalances", wraps=True)
        self.fees = label("", "overviewFees", wraps=True)
        self.refresh = button("overviewRefresh")
        self._updated = label("caption", "overviewUpdated", wraps=True)
        self._ways = QVBoxLayout()
        self._ways_row, self._refresh_row = QWidget(), QWidget()
        self._lay_out_rows()
        self.refresh.clicked.connect(self._on_refresh)
        self.retranslate()

    # ------------------------------------------------------------------ commands
    @Slot(object)
    def show_overview(self, told: AccountOverview) -> None:
        self._told, self._problem, self._is_asking = told, None, False
        self.retranslate()

    @Slot(object)
    def show_problem(self, problem: Message) -> None:
        """Lomi. could not be asked at all; what was told before stays, with its time."""
        self._problem, self._is_asking = problem, False
        self.retranslate()

    def forget(self) -> None:
        """Another key has another account."""
        self._told = self._problem = None
        self.retranslate()

    def show_settings(self, settings: Settings) -> None:
        """Nothing here can be set."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_refresh()

    # ------------------------------------------------------------------ how it looks
    def _lay_out_rows(self) -> None:
        self._ways.setContentsMargins(0, theme.SPACE_S, 0, 0)
        self._ways.setSpacing(theme.SPACE_XS)
        self._ways_row.setLayout(self._ways)
        row = QHBoxLayout(self._refresh_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.refresh)
        row.addWidget(self._updated, 1)
        for one in (self.organization, self.environment, self.member, self.balances, self.fees):
            one.setContentsMargins(0, 11, 0, 0)
        for field in (
            self.organization,
            self.environment,
            self.member,
            self._ways_row,
            self.balances,
            self.fees,
            self._refresh_row,
        ):
            self.add_row(field)

    def retranslate(self) -> None:
        self.head(self.tr("Balances and fees"), "")
        self.name_row(self.organization, self.tr("Organization"))
        self.name_row(self.environment, self.tr("Environment"))
        self.name_row(self.member, self.tr("Network account"))
        self.name_row(self._ways_row, self.tr("Ways to pay"))
        self.name_row(self.balances, self.tr("Balance"))
        self.name_row(self.fees, self.tr("Fees of the last payments"))
        self.name_row(self._refresh_row, self.tr("At lomi."))
        say(self.refresh, self.tr("Ask again"), icon="check")
        self.refresh.setEnabled(not self._is_asking)
        self.tell_trouble(tell(as_unanswered(self._problem)) if self._problem is not None else "")
        self._show_told()

    def _show_told(self) -> None:
        told = self._told
        account = told.account if told is not None else None
        self.organization.setText((account.organization_name if account else "") or self._missing(Part.ACCOUNT))
        key_is_for = fmt.environment_words(told.identity.environment, is_practice=self._is_practice) if told else "…"
        self.environment.setText(key_is_for)
        self.member.setText((told.identity.account if told else "") or self.tr("None: the till sells for its own shop"))
        self._show_ways()
        balances = [self._balance_words(one) for one in told.balances] if told else []
        nothing_yet = self.tr("Nothing has come in yet.")
        self.balances.setText("\n".join(balances) or self._missing(Part.BALANCES) or nothing_yet)
        fees = [self._fee_words(one) for one in told.fees] if told else []
        self.fees.setText("\n".join(fees) or self._missing(Part.FEES) or self.tr("No payment with a fee yet."))
        self._updated.setText(self._updated_words())

    def _show_ways(self) -> None:
        while (item := self._ways.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for row in self._way_rows():
            self._ways.addWidget(row)
            row.show()

    def _way_rows(self) -> list[QWidget]:
        providers = self._told.providers if self._told is not None else ()
        if not providers:
            said = label(wraps=True)
            said.setText(self._missing(Part.PROVIDERS) or self.tr("None is connected."))
            return [said]
        return [way_row(one) for one in providers]

    def _missing(self, part: Part) -> str:
        """Why there is nothing to show; empty when lomi. was asked and there is nothing."""
        if self._told is None:
            return "…"
        problem = self._told.problems.get(part)
        if problem is None:
            return self.tr("lomi. does not say.") if part is Part.ACCOUNT else ""
        if problem.code == "network_refused":
            return self.tr("lomi. does not tell this of a Network account.")
        if problem.code == "not_found":
            return self.tr("lomi. does not tell this with this key.")
        if problem.code in {"no_connection", "no_answer", "outcome_unknown", "lomi_busy"}:
            return self.tr("lomi. could not be asked just now.")
        return tell(as_unanswered(problem))

    def _updated_words(self) -> str:
        if self._is_asking:
            return self.tr("Asking lomi.…")
        if self._told is None or len(self._told.problems) == len(Part):
            return ""
        return self.tr("Updated {time}").format(time=fmt.clock_time(self._told.asked_at))

    def _balance_words(self, balance: Balance) -> str:
        available = _amount(balance.available, balance.currency)
        if not balance.pending:
            return available
        pending = _amount(balance.pending, balance.currency)
        return self.tr("{available}, and {pending} on the way").format(available=available, pending=pending)

    def _fee_words(self, fees: ProviderFees) -> str:
        rate = Decimal(100 * fees.fee.minor) / fees.gross.minor if fees.gross.minor else Decimal()
        mark = "," if fmt.language() == "fr" else "."
        said = self.tr("{provider}: {fee} of {gross} ({rate} %), {count} payments")
        if fees.count == 1:
            said = self.tr("{provider}: {fee} of {gross} ({rate} %), 1 payment")
        return said.format(
            provider=provider_name(fees.provider),
            fee=fmt.money(fees.fee),
            gross=fmt.money(fees.gross),
            rate=f"{rate:.1f}".replace(".", mark),
            count=fees.count,
        )

    @Slot()
    def _on_refresh(self) -> None:
        if not self._is_asking:
            self._is_asking = True
            self.retranslate()
            self.refresh_wanted.emit()


def _amount(value: Decimal | None, currency: str) -> str:
    """lomi.'s own figure: where it has decimals of the smallest unit, they stay."""
    if value is None:
        return f"? {fmt.currency_sign(currency)}"
    if value == value.to_integral_value():
        minus = "−" if value < 0 else ""
        return minus + fmt.money(Money(abs(int(value)), currency))
    mark = "," if fmt.language() == "fr" else "."
    return f"{value.scaleb(-digits_of(currency)).normalize():f} {currency}".replace(".", mark)
