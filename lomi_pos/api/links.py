"""Payment links (lomi. docs, Payment links). lomi. deduplicates nothing here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lomi_pos.api.checks import check_uuid
from lomi_pos.api.pages import Listing, flag
from lomi_pos.api.transport import Transport
from lomi_pos.till.rows import Rows

if TYPE_CHECKING:
    from lomi_pos.till.lomi import PaymentLink

_PATH = "/payment-links"


def _to_link(raw: Any) -> PaymentLink:
    from lomi_pos.api.link_wire import to_link  # noqa: PLC0415  a charge leaves before it is there

    return to_link(raw)


_LIST = Listing(_PATH, _to_link, usual=20)


async def create(transport: Transport, body: bytes, *, request_id: str = "") -> PaymentLink:
    answer = await transport.create(_PATH, body, request_id=request_id)
    return answer.read_one(_to_link)


async def get(transport: Transport, link_id: str) -> PaymentLink:
    answer = await transport.read(f"{_PATH}/{check_uuid(link_id)}")
    return replace(answer.read_asked(link_id, _to_link), id=link_id)


async def find(
    transport: Transport, *, environment: str, kind: str, is_active: bool | None, limit: int, page: int
) -> Rows[PaymentLink]:
    """One page. lomi. mixes environments in it."""
    filters = {"linkType": kind} if kind else {}

    def is_asked_for(one: PaymentLink) -> bool:
        is_of_kind = kind in {"", one.kind} and is_active in {None, one.is_active}
        return is_of_kind and one.environment in {None, environment}

    return await _LIST.page(
        transport, filters | flag("isActive", value=is_active), limit=limit, page=page, keep=is_asked_for
    )
