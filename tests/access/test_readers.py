"""What each reader sees of one entry, and what it is told of the rest."""

from datetime import date, timedelta

import pytest

from laeringslopp import Access, Actor, Reader, Recorded, Register, Withheld
from laeringslopp.access import SOMEBODY, may_see
from laeringslopp.testing import DECISION, START, Clock, disclosed, entry, given, opened, ruled

TODAY = date(2026, 3, 2)
EXEMPT = Access(level="exempt", ground="offl. § 13", levels=("political",))
READERS = {
    "member of every organisation": Reader.member(),
    "member": Reader.member("a-town"),
    "level named": Reader.level("political", "a-town"),
    "another level": Reader.level("operational", "a-town"),
    "member elsewhere": Reader.member("a-county"),
    "level elsewhere": Reader.level("political", "a-county"),
    "outside": Reader.level("external", "a-town"),
    "public": Reader.public(),
}
INSIDE = {"member of every organisation", "member", "level named", "another level"}


@pytest.mark.parametrize("who", READERS)
class TestMaySee:
    def test_what_is_open_anybody_sees(self, who):
        """That is what open means."""
        assert may_see(Access(level="open"), READERS[who], "a-town", TODAY)

    def test_what_is_internal_the_organisation_sees(self, who):
        """All of it, at every level."""
        assert may_see(Access(level="internal"), READERS[who], "a-town", TODAY) is (who in INSIDE)

    def test_what_is_exempt_the_levels_named_see(self, who):
        """And full members, who keep the record."""
        named = INSIDE - {"another level"}
        assert may_see(EXEMPT, READERS[who], "a-town", TODAY) is (who in named)

    def test_what_is_exempt_for_nobody_named_only_members_see(self, who):
        """Leaving the levels out does not let them all in."""
        for_nobody = Access(level="exempt", ground="offl. § 13")
        members = {"member of every organisation", "member"}
        assert may_see(for_nobody, READERS[who], "a-town", TODAY) is (who in members)

    @pytest.mark.parametrize(("day", "lapsed"), [(-1, False), (0, True), (1, True)])
    def test_from_its_date_what_was_exempt_is_internal_and_not_open(self, who, day, lapsed):
        """The ground has lapsed; opening it is still somebody's act."""
        until = Access(level="exempt", ground="offl. § 13", levels=("political",), until=TODAY)
        sees = may_see(until, READERS[who], "a-town", TODAY + timedelta(days=day))
        assert sees is (who in (INSIDE if lapsed else INSIDE - {"another level"}))


def test_of_a_decision_that_does_not_say_whose_it_is_only_members_of_all_see_what_is_internal():
    """A stream without its opening belongs to nobody in particular."""
    assert may_see(Access(level="internal"), Reader.member(), None, TODAY)
    assert not may_see(Access(level="internal"), Reader.member("a-town"), None, TODAY)


def test_what_is_withheld_says_that_it_is_there_and_why():
    """Version, kind, access and ground: enough to ask for it, nothing of what it says."""
    on_record = given(opened(access=Access(level="open")), entry(disclosed("f1"), access=EXEMPT))
    timeline = on_record.register.timeline(DECISION, reader=Reader.public())
    assert timeline.withheld == (Withheld(2, "failure-disclosed", "exempt", "offl. § 13"),)
    assert [each.version for each in timeline.entries] == [1]


def test_a_withheld_entry_comes_into_view_when_it_is_opened():
    """And out of it again when it is closed."""
    on_record = given(opened(), disclosed("f1"))
    public = {"reader": Reader.public()}
    assert not on_record.register.timeline(DECISION, **public).entries
    opened_now = on_record.when(ruled("open", 2)).recorded()
    assert [each.version for each in opened_now.given.register.timeline(DECISION, **public).entries] == [2]
    closed = opened_now.when(ruled("internal", 2)).recorded()
    assert not closed.given.register.timeline(DECISION, **public).entries


class TestWhoAPersonIs:
    fact = entry(
        disclosed(),
        by=Actor(id="kari.nordmann", role="nurse", level="operational", unit="North ward"),
        recorded_by=Actor(id="ola.hansen", role="secretary", level="administrative"),
        access=Access(level="open"),
    )

    @pytest.mark.parametrize("who", READERS)
    def test_only_full_members_of_the_organisation_see_ids(self, who):
        """Others see role and unit: who answers for it, not whom to look up."""
        register = given(opened(), self.fact).register
        seen = next(each for each in register.feed(after=1, reader=READERS[who]) if isinstance(each, Recorded))
        shown = who in ("member of every organisation", "member")
        assert (seen.by.id == "kari.nordmann") is shown
        assert seen.recorded_by is not None
        assert (seen.recorded_by.id == "ola.hansen") is shown
        assert (seen.by.role, seen.by.unit) == ("nurse", "North ward")
        if not shown:
            assert seen.by.id == seen.recorded_by.id == SOMEBODY


def test_a_disclosure_that_opens_a_decision_of_its_own_is_seen_by_those_it_was_meant_for():
    """Its text stands as the question too; whoever withholds the one means both."""
    register = Register.open("memory:", clock=Clock(START), name=lambda: DECISION)
    by = Actor(id="x", role="nurse", level="operational")
    register.disclose("She fell", by=by, access=EXEMPT)
    assert not list(register.facts(reader=Reader.level("administrative")))
    assert len(list(register.facts(reader=Reader.level("political")))) == 2
