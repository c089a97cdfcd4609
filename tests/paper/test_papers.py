"""The case paper: what stands in it, as of which day, for whom, and what is never left out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from laeringslopp import (
    AccessChanged,
    DecisionConcluded,
    Invalid,
    LessonDrawn,
    ObservationRecorded,
    Reader,
    Register,
    Unknown,
)
from laeringslopp.cases import names, open_case
from laeringslopp.exchange import import_lines
from laeringslopp.facts import OPEN
from laeringslopp.paper import tell_paper
from laeringslopp.rules.duties.deciding import PREPARED
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, Clock, disclosed, entry, opened, register
from tests.paper.conftest import GROUND, ONLY_OPERATIONS, OTHER, SECRET, text_of

SECTIONS = (
    "prepared",
    "before",
    "problem",
    "measures",
    "principles",
    "effects",
    "recommended",
    "needs",
    "tried",
    "failures",
    "learned",
    "different",
    "spent",
    "stop",
    "risks",
    "elsewhere",
    "open",
    "sources",
)


def test_the_first_attempts_failure_comes_before_the_questions(sensors: Register):
    """Whoever reads one page of it has read that."""
    paper = sensors.paper("sensorer", "nb")
    assert tuple(section.id for section in paper.sections) == SECTIONS
    box = paper.section("before")
    assert box is not None
    assert box.boxed
    assert "For mange alarmer" in text_of(paper, "before")
    assert "Alarmen kom ikke fram" in text_of(paper, "before")
    assert [item.tone for block in box.blocks for item in block.items].count("failure") == 2  # type: ignore[union-attr]


def test_what_is_not_on_record_is_said_to_be_missing(sensors: Register):
    """It is not on record here; nobody says that it was not done."""
    paper = sensors.paper("sensorer", "nb")
    assert not paper.complete
    assert paper.missing == ("hvilke prinsipielle spørsmål den reiser",)
    assert "er ikke registrert her" in text_of(paper, "principles")
    assert "utredningsinstruksen § 2-1" in text_of(paper, "prepared")


def test_the_questions_are_answered_from_the_facts(sensors: Register):
    """Each from the entries that it names."""
    paper = sensors.paper("sensorer", "nb")
    for section, said in (
        ("problem", "Færre fall om natten"),
        ("measures", "Som før"),
        ("effects", "beboerne"),
        ("effects", "Fire år"),
        ("recommended", "Det er raskest"),
        ("needs", "Opplæring"),
        ("stop", "ikke registrert her"),
        ("different", "Terskel: før «Lav», nå «Høy»"),
        ("risks", "Tåles av Kommunestyret"),
        ("risks", "Den slo til."),
        ("learned", "At politisk nivå har lest den, er ikke registrert her"),
    ):
        assert said in text_of(paper, section)


def test_a_paper_of_a_day_holds_nothing_that_came_later(sensors: Register, clock: Clock):
    """The paper of the second decision is not made wiser by how it went."""
    before = clock.now - timedelta(days=7)
    paper = sensors.paper("sensorer", "nb", before.date())
    assert "For mange alarmer" not in text_of(paper)
    assert paper.version < sensors.version("sensorer")
    again = sensors.paper("sensorer", "nb", before.date())
    sensors.append([entry("sensorer", disclosed("f9", what_happened="Oppdaget senere"), OPERATIONS)])
    assert sensors.paper("sensorer", "nb", before.date()) == again == paper


def test_what_happened_before_a_day_and_was_recorded_live_after_it_is_left_out(sensors: Register, clock: Clock):
    """Nobody could have read it on that day."""
    day = clock.now - timedelta(days=3)
    late = disclosed("f9", what_happened="Fortalt i etterkant")
    sensors.append([entry("sensorer", late, OPERATIONS, occurred_at=day - timedelta(days=1))])
    assert "Fortalt i etterkant" not in text_of(sensors.paper("sensorer", "nb", day.date()))
    assert "Fortalt i etterkant" in text_of(sensors.paper("sensorer", "nb"))


def test_history_stands_in_the_paper_of_its_own_time():
    """When it was recorded here says nothing of when it was known."""
    with register(clock=Clock(datetime(2026, 11, 1, tzinfo=UTC))) as over:
        with open_case("smittestopp") as file:
            assert not [bad for bad in import_lines(over, file, "smittestopp", pytest.fail) if bad is None]
        paper = over.paper("smittestopp", "nb", date(2020, 10, 19))
        assert "ble stoppet" in text_of(paper, "before")
        assert "forholdsmessig inngrep" in text_of(paper, "before")
        assert "funnet i kildene" in text_of(paper, "prepared")
        assert "2021" not in text_of(paper, "failures")


def test_what_is_withheld_is_left_out_and_said_to_be(sensors: Register):
    """Never its content; that there is something, and on which ground."""
    sensors.append([entry("sensorer", disclosed("f2", what_happened=SECRET), OPERATIONS, access=ONLY_OPERATIONS)])
    council = sensors.paper("sensorer", "nb", reader=Reader.level("political", "nordfjord"))
    assert SECRET not in str(tell_paper(council))
    assert f"Én oppføring er utelatt. Hjemmel: {GROUND}." in dict(council.head)["Utelatt"]
    whole = sensors.paper("sensorer", "nb")
    assert SECRET in text_of(whole, "before")
    assert (whole.access, whole.grounds) == ("exempt", (GROUND,))
    public = sensors.paper("sensorer", "nb", reader=Reader.public())
    assert public.access == "open"
    assert "Alarmen kom ikke fram" not in str(tell_paper(public))


def test_a_paper_reaches_no_further_than_the_first_failure_that_it_lacks(sensors: Register):
    """Else it would be on record that they knew what they were never shown."""
    council = Reader.level("political", "nordfjord")
    whole = sensors.paper("sensorer", reader=council).version
    assert whole == sensors.version("sensorer")
    note = ObservationRecorded(note="Et notat som bare driften ser")
    sensors.append([entry("sensorer", note, OPERATIONS, access=ONLY_OPERATIONS)])
    assert sensors.paper("sensorer", reader=council).version == whole + 1
    sensors.append([entry("sensorer", disclosed("f2", what_happened=SECRET), OPERATIONS, access=ONLY_OPERATIONS)])
    sensors.append([entry("sensorer", disclosed("f3"), OPERATIONS)])
    assert sensors.paper("sensorer", reader=council).version == whole + 1
    assert sensors.paper("sensorer").version == whole + 3


def test_what_is_withheld_of_later_is_not_told_of(sensors: Register, clock: Clock):
    """A paper of last week does not say that something came after it."""
    day = clock.now.date() - timedelta(days=1)
    sensors.append([entry("sensorer", disclosed("f2", what_happened=SECRET), OPERATIONS, access=ONLY_OPERATIONS)])
    assert "Utelatt" not in dict(sensors.paper("sensorer", "nb", day, Reader.level("political", "nordfjord")).head)


def test_failures_and_unread_lessons_of_other_decisions_stand_in_it(sensors: Register):
    """A failure without a lesson too: it is what somebody may be about to repeat."""
    sensors.append([entry("alarmer", opened(title="Alarmer", tags=("velferd",), access=OPEN))])
    sensors.append([entry("alarmer", disclosed("f1", what_happened="Batteriet gikk tomt"), OPERATIONS)])
    sensors.append(
        [entry("alarmer", LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Bytt i tide"), ADMINISTRATION)]
    )
    sensors.append([entry("skole", opened(title="Skole", tags=("skole",)))])
    sensors.append([entry("skole", disclosed("f1", what_happened="Taket lekket"), OPERATIONS)])
    told = text_of(sensors.paper("sensorer", "nb"), "elsewhere")
    assert "Batteriet gikk tomt" in told
    assert "ikke registrert her som lest: «Bytt i tide»" in told
    assert "Taket lekket" not in told


def test_what_another_organisation_keeps_to_itself_stands_in_nobody_elses_paper(sensors: Register):
    """A full member of all organisations makes the paper of one."""
    sensors.append([entry("fjord", opened(organisation="sorfjord", title="Alarmer", tags=("velferd",), access=OPEN))])
    sensors.append([entry("fjord", disclosed("f1", what_happened=OTHER), OPERATIONS)])
    assert OTHER not in str(tell_paper(sensors.paper("sensorer", "nb")))
    sensors.append([entry("fjord", AccessChanged(versions=(2,), access=OPEN, reason="Andre kan lære"))])
    assert OTHER in text_of(sensors.paper("sensorer", "nb"), "elsewhere")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_same_facts_give_the_same_paper(sensors: Register, language: str):
    """Nothing in it depends on chance or on who made it first."""
    first, second = (sensors.paper("sensorer", language) for _ in range(2))  # type: ignore[arg-type]
    assert first == second
    assert tell_paper(first) == tell_paper(second)


def test_one_fact_is_a_paper_that_says_what_is_missing(over: Register):
    """Nothing is made up, and nothing fails."""
    over.append([entry("sensorer", opened())])
    paper = over.paper("sensorer", "nb")
    assert len(paper.missing) == len(PREPARED)
    assert "Ingen forsøk og ingen feil er registrert her." in text_of(paper, "before")
    assert "Saken har ingen stikkord" in text_of(paper, "elsewhere")


def test_no_facts_is_no_paper(over: Register):
    """A mistyped name shows no empty paper."""
    with pytest.raises(Unknown):
        over.paper("sensorer")


def test_a_paper_of_a_day_before_the_first_entry_is_empty_and_says_so(sensors: Register):
    """A date that is mistyped is seen at once."""
    paper = sensors.paper("sensorer", "nb", date(2019, 1, 1))
    assert dict(paper.head)["Laget av"] == "0 oppføringer"
    assert paper.version == 0
    assert "Sensorer" not in text_of(paper)
    assert "Hvor den står" not in dict(paper.head)


def test_a_decision_withdrawn_in_the_middle_has_its_paper(sensors: Register):
    """Why it was given up, and what failed before that, is what the next ones need."""
    sensors.append([entry("sensorer", DecisionConcluded(outcome="abandoned", reason="For dyrt"))])
    paper = sensors.paper("sensorer", "nb")
    assert dict(paper.head)["Hvor den står"] == "Saken er avsluttet og går ikke videre."
    assert "For dyrt" in text_of(paper, "recommended")
    assert "Alarmen kom ikke fram" in text_of(paper, "before")


def test_a_thousand_facts_are_one_paper_with_every_failure(over: Register):
    """However long it is, page one is short."""
    over.append([entry("sensorer", opened())])
    for start in range(0, 1000, 100):
        facts = [disclosed(f"f{start + n}", what_happened=f"Feil nummer {start + n}") for n in range(100)]
        over.append([entry("sensorer", fact, OPERATIONS) for fact in facts])
    paper = over.paper("sensorer", "nb")
    assert text_of(paper, "failures").count("Feil nummer") == 1000
    assert "997 feil til står lenger ned." in text_of(paper, "before")


def test_a_language_that_is_not_spoken_is_said(sensors: Register):
    """A misspelt language is no other language."""
    with pytest.raises(Invalid):
        sensors.paper("sensorer", "no")  # type: ignore[arg-type]


def test_what_was_sent_is_what_the_level_is_on_record_as_knowing(sensors: Register):
    """Sending it is one act, recorded as any other, and a retry records it once."""
    reached = sensors.version("sensorer")
    meeting = date(2026, 4, 9)
    said = {"organ": "Kommunestyret", "meeting": meeting}
    receipt = sensors.present("sensorer", "political", ADMINISTRATION, key="k", **said)  # type: ignore[arg-type]
    fact = receipt.recorded[0].fact
    assert (fact.kind, fact.up_to_version, fact.meeting) == ("case-presented", reached, meeting)  # type: ignore[union-attr]
    sensors.append([entry("sensorer", disclosed("f8"), OPERATIONS)])
    again = sensors.present("sensorer", "political", ADMINISTRATION, key="k", **said)  # type: ignore[arg-type]
    assert again.replayed
    assert sensors.timeline("sensorer").unknown_to["political"] == (reached + 2,)


def test_a_paper_that_reaches_nothing_is_not_sent(over: Register):
    """It would be on record that they know what nobody showed them."""
    over.append([entry("sensorer", opened(access=ONLY_OPERATIONS))])
    over.append([entry("sensorer", disclosed(), OPERATIONS, access=ONLY_OPERATIONS)])
    sent = over.present("sensorer", "political", ADMINISTRATION)
    assert sent.recorded[0].fact.up_to_version == 1  # type: ignore[union-attr]
    with pytest.raises(Invalid):
        over.present("sensorer", "political", ADMINISTRATION, as_of=date(2019, 1, 1))
    with pytest.raises(Invalid):
        over.present("sensorer", "nobody", ADMINISTRATION)


def test_every_shipped_case_has_a_paper():
    """In every language, on its last day."""
    with register(clock=Clock(datetime(2026, 11, 1, tzinfo=UTC))) as over:
        for name in names():
            if name != "made-up":
                with open_case(name) as file:
                    list(import_lines(over, file, name, pytest.fail))
        for decision_id in over.decision_ids():
            for language in ("nb", "nn", "en"):
                paper = over.paper(decision_id, language)  # type: ignore[arg-type]
                assert paper.section("failures") is not None


def test_a_paper_says_which_meeting_it_is_taken_up_in(sensors: Register):
    """Politicians go by their meetings; where none is known, or the day has passed, nothing is said."""
    assert not [value for label, value in sensors.paper("sensorer", "en").head if label == "To be taken up in"]
    days = [date(2026, 3, 1), date(2026, 4, 9), date(2026, 6, 1)]
    document = sensors.plan_meetings("nordfjord", "political", days, "Kommunestyret")
    sensors.adopt("nordfjord", document, "Møteplanen", COUNCIL)
    told = dict(sensors.paper("sensorer", "en").head)
    assert told["To be taken up in"] == "The meeting of Kommunestyret on 9 April 2026"
    conclusion = DecisionConcluded(outcome="abandoned", reason="Vi lar det være")
    sensors.append([entry("sensorer", conclusion, COUNCIL)])
    assert "To be taken up in" not in dict(sensors.paper("sensorer", "en").head)
