"""Going to a page, and what happened on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from laeringslopp import Register
from tests.browser.pages import State

SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifts.push(each.value);
}).observe({type: "layout-shift", buffered: true});
"""
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
DESKTOP = {"width": 1280, "height": 900}


@dataclass(frozen=True, slots=True)
class Site:
    """The services that are visited."""

    there: str
    nothing: str
    register: Register
    """What the first of them shows."""

    def address(self, state: State, language: str) -> str:
        """Where a page is in a language."""
        address = (self.nothing if state.empty else self.there) + state.address
        return f"{address}{'&' if '?' in address else '?'}lang={language}"


@dataclass(slots=True)
class Visit:
    """A page, and what went wrong on the way to it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    """What the browser wrote to its console: faults, and what the Content-Security-Policy kept out."""
    elsewhere: list[str] = field(default_factory=list)
    """What was asked of another host."""
    shifts: list[float] = field(default_factory=list)
    """How far the page moved while it came, before anybody did anything."""

    def settled(self) -> Page:
        """The page once it is laid out and painted."""
        self.page.evaluate(SETTLED)
        return self.page


@contextmanager
def visit(browser: Browser, site: Site, state: State, language: str = "nb", **how: Any) -> Iterator[Visit]:
    """Goes to a page, and does there what is to be done. ``how`` is what a browser context takes."""
    how = {"viewport": DESKTOP, "reduced_motion": "reduce", **how}
    with browser.new_context(**how) as context:
        context.add_init_script(SHIFTS)
        page = context.new_page()
        visited = Visit(page)
        page.on("pageerror", lambda error: visited.complaints.append(str(error)))
        page.on("console", lambda said: _note(visited, said.type, said.text))
        ours = urlsplit(site.there).netloc, urlsplit(site.nothing).netloc
        page.on("request", lambda sent: _is_ours(sent.url, ours) or visited.elsewhere.append(sent.url))
        answers: list[int] = []
        page.on("response", lambda got: got.request.is_navigation_request() and answers.append(got.status))
        page.goto(site.address(state, language))
        visited.shifts += visited.settled().evaluate("window.shifts") if how.get("java_script_enabled", True) else ()
        if state.do:
            state.do(page)
            page.wait_for_load_state()
        assert answers[-1] == state.status, f"{page.url} answered {answers}"
        yield visited


def _note(visited: Visit, kind: str, text: str) -> None:
    # Chromium writes the answer's own status there too; that is what the state says it is.
    if kind in ("error", "warning") and "Failed to load resource: the server responded" not in text:
        visited.complaints.append(text)


def _is_ours(address: str, hosts: tuple[str, ...]) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("data", "blob") or parts.netloc in hosts
