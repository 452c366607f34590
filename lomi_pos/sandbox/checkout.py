"""The hosted checkout page: what the customer sees after scanning the code."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lomi_pos.sandbox.coupons import CouponRefused
from lomi_pos.sandbox.dialect import Dialects
from lomi_pos.sandbox.pages import Pages, Visit, go, is_on_this_machine, is_web_page
from lomi_pos.sandbox.payers import Step
from lomi_pos.sandbox.records import Session
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import NotThere, SessionClosed
from lomi_pos.sandbox.wording import Words

CONFIRM_S = 8.0
REFRESH_S = 2
CARD = "STRIPE"
FREE = "FREE"
"""What lomi. calls the provider where nothing is left to pay."""
KNOWN = {"WAVE": "W", "ORANGE": "OM", "MTN": "MTN", CARD: ""}


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to pay, as a card on the page."""

    code: str
    name: str
    hint: str
    style: str
    mark: str

    @classmethod
    def of(cls, code: str, words: Words) -> "Choice":
        if code not in KNOWN:
            return cls(code, code.title(), words["other_hint"], "other", code[:2])
        style = "bank" if code == CARD else code.lower()
        return cls(code, words[style], words[f"{style}_hint"], style, KNOWN[code])


Show = Callable[[Visit, Session], Response]


class CheckoutPages:
    """``/checkout/<session id>`` and what comes after it."""

    def __init__(self, lomi: Lomi, dialects: Dialects, pages: Pages) -> None:
        self._lomi = lomi
        self._pages = pages
        self._may_be_slow = dialects.of("POST /checkout-sessions") == "live"

    def routes(self) -> list[Route]:
        return [
            Route("/checkout/{id}", partial(self._visit, self._session_page), methods=["GET"]),
            Route("/checkout/{id}", self._act, methods=["POST"]),
            Route("/checkout/{id}/done", partial(self._visit, self._after_paying), methods=["GET"]),
            Route("/checkout/{id}/left", partial(self._visit, self._left_page), methods=["GET"]),
            Route("/thanks", self._plain_thanks, methods=["GET"]),
            Route("/left", self._plain_left, methods=["GET"]),
        ]

    async def _visit(self, show: Show, request: Request) -> Response:
        visit = Visit.of(request)
        with self._lomi.turn():
            try:
                session = self._lomi.session(request.path_params["id"])
            except NotThere:
                return self._pages.note(visit, "unknown", "lost", status=404)
            return show(replace(visit, shop=self._lomi.shop_of(session)), session)

    # ------------------------------------------------------------ pages
    def _session_page(self, visit: Visit, session: Session, problem: str | None = None) -> Response:
        if session.status == "expired":
            return self._pages.note(visit, "expired", "over", status=410, about=session.title)
        if session.status == "completed":
            return self._paid_page(visit, session, "paid")
        if self._is_pending(session):
            return go(visit.url(f"/checkout/{session.id}/done"))
        words, now = visit.words, self._lomi.now
        return self._pages.show(
            visit,
            "pay.html",
            title=words.amount(session.amount, session.currency_code),
            status=400 if problem else 200,
            session=session,
            amount=words.amount(session.amount, session.currency_code),
            until=words.moment(session.expires_at, now),
            left=words.left(session.expires_at, now),
            providers=[Choice.of(code, words) for code in self._codes(session)],
            refused=self._was_refused(session) and not problem,
            problem=problem,
            whole=words.amount(session.amount + session.discount_amount, session.currency_code),
            discount=words.amount(session.discount_amount, session.currency_code),
            may_be_slow=self._may_be_slow,
        )

    def _paid_page(self, visit: Visit, session: Session, name: str) -> Response:
        merchant = with_session_id(session.success_url, session)
        return self._pages.note(
            visit,
            name,
            "good",
            amount=visit.words.amount(session.amount, session.currency_code),
            about=session.title,
            text=visit.words[f"{name}_text"].format(shop=visit.shop),
            onward=self._in_language(visit, merchant) if merchant and is_web_page(merchant) else None,
            onward_words=visit.words["to_merchant"],
        )

    def _after_paying(self, visit: Visit, session: Session) -> Response:
        if session.status == "completed":
            merchant = with_session_id(session.success_url, session)
            if merchant and is_on_this_machine(merchant):
                return go(self._in_language(visit, merchant))
            return self._paid_page(visit, session, "thanks")
        if self._is_pending(session):
            amount = visit.words.amount(session.amount, session.currency_code)
            return self._pages.note(visit, "waiting", "wait", amount=amount, about=session.title, refresh_s=REFRESH_S)
        return go(visit.url(f"/checkout/{session.id}"))

    def _left_page(self, visit: Visit, session: Session) -> Response:
        back = visit.url(f"/checkout/{session.id}") if session.status == "open" else None
        return self._pages.note(
            visit, "left", "none", about=session.title, onward=back, onward_words=visit.words["back_to_payment"]
        )

    async def _plain_thanks(self, request: Request) -> Response:
        visit = Visit.of(request)
        return self._pages.note(visit, "thanks", "good", text=visit.words["thanks_plain"])

    async def _plain_left(self, request: Request) -> Response:
        return self._pages.note(Visit.of(request), "left", "none")

    # ------------------------------------------------------------ buttons
    async def _act(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode(errors="replace"))
        pressed = {name: values[-1] for name, values in form.items()}
        return await self._visit(partial(self._press, pressed), request)

    def _press(self, pressed: dict[str, str], visit: Visit, session: Session) -> Response:
        try:
            match pressed.get("action"):
                case "leave":
                    return self._leave(visit, session)
                case "refuse":
                    self._lomi.payments.refuse(session.id, self._provider(pressed, session) or "WAVE")
                    return go(visit.url(f"/checkout/{session.id}"))
                case "coupon" | "no_coupon" as wish:
                    return self._change_coupon(pressed.get("coupon", "") if wish == "coupon" else None, visit, session)
                case _:
                    return self._pay(pressed, visit, session)
        except SessionClosed:
            return self._session_page(visit, self._lomi.session(session.id))

    def _pay(self, pressed: dict[str, str], visit: Visit, session: Session) -> Response:
        provider = self._provider(pressed, session) if session.amount else FREE
        if provider is None:
            return self._session_page(visit, session, visit.words["no_provider"])
        if self._may_be_slow and pressed.get("slowly"):
            self._lomi.payments.start(session.id, provider)
            self._lomi.send((Step("confirm", CONFIRM_S, provider),), session.id)
        else:
            self._lomi.payments.pay(session.id, provider)
        return self._after_paying_or_note(visit, session)

    def _change_coupon(self, code: str | None, visit: Visit, session: Session) -> Response:
        try:
            if code is None:
                self._lomi.coupons.drop(session.id)
            else:
                self._lomi.coupons.use(session.id, code)
        except CouponRefused as refused:
            return self._session_page(visit, self._lomi.session(session.id), visit.words[refused.reason])
        return go(visit.url(f"/checkout/{session.id}"))

    def _after_paying_or_note(self, visit: Visit, session: Session) -> Response:
        """Straight to the shop's page when it is on this machine, else to a page of our own that may be reloaded."""
        session = self._lomi.session(session.id)
        merchant = with_session_id(session.success_url, session)
        if session.status == "completed" and merchant and is_on_this_machine(merchant):
            return go(self._in_language(visit, merchant))
        return go(visit.url(f"/checkout/{session.id}/done"))

    def _leave(self, visit: Visit, session: Session) -> Response:
        self._lomi.payments.leave(session.id)
        shop = with_session_id(session.cancel_url, session)
        if shop and is_on_this_machine(shop):
            return go(self._in_language(visit, shop))
        return go(visit.url(f"/checkout/{session.id}/left"))

    def _in_language(self, visit: Visit, url: str) -> str:
        """Where the shop sends its customers; our own thank-you pages go on in the language of this one."""
        own = {f"{self._lomi.base_url}/thanks", f"{self._lomi.base_url}/left"}
        return visit.url(url) if url.partition("?")[0] in own else url

    # ------------------------------------------------------------ looking
    def _codes(self, session: Session) -> list[str]:
        """The connected providers, or those of them that the session allows."""
        connected = self._lomi.catalogue.connected
        return [code for code in connected if code in session.allowed_providers] or list(connected)

    def _provider(self, pressed: dict[str, str], session: Session) -> str | None:
        code = pressed.get("provider")
        return code if code in self._codes(session) else None

    def _is_pending(self, session: Session) -> bool:
        return any(row.status == "pending" for row in self._lomi.transactions_of(session.id))

    def _was_refused(self, session: Session) -> bool:
        rows = self._lomi.transactions_of(session.id)
        return bool(rows) and rows[-1].status == "failed"


def with_session_id(url: str | None, session: Session) -> str | None:
    """Fill lomi.'s placeholder in, as the hosted checkout does."""
    return url.replace("{CHECKOUT_SESSION_ID}", session.id) if url else None
