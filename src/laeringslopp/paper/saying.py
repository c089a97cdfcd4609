"""How a paper says things: our own sentences, and what people wrote, whole and in quotation marks."""

import re
from collections.abc import Iterable, Sequence

from laeringslopp.entry import Recorded
from laeringslopp.paper.model import Block, Bullets, Paragraph, Section, Tone
from laeringslopp.plain import split
from laeringslopp.story.quoting import clean, shortened, unquoted, words_in
from laeringslopp.story.standing import FOUND, RECORDED
from laeringslopp.story.wording import N_, Wording
from laeringslopp.timeline import Timeline

ENDS = ".!?…"
QUOTE = N_("“{text}”")
BRIEF_WORDS, BRIEF_CHARACTERS = 32, 320
"""Of what somebody wrote, where it is told near the head and stands whole further down."""

_GARBLES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HIDES = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffc]")


def written(text: str) -> str:
    """What somebody wrote, line by line, without the signs that would turn, hide or garble the text around it."""
    lines = (clean(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def safe(text: str) -> str:
    """A text of ours, in which names may stand as they were written: without the same signs, its spaces as they are."""
    return _HIDES.sub("", _GARBLES.sub(" ", text))


def brief(text: str) -> str:
    """The first sentences of what somebody wrote, on one line; a long one is cut."""
    kept: list[str] = []
    for sentence in split(clean(text)):
        if kept and words_in(" ".join((*kept, sentence))) > BRIEF_WORDS:
            break
        kept.append(sentence)
    return shortened(" ".join(kept), BRIEF_WORDS, BRIEF_CHARACTERS)


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
