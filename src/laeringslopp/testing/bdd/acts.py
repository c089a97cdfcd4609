"""Steps that say what was so, what happens, how time passes and which rules are in force."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pytest_bdd import given, when

from laeringslopp.testing.bdd.reading import day_of
from laeringslopp.testing.bdd.ruling import document_of
from laeringslopp.testing.bdd.scene import Scene, scene, way_in
from laeringslopp.testing.bdd.telling import AFact, Said, Told, wrong

__all__ = ["scene", "way_in"]

Table = Sequence[Sequence[str]]


def either(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A step that says how it was before, or what happens meanwhile."""

    def enter(step: Callable[..., None]) -> Callable[..., None]:
        given(Said(name), stacklevel=2)(step)
        return when(Said(name), stacklevel=2)(step)

    return enter


def whole(told: Told, datatable: Table | None, docstring: str | None) -> Told:
    """The sentence with what stands below it."""
    more: dict[str, str] = {}
    for row in datatable or ():
        if len(row) != 2:
            wrong(f"a table of fields has two columns, a field and its value; this row has {len(row)}: {row}")
        more[row[0]] = row[1]
    return replace(told, more=more, text=docstring)


@given(AFact())
def _so(scene: Scene, told: Told, datatable: Table | None = None, docstring: str | None = None) -> None:
    scene.put(whole(told, datatable, docstring))


@when(AFact())
def _happens(scene: Scene, told: Told, datatable: Table | None = None, docstring: str | None = None) -> None:
    scene.act(whole(told, datatable, docstring))


@either("standard")
def _standard(scene: Scene) -> None:
    scene.rules = {"based_on": "standard"}


@either("strict")
def _strict(scene: Scene) -> None:
    scene.rules = {"based_on": "strict"}


@either("policy")
def _policy(scene: Scene, docstring: str) -> None:
    scene.rules = document_of(docstring)


@either("mode")
def _mode(scene: Scene, rule: str, mode: str) -> None:
    _set(scene, scene.rule(rule), "mode", mode)


@either("parameter")
def _parameter(scene: Scene, rule: str, parameter: str, value: str) -> None:
    _set(scene, scene.rule(rule), parameter, _number(value))


def _set(scene: Scene, rule: str, name: str, value: Any) -> None:
    rules = dict(scene.rules.get("rules", {}))
    rules[rule] = {**rules.get(rule, {}), name: value}
    scene.rules = {**scene.rules, "rules": rules}


def _number(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


@either("meeting")
def _meeting(scene: Scene, level: str, meeting_day: str) -> None:
    day = day_of(meeting_day, scene.today)
    assert day is not None
    meetings = dict(scene.rules.get("meetings", {}))
    meetings[level] = [*meetings.get(level, ()), day]
    scene.rules = {**scene.rules, "meetings": meetings}


@either("next-day")
def _next_day(scene: Scene) -> None:
    scene.wait(1)


@either("later")
def _later(scene: Scene, n: int) -> None:
    scene.wait(n)


@either("today")
def _today(scene: Scene, day: str) -> None:
    found = day_of(day, scene.today)
    assert found is not None
    scene.wait_until(found)
