"""A timeline on paper is something that one would hand to a council."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import State
from tests.browser.visiting import Site, visit

pytestmark = pytest.mark.xdist_group("browser")

DECISION = State("paper", "/decisions/helseplattformen")
SHOWN = "selector => [...document.querySelectorAll(selector)].filter(each => each.checkVisibility()).map(each => each.textContent)"
INK = """() => [...document.querySelectorAll("main *")].filter(each => each.checkVisibility() && each.innerText)
  .map(each => getComputedStyle(each).color.match(/[0-9]+/g).map(Number))
  .filter(([red, green, blue]) => red + green + blue > 3 * 140).length"""


@pytest.fixture
def paper(browser: Browser, site: Site) -> Iterator[Page]:
    """A decision as it is printed by somebody who reads it in the dark."""
    with visit(browser, site, DECISION, color_scheme="dark") as visited:
        visited.page.emulate_media(media="print")
        yield visited.settled()


def test_it_says_of_what_it_is_and_when_it_was_printed(paper: Page):
    """A paper is read long after, and far from the screen."""
    assert paper.evaluate(SHOWN, ".on-paper") == ["Skrevet ut 24. november 2026 fra Læringsløpp"]
    assert paper.evaluate(SHOWN, "h1") != []
    assert "Helse Midt-Norge" in "".join(paper.evaluate(SHOWN, ".facts"))


def test_what_is_folded_is_open_and_what_is_to_be_pressed_is_gone(paper: Page):
    """Nobody can unfold a paper, or press it."""
    folded = paper.locator(".whole dl").count()
    assert folded > 40
    assert len(paper.evaluate(SHOWN, ".whole dl")) == folded
    assert paper.evaluate(SHOWN, "button, input, select, summary:not(.printed), nav, .ds-button") == []


def test_what_is_unfolded_still_says_what_it_is(paper: Page):
    """All the answers to a question stand below the question."""
    named = paper.evaluate(SHOWN, "details:has(.all-points) > summary")
    assert len(named) == paper.locator(".all-points").count() > 3
    assert named[0].startswith("Hva ble bestemt?")


def test_the_address_of_a_source_can_be_read(paper: Page):
    """A link that cannot be followed is no source."""
    after = "each => getComputedStyle(each, '::after').content"
    source = paper.locator("main a[href^=http]").first
    assert str(source.get_attribute("href")) in source.evaluate(after)


def test_it_is_dark_on_white_whatever_the_screen_is(paper: Page):
    """Light grey on white paper is read by nobody."""
    assert paper.evaluate(INK) == 0


def test_it_prints_as_pages(paper: Page):
    """As the browser's own printing makes it."""
    assert paper.pdf(prefer_css_page_size=True).startswith(b"%PDF")
