"""The writing side: each way of recording as a conversation with the service.

Everything goes with an idempotency key, made here where the caller gives none: what was recorded before its answer was
lost is answered when it is sent again, and not recorded twice.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic_core import to_json

from laeringslopp.access import Reader
from laeringslopp.client.asking import check_offset, decision_path, seen_as
from laeringslopp.client.backtesting import Backtesting
from laeringslopp.client.problems import problem_in, read_json
from laeringslopp.client.readback import read_receipt, read_verdict
from laeringslopp.client.talking import Ask, Flow
from laeringslopp.entry import Actor, Entry, Recorded
from laeringslopp.errors import Flaw, Invalid, KeyReused
from laeringslopp.facts import AnyFact, CasePresented, FailureDisclosed, PolicyAdopted
from laeringslopp.register.asking import MEMBER
from laeringslopp.register.given import entry_of, made
from laeringslopp.register.receipts import Receipt, Verdict
from laeringslopp.rules import stream_of

Json = dict[str, Any]
KEY = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?")
"""What goes into a header."""
OF_A_DISCLOSURE = frozenset((*FailureDisclosed.model_fields, "organisation"))
OF_A_PRESENTATION = frozenset(CasePresented.model_fields)


class Recording(Backtesting):
    """A conversation with those who record."""

    def append(
        self,
        entries: Iterable[Entry],
        expected: int | Mapping[str, int] | None = None,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Flow[Receipt | Verdict]:
        """Records all entries or none, each judged on the state after those before it. Raises as the register does."""
        body: Json = {"entries": [_line(entry) for entry in entries], **_expected(expected)}
        told = yield from self._send("/api/appends", body, key, dry_run)
        if dry_run:
            return self._understood(read_verdict, told)
        return self._understood(lambda told: read_receipt(told["items"][0]), told)

    def append_each(
        self,
        groups: Sequence[tuple[Sequence[Entry], str | None]],
        expected: int | Mapping[str, int] | None = None,
        failed: Callable[[int, Exception], None] | None = None,
    ) -> Flow[list[Receipt]]:
        """Records several groups in one transaction; each group is all or none, and has its own key."""
        if not groups:
            return []
        sent = [
            {"entries": [_line(entry) for entry in entries], "key": key or self._new_key()} for entries, key in groups
        ]
        body: Json = {"groups": sent, "partly": failed is not None, **_expected(expected)}
        told = yield from self._send("/api/appends", body, None, keyed=False)
        for each in self._understood(lambda told: told["failed"], told):
            if failed is not None:
                at = self._understood(lambda each: int(each["group"]), each)
                failed(at, _with_key(problem_in(each["problem"], self.url), groups[at][1]))
        return self._understood(lambda told: list(map(read_receipt, told["items"])), told)

    def record(
        self,
        /,
        decision_id: str,
        *facts: AnyFact,
        by: Actor,
        expected: int | None = None,
        key: str | None = None,
        dry_run: bool = False,
        **envelope: Any,
    ) -> Flow[Receipt | Verdict]:
        """Records facts in one decision, all with the same envelope (``occurred_at``, ``sources``, …)."""
        entries = [entry_of(decision_id=decision_id, fact=fact, by=by, **envelope) for fact in facts]
        answer = yield from self.append(entries, expected, key, dry_run)
        return answer

    def disclose(
        self,
        /,
        text: str,
        by: Actor,
        decision_id: str | None = None,
        *,
        organisation: str | None = None,
        key: str | None = None,
        dry_run: bool = False,
        **more: Any,
    ) -> Flow[Receipt | Verdict]:
        """Puts a failure on record: one text is enough, and no rule refuses it."""
        told = {name: more.pop(name) for name in list(more) if name in FailureDisclosed.model_fields}
        disclosed = made(FailureDisclosed, what_happened=text, **told)
        entry = entry_of(decision_id=decision_id or "without", fact=disclosed, by=by, **more)
        if decision_id is not None:
            answer = yield from self.append([entry], None, key, dry_run)
            return answer
        body = _line(entry)
        fact = body.pop("fact")
        del body["decision_id"], fact["kind"]
        body |= fact
        if organisation is not None:
            body["organisation"] = organisation
        try:
            said = yield from self._send("/api/disclosures", body, key, dry_run)
        except Invalid as error:
            raise Invalid([_in_fact(flaw, OF_A_DISCLOSURE) for flaw in error.flaws]) from None
        if dry_run:
            return self._understood(read_verdict, said)
        receipt = yield from self._receipt(said, 2)
        return receipt

    def present(
        self,
        /,
        decision_id: str,
        to_level: str,
        by: Actor,
        *,
        as_of: datetime | date | None = None,
        reader: Reader | None = None,
        expected: int | None = None,
        key: str | None = None,
        organ: str | None = None,
        meeting: date | None = None,
        case_number: str | None = None,
        dry_run: bool = False,
        **envelope: Any,
    ) -> Flow[Receipt | Verdict]:
        """Records that the case paper of a day was laid before a level, up to the last entry that it reaches."""
        probe = entry_of(decision_id=decision_id, fact=made(FailureDisclosed, what_happened="…"), by=by, **envelope)
        body = {name: said for name, said in _line(probe).items() if name not in ("decision_id", "fact")}
        where = {"to_level": to_level, "organ": organ, "meeting": meeting, "case_number": case_number, "as_of": as_of}
        body |= {name: said for name, said in where.items() if said is not None}
        narrowed = seen_as(reader or MEMBER)
        check_offset("as_of", as_of)
        path = decision_path(decision_id, "/paper/sent")
        query = {"as": narrowed} if narrowed else {}
        try:
            said = yield from self._send(path, body, key, dry_run, query=query, expected=expected)
        except Invalid as error:
            raise Invalid([_in_fact(flaw, OF_A_PRESENTATION) for flaw in error.flaws]) from None
        if dry_run:
            return self._understood(read_verdict, said)
        receipt = yield from self._receipt(said, 1)
        return receipt

    def adopt(
        self,
        /,
        organisation: str,
        document: Mapping[str, Any] | str,
        reason: str,
        by: Actor,
        in_force_from: datetime | None = None,
        *,
        expected: int | None = None,
        key: str | None = None,
        dry_run: bool = False,
        **envelope: Any,
    ) -> Flow[Receipt | Verdict]:
        """Adopts a policy for an organisation: a document, or ``standard`` or ``strict``, from now on or later."""
        said = yield from self.document(organisation, document)
        moment = {} if in_force_from is None else {"in_force_from": in_force_from}
        fact = made(PolicyAdopted, policy=said, reason=reason, **moment)
        entry = entry_of(decision_id=stream_of(organisation), fact=fact, by=by, **envelope)
        answer = yield from self.append([entry], expected, key, dry_run)
        return answer

    def _send(
        self,
        path: str,
        body: Json,
        key: str | None,
        dry_run: bool = False,
        *,
        keyed: bool = True,
        query: Mapping[str, str] | None = None,
        expected: int | None = None,
    ) -> Flow[Json]:
        """Sends what is to be recorded; the answer, with whether it was recorded before. Raises what went wrong."""
        headers = {"Content-Type": "application/json"}
        key = key or None
        if key is not None and not KEY.fullmatch(key):
            detail = "a key that is sent has 1 to 200 visible ASCII characters, such as a UUID"
            raise Invalid([Flaw("string-pattern-mismatch", detail, "/key")])
        if key is not None or (keyed and not dry_run):
            headers["Idempotency-Key"] = key or self._new_key()
        if expected is not None:
            headers["If-Match"] = f'"{expected}"'
        asked = {**(query or {}), **({"dry_run": "true"} if dry_run else {})}
        answer = yield from self._ask(Ask("POST", path, asked, headers, to_json(body)))
        try:
            told = read_json(answer, self.url)
        except KeyReused as error:
            raise _with_key(error, key) from None
        return self._understood(lambda told: {**told, "replayed": answer.status == 200}, told)

    def _receipt(self, told: Json, count: int) -> Flow[Receipt]:
        """The receipt of what was recorded last in a decision, so many facts, with the facts themselves."""
        decision_id, version, remarks, replayed = self._understood(
            lambda told: (told["decision_id"], told["version"], tuple(told["remarks"]), told["replayed"]), told
        )
        sight, _ = yield from self._sight(decision_id)
        found = [fact for fact in sight.facts if isinstance(fact, Recorded)]
        return Receipt(tuple(fact for fact in found if version - count < fact.version <= version), remarks, replayed)


def _line(entry: Entry) -> Json:
    """An entry as a line of an export has it."""
    return entry.model_dump(mode="json", exclude_unset=True, exclude_none=True)


def _expected(expected: int | Mapping[str, int] | None) -> Json:
    if expected is None:
        return {}
    return {"expected": expected if isinstance(expected, int) else dict(expected)}


def _with_key(error: Exception, key: str | None) -> Exception:
    return KeyReused(key) if isinstance(error, KeyReused) and key else error


def _in_fact(flaw: Flaw, fields: Collection[str]) -> Flaw:
    """What is wrong with a body that has the fields of a fact and of its envelope, where it stands in an entry."""
    name = flaw.pointer.split("/")[1] if flaw.pointer.startswith("/") else ""
    if name not in fields:
        return flaw
    return replace(flaw, pointer=f"/fact{flaw.pointer}")
