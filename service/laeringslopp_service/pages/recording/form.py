"""One form: what it is about, what was typed in it, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from laeringslopp import Flaw, Recorded, Refusal
from laeringslopp.policy import Policy
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.recording.choices import Choices
from laeringslopp_service.pages.recording.kinds import OF_THE_DECIDING, OPENING, PRIMARY, WHEN
from laeringslopp_service.pages.recording.shapes import Shape, shapes_around, shapes_of
from laeringslopp_service.pages.recording.typed import Typed, Values
from laeringslopp_service.pages.recording.who import ME, Who, remembered
from laeringslopp_service.pages.texts import N_


@dataclass
class Form:
    """A form for one kind, in one decision or for a new one."""

    page: Asked
    decision_id: str
    """Empty where the form is to open one."""
    kind: str
    choices: Choices
    typed: Typed
    flaws: Mapping[str, Flaw] = field(default_factory=dict)
    """What is to be mended, by field."""
    refusals: tuple[Refusal, ...] = ()
    troubles: tuple[str, ...] = ()
    """What is wrong with no field: an old page, a store that cannot be reached."""
    unknown: tuple[str, ...] = ()
    """What the address filled in that the form has no field for."""
    before: Recorded | None = None
    """What was recorded just now, and came before this."""
    row: str = ""
    """The list that was given one more row."""
    is_fresh: bool = False
    """Whether all that stands in it came with the address: nobody has typed in it yet."""

    @cached_property
    def policy(self) -> Policy:
        """The rules in force for the organisation."""
        return self.page.register.policy_of(self.choices.organisation)

    @property
    def address(self) -> str:
        """Where it is sent."""
        return address_of(self.page, self.decision_id, self.kind)

    @cached_property
    def primary(self) -> tuple[Shape, ...]:
        """What is asked first; what the model requires and nothing else says is among it."""
        known = {shape.path: shape for shape in (*around(self.kind), *shapes_of(self.kind))}
        first = [known[name] for name in PRIMARY[self.kind] if name in known]
        required = (shape for shape in shapes_of(self.kind) if shape.is_required and not self.follows(shape))
        return tuple(dict.fromkeys((*first, *required)))

    @cached_property
    def rest(self) -> tuple[Shape, ...]:
        """What may be said too."""
        asked = {shape.path for shape in self.primary}
        if self.kind == OPENING:
            asked.add("access")  # asked beside the button, as who may see what is recorded always is
        return tuple(shape for shape in (*shapes_of(self.kind), *around(self.kind)) if shape.path not in asked)

    def follows(self, shape: Shape) -> bool:
        """Whether a required field follows from who one is."""
        return self.kind == "lesson-acknowledged" and shape.path == "level"

    @property
    def names(self) -> frozenset[str]:
        """The first steps of all its fields' names."""
        own = {shape.path.partition(".")[0] for shape in (*self.primary, *self.rest)}
        return frozenset({*own, "by", "organ_by", "seen"})


OUTSIDE = ("by", "recorded_by", "occurred_at", "occurred_precision", "access")


def around(kind: str) -> tuple[Shape, ...]:
    """What stands around a fact of the kind and is asked among its fields; who acts and who sees it stand apart."""
    asked = tuple(shape for shape in shapes_around() if shape.path not in OUTSIDE)
    return (Shape(WHEN, "moment"), *asked)


def address_of(page: Asked, decision_id: str, kind: str) -> str:
    """Where the form of a kind lies."""
    if kind == OPENING:
        return page.to(f"/record/{kind}")
    return page.to(f"/decisions/{quote(decision_id)}/record/{kind}")


def filled(page: Asked, kind: str, choices: Choices, typed: Typed) -> Typed:
    """The fields of a new form with what is known of them: who one is, and what is plain from the decision."""
    me = remembered(page.request)
    level = typed.one("level") or typed.one(f"{ME}.level") or (me.level if me.level in choices.levels else "")
    level = level or _usual_level(kind, choices)
    if me.level not in ("", level):
        me = Who()  # a link for another level than the last time: somebody else sits before the same screen
    role = me.role or page.texts.say(N_("elected member") if level == choices.levels[0] else N_("employee"))
    return typed.filling({**Who(role, level, me.unit).fields(), **_plain(page, kind, choices)})


def _usual_level(kind: str, choices: Choices) -> str:
    deciding = choices.decision.deciding_level if choices.decision else None
    if kind in OF_THE_DECIDING and deciding in choices.levels:
        return str(deciding)
    policy = choices.page.register.policy_of(choices.organisation)
    return choices.levels[-1] if kind == "failure-disclosed" else policy.administration


def _plain(page: Asked, kind: str, choices: Choices) -> dict[str, Values]:
    """What there is one answer to: the whole record is presented; the only running trial is the one that ends."""
    said: dict[str, Values] = {}
    if kind == "case-presented" and choices.timeline is not None:
        said["up_to_version"] = (str(choices.timeline.version),)
    if kind == OPENING:
        said["deciding_level"] = (choices.levels[0],)
    if kind in ("case-presented", "decision-escalated") and choices.decision and choices.decision.deciding_level:
        said["to_level"] = (choices.decision.deciding_level,)
    for shape in shapes_of(kind):
        options = choices.of(shape) if shape.is_required and shape.widget in ("thing", "organisation") else ()
        if len(options) == 1:
            said[shape.path] = (options[0].value,)
    return said
