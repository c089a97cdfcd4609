"""WCAG 2.2 A and AA as axe-core measures it: every page, in every state, light and dark, in three languages."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from laeringslopp.story import LANGUAGES
from tests.browser.pages import STATES, State
from tests.browser.visiting import Site, visit

Asked = Mapping[str, Any]

pytestmark = pytest.mark.xdist_group("browser")

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
COLOURS = ("color-contrast", "link-in-text-block")
"""axe-core's rules of A and AA that look at colours: a scheme changes colours and nothing else."""
EVERYTHING: Asked = {"runOnly": {"type": "tag", "values": WCAG}}
ONLY_COLOURS: Asked = {"runOnly": {"type": "rule", "values": COLOURS}}


def violations(page: Page, asked: Asked) -> list[str]:
    """What axe-core finds on a page: the rule, the part of the page, and what would mend it."""
    found = page.evaluate("asked => axe.run(asked)", {**asked, "resultTypes": ["violations"]})["violations"]
    return [
        f"{each['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}\n  {node['html'][:160]}"
        for each in found
        for node in each["nodes"]
    ]


def each_state() -> Iterator[Any]:
    """Every state, in a language that goes round; in all three where BROWSER=whole asks for it, as `make browser` does.

    A page's languages are one template with other words: three times over takes as long as all else together.
    """
    whole = os.environ.get("BROWSER") == "whole"
    for at, state in enumerate(STATES):
        for language in LANGUAGES if whole else (LANGUAGES[at % len(LANGUAGES)],):
            yield pytest.param(state, language, id=f"{state.name}-{language}")


@pytest.mark.parametrize(("state", "language"), list(each_state()))
def test_everybody_can_perceive_and_use_it(browser: Browser, site: Site, state: State, language: str):
    """The law on universal design asks for it; whoever cannot read the record cannot learn from it."""
    with visit(browser, site, state, language, color_scheme="light") as visited:
        page = visited.settled()
        page.evaluate(AXE_SCRIPT)
        found = violations(page, EVERYTHING)
        page.emulate_media(color_scheme="dark")
        found += violations(visited.settled(), ONLY_COLOURS)
    assert not found, "\n".join(found)
