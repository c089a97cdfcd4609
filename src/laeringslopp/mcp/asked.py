"""What an assistant may ask of a register: plain functions, each answered as the reader may see it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import AwareDatetime, Field

from laeringslopp.access import Reader
from laeringslopp.cli.errors import explain
from laeringslopp.decision import Decision
from laeringslopp.digest import tell_digest
from laeringslopp.errors import LaeringsloppError, Unknown
from laeringslopp.nearest import closest
from laeringslopp.paper.formats import render
from laeringslopp.register import Register
from laeringslopp.search.hits import tell_failed_before
from laeringslopp.story import Language, Length, tell, tell_comparison, tell_decision, tell_duty, tell_story, wording
from laeringslopp.story.catalogue import rules_shown, tell_rule

Json = dict[str, Any]
Moment = AwareDatetime | date
"""A date means the end of that day; a time has its offset."""

AT_ONCE = 100
"""How many entries or duties are told at a time, so that an assistant's memory holds them."""

DecisionId = Annotated[str, Field(description="The decision's id, as find_decisions tells it.")]
AsOf = Annotated[
    Moment | None,
    Field(description="Only what had happened by then: 2026-03-12, or 2026-03-12T10:00:00+01:00. Now unless given."),
]
KnownAt = Annotated[Moment | None, Field(description="Only what was known by then. Now unless given.")]
Level = Annotated[
    str | None, Field(description="Only what this level knew, such as political, administrative or operational.")
]
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
        }

    def failed_before(
        self,
        plan: Annotated[str, Field(description="What is planned, in the user's own words, in any of the languages.")],
        organisation: Organisation = None,
        most: Annotated[int, Field(ge=1, le=50, description="At most so many.")] = 5,
        lang: Lang = None,
    ) -> Json:
        """Find earlier failures and lessons that are like a plan. Ask this before you propose anything.

        Each hit says what was tried, what failed, what was learned, and what became of it. `searched` is how many
        were looked through. Nothing found says nothing of what was tried elsewhere.
        """
        with self._telling(lang):
            found = self.register.failed_before(plan, lang or self.language, organisation, most, self.reader)
            return tell_failed_before(found)

    def find_decisions(
        self,
        words: Annotated[str, Field(description="Words that all stand in its title, question, number or tags.")] = "",
        tag: Annotated[str | None, Field(description="A tag that it has.")] = None,
        organisation: Organisation = None,
        after: Annotated[str | None, Field(description="The `next` of an earlier answer, to go on from it.")] = None,
        lang: Lang = None,
    ) -> Json:
        """Find decisions, in the order in which they were first recorded, fifty at a time.

        Each with its title, its question, where it stands, and how many attempts, failures and lessons it has.
        """
        asked = words.casefold().split()
        page: list[Json] = []
        with self._telling(lang):
            for decision in self._decisions(after):
                if not _fits(decision, asked, tag, organisation):
                    continue
                if len(page) == AT_ONCE // 2:
                    return {"items": page, "next": page[-1]["decision_id"]}
                page.append(tell_decision(decision, decision.version))
        return {"items": page, "next": None}

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
            return tell_story(
                self.register.story(decision_id, lang or self.language, length, as_of, known_at, level, self.reader)
            )

    def timeline(
        self,
        decision_id: DecisionId,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        level: Level = None,
        after: Annotated[int, Field(ge=0, description="Only entries after this version; the `next` before.")] = 0,
        lang: Lang = None,
    ) -> Json:
        """Show a decision's entries in order, its attempts side by side, its learning loops, and what is open.

        A hundred entries at a time. `known_to` says which level knew an entry from when, and `unknown_to` what each
        level does not know yet. `withheld` counts what the reader may not see.
        """
        with self._telling(lang):
            shown = self.register.timeline(decision_id, as_of, known_at, level, self.reader)
            told = tell(shown, lang or self.language)
        rest = [entry for entry in told["entries"] if entry["version"] > after]
        more = rest[AT_ONCE - 1]["version"] if len(rest) > AT_ONCE else None
        return {**told, "entries": rest[:AT_ONCE], "next": more}

    def compare(
        self,
        decision_id: DecisionId,
        begins: Annotated[Moment, Field(description="The earlier moment.")],
        ends: Annotated[Moment | None, Field(description="The later moment; now unless given.")] = None,
        level: Level = None,
        lang: Lang = None,
    ) -> Json:
        """Compare a decision at two moments: what was added, resolved and changed, and what each level came to know."""
        with self._telling(lang):
            return tell_comparison(
                self.register.compare(decision_id, begins, ends, level, self.reader), lang or self.language
            )

    def duties(
        self,
        level: Level = None,
        organisation: Organisation = None,
        decision_id: Annotated[str | None, Field(description="Of one decision alone.")] = None,
        after: Annotated[int, Field(ge=0, description="How many to pass by; the `next` before.")] = 0,
        lang: Lang = None,
    ) -> Json:
        """List what is owed, by which level and by when; what is due first stands first, a hundred at a time."""
        words = wording(lang or self.language)
        with self._telling(lang):
            owed = self.register.duties(None, level, organisation, decision_id, open=True, reader=self.reader)
            page = owed[after : after + AT_ONCE]
            entries = [self.register.entry(each.decision_id, each.version, self.reader) for each in page]
        more = after + AT_ONCE if len(owed) > after + AT_ONCE else None
        told = [tell_duty(each, entry, words) for each, entry in zip(page, entries, strict=True)]
        return {"items": told, "next": more}

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
            return render(paper, "md").decode()

    def rules(self, organisation: Organisation = None, lang: Lang = None) -> Json:
        """List the rules in force: what each protects, why, and how it acts."""
        with self._telling(lang):
            policy = self.register.policy_of(organisation)
            words = wording(lang or self.language)
            items = [tell_rule(rule, words) for rule in rules_shown(policy, words)]
        return {"policy": policy.name, "items": items}

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
