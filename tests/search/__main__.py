"""``python -m tests.search``: how much of what should come up does, and what does not."""

import tempfile

from laeringslopp import Register
from laeringslopp.cases import record_demo
from laeringslopp.views import open_views
from tests.search.judging import QUERIES, missed, recall


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.db"
        record_demo(lambda clock: Register.open(url, "strict", clock))
        with Register.open(url) as register, open_views(register, url) as views:
            views.catch_up()
            for name, queries in QUERIES.items():
                print(f"{name}: {recall(register, views, queries):.3f} of {len(queries)} queries")
                for text, left in missed(register, views, queries):
                    if left:
                        print(f"  {text}: not {', '.join(left)}")


main()
