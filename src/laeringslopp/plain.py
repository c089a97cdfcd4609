"""How heavy a text is to read: LIX and the length of its sentences, in bokmål, nynorsk and English.

LIX (Björnsson, *Läsbarhet*, 1968) is words per sentence plus the percentage of words of more than six letters. It knows
no language, so one measure serves all three, and nobody needs to say in which a text is written.

What counts:

- A *sentence* ends with ``.``, ``!``, ``?`` or ``…`` where something new begins; with a colon before a capital, as
  Björnsson counts; with a line break, unless the next line goes on in small letters. Points of a list are sentences.
  The point in an abbreviation, a date, an ordinal, a time, a decimal or an address ends nothing.
- A *word* is what stands between spaces and holds a letter or a digit; only letters make it long.
- Left out are what stands in quotation marks (« », “ ”, „ “ and " ": a title is not the writer's to shorten), web
  addresses, and names. A *name* is a word with a capital that does not begin its sentence: bokmål, nynorsk and English
  write few others so. The word that begins a sentence counts, since nobody can tell. Where most words of a sentence
  have capitals, they say nothing about names, and all count.

The libraries that were looked at do not fit. textstat (0.7.13) ends a sentence at every full stop, also in "kl. 10.30",
and needs NLTK, setuptools and a hyphenator; NLTK, spaCy and Stanza load models; pysbd knows no Norwegian.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONG = 6
"""A word of more letters than this is long."""
OPENING_WORDS = 5
"""How much of a sentence is told, so that its writer finds it."""
SHORT = 2
"""Letters: what has no more may be an abbreviation that nobody listed."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", words))


_GOES_ON = _listed(
    "adr art avd bl bl.a bnr ca cf dir dr d.y dvs e.g eks ev evt f.eks fig forts fr frk fru f.o.m fom gnr gml hhv hr "
    "i.e iht inkl innst instr jf jfr jmf jr kap kgl kl kst kt ktr ltr maks max meld mfl mr mrs ms mt mv.fl nr ot.prp "
    "pga pkt prof prop resp rev riks saksnr sect sek sen sign skr sml snr sst st st.meld st.prp sr tab tilsv tlf t.o.m "
    "tom tv ty ung utg vg viz vol vs"
)
"""What follows these belongs to them, with a capital or without."""
_MAY_END = _listed(
    "al a.s approx as aug bd co corp dec des d.s.s e.a e.l el est etc feb fl hrs i.a inc ing jan jun jul kr kv ltd m.a "
    "m.fl m.m mar mill min mnd mrd m.v mv nov ob o.a oa o.l okt ol op osb osv o.s.v oct pers p.a p.m p.t sept sep s.k "
    "s.u u.a u.k u.s"
)
"""These end a sentence where the next word has a capital."""
_MONTHS = _listed(
    "january february march april may june july august september october november december januar februar mars mai "
    "juni juli oktober desember jan feb mar apr aug sept okt nov des oct dec"
)
"""English gives them a capital: in ``3. June`` the point ends nothing."""
_BEFORE_A_NUMBER = _listed("no nos p pp s sp ss § §§ para")
"""English ``no.`` is a number before a number, and a word elsewhere."""

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|„[^“”„]*[“”]|\"[^\"\n]*\"")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:!?)»”\"]|\S+@\S+\.\w+", re.IGNORECASE)
_STANDS_FOR = "\ufffc"
"""Unicode's own sign for an object in a text: it is no word, and may begin a sentence."""
_LINE = re.compile(r"\s*\n\s*")
_POINT_OF_LIST = re.compile(r"^\s*(?:[-–—*•·▪+]|\(?\d{1,3}[.)]|\(?[a-zæøå][.)])\s+")
_STOP = re.compile(r"[.!?…:]+[)\]’”»\"]*(?=\s)")
_LAST_WORD = re.compile(r"\S+\Z")
_WORD = re.compile(r"\S*\w\S*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, as it is measured."""

    begins: str
    """Its opening words."""
    words: int
    long: int
    """How many of its words have more than six letters."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How heavy a text is."""

    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """How many words count."""
        return sum(sentence.words for sentence in self.sentences)

    @property
    def lix(self) -> float:
        """Words per sentence plus the percentage of long words; 0 where nothing counts."""
        if not (words := self.words):
            return 0.0
        return words / len(self.sentences) + 100 * sum(sentence.long for sentence in self.sentences) / words

    @property
    def longest(self) -> Sentence | None:
        """The sentence of most words."""
        return max(self.sentences, key=lambda sentence: sentence.words, default=None)

    @property
    def heaviest(self) -> Sentence | None:
        """The sentence that weighs most: many words, and many long ones among them."""
        return max(self.sentences, key=lambda sentence: sentence.words + sentence.long, default=None)


def heavy(measured: Measured, most: int) -> dict[str, int | str]:
    """A text's LIX, and its heaviest sentence: the longest where that is too long, else the one that weighs most."""
    longest = measured.longest
    sentence = longest if longest and longest.words > most else measured.heaviest
    assert sentence is not None
    return {"lix": round(measured.lix), "words": sentence.words, "begins": sentence.begins}


def measure(text: str) -> Measured:
    """How heavy a text is to read; see the module on what counts."""
    return Measured(tuple(measured for said in sentences(text) if (measured := _measured(said)).words))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in order, without what is left out whole: quoted titles and addresses."""
    for paragraph in _paragraphs(_ADDRESS.sub(_STANDS_FOR, _without_quoted(text))):
        start = 0
        for stop in _STOP.finditer(paragraph):
            if _ends(paragraph, stop):
                yield paragraph[start : stop.end()].strip()
                start = stop.end()
        if rest := paragraph[start:].strip():
            yield rest


def split(line: str) -> Iterator[str]:
    """The sentences of a line as they are written, quotes and all; a colon ends none of them."""
    start = 0
    for stop in _STOP.finditer(line):
        if not stop[0].startswith(":") and _ends(line, stop):
            yield line[start : stop.end()].strip()
            start = stop.end()
    if rest := line[start:].strip():
        yield rest


def _without_quoted(text: str) -> str:
    # Twice, for a title within what is quoted. What ends with a full stop inside the marks ended a sentence.
    for _ in range(2):
        text = _QUOTED.sub(lambda found: _STANDS_FOR + (found[0][-2] if found[0][-2] in ".!?…" else ""), text)
    return text


def _paragraphs(text: str) -> Iterator[str]:
    """The text at its line breaks, save where a line goes on in small letters."""
    whole = ""
    for line in _LINE.split(text):
        point = _POINT_OF_LIST.match(f"{line} ")
        said = line[point.end() :] if point else line
        if whole and not point and said[:1].islower():
            whole = f"{whole} {said}"
            continue
        if whole:
            yield whole
        whole = said
    if whole:
        yield whole


def _ends(text: str, stop: re.Match[str]) -> bool:
    after = text[stop.end() :].lstrip().lstrip('([’‘“„«"–—- ')
    if not after:
        return True
    first, sign = after[0], stop[0][0]
    if sign == ":":
        return first.isupper()
    if sign != "." or stop[0].startswith(".."):
        return not first.islower()
    word = _LAST_WORD.search(text, max(0, stop.start() - 40), stop.start())
    before = word[0].lstrip('([’‘“„«"').lower() if word else ""
    if before in _GOES_ON:
        return False
    if first.islower():  # somebody who writes without capitals, unless it looks like one more abbreviation
        return len(before) > SHORT and before.isalpha() and before not in _MAY_END
    if first.isdigit():
        is_part_of_date = before.isdigit() and len(before) <= 2
        return not (is_part_of_date or before in _MAY_END or before in _BEFORE_A_NUMBER)
    if before.isdigit():
        return _WORD.findall(after)[0].rstrip(".,").lower() not in _MONTHS if _WORD.match(after) else True
    return not (len(before) == 1 and before.isalpha())  # an initial


def _measured(sentence: str) -> Sentence:
    words = _WORD.findall(sentence.replace(_STANDS_FOR, " "))
    # A word after what was left out does not begin the sentence either.
    begins_with_word = not sentence.lstrip("([’‘„–—- ").startswith(_STANDS_FOR)
    named = [at for at, word in enumerate(words) if (at or not begins_with_word) and _is_name(word)]
    if 2 * len(named) <= len(words):
        left_out = set(named)
        words_counted = [word for at, word in enumerate(words) if at not in left_out]
    else:
        words_counted = words
    long = sum(len(_LETTER.findall(word)) > LONG for word in words_counted)
    opening = " ".join(sentence.replace(_STANDS_FOR, "…").split()[:OPENING_WORDS])
    return Sentence(opening, len(words_counted), long)


def _is_name(word: str) -> bool:
    first = word.lstrip('([’‘“„«"–—-')
    return first[:1].isupper() and first.rstrip('.,;:!?)’”»"') not in ("I", "I’m", "I'm", "I’ve", "I've")
