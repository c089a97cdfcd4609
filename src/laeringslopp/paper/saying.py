"""How a paper says things: our own sentences, and what people wrote, whole and in quotation marks."""

from collections.abc import Iterable

from laeringslopp.paper.model import Paragraph, Tone
from laeringslopp.story.quoting import clean, unquoted
from laeringslopp.story.wording import N_, Wording


def written(text: str) -> str:
    """What somebody wrote, line by line, without the signs that would turn, hide or garble the text around it."""
    lines = (clean(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


class Sayer:
    """Says things in one language."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.say = words.say

    def quote(self, text: str) -> str:
        """What somebody wrote, in quotation marks."""
        return self.words.text(N_("“{text}”")).format(text=unquoted(written(text)))

    def told(self, text: str, refs: Iterable[int] = (), tone: Tone = "plain", /, **values: object) -> Paragraph:
        """A paragraph of a text of the catalogue."""
        return Paragraph(self.say(text, **values), tuple(sorted(set(refs))), tone)
