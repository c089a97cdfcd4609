"""Every page in every state that it has. Whoever adds a page adds a line here, and it is held to all of it."""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

Do = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class State:
    """A page as somebody may meet it."""

    name: str
    address: str
    do: Do | None = None
    """What is done on the page before it stands as it is to be looked at; a page that is only read has none."""
    empty: bool = False
    """Whether the register has nothing in it."""
    status: int = 200
    """What the service answers."""


def everything_unfolded(page: Page) -> None:
    """What is folded is on the page too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def sent_empty(page: Page) -> None:
    """A form without the one thing that it asks for, from a browser that does not ask for it itself."""
    page.evaluate("document.querySelectorAll('main form').forEach(form => { form.noValidate = true })")
    page.locator("main form [type=submit]:not([tabindex='-1'])").last.click()


def told_too_little(page: Page) -> None:
    """A failure without words."""
    page.locator("#what_happened").fill("  ")
    sent_empty(page)


def told(page: Page) -> None:
    """A failure, disclosed."""
    page.locator("#what_happened").fill("Alarmen nådde ikke fram i natt.")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/disclose/thanks*")
    everything_unfolded(page)


RECORDED = ("lesson-acknowledged", "question-asked", "risk-assessed", "trial-started", "direction-chosen")
"""Forms of every make: short and long, with lists, choices, amounts and dates. They are made by one template."""

STATES = (
    State("start", "/"),
    State("start-empty", "/", empty=True),
    State("decisions", "/decisions"),
    State("decisions-empty", "/decisions", empty=True),
    State("decisions-chosen", "/decisions?status=open&organisation=Eksempelvik"),
    State("decisions-ordered", "/decisions?order=overdue&loops=open&q=e", everything_unfolded),
    State("decisions-none", "/decisions?q=finnesikke&tag=vann"),
    State("decisions-no-order", "/decisions?order=rank", status=422),
    State("decision-recorded-live", "/decisions/trygghetsalarm"),
    State("decision-unfolded", "/decisions/trygghetsalarm", everything_unfolded),
    State("decision-running", "/decisions/vannmalere"),
    State("decision-known-case", "/decisions/helseplattformen"),
    State("decision-largest", "/decisions/smittestopp", everything_unfolded),
    State("decision-public", "/decisions/trygghetsalarm?as=public"),
    State("decision-looked-back", "/decisions/trygghetsalarm?as_of=2026-05-28"),
    State("decision-known-to-council", "/decisions/helseplattformen?known_at=2022-11-12&level=political"),
    State("decision-withdrawn-address", "/decisions/nowhere", status=404),
    State("decision-no-moment", "/decisions/trygghetsalarm?as_of=yesterday", status=422),
    State("compare", "/decisions/trygghetsalarm/compare?from=2026-02-26&to=2026-11-01"),
    State("compare-nothing-chosen", "/decisions/trygghetsalarm/compare"),
    State("compare-backwards", "/decisions/trygghetsalarm/compare?from=2026-11-01&to=2026-02-26", status=422),
    State("knew", "/decisions/trygghetsalarm/knew?at=2026-05-28"),
    State("story", "/decisions/helseplattformen/story"),
    State("story-long", "/decisions/trygghetsalarm/story?length=long"),
    State("paper", "/decisions/smittestopp/paper?as_of=2020-10-19"),
    State("paper-live", "/decisions/trygghetsalarm/paper"),
    State("failed-before", "/failed-before"),
    State("failed-before-found", "/failed-before?q=skolemeldingssystem+i+en+ap"),
    State("failed-before-mended", "/failed-before?q=personvren&as=public"),
    State("failed-before-none", "/failed-before?q=romferge"),
    State("failed-before-no-words", "/failed-before?q=og", status=422),
    State("record-failed-before", "/record/decision-opened?title=App+for+meldinger+i+skolen", everything_unfolded),
    State("record", "/decisions/trygghetsalarm/record", everything_unfolded),
    State("record-first", "/record/decision-opened", everything_unfolded),
    State("record-mistaken", "/decisions/trygghetsalarm/record/lesson-drawn", sent_empty, status=422),
    *(State(f"record-{kind}", f"/decisions/vannmalere/record/{kind}", everything_unfolded) for kind in RECORDED),
    State("page-unknown", "/nothing-here", status=404),
    State("dashboard", "/dashboard"),
    State("dashboard-narrow", "/dashboard?as=political&from=2026-01-01"),
    State("dashboard-empty", "/dashboard", empty=True),
    State("rules", "/rules"),
    State("rules-unfolded", "/rules?nature=duty", everything_unfolded),
    State("rules-chosen", "/rules?nature=guard&as=public"),
    State("policies", "/policies"),
    State("policies-one", "/policies/Eksempelvik"),
    State("disclose", "/disclose"),
    State("disclose-in-a-decision", "/disclose?decision=trygghetsalarm", everything_unfolded),
    State("disclose-empty-register", "/disclose", empty=True),
    State("disclose-mistaken", "/disclose", told_too_little, status=422),
    State("disclose-thanks", "/disclose?decision=trygghetsalarm", told),
)


def some() -> Sequence[State]:
    """A state of each page, and those in which something is done; every one where BROWSER=whole asks for it."""
    if os.environ.get("BROWSER") == "whole":
        return STATES
    first = {
        re.sub(r"/decisions/[\w-]+", "/decisions/*", urlsplit(state.address).path): state for state in STATES[::-1]
    }
    return [state for state in STATES if state.do or state in first.values()]
