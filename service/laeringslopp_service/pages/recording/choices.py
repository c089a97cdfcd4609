"""What there is to choose among: what the decision holds, its entries, levels, other decisions and their lessons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from laeringslopp import Decision, Recorded, Timeline
from laeringslopp.facts import EXTERNAL, KINDS, own_id
from laeringslopp.facts.values import Noun
from laeringslopp.rules import GUARDS
from laeringslopp.story import kind_name, sentence, value_label
from laeringslopp.story.rulewords import rule_in_words
from laeringslopp_service.finding import all_rows
from laeringslopp_service.following import fresh
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.disclosing import organisations
from laeringslopp_service.pages.recording.kinds import ELSEWHERE
from laeringslopp_service.pages.recording.shapes import Shape
from laeringslopp_service.pages.rendering import spaced

LONGEST = 140
"""How much of a sentence an option shows; the whole of it stands in the decision."""
MOST = 400
"""So many of other decisions and their lessons are offered, the newest first."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    text: str


class Choices:
    """The choices of one form, for one reader. ``timeline`` is None where the decision is still to be opened."""

    def __init__(self, page: Asked, timeline: Timeline | None) -> None:
        self.page, self.timeline = page, timeline
        self._words = page.texts.words

    @property
    def decision(self) -> Decision | None:
        """The decision that is recorded in."""
        return self.timeline.decision if self.timeline else None

    @cached_property
    def organisation(self) -> str | None:
        """Whose decision it is, where that is known."""
        opened = self.decision.opened if self.decision else None
        return opened.organisation if opened else None

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels of the organisation, from the top."""
        return self.timeline.levels if self.timeline else self.page.register.levels(self.organisation)

    def of(self, shape: Shape) -> tuple[Option, ...]:
        """What there is to choose among in a field; nothing where one writes."""
        match shape.widget:
            case "choice":
                return tuple(Option(value, self._begun(value_label(value, self._words))) for value in shape.values)
            case "level":
                return self._levels(outside=shape.name not in ("deciding_level",))
            case "levels":
                return self._levels(outside=False)
            case "thing" | "things":
                return tuple(self._things(shape.nouns))
            case "entry":
                return tuple(self._entries())
            case "decision":
                return tuple(self._decisions())
            case "lesson":
                return tuple(self._lessons())
            case "rule":
                return tuple(self._rules())
            case "kind":
                return tuple(Option(kind, kind_name(kind, self._words)) for kind in KINDS if kind not in ELSEWHERE)
            case "organisation":
                return self._organisations()
        return ()

    def named(self, name: str) -> Recorded | None:
        """The entry that brought a thing into being, or has a number, where the reader sees it."""
        if self.timeline is None:
            return None
        if name.isascii() and name.isdigit() and len(name) <= 9 and (entry := self.timeline.entry(int(name))):
            return entry.recorded
        return self.timeline.named.get(name)

    def said(self, recorded: Recorded) -> str:
        """An entry's sentence with its day."""
        named: Mapping[str, Recorded] = self.timeline.named if self.timeline else {}
        when = self._words.when(recorded.occurred_at, recorded.occurred_precision or "day")
        told = f"{sentence(recorded, named, self._words)} ({when})"
        return told if len(told) <= LONGEST else f"{told[: LONGEST - 1].rstrip()}…"

    def _begun(self, text: str) -> str:
        return text[:1].upper() + text[1:]

    def _levels(self, outside: bool) -> tuple[Option, ...]:
        levels = (*self.levels, EXTERNAL) if outside else self.levels
        return tuple(Option(level, self._begun(self._words.level(level))) for level in levels)

    def _things(self, nouns: tuple[Noun, ...]) -> Iterator[Option]:
        """The newest first: what one comes to speak of is mostly what happened last."""
        for entry in reversed(self.timeline.entries if self.timeline else ()):
            name, noun = own_id(entry.recorded.fact), entry.recorded.fact.names
            if name and (not nouns or noun in nouns):
                yield Option(name, self.said(entry.recorded))

    def _entries(self) -> Iterator[Option]:
        for entry in reversed(self.timeline.entries if self.timeline else ()):
            yield Option(str(entry.version), f"{entry.version}: {self.said(entry.recorded)}")

    def _decisions(self) -> Iterator[Option]:
        own = self.decision.decision_id if self.decision else None
        for row in self._newest("decisions", ("position", "decision_id", "title")):
            if row["decision_id"] != own:
                yield Option(row["decision_id"], row["title"] or row["decision_id"])

    def _lessons(self) -> Iterator[Option]:
        for row in self._newest("lessons", ("position", "decision_id", "lesson_id", "statement")):
            yield Option(f"{row['decision_id']}/{row['lesson_id']}", self._short(row["statement"]))

    def _newest(self, table: str, columns: tuple[str, ...]) -> list[Mapping[str, Any]]:
        rows = list(all_rows(fresh(self.page.request, table), table, self.page.reader, {}, columns))
        return rows[: -MOST - 1 : -1]

    def _rules(self) -> Iterator[Option]:
        for rule_id, guard in GUARDS.items():
            if not guard.never_waived and (said := rule_in_words(rule_id, self._words)) is not None:
                yield Option(rule_id, said.law)

    def _organisations(self) -> tuple[Option, ...]:
        names = list(organisations(self.page)) or list(self.page.register.organisations())
        named = self.page.settings.organisation
        return tuple(Option(name, spaced(name)) for name in dict.fromkeys([named, *names] if named else names))

    def _short(self, text: str) -> str:
        text = " ".join(text.split())
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
