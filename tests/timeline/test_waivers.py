"""A waiver is shown where it happened, with what used it up: an exception is made in the open, or it is a way to hide."""

from datetime import timedelta
from typing import Any

import pytest

from laeringslopp import Reader
from laeringslopp.facts import INTERNAL, OPEN, DirectionChosen, RuleWaived
from laeringslopp.story import LANGUAGES, exceptions, tell, waiver_sentence, wording
from laeringslopp.testing import DECISION, START, Given, chosen, disclosed, entry, given, opened, started, waived
from laeringslopp.timeline import Timeline

RULE = "trial-is-measurable"
TODAY = START.date()


def until(days: int) -> RuleWaived:
    return RuleWaived(
        rule_id=RULE, for_kind="trial-started", reason="It is urgent", expires_on=TODAY + timedelta(days=days)
    )


def shown(past: Given, **cut: Any) -> Timeline:
    return past.register.timeline(DECISION, **cut)


def test_a_waiver_that_was_used_names_the_entry_it_let_past():
    """And the entry names the waiver: whoever reads either finds the other."""
    timeline = shown(given(opened(), waived(RULE, "trial-started"), started("t1", criteria=[])))
    assert (timeline.waivers[2].state, timeline.waivers[2].used_by) == ("used", 3)
    ((version, rule_id, said),) = exceptions(timeline.entry(3).recorded, timeline, wording("en"))
    assert (version, rule_id) == (2, RULE)
    assert said == "Recorded without a criterion to measure by: the rule was set aside in entry 2."


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_set_aside_is_said_in_every_language(language):
    """In words that do not hide it."""
    timeline = shown(given(opened(), waived(RULE, "trial-started"), started("t1", criteria=[])))
    told = tell(timeline, language)["entries"]
    assert told[1]["waiver"]["used_by"] == 3
    assert {"nb": "unntak", "nn": "unntak", "en": "set aside"}[language] in told[2]["waived"][0]["sentence"]
    assert "waiver" not in told[2]
    assert told[0]["waived"] == []


@pytest.mark.parametrize(("expires", "later", "state"), [(3, 2, "unused"), (3, 3, "unused"), (3, 4, "expired")])
def test_a_waiver_holds_through_its_last_day(expires, later, state):
    """The same day still counts, in what is shown as in what is judged."""
    past = given(opened(), until(expires)).later(days=later)
    assert shown(past).waivers[2].state == state
    outcome = past.when(started("t1", criteria=[]))
    outcome.refused(RULE) if state == "expired" else outcome.recorded()


def test_a_waiver_that_nobody_used_says_so():
    """It may have been given for nothing, or be waiting still."""
    words = wording("en")
    assert waiver_sentence(shown(given(opened(), waived(RULE, "trial-started"))).waivers[2], words) == "Not used yet."
    past = given(opened(), until(3))
    assert waiver_sentence(shown(past).waivers[2], words).startswith("Not used yet. It holds through ")
    past.later(days=9)
    assert waiver_sentence(shown(past).waivers[2], words).startswith("Never used. It held through ")


def test_a_remark_uses_a_waiver_up_too():
    """An exception is one, whether the rule would have refused or remarked."""
    rule_id = "alternatives-before-direction"
    past = given(opened(), waived(rule_id, "direction-chosen"), chosen(), DirectionChosen(what="Another way"))
    timeline = shown(past)
    assert timeline.waivers[2].used_by == 3
    assert rule_id not in timeline.entry(3).recorded.remarks
    assert rule_id in timeline.entry(4).recorded.remarks


def test_history_uses_no_waiver():
    """What lay before the register was not let past anything."""
    past = given(opened(), waived(RULE, "trial-started"))
    outcome = past.when(entry(started("t1", criteria=[]), occurred_at=START - timedelta(days=400))).recorded()
    assert RULE in outcome.remarks
    assert shown(past).waivers[2].state == "unused"


def test_an_earlier_moment_shows_the_waiver_as_it_was_then():
    """What came after had not happened."""
    past = given(opened(), waived(RULE, "trial-started"))
    then = past.clock.now
    past.later(days=1).when(started("t1", criteria=[])).recorded()
    assert shown(past, as_of=then).waivers[2].state == "unused"


def test_a_reader_who_may_not_see_the_waiver_sees_that_a_rule_was_set_aside():
    """The exception is in the open even where its reason is not."""
    past = given(
        entry(opened(access=OPEN), access=OPEN),
        entry(waived(RULE, "trial-started"), access=INTERNAL),
        entry(started("t1", criteria=[]), access=OPEN),
        entry(disclosed(), access=OPEN),
    )
    timeline = shown(past, reader=Reader.public())
    ((version, rule_id, said),) = exceptions(timeline.entry(3).recorded, timeline, wording("en"))
    assert (version, rule_id) == (2, None)
    assert said == "A rule was set aside for this, in entry 2."


def test_a_waiver_used_by_what_is_withheld_is_not_called_unused():
    """That would be untrue; which entry it was is not told."""
    past = given(
        entry(opened(access=OPEN), access=OPEN),
        entry(waived(RULE, "trial-started"), access=OPEN),
        entry(started("t1", criteria=[]), access=INTERNAL),
    )
    waiver = shown(past, reader=Reader.public()).waivers[2]
    assert (waiver.state, waiver.used_by) == ("used", None)
