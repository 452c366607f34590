"""Payment links (lomi. docs, Payment links). lomi. deduplicates nothing here."""

from dataclasses import replace

from lomi_pos.api.answers import check_uuid, without_repeats
from lomi_pos.api.link_wire import to_link
from lomi_pos.api.transport import Transport
from lomi_pos.till.lomi import PaymentLink

_PATH = "/payment-links"


async def create(transport: Transport, body: bytes) -> PaymentLink:
    answer = await transport.create(_PATH, body)
    return answer.read_one(to_link)


async def get(transport: Transport, link_id: str) -> PaymentLink:
    answer = await transport.read(f"{_PATH}/{check_uuid(link_id)}")
    found = answer.read_one(to_link)
    if found.id.lower() != link_id.lower():
        raise answer.unclear("other_object")
    return replace(found, id=link_id)


async def find(
    transport: Transport, *, environment: str, kind: str, is_active: bool | None, limit: int, page: int
) -> list[PaymentLink]:
    """One page. ``isActive`` is only understood as ``true`` or ``false``, in lower case."""
    query = {"limit": str(limit), "offset": str((page - 1) * limit)}
    if kind:
        query["linkType"] = kind
    if is_active is not None:
        query["isActive"] = "true" if is_active else "false"
    answer = await transport.read(_PATH, query)
    found = without_repeats(answer.read_rows(to_link), lambda one: one.id)
    return [
        one
        for one in found
        if kind in {"", one.kind} and is_active in {None, one.is_active} and one.environment in {None, environment}
    ]
