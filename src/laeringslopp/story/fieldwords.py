"""What facts, their fields and their values are called, and what to write in them: for forms and for pages."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from laeringslopp.entry import Entry
from laeringslopp.facts import KINDS
from laeringslopp.facts.values import Value
from laeringslopp.story.fields import around, deciding, failing, learning, steering, trying
from laeringslopp.story.fields.shared import KindSaid, Said
from laeringslopp.story.fields.values import NO, VALUES, YES
from laeringslopp.story.wording import N_, Wording

_FACTS = (deciding, trying, failing, learning, steering)
KIND_WORDS: Mapping[str, KindSaid] = {kind: said for group in _FACTS for kind, said in group.KINDS.items()}
"""For each kind of fact its name, what one does when recording it, and when to use it."""
FIELD_WORDS: Mapping[type[Value], Mapping[str, Said]] = {
    model: fields for group in (*_FACTS, around) for model, fields in group.FIELDS.items()
}
"""For each model the label of each field, and what to write in it; a model has those of its bases too."""
ENVELOPE = "envelope"
"""Stands in place of a kind for what is around every fact."""
NEWLINE, PLAIN_ID = "a\nb", re.compile(r"^[\w.-]{1,100}$")


def kind_name(kind: str, words: Wording) -> str:
    """What an entry of the kind is called, such as ``Failure disclosed``; an unknown kind is its own name."""
    return words.text(KIND_WORDS[kind].name) if kind in KIND_WORDS else kind


def kind_act(kind: str, words: Wording) -> str:
    """What one does when recording one, such as ``Disclose a failure``: for buttons and for a form's heading."""
    return words.text(KIND_WORDS[kind].act) if kind in KIND_WORDS else kind


def kind_help(kind: str, words: Wording) -> str:
    """When to use the kind, in a sentence or two; empty where it is unknown."""
    return words.text(KIND_WORDS[kind].help) if kind in KIND_WORDS else ""


def field_label(kind: str, path: str, words: Wording) -> str:
    """What a field is called.

    ``kind`` is a kind of fact, or ``ENVELOPE``. ``path`` leads to the field by names and places, such as
    ``criteria.0.metric`` or ``/by/role``. A path that leads nowhere is its own label.
    """
    said = _said(kind, path)
    return words.text(said.label) if said else path


def field_help(kind: str, path: str, words: Wording) -> str:
    """What to write in a field (see ``field_label``); empty where the path leads nowhere."""
    said = _said(kind, path)
    return words.text(said.help) if said else ""


def value_label(value: str | bool, words: Wording) -> str:
    """One of a field's own words, or yes or no, as a person says it; any other text is its own label."""
    if isinstance(value, bool):
        return words.text(YES if value else NO)
    return words.text(VALUES[value]) if value in VALUES else value


def limit_said(field: FieldInfo, words: Wording) -> str:
    """What the model lets a field hold, such as ``At most 10,000 characters``; empty where it speaks for itself."""
    said: list[str] = []
    marks = list(_marks(field))
    least, most = _bound(marks, "ge"), _bound(marks, "le")
    if get_origin(field.annotation) is tuple:
        many = next(mark.max_length for mark in field.metadata if getattr(mark, "max_length", None))
        said.append(words.say(N_("At most {n} of them."), n=words.number(many)))
    if isinstance(most, datetime) or hasattr(most, "year"):
        return words.say(N_("From the year {first} to {last}."), first=least.year, last=most.year - 1)
    if least is not None and most is None:
        said.append(words.say(N_("{least} or more."), least=words.number(least)))
    elif most is not None and most <= 1000:
        said.append(words.say(N_("From {least} to {most}."), least=words.number(least), most=words.number(most)))
    said += _of_text(marks, words)
    return " ".join(said)


def _of_text(marks: list[Any], words: Wording) -> Iterator[str]:
    pattern = next((mark.pattern for mark in marks if getattr(mark, "pattern", None)), None)
    longest = [mark.max_length for mark in marks if isinstance(getattr(mark, "max_length", None), int)]
    # The first of a list's bounds counts its items; those of what it holds come after it.
    if pattern is None:
        return
    if longest and longest[-1] != 100:
        one_line = re.fullmatch(pattern, NEWLINE) is None
        said = N_("At most {n} characters, on one line.") if one_line else N_("At most {n} characters.")
        yield words.say(said, n=words.number(longest[-1]))
    elif re.fullmatch(pattern, "NOK") and not re.fullmatch(pattern, "nok"):
        yield words.text(N_("Three capital letters, such as NOK."))
    else:
        yield words.say(N_("Letters a–z, digits, full stop, hyphen and underscore, at most {n}."), n=100)


def _bound(marks: list[Any], name: str) -> Any:
    for mark in marks:
        bounds = getattr(mark, "bounds", None) or {name: getattr(mark, name, None)}
        if bounds.get(name) is not None:
            return bounds[name]
    return None


def _marks(field: FieldInfo) -> Iterator[Any]:
    """What constrains a field, and what it holds, from the outermost."""
    yield from chain.from_iterable(_flat(mark) for mark in field.metadata)
    yield from _within(field.annotation)


def _within(annotation: Any) -> Iterator[Any]:
    for mark in getattr(annotation, "__metadata__", ()):
        yield from _flat(mark)
    for argument in get_args(annotation):
        if get_origin(annotation) is not dict:
            yield from _within(argument)


def _flat(mark: Any) -> Iterator[Any]:
    yield from chain.from_iterable(map(_flat, mark.metadata)) if isinstance(mark, FieldInfo) else (mark,)


@cache
def _said(kind: str, path: str) -> Said | None:
    model: type[Value] | None = Entry if kind == ENVELOPE else KINDS.get(kind)
    said = None
    for name in (part for part in re.split(r"[./]", path) if part and not part.isdigit()):
        if model is None:
            return None
        found = _field(model, name)
        if found is None:
            return None
        said = next((FIELD_WORDS[base][found] for base in model.__mro__ if found in FIELD_WORDS.get(base, ())), None)
        model = next(inner(model.model_fields[found]), None)
    return said


def _field(model: type[Value], name: str) -> str | None:
    """The field's name in Python; in a path it may be what it is called in JSON."""
    if name in model.model_fields:
        return name
    return next((own for own, field in model.model_fields.items() if field.alias == name), None)


def inner(field: FieldInfo) -> Iterator[type[Value]]:
    """The small model that a field holds, alone or in a list, if it holds one."""
    yield from _models(field.annotation)


def _models(annotation: Any) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
