"""The page of a payment link: it makes a session and leads to its checkout page."""

import re
from datetime import timedelta
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lomi_pos.sandbox.catalogue import Price
from lomi_pos.sandbox.dialect import Dialects
from lomi_pos.sandbox.pages import Pages, Visit, go
from lomi_pos.sandbox.records import Amount, Link, Session
from lomi_pos.sandbox.session_bodies import DOCUMENTED_MINUTES, LIVE_MINUTES
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import NotThere

MOST_DIGITS = 12


class LinkPages:
    """``/link/<id>``. A link may be opened and paid many times; each visit is a session of its own."""

    def __init__(self, lomi: Lomi, dialects: Dialects, pages: Pages) -> None:
        self._lomi = lomi
        self._pages = pages
        is_live = dialects.of("POST /checkout-sessions") == "live"
        self._minutes = LIVE_MINUTES if is_live else DOCUMENTED_MINUTES

    def routes(self) -> list[Route]:
        return [Route("/link/{id}", self._visit, methods=["GET", "POST"])]

    async def _visit(self, request: Request) -> Response:
        visit = Visit.of(request)
        form = parse_qs((await request.body()).decode(errors="replace")) if request.method == "POST" else {}
        with self._lomi.turn():
            try:
                link = self._lomi.link(request.path_params["id"])
            except NotThere:
                return self._pages.note(visit, "unknown", "lost", status=404)
            if not link.is_open(self._lomi.now):
                return self._pages.note(visit, "link_closed", "over", status=410, about=link.title)
            if not (asks_amount(link, self._price(link)) or link.allow_quantity):
                return self._open(visit, link, self._amount(link), 1)
            if request.method == "GET":
                return self._ask(visit, link)
            return self._answered(visit, link, {name: values[-1] for name, values in form.items()})

    def _answered(self, visit: Visit, link: Link, form: dict[str, str]) -> Response:
        price = self._price(link)
        quantity = whole(form.get("quantity", "1")) if link.allow_quantity else 1
        amount = whole(form.get("amount", "")) if asks_amount(link, price) else self._amount(link)
        if not amount or not quantity:
            return self._ask(visit, link, visit.words["amount_wrong"], form.get("amount", ""))
        if price and asks_amount(link, price) and not price.accepts(amount, 1):
            least, most = (
                visit.words.amount(each or 0, link.currency_code)
                for each in (price.minimum_amount, price.maximum_amount)
            )
            problem = visit.words["amount_between"].format(least=least, most=most)
            return self._ask(visit, link, problem, form.get("amount", ""))
        return self._open(visit, link, amount, quantity)

    def _ask(self, visit: Visit, link: Link, problem: str | None = None, typed: str = "") -> Response:
        return self._pages.show(
            visit,
            "ask.html",
            title=link.title,
            status=400 if problem else 200,
            link=link,
            problem=problem,
            typed_amount=typed,
            asks_amount=asks_amount(link, self._price(link)),
            asks_quantity=link.allow_quantity,
            currency="F\u00a0CFA" if link.currency_code == "XOF" else link.currency_code,
        )

    def _open(self, visit: Visit, link: Link, amount: Amount, quantity: int) -> Response:
        now = self._lomi.now
        session = self._lomi.open_session(
            Session(
                organization_id=link.organization_id,
                merchant_id=link.merchant_id,
                environment=link.environment,
                id=self._lomi.new_id(),
                amount=amount * quantity,
                currency_code=link.currency_code,
                created_at=now,
                updated_at=now,
                expires_at=now + timedelta(minutes=self._minutes),
                title=link.title,
                description=link.description,
                success_url=link.success_url,
                cancel_url=link.cancel_url,
                product_id=link.product_id,
                price_id=link.price_id,
                payment_link_id=link.id,
                quantity=quantity,
                allow_coupon_code=link.allow_coupon_code,
                metadata=link.metadata,
            )
        )
        return go(visit.url(f"/checkout/{session.id}"))

    def _price(self, link: Link) -> Price | None:
        product = self._lomi.catalogue.products.get(link.product_id or "")
        return product.price(link.price_id) if product else None

    def _amount(self, link: Link) -> Amount:
        price = self._price(link)
        return price.amount if price else link.amount or 0


def asks_amount(link: Link, price: Price | None) -> bool:
    """Whether the customer says how much: an instant link without amount, or a price that is theirs to choose."""
    return price.pricing_model == "pay_what_you_want" if price else not link.amount


def whole(text: str) -> int | None:
    """Read ``5 000`` as people type it; anything but figures and spaces is None."""
    digits = re.sub(r"\s", "", text)
    return int(digits) if re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", digits) else None
