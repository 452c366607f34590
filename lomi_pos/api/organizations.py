"""The organization behind the key (lomi.'s source, ``core/organizations``)."""

from lomi_pos.api.checks import check_uuid
from lomi_pos.api.organization_wire import to_organization, to_organization_figures
from lomi_pos.api.pages import WholeList
from lomi_pos.api.transport import Transport
from lomi_pos.till.organization import Organization, OrganizationFigures

_PATH = "/organizations"
_LIST = WholeList(_PATH, to_organization, lambda one: one.id)


class Organizations:
    """lomi.'s organizations; only the key's own answers."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(self) -> list[Organization]:
        """A list, of one as a rule; lomi. may answer with the organization itself."""
        return await _LIST.all(self._transport)

    async def get(self, organization_id: str) -> Organization:
        answer = await self._transport.read(f"{_PATH}/{check_uuid(organization_id)}")
        return answer.read_asked(organization_id, to_organization)

    async def figures(self) -> OrganizationFigures:
        answer = await self._transport.read(f"{_PATH}/metrics")
        return answer.read_one(to_organization_figures)
