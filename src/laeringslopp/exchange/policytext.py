"""A policy as a file that a person edits: TOML, with what each rule asks above it."""

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from laeringslopp.policy import Parameter
from laeringslopp.rules.document import modes_of, rule_of
from laeringslopp.story.rulewords import law
from laeringslopp.story.wording import N_, Wording

WIDTH = 118


def policy_text(document: Mapping[str, Any], words: Wording) -> str:
    """The document as TOML; comments are in the reader's language, everything else is what ``read_policy`` reads."""
    return "\n".join(_lines(document, words)) + "\n"


def _lines(document: Mapping[str, Any], words: Wording) -> Iterator[str]:
    for name in ("name", "title", "based_on"):
        if name in document:
            yield f"{name} = {_value(document[name])}"
    yield ""
    yield from _comment(words.text(N_("The levels of the organisation, from the top.")))
    yield f"levels = {_value(document['levels'])}"
    yield ""
    yield from _comment(words.text(N_("Whose public holidays, and which days more, do not count in deadlines.")))
    yield "[calendar]"
    for name, value in document["calendar"].items():
        yield f"{name} = {_days(value) if name == 'closed' else _value(value)}"
    yield ""
    yield from _comment(words.text(N_("The days on which each level meets.")))
    yield "[meetings]"
    for level, days in document["meetings"].items():
        yield f"{_key(level)} = {_days(days)}"
    if document.get("organs"):
        yield ""
        yield from _comment(words.text(N_("What the organ is called that meets on those days.")))
        yield "[organs]"
        for level, organ in document["organs"].items():
            yield f"{_key(level)} = {_value(organ)}"
    for rule_id, said in document["rules"].items():
        yield ""
        yield from _rule(rule_id, said, words)


def _rule(rule_id: str, said: Mapping[str, Any], words: Wording) -> Iterator[str]:
    rule = rule_of(rule_id)
    assert rule is not None  # a document that is written out holds installed rules alone
    yield from _comment(f"{law(rule_id, words)}.")
    yield f"[rules.{_key(rule_id)}]"
    known: dict[str, Parameter[Any]] = {parameter.name: parameter for parameter in rule.parameters}
    for name, value in said.items():
        told = ""
        if name == "mode":
            told = " | ".join(modes_of(rule))
        elif name in known:
            told = ": ".join(filter(None, (words.text(known[name].meaning), _bounds(known[name]))))
        yield f"{_key(name)} = {_value(value)}" + (f"  # {told}" if told else "")


def _bounds(parameter: Parameter[Any]) -> str:
    """What it may be, in signs that stand in every language."""
    if parameter.among:
        return " | ".join(parameter.among)
    least, most = parameter.least, parameter.most
    if least is None or most is None:
        return f"≥ {least:g}" if least is not None else f"≤ {most:g}" if most is not None else ""
    return f"{least:g}–{most:g}"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ")


def _key(text: str) -> str:
    return text if text.replace("-", "").replace("_", "").isalnum() and text.isascii() else json.dumps(text)


def _value(value: Any) -> str:
    # A text in JSON is a text in TOML, save for one character that TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _days(days: list[str]) -> str:
    return f"[{', '.join(days)}]"
