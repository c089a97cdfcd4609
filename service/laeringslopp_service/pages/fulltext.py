"""Everything that an entry says, field by field, for those who want all of it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin
from urllib.parse import urlsplit

from laeringslopp import Access, Change, Criterion, LessonElsewhere, Money, Recorded, Withheld
from laeringslopp.facts import Fact, Reference, RefersToDecision, references
from laeringslopp.story import ENVELOPE, field_label, kind_name, name_of, value_label
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.texts import N_, Texts

LEVELS = frozenset({"to_level", "with_levels", "level", "deciding_level", "discovered_by"})
"""Fields that hold levels."""
NAMED = LEVELS | {"for_kind"}
"""Fields whose words are put into the reader's."""


class Piece(NamedTuple):
    """One value, and where it leads, if anywhere. One that leads nowhere is most often its text alone."""

    text: str
    link: str | None = None
    is_elsewhere: bool = False
    """Whether it leads to another site."""


class Field(NamedTuple):
    """A label and what stands under it."""

    label: str
    pieces: tuple[Piece | str, ...]


class Source(NamedTuple):
    """A citation; only what is plainly a web address can be followed."""

    text: str
    link: str | None


def source(citation: str) -> Source:
    """A citation as a page shows it: a web address by its host, all else as it stands."""
    try:
        parts = urlsplit(citation)
        host = parts.hostname
    except ValueError:
        return Source(citation, None)
    if parts.scheme not in ("http", "https") or not host or any(sign.isspace() for sign in citation):
        return Source(citation, None)
    return Source(host.removeprefix("www."), citation)


class FullText:
    """Makes the fields of entries for one page."""

    def __init__(self, page: Asked, named: Mapping[str, Recorded], shown: frozenset[int]) -> None:
        self.page, self.texts, self.named, self.shown = page, page.texts, named, shown
        # What is the same for thousands of fields on a page is put into words once. A cache around a method of its own
        # would hold this in a cycle, and with it all facts until the collector comes.
        self._references: dict[str | int, Piece] = {}
        self._recorded, self._afterwards = self.texts.say(N_("Recorded")), self.texts.say(N_("recorded afterwards"))
        self._when = cache(self.texts.words.when)

    def of(self, recorded: Recorded) -> tuple[Field, ...]:
        """The fields of the fact, then of what is around it."""
        return (*self._fact(recorded.fact), *self._envelope(recorded))

    def _fact(self, fact: Fact) -> Iterator[Field]:
        leads = {reference.pointer: reference for reference in references(fact)}
        values = fact.__dict__
        for name, label, may_stand, is_chosen in _labelled(type(fact), self.texts):
            value = values[name]
            if value is None or value == ():
                continue
            if may_stand and type(value) is str and f"/{name}" not in leads:
                pieces: tuple[Piece | str, ...] = (value,)
            elif not leads:
                items = value if isinstance(value, tuple) else (value,)
                pieces = tuple(self._told(name, item, is_chosen, None) for item in items)
            elif isinstance(value, tuple):
                pieces = tuple(
                    self._told(name, item, is_chosen, leads.get(f"/{name}/{at}") or leads.get(f"/{name}"))
                    for at, item in enumerate(value)
                )
            else:
                pieces = (self._told(name, value, is_chosen, leads.get(f"/{name}") or leads.get(f"/{name}/0")),)
            yield Field(label, pieces)

    def _told(self, name: str, item: Any, is_chosen: bool, reference: Reference | None) -> Piece | str:
        if reference is not None:
            if reference.to is RefersToDecision:
                return Piece(str(item), self.page.decision(str(item)))
            return self._reference(reference.target)
        return value_label(item, self.texts.words) if is_chosen else self._piece(name, item)

    def _reference(self, target: str | int) -> Piece:
        """The entry that something points to, by its number."""
        made = self._references.get(target)
        if made is None:
            made = self._references[target] = self._leads_to(target)
        return made

    def _leads_to(self, target: str | int) -> Piece:
        recorded = self.named.get(target) if isinstance(target, str) else None
        version = recorded.version if recorded else target
        if not isinstance(version, int):
            return Piece(str(target))
        link = f"#v{version}" if version in self.shown else None
        said = self.texts.say(N_("entry {version}"), version=version)
        return Piece(said if isinstance(target, int) else f"{target} ({said})", link)

    def _piece(self, name: str, value: Any) -> Piece | str:
        words = self.texts.words
        match value:
            case str() if name not in NAMED:
                return value
            case bool():
                return value_label(value, words)
            case int() | float():
                return words.number(value)
            case datetime():
                return words.when(value)
            case date():
                return words.day(value)
            case Money():
                return words.money(value)
            case Criterion():
                return words.criterion(value)
            case Change():
                return changed(value.what, value.from_, value.to)
            case Access():
                return access_label(value, self.texts)
            case LessonElsewhere():
                return Piece(f"{value.decision_id}: {value.lesson_id}", self.page.decision(value.decision_id))
            case dict():
                return ", ".join(map(str, value))
        if name == "for_kind":
            return kind_name(value, words)
        return words.level(value)

    def _envelope(self, recorded: Recorded) -> Iterator[Field]:
        texts, words = self.texts, self.texts.words
        if recorded.confidence != "confirmed":
            said = value_label(recorded.confidence, words)
            yield Field(field_label(ENVELOPE, "confidence", words), (said,))
        if recorded.known_from is not None:
            yield Field(field_label(ENVELOPE, "known_from", words), (words.when(recorded.known_from, "day"),))
        at = self._when(recorded.recorded_at)
        at = f"{at} ({self._afterwards})" if recorded.history else at
        yield Field(self._recorded, (at,))
        if recorded.recorded_by is not None:
            who = f"{recorded.recorded_by.role}, {name_of(recorded.recorded_by)}"
            yield Field(field_label(ENVELOPE, "recorded_by", words), (who,))
        if recorded.references:
            pieces = [
                Piece(f"{other.system}: {other.id}", source(other.url).link if other.url else None, True)
                for other in recorded.references
            ]
            yield Field(field_label(ENVELOPE, "references", words), tuple(pieces))
        if recorded.waived:
            yield Field(texts.say(N_("Waivers used")), tuple(self._reference(version) for version in recorded.waived))


@cache
def _labelled(fact: type[Fact], texts: Texts) -> tuple[tuple[str, str, bool, bool], ...]:
    """The fields that are shown, each with its label.

    And whether a text in it is shown as it stands, and whether it holds one of the exchange format's own words.
    """
    kind: str = fact.model_fields["kind"].default
    return tuple(
        (name, field_label(kind, name, texts.words), not is_chosen and name not in NAMED, is_chosen)
        for name in fact.model_fields
        if name not in ("kind", f"{fact.names}_id")
        for is_chosen in (_chooses_words(fact, name),)
    )


def _chooses_words(fact: type[Fact], name: str) -> bool:
    """Whether a field holds one of the exchange format's own words, and never somebody's text."""
    annotation = fact.model_fields[name].annotation
    return any(get_origin(kind) is Literal for kind in (annotation, *get_args(annotation)))


def changed(what: str, before: str | None, after: str) -> str:
    """What was changed, from what, to what."""
    return f"{what}: {before} → {after}" if before else f"{what}: {after}"


def access_label(access: Access, texts: Texts) -> str:
    """Who may see something, with the legal ground where there is one."""
    said = value_label(access.level, texts.words)
    if access.levels:
        said = texts.words.these([texts.words.level(level) for level in access.levels])
    terms = [access.ground] if access.ground else []
    if access.until:
        terms.append(texts.say(N_("until {date}"), date=texts.words.day(access.until)))
    return f"{said} ({', '.join(terms)})" if terms else said


def withheld_grounds(withheld: tuple[Withheld, ...]) -> tuple[str, ...]:
    """The legal grounds of what is not shown, each once."""
    return tuple(sorted({entry.ground for entry in withheld if entry.ground}))
