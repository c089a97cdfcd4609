"""Makes the sentences of a story: none longer than a person reads in one breath, whatever people wrote."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from laeringslopp.story.parts import About, StorySentence
from laeringslopp.story.quoting import MOST_WORDS, clean, named, quotable, shortened, unquoted, words_in
from laeringslopp.story.wording import N_, Wording, capital

NAME_LENGTHS = (9, 7, 5, 4, 3, 2, 1)
"""How many words of a name are kept, tried in turn until the sentence is short enough."""
TITLE_WORDS = 9
"""Of a title among others."""


class Written(str):
    """What somebody wrote, to stand in a sentence; shortened as needed."""

    __slots__ = ()


class Titled(Written):
    """What somebody called a thing, to stand in quotation marks in a sentence."""

    __slots__ = ()


class Teller:
    """Says things in one language."""

    def __init__(self, words: Wording) -> None:
        self.words = words

    def say(
        self,
        frame: str,
        about: About,
        versions: Iterable[int],
        quote: str | None = None,
        sentences: int = 1,
        **values: object,
    ) -> Iterator[StorySentence]:
        """A sentence of our own words, and with a ``quote`` what was said, in the same sentence or in the next.

        ``frame`` is a text of the catalogue without its full stop.
        """
        return self.said(self.framed(frame, **values), about, versions, quote, sentences)

    def said(
        self, begun: str, about: About, versions: Iterable[int], quote: str | None = None, sentences: int = 1
    ) -> Iterator[StorySentence]:
        """As ``say``, of a sentence that is in words already."""
        rests_on = tuple(sorted(set(versions)))
        quoted = quotable(quote, sentences) if quote else []
        if not quoted:
            yield StorySentence(f"{begun}.", about, rests_on)
            return
        first, *others = quoted
        if words_in(begun) + words_in(first) <= MOST_WORDS:
            yield StorySentence(f"{begun}: {self._quoted(first)}", about, rests_on)
        else:
            yield StorySentence(f"{begun}.", about, rests_on)
            yield StorySentence(self._quoted(first), about, rests_on)
        yield from (StorySentence(self._quoted(each), about, rests_on, goes_on=True) for each in others)

    def listed(
        self, begun: str, about: About, versions: Iterable[int], items: Sequence[str]
    ) -> Iterator[StorySentence]:
        """A sentence and what it counts: titles in quotation marks, so many in each sentence as it holds."""
        rests_on = tuple(sorted(set(versions)))
        begins, held = f"{begun}:", list[str]()
        for item in items:
            if words_in(f"{begins} {self.words.these([*held, item])}") > MOST_WORDS:
                if held:
                    yield StorySentence(f"{begins} {self.words.these(held)}.".lstrip(), about, rests_on)
                    begins, held = self.words.text(N_("In addition there was")), []
                else:
                    yield StorySentence(f"{begun}.", about, rests_on)
                    begins = ""
            held.append(item)
        yield StorySentence(f"{begins} {self.words.these(held)}.".lstrip() if held else f"{begun}.", about, rests_on)

    def title(self, text: str, most: int = TITLE_WORDS) -> str:
        """A title in quotation marks within a sentence."""
        said = shortened(unquoted(clean(text)), most).rstrip(".")
        return self._marked(said or "…")

    def framed(self, frame: str, **values: object) -> str:
        """A text of the catalogue with its values, names in it shortened until it is no more than a sentence."""
        return self.fitted(lambda given: self.words.say(frame, **given), values)

    def counted(self, one: str, many: str, how_many: int, /, **values: object) -> str:
        """As ``framed``, in the form for so many."""
        return self.fitted(lambda given: capital(self.words.counted(one, many, how_many, **given)), values)

    def fitted(self, made: Callable[[dict[str, Any]], str], values: dict[str, Any]) -> str:
        """What is made of values, with names as long as a sentence holds."""
        said = ""
        for most in NAME_LENGTHS:
            given = {
                name: self._short(value, most) if isinstance(value, Written) else value
                for name, value in values.items()
            }
            said = made(given)
            if words_in(said) <= MOST_WORDS:
                break
        return said

    def _short(self, value: Written, most: int) -> str:
        return self.title(value, most) if isinstance(value, Titled) else named(value, most) or "…"

    def _quoted(self, text: str) -> str:
        marked = self._marked(text)
        return marked if text[-1:] in ".!?…" else f"{marked}."

    def _marked(self, text: str) -> str:
        return self.words.text(N_("“{text}”")).format(text=text)
