"""Whatever somebody writes is shown as text, in its place, and turns nothing else around."""

from collections.abc import Iterator

import pytest

from laeringslopp import (
    AccountDisputed,
    Actor,
    AdjustmentMade,
    AlternativeProposed,
    Change,
    Criterion,
    DecisionConcluded,
    DecisionOpened,
    DirectionChosen,
    LessonDrawn,
    OversightReceived,
    PlanChanged,
    Register,
    RetryStarted,
    RiskAssessed,
    RiskMaterialised,
    TrialEnded,
    TrialStarted,
)
from laeringslopp.story.wording import contained
from laeringslopp_service.pages.rendering import shortened
from tests.municipality import disclosed, entry, opened
from tests.pages.conftest import client_of
from tests.pages.markup import Markup

MARKUP = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'<b>{{ 7*7 }} {0} %(x)s &amp; </li></ol>"
TURNED = "\u202e\u2067gnitset \u05e9\u05dc\u05d5\u05dd"
FACES = "👩‍👩‍👧‍👦🏳️‍🌈" * 20
ALL = (MARKUP, TURNED, FACES)


def everywhere(text: str) -> Iterator[object]:
    """A decision with the text in every field that takes one."""
    short, long = text[:290], (text * 10_000)[:10_000].strip()
    yield DecisionOpened(title=short, question=long, organisation="nordfjord", deciding_level="political", goal=long)
    yield AlternativeProposed(
        alternative_id="a", title=short, expected_consequences=long, affects=(short,), rejected_because=long, needs=long
    )
    yield RiskAssessed(risk_id="r", what=long, consequence="serious", tolerance="tolerated", warning_signs=(long,))
    yield DirectionChosen(what=long, reason=long, organ=short, case_number=short, vote=long, tolerated_risks=("r",))
    criterion = Criterion(metric=short, comparison=">=", target=3, unit=short)
    yield TrialStarted(trial_id="t", hypothesis=long, criteria=(criterion,), stop_when=long, scale=long, where=short)
    yield PlanChanged(trial_id="t", what=short, reason=long)
    yield disclosed("f", trial_id="t", what_happened=long, consequence=long)
    yield AccountDisputed(disputed_version=7, claim=long)
    yield RiskMaterialised(risk_id="r", came_true=True, failure_id="f", note=long)
    yield TrialEnded(trial_id="t", outcome="failed", summary=long)
    yield LessonDrawn(lesson_id="l", from_failures=("f",), statement=long, recommendation=long)
    yield AdjustmentMade(adjustment_id="j", because_of=("l",), changes=(Change(what=short, from_=long, to=long),))
    yield RetryStarted(
        trial_id="t2", retry_of="t", adjustments=("j",), hypothesis=long, criteria=(criterion,), where=short
    )
    yield OversightReceived(oversight_id="o", from_body=short, nature="order", what=long, binding=True)
    yield DecisionConcluded(outcome="deferred", reason=long, organ=short)


@pytest.fixture(params=ALL, ids=("markup", "turned", "faces"))
def page(request: pytest.FixtureRequest, small: Register) -> Markup:
    """A decision that is hostile in every field."""
    text: str = request.param
    by = Actor(id="x", role=text[:290], level="administrative", unit=text[:290])
    citation = f"https://example.org/{text[:290]}"
    made = [entry("farlig", fact, by, sources=(citation, text[:290])) for fact in everywhere(text)]
    small.append(made[:1])
    for each in made[1:]:
        small.append([each.model_copy(update={"recorded_by": by})])
    answer = client_of(small).get("/decisions/farlig?lang=nb")
    assert answer.status_code == 200
    return Markup(answer.text)  # which tells of tags that do not pair


def test_nothing_of_it_becomes_an_element(page: Markup) -> None:
    """One field that is not escaped is enough."""
    assert not page.all("img", "b", "style")
    assert all(script["src"].startswith("/static/") and not script.text for script in page.all("script"))
    assert not [element for element in page.elements if any(name.startswith("on") for name in element.attributes)]


def test_nothing_of_it_is_an_address_that_runs_or_an_id(page: Markup) -> None:
    """What one follows leads to a web page or to an entry."""
    links = [link["href"] for link in page.all("a")]
    assert all(link.startswith(("/", "#", "https://")) for link in links)
    assert len(page.ids) == len(set(page.ids))


def test_every_turn_of_direction_is_taken_back_within_its_sentence(page: Markup) -> None:
    """A mark in a name must not turn around the rest of what we say."""
    for sentence in page.all("p", of="entry-sentence"):
        embeddings = sum(sentence.text.count(mark) for mark in "\u202a\u202b\u202d\u202e")
        isolates = sum(sentence.text.count(mark) for mark in "\u2066\u2067\u2068")
        assert (sentence.text.count("\u202c"), sentence.text.count("\u2069")) == (embeddings, isolates)


def test_what_somebody_wrote_alone_takes_its_own_direction(page: Markup) -> None:
    """Arabic reads from the right, also here."""
    assert page.one("h1")["dir"] == "auto"
    assert all(told["dir"] == "auto" for told in page.all("dd", of="told") if told.parent and told.parent.tag == "div")
    assert page.all("bdi")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("vanlig æøå", "vanlig æøå"),
        ("a\u202eb", "a\u202eb\u202c"),
        ("a\u2067b\u202ec", "a\u2067b\u202ec\u2069\u202c"),
        ("a\u202eb\u202c", "a\u202eb\u202c"),
        ("\u202ca", "\u202ca"),
    ],
)
def test_a_text_is_closed_as_often_as_it_was_turned(text: str, ends: str) -> None:
    """Too few closings let it leak; too many would be added to every text."""
    assert contained(text) == ends


def test_a_title_turns_nothing_around_it(small: Register) -> None:
    """In the window's own title there is no markup that could keep it in; headings and lists close it likewise."""
    small.append([entry("snudd", opened(title=TURNED))])
    client = client_of(small)
    for page in ("", "/story", "/knew", "/compare"):
        shown = client.get(f"/decisions/snudd{page}?lang=en").text
        title = shown.partition("<title>")[2].partition("</title>")[0]
        assert contained(TURNED) in title, page
    for page in ("/decisions/snudd", "/decisions/snudd/story"):
        assert contained(TURNED) in client.get(page).text.partition("<h1")[2].partition("</h1>")[0]
    assert f"{contained(TURNED)}</a>" in client.get("/decisions").text


def test_what_is_cut_short_turns_nothing_around():
    """The mark that ends a change of direction may stand behind the cut."""
    turned = f"\u2067{'x' * 80}\u2069"
    assert shortened(turned, 60) == f"\u2067{'x' * 59}…\u2069"
    assert shortened("x" * 60, 60) == "x" * 60
