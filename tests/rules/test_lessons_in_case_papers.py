"""What other decisions have learned belongs to the papers of a case on the same tags."""

from functools import partial

from laeringslopp import Access, Reader, TagsAdded
from laeringslopp.testing import acknowledged, chosen, disclosed, drawn, entry, opened, ruled, shared
from tests.rules.owing import one, only
from tests.rules.test_duties_of_deciding import MEETINGS
from tests.views.read import followed

RULE = "case-paper-complete"
there = partial(entry, decision_id="there")
LEARNED = (there(opened(tags=("care",))), there(disclosed("f1")), there(drawn("l1", failures=["f1"])), there(chosen()))
HERE = opened(tags=("care", "sensors"))


def lacks(on_record, **asked) -> bool:
    """Whether the papers of the one open case lack lessons."""
    return "lessons" in one(on_record, RULE, open=True, **asked).lacking


def policy():
    """The papers alone, with a meeting ahead."""
    return only(RULE, meetings=MEETINGS)


def test_it_is_missing_until_those_who_decide_were_given_it_or_know_it(given):
    """To give it is the administration's to do; to read it is theirs."""
    assert lacks(given(*LEARNED, HERE, policy=policy()))
    assert not lacks(given(*LEARNED, there(shared("l1")), HERE, policy=policy()))
    assert not lacks(given(*LEARNED, there(acknowledged("l1")), HERE, policy=policy()))
    assert lacks(given(*LEARNED, there(acknowledged("l1", "operational")), HERE, policy=policy()))


def test_it_is_asked_for_by_the_tags_of_the_case(given):
    """Also by those that were added after it was opened; and never without any."""
    assert not lacks(given(*LEARNED, opened(), policy=policy()))
    assert lacks(given(*LEARNED, opened(), TagsAdded(tags=["care"]), policy=policy()))


def test_what_the_deciding_level_may_not_read_is_not_asked_for(given):
    """Nobody is to put into the papers what the law keeps from those who decide."""
    hidden = there(ruled(Access(level="exempt", ground="offl. § 23", levels=("administrative",)), 3))
    assert not lacks(given(*LEARNED, hidden, HERE, policy=policy()))


def test_a_reader_is_not_told_that_there_is_a_lesson_that_it_may_not_see(given):
    """That something is missing would tell that it is there."""
    hidden = there(ruled(Access(level="exempt", ground="offl. § 23", levels=("political",)), 3))
    on_record = given(*LEARNED, hidden, HERE, policy=policy())
    assert lacks(on_record)
    assert not lacks(on_record, reader=Reader.level("administrative", "a-town"))


def test_the_view_knows_what_the_case_is_about(given):
    """Tags that were added later change its row."""
    on_record = given(*LEARNED, opened(), policy=policy())
    with followed(on_record.register) as views:
        assert not lacks(on_record, views=views)
        outcome = on_record.when(TagsAdded(tags=["care"]))
        views.catch_up()
        assert lacks(outcome, views=views)
