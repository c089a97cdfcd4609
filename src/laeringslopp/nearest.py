"""Helping somebody who mistyped."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, to end a sentence with; empty where none is near."""
    close = closest(word, known)
    return f"; did you mean {close!r}?" if close else ""


def closest(word: str, known: Iterable[str], may_be_told: Callable[[str], bool] = lambda _: True) -> str | None:
    """The nearest known word itself, of those that may be told; None where none is near."""
    words = list(known)
    near = get_close_matches(word, words, n=len(words)) if words else []
    return next(filter(may_be_told, near), None)
