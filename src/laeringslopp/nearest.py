"""Helping somebody who mistyped."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, to end a sentence with; empty where none is near."""
    close = closest(word, known)
    return f"; did you mean {close!r}?" if close else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The nearest known word itself; None where none is near."""
    return next(iter(get_close_matches(word, list(known), n=1)), None)
