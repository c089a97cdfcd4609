"""Who may see an entry follows from what it said itself and from every act on access since, in order."""

from datetime import date

import pytest

from laeringslopp import Access, Reader, Recorded
from laeringslopp.testing import DECISION, disclosed, entry, given, observed, opened, ruled

OPEN, INTERNAL = Access(level="open"), Access(level="internal")
EXEMPT = Access(level="exempt", ground="offl. § 13", levels=("administrative",))


def access_now(outcome, version):
    """What holds for an entry after everything on record."""
    register = outcome.register if hasattr(outcome, "register") else outcome.given.register
    recorded = next(each for each in register.facts() if each.version == version)
    return register.decision(DECISION).rulings.of(version, recorded.access)


class TestWhatAnEntryGetsThatSaysNothing:
    def test_internal_unless_the_decision_says_otherwise(self):
        """The organisation works in it before the public reads it."""
        assert access_now(given(opened(), observed(1)), 2) == INTERNAL

    @pytest.mark.parametrize("access", [OPEN, INTERNAL, EXEMPT])
    def test_what_the_decision_says(self, access):
        """The default is chosen once, when the decision is opened, and holds for the opening too."""
        on_record = given(opened(access=access), observed(1))
        assert (access_now(on_record, 1), access_now(on_record, 2)) == (access, access)

    def test_a_disclosure_is_internal_even_in_an_open_decision(self):
        """Nobody should have to think of the press before telling what went wrong."""
        assert access_now(given(opened(access=OPEN), disclosed()), 2) == INTERNAL

    def test_a_disclosure_may_be_opened_by_whoever_makes_it(self):
        """Internal is where it starts, not where it must stay."""
        assert access_now(given(opened(), entry(disclosed(), access=OPEN)), 2) == OPEN

    def test_after_the_whole_decision_was_opened_new_entries_are_open_and_disclosures_internal(self):
        """Opening the decision is no word on failures that nobody has told of yet."""
        on_record = given(opened(), ruled("open"), observed(1), disclosed())
        assert [access_now(on_record, version) for version in (3, 4)] == [OPEN, INTERNAL]


class TestActsOnAccess:
    def test_an_entry_can_be_opened_by_itself(self):
        """Opening is an act with a date; it concerns what it names."""
        on_record = given(opened(), disclosed(), disclosed(), ruled("open", 2))
        assert [access_now(on_record, version) for version in (2, 3)] == [OPEN, INTERNAL]

    def test_the_whole_decision_can_be_opened(self):
        """With every disclosure that stands in it by then."""
        on_record = given(opened(), disclosed(), ruled("open"))
        assert [access_now(on_record, version) for version in (1, 2)] == [OPEN, OPEN]

    def test_the_last_act_holds(self):
        """Whichever it was, on the entry or on the whole."""
        before = (opened(), disclosed())
        assert access_now(given(*before, ruled("open"), ruled("internal", 2)), 2) == INTERNAL
        assert access_now(given(*before, ruled("internal", 2), ruled("open")), 2) == OPEN
        assert access_now(given(*before, ruled("open", 2), ruled("internal")), 2) == INTERNAL
        assert access_now(given(*before, ruled("open", 2), ruled("internal", 2)), 2) == INTERNAL

    def test_an_act_does_not_reach_what_is_recorded_after_it(self):
        """What says its own access later says it knowing of the act."""
        later = entry(observed(1), access=INTERNAL)
        assert access_now(given(opened(), ruled("open"), later), 3) == INTERNAL

    def test_acts_of_one_call_are_taken_in_order(self):
        """One call is many acts, not one."""
        outcome = given(opened(), disclosed()).when(ruled("open"), ruled("internal", 2))
        assert access_now(outcome.recorded(), 2) == INTERNAL


class TestWhatIsExempt:
    def test_opening_the_whole_decision_does_not_open_it(self):
        """It is exempt on a legal ground, and that ground is weighed for each entry."""
        on_record = given(opened(), entry(disclosed(), access=EXEMPT), ruled("open"))
        assert access_now(on_record, 2) == EXEMPT

    def test_nor_does_making_the_whole_decision_internal(self):
        """For those outside the levels named, that would be an opening."""
        on_record = given(opened(), entry(disclosed(), access=EXEMPT), ruled("internal"))
        assert access_now(on_record, 2) == EXEMPT

    def test_it_is_opened_by_name(self):
        """Somebody looked at this entry, and answers for it."""
        on_record = given(opened(), entry(disclosed(), access=EXEMPT), ruled("open"), ruled("open", 2))
        assert access_now(on_record, 2) == OPEN

    def test_what_became_exempt_by_an_act_of_its_own_is_no_different(self):
        """Exempt is exempt, from whenever."""
        assert access_now(given(opened(), disclosed(), ruled(EXEMPT, 2), ruled("open")), 2) == EXEMPT

    def test_what_became_exempt_with_the_whole_decision_is_no_different(self):
        """Else closing the whole and opening it again would open each exempt entry unread."""
        assert access_now(given(opened(), disclosed(), ruled(EXEMPT), ruled("open")), 2) == EXEMPT

    def test_an_entry_opened_by_name_before_is_open_again_when_the_whole_is_opened_by_name(self):
        """The way back is the same for all: entry by entry."""
        on_record = given(opened(), disclosed(), ruled(EXEMPT), ruled("open"), ruled("open", 1, 2))
        assert [access_now(on_record, version) for version in (1, 2)] == [OPEN, OPEN]

    def test_making_the_whole_decision_exempt_makes_what_was_open_exempt(self):
        """Closing reaches everything that stands there."""
        on_record = given(opened(access=OPEN), observed(1), ruled(EXEMPT))
        assert [access_now(on_record, version) for version in (1, 2)] == [EXEMPT, EXEMPT]

    def test_making_the_whole_decision_exempt_lets_nobody_new_see_what_was_exempt(self):
        """An entry for one level is not shown to others because the decision around it was closed."""
        narrow = Access(level="exempt", ground="offl. § 26", levels=("political", "administrative"))
        wide = Access(
            level="exempt", ground="offl. § 13", levels=("administrative", "operational"), until=date(2026, 4, 1)
        )
        now = access_now(given(opened(), entry(disclosed(), access=narrow), ruled(wide)), 2)
        assert (now.levels, now.until, now.ground) == (("administrative",), None, "offl. § 26")

    def test_who_closed_the_decision_and_why_stays_as_visible_as_the_decision_was(self):
        """Closing is itself an act that can be read."""
        assert access_now(given(opened(access=OPEN), ruled(EXEMPT)), 2) == OPEN


def test_a_timeline_tells_of_each_entry_what_holds_now():
    """A reader who looks for what the public sees must not be told what held before it was opened."""
    on_record = given(opened(), disclosed(), ruled("open", 2))
    timeline = on_record.register.timeline(DECISION, reader=Reader.public())
    assert [(each.version, each.recorded.access) for each in timeline.entries] == [(2, OPEN)]


def test_the_register_gives_out_what_was_recorded_as_it_was_recorded():
    """An export that is imported again must not be judged twice."""
    on_record = given(opened(), disclosed(), ruled("open", 2))
    exported = [each for each in on_record.register.feed() if isinstance(each, Recorded)]
    assert exported[1].access == INTERNAL
