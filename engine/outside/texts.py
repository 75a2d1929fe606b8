"""Short texts to telephones: by a gateway that the installation names, or laid into a folder.

A gateway takes one JSON object by POST: `channel` (sms or whatsapp), `to`, `text` and `key`, which
is the same at every attempt; with `Authorization: Bearer` where there is a token.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from engine.outside.calling import Caller, Failed
from engine.outside.mail import Sent

PHONE = re.compile(r"\+[1-9][0-9]{7,14}")
"""E.164: a plus, the country, the number."""
_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class ShortText:
    """One text; `key` is the same for each attempt to send it."""

    channel: str
    to: str
    text: str
    key: str


class Texts(Protocol):
    """Takes short texts. What it cannot do is an answer, not an exception."""

    def send(self, short: ShortText) -> Sent:
        """Hand a text over; sending one with the same key twice is harmless."""
        ...


@dataclass(frozen=True, slots=True)
class FolderTexts:
    """For development: each text is a file, named by its channel and key."""

    folder: Path

    def send(self, short: ShortText) -> Sent:
        """Lay it into the folder; the same text again is the same file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = sha256(short.key.encode()).hexdigest()[:16]
        file = self.folder / f"{short.channel}-{name}.txt"
        file.write_text(f"{short.to}\n\n{short.text}\n", encoding="utf-8")
        return Sent.SENT


@dataclass(frozen=True, slots=True)
class GatewayTexts:
    """By a gateway over HTTP, at an address whose host the installation allows."""

    caller: Caller
    url: str
    token: str = ""

    def send(self, short: ShortText) -> Sent:
        """Hand it to the gateway."""
        content = {
            "channel": short.channel,
            "to": short.to,
            "text": short.text,
            "key": short.key,
        }
        headers = {"Content-Type": "application/json", "Idempotency-Key": short.key}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = self.caller.call(
            "POST", self.url, headers=headers, body=json.dumps(content).encode()
        )
        if isinstance(answer, Failed):
            return Sent.LATER if answer.again else Sent.NEVER
        if 200 <= answer.status < 300:
            return Sent.SENT
        return Sent.LATER if answer.status in _LATER or answer.status >= 500 else Sent.NEVER
