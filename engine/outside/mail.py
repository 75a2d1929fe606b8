"""Letters: written from plain texts, sent by SMTP or laid into a folder.

A text that would break out of its header is refused before anything is sent. A letter has the same
Message-ID at every attempt, so that a program on the way can tell a second copy.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
LONGEST_SUBJECT = 500


class NotALetter(ValueError):
    """What was given cannot be sent; `field` says which part."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in plain text; addresses without names. Raises NotALetter."""

    to: tuple[str, ...]
    subject: str
    body: str
    key: str
    """The same for each attempt to send it."""
    written_at: datetime
    cc: tuple[str, ...] = ()
    reply_to: str = ""

    def __post_init__(self) -> None:
        for name, addresses in (("to", self.to), ("cc", self.cc)):
            if not all(_ADDRESS.fullmatch(each) for each in addresses):
                raise NotALetter(name)
        if not self.to:
            raise NotALetter("to")
        if self.reply_to and not _ADDRESS.fullmatch(self.reply_to):
            raise NotALetter("replyTo")
        if _CONTROL.search(self.subject) or not 0 < len(self.subject.strip()) <= LONGEST_SUBJECT:
            raise NotALetter("subject")

    def message(self, sender: str) -> EmailMessage:
        """As it goes out."""
        made = EmailMessage(policy=SMTP)
        made["From"] = _parsed(sender)
        made["To"] = ", ".join(self.to)
        if self.cc:
            made["Cc"] = ", ".join(self.cc)
        if self.reply_to:
            made["Reply-To"] = self.reply_to
        made["Subject"] = self.subject
        made["Date"] = self.written_at
        made["Message-ID"] = f"<{sha256(self.key.encode()).hexdigest()[:40]}@{_domain(sender)}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(self.body, cte="quoted-printable")
        return made


class Sent(StrEnum):
    """sent: the next server has it; later: try again; never: it will not be taken."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"


class Post(Protocol):
    """Takes letters. What it cannot do is an answer, not an exception."""

    def send(self, letter: Letter) -> Sent:
        """Hand a letter over; sending one with the same key twice is harmless."""
        ...


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """By a server: `smtp://user:password@host:587` (STARTTLS where it is offered, and always when
    there is a password) or `smtps://...:465`."""

    url: str
    sender: str
    timeout: float = 20.0

    def send(self, letter: Letter) -> Sent:
        """Hand it to the server."""
        try:
            message = letter.message(self.sender)
            with self._connected() as server:
                refused = server.send_message(message, to_addrs=[*letter.to, *letter.cc])
        except smtplib.SMTPRecipientsRefused as error:
            return _by_codes([code for code, _ in error.recipients.values()])
        except smtplib.SMTPResponseException as error:
            return _by_codes([error.smtp_code])
        except smtplib.SMTPNotSupportedError:
            return Sent.NEVER
        except (smtplib.SMTPException, OSError):
            return Sent.LATER
        except (MessageError, ValueError):
            return Sent.NEVER
        return Sent.SENT if not refused else Sent.NEVER

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        parts = urlsplit(self.url)
        with self._server(parts) as server:
            server.ehlo()
            if parts.scheme == "smtp" and (server.has_extn("starttls") or parts.password):
                server.starttls(context=ssl.create_default_context())
            if parts.username and parts.password:
                server.login(unquote(parts.username), unquote(parts.password))
            yield server

    def _server(self, parts: SplitResult) -> smtplib.SMTP:
        host, wait = parts.hostname or "", self.timeout
        if parts.scheme == "smtps":
            safe = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, parts.port or 465, timeout=wait, context=safe)
        return smtplib.SMTP(host, parts.port or 25, timeout=wait)


@dataclass(frozen=True, slots=True)
class FolderPost:
    """For development: each letter is a file that any mail program opens, named by its key."""

    folder: Path
    sender: str

    def send(self, letter: Letter) -> Sent:
        """Lay it into the folder; the same letter again is the same file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = sha256(letter.key.encode()).hexdigest()[:16]
        file = self.folder / f"{letter.written_at:%Y%m%d}-{name}.eml"
        file.write_bytes(letter.message(self.sender).as_bytes())
        return Sent.SENT


def _by_codes(codes: Sequence[int]) -> Sent:
    return Sent.LATER if all(400 <= code < 500 for code in codes) else Sent.NEVER


def _parsed(sender: str) -> Address | str:
    name, bracket, rest = sender.partition("<")
    if not bracket:
        return sender
    return Address(display_name=name.strip(), addr_spec=rest.rstrip("> "))


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].rstrip("> ") or "localhost"
