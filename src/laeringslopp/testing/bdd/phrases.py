"""How a sentence is written down as a template, and found again in a feature.

In a template ``<trial_id>`` is a value in quotes, ``{level}`` a level, a day or a whole number in plain words,
``[so]`` may be left out, and ``(one|other)`` is either.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

NUMBERS = frozenset({"n", "up_to_version", "disputed_version", "versions", "entry"})
DAYS = frozenset({"day", "meeting_day", "in_force_from"})
SLOT = re.compile(r"<(\w+)>|\{(\w+)\}")
SYNTAX = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
PAIR = re.compile(r'(?P<field>[^\W\d][\w ]*?):? "(?P<value>[^"]*)"')


@dataclass(frozen=True, eq=False)
class Language:
    """The sentences of one language, and its words for levels, fields and values."""

    code: str
    keywords: Mapping[str, str]
    """What begins a step: for ``given``, ``when`` and ``then``."""
    facts: Mapping[str, tuple[str, ...]]
    """For each kind of fact, the sentences that say that it happened."""
    envelope: str
    """What may follow such a sentence."""
    pairs: str
    """What comes before fields that are told in the same sentence, and what stands between two of them."""
    also: str
    rules: Mapping[str, str]
    """Sentences on the rules in force."""
    time: Mapping[str, str]
    answers: Mapping[str, str]
    levels: Mapping[str, str]
    """Phrase to level."""
    a_level: str
    """What says the id of a level."""
    day: str
    """What says a day, as a pattern."""
    fields: Mapping[str, str]
    """Word to field, where it is not the field's own name."""
    values: Mapping[str, str]
    """Word to value, where it is not the value itself."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Word to kind of fact."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """Word to what a rule may find missing."""

    @cached_property
    def a_fact(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Each kind with what its sentences look like."""
        told = rf"(?:,? {self.pairs} (?P<pairs>.+))?"
        return tuple(
            (kind, re.compile(self.pattern(template) + self.pattern(self.envelope) + told))
            for kind, templates in self.facts.items()
            for template in templates
        )

    @cached_property
    def sentences(self) -> Mapping[str, re.Pattern[str]]:
        """All other sentences, by name."""
        said = {**self.rules, **self.time, **self.answers}
        return {name: re.compile(self.pattern(template)) for name, template in said.items()}

    def pattern(self, template: str) -> str:
        """The template as a regular expression, with a group for each slot."""
        parts: list[str] = []
        at = 0
        for slot in SLOT.finditer(template):
            parts += (SYNTAX.get(sign, re.escape(sign)) for sign in template[at : slot.start()])
            quoted, plain = slot.groups()
            parts.append(f'"(?P<{quoted}>[^"]*)"' if quoted else f"(?P<{plain}>{self._plain(plain)})")
            at = slot.end()
        parts += (SYNTAX.get(sign, re.escape(sign)) for sign in template[at:])
        return "".join(parts)

    def _plain(self, slot: str) -> str:
        if slot in NUMBERS:
            return r"\d+"
        if slot in DAYS:
            return self.day
        return rf'{"|".join(map(re.escape, self.levels))}|{re.escape(self.a_level)} "[^"]*"'

    def level(self, phrase: str) -> str:
        """The level that a phrase or a word names."""
        if phrase.startswith(self.a_level):
            return phrase.split('"')[1]
        return self.levels.get(phrase, self.values.get(phrase, phrase))

    def field(self, word: str) -> str:
        """The field that a word names."""
        word = word.strip()
        return self.fields.get(word.lower(), word.replace(" ", "_"))

    def told(self, pairs: str) -> Iterator[tuple[str, str]]:
        """The words and values of ``severity "serious", trial "t1" and own "yes"``. Raises ValueError."""
        at = 0
        joint = re.compile(rf",? {self.also} |, ")
        while at < len(pairs):
            pair = PAIR.match(pairs, at)
            if pair is None:
                raise ValueError(pairs[at:])
            yield pair["field"], pair["value"]
            at = pair.end()
            if between := joint.match(pairs, at):
                at = between.end()
            elif at < len(pairs):
                raise ValueError(pairs[at:])


@cache
def languages() -> tuple[Language, ...]:
    """Those that features are written in."""
    from laeringslopp.testing.bdd.english import ENGLISH
    from laeringslopp.testing.bdd.norwegian import NORWEGIAN

    return ENGLISH, NORWEGIAN


def said(language: Language, slots: Mapping[str, str | None]) -> dict[str, str | int]:
    """What stands in the slots of a sentence, by name; levels as their ids, numbers as numbers, days as they were."""
    found: dict[str, str | int] = {}
    for name, text in slots.items():
        if text is None:
            continue
        if name in NUMBERS:
            found[name] = int(text)
        elif name in ("level", "to_level", "with_level", "by", "administration"):
            found[name] = language.level(text)
        elif name in ("kind", "for_kind"):
            found[name] = language.kinds.get(text, text)
        elif name == "missing":
            found[name] = language.missing.get(text, text)
        elif name == "mode":
            found[name] = language.values.get(text, text)
        else:
            found[name] = text
    return found
