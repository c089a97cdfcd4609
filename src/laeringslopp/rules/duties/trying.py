"""Duties that follow from trials and failures: to say how it goes, and to tell those who decide."""

from collections.abc import Iterator
from datetime import date, timedelta

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Trial
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules import calendar
from laeringslopp.rules.duty import ADMINISTRATION, Matter, by_the_next_meeting, duty

SAY_WITHIN = Parameter(
    "days", 90, "days from the start of a trial that has no day of review", least=1, most=730, tighter="less"
)
MISSED_WITHIN = Parameter(
    "missed_days", 14, "working days after a criterion was observed as missed", least=1, most=365, tighter="less"
)
TELL_WITHIN = Parameter("days", 30, "working days where no meeting is known", least=1, most=365, tighter="less")
REVIEW, MISSED = "review", "missed"


def _how_it_goes(matter: Matter, policy: Policy, deciding_level: str, today: date) -> date:
    if matter.part == MISSED:
        return calendar.after(matter.since, policy.value("say-how-it-goes", MISSED_WITHIN), policy.calendar)
    if matter.due:
        return date.fromordinal(matter.due)
    return date.fromordinal(matter.since) + timedelta(days=policy.value("say-how-it-goes", SAY_WITHIN))


@duty("say-how-it-goes", _how_it_goes, SAY_WITHIN, MISSED_WITHIN)
def say_how_it_goes(decision: Decision) -> Iterator[Matter]:
    """Silence is what shows: an observation, an end or a disclosed failure ends it at once."""
    for trial_id, trial in decision.each(Trial):
        if trial.review_by or not decision.is_history(trial.version):
            said = trial.reviewed_on if trial.review_by else trial.said_on
            yield Matter(trial_id, trial.version, ADMINISTRATION, trial.on, trial.review_by, said, part=REVIEW)
        if missed_on := trial.missed_on:
            # What is observed as missed after the end, or after a failure was disclosed, was said already.
            is_said = not trial.answered_on and (trial.outcome is not None or trial.has_failure)
            fell_on = missed_on if is_said else 0
            met_on = trial.answered_on
            yield Matter(
                trial_id, trial.version, ADMINISTRATION, missed_on, met_on=met_on, fell_on=fell_on, part=MISSED
            )


@duty(
    "inform-deciding-level",
    by_the_next_meeting("inform-deciding-level", TELL_WITHIN, lambda _, deciding_level: deciding_level),
    TELL_WITHIN,
    meets=lambda _, deciding_level: deciding_level,
)
def inform_deciding_level(decision: Decision) -> Iterator[Matter]:
    """Whoever decides hears of what went seriously wrong while there is still something to decide."""
    for version, notable in decision.notable.items() if decision.deciding_level else ():
        failure = decision.failure(notable.about)
        fell_on = failure.unfounded_on if failure else 0
        yield Matter(notable.about, version, ADMINISTRATION, notable.on, met_on=notable.told_on, fell_on=fell_on)
