"""Which texts are looked at, and which is most like what was asked: the same for every database.

Texts are ranked by BM25F (S. Robertson and H. Zaragoza, 2009): a word counts the more the fewer texts say it, and the
more the nearer it stands to the failure; said often, it counts little more than said once. All counts are of what the
reader may see, so what is withheld moves nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from math import log
from typing import NamedTuple, Protocol

from laeringslopp.search.asking import Concept

NEARNESS = (1.0, 0.6, 0.5)
"""How much a word counts that is said of the failure itself, of its attempt and what came of it, of its decision."""
SATURATION = 1.2
USUAL_LENGTH, LENGTH_COUNTS = (40, 60, 60), 0.4
ENOUGH, MOST = 300, 1000
"""How many texts are looked at: where rare words bring enough, common ones bring no more."""
TOGETHER = 0.3
"""How much the text of a decision that is most like what was asked lends to the others of that decision."""
PAIRED = 4
"""Of so many common words each two are asked for together."""


class Match(NamedTuple):
    """A failure or lesson that was found, with the terms that whoever asked may know it by, by nearness."""

    position: int
    decision_id: str
    item_id: str
    noun: str
    of_failures: tuple[str, ...]
    terms: tuple[str, ...]


class Finder(Protocol):
    """What finds texts by words."""

    def matching(self, every: Sequence[Collection[str]], most: int) -> Sequence[Match]:
        """The newest texts with a word of each of these groups."""


def candidates(asked: Sequence[Concept], finder: Finder) -> list[Match]:
    """The texts that may be most like what was asked: all with a rare word of it, and some with several common ones."""
    in_order = sorted(asked, key=lambda each: (each.count, each.typed))
    rare: list[Concept] = []
    for concept in in_order:
        if sum(each.count for each in rare) + concept.count <= MOST:
            rare.append(concept)
    common = [concept for concept in in_order if concept not in rare]
    found: dict[int, Match] = {}

    def look(groups: Sequence[Collection[str]], most: int) -> None:
        for match in finder.matching(groups, most):
            found[match.position] = match

    if rare:
        look([[term for concept in rare for term in concept.counts]], MOST)
    groups = [list(concept.counts) for concept in common]
    together = [groups] if len(groups) > 2 else []
    pairs = [list(pair) for pair in combinations(groups[:PAIRED], 2)]
    for tried in (*together, *pairs, *([each] for each in groups[:1])):
        if len(found) >= ENOUGH:
            break
        look(tried, ENOUGH)
    return list(found.values())


def ranked(asked: Sequence[Concept], found: Iterable[Match], texts: int) -> list[tuple[float, Match]]:
    """What was found, the most like first; ``texts`` is how many there are. Of equals the newest comes first."""
    weighed = [(concept.weight, _weights(concept, texts)) for concept in asked]
    wanted = {term for _, weights in weighed for term in weights}
    own = [(_score(weighed, wanted, match.terms), match) for match in found]
    best: dict[str, float] = {}
    for score, match in own:
        best[match.decision_id] = max(best.get(match.decision_id, 0.0), score)
    # Whoever plans what a decision was about is to hear of all that failed in it, in whatever words that was told.
    scored = [(round(score + TOGETHER * best[match.decision_id], 9), match) for score, match in own]
    return sorted(scored, key=lambda each: (-each[0], -each[1].position))


def _weights(concept: Concept, texts: int) -> Mapping[str, float]:
    """What it is worth to say each of its terms. Another word for a common one is worth no more than that."""
    own = [
        _rarity(texts, concept.counts[term])
        for term, fits in concept.terms.items()
        if fits == 1.0 and term in concept.counts
    ]
    most = max(own) if own else None
    worth = {}
    for term, count in concept.counts.items():
        rarity = _rarity(texts, count)
        worth[term] = concept.terms[term] * (rarity if most is None else min(rarity, most))
    return worth


def _rarity(texts: int, count: int) -> float:
    return log(1 + (max(texts, count) - count + 0.5) / (count + 0.5))


def _score(
    weighed: Sequence[tuple[float, Mapping[str, float]]], wanted: Collection[str], parts: Sequence[str]
) -> float:
    said: dict[str, float] = {}
    for part, nearness, usual in zip(parts, NEARNESS, USUAL_LENGTH, strict=True):
        there = part.split()
        length = 1 - LENGTH_COUNTS + LENGTH_COUNTS * len(there) / usual
        for term in {*there}.intersection(wanted):
            said[term] = said.get(term, 0.0) + nearness * there.count(term) / length
    if not said:
        return 0.0
    score = 0.0
    for weight, worth in weighed:
        most = 0.0
        for term, value in worth.items():
            if term in said:
                often = said[term]
                most = max(most, value * often * (SATURATION + 1) / (often + SATURATION))
        score += weight * most
    return score
