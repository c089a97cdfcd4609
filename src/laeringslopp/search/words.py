"""Words as they are searched for: in small letters, in one written norm, without their endings.

Each word stands for one term or two: its Norwegian stem, and its English one where that is another. Both are kept in
the index and both are asked for, so nobody has to guess which language a short question is in. Stems are Snowball's
(https://snowballstem.org), taken twice: *målere* and *måler* are one word then.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import Stemmer

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
LONGEST = 40
"""How much of a word counts; nobody writes a longer one, and an index is no place for what nobody writes."""
SHORTEST_STEMMED = 4
HOOD = re.compile(r"(.{3,}het)(?:en|ene|er|ers|ens|s)?")
"""*Trygghet* and *tryggheten* are one word, and not the same as *trygg*."""
PLAIN = str.maketrans("äöáàâãéèêëíìîïóòôõúùûüýÿçñ", "æøaaaaeeeeiiiioooouuuuyycn")
"""Marks over letters that Norwegian does not tell words apart by; æ, ø and å are letters of their own."""


class Word(NamedTuple):
    """A word in a text: where it stands, and the terms it is found by; none where it says nothing."""

    begin: int
    end: int
    terms: tuple[str, ...]


class _Stemmers(threading.local):
    """A stemmer is no thing for two threads at once."""

    def __init__(self) -> None:
        self.norwegian, self.english = Stemmer.Stemmer("norwegian"), Stemmer.Stemmer("english")


_stemmers = _Stemmers()


def words(text: str) -> Iterator[Word]:
    """The words of a text in NFC, as ``composed`` makes it."""
    for found in WORD.finditer(text):
        yield Word(found.start(), found.end(), terms_of(found[0]))


def composed(text: str) -> str:
    """A text in which å is one character, however it was typed."""
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def terms(text: str) -> list[str]:
    """All terms of a text, in order, as often as they are said."""
    return [term for word in WORD.findall(composed(text)) for term in terms_of(word)]


@lru_cache(maxsize=100_000)
def terms_of(word: str) -> tuple[str, ...]:
    """The terms of one word; none of a letter, or of a word that says nothing of what a text is about."""
    plain = plainly(word)
    if len(plain) < 2 or plain in stop_words():
        return ()
    norwegian = stem(in_one_norm(plain))
    if not plain.isascii():
        return (norwegian,)
    english = _stemmers.english.stemWord(plain)[:LONGEST] if len(plain) >= SHORTEST_STEMMED else plain
    return (norwegian,) if english == norwegian else (norwegian, english)


def plainly(word: str) -> str:
    """A word in small letters, without the marks that tell no Norwegian words apart."""
    small = unicodedata.normalize("NFKC", word).casefold().translate(PLAIN)
    return "".join(WORD.findall(small))[:LONGEST]


def stem(word: str) -> str:
    """A Norwegian word without its endings."""
    if hood := HOOD.fullmatch(word):
        return hood[1]
    if word.endswith("erne") and len(word) > 6:  # the stemmer leaves this one on
        word = f"{word[:-4]}er"
    once = _stemmers.norwegian.stemWord(word) if len(word) >= SHORTEST_STEMMED else word
    return _stemmers.norwegian.stemWord(once) if len(once) >= SHORTEST_STEMMED else once


def in_one_norm(word: str) -> str:
    """A word of nynorsk as it is in bokmål, as far as the list of forms knows."""
    for ending, form, instead in _forms():
        if form in word:
            if ending == "anywhere":
                word = word.replace(form, instead)
            elif ending == "end" and word.endswith(form):
                word = word[: -len(form)] + instead
            elif ending == "begin" and word.startswith(form):
                word = instead + word[len(form) :]
    return word


@cache
def stop_words() -> frozenset[str]:
    """The words that say nothing of what a text is about."""
    return frozenset(plainly(word) for line in _lines("stop") for word in line.split())


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """The terms that are asked for together with a term."""
    found: dict[str, frozenset[str]] = {}
    for line in _lines("synonyms"):
        group = frozenset(term for word in line.split() for term in terms_of(word.replace("-", "")))
        for term in group:
            found[term] = found.get(term, frozenset()) | group
    return found


@cache
def _forms() -> Sequence[tuple[str, str, str]]:
    found = []
    for line in _lines("forms"):
        form, instead = line.split()
        where = "end" if form.startswith("-") else "begin" if form.endswith("-") else "anywhere"
        found.append((where, form.strip("-"), instead.strip("-")))
    return sorted(found, key=lambda each: -len(each[1]))


def _lines(name: str) -> Iterator[str]:
    text = (files("laeringslopp.search") / "wordlists" / f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
