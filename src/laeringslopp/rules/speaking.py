"""A guard on how things are said. It only ever remarks: nobody is kept from recording by how they write."""

from collections.abc import Iterator

from laeringslopp.decision import Decision
from laeringslopp.errors import pointer_step
from laeringslopp.facts import Fact
from laeringslopp.facts.values import Value
from laeringslopp.plain import Measured, measure
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules.guard import Act, Missing, guard

LIX = Parameter("lix", 45, "the highest LIX of a text", least=20, most=100)
SENTENCE = Parameter("sentence_words", 30, "the most words in a sentence", least=10, most=200)
FROM = Parameter("from_words", 100, "words from which a text is measured", least=20, most=10_000)

SHORTEST = 2 * int(FROM.least or 1) - 1
"""Characters: so many words have at least a letter each, and a space between them."""


@guard("speak-plainly", standard="remark", strict="remark", parameters=(LIX, SENTENCE, FROM))
def speak_plainly(decision: Decision, act: Act[Fact], policy: Policy) -> Missing | None:
    """What a reader cannot get through is as good as withheld."""
    # Nearly every text is short, and this is asked of every fact: lengths are compared before anything is counted.
    if not (texts := list(long_texts(act.fact, SHORTEST))):
        return None
    words = policy.value("speak-plainly", FROM)
    lix, most = policy.value("speak-plainly", LIX), policy.value("speak-plainly", SENTENCE)
    for pointer, text in texts:
        if len(text) < 2 * words - 1 or len(text.split()) < words:
            continue
        measured = measure(text)
        if measured.lix > lix or (measured.longest and measured.longest.words > most):
            return Missing("plain-words", {"pointer": f"/fact{pointer}", **heavy(measured, most)})
    return None


def heavy(measured: Measured, most: int) -> dict[str, int | str]:
    """A text's LIX, and its heaviest sentence: the longest where that is too long, else the one that weighs most."""
    longest = measured.longest
    sentence = longest if longest and longest.words > most else measured.heaviest
    assert sentence is not None
    return {"lix": round(measured.lix), "words": sentence.words, "begins": sentence.begins}


def heaviest(fact: Fact) -> dict[str, int | str] | None:
    """Of a fact that was remarked on: the LIX of its heaviest text, and that text's heaviest sentence."""
    measured = [measure(text) for _, text in long_texts(fact, SHORTEST) if len(text.split()) >= int(FROM.least or 1)]
    said = [each for each in measured if each.sentences]
    return heavy(max(said, key=lambda each: each.lix), SENTENCE.default) if said else None


def long_texts(fact: Value, least: int, pointer: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a fact that have so many characters, and where they stand."""
    for name, value in fact.__dict__.items():
        if type(value) is str:
            if len(value) >= least:
                yield f"{pointer}/{name.rstrip('_')}", value
        elif type(value) is tuple:
            for at, inner in enumerate(value):
                here = f"{pointer}/{name}{pointer_step(at)}"
                if isinstance(inner, Value):
                    yield from long_texts(inner, least, here)
                elif type(inner) is str and len(inner) >= least:
                    yield here, inner
