"""The people of the demo at work: every act goes through the same verbs as a person's would.

Nothing is inserted: a task is found open, its papers are attached, its form is filled in and
checked. What the engine refuses is a fault of the story, and stops the demo with the reason.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.cases import start, suspend
from engine.cases.notifying import Attempt, record_notification
from engine.cases.sealing import takes_envelopes
from engine.citizens.filing import file_together
from engine.definitions.loading import program_of
from engine.documents.attaching import attach
from engine.documents.receiving import NewFile
from engine.identity import Actor
from engine.installation import Installation
from engine.jobs.results import Handler
from engine.participation.casting import Uncast, WhyNot, cast
from engine.payments.ways.till import open_till, take
from engine.publishing.following import register
from engine.refusals import InvalidData, Refused
from engine.tasks import claim, complete
from engine.worker.dispatcher import run_due
from processes.demo.days import on_day
from processes.demo.filings import Filing
from processes.demo.initiatives import Initiative, Opened
from processes.demo.papers import sheet_of
from processes.demo.plan import BALLOTS, NOTICE, TILL, Act, Purchase
from processes.demo.sealing import StoryFault, envelopes_filed, sealed
from processes.demo.yearly import WHY_OUTSIDE, Yearly
from processes.procurement.ocds.plan import plan_publisher_of
from processes.procurement.ocds.releasing import Place
from storage.database import Connection
from storage.queries.case_lists import list_cases
from storage.queries.cases import CaseRow
from storage.queries.notifications import notifications_of_case
from storage.queries.payments import orders_of_case
from storage.queries.plans import items_of_plan
from storage.queries.tasks import TaskDetail, tasks_of_case
from storage.queries.votes import ballots_of, consultation_of_case
from storage.tables.payments import OrderState
from storage.tables.tasks import TaskState

PROCESS = "compra"
APPROVAL = "plan_aprobar"
"""After it a plan is in force."""
Matter = Purchase | Filing | Initiative | Opened | Yearly
MOST = 1_000
"""Cases that the demo has at most."""
_NAMED = re.compile(r"\{case:(.+)\}")


@dataclass(frozen=True, slots=True)
class Office:
    """The town hall of the demo: who acts, by the names that the story uses."""

    installation: Installation
    actors: Mapping[str, Actor]
    handlers: Mapping[str, Handler]

    def begin(self, matter: Matter, *, today: date) -> int:
        """Open the case of a purchase, of what somebody filed at the window, of what an office
        begins by itself, or of a plan; its id."""
        if isinstance(matter, Filing):
            answers = {name: on_day(value, today) for name, value in matter.answers.items()}
            papers = {matter.process: matter.papers, **matter.along}
            filed = file_together(
                self.installation,
                self.actors["sonia"],
                tuple(papers),
                answers,
                applicant=matter.applicant,
                files={
                    key: [_paper(kind, matter.what) for kind in kinds]
                    for key, kinds in papers.items()
                },
            )
            started = filed if isinstance(filed, Refused) else filed.started
        elif isinstance(matter, Opened):
            return self._case(matter.what).id
        elif isinstance(matter, Initiative):
            asked = {name: self._said(value, today) for name, value in matter.answers.items()}
            started = start(self.installation, self.actors[matter.who], matter.process, asked)
        elif isinstance(matter, Yearly):
            started = start(self.installation, self.actors["rosa"], "plan_anual", matter.data)
        else:
            need = {
                "descripcion": matter.what,
                "area": matter.area,
                "finalidad": matter.purpose,
                **self._foreseen(matter.what, today.year),
            }
            started = start(self.installation, self.actors["julia"], PROCESS, need)
        if isinstance(started, Refused):
            raise _fault(matter.what, started)
        return started.case_id

    def _said(self, value: object, today: date) -> object:
        """What somebody writes on a day; `{case:…}` is the number of the case of that title."""
        named = _NAMED.fullmatch(value) if isinstance(value, str) else None
        return self._case(named[1]).number if named else on_day(value, today)

    def _case(self, title: str) -> CaseRow:
        town = self.actors["rosa"].municipality_id
        with self.installation.database.read(town) as connection:
            cases = list_cases(connection, town, limit=MOST)
        found = min((one for one in cases if one.title == title), key=lambda one: one.id,
                    default=None)  # fmt: skip
        if found is None:
            raise StoryFault(f"there is no case {title}: {sorted({one.title for one in cases})}")
        return found

    def enter_plan(self, case_id: int) -> None:
        """The plan comes into its register, as the worker would put it there; what it publishes is
        the worker's."""
        nowhere = Place("ocds-xxxxxx", "")
        publishers = {"ocds_plan": plan_publisher_of(nowhere)}
        register(self.installation, publishers, self.actors["rosa"].municipality_id, case_id)

    def _foreseen(self, what: str, year: int) -> dict[str, str]:
        """The item of the plan for a purchase, or why there is none; nothing without a plan."""
        town = self.actors["rosa"].municipality_id
        with self.installation.database.read(town) as connection:
            rows = items_of_plan(connection, town, year)
        own = next((row.item.key for row in rows if row.item.description == what), None)
        if own is not None:
            return {"item_plan": own}
        return {"item_plan": "ninguno", "motivo_sin_plan": WHY_OUTSIDE} if rows else {}

    def settle(self) -> None:
        """What the house does by itself: cases that contest others, and letters that it issues."""
        while run_due(self.installation, self.handlers):
            pass

    def perform(self, case_id: int, act: Act, *, today: date) -> None:
        """One person completes one task, papers first."""
        actor = self.actors[act.who]
        if act.step == BALLOTS:
            self._vote(case_id, actor, act.data["papeletas"])
            return
        if act.step == TILL:
            self._take_the_fee(case_id, actor, Decimal(str(act.data["recibido"])))
            return
        if act.step == NOTICE:
            self._notify(case_id, actor, act, today)
            return
        task = self._open_task(case_id, act.step, actor, item=act.item)
        data = {name: on_day(value, today) for name, value in act.data.items()}
        if self._is_sealed(task):
            sealed(self.installation, actor, task, data, act.papers)
            return
        for kind, title in self._papers(task, act.papers).items():
            self._file(actor, task, kind, title)
        completed = complete(self.installation, actor, task.id, data)
        if isinstance(completed, Refused):
            raise _fault(f"{task.number}, {act.step}", completed)

    def take(self, case_id: int, who: str) -> None:
        """Somebody takes the task that waits in a case."""
        actor = self.actors[who]
        with self.installation.database.read(actor.municipality_id) as connection:
            tasks = tasks_of_case(connection, actor.municipality_id, case_id, open_only=True)
        taken = claim(self.installation, actor, tasks[0].id)
        if isinstance(taken, Refused):
            raise _fault(f"{tasks[0].number}, {tasks[0].element_key}", taken)

    def stop(self, case_id: int, who: str, reason: str) -> None:
        """Somebody suspends a case, saying why."""
        stopped = suspend(self.installation, self.actors[who], case_id, reason)
        if isinstance(stopped, Refused):
            raise _fault(reason, stopped)

    def _take_the_fee(self, case_id: int, cashier: Actor, received: Decimal) -> None:
        """The cashier opens a till, and takes what is still owed in the case."""
        town = cashier.municipality_id
        opened = open_till(self.installation, cashier, 1)
        if isinstance(opened, Refused):
            raise _fault("caja", opened)
        with self.installation.database.read(town) as connection:
            orders = orders_of_case(connection, town, case_id)
        for order in orders:
            taken = take(self.installation, cashier, order.id, received)
            if isinstance(taken, Refused):
                raise _fault(order.case_number, taken)

    def _notify(self, case_id: int, actor: Actor, act: Act, today: date) -> None:
        """What the case issued is made known, with the record that whoever received it signed."""
        what, whom = str(act.data["what"]), str(act.data["whom"])
        lines = (what, f"Recibido por {whom} el {today:%d/%m/%Y}.")
        stream = io.BytesIO(sheet_of("Cargo de notificación", lines))
        proof = attach(
            self.installation, actor, case_id, kind="cargo", title="Cargo de notificación",
            filename="cargo.pdf", stream=stream,
        )  # fmt: skip
        if isinstance(proof, Refused):
            raise _fault(what, proof)
        attempt = Attempt(what, whom, "personal", today, evidence_id=proof.document_id)
        told = record_notification(self.installation, actor, case_id, attempt)
        if isinstance(told, Refused):
            raise _fault(what, told)

    def _vote(self, case_id: int, clerk: Actor, papers: object) -> None:
        """People whose documents were seen vote, one for each paper."""
        town = clerk.municipality_id
        with self.installation.database.read(town) as connection:
            vote = consultation_of_case(connection, town, case_id)
        if vote is None or not isinstance(papers, list):
            raise StoryFault(f"nothing is voted in {case_id}")
        for place, marked in enumerate(papers):
            done = cast(self.installation, town, vote.id, f"4{place:07d}", marked)
            if isinstance(done, Uncast) and done.why is not WhyNot.VOTED:
                raise StoryFault(f"{vote.number}: {done.why}")

    def _open_task(self, case_id: int, step: str, actor: Actor, *, item: int = 0) -> TaskDetail:
        municipality_id = actor.municipality_id
        with self.installation.database.read(municipality_id) as connection:
            tasks = tasks_of_case(connection, municipality_id, case_id, open_only=True)
        for task in tasks:
            of_item = not item or (task.item or "").startswith(f"Ítem {item}:")
            if task.element_key == step and task.assignee_id in (None, actor.person_id) and of_item:
                return task
        raise StoryFault(f"{step} does not wait: {[task.element_key for task in tasks]}")

    def _is_sealed(self, task: TaskDetail) -> bool:
        municipality_id = next(iter(self.actors.values())).municipality_id
        with self.installation.database.read(municipality_id) as connection:
            definition = program_of(
                self.installation, connection, municipality_id, task.definition_id
            )
        return takes_envelopes(definition.program.elements[task.element])

    def _papers(self, task: TaskDetail, kinds: tuple[str, ...]) -> dict[str, str]:
        """The titles of the papers, as the diagram calls them."""
        municipality_id = next(iter(self.actors.values())).municipality_id
        with self.installation.database.read(municipality_id) as connection:
            definition = program_of(
                self.installation, connection, municipality_id, task.definition_id
            )
        rules = definition.program.elements[task.element].documents
        titles = {rule.kind: rule.title for rule in rules}
        return {kind: titles[kind] for kind in kinds}

    def _file(self, actor: Actor, task: TaskDetail, kind: str, title: str) -> None:
        lines = (f"Expediente {task.number}", task.case_title, f"Lo presenta {actor.name}.")
        attached = attach(
            self.installation,
            actor,
            task.case_id,
            kind=kind,
            title=title,
            filename=f"{kind}-{task.number}.pdf",
            stream=io.BytesIO(sheet_of(title, lines)),
            task_id=task.id,
        )
        if isinstance(attached, Refused):
            raise _fault(f"{task.number}, {kind}", attached)


def performed(installation: Installation, municipality_id: int) -> dict[str, tuple[int, int]]:
    """The cases that are there by what they are about: their id, and how many acts they had.

    Opening the case is the first act; each completed task is another, each fee paid, each envelope
    filed, what was made known in person, and a vote in which somebody voted."""
    with installation.database.read(municipality_id) as connection:
        cases = list_cases(connection, municipality_id, limit=MOST)
        return {
            case.title: (case.id, 1 + _completed(connection, municipality_id, case.id))
            for case in sorted(cases, key=lambda one: one.id, reverse=True)
        }


def _completed(connection: Connection, municipality_id: int, case_id: int) -> int:
    tasks = tasks_of_case(connection, municipality_id, case_id)
    paid = orders_of_case(connection, municipality_id, case_id)
    done = sum(task.state == TaskState.COMPLETED for task in tasks)
    fees = sum(order.state == OrderState.PAID for order in paid)
    vote = consultation_of_case(connection, municipality_id, case_id)
    voted = vote is not None and ballots_of(connection, municipality_id, vote.id) > 0
    told = len(notifications_of_case(connection, municipality_id, case_id))
    return done + fees + voted + told + envelopes_filed(connection, municipality_id, case_id)


def _paper(kind: str, what: str) -> NewFile:
    """A paper that comes with what is filed."""
    title = kind.replace("_", " ").capitalize()
    content = io.BytesIO(sheet_of(title, (what,)))
    return NewFile(kind, title, f"{kind}.pdf", content)


def _fault(where: str, refused: Refused) -> StoryFault:
    errors = refused.errors if isinstance(refused, InvalidData) else ()
    return StoryFault(f"{where}: {refused.kind}, {dict(refused.details)}, {errors}")
