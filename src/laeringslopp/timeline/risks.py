"""The risks that were known, and what became of them."""

from dataclasses import dataclass

from laeringslopp.entry import Recorded
from laeringslopp.facts import DirectionChosen, RiskAssessed, RiskMaterialised
from laeringslopp.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class RiskShown:
    """A risk through all its assessments."""

    assessments: tuple[Recorded, ...]
    """The first judgement first; each is a ``risk-assessed``."""
    tolerated: tuple[Recorded, ...]
    """The choices that name it among the risks they tolerate."""
    said: tuple[Recorded, ...]
    """What was said of whether it came true."""
    failures: tuple[Recorded, ...]
    """The failures that it became, as far as they are shown."""

    @property
    def came_true(self) -> bool | None:
        """As said last; None: nobody has said."""
        last = self.said[-1].fact if self.said else None
        return last.came_true if isinstance(last, RiskMaterialised) else None

    @property
    def last(self) -> Recorded:
        """How it was judged last."""
        return self.assessments[-1]


def risks(timeline: Timeline) -> tuple[RiskShown, ...]:
    """Every risk that is shown, in the order in which they were first assessed."""
    recorded = [entry.recorded for entry in timeline.entries]
    first: dict[str, str] = {}
    """The first assessment of each, by the id of any of them."""
    for each in sorted(recorded, key=lambda entry: entry.version):
        if isinstance(each.fact, RiskAssessed):
            earlier = each.fact.replaces
            first[each.fact.risk_id] = first.get(earlier, each.fact.risk_id) if earlier else each.fact.risk_id
    assessed: dict[str, list[Recorded]] = {}
    tolerated: dict[str, list[Recorded]] = {}
    said: dict[str, list[Recorded]] = {}
    for each in recorded:
        match each.fact:
            case RiskAssessed(risk_id=name):
                assessed.setdefault(first[name], []).append(each)
            case DirectionChosen(tolerated_risks=names):
                for root in dict.fromkeys(first.get(name, name) for name in names):
                    tolerated.setdefault(root, []).append(each)
            case RiskMaterialised(risk_id=name):
                said.setdefault(first.get(name, name), []).append(each)
    return tuple(
        RiskShown(
            assessments=tuple(sorted(of, key=lambda entry: entry.version)),
            tolerated=tuple(tolerated.get(root, ())),
            said=tuple(said.get(root, ())),
            failures=_failures(said.get(root, []), timeline),
        )
        for root, of in assessed.items()
    )


def _failures(said: list[Recorded], timeline: Timeline) -> tuple[Recorded, ...]:
    names = [
        each.fact.failure_id
        for each in said
        if isinstance(each.fact, RiskMaterialised) and each.fact.came_true and each.fact.failure_id
    ]
    return tuple(timeline.named[name] for name in dict.fromkeys(names) if name in timeline.named)
