"""Other programs are told what happens: signed CloudEvents, tried until they are taken."""

from engine.webhooks.subscribing import (
    Subscribed,
    add,
    deliveries,
    redeliver,
    remove,
    resume,
    subscribers,
)

__all__ = ["Subscribed", "add", "deliveries", "redeliver", "remove", "resume", "subscribers"]
