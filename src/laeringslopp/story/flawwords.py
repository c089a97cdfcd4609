"""What is wrong with what was sent or asked, said to a person: by its code, and by its values where they are known."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any

from laeringslopp.errors import Flaw
from laeringslopp.story.wording import N_, Wording, quoted

FLAWS: Mapping[str, str] = {
    "empty": N_("Write something here."),
    "missing": N_("This must be filled in."),
    "no-words": N_("Write what you plan, in a few words."),
    "not-filled-in": N_("Write what belongs here in place of “…”."),
    "too-long": N_("The text is too long."),
    "not-in-the-future": N_("This lies ahead. Record what has happened."),
    "no-national-identity": N_("This holds a national identity number. Record it without the number."),
    "no-such-decision": N_("There is no such decision."),
    "no-such-organisation": N_("Nothing is on record here of this organisation."),
    "which-organisation": N_("Several organisations record here. Choose one."),
    "unknown-level": N_("There is no such level."),
    "string-pattern-mismatch": N_("This holds characters that cannot be recorded."),
    "unknown-word": N_("Choose one of the words offered."),
    "null": N_("null is no value. Leave the field out."),
    "too-many": N_("There are too many of these."),
    "unknown-field": N_("There is no such field."),
    "unknown-kind": N_("There is no such kind of entry."),
    "unknown-rule": N_("There is no such rule."),
    "waives-duty": N_("What a level owes by a date cannot be set aside. It is met by recording what it asks for."),
    "waives-nothing": N_("This rule does not look at such entries, so there is nothing to set aside."),
    "unknown-organisation": N_("No decision of this organisation is on record here."),
    "unknown-language": N_("This language is not spoken here. Write nb, nn or en."),
    "unknown-parameter": N_("There is no such parameter."),
    "given-twice": N_("This is given twice. Give it once."),
    "no-offset": N_("A time needs its offset from UTC."),
    "from-after-to": N_("The first moment comes after the second; give the earlier one first."),
    "no-moment": N_("This is no time. Write it as 2026-03-12 or 2026-03-12T10:00:00+01:00."),
    "no-number": N_("This is no number that fits here."),
    "no-answer": N_("This is true or false."),
    "no-cursor": N_("This is no place in the list."),
    "not-json": N_("This is not JSON."),
    "not-utf-8": N_("This is not UTF-8. Save the file as UTF-8."),
    "not-an-object": N_("This is to be an object in JSON."),
    "not-a-line": N_("No entry can be read from this."),
    "already-opened": N_("This decision is opened already."),
    "not-opened": N_("A decision begins with its opening."),
    "id-taken": N_("This id names something already."),
    "id-reserved": N_("This id is kept for policies. Choose another."),
    "id-of-dots": N_("An id needs a letter or a digit, or no address leads to it."),
    "no-such-reference": N_("This names something that is not on record here."),
    "wrong-reference": N_("This names something of another sort than what belongs here."),
    "no-such-version": N_("There is no entry with this number yet."),
    "presents-too-much": N_("Only what is on record already can be laid before anyone."),
    "policy-before-earlier": N_(
        "A policy that was adopted before comes into force then or later, and nothing takes it back. "
        "Give a later time, and adopt there what is to stand."
    ),
    "policy-is-open": N_("Everyone may know which rules an organisation has."),
    "reaches-nothing": N_("Those it is for may not see the first entries, so nothing was laid before them."),
    "unknown-format": N_("No paper is made in this format."),
    "no-template": N_("The organisation's own template cannot be used."),
    "wrong-field": N_("The receiver's schema does not have this field so."),
    "not-toml": N_("This is not TOML."),
    "not-yaml": N_("This is not YAML."),
    "alias": N_("A policy says everything where it holds."),
    "file-ending": N_("A policy file ends in .toml, .yaml, .yml or .json."),
    "name-taken": N_("This name is taken. Choose another."),
    "unknown-policy": N_("There is no such policy."),
    "levels": N_("Name each level once, from the top."),
    "unknown-country": N_("No holidays are known of this country."),
    "mode": N_("This rule cannot act in this way."),
    "parameter-bounds": N_("This is not within its bounds."),
    "parameter-word": N_("This is none of the words to choose from."),
    "parameter-type": N_("This is of another type than the parameter."),
    "not-a-policy-stream": N_("A policy is recorded in its organisation's own stream."),
    "not-empty": N_("Only an empty register takes over another."),
    "bad-lines": N_("Some lines cannot be copied, so nothing was."),
    "position-gap": N_("An entry is missing before this one. A move needs a whole export."),
    "version-gap": N_("An entry of this decision is missing before this one."),
    "other-policy": N_("The export is of a register with another policy."),
    "other-decision": N_("This is about another decision than the one in which it is to be recorded."),
    "no-address": N_("This is no e-mail address. Write it as name@example.org."),
    "no-mail-server": N_("This names no mail server. Write smtp://host or smtps://user@host."),
    "no-meeting-known": N_("No earlier meeting is known. Give a date, or adopt the meetings of a calendar."),
    "no-meetings": N_("This holds no meetings that can be read: give an iCalendar file or a meeting plan in JSON."),
    "which-organ": N_("The file holds the meetings of several. Say whose."),
    "unknown-organ": N_("The file holds no meeting of that name."),
    "no-day": N_("The day of a meeting cannot be read."),
    "ids-withheld": N_("Who it was is withheld here. A move needs an export made without --as."),
    "access-terms": N_("Only exempt access has a ground, levels or an until."),
    "amount": N_("Write the amount as digits in quotation marks, such as 1200000 or 12.50."),
    "amount-length": N_("This amount is too long."),
    "beyond-the-end": N_("The register does not reach this position. It may be another than the one you have read."),
    "credentials": N_("Leave out the name and the password. The signature is enough."),
    "currency": N_("This is no currency. Write three capital letters, such as NOK."),
    "ext-key": N_("A key of ext is written as owner.name, such as acme.avvik."),
    "ext-size": N_("This is more than ext carries."),
    "fragment": N_("Leave out # and what follows it."),
    "no-host": N_("This names no machine. Write a name in ASCII, or an address such as 203.0.113.7."),
    "no-id": N_("An id has 1 to 100 of the characters A–Z a–z 0–9 . _ -"),
    "no-limit": N_("This is no number that fits here."),
    "no-position": N_("This is no position: a whole number, as an event was sent with."),
    "no-time": N_("This is no time. Write it as 2026-03-12 or 2026-03-12T10:00:00+01:00."),
    "no-https": N_("A webhook is called over https."),
    "no-policy": N_("This policy says nothing. Write a policy document."),
    "no-url": N_("This is no address on the web. Write it as https://example.org/in."),
    "no-value": N_("This is no value that fits here."),
    "nothing-asked": N_("Say what to send again: after, or dead."),
    "nothing-chosen": N_("Say what was chosen: alternative_id or what."),
    "nothing-corrected": N_("Say what is corrected."),
    "nothing-observed": N_("Say what was observed: value or note."),
    "offset-seconds": N_("An offset from UTC has whole minutes."),
    "only-json": N_("Only what JSON can hold is carried."),
    "port": N_("A webhook is not called at this port."),
    "private-address": N_(
        "This lies in a private network, or is this machine. Whoever runs the service may allow that."
    ),
    "too-deep": N_("This is nested too deeply."),
    "too-many-webhooks": N_("There are as many webhooks as may be. End one first."),
    "too-short": N_("There are too few of these."),
    "unknown-column": N_("There is no such column."),
    "unknown-decision": N_("There is no such decision."),
    "unknown-filter": N_("This cannot be asked for in this way."),
    "unknown-view": N_("There is no such view."),
    "unknown-state": N_("There is no such state."),
    "bool-parsing": N_("Write true or false."),
    "bool-type": N_("Write true or false, without quotation marks."),
    "finite-number": N_("Write a number that is not without end."),
    "int-from-float": N_("Write a whole number."),
    "int-parsing": N_("Write a whole number."),
    "int-type": N_("Write a whole number, without quotation marks."),
    "float-type": N_("Write a number, without quotation marks."),
    "list-type": N_("Write a list: [ … ]"),
    "tuple-type": N_("Write a list: [ … ]"),
    "dict-type": N_("Write an object with keys of its own: { … }"),
    "mapping-type": N_("Write an object with keys of its own: { … }"),
    "model-attributes-type": N_("Write an object with keys of its own: { … }"),
    "model-type": N_("Write an object with keys of its own: { … }"),
    "table-type": N_("Write an object with keys of its own: { … }"),
    "string-type": N_("Write a text, in quotation marks."),
    "timezone-aware": N_("A time needs its offset from UTC."),
}
"""What each flaw says to everybody, by its code."""

NAMED: Mapping[str, Sequence[str]] = {
    "amount-length": [N_("An amount is written with at most {most} characters.")],
    "beyond-the-end": [
        N_("The register ends at position {end}. It may be another than the one you have read."),
    ],
    "ext-size": [N_("At most {most} bytes are carried in ext.")],
    "given-twice": [N_("The parameter {name} is given twice. Give it once.")],
    "greater-than": [N_("Write more than {above}.")],
    "greater-than-equal": [N_("Write at least {least}.")],
    "less-than": [N_("Write less than {below}.")],
    "less-than-equal": [N_("Write at most {most}.")],
    "mode": [N_("This rule cannot act in this way. Write one of these: {allowed}.")],
    "no-number": [N_("Write a whole number from {least} to {most}."), N_("Write a whole number from {least} on.")],
    "no-such-decision": [N_("There is no decision {name} in this register.")],
    "no-such-reference": [
        N_("Nothing of this decision that belongs here is called {name}. Did you mean {near}?"),
        N_("Nothing of this decision that belongs here is called {name}."),
    ],
    "no-such-version": [N_("Entry {name} is not on record. The last one before this is {last}.")],
    "not-json": [
        N_("This is not JSON. Look at line {line}, character {character}."),
        N_("This is not JSON: the key {name} stands twice in one object. Keep one of them."),
        N_("This is not JSON: {number} is no number that it can hold. Leave the field out."),
        N_("This is not UTF-8, from byte {byte} on. Save the text as UTF-8."),
    ],
    "parameter-bounds": [
        N_("Write a number from {least} to {most}."),
        N_("Write at least {least}."),
        N_("Write at most {most}."),
    ],
    "parameter-word": [N_("Write one of these: {allowed}.")],
    "too-deep": [N_("This is nested more deeply than {most} levels.")],
    "too-long": [N_("The text is too long. At most {most} characters.")],
    "too-many": [N_("There are too many of these. At most {most}.")],
    "too-short": [N_("There are too few of these. At least {least}.")],
    "too-many-webhooks": [N_("There are {most} webhooks, as many as may be. End one first.")],
    "unknown-column": [
        N_("There is no column {name}. Did you mean {near}?"),
        N_("There is no column {name}."),
    ],
    "unknown-field": [
        N_("There is no field {name} here. Did you mean {near}?"),
        N_("There is no field {name} here."),
    ],
    "unknown-format": [N_("No paper is made in this format. Write one of these: {allowed}.")],
    "unknown-kind": [
        N_("There is no kind of entry {name}. Did you mean {near}?"),
        N_("There is no kind of entry {name}."),
    ],
    "unknown-level": [
        N_("There is no level {name}. Did you mean {near}?"),
        N_("There is no level {name}. The levels are {allowed}."),
    ],
    "unknown-organisation": [
        N_("No decision of {name} is on record here. Did you mean {near}?"),
        N_("No decision of {name} is on record here."),
    ],
    "unknown-parameter": [
        N_("There is no parameter {name} here. Did you mean {near}?"),
        N_("There is no parameter {name} here. There are {allowed}."),
        N_("There is no parameter {name} here."),
    ],
    "unknown-rule": [
        N_("There is no rule {name}. Did you mean {near}?"),
        N_("There is no rule {name}."),
    ],
    "unknown-state": [N_("Write one of these: {allowed}.")],
    "unknown-word": [N_("Write one of these: {allowed}.")],
}
"""What a flaw says where its values are known, the most telling first: the first that has all its values is said."""

HOW: Mapping[str, str] = {
    "country": N_("A country has two capital letters, such as NO."),
    "currency": N_("A currency has three capital letters, such as NOK."),
    "date": N_("Write a date as 2026-03-12."),
    "half-a-character": N_("The text holds half a character (a lone surrogate)."),
    "id": N_("An id has 1 to 100 of the characters A–Z a–z 0–9 . _ -"),
    "line": N_("This is one line of text. Take out line breaks and control characters."),
    "nested": N_("This is nested too deeply."),
    "text": N_("Control characters cannot be recorded. Take them out."),
    "time": N_("Write a time with its offset from UTC, such as 2026-03-12T10:00:00+01:00."),
    "number": N_("Write a number."),
    "whole-number": N_("Write a whole number."),
    "word": N_("Write a text, in quotation marks."),
    "yes": N_("Write true or false."),
}
"""How something is written, where its code does not say which form it has; a flaw names it as ``how``."""

SORTS: Mapping[str, str] = {
    "date-": N_("There is no such day. Write it as 2026-03-12."),
    "datetime-": N_("There is no such time. Write it as 2026-03-12T10:00:00+01:00."),
    "-type": N_("This is of another type than what belongs here."),
    "-parsing": N_("This cannot be read as what belongs here."),
    "greater-than": N_("This is less, or earlier, than what can be recorded."),
    "less-than": N_("This is more, or later, than what can be recorded."),
}
"""What stands for flaws of one sort, by how their codes begin or end."""


LEVELS_ARE = N_("There is no such level. The levels are {levels}.")
LEVEL_NEAR = N_("There is no such level. The levels are {levels}. Did you mean {near}?")


def flaw_sentence(flaw: Flaw, words: Wording) -> str:
    """What is wrong, in the reader's language where the catalogue has it, else in English."""
    if flaw.code == "unknown-level" and flaw.known:
        levels = words.these(flaw.known)
        return words.say(LEVEL_NEAR if flaw.instead else LEVELS_ARE, levels=levels, near=flaw.instead)
    if (exact := _exact(flaw)) is not None:
        return words.say(exact, **{name: _said(value, words) for name, value in flaw.values.items()})
    if flaw.code in FLAWS:
        return words.text(FLAWS[flaw.code])
    for sort, said in SORTS.items():
        if flaw.code.startswith(sort) or flaw.code.endswith(sort):
            return words.text(said)
    return flaw.detail


def is_exact(flaw: Flaw) -> bool:
    """Whether its sentence says all that its detail does, with the values that it is about."""
    return _exact(flaw) is not None


def has_words(flaw: Flaw) -> bool:
    """Whether it can be said in every language."""
    sorts = any(flaw.code.startswith(sort) or flaw.code.endswith(sort) for sort in SORTS)
    return is_exact(flaw) or flaw.code in FLAWS or sorts


def _exact(flaw: Flaw) -> str | None:
    if (how := HOW.get(str(flaw.values.get("how")))) is not None:
        return how
    known = {name for name, value in flaw.values.items() if value is not None}
    return next((text for text in NAMED.get(flaw.code, ()) if _fields(text) <= known), None)


@cache
def _fields(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _said(value: Any, words: Wording) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float() | Decimal():
            return words.number(value)
        case tuple() | list():
            return words.these([str(each) for each in value])
    # Half a character can be named, but not sent.
    return quoted(str(value).encode(errors="backslashreplace").decode())
