"""The page in docs/examples/dashboard: made of the documentation and the client alone, and held to what the service says."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from laeringslopp.facts import OPEN
from laeringslopp.story import LANGUAGES
from scripts.browsing import served
from tests.bounds.test_register_away import take_away
from tests.browser.test_accessibility import COLOURS, EVERYTHING, violations
from tests.browser.visiting import Site
from tests.municipality import OPERATIONS, entry, opened, register

pytestmark = pytest.mark.xdist_group("browser")

PROGRAM = Path(__file__).parents[2] / "docs" / "examples" / "dashboard" / "dashboard.py"
SIZES = ((320, 640), (1280, 900), (2560, 1440))
ODD = "Alarmen kom <b>ikke</b> fram & \"nå\" <script>document.title = 'tatt'</script>"
FIGURES = ("overdue", "unlearned", "unread", "open")


@contextmanager
def running(service: str) -> Iterator[str]:
    """The example before a service, as its page says that it is started, on a free port; its address."""
    command = [sys.executable, str(PROGRAM), "--service", service, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def dashboard(site: Site) -> Iterator[str]:
    """The example before the shipped cases."""
    with running(site.there) as address:
        yield address


def asked(service: str, path: str) -> Any:
    """What the API answers, to whom the page is for."""
    with urlopen(f"{service}/api/{path}{'&' if '?' in path else '?'}as=political&limit=500") as answer:
        return json.load(answer)["items"]


def figures(page: Page) -> dict[str, int]:
    """The figures at the top of the page."""
    return {each: int(page.locator(f".figures a[href='#{each}'] b").inner_text()) for each in FIGURES}


def test_its_figures_are_what_the_service_says(browser: Browser, site: Site, dashboard: str):
    """A figure that differs from the register's own is worse than none."""
    page = browser.new_page()
    page.goto(dashboard)
    decisions = asked(site.there, "decisions")
    waiting = []
    for each in decisions:
        with urlopen(f"{site.there}/api/decisions/{each['decision_id']}/timeline?as=political") as answer:
            waiting += json.load(answer)["open"]
    assert figures(page) == {
        "overdue": sum(owed["overdue"] for owed in asked(site.there, "duties?open=true")),
        "unlearned": len(asked(site.there, "views/failures?has_lesson=false")),
        "unread": sum(each["what"] == "lesson-unread" for each in waiting),
        "open": sum(each["status"] == "open" for each in decisions),
    }
    assert all(figures(page).values())  # nothing is compared with nothing
    for each, number in figures(page).items():
        assert page.locator(f"section.{each} li").count() == number
    page.close()


def test_every_link_leads_to_the_entry_that_it_speaks_of(browser: Browser, dashboard: str):
    """What is said in a minute can be read in full behind it."""
    page = browser.new_page()
    page.goto(dashboard)
    for section in ("latest", *FIGURES):
        address = page.locator(f"section.{section} a").first.get_attribute("href") or ""
        answer = page.request.get(address)
        assert answer.ok
        shown = address.partition("#")[2]
        assert not shown or f'id="{shown}"' in answer.text()
    page.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_can_read_it_from_phone_to_projector(browser: Browser, dashboard: str, lang: str):
    """A councillor reads it in the hand, and the council on the wall."""
    with browser.new_context(bypass_csp=True) as context:  # it lets axe-core in
        page = context.new_page()
        page.goto(f"{dashboard}/?lang={lang}")
        assert page.locator("html").get_attribute("lang") == lang
        page.evaluate(AXE_SCRIPT)
        found = violations(page, EVERYTHING)
        page.emulate_media(color_scheme="dark")
        found += violations(page, {"runOnly": {"type": "rule", "values": COLOURS}})
        assert not found, "\n".join(found)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_disclosed_appears_and_a_service_that_is_away_is_said(browser: Browser):
    """The text is text, nobody is named, and no old figure stands where no new one can be had."""
    with register() as town, ExitStack() as standing:
        town.append([entry("sensorer", opened(access=OPEN), by=OPERATIONS)])
        service = standing.enter_context(served(town))
        with running(service) as address:
            page = browser.new_page()
            page.goto(address)
            assert figures(page) == {"overdue": 0, "unlearned": 0, "unread": 0, "open": 1}

            page.goto(f"{service}/disclose?decision=sensorer")
            page.locator("#what_happened").fill(ODD)
            page.locator("main form [type=submit]").first.click()
            page.wait_for_url("**/disclose/thanks*")
            page.goto(address)
            assert figures(page)["unlearned"] == 1
            assert ODD in page.locator("section.latest").inner_text()
            assert "Ingen lærdom ennå." in page.locator("section.latest").inner_text()
            named = (OPERATIONS.id, OPERATIONS.role, str(OPERATIONS.unit))
            assert not [each for each in named if each in page.locator("main").inner_text()]

            standing.close()
            answer = page.reload()
            assert answer is not None
            assert answer.status == 503
            assert "svarer ikke" in page.get_by_role("alert").inner_text()
            assert page.locator(".figures").count() == 0
            assert not re.search("sensorer|Alarmen", page.locator("main").inner_text())
            page.close()


def test_while_the_register_is_away_it_has_no_figures_and_afterwards_it_has(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The service keeps timelines for such a time; the page does not show them as if they were of now."""
    with register(f"sqlite:///{tmp_path / 'town.db'}") as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        with served(town) as service, running(service) as address:
            page = browser.new_page()
            page.goto(address)
            assert figures(page)["open"] == 1
            with monkeypatch.context() as patch:
                take_away(town, patch)
                page.reload()
                assert page.get_by_role("alert").count() == 1
                assert page.locator(".figures").count() == 0
            page.reload()
            assert figures(page)["open"] == 1
            page.close()


def test_a_page_elsewhere_cannot_read_it_by_a_name_of_its_own(browser: Browser, dashboard: str):
    """What listens to this machine alone answers by this machine's own names alone."""
    port = dashboard.rpartition(":")[2]
    page = browser.new_page()
    assert page.request.get(dashboard, headers={"Host": f"elsewhere.example:{port}"}).status == 403
    page.close()


def test_an_address_that_names_no_service_is_told_as_it_starts():
    """Not in a traceback, and not at the first reader."""
    command = [sys.executable, str(PROGRAM), "--service", "nonsense"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert "'nonsense' names no service" in ended.stderr
    assert "Traceback" not in ended.stderr
