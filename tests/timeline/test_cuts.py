"""The timeline as of a moment, as known by then, and as one level knew it; and the order that entries stand in."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from laeringslopp import Invalid, Reader
from laeringslopp.story import LANGUAGES, tell
from laeringslopp.testing import (
    DECISION,
    START,
    actor,
    adjusted,
    chosen,
    contained,
    disclosed,
    drawn,
    ended,
    entry,
    observed,
    opened,
    presented,
    proposed,
    retried,
    shared,
    started,
)

AT = datetime(2019, 5, 1, 12, 0, tzinfo=UTC)


def day(number: int) -> datetime:
    """So many days after the beginning."""
    return AT + timedelta(days=number)


def on(number: int, fact, by="administrative", **envelope):
    """A fact of that day."""
    return entry(fact, by=by, occurred_at=day(number), **envelope)


def versions(on_record, **cut) -> list[int]:
    """What a cut leaves, in the order in which it stands."""
    return [shown.version for shown in on_record.register.timeline(DECISION, **cut).entries]


class TestOrder:
    def test_entries_stand_in_the_order_in_which_things_occurred(self, given):
        """A timeline is read from what happened first, whenever it was told."""
        on_record = given(on(0, opened()), on(9, observed(1)), on(3, observed(2)), on(6, observed(3)))
        assert versions(on_record) == [1, 3, 4, 2]

    def test_what_occurred_at_the_same_time_stands_in_the_order_of_recording(self, given):
        """A call's entries all have one time."""
        by = actor("administrative")
        register = given(opened()).register
        register.record(DECISION, observed(1), observed(2), observed(3), by=by, occurred_at=day(1))
        assert [each.version for each in register.timeline(DECISION).entries] == [2, 3, 4, 1]

    def test_offsets_are_no_part_of_the_order(self, given):
        """Noon in Oslo comes after noon in Tokyo."""
        tokyo, oslo = timezone(timedelta(hours=9)), timezone(timedelta(hours=1))
        noon = datetime(2019, 5, 2, 12, 0)  # noqa: DTZ001 - given a zone below
        steps = [entry(observed(1), occurred_at=noon.replace(tzinfo=zone)) for zone in (oslo, tokyo)]
        assert versions(given(on(0, opened()), *steps)) == [1, 3, 2]


class TestAsOf:
    def test_it_leaves_out_what_had_not_happened_by_then(self, given):
        """The moment itself is within."""
        on_record = given(on(0, opened()), on(3, observed(1)), on(6, observed(2)))
        assert versions(on_record, as_of=day(3)) == [1, 2]
        assert versions(on_record, as_of=day(3) - timedelta(microseconds=1)) == [1]

    def test_a_date_means_the_end_of_that_day(self, given):
        """“As of 4 May” has all of 4 May in it."""
        on_record = given(on(0, opened()), on(3, observed(1)))
        assert versions(on_record, as_of=date(2019, 5, 4)) == [1, 2]
        assert versions(on_record, as_of=date(2019, 5, 3)) == [1]

    def test_a_day_ends_by_the_clock_of_those_who_lived_it(self, given):
        """By London's clock the day of a vote in Oslo would hold what happened in Oslo the day after."""
        oslo = timezone(timedelta(hours=2))
        voted, after = datetime(2019, 5, 4, 18, 0, tzinfo=oslo), datetime(2019, 5, 5, 0, 30, tzinfo=oslo)
        on_record = given(on(0, opened()), entry(chosen(), occurred_at=voted), entry(observed(1), occurred_at=after))
        assert versions(on_record, as_of=date(2019, 5, 4)) == [1, 2]
        assert versions(on_record, known_at=date(2019, 5, 4)) == [1, 2]
        assert versions(on_record, as_of=date(2019, 5, 5)) == [1, 2, 3]

    @pytest.mark.parametrize(
        ("precision", "within", "before"),
        [
            ("day", day(3).replace(hour=0, minute=0), day(3).replace(hour=0, minute=0) - timedelta(seconds=1)),
            ("month", datetime(2019, 5, 1, tzinfo=UTC), datetime(2019, 4, 30, 23, 59, tzinfo=UTC)),
            ("year", datetime(2019, 1, 1, tzinfo=UTC), datetime(2018, 12, 31, 23, 59, tzinfo=UTC)),
        ],
    )
    def test_what_is_known_roughly_has_begun_by_the_beginning_of_its_time(self, given, precision, within, before):
        """Of something in May nobody can say that it had not happened on 2 May."""
        opening = entry(opened(), occurred_at=datetime(2017, 1, 1, tzinfo=UTC))
        on_record = given(opening, on(3, observed(1), occurred_precision=precision))
        assert versions(on_record, as_of=within) == [1, 2]
        assert versions(on_record, as_of=before) == [1]

    def test_the_decision_is_in_the_state_that_it_was_in(self, given):
        """Its status, its attempts and what was open are of that day too."""
        steps = [started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed")]
        on_record = given(on(0, opened()), *(on(number, step) for number, step in enumerate(steps, start=1)))
        timeline = on_record.register.timeline(DECISION, as_of=day(2))
        assert timeline.attempts[0].outcome is None
        assert [each.what for each in timeline.open] == ["trial-running", "failure-without-lesson"]

    def test_a_time_ahead_shows_now_and_says_so(self, given):
        """Nobody knows yet what will stand there."""
        timeline = given(opened()).register.timeline(DECISION, as_of=START + timedelta(days=900))
        assert timeline.as_of < START + timedelta(days=1)

    def test_a_time_without_an_offset_is_no_moment(self, given):
        """Noon where?"""
        with pytest.raises(Invalid):
            given(opened()).register.timeline(DECISION, as_of=datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point


class TestKnownAt:
    def test_it_leaves_out_what_nobody_in_the_organisation_knew(self, given):
        """A failure that a supplier sat on had happened, and was not known."""
        failure = on(3, disclosed("f1"), by="external", known_from=day(8))
        on_record = given(on(0, opened()), failure)
        assert versions(on_record, as_of=day(5)) == [1, 2]
        assert versions(on_record, known_at=day(5)) == [1]
        assert versions(on_record, known_at=day(8)) == [1, 2]

    def test_what_somebody_outside_did_is_known_at_the_latest_when_it_stands_in_the_register(self, given):
        """Whoever keeps the register has read it by then, also if it was laid before a level later still."""
        register = given(opened(), entry(disclosed("f1"), by="external")).register
        recorded_at = register.timeline(DECISION).entry(2).recorded.recorded_at
        for _ in range(2):
            cut = register.timeline(DECISION, known_at=recorded_at)
            assert [each.version for each in cut.entries] == [1, 2]
            register.record(DECISION, presented(2), by=actor("administrative"))

    def test_what_one_level_knew_is_what_it_had_done_or_been_told(self, given):
        """What the council knew when it decided."""
        steps = (on(1, disclosed("f1"), by="operational"), on(2, presented(1)), on(6, presented(2)))
        on_record = given(on(0, opened()), *steps)
        assert versions(on_record, known_at=day(5), level="political") == [1, 3]
        assert versions(on_record, known_at=day(6), level="political") == [1, 2, 3, 4]

    def test_without_a_moment_it_is_what_the_level_knows_now(self, given):
        """The plainest question that a councillor asks."""
        on_record = given(on(0, opened()), on(1, disclosed("f1"), by="operational"), on(2, presented(1)))
        assert versions(on_record, level="political") == [1, 3]

    def test_a_level_that_the_organisation_does_not_have_is_an_error(self, given):
        """Rather than an empty timeline that looks like ignorance."""
        with pytest.raises(Invalid) as error:
            given(opened()).register.timeline(DECISION, level="politicl")
        assert [flaw.code for flaw in error.value.flaws] == ["unknown-level"]


class TestWhatACutLeavesHanging:
    STEPS = (
        proposed("north"),
        chosen("north"),
        started("t1"),
        disclosed("f1", trial="t1"),
        contained("f1"),
        ended("t1", "failed"),
        drawn("l1", failures=["f1"]),
        shared("l1", "political", "operational"),
        adjusted("a1", because_of=["l1"]),
        retried("t2", of="t1", adjustments=["a1"]),
        observed(70, "t2"),
        ended("t2"),
    )

    def on_record(self, given):
        """A loop that came round, a day for each step."""
        return given(on(0, opened()), *(on(number, step) for number, step in enumerate(self.STEPS, start=1)))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_references_to_what_is_left_out_are_tolerated(self, given, language):
        """What a level knows is seldom a whole story; it is told all the same."""
        register = self.on_record(given).register
        for cut in (
            {"level": "political"},
            {"level": "operational"},
            *({"as_of": day(number)} for number in range(len(self.STEPS) + 1)),
            *({"known_at": day(number), "level": "political"} for number in range(len(self.STEPS) + 1)),
        ):
            told = tell(register.timeline(DECISION, **cut), language)
            assert all(entry["sentence"] for entry in told["entries"])

    def test_a_loop_whose_trial_is_left_out_is_still_a_loop(self, given):
        """A failure does not go away because the reader knows nothing of the trial."""
        steps = (on(1, started("t1"), by="operational"), on(2, disclosed("f1", trial="t1")), on(3, presented(1)))
        register = given(on(0, opened()), *steps).register
        loops = register.timeline(DECISION, level="administrative").loops
        assert [loop.failures for loop in loops] == [("f1",)]


def test_version_is_that_of_the_stream_whatever_is_cut_or_withheld(given):
    """Whoever records next must know how far the record has come, seen or not."""
    register = given(on(0, opened()), on(3, observed(1))).register
    assert register.timeline(DECISION, as_of=day(0)).version == 2
    assert register.timeline(DECISION, reader=Reader.public()).version == 2
