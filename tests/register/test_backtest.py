"""What another policy would have made of a register: nothing is changed, and nothing is made up."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from laeringslopp import Entry, Invalid, Register, StoreError
from laeringslopp.backtest import Finding
from laeringslopp.policy import Policy
from laeringslopp.rules import GUARDS, shipped
from laeringslopp.store import Row, open_store
from laeringslopp.testing import (
    Clock,
    acknowledged,
    chosen,
    disclosed,
    drawn,
    entry,
    given,
    observed,
    opened,
    proposed,
    started,
    waived,
)
from tests.register.doubles import over
from tests.strategies import policies, walks

STRICT, STANDARD = shipped("strict"), shipped("standard")
LESSON = "lesson-known-before-decision"


def only(rule_id, mode="refuse"):
    """A policy in which one guard is on."""
    return Policy("only", {**dict.fromkeys(GUARDS, "off"), rule_id: mode})


def of_guards(backtest):
    """Its findings about facts, as plain tuples."""
    with backtest:
        return [
            (each.decision_id, each.version, each.rule_id, each.outcome)
            for each in backtest.findings()
            if not each.is_of_a_duty
        ]


def some_decisions(register):
    """Three decisions, of which the later ones choose without knowing what the first has learned."""
    for number in range(3):
        facts = [opened(tags=("care",)), chosen(), started("t1"), disclosed("f1"), drawn("l1", failures=["f1"])]
        register.append([entry(fact, decision_id=f"sak-{number}") for fact in facts])
    return register


@settings(max_examples=30)
@for_any(walks(policies()))
def test_the_policy_that_was_in_force_would_have_done_what_was_done(walk):
    """A replay that judges otherwise than the day itself would be no ground to adopt anything on."""
    assert of_guards(walk.register.backtest(walk.register.policy)) == []


@settings(max_examples=20)
@for_any(walks(), policies())
def test_nothing_is_changed_by_it(walk, policy):
    """It is a question, not an act."""
    before = list(walk.register.facts())
    with walk.register.backtest(shipped(policy) if isinstance(policy, str) else policy) as backtest:
        counted = sum(count for rule in backtest.rules for count in rule.of.values())
        assert counted == len(list(backtest.findings()))
    assert list(walk.register.facts()) == before
    assert backtest.facts == len(before) == walk.register.position


@settings(max_examples=20)
@for_any(walks(st.just("standard"), steps=12))
def test_what_strict_refuses_on_the_day_it_refuses_in_a_backtest(walk):
    """The same facts, offered one by one to a register under strict, are refused where the backtest says so."""
    facts = list(walk.register.facts())
    found = of_guards(walk.register.backtest(STRICT))
    for number, recorded in enumerate(facts):
        store, clock = open_store("memory:"), Clock(recorded.recorded_at, timedelta(0))
        store.copy(walk.register.store.since(0, len(facts))[:number])
        live = Register(store, STRICT, clock, lambda: "unnamed")
        # An entry as it was given: what was left out is for the register to fill in.
        given_ = {name: getattr(recorded, name) for name in Entry.model_fields if name in recorded.model_fields_set}
        as_given = Entry(**{**given_, "decision_id": recorded.decision_id, "by": recorded.by, "fact": recorded.fact})
        refused = {no.rule_id for no in live.append([as_given], dry_run=True).refusals}
        here = {
            rule
            for name, version, rule, outcome in found
            if (name, version, outcome) == (recorded.decision_id, recorded.version, "refused")
        }
        assert here == refused


def test_a_fact_that_strict_refuses_is_a_refusal_in_the_backtest():
    """The same word on the day and afterwards."""
    before = (opened(), proposed("north"), proposed("south"))
    live = given(*before, policy="strict").when(chosen("north"))
    backtest = given(*before, chosen("north")).register.backtest(STRICT)
    with backtest:
        (finding,) = (each for each in backtest.findings() if each.outcome == "refused")
    (refusal,) = live.refusals
    assert (finding.rule_id, finding.missing, finding.kind) == (refusal.rule_id, refusal.missing, "direction-chosen")
    assert (finding.level, finding.was_remarked) == ("political", True)


def test_a_remark_that_a_policy_would_not_make_is_let_through():
    """A looser policy shows what it would no longer see."""
    register = given(opened(), chosen()).register
    assert of_guards(register.backtest(only("risk-before-direction", "off"))) == [
        ("decision-1", 2, "alternatives-before-direction", "let-through"),
        ("decision-1", 2, "risk-before-direction", "let-through"),
    ]


def test_what_a_policy_would_remark_on_is_told_where_it_was_refused_by_none():
    """A rule that is turned on is seen before it is adopted."""
    register = given(opened(), policy=only("late")).when(chosen()).given.register
    found = of_guards(register.backtest(STANDARD))
    assert {(rule_id, outcome) for _, _, rule_id, outcome in found} == {
        ("alternatives-before-direction", "remarked"),
        ("risk-before-direction", "remarked"),
    }


def test_a_waiver_counts_in_a_backtest_too():
    """What the owner set aside in the open would have been set aside under another policy."""
    spare = waived("risk-before-direction", "direction-chosen")
    before = (opened(), proposed("north"), proposed("south"))
    register = given(*before, policy=only("late")).when(spare, chosen("north"), chosen("south")).given.register
    assert of_guards(register.backtest(only("risk-before-direction"))) == [
        ("decision-1", 6, "risk-before-direction", "refused")
    ]


def test_each_choice_is_judged_on_the_lessons_that_were_known_by_then():
    """Nobody is blamed for what was learned the year after, nor spared by what they read later."""
    register = over(open_store("memory:"))
    some_decisions(register)
    register.append([entry(acknowledged("l1"), decision_id=f"sak-{number}") for number in range(3)])
    register.append([entry(chosen(what="Another"), decision_id="sak-0")])
    register.append([entry(disclosed("f2"), decision_id="sak-0")])
    register.append([entry(drawn("l2", failures=["f2"]), decision_id="sak-0")])
    register.append([entry(chosen(what="Another"), decision_id="sak-1")])
    found = of_guards(register.backtest(only(LESSON)))
    assert [(decision_id, version) for decision_id, version, _, outcome in found if outcome == "refused"] == [
        ("sak-1", 2),
        ("sak-1", 7),
        ("sak-2", 2),
    ]


def test_counts_are_by_rule_and_level_and_name_the_decisions_to_look_at_first():
    """A governor reads ten lines, not ten thousand."""
    register = some_decisions(over(open_store("memory:")))
    register.append([entry(chosen(what="Another"), decision_id="sak-2", by="administrative")])
    with register.backtest(only(LESSON)) as backtest:
        counts = {(rule.rule_id, rule.level): dict(rule.of) for rule in backtest.rules if rule.rule_id == LESSON}
    assert counts == {(LESSON, "political"): {"refused": 2}, (LESSON, "administrative"): {"refused": 1}}
    assert backtest.first[LESSON] == (("sak-2", 2), ("sak-1", 1))
    assert (backtest.policy, backtest.decisions, backtest.total("refused")) == ("only", 3, 3)


def test_one_organisation_can_be_asked_about():
    """A policy is adopted by one organisation, for its own decisions."""
    register = some_decisions(over(open_store("memory:")))
    register.append([entry(f, decision_id="next") for f in (opened(organisation="next-town"), chosen())])
    with register.backtest(STRICT, organisation="next-town") as backtest:
        assert (backtest.decisions, backtest.facts) == (1, 2)
        assert {each.decision_id for each in backtest.findings()} == {"next"}


def test_an_organisation_that_has_nothing_here_is_no_organisation_that_did_all_well():
    """Nought of nothing reads as if nothing were wrong."""
    register = some_decisions(over(open_store("memory:")))
    register.append([entry(opened(organisation="next-town"), decision_id="next")])
    for ask in (
        lambda name: register.backtest(STRICT, organisation=name),
        lambda name: register.duties(organisation=name),
    ):
        with pytest.raises(Invalid) as told:
            ask("next-twon")
        (flaw,) = told.value.flaws
        assert (flaw.code, flaw.pointer, flaw.instead) == ("unknown-organisation", "/organisation", "next-town")
    assert register.duties(organisation="next-town") == []


def test_it_says_how_far_it_has_come_and_can_be_stopped():
    """Whoever waits wants to know for how long, and may change their mind."""
    register, seen = over(open_store("memory:")), []
    register.append([entry(opened()), *(entry(observed(1)) for _ in range(2500))])
    register.backtest(STRICT, lambda done, all_: seen.append((done, all_))).close()
    assert seen == [(1000, 2501), (2000, 2501), (2501, 2501), (2501, 2501)]

    class Enough(Exception):
        pass

    def stop(done, all_):
        raise Enough

    with pytest.raises(Enough):
        register.backtest(STRICT, stop)


def test_several_processes_find_what_one_finds(tmp_path):
    """How the work is shared is nobody's business."""
    url = f"sqlite:///{tmp_path}/register.db"
    with closing(over(open_store(url))) as register:
        some_decisions(register)
        register._url = url
        with register.backtest(STRICT, processes=1) as alone, register.backtest(STRICT, processes=2) as shared:
            assert list(shared.findings()) == list(alone.findings())
            assert (shared.rules, shared.first, shared.facts) == (alone.rules, alone.first, alone.facts)


def test_rules_that_other_processes_do_not_know_are_judged_here(tmp_path, monkeypatch):
    """An embedder's own rule is not left out because it was entered by hand."""
    url = f"sqlite:///{tmp_path}/register.db"
    own = replace(GUARDS["trial-is-measurable"], rule_id="own.rule")
    with closing(over(open_store(url))) as register:
        some_decisions(register)
        register._url = url
        monkeypatch.setitem(GUARDS, "own.rule", own)
        with register.backtest(only(LESSON), processes=2) as backtest:
            assert backtest.total("refused") == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_a_fact_that_cannot_be_read_is_an_error(tmp_path, processes):
    """A table that leaves out what it could not read would be believed."""
    url = f"sqlite:///{tmp_path}/register.db"
    with closing(over(open_store(url))) as register:
        some_decisions(register)
        register._url = url
        register.store.append([Row("sak-1", 6, "lesson-shared", b'{"fact":{"kind":"lesson-shared"}}')])
        with pytest.raises(StoreError) as trouble:
            register.backtest(STRICT, processes=processes)
        assert trouble.value.reason == "unreadable"


def test_what_is_recorded_meanwhile_is_not_part_of_it():
    """It is about the register as it stood when it was asked."""
    register = some_decisions(over(open_store("memory:")))
    before = register.position

    def meanwhile(done, all_):
        register.append([entry(opened(), decision_id=f"new-{register.position}")])

    register.append([entry(observed(1), decision_id="sak-0") for _ in range(1100)])
    with register.backtest(STRICT, meanwhile) as backtest:
        assert backtest.facts == backtest.position == before + 1100


def test_a_finding_is_kept_as_it_was():
    """It goes through a file."""
    finding = Finding("sak", 3, "trial-started", "trial-is-measurable", "administrative", "refused", "criterion")
    assert Finding.of_line(finding.as_line()) == finding


def test_what_would_be_owed_is_counted_by_the_level_that_owes():
    """A policy asks for follow-ups too, and who would be late under it is what a governor wants to know first."""
    on_record = given(opened(), disclosed("f1"), disclosed("f2"), drawn("l1", failures=("f2",))).later(days=120)
    with on_record.register.backtest(STANDARD) as backtest:
        counted = {(each.rule_id, each.level): each.of for each in backtest.rules}
        assert counted["draw-lesson", "administrative"] == {"overdue": 1, "met": 1}
        found = [each for each in backtest.findings() if each.rule_id == "draw-lesson"]
        assert sorted((each.outcome, each.about, each.is_of_a_duty) for each in found) == [
            ("met", "f2", True),
            ("overdue", "f1", True),
        ]
        assert backtest.first["draw-lesson"] == (("decision-1", 1),)
