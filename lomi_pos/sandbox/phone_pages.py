"""What a directly charged customer sees: the page of Wave, and the request on the phone that MTN sends."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lomi_pos.sandbox.charges import Charge
from lomi_pos.sandbox.pages import Pages, Visit, go, is_on_this_machine, is_web_page
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import NotThere, SessionClosed
from lomi_pos.sandbox.wording import Words

MASKED_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Network:
    """Whose page it is: the words and colours, and the path."""

    code: str
    style: str
    mark: str

    @property
    def path(self) -> str:
        return f"/{self.style}"


WAVE = Network("WAVE", "wave", "W")
MTN = Network("MTN", "mtn", "MTN")


class PhonePages:
    """``/wave/<cos-id>``, ``/mtn/<reference>``, and ``/phone`` with the requests that wait for an answer."""

    def __init__(self, lomi: Lomi, pages: Pages) -> None:
        self._lomi = lomi
        self._pages = pages

    def routes(self) -> list[Route]:
        both = [route for network in (WAVE, MTN) for route in self._routes_of(network)]
        return [*both, Route("/phone", self._phone, methods=["GET"])]

    def _routes_of(self, network: Network) -> list[Route]:
        return [
            Route(f"{network.path}/{{id}}", partial(self._visit, network, self._charge_page), methods=["GET"]),
            Route(f"{network.path}/{{id}}", partial(self._act, network), methods=["POST"]),
            Route(f"{network.path}/{{id}}/left", partial(self._visit, network, self._left_page), methods=["GET"]),
        ]

    async def _visit(
        self, network: Network, show: Callable[[Network, Visit, Charge], Response], request: Request
    ) -> Response:
        visit = Visit.of(request)
        with self._lomi.turn():
            try:
                charge = self._lomi.charges.find(request.path_params["id"])
            except NotThere:
                return self._lost(visit)
            return show(network, visit, charge) if charge.provider_code == network.code else self._lost(visit)

    def _lost(self, visit: Visit) -> Response:
        return self._pages.note(visit, "unknown", "lost", status=404)

    # ------------------------------------------------------------ pages
    def _charge_page(self, network: Network, visit: Visit, charge: Charge) -> Response:
        words, now = visit.words, self._lomi.now
        amount = words.amount(charge.amount, charge.currency_code)
        match charge.status:
            case "completed":
                return self._paid_page(visit, charge, amount)
            case "expired":
                return self._pages.note(visit, "charge_expired", "over", status=410, about=charge.description)
            case "failed" | "canceled":
                onward = charge.error_url if is_web_page(charge.error_url) else None
                return self._pages.note(
                    visit,
                    "charge_refused",
                    "none",
                    about=charge.description,
                    onward=onward,
                    onward_words=words["to_merchant"],
                )
        return self._pages.show(
            visit,
            "phone.html",
            title=amount,
            charge=charge,
            amount=amount,
            network=network,
            name=words[network.style],
            hint=words[f"{network.style}_asks"].format(phone=masked(charge.phone)),
            until=words.moment(charge.expires_at, now) if charge.expires_at else None,
            left=words.left(charge.expires_at, now) if charge.expires_at else "",
        )

    def _paid_page(self, visit: Visit, charge: Charge, amount: str) -> Response:
        return self._pages.note(
            visit,
            "thanks",
            "good",
            amount=amount,
            about=charge.description,
            text=visit.words["thanks_text"].format(shop=self._lomi.shop_name),
            onward=charge.success_url if is_web_page(charge.success_url) else None,
            onward_words=visit.words["to_merchant"],
        )

    def _left_page(self, network: Network, visit: Visit, charge: Charge) -> Response:
        back = visit.url(f"{network.path}/{charge.id}") if charge.status == "pending" else None
        words = visit.words["back_to_payment"]
        return self._pages.note(visit, "charge_left", "none", about=charge.description, onward=back, onward_words=words)

    async def _phone(self, request: Request) -> Response:
        """List the requests of MTN that wait: somebody learning the till answers them here."""
        visit = Visit.of(request)
        with self._lomi.turn():
            waiting = [_line(each, visit) for each in self._lomi.charges.pending(MTN.code)]
        return self._pages.show(visit, "phones.html", title=visit.words["phone_title"], waiting=waiting, refresh_s=3)

    # ------------------------------------------------------------ buttons
    async def _act(self, network: Network, request: Request) -> Response:
        form = parse_qs((await request.body()).decode(errors="replace"))
        return await self._visit(network, partial(self._press, form.get("action", [""])[-1]), request)

    def _press(self, action: str, network: Network, visit: Visit, charge: Charge) -> Response:
        """A shop's own page is visited by itself only when it is on this machine."""
        here = visit.url(f"{network.path}/{charge.id}")
        try:
            match action:
                case "confirm":
                    self._lomi.charges.confirm(charge.id)
                    return go(shop_page(charge.success_url) or here)
                case "refuse":
                    self._lomi.charges.refuse(charge.id)
                    return go(shop_page(charge.error_url) or here)
                case "leave":
                    return go(shop_page(charge.error_url) or visit.url(f"{network.path}/{charge.id}/left"))
        except SessionClosed:
            pass
        return go(here)


def shop_page(url: str | None) -> str | None:
    return url if is_on_this_machine(url) else None


def masked(phone: str | None) -> str:
    """Show the end of a number, as a screen in a shop may."""
    return f"•••• {phone[-MASKED_FIGURES:]}" if phone else "••••"


def _line(charge: Charge, visit: Visit) -> dict[str, str]:
    words: Words = visit.words
    return {
        "url": visit.url(f"{MTN.path}/{charge.id}"),
        "amount": words.amount(charge.amount, charge.currency_code),
        "phone": charge.phone or "",
    }
