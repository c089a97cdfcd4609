"""What is asked in an odd or a wrong way is answered the same by the register on hand and the one behind a service."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from laeringslopp import Actor, Invalid, Reader, Refused, Register
from laeringslopp.client import Retrying, open_remote
from laeringslopp.rules import shipped
from tests.live.listening import serving
from tests.municipality import (
    ADMINISTRATION,
    COUNCIL,
    NOW,
    OPERATIONS,
    Clock,
    disclosed,
    entry,
    opened,
    register,
    started,
)

NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001  it has no offset
P = Reader.public()
NOBODY = Actor(id="x", role="y", level="nolevel")
ASKED: dict[str, Callable[[Any], Any]] = {
    "append dup id": lambda r: r.append([entry("a", disclosed())]),
    "append empty": lambda r: r.append([]),
    "append unknown": lambda r: r.append([entry("zz", disclosed("f2"))]),
    "append refused": lambda r: r.append([entry("a", started("t2", criteria=[]))]),
    "append dry refused": lambda r: r.append([entry("a", started("t2", criteria=[]))], dry_run=True).refusals,
    "append conflict": lambda r: r.append([entry("a", disclosed("f2"))], 1),
    "append expected map": lambda r: r.append([entry("a", disclosed("f2"))], {"a": 1}),
    "append expected other": lambda r: r.append([entry("a", disclosed("f2"))], {"b": 1}, dry_run=True),
    "append key reused": lambda r: r.append([entry("a", disclosed("f9"))], key="k0"),
    "append empty key": lambda r: r.append([entry("a", disclosed("f9"))], key="", dry_run=True),
    "two flaws": lambda r: r.append([entry("a", disclosed()), entry("a", disclosed("f1"))]),
    "future": lambda r: r.append([entry("a", disclosed("f5"), occurred_at=NOW + timedelta(days=9))]),
    "identity": lambda r: r.disclose("Født 01017012345 eller 13097248022", OPERATIONS, "a"),
    "identity new": lambda r: r.disclose("Født 13097248022", OPERATIONS),
    "disclose long": lambda r: r.disclose("x" * 10001, OPERATIONS, "a"),
    "disclose empty": lambda r: r.disclose("", OPERATIONS, "a"),
    "disclose unknown": lambda r: r.disclose("x", OPERATIONS, "zz"),
    "disclose badname": lambda r: r.disclose("x", OPERATIONS, "a/b"),
    "disclose field": lambda r: r.disclose("x", OPERATIONS, "a", sevrity="minor"),
    "disclose sev": lambda r: r.disclose("x", OPERATIONS, "a", severity="minr"),
    "disclose sev new": lambda r: r.disclose("x", OPERATIONS, severity="minr"),
    "disclose org": lambda r: r.disclose("x", OPERATIONS, organisation="æ ø"),
    "disclose level": lambda r: r.disclose("x", NOBODY, "a"),
    "disclose level new": lambda r: r.disclose("x", NOBODY),
    "disclose trial": lambda r: r.disclose("x", OPERATIONS, "a", trial_id="t9"),
    "disclose trial new": lambda r: r.disclose("x", OPERATIONS, trial_id="t9"),
    "record none": lambda r: r.record("a", by=OPERATIONS),
    "record bad env": lambda r: r.record("a", disclosed("f3"), by=OPERATIONS, occured_at=NOW),
    "record naive": lambda r: r.record("a", disclosed("f3"), by=OPERATIONS, occurred_at=NAIVE),
    "present level": lambda r: r.present("a", "nolevel", ADMINISTRATION),
    "present unknown": lambda r: r.present("zz", "political", ADMINISTRATION),
    "present naive": lambda r: r.present("a", "political", ADMINISTRATION, as_of=NAIVE),
    "present dt": lambda r: r.present("a", "political", ADMINISTRATION, as_of=NOW, dry_run=True),
    "present before": lambda r: r.present("a", "political", ADMINISTRATION, as_of=date(2020, 1, 1)),
    "present conflict": lambda r: r.present("a", "political", ADMINISTRATION, expected=1),
    "present env": lambda r: r.present("a", "political", ADMINISTRATION, nothing=1),
    "adopt bad": lambda r: r.adopt("nordfjord", {"name": "x", "rules": {"lat": {}}}, "Nå", COUNCIL),
    "adopt name": lambda r: r.adopt("nordfjord", "strictt", "Nå", COUNCIL),
    "adopt org": lambda r: r.adopt("nord fjord", "strict", "Nå", COUNCIL),
    "adopt empty reason": lambda r: r.adopt("nordfjord", "strict", "", COUNCIL),
    "timeline unknown": lambda r: r.timeline("zz"),
    "timeline level": lambda r: r.timeline("a", level="politcal"),
    "timeline naive": lambda r: r.timeline("a", NAIVE),
    "compare order": lambda r: r.compare("a", date(2026, 3, 1), date(2026, 2, 1)),
    "compare naive": lambda r: r.compare("a", NAIVE),
    "compare level": lambda r: r.compare("a", date(2026, 1, 1), level="x"),
    "compare unknown": lambda r: r.compare("zz", date(2026, 1, 1)),
    "story lang": lambda r: r.story("a", "de"),
    "story length": lambda r: r.story("a", "en", "huge"),
    "paper lang": lambda r: r.paper("a", "de"),
    "paper naive": lambda r: r.paper("a", "en", NAIVE),
    "paper unknown": lambda r: r.paper("zz"),
    "paper public": lambda r: r.paper("a", "en", reader=P),
    "failed empty": lambda r: r.failed_before(" "),
    "failed long": lambda r: r.failed_before("ord " * 3000),
    "failed lang": lambda r: r.failed_before("x", "de"),
    "failed most": lambda r: r.failed_before("x", most=0),
    "failed most big": lambda r: r.failed_before("x", most=10**6),
    "failed org": lambda r: r.failed_before("alarm", organisation="zz"),
    "digest level": lambda r: r.digest("politcal", since="2026-01-01"),
    "digest since": lambda r: r.digest("political", since="x"),
    "digest none": lambda r: r.digest("political"),
    "digest org": lambda r: r.digest("political", "zz", "2026-01-01"),
    "digest lang": lambda r: r.digest("political", since="2026-01-01", lang="de"),
    "digest dt": lambda r: r.digest("political", since=NOW),
    "duties level": lambda r: r.duties(level="x"),
    "duties org": lambda r: r.duties(organisation="zz"),
    "duties unknown": lambda r: r.duties(decision_id="zz"),
    "duties badname": lambda r: r.duties(decision_id="a/b"),
    "duties naive": lambda r: r.duties(NAIVE),
    "duties as of": lambda r: r.duties(date(2027, 1, 1)),
    "owed naive": lambda r: r.owed_then("a", NAIVE),
    "owed unknown": lambda r: r.owed_then("zz", NOW),
    "owed level": lambda r: r.owed_then("a", NOW, "x"),
    "entry 0": lambda r: r.entry("a", 0),
    "entry -1": lambda r: r.entry("a", -1),
    "entry 99": lambda r: r.entry("a", 99),
    "entry": lambda r: r.entry("a", 1, P),
    "facts neg": lambda r: list(r.facts(-5)),
    "facts beyond": lambda r: list(r.facts(99)),
    "feed limit 0": lambda r: list(r.feed(limit=0)),
    "feed limit neg": lambda r: list(r.feed(limit=-1)),
    "feed unknown": lambda r: list(r.feed(decision_id="zz")),
    "feed limit": lambda r: len(list(r.feed(limit=2))),
    "wait neg": lambda r: r.wait(-1, 0),
    "version empty": lambda r: r.version(""),
    "knows": lambda r: r.knows("a b"),
    "is_recorded": lambda r: r.is_recorded("k0"),
    "is_recorded no": lambda r: r.is_recorded("æ"),
    "is_recorded empty": lambda r: r.is_recorded(""),
    "is_recorded long": lambda r: r.is_recorded("k" * 201),
    "levels org": lambda r: r.levels("zz"),
    "policy_of naive": lambda r: r.policy_of("nordfjord", NAIVE),
    "policies zz": lambda r: r.policies("zz"),
    "policies bad": lambda r: r.policies("a/b"),
    "last": lambda r: r.last_policy("zz"),
    "document": lambda r: r.document("nordfjord", "nope"),
    "plan level": lambda r: r.plan_meetings("nordfjord", "x", [date(2026, 4, 1)]),
    "plan none": lambda r: r.plan_meetings("nordfjord", "political", []),
    "check org": lambda r: r.check_organisation("nordfjrd"),
    "backtest org": lambda r: r.backtest(shipped("strict"), organisation="zz"),
    "each key reused": lambda r: r.append_each([([entry("a", disclosed("f8"))], "k0")]),
    "each unknown": lambda r: r.append_each(
        [([entry("a", disclosed("g1"))], None), ([entry("zz", disclosed("f8"))], None)]
    ),
    "each empty": lambda r: r.append_each([]),
    "rows limit": lambda r: list(r.rows("failures", columns=[])),
    "rows naive": lambda r: list(r.rows("decisions", {"opened_at.from": NAIVE})),
    "rows dot": lambda r: list(r.rows("decisions", {"opened_at.": NOW})),
    "rows emptytext": lambda r: list(r.rows("decisions", {"title": ""})),
    "rows count none": lambda r: len(list(r.rows("trials", {"ended_at": None}))),
}


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Register, Any]]:
    """Two registers with the same in them, one of them behind a service; what is asked adds to both or to neither."""
    with register(clock=Clock()) as ours, register(clock=Clock()) as theirs:
        for each in (ours, theirs):
            each.append([entry("a", opened()), entry("a", started()), entry("a", disclosed())], key="k0")
        with (
            serving(theirs) as service,
            open_remote(f"http://127.0.0.1:{service.port}", retrying=Retrying(tries=1)) as far,
        ):
            yield ours, far


def answered(over: Any, ask: Callable[[Any], Any]) -> Any:
    """What comes of it: a value, or the error with all that it carries."""
    try:
        return ask(over)
    except Invalid as error:
        return Invalid, error.flaws
    except Refused as error:
        return Refused, error.refusals, error.remarks
    except Exception as error:
        return type(error), str(error)


@pytest.mark.parametrize("name", ASKED)
def test_it_is_answered_the_same(both: tuple[Register, Any], name: str):
    """Whoever moves a program to the service need not look at what it catches."""
    ours, far = both
    assert answered(far, ASKED[name]) == answered(ours, ASKED[name])
