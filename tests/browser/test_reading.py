"""What holds for every page in a real browser, however it is read."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from laeringslopp.story import LANGUAGES
from tests.browser.pages import STATES, State, some
from tests.browser.visiting import DESKTOP, Site, visit

pytestmark = pytest.mark.xdist_group("browser")

NARROW = {"width": 320, "height": 640}
"""The narrowest phone, and what is left of a window 1280 wide at a zoom of 400 %."""
PROJECTOR = {"width": 1920, "height": 1080}
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth, found = [];
  const scrolls = each => each && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(each).overflowX) || scrolls(each.parentElement));
  for (const each of document.body.querySelectorAll("*")) {
    const box = each.getBoundingClientRect();
    if (box.width && box.right > width + 1 && !scrolls(each.parentElement)) found.push(each.outerHTML.slice(0, 120));
  }
  return document.documentElement.scrollWidth > width ? found.concat(["the page is " + document.documentElement.scrollWidth]) : [];
}"""
SMALL: dict[str, Any] = {"viewport": {"width": 375, "height": 667}, "is_mobile": True, "has_touch": True}
READ = "document.querySelector('main').innerText"

each_state = pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
each_whole = pytest.mark.parametrize("state", some(), ids=lambda state: state.name)


def too_wide(page: Page) -> list[str]:
    """The parts of a page that one would have to scroll sideways to."""
    return list(page.evaluate(TOO_WIDE))


@each_state
def test_a_page_is_whole_still_and_as_wide_as_its_window(browser: Browser, site: Site, state: State):
    """No other host hears who reads what; the security policy keeps nothing of ours out; no text jumps away under the eyes.

    At 320 pixels, and at 400 % zoom, which leaves as much of a usual window, nothing is scrolled sideways (WCAG 1.4.10).
    """
    with visit(browser, site, state, "nn" if state.do else "nb") as visited:
        page = visited.settled()
        assert visited.elsewhere == []
        assert visited.complaints == []
        assert visited.shifts == []
        told = page.evaluate(READ)
        for window in (PROJECTOR, NARROW):
            page.set_viewport_size(window)
            assert too_wide(visited.settled()) == []
        if state.do:
            return
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main", "the first key does not skip the menu"
    with visit(browser, site, state, java_script_enabled=False, viewport=DESKTOP) as visited:
        read = visited.page.locator("main").inner_text()
    assert read
    assert _lines(read) == _lines(told), "a browser that runs nothing is told something else"


@each_whole
def test_a_page_stands_still_on_the_narrowest_phone(browser: Browser, site: Site, state: State):
    """It is laid out for it from the beginning, with twice the points on a line."""
    with visit(browser, site, state, "nn", viewport=NARROW, device_scale_factor=2) as visited:
        assert too_wide(visited.settled()) == []
        assert visited.shifts == []


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("decision", ["helseplattformen", "nhs-covid-app", "smittestopp", "trygghetsalarm"])
def test_the_five_questions_stand_on_the_first_screen_of_a_small_phone(browser: Browser, site: Site, decision: str):
    """Whoever has to look for what failed does not look."""
    for language in LANGUAGES:
        with visit(browser, site, State("first", f"/decisions/{decision}"), language, **SMALL) as visited:
            ends = visited.settled().evaluate(
                "[...document.querySelectorAll('.brief .answer')].map(each => each.getBoundingClientRect().bottom)"
            )
            assert len(ends) == 5
            assert max(ends) <= SMALL["viewport"]["height"]
