"""From what somebody typed to what is looked up: each word with all that it may stand for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from laeringslopp.search.distance import within
from laeringslopp.search.words import composed, in_one_norm, plainly, stem, synonyms, terms_of, words

MOST_WORDS = 24
"""The rarest words of a long text are asked for, and no more; the common ones would say nothing beside them."""
LOOKED_INTO = 12
"""For so many of them we also look for longer words that hold them, and for what may have been meant."""
MOST_LONGER = 12
KEPT = 3
"""Of a mistyped word so many letters at its beginning or at its end are right."""
SHORTEST_PART, SHORTEST_WHOLE = 4, 8
SYNONYM, LONGER, PART, MEANT = 0.7, 0.5, 0.5, 0.7
"""How well a text fits that says it in another word, in a longer one, in a part of it, or as it is spelt right."""


class Vocabulary(Protocol):
    """In how many texts that the reader may see words stand."""

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these words, those that stand in some."""

    def beginning(self, start: str, most: int) -> Mapping[str, int]:
        """The commonest longer words that begin so."""

    def ending(self, end: str, most: int) -> Mapping[str, int]:
        """The commonest longer words that end so."""

    def like(self, word: str, kept: int, by: int) -> Mapping[str, int]:
        """Words that begin or end with the same ``kept`` letters, at most ``by`` letters longer or shorter."""


@dataclass(slots=True)
class Concept:
    """One word that was typed, and the terms that stand for it, each with how well (1: it itself)."""

    typed: str
    terms: dict[str, float]
    counts: dict[str, int]
    """In how many texts each of them stands."""
    meant: str | None = None
    """What it was read as, where it stands nowhere as it was typed."""
    weight: float = 1.0

    @property
    def count(self) -> int:
        """In how many texts it may stand."""
        return sum(self.counts.values())


def concepts(text: str, vocabulary: Vocabulary) -> list[Concept]:
    """What a text asks for. Words that stand in no text, whatever they are read as, are left out."""
    typed: dict[tuple[str, ...], str] = {}
    text = composed(text)
    for word in words(text):
        if word.terms:
            typed.setdefault(word.terms, text[word.begin : word.end])
    known = synonyms()
    others = {terms: frozenset[str]().union(*(known.get(term, frozenset()) for term in terms)) for terms in typed}
    counts = vocabulary.counts({*(t for each in typed for t in each), *(t for each in others.values() for t in each)})
    found = []
    for terms, said in typed.items():
        weights = {**dict.fromkeys(others[terms], SYNONYM), **dict.fromkeys(terms, 1.0)}
        found.append(Concept(said, weights, {term: counts[term] for term in weights if term in counts}))
    # What stands nowhere may be mistyped or put together; it comes first, as the rarest there is.
    found = sorted(found, key=lambda each: each.count)[:MOST_WORDS]
    parts: list[Concept] = []
    for concept in found[:LOOKED_INTO]:
        parts += _look_into(concept, vocabulary)
    return [each for each in (*found, *parts) if each.counts]


def _look_into(concept: Concept, vocabulary: Vocabulary) -> list[Concept]:
    """Adds longer words that hold the word, or what was meant by it; gives what it is put together of."""
    is_known = any(concept.counts.get(term) for term, weight in concept.terms.items() if weight == 1.0)
    word = in_one_norm(plainly(concept.typed))
    root = stem(word)
    if len(root) >= SHORTEST_PART:
        _add(concept, vocabulary.beginning(root, MOST_LONGER), LONGER)
        _add(concept, vocabulary.ending(root, MOST_LONGER), LONGER)
    parts = _parts(concept, word, vocabulary) if len(word) >= SHORTEST_WHOLE else []
    if not is_known and not parts and not concept.counts and len(root) >= SHORTEST_PART:
        _mend(concept, root, vocabulary)
    return parts


def _add(concept: Concept, counts: Mapping[str, int], weight: float) -> None:
    for term, count in counts.items():
        if concept.terms.setdefault(term, weight) == weight:
            concept.counts[term] = count


def _mend(concept: Concept, root: str, vocabulary: Vocabulary) -> None:
    """What stands in texts and is spelt nearly so."""
    by = 2 if len(root) >= SHORTEST_WHOLE else 1
    near = vocabulary.like(root, KEPT if len(root) > 2 * KEPT else KEPT - 1, by)
    far = {term: away for term in near if (away := within(root, term, by)) is not None}
    if not far:
        _mend_from_list(concept, root, by, vocabulary)
        return
    nearest = min(far.values())
    best = sorted((term for term in far if far[term] == nearest), key=lambda term: (-near[term], term))[:3]
    concept.meant = best[0]
    _add(concept, {term: near[term] for term in best}, MEANT)
    others = frozenset[str]().union(*(synonyms().get(term, frozenset()) for term in best))
    _add(concept, vocabulary.counts(others), MEANT * SYNONYM)


def _mend_from_list(concept: Concept, root: str, by: int, vocabulary: Vocabulary) -> None:
    """What stands in no text either, but is another word for what does."""
    known = synonyms()
    away = {term: off for term in known if (off := within(root, term, by)) is not None}
    for term in sorted(away, key=lambda each: (away[each], each))[:1]:
        counts = vocabulary.counts(known[term])
        if counts:
            concept.meant = term
            _add(concept, counts, MEANT * SYNONYM)


def _parts(concept: Concept, word: str, vocabulary: Vocabulary) -> list[Concept]:
    """The fewest words that a compound is put together of, with an s or an e between them; and what those are."""
    pieces = {
        word[begin:end]: terms_of(word[begin:end])
        for begin in range(len(word) - SHORTEST_PART + 1)
        for end in range(begin + SHORTEST_PART, len(word) + 1)
        if end - begin < len(word)
    }
    known = synonyms()
    asked = {term for terms in pieces.values() for term in terms}
    asked |= {other for term in asked for other in known.get(term, ())}
    counts = vocabulary.counts(asked)
    found: dict[str, Concept] = {}
    for piece, terms in pieces.items():
        weights = {other: SYNONYM for term in terms for other in known.get(term, ())} | dict.fromkeys(terms[:1], 1.0)
        said = {term: counts[term] for term in weights if term in counts}
        if said:
            found[piece] = Concept(piece, weights, said, weight=PART)
    parts = _fewest(word, found.keys())
    smaller = [
        part for piece in parts if len(piece) >= SHORTEST_WHOLE for part in _fewest(piece, found.keys() - {piece})
    ]
    return [found[piece] for piece in dict.fromkeys((*parts, *smaller))]


def _fewest(word: str, pieces: Collection[str]) -> Sequence[str]:
    """The fewest pieces that make up a word; the longest first among as few; none where they do not make it up."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(SHORTEST_PART, len(word) + 1):
        for begin in range(end - SHORTEST_PART + 1):
            piece = word[begin:end]
            if piece not in pieces:
                continue
            for start in (begin, begin - 1):  # the letter between two parts of a compound
                if start not in best or (start < begin and (start == 0 or word[start] not in "se")):
                    continue
                made = (*best[start], piece)
                if end not in best or len(made) < len(best[end]):
                    best[end] = made
    return best.get(len(word), ())
