"""The cases that ship: what a known case may say, and what the made-up municipality must."""

import pytest

from laeringslopp import (
    AccountDisputed,
    DecisionOpened,
    Entry,
    FailureContained,
    FailureDisclosed,
    LessonDrawn,
    Register,
    Timeline,
    TrialStarted,
)
from laeringslopp.cases import MADE_UP, is_made_up, names, open_case, record_demo
from laeringslopp.exchange import entry_of, lines

KNOWN = [name for name in names() if name != MADE_UP]


def entries(case: str) -> list[Entry]:
    """What a shipped case holds."""
    with open_case(case) as stream:
        return [entry_of(line) for line in lines(stream)]


@pytest.fixture(scope="module")
def register() -> Register:
    """Everything that ships, recorded under the strict policy."""
    made: list[Register] = []

    def opening(clock: object) -> Register:
        made.append(Register.open("memory:", "strict", clock))  # type: ignore[arg-type]
        return made[0]

    record_demo(opening)
    return made[0]


@pytest.mark.parametrize("case", KNOWN)
def test_every_entry_of_a_known_case_has_a_public_source_and_a_precision(case: str):
    """What nobody can look up is hearsay, and a date more exact than its source is an invention."""
    for each in entries(case):
        assert each.sources, each.fact
        assert all(source.startswith(("https://", "http://")) for source in each.sources)
        assert each.occurred_precision in ("year", "month", "day"), each.fact


@pytest.mark.parametrize("case", KNOWN)
def test_where_sources_disagree_both_accounts_stand(case: str):
    """To choose between two sources in silence would be to rewrite one of them."""
    disputed = [each for each in entries(case) if isinstance(each.fact, AccountDisputed)]
    assert disputed
    for each in disputed:
        fact = each.fact
        assert isinstance(fact, AccountDisputed)
        assert 1 <= fact.disputed_version < entries(case).index(each) + 1


@pytest.mark.parametrize("case", ["skolemelding-oslo", "healthcare-gov"])
def test_a_trial_that_no_source_tells_of_is_not_made_up(case: str):
    """That it was launched without a trial is what the case has to teach."""
    assert not [each for each in entries(case) if isinstance(each.fact, TrialStarted)]


@pytest.mark.parametrize("case", KNOWN)
def test_a_sentence_does_not_name_its_own_teller_twice(case: str):
    """“The council decided: the council decided …” is read as a mistake."""
    for each in entries(case):
        if isinstance(each.fact, AccountDisputed | DecisionOpened):
            continue
        fields = ("what", "what_happened", "statement", "note", "answer", "summary")
        quoted = [str(getattr(each.fact, field, None) or "") for field in fields]
        assert not [text for text in quoted if text.startswith(each.by.unit or each.by.role)]


def test_the_made_up_municipality_says_so_wherever_it_is_named(register: Register):
    """An example that passes for the truth is a lie about somebody."""
    made_up = {each.decision_id for each in entries(MADE_UP)}
    for decision_id in register.decision_ids():
        decision = register.decision(decision_id)
        assert is_made_up(decision) == (decision_id in made_up)
        if decision_id in made_up:
            assert decision.opened is not None
            assert "(oppdiktet eksempel)" in decision.opened.title


def test_the_made_up_municipality_is_recorded_live_and_nothing_is_remarked_on(register: Register):
    """It shows what the rules ask for, so it keeps all of them."""
    for decision_id in dict.fromkeys(each.decision_id for each in entries(MADE_UP)):
        for told in register.timeline(decision_id).entries:
            assert (told.recorded.history, told.recorded.remarks, told.recorded.policy) == (False, (), "strict")


def test_the_first_made_up_decision_comes_all_the_way_round(register: Register):
    """Disclosed by those it concerned on the same day, stopped, learned from, changed, and then it worked."""
    timeline = register.timeline("trygghetsalarm")
    by_kind = {type(told.recorded.fact): told.recorded for told in timeline.entries}
    failure, contained = by_kind[FailureDisclosed], by_kind[FailureContained]
    assert isinstance(failure.fact, FailureDisclosed)
    assert failure.fact.own
    assert failure.fact.discovered_at is not None
    assert failure.fact.discovered_at.date() == failure.recorded_at.date() == contained.recorded_at.date()
    assert [attempt.outcome for attempt in timeline.attempts] == ["failed", "succeeded"]
    assert timeline.attempts[1].changed
    assert [loop.closed for loop in timeline.loops] == [True]
    assert timeline.decision.outcome == "adopted"


def test_the_second_made_up_decision_waits_for_somebody(register: Register):
    """A record in which all is well teaches nobody to ask."""
    timeline: Timeline = register.timeline("vannmalere")
    assert timeline.decision.outcome is None
    assert {"question-unanswered", "lesson-unread"} <= {waiting.what for waiting in timeline.open}
    assert [told for told in timeline.entries if isinstance(told.recorded.fact, LessonDrawn)]
