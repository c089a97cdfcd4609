"""One write path, one way out."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Literal, cast, overload

from laeringslopp.access import Reader
from laeringslopp.entry import Actor, Entry, Recorded
from laeringslopp.errors import Conflict, Invalid, KeyReused, Refused, RuleFailed, StoreError, Unknown
from laeringslopp.facts import AnyFact, CasePresented, DecisionOpened, FailureDisclosed, PolicyAdopted
from laeringslopp.register.asking import Clock
from laeringslopp.register.copying import Copied, copy
from laeringslopp.register.disclosing import opened_by, told_once
from laeringslopp.register.given import entry_of, made
from laeringslopp.register.opening import behind_a_service, on_hand
from laeringslopp.register.receipts import Receipt, Verdict, receipt
from laeringslopp.register.ruling import organisation_of
from laeringslopp.register.sitting import Sitting, digest_of, version_in
from laeringslopp.register.tally import Tally, attempts_in, tally_url
from laeringslopp.register.telling import Telling
from laeringslopp.register.together import Together
from laeringslopp.rules import shipped, stream_of
from laeringslopp.store import Answered, Key, KeyTaken, VersionTaken

TRIES = 10
"""How often a caller without an expected version is folded, judged and appended again after a lost race."""


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class Register(Telling):
    """All decisions of one installation. Open one with ``Register.open``; close it, or use ``with``."""

    @staticmethod
    def open(
        url: str,
        policy: str | None = None,
        clock: Clock | None = None,
        name: Callable[[], str] | None = None,
        **service: Any,
    ) -> "Register":
        """Opens the register behind a URL, and makes it where there is none.

        Behind ``https://…`` it is a service's: the same methods, facts and errors, save what only a store on hand can
        give, which raises OnlyEmbedded; a clock and names too. ``service`` is what ``open_remote`` takes besides.

        ``policy`` names the rules of a new register (``standard`` unless given); opening a register under
        another name than its own is an error. ``clock`` gives the time (with offset) for tests, ``name`` the ids of
        decisions that are opened without one. Raises StoreError.
        """
        if policy not in (None, "standard", "strict"):
            detail = f"there is no policy {policy!r}; write standard or strict"
            raise StoreError(detail, "unknown-policy", policy=policy)
        if url.startswith(("http://", "https://")):
            return cast("Register", behind_a_service(url, policy, own=(clock, name), **service))  # one need not know
        store, named = on_hand(url, policy, service)
        beside, clock = tally_url(url), clock or _now
        tally = Tally(beside, store, clock) if beside else None
        register = Register(store, shipped(named), clock, name or (lambda: f"sak-{secrets.token_hex(5)}"), tally)
        register._url = url
        return register

    @overload
    def append(
        self,
        entries: Iterable[Entry],
        expected: int | Mapping[str, int] | None = None,
        key: str | None = None,
        dry_run: Literal[False] = False,
    ) -> Receipt: ...

    @overload
    def append(
        self,
        entries: Iterable[Entry],
        expected: int | Mapping[str, int] | None = None,
        key: str | None = None,
        *,
        dry_run: Literal[True],
    ) -> Verdict: ...

    def append(
        self,
        entries: Iterable[Entry],
        expected: int | Mapping[str, int] | None = None,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Receipt | Verdict:
        """Records all entries or none, each judged on the state after those before it.

        ``expected`` is the version the caller saw (of each decision, where there are several); ``key`` makes
        a retry safe. Raises Invalid (integrity), Refused (rules), RuleFailed (a plugin), Unknown, Conflict,
        KeyReused, StoreError.
        """
        given = tuple(entries)
        if dry_run:
            answered = self._answered(Key(key, digest_of(given)) if key else None)
            if answered is not None:
                return Verdict((), answered.remarks)
            heard = self._sitting(fresh=True).judge(given, expected)
            return Verdict(heard.refusals, heard.remarks)
        return self.append_each([(given, key)], expected)[0]

    def append_each(
        self,
        groups: Sequence[tuple[Sequence[Entry], str | None]],
        expected: int | Mapping[str, int] | None = None,
        failed: Callable[[int, Exception], None] | None = None,
    ) -> list[Receipt]:
        """Records several groups in one transaction; each group is all or none, and has its own key.

        A group that cannot be recorded raises, or is given to ``failed`` (its number, why) and left out.
        """
        ids = (entry.decision_id for entries, _ in groups for entry in entries)
        with self.watcher.span("register.append"), self._turns.after_those_who_lost(ids) as take:
            return self._append_each(groups, expected, failed, take)

    def _append_each(
        self,
        groups: Sequence[tuple[Sequence[Entry], str | None]],
        expected: int | Mapping[str, int] | None,
        failed: Callable[[int, Exception], None] | None,
        take_turn: Callable[[str], None],
    ) -> list[Receipt]:
        keys = [Key(name, digest_of(entries)) if name else None for entries, name in groups]
        fresh = False
        for _ in range(TRIES + 1):
            sitting = self._sitting(fresh)
            answers: list[Receipt | tuple[slice, bool]] = []
            problems: list[tuple[int, Exception]] = []
            known = self._store.answered_among([key.name for key in keys if key])
            for at, ((entries, _name), key) in enumerate(zip(groups, keys, strict=True)):
                try:
                    answers.append(self._answered(key, known) or sitting.seat(entries, expected, key))
                except (Invalid, Conflict, Unknown, KeyReused, Refused, RuleFailed) as problem:
                    problems.append((at, problem))
                    if failed is None or not fresh:
                        break
            if problems and not fresh:
                fresh = True  # what was kept may be behind another process; a no is only given on what is on record
                continue
            if problems and failed is None:
                self._count(sitting, groups, problems)
                raise problems[0][1]
            if (lost := self._store_all(sitting)) is None:
                self._count(sitting, groups, problems)
                for at, why in problems:
                    assert failed is not None
                    failed(at, why)
                return [
                    answer if isinstance(answer, Receipt) else receipt(sitting.recorded[answer[0]], replayed=answer[1])
                    for answer in answers
                ]
            fresh = True
            if isinstance(lost, VersionTaken):
                if version_in(expected, lost.decision_id) is not None:
                    break
                take_turn(lost.decision_id)
        assert isinstance(lost, VersionTaken)
        raise Conflict(lost.decision_id, lost.expected, lost.actual)

    def _count(
        self,
        sitting: Sitting,
        groups: Sequence[tuple[Sequence[Entry], str | None]],
        problems: Sequence[tuple[int, Exception]],
    ) -> None:
        """Counts what the rules refused, and who expected another version than there is."""
        for _ in (problem for _, problem in problems if isinstance(problem, Conflict)):
            self.watcher.lost()
        if self.tally is not None and (attempts := attempts_in(problems, groups, sitting.decision)):
            self.tally.refused(attempts)

    def together(self) -> Together:
        """Groups to be recorded all together or not at all, each judged on those before it."""
        return Together(self._sitting(fresh=True), self._answered, self._store_all)

    def copy(self, recorded: Iterable[Recorded], show: Callable[[int], None] = lambda _: None) -> Copied:
        """Takes over another register's facts exactly as they were; nothing is judged again.

        They come in global order from position 1, and are stored all or none; ``show`` is told now and then how many
        were read. Raises Invalid unless this register is empty, or holds just these already, and StoreError.
        """
        try:
            return copy(self._store, recorded, show)
        finally:
            self._policies.forget()

    def _sitting(self, fresh: bool) -> Sitting:
        policies = self._policies
        return Sitting(
            self._clock(),
            policies.named,
            lambda organisation: policies.stream(organisation, fresh),
            self._reading.decision if fresh else self._reading.kept,
            self._lessons,
        )

    def _answered(self, key: Key | None, known: Mapping[str, Answered] | None = None) -> Receipt | None:
        answered = self._store.answered if known is None else known.get
        if key is None or (found := answered(key.name)) is None:
            return None
        if found.digest != key.digest:
            raise KeyReused(key.name)
        return receipt(self._reading.between(found.first, found.last), replayed=True)

    def _store_all(self, sitting: Sitting) -> VersionTaken | KeyTaken | None:
        """Stores what was heard; what stood in the way, where somebody came first."""
        if not sitting.rows:
            return None
        try:
            with self.watcher.span("store.commit"):
                first = self._store.append(sitting.rows, sitting.keys)
        except (VersionTaken, KeyTaken) as lost:
            self.watcher.lost()
            self._reading.forget(sitting.pending)
            return lost
        except StoreError as error:
            self.watcher.failed(error.reason)
            raise
        self.watcher.recorded(len(sitting.rows))
        for at, recorded in enumerate(sitting.recorded):
            # The position is known only now; nobody else holds the fact yet.
            recorded.__dict__["position"] = first + at
        for decision in sitting.pending.values():
            if decision.version:
                self._reading.keep(decision)
            if decision.adopted:
                self._policies.forget()
        return None

    def record(
        self,
        decision_id: str,
        *facts: AnyFact,
        by: Actor,
        expected: int | None = None,
        key: str | None = None,
        dry_run: bool = False,
        **envelope: Any,
    ) -> Receipt | Verdict:
        """Records facts in one decision, all with the same envelope (``occurred_at``, ``sources``, …).

        Raises as ``append`` does; a dry run records nothing and gives a Verdict.
        """
        entries = [entry_of(decision_id=decision_id, fact=fact, by=by, **envelope) for fact in facts]
        return self._append(entries, expected, key, dry_run)

    @overload
    def disclose(
        self,
        text: str,
        by: Actor,
        decision_id: str | None = None,
        *,
        organisation: str | None = None,
        key: str | None = None,
        dry_run: Literal[False] = False,
        **more: Any,
    ) -> Receipt: ...

    @overload
    def disclose(
        self,
        text: str,
        by: Actor,
        decision_id: str | None = None,
        *,
        organisation: str | None = None,
        key: str | None = None,
        dry_run: bool,
        **more: Any,
    ) -> Receipt | Verdict: ...

    def disclose(
        self,
        text: str,
        by: Actor,
        decision_id: str | None = None,
        *,
        organisation: str | None = None,
        key: str | None = None,
        dry_run: bool = False,
        **more: Any,
    ) -> Receipt | Verdict:
        """Puts a failure on record: one text is enough, and no rule refuses it.

        ``more`` is any field of ``FailureDisclosed`` or of the envelope. Without a decision it opens one of
        its own, in ``organisation`` or the only one that works in this register. A dry run records nothing and
        gives a Verdict. Raises Invalid, Unknown, KeyReused, StoreError.
        """
        told = {name: more.pop(name) for name in list(more) if name in FailureDisclosed.model_fields}
        disclosed = made(FailureDisclosed, what_happened=text, **told)
        if decision_id is not None:
            return self._append([entry_of(decision_id=decision_id, fact=disclosed, by=by, **more)], None, key, dry_run)
        organisation = organisation or self._organisation_answered(key) or self.organisation_at_work()
        opened = opened_by(disclosed, organisation, self.policy_of(organisation).levels[0])
        decision_id = self.name_for(key)
        # The question is the text that was told, so what is withheld or opened of the one goes for the other.
        entries = [entry_of(decision_id=decision_id, fact=fact, by=by, **more) for fact in (opened, disclosed)]
        try:
            return self._append(entries, None, key, dry_run)
        except Invalid as error:
            raise told_once(error) from None

    @overload
    def present(
        self, decision_id: str, to_level: str, by: Actor, *, dry_run: Literal[False] = False, **more: Any
    ) -> Receipt: ...

    @overload
    def present(
        self, decision_id: str, to_level: str, by: Actor, *, dry_run: bool, **more: Any
    ) -> Receipt | Verdict: ...

    def present(
        self,
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
    ) -> Receipt | Verdict:
        """Records that the case paper of a day was laid before a level, up to the last entry that the paper reaches.

        ``reader`` is for whom that paper was made: somebody of the level unless given. A dry run records nothing and
        gives a Verdict. Raises as ``record`` does, and Invalid where the paper reaches no entry.
        """
        from laeringslopp.register.papers import presentation

        reached = self._reached_before(key)
        if reached is None:
            reader = reader or Reader.level(to_level, *filter(None, (organisation_of(self.decision(decision_id)),)))
            reached = self.paper(decision_id, as_of=as_of, reader=reader).version
        where = {"organ": organ, "meeting": meeting, "case_number": case_number}
        fact = presentation(to_level, reached, **{name: said for name, said in where.items() if said is not None})
        return self._append([entry_of(decision_id=decision_id, fact=fact, by=by, **envelope)], expected, key, dry_run)

    def _reached_before(self, key: str | None) -> int | None:
        """How far the paper reached that was sent under this key; what has come since changes nothing."""
        answered = self._store.answered(key) if key else None
        if answered is None:
            return None
        fact = self._reading.between(answered.first, answered.first)[0].fact
        return fact.up_to_version if isinstance(fact, CasePresented) else None

    def adopt(
        self,
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
    ) -> Receipt | Verdict:
        """Adopts a policy for an organisation: a document, or ``standard`` or ``strict``, in force from now or later.

        Raises Invalid, whose pointers to what is wrong in the document begin with ``/fact/policy``, and Refused; the
        policy in force stays. Raises as ``append`` does. A dry run records nothing and gives a Verdict.
        """
        said = self.document(organisation, document)
        moment = {} if in_force_from is None else {"in_force_from": in_force_from}
        fact = made(PolicyAdopted, policy=said, reason=reason, **moment)
        entry = entry_of(decision_id=stream_of(organisation), fact=fact, by=by, **envelope)
        return self._append([entry], expected, key, dry_run)

    def _append(self, entries: list[Entry], expected: int | None, key: str | None, dry_run: bool) -> Receipt | Verdict:
        if dry_run:
            return self.append(entries, expected, key, dry_run=True)
        return self.append(entries, expected, key)

    def name_for(self, key: str | None = None) -> str:
        """An id for a decision that is opened without one; the same key gets the same again, so that a retry does."""
        return f"sak-{sha256(key.encode()).hexdigest()[:10]}" if key else self._name()

    def _organisation_answered(self, key: str | None) -> str | None:
        """Where the disclosure under this key was recorded; who else has come to work here since changes nothing."""
        answered = self._store.answered(key) if key else None
        if answered is None:
            return None
        fact = self._reading.between(answered.first, answered.first)[0].fact
        return fact.organisation if isinstance(fact, DecisionOpened) else None
