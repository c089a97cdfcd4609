"""The rules that a scenario is judged by, as they were told."""

import tomllib
from typing import Any

from laeringslopp.policy import Policy
from laeringslopp.rules import shipped
from laeringslopp.rules.document import read
from laeringslopp.testing.bdd.telling import wrong


def document_of(text: str | None, name: str = "these-rules") -> dict[str, Any]:
    """The policy document below a sentence, in TOML; without one, what ``standard`` or ``strict`` says."""
    if text is None:
        shipped_name = name if name in ("standard", "strict") else "standard"
        return {"name": f"as-{name}" if name == shipped_name else name, "based_on": shipped_name}
    try:
        return {"name": name, **tomllib.loads(text)}
    except tomllib.TOMLDecodeError as error:
        wrong(f"the policy is no TOML: {error}")


def policy_told(document: dict[str, Any]) -> Policy:
    """The policy that was told piece by piece, or as a document."""
    if set(document) == {"based_on"}:
        return shipped(document["based_on"])
    found = read({"name": "these-rules", **document})
    if found.policy is None:
        wrong("; ".join(f"{flaw.pointer}: {flaw.detail}" for flaw in found.flaws))
    return found.policy
