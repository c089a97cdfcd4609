"""What a call answers as text: an example of each form that is no JSON."""

import json
from collections.abc import Mapping
from typing import Any

from laeringslopp_service.api.answering import ATOM, CALENDAR, EVENTS

_STORY = "This is the question: “Shall it be open at night?” No failure is recorded here. The decision is open.\n"
_FIGURES = """\
# HELP laeringslopp_register_position The last position recorded.
# TYPE laeringslopp_register_position gauge
laeringslopp_register_position 286.0
"""
_DIGEST = """\
What is new for the political level, since 1 March 2026

Open at night: a failure is disclosed: “The door did not lock after midnight.”
"""
BY_FORM: Mapping[str, str] = {
    ATOM: """\
<?xml version="1.0" encoding="utf-8"?>
<feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom"><title>News, Open at night</title>…</feed>
""",
    CALENDAR: """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//laeringslopp//calendar//EN
…
END:VCALENDAR
""",
    EVENTS: """\
id: 3
retry: 1100

data: {"decision_id":"library","version":2,"position":4,…}
id: 4
""",
}
BY_CALL: Mapping[str, str] = {"read_story": _STORY, "read_digest": _DIGEST, "metrics": _FIGURES}


def text_example(operation_id: str, form: str) -> str | None:
    """What the call answers in this form, where that is text."""
    return BY_CALL.get(operation_id, BY_FORM.get(form))


def lines(example: Mapping[str, Any]) -> str:
    """The items of an example page as JSON Lines."""
    return "".join(f"{json.dumps(each, ensure_ascii=False, default=str)}\n" for each in example.get("items", ()))
