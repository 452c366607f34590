"""The shop's coupons from another process (``/_sandbox/coupons``)."""

from dataclasses import fields
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from lomi_pos.sandbox.clock import read_stamp
from lomi_pos.sandbox.control import Options, guarded, only
from lomi_pos.sandbox.coupons import Coupon
from lomi_pos.sandbox.records import Owner, freeze
from lomi_pos.sandbox.state import Lomi
from lomi_pos.sandbox.trouble import NotThere

ABOUT_COUPONS = frozenset({one.name for one in fields(Coupon)} - {one.name for one in fields(Owner)} - {"id"})


class CouponControl:
    def __init__(self, lomi: Lomi) -> None:
        self._lomi = lomi

    def routes(self) -> list[Route]:
        return [
            Route("/_sandbox/coupons", guarded(self._list), methods=["GET"]),
            Route("/_sandbox/coupons/{code}", guarded(self._put), methods=["PUT"]),
            Route("/_sandbox/coupons/{code}", guarded(self._remove), methods=["DELETE"]),
        ]

    def _list(self, _request: Request, _options: Options) -> Any:
        with self._lomi.turn():
            return [self._written(each) for each in self._lomi.coupons.kept]

    def _put(self, request: Request, options: Options) -> Any:
        """Add a coupon, or put another in its place."""
        only(ABOUT_COUPONS, options)
        values = {name: _value(name, value) for name, value in options.items()}
        with self._lomi.turn():
            coupon = Coupon(id=request.path_params["code"].upper(), **values)
            return self._written(self._lomi.coupons.kept.keep(coupon))

    def _remove(self, request: Request, _options: Options) -> Any:
        code = request.path_params["code"]
        with self._lomi.turn():
            if self._lomi.coupons.kept.get(code) is None:
                raise NotThere(f"There is no coupon {code}.")
            self._lomi.coupons.kept.remove(code)
        return self._list(request, {})

    def _written(self, coupon: Coupon) -> dict[str, Any]:
        return {"code": coupon.id, **freeze(coupon), "uses": self._lomi.coupons.uses(coupon)}


def _value(name: str, value: Any) -> Any:
    if name.endswith("_at") and value is not None:
        return read_stamp(value)
    return tuple(value) if name == "product_ids" else value
