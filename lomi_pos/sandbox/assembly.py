"""Where the sandbox's parts meet: the API, the hosted pages, the control routes, and what lies around them."""

from starlette.types import ASGIApp

from lomi_pos.sandbox.app import Api, build_app
from lomi_pos.sandbox.charge_control import ChargeControl
from lomi_pos.sandbox.checkout import CheckoutPages
from lomi_pos.sandbox.control import Control
from lomi_pos.sandbox.coupon_control import CouponControl
from lomi_pos.sandbox.dialect import Dialects
from lomi_pos.sandbox.faults import Faults
from lomi_pos.sandbox.link_pages import LinkPages
from lomi_pos.sandbox.network_control import NetworkControl
from lomi_pos.sandbox.pages import Pages
from lomi_pos.sandbox.phone_pages import PhonePages
from lomi_pos.sandbox.rate import RateLimit
from lomi_pos.sandbox.refund_control import RefundControl
from lomi_pos.sandbox.request_log import RequestLog
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.wiretap import Wiretap


def assemble(lomi: Lomi, dialects: Dialects, rate: RateLimit, requests: RequestLog, faults: Faults) -> ASGIApp:
    pages = Pages(lomi.shop_name)
    others = [
        *CheckoutPages(lomi, dialects, pages).routes(),
        *LinkPages(lomi, dialects, pages).routes(),
        *PhonePages(lomi, pages).routes(),
        *Control(lomi, faults, requests).routes(),
        *ChargeControl(lomi).routes(),
        *RefundControl(lomi).routes(),
        *NetworkControl(lomi).routes(),
        *CouponControl(lomi).routes(),
    ]
    app = build_app(Api(lomi, dialects, rate), others)
    return Wiretap(app, log=requests, clock=lomi.clock, faults=faults)
