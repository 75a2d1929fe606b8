"""Clerks who work while everything is killed around them: over HTTP as a browser does, and through
the engine as another program would. They never give up; what they were told is remembered."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import httpx
import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from engine.cases import Started, cancel, start
from engine.messages import publish
from engine.refusals import Refused
from storage.database import TooManyRaces
from storage.queries.case_lists import list_cases
from storage.queries.cases import CaseRow
from storage.queries.inbox import InboxRow, open_tasks
from tests.chaos.procedure import ANSWERED, DOCUMENT
from tests.chaos.town import SLUG, Hall, Told
from ui import csrf
from ui.session import SESSION
from ui.tasks.forms import FILE

KEEP = timedelta(days=1)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
AWAY = (DBAPIError, psycopg.Error, NoConnection, TooManyRaces)
"""How a database that is being killed shows itself to a program."""
DONE = 303
EXPECTED = frozenset({DONE, 404, 409, 422, 503})
"""404, 409, 422: somebody else did it, and a sentence says so; 503: the database is away."""
NONCE = b"chaos of 16 byte"
GIVES_UP = 0.1
"""How often who thinks of it cancels a case."""
PAUSE, AWHILE = 0.01, 0.1  # seconds between two acts, and where nobody answered


class Clerk:
    """One person and what they do; `chance` makes the choices, from the seed of the run."""

    def __init__(self, hall: Hall, told: Told, *, number: int, url: str, seed: int) -> None:
        self._hall, self._told = hall, told
        self._actor, self._number = hall.clerks[number], number
        self._chance = random.Random(seed * 100 + number)  # noqa: S311  choices, no secret
        self._folios = 0
        self._csrf = csrf.token_for(hall.sessions[number], nonce=NONCE)
        self._browser = httpx.Client(
            base_url=url, cookies={SESSION: hall.sessions[number]}, timeout=30
        )

    def work(self, stop: threading.Event, most: int) -> None:
        """Until told to stop; opens at most so many cases."""
        acts: tuple[Callable[[], None], ...] = (
            self.open, self.complete, self.complete, self.complete, self.complete, self.send,
            self.await_, self.take, self.give_up,
        )  # fmt: skip
        while not stop.is_set():
            what = self._chance.choice(acts)
            if what == self.open and self._folios >= most:
                what = self.complete
            self.tries(what)
            time.sleep(PAUSE)

    def leave(self) -> None:
        """Close the browser."""
        self._browser.close()

    def tries(self, what: Callable[[], None]) -> None:
        """An act; that the database is away is no fault of anybody's."""
        try:
            what()
        except AWAY as error:
            self._told.count(type(error).__name__)
            time.sleep(AWHILE)

    def open(self) -> None:
        """A case, over HTTP."""
        folio = f"F{self._number}-{self._folios}"
        self._folios += 1
        if self._posted("start/tramite", {"folio": folio}) == DONE:
            self._told.opened.add(folio)

    def complete(self) -> None:
        """Any task of the inbox, over HTTP, with its document where one is asked for."""
        tasks = self.inbox()
        if tasks:
            self.finish(self._chance.choice(tasks))

    def finish(self, task: InboxRow) -> None:
        """That task."""
        files = None
        if task.element_key == "registrar":
            files = {
                f"{FILE}{DOCUMENT}": ("acta.pdf", PDF + bytes([self._number]), "application/pdf")
            }
        address = f"tasks/{task.task_id}/completion"
        if self._posted(address, {"nota": f"Nota {task.task_id}"}, files) == DONE:
            self._told.completed.add(task.task_id)

    def take(self) -> None:
        """Claim a task and put it back, over HTTP."""
        for task in self.inbox()[:1]:
            self._posted(f"tasks/{task.task_id}/assignment", {})
            self._posted(f"tasks/{task.task_id}/assignment", {"_method": "DELETE"})

    def send(self) -> None:
        """The message of one of the cases, through the engine; kept when nobody waits yet."""
        folio = self._any_folio()
        if folio is None:
            return
        with self._told.lock:
            if folio in self._told.sent | self._told.doubtful:
                return
            self._told.doubtful.add(folio)
        publish(self._hall.installation, self._actor, ANSWERED, folio, {}, keep_for=KEEP)
        self._told.sent.add(folio)

    def await_(self) -> None:
        """The case that waits for what another throws, through the engine."""
        folio = self._any_folio()
        with self._told.lock:
            if folio is None or folio in self._told.waiting | self._told.given_up:
                return
            self._told.waiting.add(folio)
        answer = start(self._hall.installation, self._actor, "espera", {"folio": folio})
        assert isinstance(answer, Started), answer

    def give_up(self) -> None:
        """Cancel a case that no other waits for, rarely, through the engine."""
        cases = self._cases() if self._chance.random() < GIVES_UP else ()
        if not cases:
            return
        case = self._chance.choice(cases)
        with self._told.lock:
            if case.title in self._told.waiting:
                return
            self._told.given_up.add(case.title)
        answer = cancel(self._hall.installation, self._actor, case.id, "Ya no hace falta")
        if not isinstance(answer, Refused):
            self._told.cancelled.add(case.id)

    def inbox(self) -> tuple[InboxRow, ...]:
        """The tasks that wait for this person, or for anybody."""
        with self._hall.installation.database.read(self._hall.town) as connection:
            return open_tasks(
                connection,
                self._hall.town,
                people=self._actor.people,
                roles=self._actor.roles,
                now=self._hall.installation.clock.now(),
            )

    def _any_folio(self) -> str | None:
        known = sorted(self._told.opened)
        return self._chance.choice(known) if known else None

    def _cases(self) -> tuple[CaseRow, ...]:
        with self._hall.installation.database.read(self._hall.town) as connection:
            return list_cases(connection, self._hall.town, process_key="tramite", state="open")

    def _posted(self, path: str, data: dict[str, str], files: object = None) -> int:
        """The status of the answer; 0 when none came."""
        try:
            answer = self._browser.post(
                f"/{SLUG}/{path}",
                data={"csrf": self._csrf, **data},
                files=files,  # type: ignore[arg-type]
            )
        except httpx.TransportError as error:
            self._told.count(type(error).__name__)
            time.sleep(AWHILE)
            return 0
        self._told.count(str(answer.status_code))
        if answer.status_code not in EXPECTED:
            self._told.wrong.append(f"{path}: {answer.status_code} {answer.text[:200]}")
        return answer.status_code
