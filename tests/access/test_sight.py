"""What is said of who sees an entry is what the one way out then does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from immutables import Map

from laeringslopp import Access, Actor, Reader, Recorded
from laeringslopp.access import Ruling, Rulings, visible
from laeringslopp.facts import EXTERNAL, INTERNAL, OPEN, FailureDisclosed, PolicyAdopted, QuestionAsked
from laeringslopp.plain import measure
from laeringslopp.policy import LEVELS
from laeringslopp.story import LANGUAGES, Language, wording
from laeringslopp.story.sight import Claim, access_of_new, claim, sight

TODAY = date(2026, 11, 24)
HERE, ELSEWHERE = "Eksempelvik", "Annenvik"
KEPT = Access(level="exempt", ground="offl. § 23 første ledd", levels=("political",))
SORTS = {
    "open": OPEN,
    "internal": INTERNAL,
    "exempt for one level": KEPT,
    "exempt for two": Access(level="exempt", levels=("administrative", "political")),
    "exempt for nobody": Access(level="exempt", ground="offl. § 13"),
    "exempt for others outside": Access(level="exempt", levels=(EXTERNAL,)),
    "exempt until tomorrow": Access(level="exempt", levels=("political",), until=TODAY + timedelta(days=1)),
    "exempt until today": Access(level="exempt", levels=("political",), until=TODAY),
}
READERS = {
    "the public": Reader.public(),
    "outside": Reader.level(EXTERNAL, HERE),
    "another organisation": Reader.member(ELSEWHERE),
    "everything": Reader.member(),
    "all levels here": Reader.member(HERE),
    **{level: Reader.level(level, HERE) for level in LEVELS},
}


def recorded(access: Access) -> Recorded:
    """An entry with an access of its own."""
    at = datetime(2026, 11, 1, tzinfo=UTC)
    by = Actor(id="a", role="employee", level="operational")
    fact = QuestionAsked(question_id="q1", to_level="political", text="Why?")
    return Recorded(
        by=by, occurred_at=at, recorded_at=at, policy="standard", fact=fact, access=access, version=3, decision_id="d1"
    )


def seen_by(access: Access, rulings: Rulings, today: date) -> dict[str, bool]:
    """Which sorts of reader are shown the entry."""
    entry = recorded(access)
    return {name: isinstance(visible(entry, reader, rulings, today), Recorded) for name, reader in READERS.items()}


def claimed(said: Claim) -> dict[str, bool]:
    """Which sorts of reader the claim says will see it."""
    anyone, here = said.who == "anyone", said.who != "levels"
    return {
        "the public": anyone,
        "outside": anyone,
        "another organisation": anyone,
        "everything": True,
        "all levels here": True,
        **{level: here or level in said.levels for level in LEVELS},
    }


@pytest.mark.parametrize("sort", SORTS)
def test_who_is_said_to_see_it_sees_it_and_nobody_else(sort: str):
    """A form that promises otherwise than the register does has lied to whoever sent it."""
    access = SORTS[sort]
    assert claimed(claim(access, TODAY)) == seen_by(access, Rulings(HERE), TODAY)


@pytest.mark.parametrize("sort", SORTS)
def test_the_day_from_which_more_see_it_is_that_day(sort: str):
    """Not the day before."""
    access, said = SORTS[sort], claim(SORTS[sort], TODAY)
    if said.organisation_from is None:
        assert seen_by(access, Rulings(HERE), TODAY) == seen_by(access, Rulings(HERE), date(2199, 1, 1))
        return
    before, then = said.organisation_from - timedelta(days=1), said.organisation_from
    assert claimed(said) == seen_by(access, Rulings(HERE), before)
    assert claimed(Claim("organisation")) == seen_by(access, Rulings(HERE), then)


@pytest.mark.parametrize("sort", SORTS)
def test_what_opens_it_is_said_as_it_is(sort: str):
    """Opening the whole decision opens what is internal, and never what is exempt; opening the entry always does."""
    access, said = SORTS[sort], claim(SORTS[sort], TODAY)
    whole = Rulings(HERE, OPEN, whole=Ruling(9, OPEN))
    assert seen_by(access, whole, TODAY)["the public"] == (said.opens_with_the_whole or said.who == "anyone")
    single = Rulings(HERE, single=Map({3: Ruling(9, OPEN)}))
    assert all(seen_by(access, single, TODAY).values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
def test_the_words_name_those_who_see_it(sort: str, language: Language):
    """The claim is right; the sentence has to say it."""
    words, access = wording(language), SORTS[sort]
    told = sight(access, "chosen", HERE, TODAY, words)
    named = {level for level in LEVELS if words.level(level) in told.now}
    assert named == (set(told.claim.levels) if told.claim.who == "levels" else set())
    assert (HERE in told.now) == (told.claim.who != "anyone")
    day = told.claim.organisation_from
    assert day is None or words.day(day) in told.later
    assert access.level != "exempt" or (access.ground or "") in told.ground


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
def test_the_words_are_plain(sort: str, language: Language):
    """They stand beside a button, and are read in a hurry."""
    told = sight(SORTS[sort], "chosen", HERE, TODAY, wording(language))
    measured = measure(f"{told.now} {told.later} {told.ground}")
    assert all(each.words <= 20 for each in measured.sentences)
    assert measured.lix <= 45


def test_it_is_said_in_words_that_a_reader_knows():
    """As whoever is about to send a form reads it."""
    english, nynorsk = wording("en"), wording("nn")
    told = sight(INTERNAL, "disclosure", HERE, TODAY, english)
    assert told.now == "Everyone in Eksempelvik. The public sees that something is recorded, not what."
    assert told.later == "Anyone, if somebody opens it or the whole decision."
    assert told.ground == "A failure is internal until somebody opens it."
    assert sight(OPEN, "decision", HERE, TODAY, english).now == "Anyone, at once."
    until = SORTS["exempt until tomorrow"]
    assert sight(until, "chosen", HERE, TODAY, nynorsk).later.startswith(
        "Alle i Eksempelvik frå og med 25. november 2026"
    )
    assert sight(KEPT, "chosen", None, TODAY, english).ground == "Legal ground: offl. § 23 første ledd."
    assert sight(INTERNAL, "decision", None, TODAY, english).now.startswith("Everyone in the organisation.")


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        ("failure-disclosed", FailureDisclosed(what_happened="The door was locked.")),
        ("question-asked", QuestionAsked(to_level="political", text="Why?")),
        ("policy-adopted", PolicyAdopted(policy={"name": "x"}, reason="Because.")),
    ],
)
@pytest.mark.parametrize("default", [OPEN, INTERNAL, KEPT])
def test_a_new_entry_gets_what_the_register_gives_it(kind: str, fact: object, default: Access):
    """What is said before sending is what is recorded."""
    rulings = Rulings(HERE, default)
    access, why = access_of_new(kind, rulings)
    assert access == rulings.default_for(fact)
    assert (why == "decision") == (kind == "question-asked")
    assert access_of_new(kind, rulings, OPEN) == (OPEN, "chosen")
