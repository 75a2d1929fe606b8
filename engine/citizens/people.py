"""People from outside: what they say of themselves, and their row among the persons.

Whoever files has one, with an account or without, so that drafts, files, submissions and history
need nothing of their own. It opens no door of the staff: it has neither e-mail nor password there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.identity.people import LONGEST_NAME, is_email
from engine.installation import Installation
from engine.outside.texts import PHONE
from storage.database import Connection
from storage.writes.citizens import insert_citizen
from storage.writes.identity import insert_person

NATIONAL_ID = re.compile(r"[0-9A-Za-z.\-]{5,20}")


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks, as they say: name, number of their document, and how they are told of their case
    (an e-mail, a telephone as +51 984 111 222, or nothing)."""

    name: str
    national_id: str = ""
    email: str = ""
    phone: str = ""

    def tidy(self) -> Applicant:
        """Without spaces around, the e-mail in small letters, the telephone in digits."""
        phone = re.sub(r"[\s\-]", "", self.phone)
        return Applicant(
            " ".join(self.name.split()),
            self.national_id.strip(),
            self.email.strip().lower(),
            phone,
        )


def wrong_in(told: Applicant) -> str:
    """The field to correct; empty when all is well."""
    if not 2 <= len(told.name) <= LONGEST_NAME or not told.name.isprintable():
        return "name"
    if not NATIONAL_ID.fullmatch(told.national_id):
        return "national_id"
    if told.email and not is_email(told.email):
        return "email"
    if told.phone and not PHONE.fullmatch(told.phone):
        return "phone"
    return ""


def enter_citizen(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    told: Applicant,
    *,
    login: str | None = None,
    password_hash: str | None = None,
    locale: str | None = None,
) -> int:
    """Their rows; the id of the person."""
    person_id, now = installation.ids.new(), installation.clock.now()
    insert_person(
        connection,
        municipality_id,
        person_id=person_id,
        name=told.name,
        active_from=now,
        locale=locale,
        outside=True,
    )
    insert_citizen(
        connection,
        municipality_id,
        person_id,
        national_id=told.national_id,
        email=told.email,
        phone=told.phone,
        at=now,
        login=login,
        password_hash=password_hash,
    )
    return person_id
