"""A program that brings views on until it is killed, a few facts at a time, and says when it has moved.

``python -m tests.faults.projecting URL MINUTES``: how long after the last one it lives, since a dead worker's lease on
a file lasts for some time.
"""

import os
import sys
from datetime import UTC, datetime, timedelta

from laeringslopp.store import open_store
from laeringslopp.views import Views, views_url

BATCH = 3


def main(url: str, minutes: str) -> None:
    later = timedelta(minutes=int(minutes))
    store = open_store(url)
    with Views(store, views_url(url), clock=lambda: datetime.now(UTC) + later, batch=BATCH) as views:
        while True:
            if views.step():
                os.write(1, b"moved\n")
            else:
                views.rebuild("decisions")  # there is always something that can be cut short


if __name__ == "__main__":
    main(*sys.argv[1:])
