"""Ids that lomi. knows or does not, and a page as lomi. is asked for one."""

SESSION_ID = "a465993b-98fb-49c3-9943-5b8eac17004c"
OTHER_ID = "b5760a4c-a9cc-40d4-a054-6c9fbd28115d"


def paging(size: int, page: int) -> dict[str, str]:
    """A page in all of lomi.'s spellings."""
    return {"limit": str(size), "pageSize": str(size), "page": str(page), "offset": str((page - 1) * size)}
