"""Which failed readings are asked again at once. A creation never is: the engine journals each of its tries."""

from lomi_pos.till.errors import LomiTrouble, NoConnection, OutcomeUnknown

_OF_THE_LINE = frozenset({"timeout", "reset", "truncated"})


def worth_asking_again(trouble: LomiTrouble) -> bool:
    """Whether a GET may simply be sent once more: the line failed, and lomi. said nothing.

    A kept-alive connection that lomi. has closed meanwhile shows only once something is sent on it.
    """
    if isinstance(trouble, NoConnection):
        return True
    return isinstance(trouble, OutcomeUnknown) and trouble.fault in _OF_THE_LINE
