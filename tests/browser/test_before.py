"""While a decision is being written, what has failed before comes up beside it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pages import State
from tests.browser.visiting import Site, visit

pytestmark = pytest.mark.xdist_group("browser")
FORM = State("form", "/record/decision-opened")


def test_it_comes_up_as_the_title_is_written_and_goes_with_it(browser: Browser, site: Site):
    """Nobody has to ask, nothing is sent that was not typed, and the policy of the page keeps nothing of it out."""
    with visit(browser, site, FORM) as visited:
        page = visited.page
        page.locator("#title").fill("Skolemeldingssystem")
        expect(page.locator("#before-hits .earlier").first).to_contain_text("Oslo kommune")
        expect(page.locator("#before-news")).to_contain_text("ligner")
        page.locator("#question").fill("Kan <b>alle</b> se & lese?")
        expect(page.locator("#before-hits .earlier").first).to_be_visible()
        page.locator("#title").fill("")
        page.locator("#question").fill("")
        expect(page.locator("#before-hits .earlier")).to_have_count(0)
        assert visited.complaints == []
        assert visited.elsewhere == []


def test_without_scripts_it_is_one_press_away(browser: Browser, site: Site):
    """And what was written still stands in the form."""
    with visit(browser, site, FORM, java_script_enabled=False) as visited:
        page = visited.page
        page.locator("#title").fill("Skolemeldingssystem")
        page.get_by_role("button", name="Har dette feilet før?").click()
        expect(page.locator("#before-hits .earlier").first).to_contain_text("Oslo kommune")
        expect(page.locator("#title")).to_have_value("Skolemeldingssystem")
