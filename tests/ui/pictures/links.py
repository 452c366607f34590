"""The payment links."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from lomi_pos.engine.news import ConnectionChanged, Line
from lomi_pos.engine.pages import LinkPage
from lomi_pos.till.links import KnownLink, LinkState, ShopLink
from lomi_pos.till.lomi import LinkDraft, PaymentLink
from lomi_pos.till.money import Money
from lomi_pos.till.products import Price, Product
from lomi_pos.till.reference import new_reference
from lomi_pos.till.words import Message
from lomi_pos.ui.links.pane import LinksPane
from tests.ui import sales
from tests.ui.pictures.shop import Grab, Shop

LINK_REFERENCE = new_reference(lambda below: below // 3)


def known_links() -> list[KnownLink]:
    titles = ("Panier de mangues", "Cours de couture, séance d'essai du samedi", "Don à l'association", "Pagne wax")
    links = []
    for count in range(14):
        link_id = f"5c3e7a90-2f54-4e1d-9e0b-{count:012d}"
        is_product = count % 4 == 3
        link = PaymentLink(
            link_id,
            f"https://checkout.lomi.africa/link/{link_id}",
            "product" if is_product else "instant",
            f"{titles[count % len(titles)]} · {LINK_REFERENCE}",
            description="Mangues Kent, le panier de 3 kg ou de 6 kg" if count == 1 else "",
            amount=None if is_product else Money(2_500 * (count + 1)),
            product_id=sales.SESSION_ID if is_product else None,
            is_active=count % 5 != 4,
            expires_at=sales.NOW + timedelta(days=7 - count) if count % 3 else None,
            created_at=sales.NOW - timedelta(hours=7 * count),
        )
        links.append(KnownLink(link))
    ours = shop_link(LinkState.UNCLEAR, reason=Message("link_unclear"))
    return [KnownLink(ours=ours), KnownLink(ours=replace(ours, id=2, state=LinkState.CREATING)), *links]


def shop_link(state: LinkState, **changes: Any) -> ShopLink:
    draft = LinkDraft("instant", "Thé à la menthe", "XOF", amount=Money(1_500))
    return replace(ShopLink(1, LINK_REFERENCE, draft, b"{}", sales.IDENTITY, sales.NOW, state), **changes)


def links_screens(language: str, grab: Grab) -> None:
    for name, act in _links_acts().items():
        shop = Shop(language)
        shop.bridge.known_links = [] if name == "empty" else known_links()
        shop.bridge.on_links = lambda _: LinkPage((), is_last=True, asked_at=sales.NOW)
        shop.window.show_links()
        pane = shop.window.findChild(LinksPane)
        assert pane is not None
        shop.window.show()
        act(shop, pane)
        grab(f"links-{name}", shop.window)


def _links_acts() -> dict[str, Callable[[Shop, LinksPane], None]]:
    def opened(row: int) -> Callable[[Shop, LinksPane], None]:
        def act(_: Shop, pane: LinksPane) -> None:
            pane.table.selectRow(row)
            pane.table.activated.emit(pane.table.currentIndex())

        return act

    def form(_: Shop, pane: LinksPane) -> None:
        pane.show_form()

    def product(_: Shop, pane: LinksPane) -> None:
        pane.show_form()
        price = Price("price", Money(2_500), "XOF")
        month = Price("month", Money(10_000), "XOF", interval="month")
        pane.form.offer([Product("one", "Abonnement au cours de couture", prices=(month, price))])
        pane.form.choose_kind("product")

    def refused(_: Shop, pane: LinksPane) -> None:
        pane.show_form()
        pane.form.amount.setText("2500")
        pane.form.make()

    def offline(shop: Shop, _: LinksPane) -> None:
        shop.bridge.connection_changed.emit(ConnectionChanged(Line.DOWN, sales.NOW))

    return {
        "list": lambda _, pane: pane.table.selectRow(2),
        "empty": lambda _shop, _pane: None,
        "offline": offline,
        "detail": opened(3),
        "detail-unclear": opened(1),
        "detail-product": opened(5),
        "new": form,
        "new-product": product,
        "new-refused": refused,
    }
