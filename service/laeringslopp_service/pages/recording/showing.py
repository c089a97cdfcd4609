"""A form as its template shows it: each field with its label, help, choices, and what is to be mended in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from laeringslopp import Flaw
from laeringslopp.story import ENVELOPE, field_help, field_label, flaw_sentence, value_label
from laeringslopp_service.pages.recording.choices import Option
from laeringslopp_service.pages.recording.form import Form
from laeringslopp_service.pages.recording.kinds import WHEN
from laeringslopp_service.pages.recording.moments import day
from laeringslopp_service.pages.recording.shapes import Shape, Widget, shapes_around, shapes_of
from laeringslopp_service.pages.texts import N_

BLANK_ROWS = {"criteria": 2}
"""How many empty rows a list begins with; otherwise one."""
FEW = 5
"""Up to so many words are shown at once, each with its own button; more are folded into a list."""
SET_BEFOREHAND = ("confidence", "finding", "criteria.comparison")
"""What the model has a value for where nothing is said."""
IN_A_ROW = re.compile(r"\.\d+\.")
"""A row is narrow: there one chooses from a list."""
AROUND = frozenset(shape.path for shape in shapes_around())


@dataclass(frozen=True, slots=True)
class Shown:
    """One field on the page."""

    name: str
    label: str
    help: str
    widget: Widget
    is_required: bool
    value: str = ""
    chosen: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    mistake: str = ""
    parts: tuple["Shown", ...] = ()
    rows: tuple[tuple["Shown", ...], ...] = ()
    is_focused: bool = False

    @property
    def is_side_by_side(self) -> bool:
        """Whether there are so few words to choose from that each has a button."""
        few = self.widget == "choice" and 0 < len(self.options) <= FEW
        return self.widget == "flag" or (few and IN_A_ROW.search(self.name) is None)

    @property
    def is_chosen(self) -> bool:
        """Whether one chooses, and does not write."""
        return self.widget in ("choice", "level", "thing", "entry", "decision", "lesson", "rule", "kind")

    @property
    def is_set(self) -> bool:
        """Whether something stands there already that cannot be left empty."""
        return self.is_required and bool(self.value)

    @property
    def is_a_day(self) -> bool:
        """Whether a browser's own calendar can hold what stands there; what it cannot would be lost in it."""
        return not self.value or day(self.value) == self.value

    @property
    def is_enforced(self) -> bool:
        """Whether the browser itself asks for it: never in a row that may stay empty, nor in what may be folded."""
        return self.is_required and ("." not in self.name or self.name == "access.level")

    @property
    def described_by(self) -> str:
        """The ids of what is said about it."""
        said = [f"{self.name}-help"] if self.help else []
        return " ".join([*said, f"{self.name}-error"] if self.mistake else said)


@dataclass
class Showing:
    """Makes the fields of one form."""

    form: Form
    said: dict[str, str] = field(default_factory=dict)
    """What is to be mended by field, once it is shown beside it."""

    def fields(self, shapes: tuple[Shape, ...]) -> list[Shown]:
        """Each of them."""
        return [self.shown(shape, shape.path) for shape in shapes]

    def shown(self, shape: Shape, name: str, label: tuple[str, str] | None = None) -> Shown:
        """One field with what was typed in it."""
        typed = self.form.typed
        said, helped = label or self._words(shape)
        options = self._options(shape)
        chosen = tuple(each for value in typed.values.get(name, ()) for each in self._each(shape, value))
        gone = [value for value in chosen if value not in {option.value for option in options}]
        if options or shape.widget in ("thing", "things"):
            options = (*options, *(Option(value, value) for value in gone))
        return Shown(
            name,
            said,
            helped,
            shape.widget,
            shape.is_required and not self.form.follows(shape),
            self._value(shape, name),
            chosen,
            options,
            self._mistake(shape, name),
            tuple(self._parts(shape, name)) if shape.widget in ("money", "access") else (),
            tuple(self._rows(shape, name)) if shape.widget == "rows" else (),
        )

    def _options(self, shape: Shape) -> tuple[Option, ...]:
        """What there is to choose among; where one need not choose, and each has a button, nothing is one of them."""
        say, words = self.form.page.texts.say, self.form.page.texts.words
        options = self.form.choices.of(shape)
        if shape.widget == "flag":
            options = tuple(Option(value, _begun(value_label(value == "yes", words))) for value in ("yes", "no"))
        few = shape.widget == "flag" or (shape.widget == "choice" and 0 < len(options) < FEW)
        is_free = not shape.is_required and shape.path not in SET_BEFOREHAND
        return (*options, Option("", say(N_("Not said")))) if few and is_free else options

    def _each(self, shape: Shape, value: str) -> list[str]:
        pieces = value.split(",") if shape.widget in ("things", "levels") else [value]
        return [piece.strip() for piece in pieces if piece.strip()]

    def _value(self, shape: Shape, name: str) -> str:
        typed = self.form.typed
        match shape.widget:
            case "lines":
                return "\n".join(typed.values.get(name, ()))
            case "tags" | "entries":
                return ", ".join(value for value in typed.values.get(name, ()) if value.strip())
            case "day":
                return day(typed.one(name)) or typed.raw(name)
        return typed.raw(name)

    def _parts(self, shape: Shape, name: str) -> Iterator[Shown]:
        for part in shape.parts:
            yield self.shown(part, f"{name}.{part.name}")

    def _rows(self, shape: Shape, name: str) -> Iterator[tuple[Shown, ...]]:
        count = max(self.form.typed.rows(name), BLANK_ROWS.get(name, 1))
        for at in range(count):
            row = (self.shown(part, f"{name}.{at}.{part.name}") for part in shape.parts)
            # Once is enough: what stands in the second row is the same as in the first.
            yield tuple(replace(each, help="") if at else each for each in row)

    def _words(self, shape: Shape) -> tuple[str, str]:
        words = self.form.page.texts.words
        if shape.path == WHEN:
            said = N_("A date such as {example}, or only a month or a year. Empty means now.")
            example = self.form.page.register.now().date().isoformat()
            return field_label(ENVELOPE, "occurred_at", words), self.form.page.texts.say(said, example=example)
        first = shape.path.partition(".")[0]
        where = ENVELOPE if first in AROUND and not self._is_own(first) else self.form.kind
        helped = field_help(where, shape.path, words)
        return field_label(where, shape.path, words), f"{helped} {self._how(shape)}".strip()

    def _is_own(self, name: str) -> bool:
        """Whether the fact itself says it; who may see an entry is said around most of them."""
        return name == "access" and any(shape.path == name for shape in shapes_of(self.form.kind))

    def _how(self, shape: Shape) -> str:
        """How to write it, where the words of the field do not say."""
        say = self.form.page.texts.say
        match shape.widget:
            case "lines":
                return say(N_("One on each line."))
            case "tags" | "entries":
                return say(N_("Put a comma between them."))
            case "moment":
                return say(N_("Write a date such as 2026-03-12, with or without the time."))
        return ""

    def _mistake(self, shape: Shape, name: str) -> str:
        flaw = self.form.flaws.get(name)
        if flaw is None:
            return ""
        self.said[name] = said = self._sentence(flaw, shape, name)
        return said

    def _sentence(self, flaw: Flaw, shape: Shape, name: str) -> str:
        texts = self.form.page.texts
        said = flaw_sentence(flaw, texts.words)
        if flaw.code == "no-national-identity":
            return f"{said} {texts.say(N_('We have hidden it below. Read it through and send again.'))}"
        if flaw.code == "too-long":
            length = texts.words.number(len(self.form.typed.raw(name)))
            counted = texts.say(N_("It has {length} characters."), length=length)
            return f"{said} {counted}"
        return said

    def others(self) -> dict[str, str]:
        """What is to be mended in no field that is shown."""
        words = self.form.page.texts.words
        return {name: flaw_sentence(flaw, words) for name, flaw in self.form.flaws.items() if name not in self.said}


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
