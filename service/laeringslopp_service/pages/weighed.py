"""What was weighed before it was decided: risks and what became of them, and the alternatives."""

from dataclasses import dataclass

from laeringslopp import AlternativeProposed, DirectionChosen, FailureDisclosed, Recorded, RiskAssessed
from laeringslopp.facts import SCALE, RiskMaterialised
from laeringslopp.story import field_label, name_of, value_label
from laeringslopp.story.wording import quoted
from laeringslopp.timeline import AlternativeShown, RiskShown, Timeline, alternatives, risks
from laeringslopp_service.pages.texts import N_, Texts

Named = tuple[str, int]
"""A text, and the entry it stands in."""


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk in words."""

    text: str
    version: int
    came_true: bool | None
    fate: str | None
    """None: nobody has said."""
    fate_at: int | None
    note: str | None
    judged: tuple[tuple[str, str, int], ...]
    """When, how (empty: not said), and the entry; the first judgement first."""
    tolerated: tuple[Named, ...]
    """By whom, and the entry where they did."""
    failures: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """An alternative in words."""

    title: str
    version: int
    state: str
    is_chosen: bool
    chosen_at: tuple[int, ...]
    rejected_because: str | None
    more: tuple[tuple[str, str], ...]
    """Labels and texts of the rest that is told of it."""


def risk_rows(timeline: Timeline, texts: Texts) -> tuple[RiskRow, ...]:
    """Every risk: those that came true first, then those of which nobody has said, the gravest first."""
    found = sorted(risks(timeline), key=lambda risk: (_rank(risk), -_gravity(risk.last)))
    return tuple(_risk(risk, timeline, texts) for risk in found)


def _rank(risk: RiskShown) -> int:
    return {True: 0, None: 1, False: 2}[risk.came_true]


def _gravity(recorded: Recorded) -> int:
    fact = recorded.fact
    return SCALE.index(fact.consequence) if isinstance(fact, RiskAssessed) and fact.consequence else -1


def _risk(risk: RiskShown, timeline: Timeline, texts: Texts) -> RiskRow:
    last = risk.last.fact
    assert isinstance(last, RiskAssessed)
    said = risk.said[-1] if risk.said else None
    fate = None
    if risk.came_true is not None:
        fate = texts.say(N_("Came true") if risk.came_true else N_("Did not come true"))
    return RiskRow(
        text=last.what,
        version=risk.last.version,
        came_true=risk.came_true,
        fate=fate,
        fate_at=said.version if said else None,
        note=said.fact.note if said and isinstance(said.fact, RiskMaterialised) else None,
        judged=tuple((_day(each, texts), _judgement(each, texts), each.version) for each in risk.assessments),
        tolerated=tuple(_tolerated(risk, texts)),
        failures=tuple(
            (quoted(failure.fact.what_happened), failure.version)
            for failure in risk.failures
            if isinstance(failure.fact, FailureDisclosed)
        ),
    )


def _judgement(recorded: Recorded, texts: Texts) -> str:
    fact, words = recorded.fact, texts.words
    assert isinstance(fact, RiskAssessed)
    said = []
    if fact.probability is not None:
        said.append(texts.say(N_("probability {share} %"), share=words.number(round(fact.probability * 100, 1))))
    if fact.likelihood is not None:
        said.append(texts.say(N_("likelihood {n} of 5"), n=fact.likelihood))
    if fact.consequence:
        said.append(texts.say(N_("consequence: {how}"), how=value_label(fact.consequence, words)))
    if fact.tolerance:
        said.append(value_label(fact.tolerance, words))
    return ", ".join(said)


def _tolerated(risk: RiskShown, texts: Texts) -> list[Named]:
    return [
        (each.fact.organ or name_of(each.by), each.version)
        for each in risk.tolerated
        if isinstance(each.fact, DirectionChosen)
    ] + [
        (name_of(each.by), each.version)
        for each in risk.assessments
        if isinstance(each.fact, RiskAssessed) and each.fact.tolerance == "tolerated"
    ]


def _day(recorded: Recorded, texts: Texts) -> str:
    precision = recorded.occurred_precision
    return texts.words.when(recorded.occurred_at, precision if precision in ("year", "month") else "day")


def alternative_rows(timeline: Timeline, texts: Texts) -> tuple[AlternativeRow, ...]:
    """Every alternative, what was chosen first."""
    found = sorted(alternatives(timeline), key=lambda each: (not each.is_in_force, not each.chosen))
    return tuple(_alternative(each, texts) for each in found)


def _alternative(shown: AlternativeShown, texts: Texts) -> AlternativeRow:
    fact, words = shown.proposed.fact, texts.words
    assert isinstance(fact, AlternativeProposed)
    state = N_("Chosen") if shown.is_in_force else N_("Chosen earlier") if shown.chosen else N_("Not chosen")
    more = [
        (field_label(fact.kind, name, words), str(value))
        for name in ("expected_consequences", "needs", "lasting", "principles", "recommended_because")
        if (value := getattr(fact, name))
    ]
    if fact.affects:
        more.append((field_label(fact.kind, "affects", words), words.these(fact.affects)))
    if fact.cost:
        more.append((field_label(fact.kind, "cost", words), words.money(fact.cost)))
    if fact.reversible is not None:
        more.append((field_label(fact.kind, "reversible", words), value_label(fact.reversible, words)))
    return AlternativeRow(
        title=fact.title,
        version=shown.proposed.version,
        state=texts.say(state),
        is_chosen=bool(shown.chosen),
        chosen_at=tuple(each.version for each in shown.chosen),
        rejected_because=fact.rejected_because,
        more=tuple(more),
    )
