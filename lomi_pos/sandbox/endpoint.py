"""What a resource tells the API of itself: its methods and paths, and who may come there."""

from dataclasses import dataclass

from lomi_pos.sandbox.call import Action
from lomi_pos.sandbox.dialect import Dialect

READ = ("transaction.read_own", "transaction.read")
CREATE = ("payment.create",)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path.

    ``network`` are the capabilities of which any one lets a Network operator
    in, none closes the endpoint to Network; ``live_network`` where the running
    server asks for others than its page says.
    """

    method: str
    path: str
    action: Action
    network: tuple[str, ...] = ()
    live_network: tuple[str, ...] | None = None
    open_to_all: bool = False

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def capabilities(self, dialect: Dialect) -> tuple[str, ...]:
        return self.live_network if dialect == "live" and self.live_network is not None else self.network
