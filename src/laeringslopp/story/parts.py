"""What a story is made of: paragraphs of sentences, each with the entries it rests on. Data; ``str`` gives the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from laeringslopp.story.wording import Language

Length = Literal["short", "medium", "long"]
LENGTHS: tuple[Length, ...] = get_args(Length)
About = Literal[
    "cut", "asked", "decided", "risked", "tried", "failed", "learned", "changed", "said", "waited", "now", "unknown",
    "withheld",
]  # fmt: skip
"""What a sentence tells of; ``said`` is what passed between levels, ``waited`` that nothing was recorded for long."""


@dataclass(frozen=True, slots=True)
class StorySentence:
    """One sentence, and the versions of the entries that it rests on; none where it tells of no entry."""

    text: str
    about: About
    versions: tuple[int, ...]
    goes_on: bool = False
    """Whether it goes on with the quote of the sentence before it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[StorySentence, ...]

    def __str__(self) -> str:
        return " ".join(text for text, _ in self.pieces())

    def pieces(self) -> Iterator[tuple[str, StorySentence]]:
        """The text of each sentence as it stands here: a quote that goes on is not closed and opened again."""
        for at, sentence in enumerate(self.sentences):
            follows = at + 1 < len(self.sentences) and self.sentences[at + 1].goes_on
            text = sentence.text[1:] if sentence.goes_on else sentence.text
            yield (text[:-1] if follows else text), sentence


@dataclass(frozen=True, slots=True)
class Story:
    """A decision told in one language and length. The same facts give the same text."""

    decision_id: str
    version: int
    """Of the stream, seen or not."""
    language: Language
    length: Length
    title: str | None
    """None: the reader may not see it. The text does not repeat it."""
    paragraphs: tuple[Paragraph, ...]
    as_of: datetime | None = None
    known_at: datetime | None = None
    level: str | None = None

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.paragraphs))

    @property
    def sentences(self) -> Iterator[StorySentence]:
        """Every sentence in order."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)
