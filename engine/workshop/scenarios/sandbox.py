"""A municipality of nobody for one try: a database and a folder that are thrown away, and a clock
that is moved. Nothing of it leaves: no letter, no request, and no row of a real municipality.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import TypeVar
from zoneinfo import ZoneInfo

from engine.cases import surroundings_of
from engine.clock import MovableClock
from engine.definitions.bundle import Bundle
from engine.definitions.deploying import deploy
from engine.definitions.loading import Definition, program_of
from engine.identity import Actor, register_municipality, register_person
from engine.identity.house import OPERATOR
from engine.ids import Ids
from engine.installation import Installation, Limits
from engine.jobs.results import Done, Handler, Work
from engine.migrations.orders import Order
from engine.parameters import load_parameters
from engine.parameters.loading import keep_parameters
from engine.refusals import Fault, Refused
from engine.worker.dispatcher import run_due
from engine.worker.timekeeper import sweep, sweep_messages, sweep_results, sweep_starts
from engine.workshop.scenarios.lent import House, Place
from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.documents.folder import FolderStore
from storage.migrations import upgrade
from storage.queries.deadlines import ParameterRow
from storage.queries.starts import due_starts
from storage.queries.waits import due_timers

T = TypeVar("T")
HOUSE_OF_THE_TRY = "operación del ensayo"
NINE = time(9)
TURNS = 200
"""How often the house looks whether something is to be done, between two steps."""
_making = threading.Lock()
_empty: list[bytes] = []


class TooLong(Exception):
    """The time that a try may take is over."""


class Faulty(Exception):
    """The draft would not be deployed; its faults are here."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(str(len(faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Mailed:
    """A letter that stayed in the try."""

    to: str
    text: str


@dataclass(slots=True)
class Sandbox:
    """One try at work. `until` is the moment (of `monotonic`) at which it is given up; `before` is
    the version in force, `later` the draft while a case is played under that version; `mailed` what
    would have left by mail."""

    installation: Installation
    clock: MovableClock
    town: int
    zone: ZoneInfo
    definition: Definition
    house: House
    until: float
    currency: str
    before: Bundle | None = None
    people: dict[str, Actor] = field(default_factory=dict)
    mailed: list[Mailed] = field(default_factory=list)
    later: Definition | None = None

    def reads(self, question: Callable[[Connection], T]) -> T:
        """The answer to a question to the database of the try."""
        with self.installation.database.read(self.town) as connection:
            return question(connection)

    def today(self) -> date:
        """The day in the try."""
        return self.clock.now().astimezone(self.zone).date()

    def after(self, days: int, *, business: bool) -> date:
        """The day that comes so many days after today."""
        today = self.today()
        if not business:
            return today + timedelta(days=days)
        calendar = self.reads(
            lambda c: surroundings_of(self.installation, c, self.town, self.clock.now())
        ).calendar
        for _ in range(days):
            today = calendar.next_business_day(today)
        return today

    def person(self, name: str, *roles: str) -> Actor:
        """Somebody of the try by their name; registered when roles are named."""
        key = name.casefold()
        if roles:
            self.people[key] = register_person(
                self.installation, self.town, name=name, roles=roles,
                email=f"p{len(self.people)}@sandbox.example",
            )  # fmt: skip
        return self.people[key]

    def move_to(self, day: date) -> None:
        """Nine in the morning of a later day; what comes due on the way is done on its day."""
        target = self.moment_of(day)
        self.settle()
        while (following := self.clock.now() + timedelta(days=1)) < target:
            self.in_time()
            self.clock.move(to=following)
            if self._something_is_due():
                self.settle()
        self.clock.move(to=target)
        self.settle()

    def moment_of(self, day: date) -> datetime:
        """Nine in the morning of a day."""
        return datetime.combine(day, NINE, self.zone).astimezone(UTC)

    def settle(self, more: Mapping[str, Handler] | None = None) -> int:
        """What the house does by itself, until nothing is left; how much was done of `more`."""
        answered, found = 0, 1
        known = {**self.house.handlers(self.installation), "cauce:mail": self._kept_here}
        for _ in range(TURNS):
            if not found:
                return answered
            self.in_time()
            done = run_due(self.installation, more) if more else 0
            answered += done
            found = done + run_due(self.installation, known) + self._sweeps()
        raise TooLong

    def go_back(self) -> bool:
        """What comes is done under the version in force; False where that is none or the same."""
        if self.before is None:
            return False
        found = _deployed(self.installation, self.town, self.before, self.operator())
        if found.version == self.definition.version:
            return False
        self.later, self.definition = self.definition, found
        return True

    def way_to_draft(self) -> Order | None:
        """How a case that was begun under the version in force goes over; None where none was."""
        if self.later is None:
            return None
        return Order(self.definition.key, self.definition.version, self.later.version)

    def go_on(self) -> None:
        """The draft is what the case runs on now."""
        if self.later is not None:
            self.definition, self.later = self.later, None
        self.settle()

    def operator(self) -> Actor:
        """Who operates every process of the try."""
        return self.people.get(HOUSE_OF_THE_TRY) or self.person(HOUSE_OF_THE_TRY, OPERATOR)

    def _kept_here(self, work: Work) -> Done:
        """A letter of a try goes nowhere, and the process goes on."""
        told, to = work.payload, work.payload.get("to")
        addresses = ", ".join(map(str, to)) if isinstance(to, list) else str(to or "")
        self.mailed.append(Mailed(addresses, f"{told.get('subject', '')}\n{told.get('body', '')}"))
        return Done()

    def in_time(self) -> None:
        """Raises TooLong when the time of the try is over."""
        if monotonic() > self.until:
            raise TooLong

    def _sweeps(self) -> int:
        house = self.installation
        return sweep(house) + sweep_starts(house) + sweep_results(house) + sweep_messages(house)

    def _something_is_due(self) -> bool:
        now = self.clock.now()
        with self.installation.database.read(WHOLE_INSTALLATION) as connection:
            return bool(
                due_timers(connection, now=now, limit=1) or due_starts(connection, now=now, limit=1)
            )


@contextmanager
def sandbox(
    house: House,
    place: Place,
    bundle: Bundle,
    day: date,
    *,
    seconds: float,
    before: Bundle | None = None,
) -> Iterator[Sandbox]:
    """A try that begins on a day; all of it is gone at the end. `before`: the version in force.
    Raises Faulty."""
    with tempfile.TemporaryDirectory(prefix="cauce-try-") as folder:
        file = Path(folder) / "try.db"
        file.write_bytes(_tables())
        zone = ZoneInfo(place.timezone)
        clock = MovableClock(datetime.combine(day, NINE, zone))
        database = Database(f"sqlite:///{file}")
        try:
            installation = Installation(
                database,
                FolderStore(Path(folder) / "documents"),
                clock=clock,
                ids=Ids(clock=clock),
                limits=Limits(),
                territories=house.places,
                registers=house.registers,
                paid_into=house.paid_into,
            )
            town = _town(installation, house, place)
            deployer = register_person(
                installation, town, name="Sandbox", email="house@sandbox.example"
            )
            definition = _deployed(installation, town, bundle, deployer)
            until = monotonic() + seconds
            yield Sandbox(
                installation, clock, town, zone, definition, house, until, place.currency, before
            )
        finally:
            database.close()


def _town(installation: Installation, house: House, place: Place) -> int:
    town = register_municipality(
        installation, slug="sandbox", name="Sandbox", country=place.country,
        timezone=place.timezone, currency=place.currency, region=place.region, ubigeo=place.ubigeo,
        settings=place.settings,
    )  # fmt: skip
    if place.parameters:
        _like(installation, town, place.parameters)
    else:
        load_parameters(installation, town, house.law(place.country))
    return town


def _like(installation: Installation, town: int, rows: tuple[ParameterRow, ...]) -> None:
    """The same parameters, as they were loaded or set there."""

    def verb(connection: Connection) -> None:
        keep_parameters(connection, town, rows)

    installation.database.run(verb, municipality=town)


def _deployed(installation: Installation, town: int, bundle: Bundle, actor: Actor) -> Definition:
    answer = deploy(installation, actor, bundle)
    if isinstance(answer, Refused):
        raise Faulty(getattr(answer, "faults", ()))
    with installation.database.read(town) as connection:
        return program_of(installation, connection, town, answer.definition_id)


def _tables() -> bytes:
    """A database with all tables and no rows, made once for this process."""
    with _making:
        if not _empty:
            with tempfile.TemporaryDirectory(prefix="cauce-try-") as folder:
                file = Path(folder) / "empty.db"
                upgrade(f"sqlite:///{file}")
                _empty.append(file.read_bytes())
        return _empty[0]
