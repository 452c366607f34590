"""docs/decisions: a page that takes something back is named by the page that it takes it back from."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
PAGES = {one.name: one.read_text(encoding="utf-8") for one in sorted(FOLDER.glob("0*.md"))}


def standing(page: str) -> str:
    """What the page says of itself and others, between its title and its first section."""
    said = page.split("\n\n")[1]
    return "" if said.startswith(("**", "#")) else said


def links(text: str) -> set[str]:
    return set(re.findall(r"\]\((\S+\.md)\)", text))


def named(*, is_by: bool) -> set[tuple[str, str]]:
    """Each later page beside an earlier one, as the later, or by ``is_by`` the earlier one tells of it."""
    found: set[tuple[str, str]] = set()
    for name, page in PAGES.items():
        supersedes, _, superseded_by = standing(page).partition("Superseded in part by")
        if is_by:
            found |= {(later, name) for later in links(superseded_by)}
        elif "upersedes" in supersedes:
            found |= {(name, earlier) for earlier in links(supersedes)}
    return found


def test_what_a_page_supersedes_says_so_and_nothing_else_does():
    assert ("0010-one-plan-for-the-whole-day.md", "0005-watching-under-a-budget.md") in named(is_by=False)
    assert named(is_by=False) == named(is_by=True)


def test_the_list_names_every_page_by_its_title():
    titles = [page.partition("\n")[0].removeprefix("# ") for page in PAGES.values()]
    shown = re.findall(r"^(\d+\. )\[(.+)\]\((.+)\)$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [f"{number}{title}" for number, title, _ in shown] == titles
    assert [name for _, _, name in shown] == list(PAGES)
