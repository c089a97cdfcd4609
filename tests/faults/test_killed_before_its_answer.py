"""The service is killed when all is recorded and nobody has been told: with the same key, the sender is told now."""

import http.client
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from laeringslopp import Register
from tests.faults.calling import free_port
from tests.faults.processes import PATIENCE, running
from tests.municipality import OPERATIONS, entry, opened, started
from tests.service.operations import ALL, Operation

SERVE = """
import os, signal, sys
from laeringslopp import Receipt, Register
from laeringslopp_service.app import serve
append = Register.append
def dies(self, *entries, **how):
    done = append(self, *entries, **how)
    if isinstance(done, Receipt) and not done.replayed:
        os.kill(os.getpid(), signal.SIGKILL)
    return done
Register.append = dies
serve(sys.argv[1], port=int(sys.argv[2]))
"""
"""What it records, it dies of."""


def sent(port: int, call: Operation, key: str, **otherwise: Any) -> tuple[int, dict[str, str], bytes]:
    """What comes back."""
    body = json.dumps({**(call.body or {}), **otherwise})
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    with closing(http.client.HTTPConnection("localhost", port, timeout=PATIENCE)) as connection:
        connection.request("POST", call.at, body, headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def test_a_key_answers_for_what_was_recorded_though_nobody_was_told(tmp_path: Path):
    """Each call that records: once on record, the same answer as ever, and to another body none."""
    url, port = f"sqlite:///{tmp_path}/x.db", free_port()
    with Register.open(url) as over:
        over.append([entry("sensorer", fact, OPERATIONS) for fact in (opened(), started())])
    recording = [call for call in ALL if call.records]
    for number, call in enumerate([*recording, None]):
        with running("-c", SERVE, url, str(port)) as service:
            assert service.stdout
            assert "http://" in service.stdout.readline()
            if number:
                told_afterwards(port, url, recording[number - 1], f"k{number - 1}")
            if call is not None:
                with pytest.raises((http.client.HTTPException, ConnectionError)):
                    sent(port, call, f"k{number}")
                assert service.wait(PATIENCE) == -9


def told_afterwards(port: int, url: str, call: Operation, key: str) -> None:
    """Asked again, it tells what it would have told; nothing is recorded once more."""
    with Register.open(url) as over:
        end = over.position
        status, headers, body = sent(port, call, key)
        assert status == 200, body
        told = json.loads(body)
        assert (told["position"], headers["etag"]) == (end, f'"{told["version"]}"')
        assert headers["location"]
        other = {"by": {"id": "en-annen", "role": "ordfører", "level": "political"}}
        status, _, body = sent(port, call, key, **other)
        assert (status, json.loads(body)["type"]) == (422, "/problems/key-reused")
        assert over.position == end
