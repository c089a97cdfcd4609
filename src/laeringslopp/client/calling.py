"""One call that is no method of the register, asked once: what it asks may not be done twice."""

from typing import Any

import httpx
from pydantic_core import to_json

from laeringslopp.client.carrying import TROUBLE, answered, asked, checked, lost, timeouts
from laeringslopp.client.problems import read_json
from laeringslopp.client.talking import Ask
from laeringslopp.errors import StoreError

TIMEOUT = 30.0
"""Seconds for which each part of the answer is waited for."""
NO_CONTENT, NOT_THERE = 204, 404


class NotThere(Exception):
    """What the path names is not there, or the service has no such call."""


def call(url: str, method: str, path: str, body: Any = None, **query: str) -> Any:
    """What a service answers, as objects; None where it says nothing.

    Raises NotThere, what the service says went wrong, and StoreError.
    """
    headers = {} if body is None else {"Content-Type": "application/json"}
    ask = Ask(method, path, query, headers, None if body is None else to_json(body))
    with httpx.Client(base_url=checked(url), timeout=timeouts(TIMEOUT)) as client:
        try:
            answer = answered(client.send(asked(client, ask)))
        except TROUBLE as error:
            why = str(lost(error))
            detail = f"the service at {url} does not answer: {why}"
            raise StoreError(detail, "service-away", url=url, why=why) from error
    if answer.status == NOT_THERE:
        raise NotThere(path)
    return None if answer.status == NO_CONTENT else read_json(answer, url)
