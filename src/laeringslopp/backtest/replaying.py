"""Decisions judged again, one at a time, under another policy: the record stays as it is."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import TextIO

from laeringslopp.backtest.findings import Finding, Outcome
from laeringslopp.backtest.result import Tally
from laeringslopp.decision import Decision, evolve
from laeringslopp.entry import Recorded
from laeringslopp.policy import Policy
from laeringslopp.register.reading import paged
from laeringslopp.register.ruling import organisation_of
from laeringslopp.rules import duties_of, judge
from laeringslopp.rules.judging import Judgement
from laeringslopp.rules.learned import At, Learned
from laeringslopp.store import Store, decode

TELL = 1000
"""How many facts are judged between two words about how far it has come."""


class Replay:
    """Judges decisions as if a policy had been in force from the beginning.

    Each fact is judged on the record as it stands before it, with the lessons that stood elsewhere by then; what the
    policy would have refused stays on record for those after it, since it happened. History is remarked on, as it was
    when it was recorded; with ``as_it_happened`` it is judged as if somebody had recorded it on the day.
    """

    def __init__(
        self, store: Store, policy: Policy, learned: Learned, upto: int, today: date, as_it_happened: bool
    ) -> None:
        self._store, self._policy, self._upto, self._today = store, policy, upto, today
        self._as_it_happened = as_it_happened
        self._elsewhere = At(learned, 0)

    def over(
        self,
        decisions: Iterable[tuple[int, str]],
        organisation: str | None,
        into: TextIO,
        show: Callable[[int], None] = lambda _: None,
    ) -> Tally:
        """Goes through decisions, each with its number, and writes what it finds. Raises StoreError.

        ``show`` is told now and then how many facts were judged; what it raises stops the replay.
        """
        tally, told = Tally(), 0
        for number, decision_id in decisions:
            found: list[Finding] = []
            decision, facts, history = Decision(decision_id), 0, 0
            for recorded in self._facts(decision_id):
                if facts == 0 and organisation not in (None, organisation_of(decision, recorded.fact)):
                    break
                decision = self._judged(decision, recorded, found)
                facts += 1
                history += recorded.history
                if facts % TELL == 0:
                    show(tally.facts + facts)
            if facts:
                found += self._duties(decision)
                into.writelines(f"{number} {finding.as_line()}\n" for finding in found)
                tally.count(number, decision_id, facts, history, found)
            if tally.facts - told >= TELL:
                told = tally.facts
                show(told)
        return tally

    def _facts(self, decision_id: str) -> Iterator[Recorded]:
        stand = takewhile(lambda stored: stored.position <= self._upto, paged(self._store, decision_id))
        return map(decode, stand)

    def _judged(self, decision: Decision, recorded: Recorded, found: list[Finding]) -> Decision:
        said = recorded.__dict__
        if self._as_it_happened and said["history"]:
            said["history"] = False
            said["recorded_at"] = said["occurred_at"] + timedelta(0)
        elif said["occurred_at"] == said["recorded_at"]:
            said["occurred_at"] = said["recorded_at"]  # that it happened as it was recorded shows in being the same
        self._elsewhere.position = recorded.position - 1
        judgement = judge(decision, recorded, self._policy, 0, self._elsewhere)
        if judgement.refusals or judgement.remarks != recorded.remarks:
            found += _differing(recorded, judgement)
        if judgement.waived != recorded.waived:
            said["waived"] = judgement.waived
        return evolve(decision, recorded)

    def _duties(self, decision: Decision) -> Iterator[Finding]:
        """What is or was owed, on the day of the backtest, whatever was asked for by the policy of the time."""
        if decision.opened is None:
            return
        self._elsewhere.position = self._upto
        for owed in duties_of(decision, self._policy, self._today, self._elsewhere):
            outcome: Outcome = "overdue" if owed.overdue else "met" if owed.met_on is not None else "owed"
            yield Finding(
                decision.decision_id,
                owed.version,
                "",
                owed.rule_id,
                owed.level,
                outcome,
                about=owed.about,
                due=owed.due,
            )


def _differing(recorded: Recorded, judgement: Judgement) -> Iterator[Finding]:
    where = recorded.decision_id, recorded.version, recorded.fact.kind
    level, remarked = recorded.by.level, set(recorded.remarks)
    refused = {refusal.rule_id: refusal.missing for refusal in judgement.refusals}
    for rule_id, missing in refused.items():
        yield Finding(*where, rule_id, level, "refused", missing, was_remarked=rule_id in remarked)
    for rule_id in judgement.remarks:
        if rule_id not in remarked:
            yield Finding(*where, rule_id, level, "remarked")
    for rule_id in recorded.remarks:
        if rule_id not in refused and rule_id not in judgement.remarks:
            yield Finding(*where, rule_id, level, "let-through", was_remarked=True)
