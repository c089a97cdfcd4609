"""What people wrote, as a story quotes it: on one line, whole sentences where they fit, else cut at a clause or a word.

A quote never says more than was said. A whole sentence stands as it is; one that is cut ends with an ellipsis, and
the entry that it comes from holds the whole text.
"""

import re
import unicodedata

from laeringslopp.plain import split

MOST_WORDS = 20
"""Of a sentence, quotes included."""
MOST_CHARACTERS = 200
"""Of a quote: what has no spaces is cut all the same."""
NAME_CHARACTERS = 60
CLAUSE_WORDS = 6
"""A cut at a clause keeps at least so many words; else it is made at a word."""

_TURNS_THE_LINE = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = "\u200b\u2060\ufeff\ufffc"
_LEFT_OUT = str.maketrans("", "", _TURNS_THE_LINE + _UNSEEN)
_INNER = str.maketrans({"«": "‘", "»": "’", "“": "‘", "”": "’", "„": "‘"})
_STRAIGHT = re.compile(r'"([^"]*)"')
_LEADS_ON = frozenset(
    re.findall(
        r"\w+",
        "og eller som at for av i på til med fra frå om en ei et ein eit den det "
        "and or that of in on to with from the a an",
    )
)
"""No cut leaves one of these last."""
_CLAUSE = re.compile(r"[,;:]$|^[–—-]$")


def clean(text: str) -> str:
    """A text on one line, without what would turn or garble the text around it."""
    seen = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text)
    return " ".join(seen.translate(_LEFT_OUT).split())


def words_in(text: str) -> int:
    """How many words a text has: what stands between spaces."""
    return len(text.split())


def shortened(text: str, most: int, characters: int = MOST_CHARACTERS) -> str:
    """A text of at most so many words, cut at a clause where one ends in good time; cut text ends with an ellipsis."""
    words = text.split()
    if len(words) <= most and len(text) <= characters:
        return text
    kept: list[str] = []
    length = 0
    for word in words[: max(1, most - 1)]:
        if kept and length + len(word) + 1 > characters:
            break
        kept.append(word)
        length += len(word) + 1
    for at in range(len(kept), CLAUSE_WORDS, -1):
        if _CLAUSE.search(kept[at - 1]):
            kept = kept[:at]
            break
    while len(kept) > 1 and kept[-1].lower() in _LEADS_ON:
        kept.pop()
    line = " ".join(kept)[:characters].rstrip(" ,;:–—-.")
    return f"{line} …" if line else ""


def named(text: str, most: int) -> str:
    """A name of a person, an organ or a thing, short enough to stand in a sentence."""
    return shortened(unquoted(clean(text)), most, NAME_CHARACTERS)


def unquoted(text: str) -> str:
    """A text that can stand in quotation marks: its own become single ones."""
    return _STRAIGHT.sub(r"‘\1’", text).replace('"', "’").translate(_INNER)


def quotable(text: str, sentences: int) -> list[str]:
    """The first sentences of a text, each no longer than a sentence may be."""
    found: list[str] = []
    for said in split(unquoted(clean(text))):
        if found and found[-1].count("‘") > found[-1].count("’"):
            found[-1] = f"{found[-1]} {said}"  # what is quoted within is not torn apart
        elif len(found) == sentences:
            break
        else:
            found.append(said)
    return [short for said in found if (short := shortened(said, MOST_WORDS))]
