"""Policies as facts: adopted in the open, in force from their moment, for one organisation."""

import io
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from laeringslopp import Actor, Invalid, Reader, Register
from laeringslopp.exchange import export, import_lines, line_of, move
from laeringslopp.rules import shipped
from laeringslopp.store import open_store
from tests.municipality import COUNCIL, NOW, OPERATIONS, Clock, disclosed, entry, opened, register, started

UNMEASURED = {"criteria": []}
LENIENT = {"name": "lempelig", "rules": {"trial-is-measurable": {"mode": "remark"}}}
BOARD = {"name": "bruket", "levels": ["styret", "direktoren", "avdeling"]}


@pytest.fixture
def at_work(empty: Register) -> Register:
    """A register with an open decision of nordfjord."""
    made = empty
    made.append([entry("sensorer", opened())])
    return made


def attempt(over: Register, trial_id: str = "t1", decision_id: str = "sensorer", **more: Any) -> tuple[str, tuple]:
    """Under which policy a trial without a criterion is recorded, and with which remarks."""
    fact = started(trial_id, where=trial_id, **UNMEASURED)
    recorded = over.append([entry(decision_id, fact, **more)]).recorded[0]
    return recorded.policy, recorded.remarks


def is_refused(over: Register, decision_id: str = "sensorer", **more: Any) -> bool:
    """Whether a trial without a criterion would be."""
    fact = started("t9", where="t9", **UNMEASURED)
    verdict = over.append([entry(decision_id, fact, **more)], dry_run=True)
    return any(refusal.rule_id == "trial-is-measurable" for refusal in verdict.refusals)


def test_what_is_adopted_judges_what_is_recorded_after_it_and_is_named_there(at_work: Register):
    """The policy in force when a fact is recorded judges it."""
    assert is_refused(at_work)
    at_work.adopt("nordfjord", LENIENT, "Vi prøver oss fram", COUNCIL)
    policy, remarks = attempt(at_work)
    assert policy == "lempelig"
    assert "trial-is-measurable" in remarks
    assert at_work.timeline("sensorer").entries[0].recorded.policy == "standard"


def test_another_organisation_keeps_its_own(at_work: Register):
    """A policy is one organisation's."""
    at_work.append([entry("buss", opened(organisation="sorfjord"))])
    at_work.adopt("nordfjord", LENIENT, "Vi prøver oss fram", COUNCIL)
    assert is_refused(at_work, "buss")
    assert at_work.policy_of("sorfjord").name == "standard"


def test_it_judges_what_follows_in_the_same_call(at_work: Register):
    """Each entry is judged on what stands before it."""
    from laeringslopp import PolicyAdopted

    adopted = PolicyAdopted(policy=LENIENT, reason="Nå")
    fact = started("t1", **UNMEASURED)
    receipt = at_work.append([entry("policy.nordfjord", adopted, COUNCIL), entry("sensorer", fact)])
    assert [each.policy for each in receipt.recorded] == ["standard", "lempelig"]


def test_a_policy_whose_moment_lies_ahead_takes_effect_then_and_not_before(at_work: Register, clock: Clock):
    """To the second."""
    at_work.adopt("nordfjord", LENIENT, "Fra nyttår", COUNCIL, clock.now + timedelta(days=3))
    clock.move(days=3, microseconds=-1)
    assert is_refused(at_work)
    clock.move(microseconds=1)
    assert not is_refused(at_work)
    assert at_work.policy_of("nordfjord", clock.now - timedelta(microseconds=1)).name == "standard"


def test_another_process_honours_an_adoption_within_a_second(tmp_path):
    """Nobody restarts anything; two registers on one file stand for two processes."""
    url, clock, seconds = f"sqlite:///{tmp_path}/r.db", Clock(), iter(count())
    elapsed = [0.0]
    with register(url, clock=clock) as one:
        one.append([entry("sensorer", opened())])
        names = (f"sak-{n}" for n in seconds)
        made = open_store(url), shipped("standard"), clock, lambda: next(names)
        with Register(*made, elapsed=lambda: elapsed[0]) as other:
            assert is_refused(other)
            one.adopt("nordfjord", {"name": "stram", "based_on": "strict"}, "Vi strammer inn", COUNCIL)
            elapsed[0] += 1.001
            assert other.policy_of("nordfjord").name == "stram"
            assert attempt_measured(other) == "stram"


def attempt_measured(over: Register) -> str:
    return over.append([entry("sensorer", disclosed())]).recorded[0].policy


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=-1)])
def test_none_comes_into_force_with_or_before_an_earlier_one(at_work: Register, clock: Clock, later: timedelta):
    """Two at one moment would leave nobody able to say which holds; the policy in force stays."""
    at_work.adopt("nordfjord", LENIENT, "Først", COUNCIL, clock.now + timedelta(days=2))
    with pytest.raises(Invalid) as told:
        at_work.adopt("nordfjord", BOARD, "Så", COUNCIL, clock.now + timedelta(days=2) + later)
    assert [flaw.code for flaw in told.value.flaws] == ["policy-before-earlier"]
    assert "still to come" in told.value.flaws[0].detail
    clock.move(days=3)  # once it is in force there is nothing to wait for
    with pytest.raises(Invalid) as told:
        at_work.adopt("nordfjord", BOARD, "Så", COUNCIL, clock.now + timedelta(days=-1) + later)
    assert "still to come" not in told.value.flaws[0].detail
    assert [each.policy.name for each in at_work.policies("nordfjord") if each.policy] == ["lempelig"]


def test_a_document_that_is_wrong_is_told_whole_and_the_policy_in_force_stays(at_work: Register):
    """Where in the document, with the nearest that is right."""
    wrong = {"name": "feil", "rules": {"lat": {"mode": "off"}, "late": {"days": 0}}}
    with pytest.raises(Invalid) as told:
        at_work.adopt("nordfjord", wrong, "Nå", COUNCIL)
    assert [(flaw.pointer, flaw.instead) for flaw in told.value.flaws] == [
        ("/fact/policy/rules/lat", "late"),
        ("/fact/policy/rules/late/days", 30),
    ]
    assert at_work.policies("nordfjord") == ()


@pytest.mark.parametrize("name", ["standard", "strict"])
def test_a_shipped_policy_is_adopted_by_its_name(at_work: Register, name: str):
    """Under a name of the organisation's own, so that a fact says whose it was."""
    at_work.adopt("nordfjord", name, "Den kjenner vi", COUNCIL)
    assert at_work.policy_of("nordfjord").name == f"nordfjord-{name}"
    assert at_work.policy_of("nordfjord").modes == shipped(name).modes


def test_an_unknown_name_is_told(at_work: Register):
    """And nothing is adopted."""
    with pytest.raises(Invalid) as told:
        at_work.adopt("nordfjord", "strictt", "Nå", COUNCIL)
    assert told.value.flaws[0].instead == "strict"


def test_a_dry_run_adopts_nothing(at_work: Register):
    """It says what the rules would say."""
    assert at_work.adopt("nordfjord", LENIENT, "Kanskje", COUNCIL, dry_run=True).refusals == ()
    assert at_work.policies("nordfjord") == ()


def test_everyone_may_see_what_was_adopted_and_what_it_loosened(at_work: Register):
    """Who loosens a rule does so in the open."""
    at_work.adopt("nordfjord", LENIENT, "Vi prøver oss fram", COUNCIL)
    (seen,) = at_work.policies("nordfjord", Reader.public())
    assert seen.recorded.by.id != COUNCIL.id
    assert [(each.way, each.rule_id) for each in seen.differences] == [("loosened", "trial-is-measurable")]
    assert seen.is_in_force
    with pytest.raises(Invalid, match="everyone may know"):
        at_work.adopt("nordfjord", BOARD, "I det stille", COUNCIL, access="internal")


def test_levels_of_an_adopted_policy_hold_from_end_to_end(at_work: Register, clock: Clock):
    """An organisation with a board, a director and departments."""
    at_work.adopt("bruket", BOARD, "Slik er vi", COUNCIL)
    assert at_work.levels("bruket") == ("styret", "direktoren", "avdeling")
    assert at_work.levels("nordfjord") == ("political", "administrative", "operational")
    assert at_work.levels() == ("political", "administrative", "operational", "styret", "direktoren", "avdeling")
    board = Actor(id="styret", role="styre", level="styret")
    worker = Actor(id="ola", role="operatør", level="avdeling")
    at_work.append([entry("ovn", opened(organisation="bruket", deciding_level="styret"), board)])
    at_work.append([entry("ovn", disclosed(), worker)])
    shown = at_work.timeline("ovn", level="direktoren")
    assert shown.levels == ("styret", "direktoren", "avdeling")
    with pytest.raises(Invalid, match="there is no level"):
        at_work.append([entry("ovn", disclosed("f2"), OPERATIONS)])
    clock.move(days=1)
    again = {"name": "bruket-2", "levels": ["styret", "avdeling"]}
    at_work.adopt("bruket", again, "Uten direktør", board)
    assert at_work.levels("bruket") == ("styret", "avdeling")


def test_what_is_adopted_is_no_decision(at_work: Register):
    """It stands in no list, and no organisation is counted for it."""
    at_work.adopt("tomt", LENIENT, "Vi begynner her", COUNCIL)
    assert list(at_work.decision_ids()) == ["sensorer"]
    assert at_work.organisations() == ["nordfjord"]
    assert at_work.organisation_at_work() == "nordfjord"
    assert at_work.organisations_with_a_policy() == ["tomt"]


def test_an_organisation_that_begins_with_its_policy_is_the_one_at_work(empty: Register):
    """Its first disclosure needs not say whose it is."""
    over = empty
    over.adopt("bruket", BOARD, "Slik er vi", COUNCIL)
    receipt = over.disclose("Ovnen gikk ut", Actor(id="ola", role="operatør", level="avdeling"))
    assert over.decision(receipt.decision_id).opened.organisation == "bruket"


def test_a_move_keeps_policies_with_their_effect_and_an_import_carries_them_without(at_work: Register, clock: Clock):
    """A copy of a register judges as the register did; what is imported ruled elsewhere."""
    at_work.adopt("nordfjord", LENIENT, "Vi prøver oss fram", COUNCIL)
    lines = b"".join(line + b"\n" for line in export(at_work, Reader.member()) if isinstance(line, bytes))
    moved = register(clock=clock)
    assert moved.policy_of("nordfjord").name == "standard"
    move(moved, io.BytesIO(lines), "x.jsonl", lambda bad: pytest.fail(str(bad)))
    assert moved.policy_of("nordfjord").name == "lempelig"
    assert [line_of(fact) for fact in moved.facts()] == [line_of(fact) for fact in at_work.facts()]
    clock.move(days=1)
    for own in (False, True):
        taken = register(clock=clock)
        if own:
            taken.adopt("nordfjord", {"name": "vaart"}, "Vårt eget", COUNCIL, clock.now)
            clock.move(days=1)
        for _ in import_lines(taken, io.BytesIO(lines), "x.jsonl", lambda bad: None):
            pass
        assert taken.policy_of("nordfjord").name == ("vaart" if own else "standard")
        carried = taken.policies("nordfjord")[-1]
        assert (carried.recorded.history, carried.policy, carried.is_in_force) == (True, None, False)


def test_a_policy_is_history_where_it_was_adopted_at_another_time(at_work: Register):
    """Nobody claims a moment that lies behind."""
    from laeringslopp import PolicyAdopted

    fact = PolicyAdopted(policy=LENIENT, reason="Før", in_force_from=datetime(2020, 1, 1, tzinfo=UTC))
    before = NOW - timedelta(days=100)
    (recorded,) = at_work.append([entry("policy.nordfjord", fact, COUNCIL, occurred_at=before)]).recorded
    assert recorded.history
    assert is_refused(at_work)


def test_the_timeline_of_an_organisations_policies_is_their_history(at_work: Register):
    """Known to every level: they are judged by it."""
    at_work.adopt("nordfjord", LENIENT, "Vi prøver oss fram", COUNCIL)
    shown = at_work.timeline("policy.nordfjord", reader=Reader.public())
    assert len(shown.entries) == 1
    assert set(shown.unknown_to.values()) == {()}
