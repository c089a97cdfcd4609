"""What a caller would rather have (RFC 7240): the first word on it counts, and what is not understood counts not."""

from fastapi import Request


def preference(request: Request, name: str) -> str | None:
    """What ``Prefer`` says of one thing; None where it says nothing of it."""
    for part in ", ".join(request.headers.getlist("prefer")).split(","):
        said, _, value = part.partition(";")[0].partition("=")
        if said.strip().lower() == name:
            return value.strip().strip('"').lower()
    return None


def apply(request: Request, name: str, value: object) -> None:
    """Notes that something was done as preferred, for the answer to say so."""
    request.state.applied = f"{name}={value}"


def applied(request: Request) -> dict[str, str]:
    """``Preference-Applied``, where something was."""
    done: str | None = request.scope.get("state", {}).get("applied")
    return {} if done is None else {"Preference-Applied": done}
