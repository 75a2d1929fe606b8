"""Where a municipality attends people, when, and how it is reached: what stands in the foot of its
pages for citizens. Kept among its settings; pure."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields

from engine.identity.people import is_email

CONTACT = "contact"
LONGEST = 200
_TELEPHONE = re.compile(r"[0-9+()/,;. -]{5,60}")
_WEB = re.compile(r"https://[^\s/]+\.[^\s]+")


@dataclass(frozen=True, slots=True)
class Contact:
    """`hours`: when it attends, in words; `complaints`: the https address of the book of
    complaints, where it is kept elsewhere; `data_protection`: how its data bank is registered."""

    address: str = ""
    hours: str = ""
    telephone: str = ""
    email: str = ""
    complaints: str = ""
    data_protection: str = ""

    def tidy(self) -> Contact:
        """Without spaces around."""
        return Contact(**{name: " ".join(text.split()) for name, text in asdict(self).items()})


CONTACT_FIELDS = tuple(each.name for each in fields(Contact))


def contact_in(settings: str) -> Contact:
    """Of the settings of a municipality, JSON text; empty where it said nothing."""
    told = json.loads(settings or "{}").get(CONTACT)
    known = told if isinstance(told, dict) else {}
    return Contact(**{name: str(known.get(name, "")) for name in CONTACT_FIELDS})


def with_contact(settings: str, contact: Contact) -> str:
    """The settings with another contact."""
    return json.dumps({**json.loads(settings or "{}"), CONTACT: asdict(contact)})


def wrong_in_contact(contact: Contact) -> str:
    """The field to correct; empty when all is well."""
    told = asdict(contact)
    for name, text in told.items():
        if len(text) > LONGEST or not text.isprintable():
            return name
    if contact.telephone and not _TELEPHONE.fullmatch(contact.telephone):
        return "telephone"
    if contact.email and not is_email(contact.email):
        return "email"
    if contact.complaints and not _WEB.fullmatch(contact.complaints):
        return "complaints"
    return ""
