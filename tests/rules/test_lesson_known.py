"""What another decision of the organisation has learned is known to those who choose."""

from datetime import timedelta
from functools import partial

import pytest

from laeringslopp import Access, TagsAdded
from laeringslopp.policy import Policy
from laeringslopp.rules import GUARDS
from laeringslopp.testing import (
    START,
    acknowledged,
    chosen,
    corrected,
    disclosed,
    drawn,
    entry,
    opened,
    ruled,
    shared,
)

RULE = "lesson-known-before-decision"


def only(mode="refuse", **parameters):
    """A policy in which this guard alone is on."""
    return Policy("only", {**dict.fromkeys(GUARDS, "off"), RULE: mode}, parameters={RULE: parameters})


there = partial(entry, decision_id="there")
"""In another decision."""
LEARNED = (
    there(opened(tags=("care",))),
    there(disclosed("f1", severity="serious")),
    there(drawn("l1", failures=["f1"])),
)
HERE = opened(tags=("care", "sensors"))


def lesson(decision_id, tags=("care",), severity=None, **more):
    """A decision that drew a lesson from one failure."""
    about = partial(entry, decision_id=decision_id)
    return (
        about(opened(tags=("elsewhere",))),
        about(disclosed("f1", **({"severity": severity} if severity else {}))),
        about(drawn("l1", failures=["f1"], applies_to=tags, **more)),
    )


def asked_for(outcome):
    """The decisions whose lessons a refusal names."""
    return [named["decision_id"] for named in outcome.refusals[0].parameters["lessons"]]


class TestWhichLessonsCount:
    def test_a_lesson_that_the_deciding_level_has_not_acknowledged_is_asked_for(self, given):
        """The next decision repeats the failure that somebody already paid for."""
        outcome = given(*LEARNED, HERE, policy=only()).when(chosen()).refused(RULE, missing="acknowledgement")
        assert outcome.refusals[0].parameters["lessons"] == [{"decision_id": "there", "lesson_id": "l1"}]

    def test_one_that_it_has_acknowledged_is_known(self, given):
        """To have read it is what is asked, not to have shared it or to agree."""
        given(*LEARNED, there(acknowledged("l1")), HERE, policy=only()).when(chosen()).unremarked()

    def test_that_another_level_has_read_it_is_not_enough(self, given):
        """One level learns and the other does not: that is what the rule is there for."""
        read = there(acknowledged("l1", "administrative"))
        given(*LEARNED, read, HERE, policy=only()).when(chosen()).refused(RULE)

    def test_what_was_shared_and_not_read_is_not_known(self, given):
        """A lesson in an unread attachment teaches nobody."""
        given(*LEARNED, there(shared("l1")), HERE, policy=only()).when(chosen()).refused(RULE)

    def test_a_level_knows_the_lesson_that_it_drew_itself(self, given):
        """Nobody signs for their own words."""
        own = entry(drawn("l1", failures=["f1"]), decision_id="there", by="political")
        given(*LEARNED[:2], own, HERE, policy=only()).when(chosen()).unremarked()

    @pytest.mark.parametrize(("tags", "meets"), [(("sensors",), True), (("care", "x"), True), (("school",), False)])
    def test_what_a_lesson_applies_to_goes_before_the_tags_of_its_decision(self, given, tags, meets):
        """Whoever drew it knows best whom it is of use to."""
        outcome = given(*lesson("there", tags), HERE, policy=only()).when(chosen())
        assert bool(outcome.refusals) is meets

    def test_tags_that_were_added_later_count(self, given):
        """A decision is often tagged when somebody sees what it is about."""
        untagged = there(opened()), *LEARNED[1:]
        given(*untagged, HERE, policy=only()).when(chosen()).unremarked()
        given(*untagged, there(TagsAdded(tags=("sensors",))), HERE, policy=only()).when(chosen()).refused(RULE)
        given(*LEARNED, opened(), TagsAdded(tags=("care",)), policy=only()).when(chosen()).refused(RULE)

    def test_a_decision_without_tags_is_asked_for_nothing(self, given):
        """Nothing says what it has in common with others."""
        given(*LEARNED, opened(), policy=only()).when(chosen()).unremarked()

    def test_lessons_of_the_decision_itself_are_not_asked_for(self, given):
        """Those who choose have them before them."""
        given(HERE, disclosed("f1"), drawn("l1", failures=["f1"]), policy=only()).when(chosen()).unremarked()

    def test_lessons_of_another_organisation_are_not_asked_for(self, given):
        """A level of one organisation acknowledges nothing in another."""
        neighbour = there(opened(tags=("care",), organisation="next-town")), *LEARNED[1:]
        given(*neighbour, HERE, policy=only()).when(chosen()).unremarked()

    def test_a_lesson_drawn_after_the_choice_was_made_is_not_asked_for(self, given):
        """Nobody can know what nobody had learned; that the choice is recorded late changes nothing."""
        later = there(drawn("l1", failures=["f1"]), occurred_at=START + timedelta(days=3))
        before = (*LEARNED[:2], HERE)
        on_record = given(*before, policy=only()).later(days=5).when(later).given
        on_record.when(entry(chosen(), occurred_at=START + timedelta(days=2))).unremarked()
        on_record.when(entry(chosen(), occurred_at=START + timedelta(days=4))).refused(RULE)


class TestTheBestMatches:
    def test_only_the_five_best_count(self, given):
        """A reader who is given forty lessons reads none."""
        before = [step for number in range(8) for step in lesson(f"s{number}")]
        assert len(asked_for(given(*before, HERE, policy=only()).when(chosen()))) == 5

    def test_a_policy_may_ask_for_fewer(self, given):
        """How much a council reads is for those who own the rule to say."""
        before = [step for number in range(8) for step in lesson(f"s{number}")]
        assert asked_for(given(*before, HERE, policy=only(lessons=1)).when(chosen())) == ["s7"]

    def test_they_share_most_tags_then_are_gravest_then_newest(self, given):
        """What is most like this decision comes first, then what was dearest."""
        before = (
            *lesson("both-tags", ("care", "sensors")),
            *lesson("critical", severity="critical"),
            *lesson("serious", severity="serious"),
            *lesson("old"),
            *lesson("new"),
            *lesson("newest"),
        )
        outcome = given(*before, HERE, policy=only()).when(chosen())
        assert asked_for(outcome) == ["both-tags", "critical", "serious", "newest", "new"]

    def test_what_is_read_makes_room_for_no_other(self, given):
        """Else there would always be five more, and the end of it would never come."""
        before = [step for number in range(6) for step in lesson(f"s{number}")]
        read = [entry(acknowledged("l1"), decision_id=f"s{number}") for number in range(1, 6)]
        given(*before, *read, HERE, policy=only()).when(chosen()).unremarked()

    def test_a_severity_counts_as_last_corrected(self, given):
        """It is known best afterwards."""
        before = (*lesson("first", severity="minor"), *lesson("second", severity="moderate"))
        graver = entry(corrected("f1", severity="critical"), decision_id="first")
        assert asked_for(given(*before, graver, HERE, policy=only(lessons=1)).when(chosen())) == ["first"]


class TestWhatItOffers:
    def test_a_refusal_offers_the_sharing_and_then_the_acknowledgement(self, given):
        """Not shared is no excuse, and it is mended in the same breath."""
        templates = given(*LEARNED, HERE, policy=only()).when(chosen()).refusals[0].record_first
        assert [(each["decision_id"], each["kind"], each["lesson_id"]) for each in templates] == [
            ("there", "lesson-shared", "l1"),
            ("there", "lesson-acknowledged", "l1"),
        ]
        assert (templates[0]["with_levels"], templates[1]["level"]) == (["political"], "political")

    def test_what_is_shared_already_is_only_to_be_read(self, given):
        """Nobody is asked to do again what is done."""
        templates = given(*LEARNED, there(shared("l1")), HERE, policy=only()).when(chosen()).refusals[0].record_first
        assert [each["kind"] for each in templates] == ["lesson-acknowledged"]

    def test_what_it_offers_satisfies_it_in_the_same_call(self, given):
        """A refusal that cannot be answered at once is a wall."""
        known = there(shared("l1")), there(acknowledged("l1"))
        given(*LEARNED, HERE, policy=only()).when(*known, chosen()).unremarked()

    def test_a_lesson_of_the_same_call_counts_too(self, given):
        """What is about to be on record is as true as what is."""
        given(*LEARNED[:2], HERE, policy=only()).when(LEARNED[2], chosen()).refused(RULE)

    def test_standard_remarks_and_strict_refuses(self, given):
        """A vote that was held cannot be mended by a register."""
        assert (GUARDS[RULE].standard, GUARDS[RULE].strict) == ("remark", "refuse")
        given(*LEARNED, HERE, policy=only("remark")).when(chosen()).remarked(RULE)


class TestWhatIsKeptFromThem:
    exempt = ruled(Access(level="exempt", ground="offl. § 23", levels=("administrative",)), 3)

    def test_a_lesson_that_the_deciding_level_may_not_see_is_remarked_on_and_never_named(self, given):
        """Nobody acknowledges what the law keeps from them; that there is something is all that is said."""
        hidden = (*LEARNED, there(self.exempt))
        given(*hidden, HERE, policy=only()).when(chosen()).remarked(RULE)
        outcome = given(*hidden, *lesson("open"), HERE, policy=only()).when(chosen()).refused(RULE)
        (refusal,) = outcome.refusals
        assert asked_for(outcome) == ["open"]
        assert refusal.parameters["withheld"] == 1
        assert "there" not in str(refusal)

    def test_one_that_it_may_see_is_asked_for_though_the_public_may_not(self, given):
        """The law keeps it from others, not from those who decide."""
        for_them = ruled(Access(level="exempt", ground="offl. § 23", levels=("political",)), 3)
        given(*LEARNED, there(for_them), HERE, policy=only()).when(chosen()).refused(RULE)
