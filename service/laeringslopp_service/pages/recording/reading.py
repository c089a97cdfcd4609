"""From what was typed to an entry in the exchange format, and back from what is wrong to the field it stands in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from laeringslopp import Flaw
from laeringslopp_service.pages.recording.kinds import FROM_WHO, WHEN
from laeringslopp_service.pages.recording.moments import day, moment
from laeringslopp_service.pages.recording.shapes import Shape, shapes_around, shapes_of
from laeringslopp_service.pages.recording.typed import Typed

ABSENT: Any = object()
YES_NO = {"yes": True, "no": False, "true": True, "false": False}
SEEN = "seen"
"""The fields that say who may see the entry; ``access`` is a field of some facts."""
OUTSIDE = ("by", "recorded_by", "occurred_at", "occurred_precision", "access")
"""What is around a fact and has fields of its own in a form."""
LONG_NUMBER = 60


@dataclass(slots=True)
class Reader:
    """Reads one form. ``entry`` gives what was written; ``flaws`` what cannot be understood, by field."""

    kind: str
    typed: Typed
    zone: tzinfo
    level: str
    """The level of whoever acts, for what follows from it."""
    flaws: dict[str, Flaw] = field(default_factory=dict)
    _kept: dict[str, list[int]] = field(default_factory=dict)
    """Which rows of a list are not empty, by its name."""

    def entry(self) -> dict[str, Any]:
        """The fact, and what is around it but for who acts."""
        fact = {"kind": self.kind, **self._values(shapes_of(self.kind))}
        for (kind, name), _ in FROM_WHO.items():
            if kind == self.kind:
                fact.setdefault(name, self.level)
        around = self._values(tuple(shape for shape in shapes_around() if shape.path not in OUTSIDE))
        if self.typed.has(WHEN):
            if (found := moment(self.typed.one(WHEN), self.zone)) is None:
                self._flaw(WHEN, "no-moment")
            else:
                at, precision = found
                around["occurred_at"] = at.isoformat()
                if precision is not None:
                    around["occurred_precision"] = precision
        access = self._access(SEEN)
        if access is not ABSENT:
            around["access"] = access
        return {**around, "fact": fact}

    def name_of(self, pointer: str) -> str:
        """The field that a JSON pointer within the entry is about."""
        steps = pointer.strip("/").split("/")
        if steps[0] == "fact":
            steps = steps[1:]
        elif steps[0] == "access":
            return f"{SEEN}.{steps[1] if len(steps) > 1 else 'level'}"
        elif steps[0] in ("occurred_at", "occurred_precision"):
            return WHEN
        if not steps:
            return ""
        if len(steps) > 2 and steps[0] in self._kept and steps[1].isdigit():
            kept = self._kept[steps[0]]
            at = int(steps[1])
            return f"{steps[0]}.{kept[at] if at < len(kept) else at}.{steps[2]}"
        if len(steps) > 1 and not steps[1].isdigit() and steps[0] != "lesson":
            return f"{steps[0]}.{steps[1]}"
        return steps[0]

    def _values(self, shapes: tuple[Shape, ...]) -> dict[str, Any]:
        read = ((shape.name, self._value(shape, shape.path)) for shape in shapes)
        return {name: value for name, value in read if value is not ABSENT}

    def _value(self, shape: Shape, name: str) -> Any:
        typed = self.typed
        match shape.widget:
            case "number":
                return self._number(name)
            case "share":
                return self._share(name)
            case "flag":
                return YES_NO.get(typed.one(name), typed.one(name)) if typed.has(name) else ABSENT
            case "day":
                return self._day(name)
            case "moment":
                return self._moment(name)
            case "things" | "levels":
                return self._split(name, ",\n") or ABSENT
            case "lines":
                return self._split(name, "\n") or ABSENT
            case "tags":
                return [re.sub(r"\s+", "-", tag) for tag in self._split(name, ",;\n")] or ABSENT
            case "entry":
                return self._count(name, typed.one(name)) if typed.has(name) else ABSENT
            case "entries":
                numbers = [self._count(name, each) for each in self._split(name, ", ;\n")]
                return [number for number in numbers if number is not ABSENT] or ABSENT
            case "lesson":
                decision_id, _, lesson_id = typed.one(name).rpartition("/")
                return {"decision_id": decision_id, "lesson_id": lesson_id} if typed.has(name) else ABSENT
            case "money":
                return self._money(name)
            case "access":
                return self._access(name)
            case "rows":
                return self._rows(shape, name)
        if not typed.has(name):
            return ABSENT
        return typed.raw(name).strip(" \n") if shape.widget in ("line", "text") else typed.one(name)

    def _split(self, name: str, signs: str) -> list[str]:
        pieces = re.split(f"[{signs}]", "\n".join(self.typed.values.get(name, ())))
        return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))

    def _rows(self, shape: Shape, name: str) -> Any:
        rows, kept = [], []
        for at in range(self.typed.rows(name)):
            row = {part.name: self._value(part, f"{name}.{at}.{part.name}") for part in shape.parts}
            said = {part: value for part, value in row.items() if value is not ABSENT}
            # A word that is chosen beforehand says nothing: a row is one where something was written.
            if any(self.typed.has(f"{name}.{at}.{part.name}") for part in shape.parts if part.widget != "choice"):
                rows.append(said)
                kept.append(at)
        self._kept[name] = kept
        return rows or ABSENT

    def _plain_number(self, name: str) -> str:
        said = re.sub(r"[\s\u00a0\u202f']", "", self.typed.one(name)).replace("\u2212", "-")
        return said.replace(",", ".") if said.count(",") == 1 and "." not in said else said

    def _number(self, name: str) -> Any:
        said = self._plain_number(name).removesuffix("%")
        if not said:
            return self._flaw(name, "no-number") if self.typed.has(name) else ABSENT
        if re.fullmatch(r"[-+]?\d+", said) and len(said) < LONG_NUMBER:
            return int(said)
        if re.fullmatch(r"[-+]?\d*\.?\d+([eE][-+]?\d{1,3})?", said) and len(said) < LONG_NUMBER:
            return float(said)
        return self._flaw(name, "no-number")

    def _share(self, name: str) -> Any:
        number = self._number(name)
        return number / 100 if number is not ABSENT and self.typed.one(name).endswith("%") else number

    def _count(self, name: str, said: str) -> Any:
        said = said.removeprefix("#")
        if said.isascii() and said.isdigit() and len(said) <= 9:
            return int(said)
        return self._flaw(name, "no-number")

    def _money(self, name: str) -> Any:
        amount = self._plain_number(f"{name}.amount")
        if not amount:
            return ABSENT
        return {"amount": amount, "currency": self.typed.one(f"{name}.currency").upper() or "NOK"}

    def _day(self, name: str) -> Any:
        if not self.typed.has(name):
            return ABSENT
        return day(self.typed.one(name)) or self._flaw(name, "no-moment")

    def _moment(self, name: str) -> Any:
        if not self.typed.has(name):
            return ABSENT
        found = moment(self.typed.one(name), self.zone)
        return found[0].isoformat() if found else self._flaw(name, "no-moment")

    def _access(self, name: str) -> Any:
        level = self.typed.one(f"{name}.level")
        if level != "exempt":
            return level or ABSENT
        terms: Mapping[str, Any] = {
            "ground": self.typed.one(f"{name}.ground") or ABSENT,
            "levels": self._split(f"{name}.levels", ",\n") or ABSENT,
            "until": self._day(f"{name}.until"),
        }
        return {"level": level, **{part: value for part, value in terms.items() if value is not ABSENT}}

    def _flaw(self, name: str, code: str) -> Any:
        self.flaws[name] = Flaw(code, "", name)
        return ABSENT
