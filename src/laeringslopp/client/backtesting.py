"""A backtest that the service runs, followed to its end and read back into what the embedded register gives."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from pydantic_core import to_json

from laeringslopp.backtest.findings import OUTCOMES, Finding, Outcome
from laeringslopp.backtest.result import Backtest, Folder, RuleCount
from laeringslopp.client.asking import PAGE
from laeringslopp.client.problems import read_json
from laeringslopp.client.talking import Ask, Flow, Pause
from laeringslopp.client.telling import Telling
from laeringslopp.errors import StoreError
from laeringslopp.policy import Policy
from laeringslopp.rules import shipped
from laeringslopp.rules.document import SHIPPED
from laeringslopp.rules.documented import document_of

Json = Mapping[str, Any]
SOONEST, LATEST = 0.05, 1.0
"""Seconds between two looks at how far it has come: few at first, for most are done in a moment."""


class Backtesting(Telling):
    """A conversation about a policy that nobody has adopted yet."""

    def backtest(
        self,
        policy: Policy,
        show: Callable[[int, int], None] = lambda done, all_: None,
        organisation: str | None = None,
        as_it_happened: bool = False,
        processes: int | None = None,
    ) -> Flow[Backtest]:
        """What another policy would have made of all that is recorded. The service says how many processes it takes."""
        is_shipped = policy.name in SHIPPED and policy == shipped(policy.name)
        body: dict[str, Any] = {
            "policy": policy.name if is_shipped else document_of(policy),
            "as_it_happened": as_it_happened,
        }
        if organisation is not None:
            body["organisation"] = organisation
        headers = {"Content-Type": "application/json"}
        answer = yield from self._ask(Ask("POST", "/api/backtests", {}, headers, to_json(body)))
        told = read_json(answer, self.url)
        path = self._understood(lambda told: f"/api/backtests/{told['backtest_id']}", told)
        try:
            pause = SOONEST
            while self._understood(lambda told: told["state"], told) == "running":
                yield Pause(pause)
                pause = min(LATEST, pause * 1.5)
                told = yield from self._progress(path)
                show(*self._understood(lambda told: (int(told["done"]), int(told["of"])), told))
            if "result" not in told:
                detail = f"the service at {self.url} did not end the backtest: {told.get('why') or told['state']}"
                raise StoreError(detail, "service-said", url=self.url, why=told.get("why") or told["state"])
            folder = yield from self._findings(path)
            found = self._understood(lambda told: _read(told["result"], folder), told)
        except Exception:
            with suppress(StoreError):  # what went wrong first is what is told
                yield from self._ask(Ask("DELETE", path))
            raise
        yield from self._ask(Ask("DELETE", path))
        return found

    def _progress(self, path: str) -> Flow[Any]:
        """How far it has come. Raises StoreError where the service was started again, and knows nothing of it."""
        try:
            told = yield from self._read(path)
        except StoreError as error:
            if error.reason != "older-service":
                raise
            why = "it was started again, and the backtest with it is gone; ask for it again"
            detail = f"the service at {self.url} did not end the backtest: {why}"
            raise StoreError(detail, "service-said", url=self.url, why=why) from None
        return told

    def _findings(self, path: str) -> Flow[Folder]:
        """Every finding, in a file: they may be many."""
        folder, cursor, number = Folder(), None, 0
        with (folder.path / "found").open("w", encoding="utf-8") as lines:
            while True:
                told = yield from self._read(f"{path}/findings", cursor=cursor, limit=PAGE)
                for each in self._understood(lambda told: list(map(_finding, told["items"])), told):
                    number += 1
                    lines.write(f"{number} {each.as_line()}\n")
                cursor = self._understood(lambda told: told["next"], told)
                if cursor is None:
                    return folder


def _finding(told: Json) -> Finding:
    return Finding(
        told["decision_id"],
        told["version"],
        told.get("kind", ""),
        told["rule_id"],
        told["level"],
        told["outcome"],
        told.get("missing", ""),
        told.get("was_remarked", False),
        told.get("about", ""),
        date.fromisoformat(told["due"]) if "due" in told else None,
    )


def _outcomes(told: Json) -> Mapping[Outcome, int]:
    return {outcome: count for outcome in OUTCOMES if (count := told[outcome.replace("-", "_")])}


def _read(told: Json, folder: Folder) -> Backtest:
    rules = tuple(RuleCount(each["rule_id"], each["level"], _outcomes(each)) for each in told["rules"])
    first: dict[str, tuple[tuple[str, int], ...]] = {}
    for each in told["first"]:
        first[each["rule_id"]] = (*first.get(each["rule_id"], ()), (each["decision_id"], each["findings"]))
    counts = (told["facts"], told["decisions"], told["history"])
    return Backtest(told["policy"], told["position"], *counts, rules, first, folder)
