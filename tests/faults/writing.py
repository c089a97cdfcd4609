"""A program that records until it is killed, in several threads, and says of each append that it was acknowledged.

``python -m tests.faults.writing URL NAME`` prints ``ready``, and the key of each append.
"""

import os
import sys
import threading
from itertools import count

from laeringslopp import Register
from tests.faults.calling import through

THREADS = 3


def main(url: str, name: str) -> None:
    register = Register.open(url)
    record = through(register)
    os.write(1, b"ready\n")

    def write(thread: int) -> None:
        for number in count():
            key = f"{name}-{thread}-{number}"
            while not record(key):
                pass
            os.write(1, f"{key}\n".encode())  # one call, so that lines of threads do not mix

    threads = [threading.Thread(target=write, args=(thread,)) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
