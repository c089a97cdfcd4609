"""A learning loop as a ring: trial, failure, lesson, adjustment, retry, and what is missing of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin
from typing import Literal

from laeringslopp.story.wording import quoted
from laeringslopp.timeline import Loop, Timeline
from laeringslopp_service.pages.texts import N_, Texts

State = Literal["there", "missing", "ended", "none"]
"""``ended``: the decision was given up, so nothing more is asked for; ``none``: a failure of no trial."""

WIDTH, HEIGHT = 340, 250
CENTRE_X, CENTRE_Y = WIDTH / 2, 126
RADIUS_X, RADIUS_Y = 112, 96
PILL_WIDTH, PILL_HEIGHT = 104, 46


@dataclass(frozen=True, slots=True)
class Step:
    """One station of the ring."""

    name: Literal["trial", "failure", "lesson", "adjustment", "retry"]
    label: str
    state: State
    items: tuple[tuple[str, int], ...]
    """What stands on record here: the words, and the entry."""
    angle: float

    @property
    def x(self) -> float:
        """Its middle in the drawing."""
        return round(CENTRE_X + RADIUS_X * cos(radians(self.angle)), 1)

    @property
    def y(self) -> float:
        """Its middle in the drawing."""
        return round(CENTRE_Y + RADIUS_Y * sin(radians(self.angle)), 1)


@dataclass(frozen=True, slots=True)
class Arc:
    """The way from one station to the next; dashed where it was not gone."""

    path: str
    gone: bool
    tip: str
    """The transformation that puts an arrowhead on its middle."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A loop, ready to be drawn and to be read aloud."""

    number: int
    title: str
    steps: tuple[Step, ...]
    arcs: tuple[Arc, ...]
    closed: bool
    given_up: bool
    days: int | None


def rings(timeline: Timeline, texts: Texts) -> tuple[Ring, ...]:
    """Every loop on record; those that are open come first."""
    numbers = {attempt.fact.trial_id: attempt.number for attempt in timeline.attempts}
    made = [_ring(number, loop, timeline, numbers, texts) for number, loop in enumerate(timeline.loops, start=1)]
    return tuple(sorted(made, key=lambda ring: ring.closed))


def _ring(number: int, loop: Loop, timeline: Timeline, numbers: dict[str, int], texts: Texts) -> Ring:
    def said(names: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        return tuple(_said(name, timeline) for name in names if name in timeline.named)

    def state(name: Literal["failure", "lesson", "adjustment", "retry"], found: object) -> State:
        return "there" if found else "missing" if name in loop.missing else "ended"

    trial = texts.say(N_("Attempt {n}"), n=numbers[loop.trial_id]) if loop.trial_id in numbers else None
    retry = texts.say(N_("Attempt {n}"), n=numbers[loop.retry]) if loop.retry in numbers else None
    stations: list[tuple[Literal["trial", "failure", "lesson", "adjustment", "retry"], str, State, tuple[str, ...]]] = [
        ("trial", trial or texts.say(N_("No trial")), "there" if trial else "none", _one(loop.trial_id)),
        ("failure", _many(texts, N_("Failure"), loop.failures), state("failure", loop.failures), loop.failures),
        ("lesson", _many(texts, N_("Lesson"), loop.lessons), state("lesson", loop.lessons), loop.lessons),
        (
            "adjustment",
            _many(texts, N_("Change"), loop.adjustments),
            state("adjustment", loop.adjustments),
            loop.adjustments,
        ),
        ("retry", retry or texts.say(N_("Retry")), state("retry", loop.retry), _one(loop.retry)),
    ]
    steps = tuple(
        Step(name, label, there, said(names), -90 + 72 * at) for at, (name, label, there, names) in enumerate(stations)
    )
    return Ring(
        number=number,
        title=trial or texts.say(N_("A failure outside any trial")),
        steps=steps,
        arcs=tuple(_arcs(steps)),
        closed=loop.closed,
        given_up=any(step.state == "ended" for step in steps),
        days=loop.took.days if loop.took is not None else None,
    )


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _many(texts: Texts, label: str, names: tuple[str, ...]) -> str:
    return f"{texts.say(label)} × {len(names)}" if len(names) > 1 else texts.say(label)


def _said(name: str, timeline: Timeline) -> tuple[str, int]:
    recorded = timeline.named[name]
    fact = recorded.fact
    changes = getattr(fact, "changes", ())
    text = "; ".join(f"{change.what}: {change.to.rstrip('.')}" for change in changes) or next(
        (
            str(value)
            for field in ("statement", "what_happened", "hypothesis")
            if (value := getattr(fact, field, None)) is not None
        ),
        name,
    )
    return quoted(text), recorded.version


def _arcs(steps: tuple[Step, ...]) -> Iterator[Arc]:
    for here, there in zip(steps, (*steps[1:], steps[0]), strict=True):
        back = there is steps[0]
        gone = here.state == "there" and there.state in ("there", "none" if back else "there")
        middle = radians(here.angle + 36)
        x, y = CENTRE_X + RADIUS_X * cos(middle), CENTRE_Y + RADIUS_Y * sin(middle)
        # The tangent of an ellipse, clockwise.
        turn = round(degrees(atan2(RADIUS_Y * cos(middle), -RADIUS_X * sin(middle))), 1)
        yield Arc(
            path=f"M{here.x} {here.y}A{RADIUS_X} {RADIUS_Y} 0 0 1 {there.x} {there.y}",
            gone=gone,
            tip=f"translate({x:.1f} {y:.1f}) rotate({turn})",
        )
