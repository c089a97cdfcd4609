"""Every entry has one plain sentence in every language, and so has everything that is open."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import assume, settings
from hypothesis import given as drawn_from
from hypothesis import strategies as st

from laeringslopp import Actor, Policy, Register
from laeringslopp.facts import KINDS, LessonShared, Money, PlanChanged, TagsAdded
from laeringslopp.rules import GUARDS
from laeringslopp.story import LANGUAGES, refusal_sentence, standing, tell, wording
from laeringslopp.story.rulewords import RULES
from laeringslopp.testing import (
    DECISION,
    Clock,
    adjusted,
    asked,
    assessed,
    chosen,
    concluded,
    criterion,
    disclosed,
    drawn,
    ended,
    entry,
    given,
    materialised,
    observed,
    opened,
    overseen,
    presented,
    proposed,
    ruled,
    shared,
    started,
)
from tests.rules.situations import SITUATIONS, only
from tests.strategies import MARK, ORDINARY, Walk, entries, opened_register

ROOT = Path(__file__).parents[2]
ONE_OF_EACH = (
    opened(),
    proposed("north"),
    assessed("r1"),
    started("t1"),
    disclosed("f1", trial="t1"),
    drawn("l1", failures=["f1"]),
    adjusted("j1", because_of=["l1"]),
    asked("q1"),
    overseen("o1"),
)


def one_of_each() -> Walk:
    """A decision with something of every noun to refer to."""
    clock = Clock()
    no_rules = Policy("none", dict.fromkeys(GUARDS, "off"))
    walk = Walk(opened_register(no_rules, clock), clock, decisions=["d"])
    walk.register.append([entry(step, decision_id="d") for step in ONE_OF_EACH])
    return walk


@pytest.mark.parametrize("kind", sorted({*ORDINARY, "decision-opened"}))
@settings(max_examples=12)
@drawn_from(st.data())
def test_every_kind_has_a_sentence_in_every_language(kind, data):
    """No place is left to fill in, and no English shows through: that would be a text that nobody translated."""
    walk = one_of_each()
    decision_id = "new" if kind == "decision-opened" else "d"
    made = data.draw(entries(walk, decision_id, (kind,))).model_copy(update={"occurred_at": None})
    assume(not walk.register.append([made], dry_run=True).refusals)
    version = walk.register.append([made]).version
    said = {}
    for language in LANGUAGES:
        told = tell(walk.register.timeline(decision_id), language)
        (shown,) = (each for each in told["entries"] if each["version"] == version)
        said[language] = shown["sentence"]
        assert not {"{", "}"} & set(shown["sentence"])
        assert not shown["sentence"].endswith((": ", ":", " "))
    assert said["en"] not in (said["nb"], said["nn"])
    # What people wrote is quoted as they wrote it, whatever the language around it.
    assert len({tuple(sorted(MARK.findall(each))) for each in said.values()}) == 1


def test_every_kind_is_told_of():
    """All but policies, which stand in a stream of their own."""
    assert {*ORDINARY, "decision-opened", "policy-adopted"} == set(KINDS)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_story_is_translated_whole(language):
    """A sentence half in English is nobody's; a quotation is set in the language's own marks."""
    path = ROOT / "src/laeringslopp/story/locale" / language / "LC_MESSAGES/story.po"
    with path.open("rb") as file:
        catalogue = read_po(file, language)
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        assert not {"“", "”"} & set("".join(forms)), message.id


def test_the_catalogue_is_that_of_the_code():
    """A text that the catalogue does not know is told in English."""
    command = [sys.executable, "scripts/catalogues.py", "--check"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stderr
    assert [line for line in found.splitlines() if "/story/" in line] == []


SAID = {
    disclosed(what_happened="Alarmen ringte ikke"): (
        "Solbakken meldte en feil: «Alarmen ringte ikke»",
        "Solbakken melde ein feil: «Alarmen ringte ikke»",
        "Solbakken disclosed a failure: “Alarmen ringte ikke”",
    ),
    drawn(statement="Spør brukerne", from_trials=("t1",)): (
        "Solbakken trakk en lærdom: «Spør brukerne»",
        "Solbakken drog ein lærdom: «Spør brukerne»",
        "Solbakken drew a lesson: “Spør brukerne”",
    ),
    LessonShared(lesson_id="l1", with_levels=("political", "operational")): (
        "Solbakken delte en lærdom med politisk nivå og driftsnivået: «Ask those who will use it first»",
        "Solbakken delte ein lærdom med politisk nivå og driftsnivået: «Ask those who will use it first»",
        "Solbakken shared a lesson with the political level and the operational level: "
        "“Ask those who will use it first”",
    ),
    LessonShared(lesson_id="l1"): (
        "Solbakken delte en lærdom: «Ask those who will use it first»",
        "Solbakken delte ein lærdom: «Ask those who will use it first»",
        "Solbakken shared a lesson: “Ask those who will use it first”",
    ),
    TagsAdded(): (
        "Solbakken la ikke til noen emneord",
        "Solbakken la ikkje til nokon emneord",
        "Solbakken added no tags",
    ),
    started(hypothesis="Færre fall", where="Nord"): (
        "Solbakken startet en utprøving (Nord): «Færre fall»",
        "Solbakken starta ei utprøving (Nord): «Færre fall»",
        "Solbakken began a trial (Nord): “Færre fall”",
    ),
    observed(1234.5, metric="fall", unit="per år"): (
        "Solbakken oppga «fall»: 1\xa0234,5 per år",
        "Solbakken oppgav «fall»: 1\xa0234,5 per år",
        "Solbakken reported “fall”: 1,234.5 per år",
    ),
    PlanChanged(what="Start", from_date=date(2026, 5, 17), to_date=date(2026, 10, 1), reason="Kontrakten"): (
        "Solbakken flyttet planen fra 17. mai 2026 til 1. oktober 2026: «Start»",
        "Solbakken flytta planen frå 17. mai 2026 til 1. oktober 2026: «Start»",
        "Solbakken moved the plan from 17 May 2026 to 1 October 2026: “Start”",
    ),
    ruled("open", 2, 3): (
        "Solbakken åpnet oppføringene 2 og 3 for alle",
        "Solbakken opna oppføringane 2 og 3 for alle",
        "Solbakken opened entries 2 and 3 to everyone",
    ),
}


@pytest.mark.parametrize("fact", SAID, ids=lambda fact: fact.kind)
def test_sentences_read_as_a_person_would_write_them(fact):
    """A few, word for word, so that a change of wording is seen by somebody."""
    who = Actor(id="x", role="avdelingsleder", level="operational", unit="Solbakken")
    register = given(*ONE_OF_EACH).when(entry(fact, by=who)).recorded().given.register
    timeline = register.timeline(DECISION)
    assert tuple(tell(timeline, language)["entries"][-1]["sentence"] for language in ("nb", "nn", "en")) == SAID[fact]


def sentences(register: Register, language: str) -> list[str]:
    """What is told of every entry."""
    return [each["sentence"] for each in tell(register.timeline(DECISION), language)["entries"]]


class TestWhoAndWhat:
    def test_a_unit_is_named_rather_than_a_role_and_never_an_id(self):
        """Who answers for it, not whom to blame."""
        by = Actor(id="kari.nordmann", role="nurse", level="operational")
        register = given(opened(), entry(disclosed(), by=by)).register
        assert sentences(register, "en")[1] == "Nurse disclosed a failure: “It did not work”"

    def test_an_organ_decides_in_its_own_name(self):
        """The council's vote is the council's, whoever records it."""
        register = given(opened(), chosen(what="Go on", organ="The council")).register
        assert sentences(register, "en")[1] == "The council decided: “Go on”"

    def test_an_alternative_and_a_risk_are_told_by_what_they_say(self):
        """An id means nothing to a reader."""
        register = given(*ONE_OF_EACH, chosen("north"), materialised("r1")).register
        assert sentences(register, "en")[-2:] == [
            "Political chose: “One way to go”",
            "A risk came true: “It may not work”",
        ]

    def test_a_long_text_is_cut_at_a_word(self):
        """The whole text stands in the fact."""
        register = given(opened(), disclosed(what_happened="word " * 100)).register
        said = sentences(register, "en")[1]
        assert said.endswith("word …”")
        assert len(said) < 200

    def test_braces_that_somebody_wrote_are_only_braces(self):
        """What people write is never taken for a place to fill in."""
        register = given(opened(), disclosed(what_happened="{who} and {0} and {")).register
        assert sentences(register, "en")[1] == "Administrative disclosed a failure: “{who} and {0} and {”"


class TestDatesAndNumbers:
    def test_a_time_is_told_as_precisely_as_it_is_known(self):
        """Writing a day that nobody knows would be making it up."""
        at = Clock().now.replace(month=5, day=17, hour=9, minute=5)
        assert {language: [wording(language).when(at, p) for p in ("year", "month", "day", "minute")] for language in
                LANGUAGES} == {
            "nb": ["2026", "mai 2026", "17. mai 2026", "17. mai 2026 kl. 09.05"],
            "nn": ["2026", "mai 2026", "17. mai 2026", "17. mai 2026 kl. 09.05"],
            "en": ["2026", "May 2026", "17 May 2026", "17 May 2026 at 09:05"],
        }  # fmt: skip

    def test_numbers_have_the_languages_own_separators(self):
        """And no decimals that nobody measured."""
        numbers = (1234567, 0.5, -3, 60.0, 999, 1000)
        assert [wording("nb").number(n) for n in numbers] == ["1\xa0234\xa0567", "0,5", "-3", "60", "999", "1\xa0000"]
        assert [wording("nn").number(n) for n in numbers] == ["1\xa0234\xa0567", "0,5", "-3", "60", "999", "1\xa0000"]
        assert [wording("en").number(n) for n in numbers] == ["1,234,567", "0.5", "-3", "60", "999", "1,000"]

    def test_money_has_its_currency_and_cents_only_where_there_are_any(self):
        """Kroner are told in kroner."""
        whole, part = Money(amount="1240000", currency="NOK"), Money(amount="12.50", currency="EUR")
        assert [wording("nb").money(each) for each in (whole, part)] == ["1\xa0240\xa0000 kroner", "12,50 EUR"]
        assert [wording("en").money(each) for each in (whole, part)] == ["1,240,000 NOK", "12.50 EUR"]

    def test_a_criterion_reads_as_on_paper(self):
        """“≥” is read by those who have learned it; “at least” by everybody."""
        assert wording("en").criterion(criterion("uptake", ">=", 60, unit="%")) == "uptake, at least 60 %"
        assert wording("nb").criterion(criterion("fall", "<", 0.5)) == "fall, mindre enn 0,5"


OPEN_THINGS = (*ONE_OF_EACH, shared("l1", "political"), entry(drawn("l2", from_trials=["t1"])))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_open_has_a_sentence(language):
    """What waits is told as “not recorded here”, never as “not done”."""
    told = tell(given(*OPEN_THINGS).register.timeline(DECISION), language)
    assert len({each["what"] for each in told["open"]}) == 6
    said = [each["sentence"] for each in told["open"]]
    here = {"nb": "registrert her", "nn": "registrert her", "en": "recorded here"}[language]
    assert all(here in each and "{" not in each for each in said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["open", "adopted", "abandoned", "superseded", "deferred"])
@pytest.mark.parametrize("trials", [0, 1, 2])
def test_a_summary_says_where_the_decision_stands(language, status, trials):
    """Two short sentences, in every state; not the same in English as in Norwegian."""
    conclusion = () if status == "open" else (concluded(status),)
    register = given(opened(), *(started(f"t{n}") for n in range(trials)), *conclusion).register
    timeline = register.timeline(DECISION)
    said = tell(timeline, language)["summary"]
    assert "{" not in said
    assert said.count(".") == 2
    assert language == "en" or said != tell(timeline, "en")["summary"]


@pytest.mark.parametrize("rule_id", SITUATIONS)
def test_every_rule_is_told_in_every_language(rule_id):
    """A refusal, and a remark, says what is missing and why it is asked for."""
    assert rule_id in RULES
    situation = SITUATIONS[rule_id]
    outcome = situation.under(only(rule_id, "refuse")).when(situation.fact)
    said = [refusal_sentence(refusal, wording(language)) for refusal in outcome.refusals for language in LANGUAGES]
    if not outcome.refusals:
        timeline = outcome.given.register.timeline(DECISION)
        said = [
            remark["sentence"]
            for language in LANGUAGES
            for each in tell(timeline, language)["entries"]
            for remark in each["remarks"]
            if remark["rule_id"] == rule_id
        ]
    assert len(said) == len(LANGUAGES)
    assert len(set(said)) == len(LANGUAGES)
    assert not any("{" in each for each in said)


def test_a_case_laid_before_an_organ_names_the_organ():
    """The level is who they are in general; the organ is who met."""
    to_organ = presented(1, organ="Kommunestyret")
    register = given(opened(), presented(1), to_organ).register
    assert sentences(register, "nb")[-2:] == [
        "Administrative la fram saken for politisk nivå, til og med oppføring 1",
        "Administrative la fram saken for Kommunestyret, til og med oppføring 1",
    ]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("succeeded", "The trial succeeded: “It is over”"),
        ("failed", "The trial did not go as meant: “It is over”"),
        ("mixed", "The trial went partly as meant: “It is over”"),
        ("stopped", "The trial was stopped: “It is over”"),
    ],
)
def test_failures_are_told_calmly(outcome, said):
    """It did not go as meant: a plain fact, and nobody's name in it."""
    measured = (observed(60, "t1"),) if outcome == "succeeded" else ()
    register = given(opened(), started("t1"), disclosed("f1", trial="t1"), *measured, ended("t1", outcome)).register
    assert sentences(register, "en")[-1] == said


def test_a_case_known_from_its_sources_alone_is_not_called_open(given):
    """Nobody here is to decide it; what the sources do not say is said to be that."""
    history = given()
    history.register.append([entry(opened(), occurred_at=history.register.now() - timedelta(days=900))])
    decision = history.register.decision(DECISION)
    assert (decision.status, standing(decision)) == ("open", "no-end-found")
    history.register.append([entry(disclosed())])
    assert standing(history.register.decision(DECISION)) == "open"
