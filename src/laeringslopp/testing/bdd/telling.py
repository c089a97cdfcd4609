"""From a sentence to what it says: which fact happened, or which other sentence it is, and what stands in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NoReturn

import pytest
from pytest_bdd.parsers import StepParser

from laeringslopp.entry import Envelope
from laeringslopp.facts import KINDS
from laeringslopp.testing.bdd.phrases import Language, languages, said
from laeringslopp.testing.bdd.unsaid import TEXT

ENVELOPE = frozenset(Envelope.model_fields)


def wrong(why: str) -> NoReturn:
    """Ends the scenario with a sentence instead of a traceback."""
    __tracebackhide__ = True
    pytest.fail(why, pytrace=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says happened."""

    kind: str
    language: Language
    slots: Mapping[str, str | int]
    pairs: str | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    """What a table below it says."""
    text: str | None = None
    """What stands below it."""

    def field(self, word: str) -> str:
        """The field of this kind of fact, or of its envelope, that a word names."""
        own = word.replace(" ", "_")
        return own if own in KINDS[self.kind].model_fields or own in ENVELOPE else self.language.field(word)

    def said(self) -> dict[str, str | int]:
        """Every field that was told, by its own name."""
        try:
            pairs = {self.field(word): value for word, value in self.language.told(self.pairs or "")}
        except ValueError as rest:
            example = next(iter(self.language.values))
            wrong(
                f"«{rest}» cannot be understood; fields are told as: {self.language.pairs} FIELD "
                f'"{example}" {self.language.also} FIELD "…"'
            )
        table = {self.field(word): value for word, value in self.more.items()}
        text = {TEXT[self.kind]: self.text} if self.text is not None and self.kind in TEXT else {}
        return {**self.slots, **pairs, **table, **text}


class AFact(StepParser):
    """Finds sentences, in any language, that say that a fact happened."""

    def __init__(self) -> None:
        super().__init__("a fact")

    def is_matching(self, name: str) -> bool:
        """Whether it says so."""
        return told(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """What it says."""
        return {"told": told(name)}


@cache
def told(sentence: str) -> Told | None:
    """What a sentence says happened; None where it says something else."""
    for language in languages():
        plain = sentence.removeprefix("at ") if language.code == "no" else sentence
        for kind, pattern in language.a_fact:
            if found := pattern.fullmatch(plain):
                slots = found.groupdict()
                return Told(kind, language, said(language, {**slots, "pairs": None}), slots["pairs"])
    return None


class Said(StepParser):
    """Finds one sentence in any language."""

    def __init__(self, name: str) -> None:
        super().__init__(name)

    def is_matching(self, name: str) -> bool:
        """Whether it is that sentence."""
        return self.parse_arguments(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """What stands in its slots, and in which language; what is left out is left out."""
        for language in languages():
            plain = name.removeprefix("at ") if language.code == "no" else name
            if found := language.sentences[self.name].fullmatch(plain):
                return {"language": language, **said(language, found.groupdict())}
        return None
