"""Every step, as a page shows them: side by side in both languages."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from laeringslopp.testing.bdd.phrases import Language, languages


def steps() -> Iterator[str]:
    """The lines of the list, in Markdown."""
    english, norwegian = languages()
    yield "### What was so, and what happens"
    yield ""
    yield from _table(
        ("kind of fact", "Given, When", "Gitt, Når"),
        ((f"`{kind}`", _code(*told), _code(*norwegian.facts[kind])) for kind, told in english.facts.items()),
    )
    yield f"After each of these may follow: {_code(english.envelope)} and {_code(_pairs(english))};"
    yield f"på norsk {_code(norwegian.envelope)} og {_code(_pairs(norwegian))}."
    for heading, name, words in (
        ("### The rules in force", "rules", ("Given, When", "Gitt, Når")),
        ("### Time", "time", ("Given, When", "Gitt, Når")),
        ("### What the register answers, and what is owed", "answers", ("Then", "Så")),
    ):
        yield from ("", heading, "")
        told, sagt = getattr(english, name), getattr(norwegian, name)
        yield from _table(words, ((_code(told[each]), _code(sagt[each])) for each in told))
    yield from ("", "### Levels", "")
    yield from _table(
        ("level", "English", "bokmål"),
        ((f"`{level}`", _named(english, level), _named(norwegian, level)) for level in _levels(english)),
    )
    yield f'Any other level: `{english.a_level} "…"`, `{norwegian.a_level} "…"`.'
    for heading, name in (
        ("### Fields", "fields"),
        ("### Values", "values"),
        ("### Kinds of facts", "kinds"),
        ("### What a rule asks for", "missing"),
    ):
        yield from ("", heading, "")
        both: tuple[Mapping[str, str], ...] = getattr(english, name), getattr(norwegian, name)
        meant = dict.fromkeys(chain.from_iterable(each.values() for each in both))
        yield from _table(
            ("name", "English also", "bokmål også"),
            ((f"`{each}`", *(_words(known, each) for known in both)) for each in meant),
        )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _code(*templates: str) -> str:
    # A bar inside a table's code would end its cell.
    return "<br>".join(f"`{template}`".replace("|", "\\|") for template in templates)


def _pairs(language: Language) -> str:
    return f'[,] {language.pairs} FIELD "…", FIELD "…" {language.also} FIELD "…"'


def _levels(language: Language) -> Iterable[str]:
    return dict.fromkeys(language.levels.values())


def _named(language: Language, level: str) -> str:
    return _words(language.levels, level)


def _words(known: Mapping[str, str], meant: str) -> str:
    return ", ".join(word for word, to in known.items() if to == meant)
