"""A program that records in one decision as fast as it can, and says at which version each of its entries stands.

``python -m tests.faults.hammering URL NAME COUNT`` prints ``ready``, waits for a line, and prints ``conflict`` where
it lost ten races in a row.
"""

import sys

from laeringslopp import Conflict, Entry, ObservationRecorded, Register
from tests.faults.recording import BY, SHARED


def main(url: str, name: str, many: str) -> None:
    register = Register.open(url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in range(int(many)):
        note = f"{name} {number}"
        while True:
            try:
                receipt = register.append([Entry(decision_id=SHARED, fact=ObservationRecorded(note=note), by=BY)])
            except Conflict:
                sys.stdout.write(f"conflict {note}\n")
            else:
                sys.stdout.write(f"{receipt.version} {note}\n")
                break
    register.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
