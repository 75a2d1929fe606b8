"""The town of a chaos run: its clerks, its procedures, and what they were told has been done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from engine.definitions import deploy
from engine.identity import Actor, register_municipality, register_person
from engine.identity.sessions import open_session
from engine.installation import Installation
from engine.refusals import Refused
from storage.database import Database
from storage.documents.folder import FolderStore
from tests.chaos.procedure import BUNDLES, ROLE

SLUG = "chaos"


@dataclass
class Told:
    """What clerks were told was done: each of these must be there in the end, whatever was killed.

    `doubtful`: folios of messages that were sent, or perhaps not: nobody told the sender.
    `waiting`, `given_up`: folios that another case waits for, or whose case somebody cancels; no
    folio is both.
    """

    opened: set[str] = field(default_factory=set)
    completed: set[int] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    given_up: set[str] = field(default_factory=set)
    cancelled: set[int] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    """How often each kind of answer came: statuses, and why there was none."""
    wrong: list[str] = field(default_factory=list)
    """Answers that nobody should ever get."""
    lock: Lock = field(default_factory=Lock)

    def count(self, answer: str) -> None:
        """One more answer of this kind."""
        with self.lock:
            self.answers[answer] += 1


@dataclass(frozen=True, slots=True)
class Hall:
    """The town on its database, as this process sees it."""

    installation: Installation
    clerks: tuple[Actor, ...]
    sessions: tuple[str, ...]

    @property
    def town(self) -> int:
        """The municipality's id."""
        return self.clerks[0].municipality_id


def found(url: str, documents: Path, *, clerks: int) -> Hall:
    """The town, with so many clerks who are signed in, and its procedures in force."""
    installation = Installation(Database(url), FolderStore(documents))
    town = register_municipality(
        installation,
        slug=SLUG,
        name="Chaos",
        country="PE",
        timezone="America/Lima",
        currency="PEN",
    )
    people = tuple(_clerk(installation, town, number) for number in range(clerks))
    for bundle in BUNDLES:
        answer = deploy(installation, people[0], bundle)
        if isinstance(answer, Refused):
            raise ValueError(answer)
    sessions = tuple(
        installation.database.run(
            lambda connection, person=person: open_session(
                installation, connection, town, person.person_id or 0
            ),
            municipality=town,
        )
        for person in people
    )
    return Hall(installation, people, sessions)


def _clerk(installation: Installation, town: int, number: int) -> Actor:
    return register_person(
        installation,
        town,
        name=f"Clerk {number}",
        email=f"clerk{number}@chaos.example",
        position="Clerk",
        roles=(ROLE,),
    )
