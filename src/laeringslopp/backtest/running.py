"""A backtest from beginning to end: by several processes where that is possible, else by this one."""

from collections.abc import Callable
from datetime import date

from laeringslopp.backtest.result import Backtest, Folder
from laeringslopp.backtest.sharing import Share, in_processes, processes_for, worked
from laeringslopp.policy import Policy
from laeringslopp.store import Store

Show = Callable[[int, int], None]


def run(
    store: Store,
    url: str | None,
    policy: Policy,
    today: date,
    organisation: str | None,
    as_it_happened: bool = False,
    show: Show = lambda done, all_: None,
    processes: int | None = None,
) -> Backtest:
    """Replays what a store holds by now; without a ``url`` that others can open, in this process. Raises StoreError."""
    upto = store.last_position()
    folder = Folder()
    try:
        many = processes_for(upto, url) if processes is None else processes
        whole = Share(url or "", policy, upto, today, organisation, as_it_happened, str(folder.path))
        tally = in_processes(whole, many, lambda done: show(done, upto)) if many > 1 and url else None
        if tally is None:
            tally = worked(whole, store, lambda done: show(done, upto))
        show(upto, upto)
        return Backtest.of(policy.name, upto, tally, folder)
    except BaseException:
        folder.remove()
        raise
