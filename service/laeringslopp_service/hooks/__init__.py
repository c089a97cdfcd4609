"""Webhooks: what is recorded is sent to those who asked for it, signed, again and again until they have it."""

from laeringslopp_service.hooks.delivering import Deliveries
from laeringslopp_service.hooks.keeping import Keeping, hooks_url
from laeringslopp_service.hooks.model import Delivery, Webhook
from laeringslopp_service.hooks.once import Earlier, Once
from laeringslopp_service.hooks.sending import Sender

__all__ = ["Deliveries", "Delivery", "Earlier", "Keeping", "Once", "Sender", "Webhook", "hooks_url"]
