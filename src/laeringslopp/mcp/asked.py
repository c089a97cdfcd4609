"""What an assistant may ask of a register: plain functions, each answered as the reader may see it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import AwareDatetime, Field
from pydantic_core import to_json

from laeringslopp.access import Reader
from laeringslopp.cli.errors import explain
from laeringslopp.decision import Decision
from laeringslopp.digest import tell_digest
from laeringslopp.errors import Flaw, Invalid, LaeringsloppError, Unknown
from laeringslopp.facts import KINDS
from laeringslopp.nearest import closest, nearest
from laeringslopp.paper.formats import render
from laeringslopp.register import Register
from laeringslopp.register.owing import check_organisation
from laeringslopp.search.hits import tell_failed_before
from laeringslopp.story import (
    Language,
    Length,
    field_help,
    kind_help,
    tell,
    tell_comparison,
    tell_decision,
    tell_duty,
    tell_story,
    wording,
)
from laeringslopp.story.catalogue import rules_shown, tell_rule

Json = dict[str, Any]
Moment = AwareDatetime | date
"""A date means the end of that day; a time has its offset."""

AT_ONCE = 100
"""How many entries or duties are told at a time at most."""
ROOM = 25_000
"""About how many characters they may take together, so that an assistant's memory holds them."""
MOST = 60_000
"""So many characters are told at once of what cannot be told in parts."""
SHORT = ("rule_id", "nature", "mode", "owner", "sentence", "reason")
"""What is told of a rule among others."""

DecisionId = Annotated[str, Field(description="The decision's id, as find_decisions tells it.")]
AsOf = Annotated[
    Moment | None,
    Field(description="Only what had happened by then: 2026-03-12, or 2026-03-12T10:00:00+01:00. Now unless given."),
]
KnownAt = Annotated[Moment | None, Field(description="Only what was known by then. Now unless given.")]
Level = Annotated[
    str | None, Field(description="Only what this level knew, such as political, administrative or operational.")
]
OwedBy = Annotated[str | None, Field(description="Only what this level owes, such as administrative.")]
AfterEntry = Annotated[int, Field(ge=0, description="Go on after this entry: the `next` of the answer before.")]
Lang = Annotated[Language | None, Field(description="The language of the sentences: nb, nn or en.")]
Organisation = Annotated[str | None, Field(description="Only decisions of this organisation, by its id.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """A register, who reads it, and the language unless another is asked for."""

    register: Register
    reader: Reader
    language: Language

    @property
    def tools(self) -> Mapping[str, tuple[str, Callable[..., Json | str]]]:
        """Every question: its title, and the function that answers."""
        return {
            "failed_before": ("Has this failed before?", self.failed_before),
            "find_decisions": ("Find decisions", self.find_decisions),
            "story": ("Tell a decision as a short text", self.story),
            "timeline": ("Show a decision as a timeline", self.timeline),
            "compare": ("Compare a decision at two moments", self.compare),
            "duties": ("List what is owed", self.duties),
            "digest": ("Tell a level what is new", self.digest),
            "case_paper": ("Write the case paper of a decision", self.case_paper),
            "rules": ("List the rules", self.rules),
            "kinds": ("Tell what entries are made of", self.kinds),
        }

    def failed_before(
        self,
        plan: Annotated[str, Field(description="What is planned, in the user's own words, in any of the languages.")],
        organisation: Organisation = None,
        most: Annotated[int, Field(ge=1, le=20, description="At most so many.")] = 5,
        lang: Lang = None,
    ) -> Json:
        """Find earlier failures and lessons that are like a plan. Ask this before you propose anything.

        Each hit says what was tried, what failed, what was learned, and what became of it. `searched` is how many
        were looked through. Nothing found says nothing of what was tried elsewhere.
        """
        with self._telling(lang):
            found = self.register.failed_before(plan, lang or self.language, organisation, most, self.reader)
            if not found.hits:
                self._check_organisation(organisation)
            return _cut(_unmarked(tell_failed_before(found)), "items")

    def find_decisions(
        self,
        words: Annotated[str, Field(description="Words that all stand in its title, question, number or tags.")] = "",
        tag: Annotated[str | None, Field(description="A tag that it has.")] = None,
        organisation: Organisation = None,
        after: Annotated[str | None, Field(description="The `next` of an earlier answer, to go on from it.")] = None,
        lang: Lang = None,
    ) -> Json:
        """Find decisions, in the order in which they were first recorded, at most fifty at a time.

        Each with its title, its question, where it stands, and how many attempts, failures and lessons it has.
        """
        asked = words.casefold().split()
        with self._telling(lang):
            fitting = (each for each in self._decisions(after) if _fits(each, asked, tag, organisation))
            page, is_more = _page((tell_decision(each, each.version) for each in fitting), AT_ONCE // 2)
            if not page:
                self._check_organisation(organisation)
        return {"items": page, "next": page[-1]["decision_id"] if is_more else None}

    def story(
        self,
        decision_id: DecisionId,
        length: Annotated[Length, Field(description="short, medium, or long for the whole course.")] = "medium",
        as_of: AsOf = None,
        known_at: KnownAt = None,
        level: Level = None,
        lang: Lang = None,
    ) -> Json:
        """Tell a decision as a short plain text: start here to understand one.

        What was decided and why, risked, tried, failed, learned and changed, what waits, and who does not know. Each
        sentence names the entries that it rests on (`versions`); cite them.
        """
        with self._telling(lang):
            found = self.register.story(decision_id, lang or self.language, length, as_of, known_at, level, self.reader)
            told = tell_story(found)
            _check_fits(told, "/length", "ask for a shorter one, or for the timeline, a part at a time")
        return told

    def timeline(
        self,
        decision_id: DecisionId,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        level: Level = None,
        after: AfterEntry = 0,
        lang: Lang = None,
    ) -> Json:
        """Show a decision's entries in order, its attempts side by side, its learning loops, and what is open.

        Some twenty entries at a time; where there are more, `next` says how to go on. `known_to` says which level knew
        an entry from when, and `unknown_to` what each level does not know yet. `withheld` counts what the reader may
        not see.
        """
        with self._telling(lang):
            shown = self.register.timeline(decision_id, as_of, known_at, level, self.reader)
            told = tell(shown, lang or self.language)
            entries, more = _entries(told["entries"], after)
        return _cut({**told, "entries": entries, "next": more}, "attempts", "loops", "open")

    def compare(
        self,
        decision_id: DecisionId,
        begins: Annotated[Moment, Field(description="The earlier moment.")],
        ends: Annotated[Moment | None, Field(description="The later moment; now unless given.")] = None,
        level: Level = None,
        after: AfterEntry = 0,
        lang: Lang = None,
    ) -> Json:
        """Compare a decision at two moments: what was added, resolved and changed, and what each level came to know.

        Of what was `added` some twenty entries at a time; where there are more, `next` says how to go on.
        """
        with self._telling(lang):
            found = self.register.compare(decision_id, begins, ends, level, self.reader)
            told = tell_comparison(found, lang or self.language)
            added, more = _entries(told["added"], after)
        return _cut({**told, "added": added, "next": more}, "resolved", "changed", "opened", "owed", "learned")

    def duties(
        self,
        level: OwedBy = None,
        organisation: Organisation = None,
        decision_id: Annotated[str | None, Field(description="Of one decision alone.")] = None,
        after: Annotated[int, Field(ge=0, description="How many to pass by; the `next` before.")] = 0,
        lang: Lang = None,
    ) -> Json:
        """List what is owed, by which level and by when; what is due first stands first, some fifty at a time."""
        words = wording(lang or self.language)
        with self._telling(lang):
            owed = self.register.duties(None, level, organisation, decision_id, open=True, reader=self.reader)
            if not owed:
                self._check_organisation(organisation)
            told = (
                tell_duty(each, self.register.entry(each.decision_id, each.version, self.reader), words)
                for each in owed[after:]
            )
            page, is_more = _page(told)
        return {"items": page, "next": after + len(page) if is_more else None}

    def digest(
        self,
        level: Annotated[str, Field(description="For which level, such as political.")],
        since: Annotated[date | None, Field(description="A date; since its last meeting unless given.")] = None,
        organisation: Organisation = None,
        lang: Lang = None,
    ) -> Json:
        """Tell a level what is new: failures, lessons to read, questions, what is due. The most serious first."""
        with self._telling(lang):
            found = self.register.digest(
                level, organisation, since or "last-meeting", lang or self.language, reader=self.reader
            )
            return tell_digest(found)

    def case_paper(self, decision_id: DecisionId, as_of: AsOf = None, lang: Lang = None) -> str:
        """Write the case paper of a decision, as Markdown, with what was tried and what failed on its first page."""
        with self._telling(lang):
            paper = self.register.paper(decision_id, lang or self.language, as_of, self.reader)
            told = render(paper, "md").decode()
            _check_fits(told, "", "ask for the story, or for the timeline, a part at a time")
        return told

    def rules(
        self,
        rule_id: Annotated[str | None, Field(description="One rule, whole, with its examples.")] = None,
        organisation: Annotated[str | None, Field(description="Whose rules, where several have their own.")] = None,
        lang: Lang = None,
    ) -> Json:
        """List the rules in force: what each protects, why, and how it acts. Of one that is named it tells all."""
        with self._telling(lang):
            self._check_organisation(organisation)
            policy = self.register.policy_of(organisation)
            words = wording(lang or self.language)
            found = {rule.rule_id: tell_rule(rule, words) for rule in rules_shown(policy, words)}
            if rule_id is None:
                items = [{name: each[name] for name in SHORT} for each in found.values()]
                return {"policy": policy.name, "items": items}
            if rule_id not in found:
                detail = f"there is no rule {rule_id!r}{nearest(rule_id, found)}"
                raise Invalid([Flaw("unknown-rule", detail, "/rule_id", instead=closest(rule_id, found))])
        return {"policy": policy.name, "items": [found[rule_id]]}

    def kinds(
        self,
        kind: Annotated[str | None, Field(description="One kind, with its fields.")] = None,
        lang: Lang = None,
    ) -> Json:
        """List the kinds of entries that a decision is made of, and when to use each; of one, its fields."""
        words = wording(lang or self.language)
        with self._telling(lang):
            if kind is not None and kind not in KINDS:
                detail = f"there is no kind {kind!r}{nearest(kind, KINDS)}"
                raise Invalid([Flaw("unknown-kind", detail, "/kind", instead=closest(kind, KINDS))])
        if kind is None:
            return {"items": [{"kind": each, "help": kind_help(each, words)} for each in KINDS]}
        schema = KINDS[kind].model_json_schema()
        for name, field in schema["properties"].items():
            field["description"] = field_help(kind, name, words)
        return {"items": [{"kind": kind, "help": kind_help(kind, words), "schema": schema}]}

    def _check_organisation(self, organisation: str | None) -> None:
        """Raises Invalid for one that nothing the reader sees is of: that there is nothing would be another answer."""
        if organisation is not None:
            seen = (each.opened.organisation for each in self._decisions(None) if each.opened)
            # What an organisation adopted, everyone may know.
            known = dict.fromkeys(chain(seen, self.register.organisations_with_a_policy()))
            check_organisation(organisation, known)

    def _decisions(self, after: str | None) -> Iterator[Decision]:
        names = self.register.decision_ids()
        if after is not None and after not in names:  # it reads on from there
            raise Unknown(after)
        for name in names:
            decision = self.register.decision(name, self.reader)
            if decision.opened is not None:
                yield decision

    @contextmanager
    def _telling(self, lang: Language | None) -> Iterator[None]:
        with telling(self.register, self.reader, lang or self.language):
            yield


@contextmanager
def telling(register: Register, reader: Reader, language: Language) -> Iterator[None]:
    """What is wrong is told as on the command line: where, and what would mend it."""

    def seen(decision_id: str) -> bool:
        return bool(register.decision(decision_id, reader).marks)

    try:
        yield
    except LaeringsloppError as error:
        if isinstance(error, Unknown) and (near := closest(error.decision_id, register.decision_ids(), seen)):
            error.add_note(near)
        raise ToolError("\n".join(explain(error, wording(language)))) from error


def _page(items: Iterable[Json], most: int = AT_ONCE, room: int = ROOM) -> tuple[list[Json], bool]:
    """As many as are told at a time, one at least; and whether there are more."""
    page: list[Json] = []
    left = room
    for item in items:
        left -= len(to_json(item))
        if page and (left < 0 or len(page) == most):
            return page, True
        page.append(item)
    return page, False


def _unmarked(told: Any) -> Any:
    """The same without where in a text the words stand: that is for a page that shows them in bold."""
    match told:
        case {"text": text, "marks": _}:
            return text
        case dict():
            return {name: _unmarked(each) for name, each in told.items()}
        case list():
            return [_unmarked(each) for each in told]
    return told


def _cut(told: Json, *names: str) -> Json:
    """Lists that are told once, as far as there is room for them all; of what is left out, how many there are."""
    cut: Json = {}
    for at, name in enumerate(names):
        room = (ROOM - len(to_json(cut))) // (len(names) - at)
        cut[name], _ = _page(told[name], AT_ONCE, room)
    left = {name: len(told[name]) - len(kept) for name, kept in cut.items() if len(kept) < len(told[name])}
    return {**told, **cut, **({"left_out": left} if left else {})}


def _check_fits(told: Json | str, pointer: str, instead: str) -> None:
    """Raises Invalid for what no assistant's memory holds."""
    if (length := len(to_json(told))) > MOST:
        detail = f"this would be {length} characters, more than is told at once; {instead}"
        raise Invalid([Flaw("too-long", detail, pointer)])


def _entries(entries: list[Json], after: int) -> tuple[list[Json], int | None]:
    """The entries that come after one, in their own order, and the last of them where there are more.

    What lies behind is often told later than what came after it, so versions are not in order. Raises Invalid.
    """
    passed = [each["version"] for each in entries]
    if after and after not in passed:
        detail = "no such entry is shown here; give the next of the answer before, or leave it out"
        raise Invalid([Flaw("no-cursor", detail, "/after")])
    page, is_more = _page(entries[passed.index(after) + 1 if after else 0 :])
    return page, page[-1]["version"] if is_more else None


def _fits(decision: Decision, words: list[str], tag: str | None, organisation: str | None) -> bool:
    opened = decision.opened
    assert opened is not None
    text = "\n".join(
        [decision.decision_id, opened.title, opened.question, opened.reference or "", *decision.tags]
    ).casefold()
    return (
        all(word in text for word in words)
        and (tag is None or tag in decision.tags)
        and organisation in (None, opened.organisation)
    )
