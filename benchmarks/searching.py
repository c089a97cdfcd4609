"""Has this failed before, asked of 100,000 failures and lessons: in a file, and in PostgreSQL."""

import itertools
import json
import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import postgres
from benchmarks.measuring import Sides, amount, row
from benchmarks.work import BY, MET
from laeringslopp import (
    DecisionOpened,
    Entry,
    FailureDisclosed,
    LessonDrawn,
    Register,
    TrialStarted,
)
from laeringslopp.cases import names, open_case
from laeringslopp.facts import OPEN, AnyFact
from laeringslopp.store import Row, Store
from laeringslopp.views import Views, views_url

TEXTS, IN_ONE = 100_000, 5
AT_ONCE = 500
HOLE = re.compile(rb"@(\d+)@|HOLE.(\d+).HOLE")
QUESTIONS = (
    "app for meldinger mellom hjem og skole",
    "Skal kommunen kjøpe ny journal til sykehjem og legevakt? Alle skal ta den i bruk samtidig, etter opplæring.",
    "tryggleiksalarmar over mobilnettet",
    "contact tracing app with a central server",
    "skolemeldingssystem",
    "pasientjornal",
    "forsinket innføring av nytt system",
    "sikkerhet",
    "water meters sent to the wrong address",
    "innkreving av gjeld i strid med loven",
)
"""Short and long, rare words and common ones, three languages, a compound and a typing error."""


def template() -> list[tuple[int, str, bytes]]:
    """One decision with holes for its texts: four failures, and a lesson of one of them."""
    said: list[AnyFact] = [
        DecisionOpened(
            title="@0@", question="@1@", organisation="HOLE.9.HOLE", deciding_level="political", access=OPEN
        ),
        TrialStarted(trial_id="t1", hypothesis="@2@", criteria=(MET,)),
        *(FailureDisclosed(failure_id=f"f{n}", trial_id="t1", what_happened=f"@{n}@") for n in range(3, 7)),
        LessonDrawn(lesson_id="l1", from_trials=("t1",), statement="@7@", recommendation="@8@"),
    ]
    with Register.open("memory:") as register:
        register.append([Entry(decision_id="x", fact=fact, by=BY) for fact in said])
        return [(stored.version, stored.topic, stored.state) for stored in register.store.of_decision("x")]


def vocabulary() -> tuple[list[str], list[float]]:
    """The words of the shipped cases, and compounds of them: few are common and most are rare, as in any language."""
    found: dict[str, int] = {}
    for name in names():
        with open_case(name) as case:
            for line in case:
                for word in re.findall(r"[^\W\d_]{2,}", json.dumps(json.loads(line)["fact"], ensure_ascii=False)):
                    found[word.lower()] = found.get(word.lower(), 0) + 1
    common = sorted(found, key=lambda word: (-found[word], word))
    stems = [word for word in common if 4 <= len(word) <= 9][:250]
    rare = ["".join(pair) for pair in itertools.product(stems, stems) if pair[0] != pair[1]][:40_000]
    words = [*common, *rare]
    return words, [1 / (place + 3) for place in range(len(words))]


def filled(store: Store, texts: int) -> None:
    """So many failures and lessons, five in a decision, in the decisions of twenty organisations."""
    chance = random.Random(7)
    words, weights = vocabulary()
    cumulative = list(itertools.accumulate(weights))
    made = template()
    for first in range(0, texts // IN_ONE, AT_ONCE):
        rows = []
        for number in range(first, min(first + AT_ONCE, texts // IN_ONE)):
            holes = [" ".join(chance.choices(words, cum_weights=cumulative, k=18)) for _ in range(9)]
            holes.append(f"organisasjon-{number % 20}")
            told = [each.encode() for each in holes]
            rows += [
                Row(f"d{number}", version, topic, HOLE.sub(lambda hole: told[int(hole[1] or hole[2])], state))  # noqa: B023
                for version, topic, state in made
            ]
        store.append(rows)


@contextmanager
def _searched(register_url: str, where: str) -> Iterator[Sides]:
    texts = amount(TEXTS, 200)
    with Register.open(register_url) as register:
        filled(register.store, texts)
        with Views(register.store, views_url(register_url), clock=register.now) as views:
            views.at_least(register.position, 3600.0, ("texts",))
            if register_url.startswith("postgresql"):
                postgres.settle(register_url)

            def ours() -> None:
                for question in QUESTIONS:
                    register.failed_before(question, views=views)

            settings = (
                f"{texts} texts of 18 words in {texts // IN_ONE} decisions {where}; ten questions, one word to "
                "twenty, each with its ten hits told from their timelines"
            )
            yield Sides(ours, None, len(QUESTIONS), settings, limit=50.0)


@row("search-100000", issue=7, unit="ms", goal=1.0, peer="a limit of 50 ms")
@contextmanager
def in_a_file() -> Iterator[Sides]:
    """One question, found by SQLite's FTS5."""
    with tempfile.TemporaryDirectory() as folder, _searched(f"sqlite:///{folder}/register.db", "in a file") as sides:
        yield sides


@row("search-100000-postgres", issue=7, unit="ms", goal=1.0, peer="a limit of 50 ms")
@contextmanager
def in_postgres() -> Iterator[Sides]:
    """One question, found by PostgreSQL's tsvector."""
    place = postgres.database()
    with _searched(postgres.url_of(place), "in PostgreSQL") as sides:
        yield sides
    postgres.drop(place)
