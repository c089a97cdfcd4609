"""Who can see what is to be recorded, said of each choice before it is sent."""

from dataclasses import dataclass

from pydantic import ValidationError

from laeringslopp.access import Rulings
from laeringslopp.facts import EXEMPT, INTERNAL, OPEN, Access
from laeringslopp.story import value_label
from laeringslopp.story.sight import Why, access_of_new, sight
from laeringslopp_service.pages.recording.form import Form
from laeringslopp_service.pages.recording.kinds import OPENING
from laeringslopp_service.pages.recording.reading import SEEN
from laeringslopp_service.pages.recording.shapes import Shape, shapes_around
from laeringslopp_service.pages.rendering import spaced

OTHERS = {"open": OPEN, "internal": INTERNAL, "exempt": EXEMPT}


@dataclass(frozen=True, slots=True)
class Sight:
    """One choice of who may see it: what is sent, what it is called, and who sees it now and later."""

    value: str
    label: str
    now: str
    later: str
    ground: str
    """Empty where it is no more than that it was chosen."""
    is_chosen: bool


def field_of(form: Form) -> str:
    """The field that says who may see it; of a new decision it is what holds for all of its entries."""
    return "access" if form.kind == OPENING else SEEN


def sights(form: Form) -> list[Sight]:
    """Each choice, what holds where nothing is said the first."""
    decision = form.choices.decision
    usual, why = access_of_new(form.kind, decision.rulings if decision else Rulings())
    chosen = form.typed.one(f"{field_of(form)}.level")
    others = {level: access for level, access in OTHERS.items() if level != usual.level or level == "exempt"}
    if chosen not in others:
        chosen = ""
    made = [_sight("", usual, why, form, not chosen)]
    for level, access in others.items():
        said = _as_typed(form) if level == "exempt" else access
        made.append(_sight(level, said, "chosen", form, level == chosen))
    return made


def terms(form: Form) -> tuple[Shape, ...]:
    """What is said of exempt access beside the level."""
    access = next(shape for shape in shapes_around() if shape.path == "access")
    return tuple(part for part in access.parts if part.name != "level")


def _sight(value: str, access: Access, why: Why, form: Form, is_chosen: bool) -> Sight:
    words, now = form.page.texts.words, form.page.register.now()
    organisation = form.choices.organisation
    told = sight(access, why, spaced(organisation) if organisation else None, now.date(), words)
    label = value_label(access.level, words)
    ground = "" if why == "chosen" and access.level != "exempt" else told.ground
    return Sight(value, label[:1].upper() + label[1:], told.now, told.later, ground, is_chosen)


def _as_typed(form: Form) -> Access:
    """The terms that were written, where they hold together."""
    before, typed = field_of(form), form.typed
    levels = tuple(level for level in typed.many(f"{before}.levels") if level in form.choices.levels)
    try:
        return Access(level="exempt", ground=typed.one(f"{before}.ground") or None, levels=levels)
    except ValidationError:
        return EXEMPT
