"""When a failure was disclosed, and after how many days."""

from datetime import timedelta

from tests.municipality import NOW, OPERATIONS, disclosed, entry, opened, register, started
from tests.views.read import everything, followed


class TestWhenAFailureWasDisclosed:
    LAST_WEEK = NOW - timedelta(days=6)

    def test_a_disclosure_that_opened_its_decision_counts_from_what_it_tells_of(self):
        """Else the quickest disclosures, one field and one click about last week, would be missing from the figure."""
        with register() as town:
            town.disclose("Døra låste ikke", OPERATIONS, organisation="nordfjord", occurred_at=self.LAST_WEEK)
            (row,) = everything(followed(town), "failures")
        assert (row["history"], row["days_until_disclosure"]) == (True, 6)
        assert row["disclosed_at"] == row["recorded_at"]

    def test_what_was_written_down_afterwards_does_not(self):
        """When somebody recorded an old case says nothing of when it was told."""
        with register() as town:
            old = {"occurred_at": self.LAST_WEEK}
            town.append([entry("d1", opened(), **old), entry("d1", disclosed(), **old)])
            town.append([entry("d2", opened(question="Døra"), **old)])
            town.append([entry("d2", started(), **old)])
            town.append([entry("d2", disclosed(what_happened="Døra"), **old)])
            rows = everything(followed(town), "failures")
        assert [row["days_until_disclosure"] for row in rows] == [None, None]

    def test_a_source_that_says_when_it_became_known_goes_before(self):
        """It was known before anybody wrote it here."""
        with register() as town:
            known = {"occurred_at": self.LAST_WEEK, "known_from": self.LAST_WEEK + timedelta(days=2)}
            town.disclose("Døra låste ikke", OPERATIONS, organisation="nordfjord", **known)
            (row,) = everything(followed(town), "failures")
        assert row["days_until_disclosure"] == 2
