"""What the page of one decision tells, and what it must not."""

from collections.abc import Callable

import pytest

from laeringslopp import (
    AlternativeProposed,
    DecisionConcluded,
    DecisionOpened,
    Register,
    TrialEnded,
)
from laeringslopp.facts import OPEN
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, Clock, disclosed, entry, opened, started
from tests.pages.conftest import SECRET, client_of, history
from tests.pages.markup import Element, Markup

Look = Callable[..., Markup]


def brief(page: Markup) -> dict[str, str]:
    """What the first screen answers to each question."""
    return {
        next(name.removeprefix("answer-") for name in answer.classes if name.startswith("answer-")): answer.text
        for answer in page.all(of="answer")
    }


def row(page: Markup, version: int) -> Element:
    """One entry of the timeline."""
    return page.one("li", id=f"v{version}")


def test_the_first_screen_answers_what_a_councillor_asks(look: Look) -> None:
    """A councillor has three minutes."""
    page = look("/decisions/sensorer")
    told = brief(page)
    assert list(told) == ["decided", "risked", "failed", "learned", "now", "tried", "different", "unknown"]
    assert "Sensorer i gulvet" in told["decided"]
    assert "PS 3/26" in told["decided"]
    assert "Støy kan gi for mange alarmer" in told["risked"]
    assert "Attempt 1 · did not go as meant" in told["tried"]
    assert "Attempt 2 · no end on record" in told["tried"]
    assert "Alarmen kom ikke fram" in told["failed"]
    assert "Prøv om natten først" in told["learned"]
    assert "Prøvetid: dag → natt" in told["different"]
    assert "A new hypothesis" not in told["different"], "the hypothesis stands under what was tried"
    assert "Hva koster det?" in told["now"]
    assert "The political level: " in told["unknown"]
    assert "among them 3 failures" in told["unknown"]
    assert "The decision is open" in page.one(of="stands").text


def test_who_does_not_know_is_one_click_from_what_they_do_not_know(look: Look) -> None:
    """A count alone closes no gap."""
    page = look("/decisions/sensorer")
    answer = page.one(of="answer-unknown")
    assert [link["href"] for link in page.all("a") if _stands_in(link, answer)] == ["#unknown"] * 3


def test_what_is_different_is_asked_only_of_a_second_attempt(small: Register) -> None:
    """A first attempt has nothing to differ from, and an empty answer would look like a fault."""
    small.append([entry("ny", opened(access=OPEN)), entry("ny", started("t1"), OPERATIONS)])
    told = brief(Markup(client_of(small).get("/decisions/ny?lang=en").text))
    assert "different" not in told
    assert "Attempt 1" in told["tried"]


def test_attempts_stand_beside_each_other(look: Look) -> None:
    """What was different this time is seen only beside what was before."""
    first, second = look("/decisions/sensorer").all("li", of="attempt")
    assert all(
        said in first.text for said in ("Attempt 1: Solbakken", "fall per uke, at most 2", "not met", "41,000 NOK")
    )
    assert "What is different this time" not in first.text
    assert "Prøvetid: dag → natt" in second.text
    assert "observed: not shown here" not in second.text


def test_a_loop_is_drawn_with_what_is_missing_of_it(look: Look) -> None:
    """An open loop is what the council should ask about."""
    page = look("/decisions/sensorer")
    open_ones = page.all(of="ring-open")
    closed = [ring for ring in page.all(of="ring") if ring not in open_ones]
    assert [("Attempt 1" in ring.text, "the loop has come round" in ring.text) for ring in closed] == [(True, True)]
    retried = next(ring for ring in open_ones if "Attempt 2" in ring.text)
    missing = [station for station in page.all("g", of="station-missing") if _stands_in(station, retried)]
    assert [station.text.split(" not ")[0] for station in missing] == ["Lesson", "Change", "Retry"]


def _stands_in(element: Element, other: Element) -> bool:
    return element is other or (element.parent is not None and _stands_in(element.parent, other))


def test_a_drawing_is_also_told_in_words(look: Look) -> None:
    """A drawing says nothing to those who cannot see it."""
    page = look("/decisions/sensorer")
    for ring, steps in zip(page.all(of="ring"), page.all("ol", of="steps"), strict=True):
        assert _stands_in(steps, ring)
        assert all(said.text in steps.text for said in page.all("text") if _is_label(said, ring))
    assert all(drawing["role"] == "img" and drawing["aria-label"] for drawing in page.all("svg", of="ring-drawing"))


def _is_label(said: Element, ring: Element) -> bool:
    return _stands_in(said, ring) and not said.classes & {"station-note", "ring-middle"}


def test_each_entry_stands_in_the_lane_of_its_level(look: Look) -> None:
    """Who learned and who only decided is seen at a glance."""
    page = look("/decisions/sensorer")
    heads = [head.text for head in page.all(of="lane-head")]
    assert heads == ["The political level", "The administration", "The operational level"]
    assert "lane-1" in row(page, 6).classes
    assert "lane-2" in row(page, 1).classes
    assert "lane-3" in row(page, 9).classes
    assert "The operational level" in row(page, 9).text, "a phone has no lanes, so the level is told in words too"


def test_an_entry_says_who_when_why_and_from_where(look: Look) -> None:
    """What cannot be traced cannot be learned from."""
    page = look("/decisions/sensorer")
    assert "kommunestyre" in row(page, 6).text
    assert "12 March 2026" in row(page, 6).text
    links = [link["href"] for link in page.all("a") if _stands_in(link, row(page, 12))]
    assert "#v7" in links


def test_a_source_is_followed_only_where_it_is_a_web_address(look: Look) -> None:
    """A source is somebody's text; a link that runs is an attack."""
    page = look("/decisions/sensorer")
    links = [link["href"] for link in page.all("a") if _stands_in(link, row(page, 6))]
    assert "https://www.nordfjord.example/ps-3-26" in links
    assert not [link for link in page.all("a") if link["href"].startswith("javascript")]
    assert "javascript:alert(1)" in row(page, 6).text
    assert "Arkivsak 26/7" in row(page, 6).text


def test_a_failure_stands_out_and_blames_nobody(look: Look) -> None:
    """A failure that hides is not learned from; one in red is not told again."""
    page = look("/decisions/sensorer")
    assert "tone-failure" in row(page, 9).classes
    assert not page.all(**{"data-color": "danger"})


def test_everything_that_was_recorded_can_be_read(look: Look) -> None:
    """A sentence is cut at a word; the record is not."""
    page = look("/decisions/sensorer")
    assert "Serious" in row(page, 9).text or "serious" in row(page, 9).text
    assert "Our own doing" in row(page, 9).text
    assert "Recorded" in row(page, 9).text


def test_what_a_level_is_not_on_record_as_knowing_is_counted_and_listed(look: Look) -> None:
    """This gap is what the project exists to close."""
    page = look("/decisions/sensorer")
    told = next(each for each in page.all("details") if each.text.startswith("The political level:"))
    assert "entries" in told.text
    assert "Alarmen kom ikke fram" in told.text
    assert "Not on record as known to the political level" in row(page, 9).text
    assert "Not on record as known to the political level" not in row(page, 1).text


def test_a_level_that_does_not_know_has_an_empty_ring_in_its_lane(look: Look) -> None:
    """That one level learned and another did not is seen before it is read."""
    page = look("/decisions/sensorer")
    gaps = [gap for gap in page.all("span", of="lane-gap") if _stands_in(gap, row(page, 9))]
    assert ["lane-gap-1" in gap.classes for gap in gaps] == [True, False]
    assert not [gap for gap in page.all("span", of="lane-gap-1") if _stands_in(gap, row(page, 1))]
    assert "not on record as knowing" in page.one(of="lane-key").text


def test_the_council_s_knowledge_when_it_decided_is_one_link_away(look: Look, client: object) -> None:
    """What the council knew when it decided is the auditor's first question."""
    said = "What each level knew when it was decided"
    aside = next(link["href"] for link in look("/decisions/sensorer").all("a") if said in link.text)
    beside = Markup(client.get(aside).text)  # type: ignore[attr-defined]
    link = next(link["href"] for link in beside.all("a") if "The page as the political level knew it" in link.text)
    then = Markup(client.get(link).text)  # type: ignore[attr-defined]
    assert "Only what the political level knew is shown." in then.text
    assert "v6" in then.ids
    assert "v7" not in then.ids


def test_the_page_at_a_date_shows_only_what_had_happened(small: Register, clock: Clock, look: Look) -> None:
    """A timeline that knows the end tells every beginning wrong."""
    clock.move(days=3)
    small.append([entry("sensorer", disclosed("f9", what_happened="Batteriet gikk tomt"), OPERATIONS)])
    then = look("/decisions/sensorer", as_of="2026-03-13")
    assert "Batteriet gikk tomt" not in then.text
    assert "13 March 2026" in then.one(of="ds-alert").text
    assert "Batteriet gikk tomt" in look("/decisions/sensorer", as_of="2026-03-16").text


def test_a_moment_ahead_shows_now_and_says_so(look: Look) -> None:
    """Nobody should take a plan for a fact."""
    assert "lies ahead" in look("/decisions/sensorer", as_of="2031-01-01").text
    assert "lies ahead" not in look("/decisions/sensorer", as_of="2026-03-12").text


@pytest.mark.parametrize("sight", ["public", "political"])
def test_what_is_withheld_is_on_no_page_of_those_who_may_not_see_it(look: Look, sight: str) -> None:
    """What is exempt names somebody."""
    page = look("/decisions/sensorer", **{"as": sight})
    assert SECRET not in page.html
    assert "offl. § 13 første ledd" in page.one(id="withheld").text
    assert SECRET in look("/decisions/sensorer", **{"as": "administrative"}).html


def test_the_public_sees_how_much_is_withheld_and_nothing_of_it(look: Look) -> None:
    """Disclosing to the council is not publishing to the press."""
    page = look("/decisions/sensorer", **{"as": "public"})
    assert "2 entries are withheld" in page.one(id="withheld").text
    assert "Alarmen kom ikke fram" not in page.html
    assert not {"v9", "v11"} & set(page.ids)
    assert page.one("a", **{"aria-current": "true", "class": "choice"}).text == "the public"


def test_a_reader_from_whom_nothing_is_withheld_is_told_so(small: Register) -> None:
    """“A part of it” would make the public look for what is not there."""
    small.append([entry("apen", opened(access=OPEN))])
    page = Markup(client_of(small).get("/decisions/apen?as=public&lang=en").text)
    assert "Nothing is withheld" in page.one(id="withheld").text
    assert "a part of this" not in page.one(id="withheld").text


def test_what_is_withheld_is_not_called_missing(look: Look) -> None:
    """To say that nothing was learned, where it is only not shown, would be a lie."""
    assert "not on record here" not in look("/decisions/sensorer", **{"as": "public"}).text
    assert "not on record here" in look("/decisions/sensorer").text


def test_what_nobody_recorded_is_not_called_undone(small: Register) -> None:
    """A source that is silent has not said no."""
    history(small)
    page = Markup(client_of(small).get("/decisions/gammel?lang=en").text)
    assert "Not found in the sources" in brief(page)["decided"]
    assert "recorded afterwards" in page.text
    assert "not on record here" not in page.text


def test_how_long_it_was_known_before_it_was_told_is_said(small: Register) -> None:
    """The months between knowing and telling are where the harm is done."""
    history(small)
    page = Markup(client_of(small).get("/decisions/gammel?lang=en").text)
    assert "Known 4 months before it was told" in row(page, 2).text


def test_hostile_text_is_only_text(small: Register) -> None:
    """What people write is shown, and never run."""
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {0} %(x)s'
    fact = DecisionOpened(
        title=nasty, question=f"{nasty} hvorfor?", organisation="nordfjord", deciding_level="political", tags=("x",)
    )
    small.append([entry("farlig", fact)])
    small.append([entry("farlig", AlternativeProposed(title=nasty), ADMINISTRATION, sources=(nasty,))])
    small.append([entry("farlig", started("t1", hypothesis=nasty, where=nasty), OPERATIONS)])
    small.append([entry("farlig", disclosed(what_happened=f"{nasty} {'æ' * 3000}", trial_id="t1"), OPERATIONS)])
    client = client_of(small)
    for address in ("/", "/decisions", "/decisions/farlig", "/disclose?decision=farlig", "/decisions/<script>"):
        page = Markup(client.get(address).text)
        assert not page.all("img")
        assert not [script for script in page.all("script") if not script["src"].startswith("/static/")]
        assert "{{ 7*7 }}" in page.text or address == "/decisions/<script>"


def test_a_decision_that_was_given_up_asks_for_no_retry(small: Register) -> None:
    """To stop is an answer too; a loop that ended is not a debt."""
    ended = TrialEnded(trial_id="t1", outcome="failed", summary="For få alarmer kom fram")
    concluded = DecisionConcluded(outcome="abandoned", reason="For dyrt")
    small.append([entry("stopp", opened(access=OPEN))])
    small.append([entry("stopp", started("t1"), OPERATIONS), entry("stopp", disclosed(trial_id="t1"), OPERATIONS)])
    small.append([entry("stopp", ended), entry("stopp", concluded, COUNCIL)])
    page = Markup(client_of(small).get("/decisions/stopp?lang=en").text)
    assert "For dyrt" in brief(page)["decided"]
    assert [station.text for station in page.all("g", of="station-ended")] == [
        "Change not asked for",
        "Retry not asked for",
    ]
    assert [station.text.split(" ")[0] for station in page.all("g", of="station-missing")] == ["Lesson"]


def test_a_decision_that_is_wholly_withheld_shows_only_that(small: Register) -> None:
    """That there is a decision is told; what it is about is not."""
    receipt = small.disclose("Passordene sto på tavla", OPERATIONS, organisation="nordfjord")
    page = Markup(client_of(small).get(f"/decisions/{receipt.decision_id}?as=public&lang=en").text)
    assert "A decision that is withheld" in page.one("h1").text
    assert "Passordene" not in page.html
    assert "2 entries are withheld" in page.text
