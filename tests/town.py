"""The driver of the tests: a small town hall whose people act through the public verbs.

It speaks as the tests do: who does what, in which case. A refusal is an answer, returned as it is;
`does` is for acts that must succeed. Time moves only when told, and the timekeeper listens then.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, TypeVar

from sqlalchemy import select

from engine.bpmn import Snapshot, Surroundings, data_of
from engine.cases import Cancelled, Facts, Started, cancel, start, surroundings_of
from engine.clock import MovableClock
from engine.definitions import Bundle, Definition, deploy, program_of, read_folder
from engine.documents.attaching import Attached, attach
from engine.documents.receiving import NewFile
from engine.history.verify import Verification, verify_all
from engine.identity import Actor, register_municipality, register_person
from engine.ids import Ids
from engine.installation import Installation, Limits
from engine.jobs.messages import message_handlers
from engine.jobs.results import Handler
from engine.messages import Published, publish
from engine.refusals import Refused
from engine.tasks import Claimed, Completed, claim, complete
from engine.territory.keeping import Territories
from engine.values import Value
from engine.worker.dispatcher import run_due
from engine.worker.timekeeper import sweep, sweep_messages, sweep_results, sweep_starts
from processes.registry import paid_into, places_of, registers
from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.documents.folder import FolderStore
from storage.queries.cases import CaseRow, case_by_id, where_it_stands
from storage.queries.starts import due_starts
from storage.queries.tasks import TaskDetail, tasks_of_case
from storage.queries.waits import due_timers
from storage.tables import cases

T = TypeVar("T")
MONDAY = datetime(2026, 3, 2, 14, tzinfo=UTC)
"""A Monday, nine in the morning in Lima."""
MORNING = timedelta(hours=14)
"""Nine in the morning in Lima, after midnight UTC."""
PNG = b"\x89PNG\r\n\x1a\n" + b"a picture" + b"IEND\xaeB`\x82"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Town:
    """One municipality on one database; people by the names that the tests call them."""

    def __init__(
        self, database_url: str, folder: Path, *, now: datetime = MONDAY, country: str = "PE"
    ) -> None:
        self.clock = MovableClock(now)
        self.limits = Limits()
        self.people: dict[str, Actor] = {}
        self.database_url, self.folder = database_url, folder
        self._ids = Ids(clock=self.clock)
        self.installation = self._open()
        self.municipality_id = register_municipality(
            self.installation,
            slug=f"tambo-real-{self._ids.new()}",
            name="Tambo Real",
            country=country,
            timezone="America/Lima",
            currency={"CO": "COP"}.get(country, "PEN"),
        )

    def reopen(self) -> None:
        """The process ends and another one begins on the same database."""
        self.close()
        self.installation = self._open()

    def close(self) -> None:
        """Let go of the database."""
        self.installation.database.close()

    # people and processes

    def person(self, key: str, *roles: str, password: str | None = None) -> Actor:
        """Whoever is called so; registered with these roles at the first mention."""
        if key not in self.people:
            self.people[key] = self._register(key, roles, password)
        return self.people[key]

    def deploys(self, source: Bundle | Path) -> Definition:
        """A process comes into force."""
        bundle = read_folder(source) if isinstance(source, Path) else source
        answer = deploy(self.installation, self.person("systems"), bundle)
        assert not isinstance(answer, Refused), answer
        return self.reads(
            lambda connection: program_of(
                self.installation, connection, self.municipality_id, answer.definition_id
            )
        )

    # cases and tasks

    def start(
        self,
        who: str,
        process: str,
        data: Mapping[str, object] | Facts,
        files: Iterable[NewFile] = (),
    ) -> Started | Refused:
        """Somebody asks for a new case."""
        return start(self.installation, self.people[who], process, data, files=files)

    def open_case(
        self,
        who: str,
        process: str,
        data: Mapping[str, object] | Facts,
        files: Iterable[NewFile] = (),
    ) -> int:
        """Somebody opens a case; its id."""
        answer = self.start(who, process, data, files)
        assert not isinstance(answer, Refused), answer
        return answer.case_id

    def open_tasks(self, case_id: int) -> tuple[TaskDetail, ...]:
        """What waits for people in a case, in the order it opened."""
        return self.reads(
            lambda connection: tasks_of_case(
                connection, self.municipality_id, case_id, open_only=True
            )
        )

    def steps(self, case_id: int) -> list[str]:
        """The steps that wait for people."""
        return [task.element_key for task in self.open_tasks(case_id)]

    def open_task(self, case_id: int, step: str, who: str = "") -> int:
        """The open task of a step: the person's own, or a free one."""
        person_id = self.people[who].person_id if who else None
        for task in self.open_tasks(case_id):
            if task.element_key == step and task.assignee_id in (None, person_id):
                return task.id
        raise AssertionError(f"{step} does not wait for {who}: {self.steps(case_id)}")

    def claim(self, who: str, task_id: int) -> Claimed | Refused:
        """Somebody takes a task."""
        return claim(self.installation, self.people[who], task_id)

    def complete(
        self, who: str, task_id: int, data: Mapping[str, object] | Facts
    ) -> Completed | Refused:
        """Somebody sends in a task."""
        return complete(self.installation, self.people[who], task_id, data)

    def does(
        self, who: str, case_id: int, step: str, data: Mapping[str, object] | Facts | None = None
    ) -> Completed:
        """Somebody completes the step that waits for them."""
        answer = self.complete(who, self.open_task(case_id, step, who), data or {})
        assert not isinstance(answer, Refused), answer
        return answer

    def attach(
        self,
        who: str,
        case_id: int,
        *,
        task_id: int | None = None,
        kind: str = "acta",
        title: str = "Acta",
        filename: str = "acta.pdf",
        stream: BinaryIO | None = None,
        upload: str = "",
        document_id: int | None = None,
    ) -> Attached | Refused:
        """Somebody files a document."""
        return attach(
            self.installation,
            self.people[who],
            case_id,
            kind=kind,
            title=title,
            filename=filename,
            stream=None if upload else stream or io.BytesIO(PDF),
            task_id=task_id,
            upload=upload,
            document_id=document_id,
        )

    def cancel(self, who: str, case_id: int, reason: str) -> Cancelled | Refused:
        """Somebody ends a case."""
        return cancel(self.installation, self.people[who], case_id, reason)

    def publish(
        self,
        name: str,
        key: str,
        payload: Mapping[str, Value] | None = None,
        *,
        keep_for: timedelta | None = None,
        sender_key: str | None = None,
    ) -> Published | Refused:
        """A message comes."""
        return publish(
            self.installation,
            self.person("systems"),
            name,
            key,
            payload or {},
            keep_for=keep_for,
            sender_key=sender_key,
        )

    # what can be seen

    def cases_of(self, process: str) -> list[int]:
        """The cases of a process, oldest first."""
        found = (
            select(cases.c.id)
            .where(cases.c.municipality_id == self.municipality_id)
            .where(cases.c.process_key == process)
            .order_by(cases.c.id)
        )
        return self.reads(lambda connection: list(connection.execute(found).scalars()))

    def case(self, case_id: int) -> CaseRow:
        """The case as it stands in the list."""
        found = self.reads(lambda c: case_by_id(c, self.municipality_id, case_id))
        assert found is not None
        return found

    def data_of(self, case_id: int) -> Mapping[str, Value]:
        """What the case knows."""

        def look(connection: Connection) -> Mapping[str, Value]:
            stand = where_it_stands(connection, self.municipality_id, case_id)
            assert stand is not None
            definition = program_of(
                self.installation, connection, self.municipality_id, stand.definition_id
            )
            return data_of(definition.program, Snapshot(stand.tokens, stand.scopes))

        return self.reads(look)

    def document_kinds(self, case_id: int, step: str) -> dict[str, str]:
        """The kinds of document of a step, by title."""
        case = self.case(case_id)
        definition = self.reads(
            lambda c: program_of(self.installation, c, self.municipality_id, case.definition_id)
        )
        rules = definition.program.element(step).documents
        return {rule.title: rule.kind for rule in rules}

    def verification(self) -> Verification:
        """What the auditor finds in the histories."""
        return verify_all(self.installation, municipality_id=self.municipality_id)

    def surroundings(self) -> Surroundings:
        """The present moment and calendar of the town."""
        now = self.clock.now()
        return self.reads(
            lambda c: surroundings_of(self.installation, c, self.municipality_id, now)
        )

    def reads(self, question: Callable[[Connection], T]) -> T:
        """The answer to a question to the database."""
        with self.installation.database.read(self.municipality_id) as connection:
            return question(connection)

    # time

    def move_to(self, day: date) -> None:
        """Nine in the morning of a day; the timekeeper listens on the way, every morning that
        something has come due."""
        target = datetime(day.year, day.month, day.day, tzinfo=UTC) + MORNING
        self.listens()
        while (following := self.clock.now() + timedelta(days=1)) < target:
            self.clock.move(to=following)
            if self._something_is_due():
                self.listens()
        self.clock.move(to=target)
        self.listens()

    def _something_is_due(self) -> bool:
        now = self.clock.now()
        with self.installation.database.read(WHOLE_INSTALLATION) as connection:
            return bool(
                due_timers(connection, now=now, limit=1) or due_starts(connection, now=now, limit=1)
            )

    def waits(self, *, days: int = 0, hours: int = 0) -> None:
        """Time passes, and the timekeeper listens at the end."""
        self.clock.advance(timedelta(days=days, hours=hours))
        self.listens()

    def listens(self) -> int:
        """The timekeeper fires what is due until nothing is; how many fired."""
        fired = 0
        while found := (
            sweep(self.installation)
            + sweep_starts(self.installation)
            + sweep_results(self.installation)
            + sweep_messages(self.installation)
        ):
            fired += found
        return fired

    def works(self, handlers: Mapping[str, Handler] | None = None) -> int:
        """The dispatcher takes what is due, once."""
        known = {**message_handlers(self.installation), **(handlers or {})}
        return run_due(self.installation, known)

    def _open(self) -> Installation:
        return Installation(
            Database(self.database_url),
            FolderStore(self.folder),
            clock=self.clock,
            ids=self._ids,
            limits=self.limits,
            territories=Territories(None, places_of),
            registers=registers(),
            paid_into=paid_into(),
        )

    def _register(self, key: str, roles: tuple[str, ...], password: str | None = None) -> Actor:
        return register_person(
            self.installation,
            self.municipality_id,
            name=key.capitalize(),
            email=f"{key}@tamboreal.example",
            roles=roles,
            password=password,
        )
