"""Two municipalities full of things on one database, the second one the mirror of the first."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from engine.auditing.verifying import Asked, ask, run_verifications
from engine.citizens.sessions import SessionKind, open_citizen_session
from engine.clock import MovableClock
from engine.history.roots import make_roots
from engine.identity import Actor
from engine.identity.house import AUDITOR, HOUSE_ROLES
from engine.identity.sessions import open_session
from engine.installation import Installation
from processes.demo import load_demo
from processes.demo.tambo_real import SLUG
from processes.registry import paid_into, registers
from storage.copying import copy_rows
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.tables.types import micros
from storage.tables.verifications import Scope
from tests.mirrored import Mirror, mirror
from tests.ocds import publishes
from tests.planted import plant

TODAY = date(2026, 3, 30)
NOW = datetime(2026, 3, 30, 15, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Twins:
    """Where they lie, and whose ids are whose."""

    url: str
    documents: FolderStore
    slug: str
    municipality_id: int
    operator_id: int
    citizen_id: int
    mirror: Mirror

    def opened(self, url: str = "") -> Installation:
        """An installation on the database, or on a copy of it at `url`."""
        return Installation(
            Database(url or self.url),
            self.documents,
            clock=MovableClock(NOW),
            registers=registers(),
            paid_into=paid_into(),
        )

    def cookies(self, installation: Installation) -> dict[str, str]:
        """Who has every role of the first town, and somebody from outside with an account there."""
        town = self.municipality_id
        staff = installation.database.run(
            lambda c: open_session(installation, c, town, self.operator_id), municipality=town
        )
        citizen = installation.database.run(
            lambda c: open_citizen_session(
                installation, c, town, self.citizen_id, SessionKind.ACCOUNT
            ),
            municipality=town,
        )
        return {"cauce_session": staff, "cauce_citizen": citizen}

    def copied(self, url: str) -> None:
        """The same rows in another database, whose tables are there and empty."""
        source, target = Database(self.url), Database(url)
        copy_rows(source, target, resting=True)
        source.close()
        target.close()


@dataclass(frozen=True, slots=True)
class _House:
    installation: Installation


def make_twins(folder: Path, template: Path) -> Twins:
    """The demo, what the worker does for it, a row in every table that is left, and its mirror."""
    path = folder / "twins.db"
    path.write_bytes(template.read_bytes())
    url, documents = f"sqlite:///{path}", FolderStore(folder / "documents")
    house = Installation(
        Database(url),
        documents,
        clock=MovableClock(NOW),
        registers=registers(),
        paid_into=paid_into(),
    )
    town = load_demo(house, today=TODAY).municipality_id
    _works(house, town)
    house.database.close()
    with sqlite3.connect(path) as rows:
        operator = _one(rows, "SELECT id FROM persons WHERE email LIKE 'luis@%'")
        citizen = _one(rows, "SELECT person_id FROM citizens WHERE login LIKE 'nelida@%'")
        _every_role(rows, town, operator)
        plant(rows, town, operator, micros(NOW))
        mirrored = mirror(rows, town)
    rows.close()
    return Twins(url, documents, SLUG, town, operator, citizen, mirrored)


def _works(house: Installation, town: int) -> None:
    """Something is published and stated, as the worker does."""
    auditor = Actor(town, None, "", roles=frozenset({AUDITOR}))
    assert isinstance(ask(house, auditor, Asked(Scope.ALL)), int)
    run_verifications(house)
    publishes(_House(house), limit=100)
    make_roots(house)


def _every_role(rows: sqlite3.Connection, town: int, person: int) -> None:
    found = {
        role
        for (role,) in rows.execute("SELECT role FROM memberships UNION SELECT role FROM tasks")
    }
    held = {
        role
        for (role,) in rows.execute("SELECT role FROM memberships WHERE person_id = ?", (person,))
    }
    rows.executemany(
        "INSERT INTO memberships (municipality_id, id, person_id, role, valid_from)"
        " VALUES (?, ?, ?, ?, 1)",
        [
            (town, 200_000_000_000_000_000 + place, person, role)
            for place, role in enumerate(sorted((found | set(HOUSE_ROLES)) - held))
        ],
    )


def _one(rows: sqlite3.Connection, asked: str) -> int:
    return int(rows.execute(asked).fetchone()[0])
