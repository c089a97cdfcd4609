"""What the system itself says is plain: LIX of at most 40 over a whole text, and no sentence over 20 words.

What a recorder wrote, names and quoted titles are left out of the measure: every case that ships is recorded with each
such text in quotation marks, and then told as it always is. A new sort of text is one line in ``OF_A_CASE`` or ``OF_RULES``.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from babel.messages.pofile import read_po

from laeringslopp import Entry, Register, Timeline
from laeringslopp.cases import MADE_UP, names, open_case
from laeringslopp.errors import Flaw, Refusal
from laeringslopp.exchange import entry_of, lines
from laeringslopp.facts.values import Text, Title, Value
from laeringslopp.plain import Sentence, measure
from laeringslopp.story import (
    LANGUAGES,
    Language,
    Wording,
    flaw_sentence,
    open_sentence,
    refusal_sentence,
    remark_sentence,
    sentence,
    summary,
    wording,
)
from laeringslopp.story.dutywords import DUTY_WORDS
from laeringslopp.story.flawwords import FLAWS
from laeringslopp.story.rulewords import RULES, rule_in_words
from laeringslopp_service.pages.brief import brief
from laeringslopp_service.pages.texts import texts_in

LIX, WORDS = 40, 20
ROOT = Path(__file__).parents[1]
WRITTEN = (*Text.__metadata__, *Title.__metadata__)


def sentences_of_entries(timeline: Timeline, words: Wording) -> Iterator[str]:
    """One for each entry."""
    return (sentence(entry.recorded, timeline.named, words) for entry in timeline.entries)


def remarks(timeline: Timeline, words: Wording) -> Iterator[str]:
    """Those that stand beside the entries."""
    for entry in timeline.entries:
        for rule_id in entry.recorded.remarks:
            yield remark_sentence(rule_id, words, entry.recorded.history, entry.recorded.fact)


def what_is_open(timeline: Timeline, words: Wording) -> Iterator[str]:
    """What waits, and for whom."""
    return (open_sentence(waiting, words) for waiting in timeline.open)


def answers(timeline: Timeline, words: Wording) -> Iterator[str]:
    """What the decision's page says first."""
    return (point.text for answer in brief(timeline, texts_in(words.language)) for point in answer.points)


OF_A_CASE: dict[str, Callable[[Timeline, Wording], Iterator[str]]] = {
    "entries": sentences_of_entries,
    "remarks": remarks,
    "open": what_is_open,
    "summary": lambda timeline, words: iter([summary(timeline, words)]),
    "brief": answers,
}
OF_RULES: dict[str, Callable[[Wording], Iterator[str]]] = {
    "laws": lambda words: (said.law for rule in (*RULES, *DUTY_WORDS) if (said := rule_in_words(rule, words))),
    "reasons": lambda words: (said.reason for rule in (*RULES, *DUTY_WORDS) if (said := rule_in_words(rule, words))),
    "refusals": lambda words: (refusal_sentence(Refusal(rule, "t1", "x"), words) for rule in RULES),
    "no exceptions": lambda words: (refusal_sentence(Refusal(rule, "t1", "no-waiver"), words) for rule in RULES),
    "remarks": lambda words: (remark_sentence(rule, words) for rule in RULES),
    "remarks on history": lambda words: (remark_sentence(rule, words, history=True) for rule in RULES),
    "flaws": lambda words: (flaw_sentence(Flaw(code, ""), words) for code in FLAWS),
}


@cache
def is_written(annotation: Any) -> bool:
    """Whether a field holds what a recorder writes freely: no id, no level, none of our own words."""
    if any(mark in WRITTEN for mark in getattr(annotation, "__metadata__", ())):
        return True
    return any(is_written(each) for each in get_args(annotation) if hasattr(each, "__origin__"))


def quoted(value: Any, free: bool = False) -> Any:
    """The same with each free text as a short title in quotation marks, the same text always as the same title."""
    if isinstance(value, Value):
        hints = get_type_hints(type(value), include_extras=True)
        changed = {name: quoted(inner, is_written(hints[name])) for name, inner in value if inner is not None}
        changed = {name: inner for name, inner in changed.items() if inner is not getattr(value, name)}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        return tuple(quoted(inner, free) for inner in value)
    return f"«{sha256(value.encode()).hexdigest()[:8]}»" if free and isinstance(value, str) else value


@cache
def told(case: str) -> list[Timeline]:
    """The timelines of a case that ships, with everything in quotation marks that its recorders wrote."""
    now = datetime(2026, 11, 1, tzinfo=UTC)
    made: list[Entry] = []
    with open_case(case) as file:
        made = [quoted(entry_of(line)) for line in lines(file)]
    times = iter([entry.occurred_at if case == MADE_UP else now for entry in made])
    at = [now]
    with Register.open("memory:", clock=lambda: at[0]) as register:
        for entry in made:
            at[0] = next(times) or now
            register.append([entry])
        at[0] = now
        return [register.timeline(decision_id) for decision_id in register.decision_ids()]


def heavy(said: list[str]) -> tuple[float, list[Sentence]]:
    """The LIX of a text, and those of its sentences that are too long."""
    measured = measure("\n\n".join(said))
    return measured.lix, [each for each in measured.sentences if each.words > WORDS]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", OF_A_CASE)
@pytest.mark.parametrize("case", names())
def test_what_is_told_of_a_case_is_plain(case: str, text: str, language: Language):
    """A councillor reads it in a few minutes, or not at all."""
    for timeline in told(case):
        said = list(OF_A_CASE[text](timeline, wording(language)))
        lix, too_long = heavy(said)
        assert (lix <= LIX, too_long) == (True, []), (lix, said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", OF_RULES)
def test_what_is_said_of_rules_is_plain(text: str, language: Language):
    """Who is refused should not need a lawyer to learn why."""
    lix, too_long = heavy(list(OF_RULES[text](wording(language))))
    assert (lix <= LIX, too_long) == (True, [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "catalogue",
    [
        "src/laeringslopp/story/locale/{}/LC_MESSAGES/story.po",
        "service/laeringslopp_service/pages/locale/{}/LC_MESSAGES/pages.po",
    ],
    ids=["story", "pages"],
)
def test_no_sentence_of_the_catalogues_is_long(catalogue: str, language: Language):
    """Also not those that no case that ships has called for."""
    with (ROOT / catalogue.format(language)).open("rb") as file:
        messages = [message for message in read_po(file, language) if message.id]
    said = [
        re.sub(r"\{\w+\}", "«x»", form)
        for message in messages
        for form in (message.string if isinstance(message.string, tuple) else (message.string or message.id,))
    ]
    too_long = [(text, each) for text in said for each in measure(text).sentences if each.words > WORDS]
    assert too_long == []


def test_everything_a_recorder_wrote_is_left_out():
    """The tests above would measure the recorders."""
    (timeline, *_) = told(MADE_UP)
    for said in sentences_of_entries(timeline, wording("nb")):
        assert measure(said).words <= WORDS
    fact = timeline.entries[0].recorded.fact
    assert re.fullmatch("«[0-9a-f]{8}»", fact.title), fact
    assert fact.organisation == "Eksempelvik"
