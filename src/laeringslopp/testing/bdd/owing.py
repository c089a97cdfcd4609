"""Steps that say what is owed: by which level, by when, whether the day has passed, and whether it is met."""

from collections.abc import Sequence

from pytest_bdd import then

from laeringslopp.rules import Owed
from laeringslopp.testing.bdd.reading import day_of
from laeringslopp.testing.bdd.scene import Scene
from laeringslopp.testing.bdd.telling import Said, wrong


def duties(scene: Scene, about: str = "", rule: str = "") -> Sequence[Owed]:
    """What one rule says is owed, met or not."""
    wanted = scene.rule(rule)
    return [owed for owed in scene.way_in.owed() if owed.rule_id == wanted and about in ("", owed.about)]


def holds(it_does: bool, expected: str, scene: Scene) -> None:
    """Ends the scenario with both sides unless it is so."""
    __tracebackhide__ = True
    if not it_does:
        lines = [
            f"{owed.level} owes {owed.rule_id} for {owed.about or 'the decision'} by {owed.due}"
            + (f", met on {owed.met_on}" if owed.met_on else "")
            for owed in scene.way_in.owed()
        ]
        wrong(f"expected on {scene.today}: {expected}; what is owed: {'; '.join(lines) or 'nothing'}")


@then(Said("owed"))
def _owed(scene: Scene, level: str, about: str = "", day: str = "") -> None:
    _owes(scene, level, scene.rule(), about, day)


@then(Said("owed-by-rule"))
def _owed_by_rule(scene: Scene, level: str, rule: str, about: str = "", day: str = "") -> None:
    _owes(scene, level, scene.rule(rule), about, day)


def _owes(scene: Scene, level: str, rule: str, about: str, day: str) -> None:
    due = day_of(day, scene.today) if day else None
    found = [
        owed
        for owed in duties(scene, about, rule)
        if owed.open and owed.level == level and (due is None or owed.due == due)
    ]
    expected = f"{level} owes {rule}" + (f" for {about}" if about else "") + (f" by {due}" if due else "")
    holds(bool(found), expected, scene)


@then(Said("nothing-owed"))
def _nothing_owed(scene: Scene, rule: str = "", about: str = "") -> None:
    holds(not any(owed.open for owed in duties(scene, about, rule)), f"nobody owes {scene.rule(rule)}", scene)


@then(Said("no-duties"))
def _no_duties(scene: Scene, level: str) -> None:
    open_for = [owed for owed in scene.way_in.owed() if owed.open and owed.level == level]
    holds(not open_for, f"{level} owes nothing", scene)


@then(Said("overdue"))
def _overdue(scene: Scene, about: str = "") -> None:
    late = [owed for owed in duties(scene, about) if owed.open and owed.overdue]
    holds(bool(late), f"{scene.rule()} is overdue", scene)


@then(Said("in-time"))
def _in_time(scene: Scene, about: str = "") -> None:
    still = [owed for owed in duties(scene, about) if owed.open]
    late = [owed for owed in still if owed.overdue]
    holds(bool(still) and not late, f"{scene.rule()} is owed, and not overdue", scene)


@then(Said("met"))
def _met(scene: Scene, rule: str = "", about: str = "") -> None:
    found = duties(scene, about, rule)
    holds(bool(found) and not any(owed.open for owed in found), f"{scene.rule(rule)} is met", scene)


@then(Said("lacking"))
def _lacking(scene: Scene, parts: str) -> None:
    lacking = [", ".join(owed.lacking) for owed in duties(scene)]
    holds(parts in lacking, f"{scene.rule()} lacks {parts}, not {lacking}", scene)


@then(Said("for-meeting"))
def _for_meeting(scene: Scene, meeting_day: str) -> None:
    meeting = day_of(meeting_day, scene.today)
    found = [owed for owed in duties(scene) if owed.meeting == meeting and owed.organ]
    holds(bool(found), f"{scene.rule()} is due for the meeting on {meeting}", scene)


@then(Said("for-no-meeting"))
def _for_no_meeting(scene: Scene) -> None:
    found = [owed for owed in duties(scene) if owed.meeting is None and not owed.organ]
    holds(bool(found), f"{scene.rule()} is due for no meeting", scene)


@then(Said("never-owed"))
def _never_owed(scene: Scene, about: str = "") -> None:
    holds(not duties(scene, about), f"nobody ever owed {scene.rule()}", scene)
