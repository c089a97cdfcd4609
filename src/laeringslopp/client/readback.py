"""What a service tells across decisions, as the types that the embedded register gives."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from laeringslopp.client.problems import read_refusal
from laeringslopp.digest.model import Digest, Item, Part
from laeringslopp.entry import Recorded
from laeringslopp.paper.model import Block, Bullets, Paper, Paragraph, Section, Table
from laeringslopp.register.receipts import Receipt, Verdict
from laeringslopp.register.sight import read_seen
from laeringslopp.rules import Owed
from laeringslopp.search.hits import FailedBefore, Hit, Learned, Marked

Json = Mapping[str, Any]
BLOCKS: Mapping[str, type[Block]] = {"paragraph": Paragraph, "bullets": Bullets, "table": Table}
_blocks: Mapping[str, TypeAdapter[Any]] = {name: TypeAdapter(made) for name, made in BLOCKS.items()}


def read_receipt(told: Json) -> Receipt:
    """What was recorded."""
    return Receipt(tuple(map(read_recorded, told["recorded"])), tuple(told["remarks"]), told["replayed"])


def read_recorded(told: Json) -> Recorded:
    """A fact on record. Raises ValueError where it is withheld."""
    seen = read_seen(told)
    if not isinstance(seen, Recorded):
        raise ValueError("what was recorded is withheld")
    return seen


def read_verdict(told: Json) -> Verdict:
    """What a dry run found."""
    return Verdict(tuple(map(read_refusal, told["refusals"])), tuple(told["remarks"]))


def read_owed(told: Json) -> Owed:
    """What a level owes."""
    return Owed(
        told["rule_id"],
        told["decision_id"],
        told["level"],
        told["about"] or "",
        told["version"],
        date.fromisoformat(told["owed_since"]),
        date.fromisoformat(told["due"]),
        _day(told["met_on"]),
        told["overdue"],
        told["part"] or "",
        tuple(told["lacking"]),
        told["ground"] or "",
        _day(told["meeting"]),
        told["organ"] or "",
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def read_paper(told: Json) -> Paper:
    """A case paper."""
    sections = tuple(
        Section(each["id"], each["heading"], tuple(map(_block, each["blocks"])), each["boxed"])
        for each in told["sections"]
    )
    return Paper(
        told["title"],
        told["lang"],
        told["decision_id"],
        told["version"],
        told["organisation"],
        date.fromisoformat(told["as_of"]),
        told["complete"],
        tuple(told["missing"]),
        tuple((each["label"], each["value"]) for each in told["head"]),
        sections,
        told.get("reference"),
        told["access"],
        tuple(told["grounds"]),
    )


def _block(told: Json) -> Block:
    said = dict(told)
    block: Block = _blocks[said.pop("block")].validate_python(said)
    return block


def read_digest(told: Json, whole: bool) -> Digest:
    """What is new for a level."""
    parts = tuple(
        Part(part["name"], part["heading"], tuple(map(_item, part["items"])), part["count"], part["more"] or "")
        for part in told["parts"]
    )
    return Digest(
        told["organisation"],
        told["level"],
        told["lang"],
        told["title"],
        tuple(told["lead"]),
        date.fromisoformat(told["since"]),
        date.fromisoformat(told["until"]),
        _day(told["next_meeting"]),
        parts,
        told["new"],
        told["withheld"],
        tuple(told["closing"]),
        whole,
    )


def _item(told: Json) -> Item:
    text, due = told["text"], _day(told["due"])
    return Item(text, told["decision_id"], told["title"], told["version"], due, told["overdue"])


def read_failed_before(told: Json) -> FailedBefore:
    """What has failed before."""
    hits = tuple(map(_hit, told["items"]))
    return FailedBefore(told["q"], told["lang"], hits, tuple(told["read_as"].items()), told["searched"])


def _hit(told: Json) -> Hit:
    return Hit(
        decision_id=told["decision_id"],
        title=_marked(told.get("title")),
        organisation=told.get("organisation"),
        noun=told["noun"],
        item_id=told["id"],
        version=told["version"],
        when=told["when"],
        what=_text(told["what"]),
        corrected=_marked(told.get("corrected")),
        consequence=_marked(told.get("consequence")),
        severity=told.get("severity"),
        finding=told.get("finding"),
        tried=_marked(told.get("tried")),
        lessons=tuple(
            Learned(each["lesson_id"], each["version"], _text(each["statement"]), _marked(each.get("recommendation")))
            for each in told["lessons"]
        ),
        became=tuple(told["became"]),
    )


def _text(told: Json) -> Marked:
    return Marked(told["text"], tuple((begin, end) for begin, end in told["marks"]))


def _marked(told: Json | None) -> Marked | None:
    return None if told is None else _text(told)
