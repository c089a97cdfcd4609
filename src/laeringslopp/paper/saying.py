"""How a paper says things: our own sentences, and what people wrote, whole and in quotation marks."""

from collections.abc import Iterable, Sequence

from laeringslopp.entry import Recorded
from laeringslopp.paper.model import Block, Bullets, Paragraph, Section, Tone
from laeringslopp.story.quoting import clean, shortened, unquoted
from laeringslopp.story.standing import FOUND, RECORDED
from laeringslopp.story.wording import N_, Wording
from laeringslopp.timeline import Timeline

ENDS = ".!?…"
QUOTE = N_("“{text}”")
BRIEF_WORDS = 30
"""Of what somebody wrote, where it is told near the head and stands whole further down."""


def written(text: str) -> str:
    """What somebody wrote, line by line, without the signs that would turn, hide or garble the text around it."""
    lines = (clean(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def brief(text: str) -> str:
    """The beginning of what somebody wrote, on one line."""
    return shortened(clean(text), BRIEF_WORDS)


class Sayer:
    """Says things in one language of one decision's record."""

    def __init__(self, words: Wording, is_history: bool) -> None:
        self.words = words
        self.say = words.say
        self.text = words.text
        self.recorded = words.text(FOUND if is_history else RECORDED)
        """What nobody recorded is not recorded here, or not found in the sources of history."""

    def quote(self, text: str) -> str:
        """What somebody wrote, in quotation marks, as a name within a sentence."""
        return self.text(QUOTE).format(text=unquoted(written(text)).rstrip("."))

    def told(self, text: str) -> str:
        """What somebody wrote, in quotation marks, as a sentence of its own."""
        whole = unquoted(written(text))
        marked = self.text(QUOTE).format(text=whole)
        return marked if whole[-1:] in ENDS else f"{marked}."

    def labelled(self, label: str, text: str) -> str:
        """``Goal: “…”``."""
        return f"{self.text(label)}: {self.told(text)}"

    def absent(self, text: str) -> Paragraph:
        """That something is not on record."""
        return Paragraph(self.say(text, recorded=self.recorded), (), "missing")

    def day(self, recorded: Recorded) -> str:
        """The day, month or year in which an entry occurred."""
        precision = recorded.occurred_precision
        return self.words.when(recorded.occurred_at, precision if precision in ("year", "month") else "day")

    def section(self, name: str, heading: str, blocks: Iterable[Block], boxed: bool = False) -> Section:
        """A section under a heading of the catalogue."""
        return Section(name, self.text(heading), tuple(blocks), boxed)


def is_history(timeline: Timeline) -> bool:
    """Whether all that is shown was recorded afterwards."""
    return bool(timeline.entries) and all(entry.recorded.history for entry in timeline.entries)


def joined(*sentences: str | None) -> str:
    """Sentences after each other; what is not said is left out."""
    return " ".join(each for each in sentences if each)


def listed(items: Sequence[Paragraph]) -> tuple[Block, ...]:
    """A list, where there is anything in it."""
    return (Bullets(tuple(items)),) if items else ()


def item(text: str, *refs: int, tone: Tone = "plain") -> Paragraph:
    """One item that rests on entries."""
    return Paragraph(text, tuple(sorted(set(refs))), tone)
