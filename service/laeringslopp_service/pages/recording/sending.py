"""Recording what a form says; and where that is refused, what is to be mended in it and recorded first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from laeringslopp import Entry, Flaw, Invalid, Receipt, Refusal, Refused
from laeringslopp.facts import KINDS
from laeringslopp.integrity.identity import masked
from laeringslopp.integrity.malformed import read_entry
from laeringslopp.rules import GUARDS
from laeringslopp.story import kind_act, refusal_sentence
from laeringslopp_service.pages.recording.form import Form
from laeringslopp_service.pages.recording.kinds import ELSEWHERE
from laeringslopp_service.pages.recording.moments import zone_of
from laeringslopp_service.pages.recording.reading import Reader
from laeringslopp_service.pages.recording.shapes import Shape, shapes_of
from laeringslopp_service.pages.recording.typed import Typed, Values, Waiting, from_wire
from laeringslopp_service.pages.recording.who import ME, ORGAN, Who, acting_level, actors, field_of


@dataclass(frozen=True, slots=True)
class Offer:
    """What would let a refused form past: facts to record first, another kind in its place, or a waiver."""

    anchor: str
    sentence: str
    first: tuple[tuple[str, str], ...]
    """What each button sends, and what it says."""
    instead: tuple[str, str] | None
    waive: str | None


def record(form: Form) -> Receipt:
    """Records it. Raises Invalid, with pointers that are names of fields, and whatever else ``append`` raises."""
    entry = _entry(form)
    try:
        return form.page.register.append([entry], key=f"form.{form.typed.key}")
    except Invalid as error:
        raise _by_field(error, _reader(form), form.typed) from None


def refused(form: Form) -> tuple[Refusal, ...]:
    """What the rules say of it, with nothing recorded; nothing where it cannot even be read."""
    try:
        return form.page.register.append([_entry(form)], dry_run=True).refusals
    except Invalid:
        return ()


def _reader(form: Form) -> Reader:
    return Reader(form.kind, form.typed, zone_of(form.policy.calendar.country), acting_level(form.typed))


def _entry(form: Form) -> Entry:
    reader = _reader(form)
    decision_id = form.decision_id or form.page.register.name_for(f"form.{form.typed.key}")
    wire = {"decision_id": decision_id, **actors(form.typed), **reader.entry()}
    try:
        entry = read_entry(wire)
    except Invalid as error:
        raise _by_field(error, reader, form.typed) from None
    if reader.flaws:
        raise Invalid(list(reader.flaws.values()))
    return entry


def _by_field(error: Invalid, reader: Reader, typed: Typed) -> Invalid:
    """The same flaws, each with the name of the field that it stands in as its pointer."""
    found: dict[str, Flaw] = {}
    for flaw in error.flaws:
        name = field_of(flaw.pointer, typed) or reader.name_of(flaw.pointer)
        found.setdefault(name, replace(flaw, pointer=name))
    return Invalid(list({**found, **reader.flaws}.values()))


def mended(form: Form, error: Invalid) -> Form:
    """The form to show again; a national identity number is hidden in it."""
    if any(flaw.code == "no-national-identity" for flaw in error.flaws):
        hidden = {name: tuple(map(masked, values)) for name, values in form.typed.values.items()}
        form.typed = replace(form.typed, values=hidden)
    first = form.primary[0].path
    form.flaws = {flaw.pointer or first: flaw for flaw in error.flaws}
    return form


def answered(form: Form, error: Refused) -> Form:
    """The form to show again, with what the rules ask for."""
    form.refusals = error.refusals
    said: dict[str, Flaw] = {}
    for refusal in error.refusals:
        for name in _lacking(refusal, form):
            said.setdefault(name, Flaw("refused", refusal_sentence(refusal, form.page.texts.words), name))
    form.flaws = said
    form.typed = form.typed.filling(_suggested(error.refusals, form))
    return form


def _suggested(refusals: tuple[Refusal, ...], form: Form) -> dict[str, Values]:
    """What the rules themselves know would satisfy them, such as the changes that were made since the last attempt."""
    templates = (template for refusal in refusals for template in refusal.record_first if "kind" not in template)
    said = {name: value for template in templates for name, value in template.items() if name in form.names}
    known = form.choices.decision.things if form.choices.decision else {}
    things = {shape.path for shape in shapes_of(form.kind) if shape.widget in ("thing", "things")}
    found = {name: tuple(each for each in values if each in known) for name, values in from_wire(said).items()}
    return {name: values for name, values in found.items() if name in things and values}


def _lacking(refusal: Refusal, form: Form) -> Iterator[str]:
    """The fields of the form that would satisfy a rule."""
    known = {shape.path for shape in (*form.primary, *form.rest)}
    for template in refusal.record_first:
        if "kind" in template:
            noun = KINDS[template["kind"]].names
            yield from (shape.path for shape in shapes_of(form.kind) if noun and noun in shape.nouns)
            continue
        for name in template:
            if name == "by":
                acting = ORGAN if form.typed.has(f"{ORGAN}.role") or form.typed.has(f"{ORGAN}.unit") else ME
                yield f"{acting}.level"
            elif name in known:
                yield name


def offers(form: Form) -> list[Offer]:
    """For each refusal what can be done about it."""
    words = form.page.texts.words
    made = []
    for at, refusal in enumerate(form.refusals):
        first = tuple(
            (f"first.{at}.{number}", kind_act(template["kind"], words))
            for number, template in enumerate(_templates(refusal))
        )
        other = _other_kind(refusal, form)
        guard = GUARDS.get(refusal.rule_id)
        may_waive = guard is not None and not guard.never_waived and refusal.missing != "no-waiver"
        made.append(
            Offer(
                f"refused-{at}",
                refusal_sentence(refusal, words),
                first,
                (f"instead.{at}", kind_act(other, words)) if other else None,
                f"waive.{at}" if may_waive else None,
            )
        )
    return made


def _templates(refusal: Refusal) -> tuple[Mapping[str, Any], ...]:
    """The facts to record first, not what takes the place of the refused one."""
    in_its_place = refusal.instead["fact"] if refusal.instead else None
    return tuple(
        template
        for template in refusal.record_first
        if template.get("kind") not in (None, *ELSEWHERE) and template != in_its_place
    )


def _other_kind(refusal: Refusal, form: Form) -> str | None:
    kind = refusal.instead["fact"]["kind"] if refusal.instead else form.kind
    return str(kind) if kind != form.kind else None


def gone_to(form: Form, go: str) -> tuple[str, str, Typed] | None:
    """Where a button of a refusal leads: decision, kind and what is filled in; None where it leads nowhere any more."""
    way, *numbers = go.split(".")
    if not all(number.isascii() and number.isdigit() and len(number) < 4 for number in numbers):
        return None
    refusals = refused(form)
    if not numbers or int(numbers[0]) >= len(refusals):
        return None
    refusal = refusals[int(numbers[0])]
    match way, len(numbers):
        case "first", 2 if int(numbers[1]) < len(_templates(refusal)):
            template = dict(_templates(refusal)[int(numbers[1])])
            decision_id = str(template.pop("decision_id", form.decision_id))
            return decision_id, template["kind"], _new(form, prefilled(template["kind"], from_wire(template)))
        case "waive", 1:
            return form.decision_id, "rule-waived", _new(form, _waiver(form, refusal))
        case "instead", 1 if (other := _other_kind(refusal, form)) and refusal.instead:
            more = prefilled(other, from_wire(refusal.instead["fact"]))
            return form.decision_id, other, replace(form.typed, values={**form.typed.values, **more})
    return None


def _waiver(form: Form, refusal: Refusal) -> dict[str, Values]:
    said: dict[str, Values] = {"rule_id": (refusal.rule_id,), "for_kind": (form.kind,)}
    decision = form.choices.decision
    owner = form.policy.owner(refusal.rule_id, decision.deciding_level if decision else None)
    if owner and not form.policy.at_or_above(Who.of(form.typed).level, owner):
        said[f"{ORGAN}.level"] = (owner,)
    return said


def _new(form: Form, fields: Mapping[str, Values]) -> Typed:
    """The fields of a form that comes before this one, which waits for it."""
    waiting = Waiting(form.decision_id, form.kind, form.typed)
    return Typed({**Who.of(form.typed).fields(), **fields}, then=waiting)


def prefilled(kind: str, given: Mapping[str, Values]) -> dict[str, Values]:
    """Fields as an address or a template fills them in, under the names that the form has for them."""
    values = dict(given)
    for shape in shapes_of(kind):
        if shape.widget == "access" and shape.path in values:
            values.setdefault(f"{shape.path}.level", values.pop(shape.path))
        if shape.widget == "lesson" and (lesson := values.pop(f"{shape.path}.lesson_id", None)):
            decision = values.pop(f"{shape.path}.decision_id", ("",))
            values[shape.path] = (f"{decision[-1]}/{lesson[-1]}",)
    return values


def going_on(waiting: Waiting, receipt: Receipt) -> Typed:
    """What waits, with what was recorded now chosen wherever it may be referred to by name and nothing is."""
    fact = receipt.recorded[-1].fact
    own, noun = (getattr(fact, f"{fact.names}_id"), fact.names) if fact.names else ("", None)
    fresh: dict[str, Values] = {}
    for shape in shapes_of(waiting.kind):
        if noun and noun in shape.nouns and shape.widget in ("thing", "things"):
            chosen = waiting.typed.many(shape.path)
            if not chosen or shape.widget == "things":
                fresh[shape.path] = (*chosen, own)
    return waiting.typed.holding(fresh)


def one_more_row(typed: Typed, shape: Shape) -> Typed:
    """The same with one more empty row in a list."""
    at = typed.rows(shape.path)
    return typed.holding({f"{shape.path}.{at}.{part.name}": ("",) for part in shape.parts})
