"""What each level knew at a moment, and what came between two: how a decision is looked back at."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from laeringslopp import AlternativeProposed, CasePresented, DecisionOpened, DirectionChosen, Register
from laeringslopp.facts import OPEN, LessonDrawn, RiskAssessed
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, Clock, disclosed, entry, opened, started
from tests.pages.conftest import SECRET, client_of
from tests.pages.markup import Element, Markup

Look = Callable[..., Markup]
KNEW, COMPARE = "/decisions/sensorer/knew", "/decisions/sensorer/compare"
HOSTILE = "<script>alert(1)</script> \u202eevil\u202c 🙂 " + "x" * 9_000


def way(page: Markup, text: str) -> str:
    """Where the link with that text leads."""
    found = [link["href"] for link in page.all("a") if text in link.text]
    assert found, text
    return found[0]


def columns(page: Markup) -> list[Element]:
    """One for each level."""
    return page.all("section", of="moment-column")


class TestTheWayThere:
    def test_what_each_level_knew_when_it_was_decided_is_one_click_from_the_decision(self, look: Look) -> None:
        """Without opening anything first."""
        page = look("/decisions/sensorer")
        link = next(each for each in page.all("a") if each.text.startswith("What each level knew when it was decided"))
        assert not link.is_within("details")
        assert "/decisions/sensorer/knew?" in link["href"]

    def test_every_choice_failure_and_presentation_can_be_picked(self, look: Look) -> None:
        """And a day of one's own; all of it with forms that need no script."""
        page = look("/decisions/sensorer")
        groups = [group["label"] for group in page.all("optgroup")]
        assert groups == ["When it was decided", "When a failure was disclosed", "When it was presented"]
        assert len(page.all("option", value="")) == 1
        dates = {field["name"] for field in page.all("input", type="date")}
        assert dates == {"day", "from", "to", "as_of", "known_at"}
        assert all(form["method"] == "get" for form in page.all("form"))

    def test_a_page_that_is_cut_offers_the_moments_up_to_then(self, look: Look) -> None:
        """What came later is told nowhere on it."""
        whole, cut = look("/decisions/sensorer"), look("/decisions/sensorer", as_of="2026-03-12T16:30:00Z")
        assert 0 < len(cut.all("option")) < len(whole.all("option"))

    def test_what_a_reader_may_not_see_cannot_be_picked(self, look: Look) -> None:
        """A list to pick from is a way out as any other."""
        assert SECRET in look("/decisions/sensorer").html
        for path in ("/decisions/sensorer", KNEW, COMPARE):
            assert SECRET not in look(path, **{"as": "public"}).html


class TestKnew:
    def test_the_levels_stand_side_by_side(self, look: Look) -> None:
        """One column each, from the top; the one that decides says so."""
        found = columns(look(KNEW))
        assert [column.text.partition(" ")[0] for column in found] == ["The", "The", "The"]
        assert [("decides" in column.text) for column in found] == [True, False, False]

    def test_what_a_level_did_not_know_says_since_when_it_could_have(self, clock: Clock) -> None:
        """The council chose on 14 March, and the ward had known since the 12th; it was told a week later."""
        with Register.open("memory:", clock=clock) as over:
            over.append([entry("d", opened(access=OPEN), ADMINISTRATION)])
            over.append([entry("d", disclosed(what_happened="Alarmen nådde ikke fram"), OPERATIONS)])
            clock.move(days=2)
            over.append([entry("d", DirectionChosen(what="Alarmer"), COUNCIL)])
            clock.move(days=7)
            over.append([entry("d", CasePresented(to_level="political", up_to_version=3), ADMINISTRATION)])
            page = Markup(client_of(over).get("/decisions/d/knew?lang=en").text)
        council, _, ward = columns(page)
        gap = council.text
        assert "Alarmen nådde ikke fram" in gap
        assert "Could have known since 12 March 2026: the operational level knew" in gap
        assert "Came to know 21 March 2026" in gap
        assert "Not on record as told since" in ward.text

    def test_a_moment_is_the_day_where_no_more_is_known_and_else_the_time(self, look: Look) -> None:
        """What was recorded an hour after the vote was not known at the vote."""
        at = next(option["value"] for option in look("/decisions/sensorer").all("option") if "T" in option["value"])
        page = look(KNEW, at=at)
        assert "at" in page.one("h1").text
        assert len(page.all("li", of="moment-line")) < len(look(KNEW, day="2026-03-14").all("li", of="moment-line"))

    def test_a_day_of_ones_own_goes_before_the_one_picked(self, look: Look) -> None:
        """A list always has something picked."""
        assert (
            look(KNEW, at="2026-03-12", day="2026-03-13").one("h1").text == look(KNEW, day="2026-03-13").one("h1").text
        )

    def test_it_leads_on_to_what_has_come_since(self, look: Look) -> None:
        """From one look back to the next."""
        there = urlsplit(way(look(KNEW, day="2026-03-12"), "what has come since"))
        assert (there.path, parse_qs(there.query)["from"]) == (COMPARE, ["2026-03-12"])

    def test_before_the_first_entry_it_offers_the_first_day(self, look: Look) -> None:
        """Rather than three empty columns without a word."""
        page = look(KNEW, day="2019-01-01")
        assert "Nothing was on record by then" in page.text
        assert columns(page) == []
        assert "day=2026-03-12" in way(page, "See the first day instead")

    def test_a_moment_ahead_shows_now_and_says_so(self, look: Look) -> None:
        """Nobody knows yet what they will have known."""
        assert "lies ahead" in look(KNEW, at="2099-01-01").text

    def test_the_page_as_one_level_knew_it_opens(self, look: Look, client: TestClient) -> None:
        """The link goes to the decision, cut."""
        link = way(look(KNEW), "The page as the political level knew it")
        assert {"known_at", "level"} <= set(parse_qs(urlsplit(link).query))
        assert client.get(link).status_code == 200


class TestCompare:
    def test_it_is_told_in_words_and_marked_in_the_timeline(self, clock: Clock) -> None:
        """What was added, what was resolved, and what is otherwise now."""
        with Register.open("memory:", clock=clock) as over:
            over.append(
                [entry("d", opened(access=OPEN)), entry("d", disclosed(what_happened="Ingen alarm"), OPERATIONS)]
            )
            clock.move(days=3)
            drawn = LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Prøv om natten først")
            over.append([entry("d", drawn, OPERATIONS)])
            clock.move(days=3)
            page = Markup(client_of(over).get("/decisions/d/compare?from=2026-03-13&lang=en").text)
        assert "One entry was added." in page.text
        assert "A lesson was drawn from this failure: “Ingen alarm”" in page.text
        (changed,) = page.all("li", of="moment-changed")
        (added,) = page.all("li", of="moment-added")
        assert changed.text.startswith("Changed since through entry #3")
        assert added.text.startswith("Added since")
        assert "1 entry as before" in page.text

    def test_from_after_to_offers_to_turn_them_round(self, client: TestClient) -> None:
        """One click, and it is as was meant."""
        for query in ("from=2026-03-14&to=2026-03-12", "from=2026-03-14&to=2026-03-12&level=political&as=operational"):
            answer = client.get(f"{COMPARE}?{query}&lang=en")
            assert answer.status_code == 422
            turned = way(Markup(answer.text), "Try this instead")
            asked = parse_qs(urlsplit(turned).query)
            assert (asked["from"], asked["to"]) == (["2026-03-12"], ["2026-03-14"])
            assert client.get(turned).status_code == 200

    def test_before_the_first_entry_it_offers_the_first_day(self, look: Look, client: TestClient) -> None:
        """And that day has something to show."""
        link = way(look(COMPARE, **{"from": "2019-01-01"}), "Begin with the first day instead")
        assert "there is nothing to see" not in client.get(link).text

    def test_what_lies_ahead_is_now_and_says_so(self, look: Look) -> None:
        """Both moments can lie ahead, and are the same then."""
        page = look(COMPARE, **{"from": "2098-01-01", "to": "2099-01-01"})
        assert "The first moment lies ahead" in page.text
        assert "Nothing is different" in page.text

    def test_one_levels_knowledge_can_be_compared(self, look: Look) -> None:
        """And from there the whole organisation's."""
        page = look(COMPARE, **{"from": "2026-03-11", "level": "political"})
        assert "Only what the political level knew" in page.text
        assert "level" not in parse_qs(urlsplit(way(page, "anybody in the organisation knew")).query)


@pytest.mark.parametrize("path", [KNEW, COMPARE])
class TestWhatIsAskedWrongly:
    @pytest.mark.parametrize(
        "query",
        [
            "at=yesterday",
            "day=2026-13-01",
            "from=%00",
            "to=12.03.2026",
            "from=2026-03-12T10:00:00",
            "level=politicl",
            "as=nobody",
            "lang=de",
            "moment=now",
            "at=<script>alert(1)</script>",
            "from=" + "9" * 5_000,
        ],
    )
    def test_garbage_is_answered_with_a_page_that_says_so(self, client: TestClient, path: str, query: str) -> None:
        """Never with a fault, and never with something else than was asked for."""
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 422
        assert Markup(answer.text).one("h1").text
        assert "<script>alert" not in answer.text

    def test_an_unknown_decision_is_not_found(self, client: TestClient, path: str) -> None:
        """404, on both."""
        assert client.get(path.replace("sensorer", "nobody")).status_code == 404

    def test_an_organisations_policies_have_a_page_of_their_own(self, client: TestClient, path: str) -> None:
        """They are no decision."""
        answer = client.get(path.replace("sensorer", "policy.nordfjord"), follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/policies/nordfjord")

    @pytest.mark.parametrize(
        "moment", ["1800-01-01", "2199-12-31", "2199-12-31T23:59:59Z", "2026-03-12T10:00:00+01:00"]
    )
    def test_any_moment_there_is_can_be_asked_for(self, client: TestClient, path: str, moment: str) -> None:
        """However far off; a plus in an address is a space to a server, and is meant as a plus."""
        for name in ("at", "day") if path == KNEW else ("from", "to"):
            first = {} if name != "to" else {"from": "1800-01-01"}
            assert client.get(path, params={**first, name: moment}).status_code == 200
            assert client.get(
                f"{path}?from=1800-01-01&to={moment}" if name == "to" else f"{path}?{name}={moment}"
            ).is_success

    def test_hostile_text_is_text(self, clock: Clock, path: str) -> None:
        """Whatever somebody wrote, it is shown and never run."""
        asked: DecisionOpened = opened(title="<script>alert(1)</script>", question=HOSTILE, access=OPEN)
        facts = [
            asked,
            AlternativeProposed(alternative_id="a", title="<b>x</b>"),
            RiskAssessed(risk_id="r", what=HOSTILE),
        ]
        facts += [DirectionChosen(what=HOSTILE), started(hypothesis=HOSTILE), disclosed(what_happened=HOSTILE)]
        with Register.open("memory:", clock=clock) as over:
            over.append([entry("d", fact, OPERATIONS) for fact in facts])
            clock.move(days=2)
            answer = client_of(over).get(path.replace("sensorer", "d"))
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert Markup(answer.text).all("script") == []
