"""What a clerk may do. Until people have names and codes of their own, whoever stands at the till may do all of it."""


def may_refund(clerk: str) -> bool:  # noqa: ARG001  the one place that will ask who it is
    """Whether ``clerk`` may give money back."""
    return True


def may_see_account(clerk: str) -> bool:  # noqa: ARG001  as above
    """Whether ``clerk`` may see what is in the shop's account, and what lomi. keeps of its payments."""
    return True
