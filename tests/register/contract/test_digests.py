"""What is new for a level since its last meeting."""

from datetime import date, timedelta
from typing import Any

import pytest

from laeringslopp import (
    Access,
    DecisionConcluded,
    FailureCorrected,
    Invalid,
    LessonAcknowledged,
    LessonDrawn,
    LessonShared,
    QuestionAsked,
    Reader,
    Register,
    RetryStarted,
    TrialEnded,
)
from laeringslopp.digest import Digest
from laeringslopp.digest.mail import plain
from laeringslopp.digest.making import LINES, WIDTH
from laeringslopp.plain import measure
from laeringslopp.story import LANGUAGES
from tests.municipality import (
    ADMINISTRATION,
    COUNCIL,
    NOW,
    OPERATIONS,
    Clock,
    disclosed,
    entry,
    opened,
    started,
)

TODAY = NOW.date()
HAS_VIEWS = True
"""A digest is made of them."""
SECRET = "Navnet på beboeren sto på skjermen"


@pytest.fixture
def over(empty: Register, clock: Clock) -> Register:
    """A decision of the council, with something before its last meeting."""
    made = empty
    made.append([entry("sensorer", opened()), entry("sensorer", started(), OPERATIONS)])
    made.append([entry("sensorer", disclosed("gammel", what_happened="Støyen var høy"), OPERATIONS)])
    days = [TODAY + timedelta(days=each) for each in (14, 42)]
    document = made.plan_meetings("nordfjord", "political", days, "kommunestyret")
    made.adopt("nordfjord", document, "Møteplanen", COUNCIL)
    clock.move(days=20)
    return made


def names(digest: Digest) -> dict[str, list[str]]:
    return {part.name: [item.text for item in part.items] for part in digest.parts}


def record(over: Register, *facts: Any, decision_id: str = "sensorer", by: Any = OPERATIONS, **envelope: Any) -> None:
    for fact in facts:
        over.record(decision_id, fact, by=by, **envelope)


def test_what_was_recorded_since_the_last_meeting_is_told(over: Register):
    """Who meets next has not heard of it yet; what was told last time is not told again."""
    record(over, disclosed("f2", trial_id="t1"))
    made = over.digest("political", lang="en")
    assert made.since == TODAY + timedelta(days=14)
    assert made.next_meeting == TODAY + timedelta(days=42)
    assert names(made)["failures"] == ["Solbakken disclosed a failure: “Alarmen kom ikke fram”"]
    assert "Støyen" not in plain(made)
    assert made.lead[1] == "Next: the meeting of kommunestyret on 23 April 2026."


def test_what_was_recorded_on_the_day_itself_is_told(over: Register):
    """Nobody knows whether it was before or after the meeting; better twice than never."""
    record(over, disclosed("f2"))
    assert names(over.digest("political", since=over.now().date()))["failures"]
    assert "failures" not in names(over.digest("political", since=over.now().date() + timedelta(days=1)))


def test_a_level_hears_of_what_waits_for_it(over: Register):
    """Questions to answer and lessons to read stay until they are met, however old they are."""
    lesson = LessonDrawn(lesson_id="l1", from_failures=("gammel",), statement="Mål støyen først")
    record(over, lesson, LessonShared(lesson_id="l1", with_levels=("political",)), by=ADMINISTRATION)
    record(over, QuestionAsked(question_id="q1", to_level="political", text="Hvor mye støy tåles?"))
    told = names(over.digest("political", lang="en"))
    assert ["Hvor mye støy tåles?" in text for text in told["questions"]] == [True]
    assert ["By the meeting of kommunestyret on 23 April 2026" in text for text in told["lessons"]] == [True]
    record(over, LessonAcknowledged(lesson_id="l1", level="political"), by=COUNCIL)
    assert "lessons" not in names(over.digest("political"))


def test_retries_and_outcomes_are_told(over: Register):
    """What became of it is news as much as what went wrong."""
    record(over, disclosed("f2", trial_id="t1"), TrialEnded(trial_id="t1", outcome="failed", summary="For mye støy"))
    made = names(over.digest("political", lang="en"))
    assert made["outcomes"] == ["The trial did not go as meant: “For mye støy”"]


def test_the_gravest_failure_stands_first(over: Register):
    """A page is read from the top, and perhaps no further."""
    for at, severity in enumerate(("minor", None, "critical", "serious", "moderate")):
        more = {"severity": severity} if severity else {}
        record(over, disclosed(f"g{at}", what_happened=f"{severity}", **more))
    texts = names(over.digest("political", lang="en"))["failures"]
    assert [text.rpartition("“")[2].rstrip("”") for text in texts] == [
        "critical",
        "serious",
        "moderate",
        "None",
        "minor",
    ]
    assert texts[0].startswith("Critical: ")


def test_a_failure_that_was_found_to_be_none_is_not_told(over: Register):
    """It would alarm for nothing; the record keeps it."""
    record(over, disclosed("f2"))
    record(over, FailureCorrected(failure_id="f2", reason="Den kom fram", finding="unfounded"), sources=("logg",))
    assert "failures" not in names(over.digest("political"))


def test_a_decision_that_does_not_concern_a_level_is_not_told_to_it(over: Register):
    """Everyone hears of what they decide, act in or are asked about; the administration of all."""
    record(over, opened(deciding_level="administrative"), decision_id="nøkler".replace("ø", "o"), by=ADMINISTRATION)
    record(over, disclosed("n1", what_happened="Nøkkelen brakk"), decision_id="nokler", by=ADMINISTRATION)
    assert "Nøkkelen" not in plain(over.digest("political"))
    assert "Nøkkelen" in plain(over.digest("administrative", since=TODAY))
    assert "Nøkkelen" not in plain(over.digest("operational", since=TODAY))
    record(over, QuestionAsked(to_level="political", text="Nye nøkler?"), decision_id="nokler", by=ADMINISTRATION)
    assert "Nøkkelen" in plain(over.digest("political"))
    assert "Nøkkelen" not in plain(over.digest("political", only=["sensorer"]))


def test_another_organisation_is_not_told_of(over: Register):
    """Its failures are its own to tell."""
    record(over, opened(organisation="sorfjord"), disclosed("s1", what_happened="Båten sank"), decision_id="bat")
    assert "Båten" not in plain(over.digest("political", "nordfjord"))


def test_a_digest_holds_nothing_that_is_withheld_from_its_level(over: Register):
    """It is mailed: what goes out cannot be called back. That something is left out is said."""
    exempt = Access(level="exempt", ground="offl. § 13", levels=("operational",))
    record(over, disclosed("f2", what_happened=SECRET, severity="critical"), access=exempt)
    made = over.digest("political", lang="en")
    assert SECRET not in plain(made)
    assert "failures" not in names(made)
    assert (made.withheld, made.closing[-1]) == (1, "1 entry that is new is withheld from this page.")
    assert SECRET in plain(over.digest("operational", since=TODAY))
    assert SECRET not in plain(over.digest("operational", since=TODAY, reader=Reader.public()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_one_page_and_counts_what_found_no_room(over: Register, lang: Any):
    """Who sees the whole heap reads none of it."""
    for at in range(60):
        record(
            over,
            disclosed(f"g{at}", what_happened=f"Alarm {at} kom ikke fram til vaktrommet i tide", severity="serious"),
        )
    record(over, QuestionAsked(question_id="q1", to_level="political", text="Hvor mye støy tåles?"))
    made = over.digest("political", lang=lang)
    lines = sum(-(-(len(item.text) + len(item.title) + 3) // WIDTH) for part in made.parts for item in part.items)
    assert lines + 2 * len(made.parts) <= LINES
    failures = next(part for part in made.parts if part.name == "failures")
    assert failures.count == 60
    assert len(failures.items) + int(failures.more.split()[0]) == 60
    assert "questions" in names(made), "the gravest part does not crowd out the others"
    whole = over.digest("political", lang=lang, whole=True)
    assert len(next(part for part in whole.parts if part.name == "failures").items) == 60


def test_whether_anything_is_new_is_told(over: Register):
    """A mail that says nothing is the last one that is opened."""
    later = over.now().date() + timedelta(days=1)
    assert not over.digest("political", since=later).is_new
    record(over, disclosed("f2"))
    assert over.digest("political").is_new
    assert not over.digest("political", since=later).is_new


def test_the_same_facts_give_the_same_digest(over: Register):
    """Nothing in it comes from a clock or by chance."""
    record(over, disclosed("f2"), disclosed("f3"))
    assert over.digest("political") == over.digest("political")


def test_where_no_meeting_is_known_a_day_is_asked_for(over: Register):
    """Everything since the beginning is no digest."""
    with pytest.raises(Invalid) as caught:
        over.digest("administrative")
    assert [flaw.code for flaw in caught.value.flaws] == ["no-meeting-known"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"level": "styret"}, "unknown-level"),
        ({"level": "political", "organisation": "vest"}, "unknown-organisation"),
        ({"level": "political", "since": "i går"}, "no-moment"),
        ({"level": "political", "lang": "da"}, "unknown-language"),
    ],
)
def test_what_cannot_be_asked_is_told(over: Register, asked: dict[str, Any], code: str):
    """A digest of nothing, for nobody, would look like good news."""
    with pytest.raises(Invalid) as caught:
        over.digest(**asked)
    assert [flaw.code for flaw in caught.value.flaws] == [code]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_easy_to_read(over: Register, lang: Any):
    """It is read between two other meetings."""
    record(over, disclosed("f2", trial_id="t1", severity="serious"))
    record(over, TrialEnded(trial_id="t1", outcome="failed", summary="For mye støy"))
    record(over, QuestionAsked(question_id="q1", to_level="political", text="Hvor mye støy tåles?"))
    made = over.digest("political", lang=lang)
    texts = [*made.lead, *made.closing, *(item.text for part in made.parts for item in part.items)]
    measured = measure("\n\n".join(text.rstrip(".") + "." for text in texts))
    assert measured.lix <= 40
    assert all(each.words <= 20 for each in measured.sentences)


def test_a_retry_is_told(over: Register):
    """Trying again, and what is different, is what the last failure was for."""
    record(over, disclosed("f2", trial_id="t1"), TrialEnded(trial_id="t1", outcome="failed", summary="Støy"))
    lesson = LessonDrawn(lesson_id="l1", from_failures=("f2",), statement="Mål støyen først")
    record(over, lesson, by=ADMINISTRATION)
    from laeringslopp import AdjustmentMade, Change, Criterion

    changed = Change(what="alarm", to="lys")
    record(over, AdjustmentMade(adjustment_id="a1", because_of=("l1",), changes=(changed,)), by=ADMINISTRATION)
    criterion = Criterion(metric="fall per uke", comparison="<=", target=2)
    again = RetryStarted(trial_id="t2", hypothesis="Lys", criteria=(criterion,), retry_of="t1", adjustments=("a1",))
    record(over, again)
    record(over, DecisionConcluded(outcome="deferred", reason="Til høsten"), by=COUNCIL)
    made = names(over.digest("political", lang="en"))
    assert made["retries"] == ["Solbakken tried again: “Lys”"]
    assert made["outcomes"][0].endswith("“Til høsten”")


def test_a_date_is_a_day_of_the_register(over: Register):
    """As text it is the same day."""
    assert over.digest("political", since="2026-03-12") == over.digest("political", since=date(2026, 3, 12))
