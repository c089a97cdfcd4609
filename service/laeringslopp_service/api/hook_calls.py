"""The calls about webhooks in words."""

from collections.abc import Mapping

from laeringslopp_service.api import hook_shapes as shapes
from laeringslopp_service.api.call import IDEMPOTENCY_KEY, Call

SENT = (400, 403, 404, 413, 415)
HOOK_CALLS: Mapping[str, Call] = {
    "make_webhook": Call(
        "Sending",
        "Have what is recorded sent to you",
        "Each fact is sent as a CloudEvent (1.0, structured JSON), signed as Standard Webhooks has it, in order, and "
        "tried again for three days. It is shown as to the public unless `reader` says otherwise; who may see it is "
        "asked when it is sent. The secret is shown this once.",
        shapes.WebhookMade,
        {**shapes.WEBHOOK, "secret": shapes.SECRET},
        shapes.WebhookAsked,
        shapes.ASKED,
        (IDEMPOTENCY_KEY,),
        201,
        fails=(400, 403, 413, 415),
    ),
    "list_webhooks": Call(
        "Sending",
        "See all webhooks",
        "And how far each has come. No secret is told.",
        shapes.WebhookList,
        {"items": [shapes.WEBHOOK]},
        fails=(404,),
    ),
    "read_webhook": Call(
        "Sending",
        "See a webhook",
        "How far it has come, and what it lacks.",
        shapes.Webhook,
        shapes.WEBHOOK,
        fails=(404,),
    ),
    "change_webhook": Call(
        "Sending",
        "Change, pause or resume a webhook",
        "What is not named stays. What did not arrive is tried again at once. A webhook that has ended is resumed too.",
        shapes.Webhook,
        {**shapes.WEBHOOK, "state": "paused"},
        shapes.WebhookChange,
        {"state": "paused"},
        (),
        fails=SENT,
    ),
    "drop_webhook": Call(
        "Sending",
        "End a webhook",
        "Nothing more is sent, and what it lacks is forgotten; what is recorded stays.",
        None,
        {},
        headers=(),
        status=204,
        fails=(404,),
    ),
    "list_deliveries": Call(
        "Sending",
        "See what did not arrive",
        "What is tried again (`waiting`), and dead letters (`dead`), which are given up until somebody asks for them.",
        shapes.DeliveryPage,
        shapes.DELIVERIES,
        fails=(404,),
    ),
    "replay_webhook": Call(
        "Sending",
        "Have facts sent again",
        "All after a position, or the dead letters. A fact keeps its `webhook-id`, so a receiver drops what it has.",
        shapes.Replayed,
        {"webhook_id": "hook-3f1c2a528a", "position": 12, "again": 30},
        shapes.ReplayAsked,
        {"after": 12},
        (IDEMPOTENCY_KEY,),
        fails=SENT,
    ),
    "test_webhook": Call(
        "Sending",
        "Try a webhook",
        "Sends one signed message of the type `laeringslopp.test`, which tells nothing, and says what came of it.",
        shapes.WebhookTest,
        {"arrived": True, "status": 204, "seconds": 0.1},
        headers=(),
        fails=(404,),
    ),
    "renew_webhook_secret": Call(
        "Sending",
        "Get a new secret",
        "For a day everything is signed with the old one too, so that nothing is lost while receivers change over.",
        shapes.WebhookSecret,
        {"webhook_id": "hook-3f1c2a528a", "secret": shapes.SECRET, "old_until": "2026-03-13T10:00:00Z"},
        headers=(IDEMPOTENCY_KEY,),
        fails=(400, 404),
    ),
}
