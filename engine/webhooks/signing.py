"""The secret of a subscriber, and the signature of what it is sent (Standard Webhooks, v1). Pure.

The secret is derived from the installation's own, so that no copy of the database can sign: it is
shown when the subscription is made, and nowhere kept.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

PREFIX = "whsec_"


def secret_of(installation_secret: bytes, webhook_id: int) -> str:
    """The secret of a subscription, as both sides write it."""
    key = hmac.digest(installation_secret, b"webhook/%d" % webhook_id, sha256)
    return PREFIX + base64.b64encode(key).decode()


def signed(secret: str, event_id: str, body: bytes, *, at: datetime) -> Mapping[str, str]:
    """The headers that prove who sent a body, and when."""
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = b".".join((event_id.encode(), stamp.encode(), body))
    signature = base64.b64encode(hmac.digest(key, content, sha256)).decode()
    return {
        "webhook-id": event_id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature}",
    }
