"""Norwegian national identity numbers have no place in a record that is never taken back.

python-stdnum says which are valid: birth numbers, D-numbers (the day is 40 more) and H-numbers (the month is 40 more: a
hospital's number for somebody real). What belongs to nobody passes: the synthetic numbers of Skatteetaten and NAV,
whose month is 80 or 65 more. So do FH-numbers, which hold no date, and cannot be told from an account number.
"""

import re
from collections.abc import Iterator
from typing import Any

from laeringslopp.errors import pointer_step

NUMBER = re.compile(r"(?<!\d)\d{6}[ .\n\u00a0\u2009\u202f\u2010-\u2014-]?\d{5}(?!\d)")
SHAPE = bytes.maketrans(
    b"0123456789 .-\xa0\x89\xaf\x90\x91\x92\x93\x94\xc2\xe2\x80", b"0000000000" + b"-" * 11 + b"xxx"
)
RUNS = (b"00000000000", b"000000-00000", b"000000x-00000", b"000000xx-00000", b"000000\n00000", b"000000\\n00000")
"""What a number looks like in bytes; a line break as it is, and as JSON writes it."""
MASK = "***********"


def masked(text: str) -> str:
    """The text with every valid national identity number (birth and D-numbers) made unreadable."""
    return NUMBER.sub(lambda found: MASK if _is_valid(found.group()) else found.group(), text)


def identity_numbers(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Where in a JSON value a valid number stands: pointer, and the same text masked."""
    if isinstance(value, str):
        safe = masked(value)
        if safe != value:
            yield pointer, safe
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from identity_numbers(key, pointer)
            yield from identity_numbers(inner, f"{pointer}{pointer_step(key)}")
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from identity_numbers(inner, f"{pointer}/{at}")
    elif isinstance(value, int) and pointer.startswith("/ext/"):
        # A measurement may be any number; what another system carries along as one may be somebody's.
        yield from identity_numbers(str(value), pointer)


def may_hold_one(state: bytes) -> bool:
    """Whether it is worth looking closer; most facts hold no such run of digits."""
    shape = state.translate(SHAPE)
    together, by_one, by_two, by_three, broken, broken_in_json = RUNS
    at_once = together in shape or by_one in shape or by_two in shape or by_three in shape
    return at_once or broken in shape or broken_in_json in shape


def _is_valid(number: str) -> bool:
    from stdnum.no import fodselsnummer  # loads only when there is something that looks like one

    return bool(fodselsnummer.is_valid(re.sub(r"\D", "", number)))
