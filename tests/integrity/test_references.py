"""Ids name one thing, and references hold: what a fact points to is on record, and is what it should be."""

from datetime import timedelta
from typing import get_args, get_type_hints

import pytest
from hypothesis import given as examples
from hypothesis import settings

from laeringslopp import (
    Access,
    AccountDisputed,
    DecisionEscalated,
    DecisionLinked,
    LessonApplied,
    OversightAnswered,
    PlanChanged,
    PolicyAdopted,
    Unknown,
)
from laeringslopp.facts import KINDS, own_id, references
from laeringslopp.facts.values import Noun
from laeringslopp.testing import (
    DECISION,
    START,
    acknowledged,
    actor,
    adjusted,
    answered,
    asked,
    assessed,
    chosen,
    concluded,
    contained,
    corrected,
    criterion,
    disclosed,
    drawn,
    ended,
    entry,
    materialised,
    observed,
    opened,
    overseen,
    presented,
    proposed,
    retried,
    ruled,
    shared,
    started,
    waived,
)
from tests.strategies import Walk, walks

MAKERS = {
    "alternative": proposed,
    "risk": assessed,
    "trial": started,
    "observation": lambda name=None: observed(1, observation_id=name) if name else observed(1),
    "failure": disclosed,
    "lesson": lambda name=None: drawn(name, failures=("failure-0",)),
    "adjustment": lambda name=None: adjusted(name, because_of=("failure-0",)),
    "question": asked,
    "oversight": overseen,
}
ONE_OF_EACH = (opened(), disclosed("failure-0"), *(make(f"the-{noun}") for noun, make in MAKERS.items()))
"""A decision with one of everything that an id can name, and a failure that some of it is because of."""


def lesson(decision_id, lesson_id):
    return LessonApplied(lesson={"decision_id": decision_id, "lesson_id": lesson_id}, how="We asked first")


REFERENCES = {
    "replaces": (lambda name: assessed(replaces=name), "/fact/replaces", {"risk"}),
    "risk of": (lambda name: assessed(alternative_id=name), "/fact/alternative_id", {"alternative"}),
    "came true": (materialised, "/fact/risk_id", {"risk"}),
    "came true as": (lambda name: materialised("the-risk", failure_id=name), "/fact/failure_id", {"failure"}),
    "chosen": (chosen, "/fact/alternative_id", {"alternative"}),
    "tolerated": (lambda name: chosen(tolerated_risks=["the-risk", name]), "/fact/tolerated_risks/1", {"risk"}),
    "plan": (lambda name: PlanChanged(trial_id=name, what="w", reason="r"), "/fact/trial_id", {"trial"}),
    "observed": (lambda name: observed(1, name), "/fact/trial_id", {"trial"}),
    "ended": (lambda name: ended(name, "stopped", stopped_because="r"), "/fact/trial_id", {"trial"}),
    "failed": (lambda name: disclosed(trial=name), "/fact/trial_id", {"trial"}),
    "contained": (contained, "/fact/failure_id", {"failure"}),
    "corrected": (lambda name: corrected(name, consequence="c"), "/fact/failure_id", {"failure"}),
    "from failures": (lambda name: drawn(failures=("failure-0", name)), "/fact/from_failures/1", {"failure"}),
    "from trials": (lambda name: drawn(from_trials=[name]), "/fact/from_trials/0", {"trial"}),
    "from oversight": (lambda name: drawn(from_oversight=[name]), "/fact/from_oversight/0", {"oversight"}),
    "shared": (shared, "/fact/lesson_id", {"lesson"}),
    "acknowledged": (acknowledged, "/fact/lesson_id", {"lesson"}),
    "because of": (
        lambda name: adjusted(because_of=(name,)),
        "/fact/because_of/0",
        {"lesson", "failure", "oversight"},
    ),
    "retry of": (
        lambda name: retried(of=name, adjustments=["the-adjustment"]),
        "/fact/retry_of",
        {"trial", "failure"},
    ),
    "adjusted": (
        lambda name: retried(of="the-trial", adjustments=["the-adjustment", name]),
        "/fact/adjustments/1",
        {"adjustment"},
    ),
    "answered": (answered, "/fact/question_id", {"question"}),
    "oversight answered": (
        lambda name: OversightAnswered(oversight_id=name, answer="a", response="followed"),
        "/fact/oversight_id",
        {"oversight"},
    ),
    "about": (lambda name: overseen(about=[name]), "/fact/about/0", set(get_args(Noun))),
}
each_reference = pytest.mark.parametrize(("point", "pointer", "nouns"), REFERENCES.values(), ids=REFERENCES)


def pointers(outcome):
    return [flaw.pointer for flaw in outcome.flaws]


def test_every_reference_is_tried_here():
    """A new field that points somewhere is held to the same law."""
    tried = {(make("the-risk").kind, pointer.split("/")[2]) for make, pointer, _ in REFERENCES.values()}
    pointing = {
        (kind, name)
        for kind, cls in KINDS.items()
        for name, hint in get_type_hints(cls, include_extras=True).items()
        if "RefersTo(" in repr(hint)
    }
    assert pointing == tried


@each_reference
def test_a_reference_to_what_is_not_there_is_an_error(given, point, pointer, nouns):
    """A thread that leads nowhere cannot be followed by whoever comes after."""
    assert pointers(given(*ONE_OF_EACH).when(point("nothing")).invalid("no-such-reference")) == [pointer]


@each_reference
@pytest.mark.parametrize("noun", get_args(Noun))
def test_a_reference_is_to_the_right_thing(given, point, pointer, nouns, noun):
    """A lesson is not drawn from a question; what an id names is looked at, not how it is spelled."""
    outcome = given(*ONE_OF_EACH).when(point(f"the-{noun}"))
    if noun in nouns:
        assert not outcome.flaws
    else:
        assert pointers(outcome.invalid("wrong-reference")) == [pointer]


def test_an_entry_can_refer_to_one_before_it_in_the_same_call_and_not_after(given):
    """A trial and its failure are told in one breath, in order."""
    given(opened()).when(disclosed("f1"), contained("f1")).recorded()
    outcome = given(opened()).when(contained("f1"), disclosed("f1")).invalid("no-such-reference")
    assert [flaw.entry for flaw in outcome.flaws] == [0]


@pytest.mark.parametrize("noun", MAKERS)
@pytest.mark.parametrize("taken_by", get_args(Noun))
def test_an_id_names_one_thing_whatever_it_is(given, noun, taken_by):
    """Otherwise “about: t1” could mean two things; a free id is offered instead."""
    on_record = given(*ONE_OF_EACH)
    outcome = on_record.when(MAKERS[noun](f"the-{taken_by}")).invalid("id-taken")
    (flaw,) = outcome.flaws
    assert flaw.pointer == f"/fact/{noun}_id"
    made = on_record.when(MAKERS[noun](flaw.instead)).recorded()
    assert own_id(made.receipt.recorded[0].fact) == flaw.instead


def test_an_id_is_taken_by_an_entry_before_it_in_the_same_call(given):
    """The entries of a call stand one after the other."""
    outcome = given(opened()).when(disclosed("f1"), disclosed("f1")).invalid("id-taken")
    assert [(flaw.entry, flaw.instead) for flaw in outcome.flaws] == [(1, "failure-2")]


@pytest.mark.parametrize("noun", MAKERS)
def test_an_id_that_is_left_out_is_the_next_free_one_of_its_noun(given, noun):
    """A person can say it aloud, and nobody has to think of one."""
    outcome = given(*ONE_OF_EACH, asked(f"{noun}-2")).when(MAKERS[noun](), MAKERS[noun]()).recorded()
    made = [own_id(recorded.fact) for recorded in outcome.receipt.recorded]
    start = 3 if noun in ("failure", "question") else 2
    free = [f"{noun}-{number}" for number in range(start, start + 3) if number != 2]
    assert made == free[:2]


@pytest.mark.parametrize("fact", [disclosed(), presented(1), waived("late", "trial-ended"), started()])
def test_a_decision_begins_with_its_opening(given, fact):
    """There is nothing to be about before there is a question."""
    with pytest.raises(Unknown) as no:
        given().when(fact)
    assert no.value.decision_id == DECISION


def test_a_decision_is_opened_once(given):
    """A second question is a second decision."""
    assert pointers(given(opened()).when(opened()).invalid("already-opened")) == ["/fact"]
    given().when(opened(), opened()).invalid("already-opened")


@pytest.mark.parametrize("decision_id", ["policy.", "policy.a-town", "policy.x.y"])
def test_ids_of_policies_are_taken(given, decision_id):
    """An organisation's rules are kept under them."""
    outcome = given().when(entry(opened(), decision_id=decision_id)).invalid("id-reserved")
    assert pointers(outcome) == ["/decision_id"]
    given().when(entry(opened(), decision_id=decision_id.replace(".", "-"))).recorded()


def test_a_policy_is_recorded_in_its_own_stream(given):
    """So that nobody has to look for it among decisions."""
    adopted = PolicyAdopted(policy={"name": "ours"}, reason="r", in_force_from=START + timedelta(hours=1))
    given().when(entry(adopted, by="political", decision_id="policy.a-town")).recorded()
    given(opened()).when(entry(adopted, by="political")).invalid("not-a-policy-stream")


@pytest.mark.parametrize(("versions", "last"), [((1, 2), 2), ((2, 3), 2), ((3,), 2), ((99, 1), 2)])
@pytest.mark.parametrize(
    ("point", "pointer"),
    [
        (lambda *versions: entry(disclosed(), caused_by=versions), "/caused_by"),
        (lambda *versions: ruled("open", *versions), "/fact/versions"),
    ],
)
def test_a_version_that_is_pointed_to_is_on_record(given, point, pointer, versions, last):
    """The entry itself is not: nothing is its own cause."""
    outcome = given(opened(), disclosed()).when(point(*versions))
    beyond = [f"{pointer}/{at}" for at, version in enumerate(versions) if version > last]
    assert pointers(outcome) == beyond
    assert {flaw.code for flaw in outcome.flaws} <= {"no-such-version"}


def test_a_disputed_entry_is_on_record(given):
    """The other account stands beside the first."""
    outcome = given(opened()).when(AccountDisputed(disputed_version=2, claim="c")).invalid("no-such-version")
    assert pointers(outcome) == ["/fact/disputed_version"]


def test_a_case_is_presented_up_to_the_entry_before_it_at_most(given):
    """Nobody was shown what was not yet on record; how far it can reach is offered instead."""
    outcome = given(opened(), disclosed()).when(presented(3)).invalid("presents-too-much")
    (flaw,) = outcome.flaws
    assert (flaw.pointer, flaw.instead) == ("/fact/up_to_version", 2)
    outcome.when(presented(flaw.instead)).recorded()


OTHER = "another"


@pytest.mark.parametrize(
    ("point", "pointer"),
    [
        (lambda to: DecisionLinked(to_decision=to, relation="follows"), "/fact/to_decision"),
        (lambda to: concluded("superseded", superseded_by=to), "/fact/superseded_by"),
        (lambda to: lesson(to, "l1"), "/fact/lesson/decision_id"),
    ],
)
def test_another_decision_that_is_pointed_to_is_in_the_register(given, point, pointer):
    """A link leads somewhere; it may have been opened in the same call."""
    assert pointers(given(opened()).when(point(OTHER)).invalid("no-such-decision")) == [pointer]
    there = [entry(fact, decision_id=OTHER) for fact in (opened(), disclosed("f1"), drawn("l1", failures=("f1",)))]
    given(opened(), *there).when(point(OTHER)).recorded()
    given(opened()).when(*there, point(OTHER)).recorded()


@pytest.mark.parametrize("name", ["nothing", "f1"])
@pytest.mark.parametrize("where", [OTHER, DECISION])
def test_a_lesson_that_is_applied_is_a_lesson_there(given, where, name):
    """Whatever decision drew it, this one too."""
    there = [entry(fact, decision_id=where) for fact in (disclosed("f1"), drawn("l1", failures=("f1",)))]
    on_record = given(opened(), entry(opened(), decision_id=OTHER), *there)
    assert pointers(on_record.when(lesson(where, name)).invalid("no-such-reference")) == ["/fact/lesson/lesson_id"]
    on_record.when(lesson(where, "l1")).recorded()


UNKNOWN = Access(level="exempt", levels=("political", "mayor"))
NAMED_LEVELS = {
    "/by/level": entry(disclosed(), by="mayor"),
    "/recorded_by/level": entry(disclosed(), recorded_by=actor("mayor")),
    "/access/levels/1": entry(disclosed(), access=UNKNOWN),
    "/fact/access/levels/1": ruled(UNKNOWN),
    "/fact/discovered_by": disclosed(discovered_by="mayor"),
    "/fact/to_level": presented(1, to="mayor"),
    "/fact/with_levels/1": shared("l1", "external", "mayor"),
    "/fact/level": entry(acknowledged("l1", "mayor"), by="political"),
}


@pytest.mark.parametrize("pointer", NAMED_LEVELS)
def test_a_level_that_is_named_is_one_of_the_organisations(given, pointer):
    """What is addressed to nobody reaches nobody, and what is kept for nobody is lost."""
    on_record = given(opened(), disclosed("f1"), drawn("l1", failures=("f1",)))
    assert pointers(on_record.when(NAMED_LEVELS[pointer]).invalid("unknown-level")) == [pointer]


@pytest.mark.parametrize("fact", [asked(to="mayor"), DecisionEscalated(to_level="mayor", reason="r")])
def test_whoever_is_asked_or_called_upon_is_a_level(given, fact):
    """A question has somebody to answer it."""
    assert pointers(given(opened()).when(fact).invalid("unknown-level")) == ["/fact/to_level"]


@pytest.mark.parametrize("around", [{}, {"access": Access(level="open")}])
def test_a_decision_is_opened_with_levels_that_there_are(given, around):
    """The decision's own access holds for all that comes after, whatever its first entry has."""
    outcome = given().when(entry(opened(access=UNKNOWN), **around)).invalid("unknown-level")
    assert pointers(outcome) == ["/fact/access/levels/1"]


@pytest.mark.parametrize("level", ["external", "mayor"])
def test_a_decision_is_a_levels_of_the_organisation(given, level):
    """Those outside decide nothing here."""
    outcome = given().when(opened(deciding_level=level)).invalid("unknown-level")
    assert pointers(outcome) == ["/fact/deciding_level"]


def test_a_waiver_is_of_a_rule_and_for_a_kind_that_there_are(given):
    """A slip in one of them would set nothing aside, and nobody would know."""
    outcome = given(opened()).when(waived("lates", "trial-start")).invalid("unknown-rule", "unknown-kind")
    assert pointers(outcome) == ["/fact/rule_id", "/fact/for_kind"]


def test_all_that_is_wrong_with_an_entry_is_told_at_once(given):
    """Mending one thing at a time is how people give up."""
    ahead = {"known_from": START.replace(year=2030), "caused_by": [7]}
    wrong = entry(started("f1", criteria=(criterion(),)), by="mayor", **ahead)
    outcome = given(opened(), disclosed("f1")).when(wrong)
    outcome.invalid("id-taken", "not-in-the-future", "unknown-level", "no-such-version")


@settings(max_examples=40)
@examples(walks())
def test_what_is_on_record_holds(walk: Walk):
    """Whatever was recorded points to what was there before it, once it is looked at again."""
    states: dict[str, object] = {}
    for recorded in walk.register.facts():
        before = states.setdefault(recorded.decision_id, {})
        for reference in references(recorded.fact):
            if isinstance(reference.target, int):
                assert reference.target < recorded.version
            elif reference.nouns:
                assert before[reference.target] in reference.nouns
        if recorded.fact.names:
            assert own_id(recorded.fact) not in before
            before[own_id(recorded.fact)] = recorded.fact.names
