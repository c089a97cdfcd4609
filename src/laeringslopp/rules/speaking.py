"""A guard on how things are said. It only ever remarks: nobody is kept from recording by how they write."""

from collections.abc import Iterator

from laeringslopp.decision import Decision
from laeringslopp.errors import pointer_step
from laeringslopp.facts import Fact
from laeringslopp.facts.values import Value
from laeringslopp.plain import heavy, measure
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules.guard import Act, Missing, guard

LIX = Parameter("lix", 45, "the highest LIX of a text", least=20, most=100)
SENTENCE = Parameter("sentence_words", 30, "the most words in a sentence", least=10, most=200)
FEWEST = 20
FROM = Parameter("from_words", 100, "words from which a text is measured", least=FEWEST, most=10_000)


@guard("speak-plainly", standard="remark", strict="remark", parameters=(LIX, SENTENCE, FROM))
def speak_plainly(decision: Decision, act: Act[Fact], policy: Policy) -> Missing | None:
    """What a reader cannot get through is as good as withheld."""
    # Nearly every text is short, and this is asked of every fact: a policy is asked only about what is not.
    if not (texts := long_texts(act.fact)):
        return None
    words = policy.value("speak-plainly", FROM)
    lix, most = policy.value("speak-plainly", LIX), policy.value("speak-plainly", SENTENCE)
    for pointer, text in texts:
        if len(text.split()) < words:
            continue
        measured = measure(text)
        if measured.lix > lix or (measured.longest and measured.longest.words > most):
            return Missing("plain-words", {"pointer": f"/fact{pointer}", **heavy(measured, most)})
    return None


def long_texts(fact: Fact) -> list[tuple[str, str]]:
    """The texts of a fact that any policy may have measured, and where they stand."""
    # So many words have at least as many letters, and are not worth counting in a shorter text.
    return [(pointer, text) for pointer, text in _texts(fact) if len(text) > FEWEST and len(text.split()) >= FEWEST]


def _texts(value: Value, pointer: str = "") -> Iterator[tuple[str, str]]:
    for name, told in value.__dict__.items():
        if type(told) is str:
            yield f"{pointer}/{name.rstrip('_')}", told
        elif type(told) is tuple:
            for at, inner in enumerate(told):
                here = f"{pointer}/{name}{pointer_step(at)}"
                if isinstance(inner, Value):
                    yield from _texts(inner, here)
                elif type(inner) is str:
                    yield here, inner
