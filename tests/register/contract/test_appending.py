"""One write path: what is given in one call stands together or not at all."""

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from laeringslopp import Conflict, DirectionChosen, Invalid, Receipt, Refused, TrialEnded, Unknown, Verdict
from tests.municipality import ADMINISTRATION, COUNCIL, NOW, OPERATIONS, disclosed, entry, opened, register, started

ENDED = TrialEnded(trial_id="t1", outcome="failed", summary="Den virket ikke")
"""Refused by the standard policy until a failure is on record."""


def test_a_receipt_says_where_it_stands(at_work):
    """Whoever records goes on from there."""
    done = at_work.append([entry("a", disclosed()), entry("b", opened()), entry("b", disclosed())])
    assert (done.decision_id, done.version, done.position, done.replayed) == ("b", 2, 5, False)
    assert [(fact.decision_id, fact.version, fact.position) for fact in done.recorded] == [
        ("a", 3, 3),
        ("b", 1, 4),
        ("b", 2, 5),
    ]
    assert list(at_work.facts(after=2)) == list(done.recorded)


def test_the_register_says_when_it_was_recorded_and_under_which_policy(at_work):
    """Its own clock and its own rules; nobody claims them."""
    (recorded,) = at_work.append([entry("a", disclosed(), occurred_at=None)]).recorded
    assert (recorded.recorded_at, recorded.occurred_at, recorded.policy) == (NOW, NOW, "standard")


@pytest.mark.parametrize("bad", [entry("a", disclosed(trial_id="nothing")), entry("a", ENDED), entry("nowhere", ENDED)])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_entry_that_is_not_taken_leaves_nothing_of_the_call(at_work, bad, at):
    """In several decisions too: half a story is another story."""
    good = [entry("a", started("t2", where="Solbakken")), entry("b", opened())]
    with pytest.raises((Invalid, Refused, Unknown)):
        at_work.append([*good[:at], bad, *good[at:]])
    assert (at_work.position, at_work.version("a"), at_work.version("b")) == (2, 2, 0)
    assert at_work.append(good).position == 4


def test_nothing_to_record_is_an_error(at_work):
    """A caller who sends nothing has made a mistake, and should hear of it."""
    for nothing in (lambda: at_work.append([]), lambda: at_work.record("a", by=ADMINISTRATION)):
        with pytest.raises(Invalid) as no:
            nothing()
        assert [flaw.code for flaw in no.value.flaws] == ["empty"]


def test_entries_may_come_from_anything_that_gives_them(at_work):
    """A generator is read once, also when the call is judged again."""
    assert at_work.append(entry("a", fact) for fact in (disclosed(), disclosed("f2"))).version == 4


def test_judging_goes_on_past_a_refusal_and_every_one_is_told(at_work):
    """What is missing is recorded in one go, not found out one by one."""
    calls = [entry("a", ENDED), entry("a", started("t2", criteria=()))]
    with pytest.raises(Refused) as no:
        at_work.append(calls)
    assert [(refusal.rule_id, refusal.entry) for refusal in no.value.refusals] == [
        ("failed-trial-names-failure", 0),
        ("trial-is-measurable", 1),
        ("again-is-a-retry", 1),
    ]


def test_an_integrity_error_says_which_entry_and_stops(at_work):
    """What stands on what is broken cannot be judged."""
    with pytest.raises(Invalid) as no:
        at_work.append([entry("a", ENDED), entry("a", disclosed(trial_id="x")), entry("a", disclosed(trial_id="y"))])
    assert [flaw.entry for flaw in no.value.flaws] == [1]


class TestExpected:
    @pytest.mark.parametrize("expected", [2, {"a": 2}, {"a": 2, "other": 9}, {}, None])
    def test_the_version_that_is_there_is_no_conflict(self, at_work, expected):
        """What a caller does not speak of, it does not ask about."""
        assert at_work.append([entry("a", disclosed())], expected).version == 3

    @pytest.mark.parametrize("expected", [0, 1, 3, {"a": 1}, {"a": 3, "b": 0}])
    def test_another_version_is_a_conflict_that_says_both(self, at_work, expected):
        """Somebody wrote in between, or the caller is ahead of itself."""
        with pytest.raises(Conflict) as no:
            at_work.append([entry("a", disclosed())], expected)
        wanted = expected if isinstance(expected, int) else expected["a"]
        assert (no.value.decision_id, no.value.expected, no.value.actual) == ("a", wanted, 2)
        assert at_work.position == 2

    def test_a_decision_that_is_to_be_new_is_expected_at_nought(self, at_work):
        """So two who open the same do not both succeed."""
        at_work.append([entry("b", opened())], 0)
        with pytest.raises(Conflict):
            at_work.append([entry("b", disclosed())], 0)

    def test_each_decision_of_a_call_has_a_version_of_its_own(self, at_work):
        """One that is stale stops all."""
        at_work.append([entry("b", opened())])
        both = [entry("a", disclosed()), entry("b", disclosed()), entry("a", disclosed("f2"))]
        with pytest.raises(Conflict) as no:
            at_work.append(both, {"a": 2, "b": 2})
        assert no.value.decision_id == "b"
        at_work.append(both, {"a": 2, "b": 1})

    def test_a_conflict_is_told_before_what_is_wrong(self, at_work):
        """On the state that the caller has not seen, it may not be wrong."""
        with pytest.raises(Conflict):
            at_work.append([entry("a", disclosed(trial_id="nothing"))], 1)


class TestDryRun:
    def test_it_tells_every_refusal_and_remark_and_records_nothing(self, at_work):
        """A form can say what is missing before it is sent."""
        told = at_work.append([entry("a", ENDED)], dry_run=True)
        assert isinstance(told, Verdict)
        assert [refusal.rule_id for refusal in told.refusals] == ["failed-trial-names-failure"]
        assert told.remarks == ()
        chosen = entry("a", DirectionChosen(what="Sensorer"), by=COUNCIL)
        told = at_work.append([chosen], dry_run=True)
        assert told == Verdict((), ("alternatives-before-direction", "risk-before-direction"))
        assert (at_work.position, at_work.version("a")) == (2, 2)

    @pytest.mark.parametrize(
        ("given", "expected", "error"),
        [
            (entry("a", disclosed(trial_id="x")), None, Invalid),
            (entry("nowhere", disclosed()), None, Unknown),
            (entry("a", disclosed()), 1, Conflict),
        ],
    )
    def test_it_raises_what_the_call_itself_would(self, at_work, given, expected, error):
        """Otherwise it would be no rehearsal."""
        with pytest.raises(error):
            at_work.append([given], expected, dry_run=True)

    def test_it_leaves_nothing_behind(self, at_work):
        """What was only tried is not there when it is done."""
        at_work.append([entry("b", opened()), entry("b", disclosed())], dry_run=True)
        with pytest.raises(Unknown):
            at_work.append([entry("b", disclosed())])
        assert at_work.append([entry("b", opened())]).version == 1


class TestRecord:
    def test_facts_of_one_call_share_an_envelope(self, at_work):
        """What happened at one meeting is said once."""
        done = at_work.record("a", disclosed(), disclosed("f2"), by=OPERATIONS, occurred_at=NOW, sources=["PS 45/26"])
        assert isinstance(done, Receipt)
        assert {(fact.by, fact.occurred_at, fact.sources) for fact in done.recorded} == {
            (OPERATIONS, NOW, ("PS 45/26",))
        }

    def test_it_asks_and_answers_as_append_does(self, at_work):
        """One write path."""
        with pytest.raises(Conflict):
            at_work.record("a", disclosed(), by=OPERATIONS, expected=1)
        assert isinstance(at_work.record("a", disclosed(), by=OPERATIONS, expected=2, dry_run=True), Verdict)
        done = at_work.record("a", disclosed(), by=OPERATIONS, expected=2, key="k")
        assert at_work.record("a", disclosed(), by=OPERATIONS, expected=2, key="k").recorded == done.recorded

    @pytest.mark.parametrize(
        ("more", "pointer"),
        [
            ({"occured_at": NOW}, "/occured_at"),
            ({"sources": "one"}, "/sources"),
            ({"recorded_at": NOW}, "/recorded_at"),
        ],
    )
    def test_an_envelope_that_is_none_is_pointed_at(self, at_work, more, pointer):
        """A slip in a keyword is told as a slip in a file is."""
        with pytest.raises(Invalid) as no:
            at_work.record("a", disclosed(), by=OPERATIONS, **more)
        assert [flaw.pointer for flaw in no.value.flaws] == [pointer]


@settings(max_examples=30)
@examples(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=12), st.lists(st.integers(1, 4), min_size=12, max_size=12)
)
def test_how_facts_are_divided_among_calls_changes_nothing_of_them(decisions, sizes):
    """One call or many: the same versions, positions, ids and judgements."""
    facts = [entry(name, opened()) for name in dict.fromkeys(decisions)]
    facts += [entry(name, started(f"t{at}", where=str(at))) for at, name in enumerate(decisions)]
    whole, parts = register(), register()
    whole.append(facts)
    rest = list(facts)
    for size in (*sizes, len(rest)):
        if rest:
            parts.append(rest[:size])
            rest = rest[size:]
    assert list(parts.facts()) == list(whole.facts())


@pytest.mark.parametrize("version", [0, -1, 3])
def test_there_is_no_entry_of_a_version_that_there_is_not(at_work, version: int):
    """Neither the first of all nor the last."""
    assert at_work.entry("a", version) is None
    recorded = at_work.entry("a", 2)
    assert recorded is not None
    assert recorded.version == 2
