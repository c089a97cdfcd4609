"""The keyboard alone reaches and leaves everything, and a thumb discloses a failure in three taps."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import State, some
from tests.browser.visiting import Site, visit

pytestmark = pytest.mark.xdist_group("browser")

REACHABLE = """() => {
  const found = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])");
  const group = each => [...document.getElementsByName(each.name)];
  // Of the choices of one question, Tab reaches the chosen one, or the first; arrows reach the others.
  const first = each => each.type !== "radio" || (group(each).find(one => one.checked) || group(each)[0]) === each;
  return [...found]
    .filter(each => !each.disabled && each.tabIndex >= 0 && first(each) && each.checkVisibility({visibilityProperty: true}))
    .map((each, number) => (each.dataset.number = number, each.outerHTML.slice(0, 120)));
}"""
FOCUSED = """() => {
  const each = document.activeElement, box = each.getBoundingClientRect();
  const ringed = one => {
    const style = one && getComputedStyle(one);
    return style && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none");
  };
  const calendar = each.type === "date" && !each.matches(":focus-visible");
  return {
    number: each.dataset.number, html: each.outerHTML.slice(0, 120), body: each === document.body,
    visible: (ringed(each) || ringed(each.closest(".ds-field")) || calendar)
      && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
"""Which element has the focus, and whether one sees it: a ring of its own, or its field's where it is a box to tick. The
button for the calendar within a date is the browser's own, and so is its ring."""
MORE = 20
"""Keys beyond as many as there are things to reach: a date has three parts."""

SENTENCE = "Alarmen nådde ikke fram i natt, og ingen så det."
TAP, KEY, MIND = 1.1, 0.28, 1.35
"""Seconds that it takes a person to point, to write a character, and to make up their mind; the keystroke-level model
(Card, Moran and Newell, 1980), for one who does not type well."""
PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.mark.parametrize("state", some(), ids=lambda state: state.name)
def test_the_keyboard_reaches_and_leaves_everything_and_is_seen_to(browser: Browser, site: Site, state: State):
    """Who has no mouse meets no trap, and sees where they are."""
    with visit(browser, site, state, "en") as visited:
        page = visited.settled()
        there = page.evaluate(REACHABLE)
        reached: set[int] = set()
        unseen, left = [], 0
        for _ in range(2 * (len(there) + MORE)):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused["body"]:
                left += 1
            else:
                reached.add(int(focused["number"]))
                unseen += [] if focused["visible"] else [focused["html"]]
            # A page of mistakes begins in their midst, so it is gone round once more.
            if left and (left > 1 or len(reached) == len(there)):
                break
        assert left, "the keyboard does not leave the page"
        assert [html for number, html in enumerate(there) if number not in reached] == []
        assert unseen == []


def disclosed(page: Page) -> tuple[int, int]:
    """Discloses a failure as one would on a phone: how often it was tapped, and how many fields were filled."""
    page.get_by_role("main").get_by_role("link", name="Meld en feil").first.tap()
    page.locator("#what_happened").tap()
    page.keyboard.type(SENTENCE)
    page.get_by_role("button", name="Meld").tap()
    page.wait_for_url("**/disclose/thanks*")
    return 3, 1


@pytest.mark.parametrize("address", ["/", "/decisions/trygghetsalarm"])
def test_a_failure_is_disclosed_in_three_taps_one_field_and_thirty_seconds(browser: Browser, site: Site, address: str):
    """Disclosing has to be easier than hiding: what the browser and the service take is measured, what a person takes is reckoned."""
    with visit(browser, site, State("door", address), **PHONE) as visited:
        began = time.perf_counter()
        taps, fields = disclosed(visited.page)
        measured = time.perf_counter() - began
        assert SENTENCE in visited.page.get_by_role("main").inner_text()
        assert visited.settled().evaluate("window.shifts") == []
        assert visited.complaints == []
    person = taps * (TAP + MIND) + len(SENTENCE) * KEY
    assert fields == 1
    assert taps <= 3
    assert measured + person <= 30


SAID = "Vi tar dette med oss når vi kjøper neste gang."


def acknowledged(page: Page) -> int:
    """Says that a lesson is read and what it means, from the first screen: how often it was tapped."""
    page.locator(".answer-now .onwards").tap()
    page.locator("#all-now").tap()
    page.locator(".all-points").get_by_role("link", name="Jeg har lest denne lærdommen").first.tap()
    page.get_by_label("Med egne ord").tap()
    page.keyboard.type(SAID)
    page.get_by_role("button", name="Registrer").last.tap()
    return 5


def asked(page: Page) -> int:
    """Asks about a failure, from the first screen: how often it was tapped."""
    page.locator(".answer-failed .onwards").tap()
    page.locator("#all-failed").tap()
    page.locator("#all-failed ~ .all-points .ds-link").first.tap(position={"x": 4, "y": 10})
    page.locator(":target").get_by_role("link", name="Still et spørsmål").tap()
    page.get_by_label("Spørsmål", exact=True).tap()
    page.keyboard.type(SAID)
    page.get_by_role("button", name="Registrer").last.tap()
    return 6


@pytest.mark.parametrize("do", [acknowledged, asked])
def test_a_lesson_is_acknowledged_and_a_question_asked_on_a_phone_within_a_minute(
    browser: Browser, site: Site, do: Callable[[Page], int]
):
    """A councillor on the bus has one: what the browser and the service take is measured, what a person takes is reckoned."""
    with visit(browser, site, State("bus", "/decisions/vannmalere"), **PHONE) as visited:
        began = time.perf_counter()
        taps = do(visited.page)
        visited.page.wait_for_url("**recorded=*")
        measured = time.perf_counter() - began
        assert SAID in visited.page.get_by_role("main").inner_text()
        assert visited.complaints == []
    assert measured + taps * (TAP + MIND) + len(SAID) * KEY <= 60
