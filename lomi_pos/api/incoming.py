"""An event that lomi. sends to a server of the shop: known to be lomi.'s before a single part of it is read."""

from lomi_pos.api.envelope import Unreadable
from lomi_pos.api.strict_json import NotJson, read_json
from lomi_pos.api.webhook_wire import to_event
from lomi_pos.till.errors import TillRefusal
from lomi_pos.till.webhooks import WebhookEvent, is_signed

LARGEST_EVENT = 1024 * 1024


def read_event(body: bytes, *, signature: str, secret: str) -> WebhookEvent:
    """Return the event in ``body``, the raw bytes as they came, with the header ``X-Lomi-Signature``.

    Answer 2xx at once and act afterwards: lomi. waits four seconds. The same event can come again; see
    ``WebhookEvent.marks``.

    Raises:
        TillRefusal: ``webhook_not_signed``: it is not lomi.'s, and nothing of it was read; or ``webhook_unreadable``.
    """
    if len(body) > LARGEST_EVENT or not is_signed(body, signature, secret):
        raise TillRefusal("webhook_not_signed")
    try:
        return to_event(read_json(body))
    except (NotJson, Unreadable) as error:
        raise TillRefusal("webhook_unreadable") from error
