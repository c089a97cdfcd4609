"""The calls by which a program keeps a register through the service, in words."""

from collections.abc import Mapping

from laeringslopp_service.api import examples, register_shapes, shapes
from laeringslopp_service.api.call import IDEMPOTENCY_KEY, SENT, Call

REGISTER: Mapping[str, Call] = {
    "append": Call(
        "Recording",
        "Append entries of several decisions",
        "One transaction: all of it is recorded, or none. Each entry is a line as an export has it, and is judged on "
        "the state after those before it. Several `groups` each have a key of their own; with `partly` those that can "
        "be recorded are, and `failed` says why the others cannot. A pointer is into the entries of the group.",
        register_shapes.Appended,
        register_shapes.APPENDED,
        register_shapes.Appends,
        register_shapes.APPENDS,
        (IDEMPOTENCY_KEY,),
        201,
        dry_run=shapes.Verdict,
        fails=(*SENT, 404),
    ),
    "was_recorded": Call(
        "Reading",
        "See whether a key recorded something",
        "For those who got no answer and do not want to send it again.",
        register_shapes.WasRecorded,
        {"recorded": True},
    ),
    "read_facts": Call(
        "Reading",
        "Read every fact of a decision",
        "As they were recorded, with in place of what you may not see that it is withheld; and what else a timeline is "
        "made of, so that a program can make it. `Register-Time` says what time it is in the register.",
        register_shapes.SightShown,
        register_shapes.SIGHT,
        fails=(404,),
    ),
    "read_duties_then": Call(
        "Reading",
        "Read what a decision had made owed at a moment",
        "By what had happened and was known then, met or not; of one level, what it owed by what it knew.",
        register_shapes.DutiesThen,
        {"items": [examples.DUTY]},
        fails=(404,),
    ),
    "read_register": Call(
        "Reading",
        "See which register is served",
        "How far it has come, its clock, the rules that it was made with, its levels and its organisations.",
        register_shapes.RegisterShown,
        register_shapes.REGISTER,
    ),
}
