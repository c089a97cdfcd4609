"""What a receiver is sent: a CloudEvent (1.0, structured, JSON), signed as Standard Webhooks has it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic_core import to_json
from standardwebhooks import Webhook as Signer

from laeringslopp import Reader, Recorded, Withheld
from laeringslopp_service.hooks.model import Webhook
from laeringslopp_service.recorded import told

CLOUD_EVENT = "application/cloudevents+json"
TYPES = "laeringslopp."


def cloud_event(hook: Webhook, seen: Recorded | Withheld, reader: Reader) -> bytes:
    """A fact, or that it is withheld, as the feed tells it to the webhook's reader."""
    data = told(seen, reader)
    is_told = isinstance(seen, Recorded)
    event: dict[str, object] = {
        "specversion": "1.0",
        "id": str(seen.position),
        "source": hook.source,
        "type": f"{TYPES}{seen.fact.kind if isinstance(seen, Recorded) else 'withheld'}",
        **({"subject": data["decision_id"]} if "decision_id" in data else {}),
        **({"time": data["recorded_at"]} if is_told else {}),
        "datacontenttype": "application/json",
        "data": data,
    }
    return to_json(event)


def trial_event(hook: Webhook, now: datetime) -> bytes:
    """What is sent to try a webhook; it tells nothing."""
    return to_json(
        {
            "specversion": "1.0",
            "id": f"test-{int(now.timestamp())}",
            "source": hook.source,
            "type": f"{TYPES}test",
            "time": now,
            "datacontenttype": "application/json",
            "data": {"webhook_id": hook.webhook_id},
        }
    )


def signed(message_id: str, now: datetime, body: bytes, secrets: Iterable[str]) -> Mapping[str, str]:
    """The headers of a message: one signature for each secret. ``now`` is in UTC."""
    text = body.decode()
    return {
        "Content-Type": CLOUD_EVENT,
        "User-Agent": "laeringslopp",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Signer(secret).sign(message_id, now, text) for secret in secrets),
    }
