"""The dashboard: figures across decisions, for learning; each leads to what it counts."""

import re
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import LessonDrawn, LessonShared, Register, TrialEnded
from laeringslopp.facts import OPEN
from laeringslopp.story import LANGUAGES
from tests.municipality import ADMINISTRATION, NOW, OPERATIONS, disclosed, entry, opened, register, started
from tests.pages.conftest import client_of, history
from tests.pages.markup import Element, Markup

PARTS = ("states", "attempts", "failures", "lessons")


def shown(client: TestClient, query: str = "") -> Markup:
    """The page in English."""
    answer = client.get(f"/dashboard?lang=en&{query}")
    assert answer.status_code == 200
    return Markup(answer.text)


def table(page: Markup, part: str) -> dict[str, list[str]]:
    """The figures of a part, by row."""
    title = page.one("h2", id=part).text
    at = page.one("div", of="numbers", **{"aria-label": title})
    rows: dict[str, list[str]] = {}
    for cell in page.all("th", "td"):
        if within(cell, at) and cell.tag == "th" and cell["scope"] == "row":
            rows[cell.text] = []
        elif within(cell, at) and cell.tag == "td":
            rows[next(reversed(rows))].append(cell.text.replace(" – see the decisions", ""))
    return rows


def within(element: Element, outer: Element) -> bool:
    """Whether an element stands in another."""
    return element.parent is not None and (element.parent is outer or within(element.parent, outer))


def links(page: Markup) -> list[str]:
    """Where figures lead."""
    return [a["href"] for a in page.all("a") if a.is_within("td")]


@pytest.fixture
def town() -> Any:
    """Six decisions with attempts and failures, of two organisations; one is wholly open."""
    with register() as made:
        for number in range(6):
            whose = "nordfjord" if number else "annen"
            sight: dict[str, Any] = {"access": OPEN} if number == 1 else {}
            made.append(
                [
                    entry(f"d{number}", opened(title=f"Sak {number}", organisation=whose), **sight),
                    entry(f"d{number}", started(), **sight),
                    entry(f"d{number}", disclosed(trial_id="t1"), OPERATIONS, **sight),
                    entry(f"d{number}", TrialEnded(trial_id="t1", outcome="failed", summary="Nei."), **sight),
                    entry(f"d{number}", LessonDrawn(lesson_id="l1", from_failures=["f1"], statement="Mål."), **sight),
                    entry(f"d{number}", LessonShared(lesson_id="l1", with_levels=["political"]), **sight),
                ]
            )
        yield made


class TestFigures:
    def test_they_count_what_is_on_record(self, town: Register) -> None:
        """A chart is only as good as its table, and both show the same."""
        page = shown(client_of(town))
        assert table(page, "states") == {"Open": ["6"]}
        assert table(page, "attempts") == {"Attempt 1": ["6"]}
        assert table(page, "failures") == {"Mar 2026": ["6", "0"]}
        assert table(page, "lessons") == {"The political level": ["0", "6", "0"], "The administration": ["6", "0", "0"]}

    def test_an_organisation_and_a_period_narrow_them(self, town: Register) -> None:
        """Whoever runs one part of it asks about that."""
        client = client_of(town)
        assert table(shown(client, "organisation=annen"), "attempts") == {"Attempt 1": ["1"]}
        assert table(shown(client, "from=2026-03-12&to=2026-03-12"), "states") == {"Open": ["6"]}
        for none in ("from=2026-03-13", "to=2026-03-11", "organisation=ingen"):
            assert not shown(client, none).all("table")

    def test_a_long_time_is_counted_by_year(self, town: Register) -> None:
        """Seventy months in a row are read by nobody; a year without failures is shown as one."""
        known = {"occurred_at": NOW - timedelta(days=1500), "known_from": NOW - timedelta(days=1490)}
        town.append([entry("old", opened(), **known), entry("old", disclosed(), **known)])
        rows = table(shown(client_of(town)), "failures")
        assert rows == {
            "2022": ["1", "10"],
            "2023": ["0", "–"],
            "2024": ["0", "–"],
            "2025": ["0", "–"],
            "2026": ["6", "0"],
        }

    def test_what_was_just_recorded_is_counted(self, town: Register) -> None:
        """A disclosure that is missing from the figures looks hidden."""
        client = client_of(town)
        shown(client)
        town.append([entry("d1", disclosed("f2"))])
        assert table(shown(client), "failures") == {"Mar 2026": ["7", "0"]}

    def test_they_are_not_counted_again_until_something_is_recorded(
        self, town: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A dashboard on a wall asks every minute; each reader has an answer of its own."""
        client = client_of(town)
        first = {sight: client.get(f"/dashboard?{sight}").text for sight in ("as=public", "as=political", "")}
        assert len({*first.values()}) == 3
        monkeypatch.setattr("laeringslopp_service.pages.routes.dashboard", None)
        for sight, text in first.items():
            assert client.get(f"/dashboard?{sight}").text == text

    def test_an_old_case_that_nobody_closed_is_not_counted_as_open(self, town: Register) -> None:
        """It is over; how it ended is not found in the sources."""
        then = {"occurred_at": NOW - timedelta(days=900)}
        town.append([entry("old", opened(title="Gammel"), **then)])
        client = client_of(town)
        page = shown(client)
        states = table(page, "states")
        assert states.pop("Open") == ["6"]
        assert list(states.values()) == [["1"]]
        (link,) = [link for link in links(page) if "no-end-found" in link]
        assert [heading.text for heading in Markup(client.get(link).text).all("h3")] == ["Gammel"]

    def test_levels_stand_in_their_own_order(self, town: Register) -> None:
        """Nobody is ranked: who has read least does not stand last."""
        assert list(table(shown(client_of(town)), "lessons")) == ["The political level", "The administration"]


class TestWaysToDecisions:
    def test_each_figure_leads_to_its_decisions(self, town: Register) -> None:
        """A figure that nobody can look behind is only believed or not."""
        history(town)
        client = client_of(town)
        for query in ("", "organisation=annen", "from=2026-03-01&to=2026-04-01"):
            page = shown(client, query)
            assert len(links(page)) >= 5
            for link in links(page):
                listed = Markup(client.get(link).text)
                assert listed.all("article"), link

    def test_as_many_as_were_counted(self, town: Register) -> None:
        """Where each decision counts once the list is as long as the figure says."""
        client = client_of(town)
        for query, many in (("", 6), ("organisation=annen", 1), ("organisation=nordfjord", 5)):
            for link in links(shown(client, query)):
                assert len(Markup(client.get(link).text).all("article")) == many, link

    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ("disclosed=2026-03&organisation=annen", ["Sak 0"]),
            ("disclosed=2025", []),
            ("attempt=2", []),
            ("outcome=failed&q=sak+3", ["Sak 3"]),
            ("level=political&lesson=read", []),
            ("to=2026-03-11", []),
            ("status=adopted", []),
        ],
    )
    def test_the_list_shows_those_that_fit(self, town: Register, query: str, titles: list[str]) -> None:
        """All that is asked must hold, and a list that is empty says so."""
        page = Markup(client_of(town).get(f"/decisions?lang=en&{query}").text)
        assert [heading.text for heading in page.all("h3")] == titles
        assert "laeringslopp demo" not in page.text


class TestAccess:
    def test_figures_about_few_are_withheld_from_those_who_do_not_see_all(self, town: Register) -> None:
        """Of four people somebody knows who it was."""
        client = client_of(town)
        page = shown(client, "as=operational&organisation=annen")
        assert table(page, "attempts") == {"Attempt 1": ["fewer than 5"]}
        assert links(page) == []
        assert not page.all("svg", of="chart")
        assert "fewer than five" in page.one("div", of="ds-alert").text
        whole = shown(client, "as=operational")
        assert table(whole, "states") == {"Open": ["6"]}
        assert table(whole, "attempts") == {"Attempt 1": ["6"]}

    def test_those_who_see_all_see_all(self, town: Register) -> None:
        """They keep the record, and are told of no withholding."""
        assert not shown(client_of(town), "organisation=annen").all(of="ds-alert")

    def test_the_public_is_shown_figures_of_what_is_open(self, town: Register) -> None:
        """What is withheld is counted nowhere, and cannot be guessed from a sum."""
        page = shown(client_of(town), "as=public")
        assert table(page, "states") == {"Open": ["fewer than 5"]}
        assert "annen" not in page.text
        assert "Annen" not in page.text


class TestCharts:
    def test_each_is_told_to_those_who_do_not_see_it(self, town: Register) -> None:
        """A drawing without a name is a hole in the page."""
        page = shown(client_of(town))
        charts = page.all("svg", of="chart")
        assert len(charts) == 4
        for chart in charts:
            assert chart["role"] == "img"
            title, about = chart["aria-labelledby"].split()
            assert page.one("title", id=title).text
            assert page.one("desc", id=about).text

    def test_nothing_tells_by_colour_alone(self, town: Register) -> None:
        """One man in twelve does not tell red from green: each series has a texture, and a name beside it."""
        page = shown(client_of(town))
        legend = [item for item in page.all("li") if re.fullmatch("of-.+", item["class"])]
        assert len({item["class"] for item in legend if item.text != "Did not go as meant"}) == 3
        patterns = {pattern["id"] for pattern in page.all("pattern")}
        filled = {bar["fill"] for bar in page.all("rect") if bar["fill"]}
        assert filled
        assert filled <= {f"url(#{name})" for name in patterns}

    def test_a_bar_says_its_figure(self, town: Register) -> None:
        """So that nobody has to measure with a ruler."""
        page = shown(client_of(town))
        values = [text.text for text in page.all("text", of="value") if text.text]
        assert set(values) == {"6"}

    def test_what_was_recorded_is_not_markup(self, town: Register) -> None:
        """A level is named by whoever writes a policy, and a file may hold any."""
        name = "<script>alert(1)</script>"
        from laeringslopp_service.pages.charts import Series, bars

        drawn = bars("x", name, name, [name, "b"], [Series(name, (1, 2))], str)
        assert "<script" not in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_reader_s_language(town: Register, language: str) -> None:
    """Months too."""
    page = Markup(client_of(town).get(f"/dashboard?lang={language}").text)
    assert {"nb": "mars 2026", "nn": "mars 2026", "en": "Mar 2026"}[language] in page.text
    assert {"nb": "Meldte feil", "nn": "Melde feil", "en": "Failures disclosed"}[language] in page.text


@pytest.mark.parametrize("query", ["from=yesterday", "to=2026-13-01", "form=2026-01-01", "as=nobody"])
def test_a_question_that_is_none_is_said_to_be(town: Register, query: str) -> None:
    """A period that is mistyped and ignored would show the wrong figures."""
    assert client_of(town).get(f"/dashboard?{query}").status_code == 422


def test_an_empty_register_has_no_figures() -> None:
    """Nothing to draw is said, not drawn."""
    page = shown(client_of(register()))
    assert not page.all("svg", of="chart")
    assert ADMINISTRATION.id not in page.text
