"""How the attempts of a decision are told: how each began, what was different, and what it was measured at."""

from collections.abc import Iterator
from typing import Any

from laeringslopp.entry import Recorded
from laeringslopp.facts import Attempt, RetryStarted, TrialEnded
from laeringslopp.story.parts import About, StorySentence
from laeringslopp.story.quoting import named
from laeringslopp.story.sentences import name_of
from laeringslopp.story.spans import WORTH_TELLING, days_between, lasting
from laeringslopp.story.teller import Teller, Titled, Written
from laeringslopp.story.wording import N_
from laeringslopp.timeline import AttemptShown, Measured, Timeline

Said = Iterator[StorySentence]

ENDED = {
    "succeeded": N_("{when} attempt {n} ended, and it succeeded"),
    "failed": N_("{when} attempt {n} ended, and it did not go as meant"),
    "mixed": N_("{when} attempt {n} ended, and it went partly as meant"),
    "stopped": N_("{when} attempt {n} was stopped"),
}
TARGETS = {
    ">=": N_("The target for {metric} was at least {value}"),
    "<=": N_("The target for {metric} was at most {value}"),
    ">": N_("The target for {metric} was more than {value}"),
    "<": N_("The target for {metric} was less than {value}"),
    "=": N_("The target for {metric} was exactly {value}"),
}
UNIT_WORDS = 6


class Attempting:
    """Tells of attempts."""

    def __init__(self, timeline: Timeline, teller: Teller, *, full: bool) -> None:
        self.teller, self.words, self.full = teller, teller.words, full
        self.by_id = {attempt.fact.trial_id: attempt for attempt in timeline.attempts}
        self.loops = {loop.retry: loop for loop in timeline.loops if loop.retry}
        self.named = timeline.named

    def began(self, fact: Attempt, recorded: Recorded, when: str) -> Said:
        """An attempt, and of a retry how long it took to come to it."""
        shown = self.by_id.get(fact.trial_id)
        values: dict[str, Any] = {
            "when": when,
            "who": Written(name_of(recorded.by)),
            "n": shown.number if shown else 1,
        }
        if isinstance(fact, RetryStarted):
            frame = N_("{when} {who} tried again, in attempt {n}")
        else:
            frame = N_("{when} {who} began attempt {n}")
        if fact.where and fact.where not in name_of(recorded.by):
            values["where"] = Written(fact.where)
            if isinstance(fact, RetryStarted):
                frame = N_("{when} {who} tried again, in attempt {n} ({where})")
            else:
                frame = N_("{when} {who} began attempt {n} ({where})")
        yield from self.teller.say(frame, "tried", (recorded.version,), **values)
        if isinstance(fact, RetryStarted):
            yield from self._waited(fact, recorded)
        if self.full or not isinstance(fact, RetryStarted):
            yield from self.teller.say(N_("This was the idea"), "tried", (recorded.version,), fact.hypothesis)

    def _waited(self, fact: RetryStarted, recorded: Recorded) -> Said:
        loop = self.loops.get(fact.trial_id)
        failures = [self.named[name] for name in (loop.failures if loop else ()) if name in self.named]
        if not failures:
            return
        first = min(failures, key=lambda each: each.occurred_at)
        if (days := days_between(first, recorded)) >= WORTH_TELLING:
            frame, time = N_("Then {time} had passed since the failure"), lasting(days, self.words)
            yield from self.teller.say(frame, "tried", (recorded.version, first.version), time=time)

    def ended(self, fact: TrialEnded, recorded: Recorded, when: str) -> Said:
        """How an attempt ended, and what it was measured at."""
        shown = self.by_id.get(fact.trial_id)
        number = shown.number if shown else 1
        about: About = "failed" if fact.outcome == "failed" else "tried"
        values: dict[str, Any] = {"when": when, "n": number}
        sentences = 2 if self.full else 1
        yield from self.teller.say(ENDED[fact.outcome], about, (recorded.version,), fact.summary, sentences, **values)
        if fact.stopped_because and self.full:
            yield from self.teller.say(N_("This was the reason"), "tried", (recorded.version,), fact.stopped_because)
        yield from self.measured(shown, recorded)

    def measured(self, shown: AttemptShown | None, recorded: Recorded) -> Said:
        """What was aimed at, and what was found; the misses first, for they are what is learned from."""
        known = [each for each in (shown.criteria if shown else ()) if each.met is not None]
        known.sort(key=lambda each: each.met is True)
        for each in known if self.full else ():
            versions = (recorded.version, *((shown.started.version,) if shown else ()))
            yield from self.teller.said(self.target(each), "tried", versions)
            yield from self.teller.say(
                N_("It was met; the result was {value}") if each.met else N_("It was not met; the result was {value}"),
                "tried" if each.met else "failed",
                versions,
                value=self.amount(each.observed or 0, each.criterion.unit),
            )

    def target(self, measured: Measured) -> str:
        """What was aimed at."""
        criterion = measured.criterion
        value = self.amount(criterion.target, criterion.unit)
        metric = Titled(criterion.metric)
        return self.teller.framed(TARGETS[criterion.comparison], metric=metric, value=value)

    def amount(self, value: int | float, unit: str | None) -> str:
        """A number with its unit."""
        return self.words.amount(value, named(unit, UNIT_WORDS) if unit else None)
