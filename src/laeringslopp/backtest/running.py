"""A backtest from beginning to end: by several processes where that is possible, else by this one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from laeringslopp.backtest.replaying import Replay
from laeringslopp.backtest.result import Backtest, Tally
from laeringslopp.backtest.sharing import Share, in_processes, processes_for
from laeringslopp.policy import Policy
from laeringslopp.register.lessons import remembered
from laeringslopp.store import Store

Show = Callable[[int, int], None]


def run(
    store: Store,
    url: str | None,
    policy: Policy,
    today: date,
    organisation: str | None,
    show: Show = lambda done, all_: None,
    processes: int | None = None,
) -> Backtest:
    """Replays what a store holds by now; without a ``url`` that others can open, in this process. Raises StoreError."""
    upto = store.last_position()
    folder = TemporaryDirectory(prefix="laeringslopp-backtest-")
    try:
        many = processes_for(upto, url) if processes is None else processes
        tally = None
        if many > 1 and url is not None:
            whole = Share(url, policy, upto, today, organisation, folder.name)
            tally = in_processes(whole, many, lambda done: show(done, upto))
        if tally is None:
            tally = _here(store, policy, upto, today, organisation, Path(folder.name), lambda done: show(done, upto))
        show(upto, upto)
        return Backtest.of(policy.name, upto, tally, folder)
    except BaseException:
        folder.cleanup()
        raise


def _here(
    store: Store,
    policy: Policy,
    upto: int,
    today: date,
    organisation: str | None,
    folder: Path,
    show: Callable[[int], None],
) -> Tally:
    replay = Replay(store, policy, remembered(store, upto), upto, today)
    with (folder / "0").open("w", encoding="utf-8") as into:
        return replay.over(enumerate(store.decision_ids()), organisation, into, show)
