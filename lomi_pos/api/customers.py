"""Customers (lomi.'s source, ``core/customers``; OpenAPI 1.1.0). lomi. deduplicates none of their writes."""

from collections.abc import Mapping

from lomi_pos.api.checks import check_uuid, check_word
from lomi_pos.api.customer_wire import to_customer, to_portal_launch
from lomi_pos.api.json_body import as_bytes, with_nulls
from lomi_pos.api.once import write_once
from lomi_pos.api.pages import Listing
from lomi_pos.api.transaction_wire import to_transaction
from lomi_pos.api.transport import Transport
from lomi_pos.till.customers import (
    CUSTOMER_KINDS,
    CUSTOMER_STATUSES,
    Customer,
    CustomerChanges,
    CustomerDraft,
    CustomerQuery,
    PortalLaunch,
    check_email,
)
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.lomi import Transaction
from lomi_pos.till.phones import MTN_PREFIXES, read_phone
from lomi_pos.till.rows import Rows
from lomi_pos.till.text import clean

_PATH = "/customers"
_LIST = Listing(_PATH, to_customer, usual=50)
_KEPT_TEXTS = ("country", "city", "address", "postal_code")


class Customers:
    """lomi.'s customers, under one identity. A customer who is found is never named to a session by their id."""

    def __init__(self, transport: Transport, *, environment: str) -> None:
        self._transport = transport
        self._environment = environment

    async def list(self, query: CustomerQuery | None = None) -> Rows[Customer]:
        """One page. What the server made of ``kind`` is filtered again here.

        Raises:
            TillRefusal: lomi. does not know the kind or the status; nothing was sent.
        """
        query = query or CustomerQuery()
        asked = {}
        if search := clean(query.search):
            asked["search"] = search
        if query.kind:
            asked["type"] = check_word(query.kind, CUSTOMER_KINDS)
        if query.status:
            asked["status"] = check_word(query.status, CUSTOMER_STATUSES)
        return await _LIST.page(
            self._transport, asked, limit=query.limit, page=query.page, keep=lambda one: self._is_asked_for(one, query)
        )

    async def get(self, customer_id: str) -> Customer:
        answer = await self._transport.read(f"{_PATH}/{check_uuid(customer_id)}")
        return answer.read_asked(customer_id, to_customer)

    async def create(self, draft: CustomerDraft) -> Customer:
        """Write a customer down, once.

        Raises:
            TillRefusal: the draft cannot be one; nothing was sent.
            OutcomeUnknown: it may have been made: look for it, never repeat. So for all that follow.
        """
        body = as_bytes({**_fields(draft), "metadata": None if draft.metadata is None else dict(draft.metadata)})
        return await write_once(self._transport, "POST", _PATH, body, lambda answer: answer.read_one(to_customer))

    async def change(self, customer_id: str, changes: CustomerChanges) -> Customer:
        """Change what ``changes`` says, and nothing else. What is taken away is sent as null."""
        fields = {name: value for name, value in _fields(changes).items() if value is not None}
        given = {name: None if value == "" else value for name, value in fields.items()}
        if changes.metadata is not None:
            given["metadata"] = dict(changes.metadata)
        path = f"{_PATH}/{check_uuid(customer_id)}"
        return await write_once(
            self._transport,
            "PATCH",
            path,
            with_nulls(given),
            lambda answer: answer.read_asked(customer_id, to_customer),
        )

    async def delete(self, customer_id: str) -> None:
        """Have lomi. hide a customer; what they paid stays."""
        await write_once(self._transport, "DELETE", f"{_PATH}/{check_uuid(customer_id)}", None, lambda _answer: None)

    async def transactions(self, customer_id: str) -> Rows[Transaction]:
        """All that lomi. tells of a customer's payments, as short rows: without fee, net and session."""
        listing = Listing(f"{_PATH}/{check_uuid(customer_id)}/transactions", to_transaction, usual=50)
        return await listing.all(self._transport)

    async def launch_portal(self, customer_id: str) -> PortalLaunch:
        """Make an address with which a customer gets into their own pages at lomi. without a password."""
        path = f"{_PATH}/{check_uuid(customer_id)}/portal-launch-session"
        return await write_once(self._transport, "POST", path, b"{}", lambda answer: answer.read_one(to_portal_launch))

    def _is_asked_for(self, one: Customer, query: CustomerQuery) -> bool:
        if one.environment not in {None, self._environment}:
            return False
        wanted = {"business": True, "individual": False}.get(query.kind)
        return wanted is None or one.is_business in {None, wanted}


def _fields(asked: CustomerDraft | CustomerChanges) -> Mapping[str, object]:
    """What both kinds of writing share, checked. None was not said, and the empty text was."""
    name = None if asked.name is None else clean(asked.name)
    if name == "":
        raise TillRefusal("customer_unnamed")
    country = (asked.country or "").strip().upper()
    home = country if country in MTN_PREFIXES else "CI"
    texts = {name: getattr(asked, name) for name in _KEPT_TEXTS}
    return {
        "name": name,
        "email": check_email(asked.email) if asked.email else asked.email,
        "phone_number": read_phone(asked.phone, country=home) if asked.phone else asked.phone,
        "whatsapp_number": read_phone(asked.whatsapp, country=home) if asked.whatsapp else asked.whatsapp,
        **{name: clean(text) if text else text for name, text in texts.items()},
        "is_business": asked.is_business,
    }
