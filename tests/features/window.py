"""A procedure of the one-stop shop as its people carry it, with what they would type and file.

Speaks to the house through the town's verbs only. The answers of a filing are the ordinary ones of
its service; a scenario says what matters to it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from engine.bpmn import Snapshot, data_of
from engine.cases.notifying import Attempt, Notified, record_notification
from engine.citizens.filing import Filed, file
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind, known_at, welcome_guest
from engine.citizens.unlocking import Unlocked, unlock
from engine.deadlines.standing import term_of
from engine.definitions.loading import Definition
from engine.documents.attaching import Attached
from engine.documents.receiving import NewFile
from engine.feel import compile_expression
from engine.forms.components import FILES
from engine.history.kinds import EventKind
from engine.jobs.letters import PlainPress, letter_handlers
from engine.jobs.linking import link_handlers
from engine.jobs.payments import payment_handlers
from engine.parameters import load_parameters
from engine.refusals import RefusalKind, Refused
from engine.tasks import complete
from engine.values import loads
from processes.demo.papers import sheet_of
from processes.registry import family, handlers, parameters_of
from storage.database import Connection
from storage.queries.cases import where_it_stands
from storage.queries.deadlines import DeadlineRow, deadlines_of_case, pauses_of_case
from storage.queries.history import events_of_case
from storage.queries.letters import LetterRow, letters_of_case
from storage.queries.tasks import TaskDetail
from tests.features.filings import FILINGS
from tests.town import Town
from ui.deadlines.why import why
from ui.formats import NBSP, Localisation
from ui.templating import catalogue_of, formats_of

JANUARY = datetime(2026, 1, 26, 14, tzinfo=UTC)
HOUSE = "personal"


@dataclass
class Procedure:
    """One case of one service; everybody of the house is one person with all its roles, but for
    those that a scenario names."""

    town: Town
    service: str = ""
    case_id: int = 0
    told: DeadlineRow | None = None
    receipt: Filed | None = None
    _definition: Definition | None = None

    @property
    def definition(self) -> Definition:
        """The version in force."""
        assert self._definition is not None
        return self._definition

    def found(self, service: str, country: str = "PE") -> None:
        """A town with the law of its country and the service in force."""
        self.town.clock.move(to=JANUARY)
        self.service = service
        load_parameters(self.town.installation, self.town.municipality_id, parameters_of(country))
        bundle = family(service).bundle
        self._definition = self.town.deploys(bundle)
        self.town.person(HOUSE, *self.definition.manifest.role_titles)

    def on(self, day: date) -> None:
        """Let the days pass; the timekeeper listens every morning, and what is issued is issued."""
        self.town.move_to(day)
        self.settle()

    def today(self) -> date:
        """The day in the town."""
        return self.town.surroundings().today

    def settle(self) -> None:
        """What the house does by itself."""
        house = self.town.installation
        known = {
            **letter_handlers(house, lambda _town: PlainPress()),
            **link_handlers(house),
            **payment_handlers(house),
            **handlers(house),
        }
        while self.town.works(known):
            self.town.listens()

    def file(self, given: Mapping[str, str]) -> None:
        """Somebody files, with the papers that the form asks for."""
        answers: dict[str, Any] = {**FILINGS[self.service], **given}
        self.case_id = self.town.open_case(HOUSE, self.service, answers, self._papers())
        self.settle()

    def _papers(self) -> list[NewFile]:
        return papers_of(self.definition)

    def file_from_home(self, given: Mapping[str, str]) -> None:
        """Somebody without an account files at the citizen's window."""
        house, key = self.town.installation, self.town.municipality_id
        answers: dict[str, Any] = {**FILINGS[self.service], **given}
        told = Applicant(answers["nombre_solicitante"], answers["dni"], answers["correo"])
        guest = welcome_guest(house, key)
        filed = file(
            house, guest.actor, self.service, answers, applicant=told, kind=SessionKind.GUEST,
            files=self._papers(),
        )  # fmt: skip
        assert isinstance(filed, Filed), filed
        self.case_id, self.receipt = filed.started.case_id, filed
        self.settle()

    def correct_with_pin(self, **answers: Any) -> None:
        """Whoever filed shows the PIN of the receipt and puts right what was observed."""
        house, key = self.town.installation, self.town.municipality_id
        assert self.receipt is not None
        shown = unlock(house, key, self.receipt.code, self.receipt.pin)
        assert isinstance(shown, Unlocked), shown
        who = self.town.reads(lambda one: known_at(house, one, key, shown.token))
        assert who is not None
        (task,) = self.town.open_tasks(self.case_id)
        answer = complete(house, who.actor, task.id, answers)
        assert not isinstance(answer, Refused), answer
        self.settle()

    def do(self, step: str, **answers: Any) -> None:
        """Whoever has the step completes it; papers that are asked for are filed."""
        task_id = self.town.open_task(self.case_id, step, HOUSE)
        answer = self.town.complete(HOUSE, task_id, answers)
        if isinstance(answer, Refused) and answer.kind is RefusalKind.MISSING_DOCUMENTS:
            for title in answer.details["titles"].split("; "):
                kind = self.town.document_kinds(self.case_id, step)[title]
                self.town.attach(
                    HOUSE, self.case_id, task_id=task_id, kind=kind, title=title,
                    stream=_paper(title),
                )  # fmt: skip
            answer = self.town.complete(HOUSE, task_id, answers)
        assert not isinstance(answer, Refused), (step, answer)
        self.settle()

    def notify(self, form: str, day: date) -> None:
        """The notifier records that the act was made known, with its proof."""
        proof = self.town.attach(HOUSE, self.case_id, title="Cargo de notificación")
        assert isinstance(proof, Attached), proof
        attempt = Attempt("Resolución", "Nélida Farfán", form, day, evidence_id=proof.document_id)
        done = record_notification(
            self.town.installation, self.town.people[HOUSE], self.case_id, attempt
        )
        assert isinstance(done, Notified), done
        self.settle()

    # what can be seen

    def term(self, title: str) -> DeadlineRow:
        """The open term with that title."""
        key = self.town.municipality_id
        rows = self.town.reads(
            lambda one: deadlines_of_case(one, key, self.case_id, open_only=True)
        )
        found = [row for row in rows if row.title == title]
        assert found, [row.title for row in rows]
        self.told = found[-1]
        return found[-1]

    def pauses(self) -> Any:
        """When the terms of the case stood still."""
        return self.town.reads(
            lambda one: pauses_of_case(one, self.town.municipality_id, self.case_id)
        )

    def task(self, name: str) -> TaskDetail:
        """The open task of that name."""
        found = self.town.open_tasks(self.case_id)
        return next(one for one in found if one.name == name)

    def open_tasks(self) -> tuple[TaskDetail, ...]:
        """What waits for people."""
        return self.town.open_tasks(self.case_id)

    def waiting(self) -> list[str]:
        """The names of what waits for people."""
        return [one.name for one in self.town.open_tasks(self.case_id)]

    def outcome(self) -> str:
        """The name of the end that the case came to; empty while it is open."""
        case = self.town.case(self.case_id)
        return case.outcome or "" if case.state == "completed" else ""

    def letters(self) -> tuple[LetterRow, ...]:
        """What was issued or signed."""
        return self.town.reads(
            lambda one: letters_of_case(one, self.town.municipality_id, self.case_id)
        )

    def events(self, kind: EventKind) -> list[Mapping[str, Any]]:
        """What the history tells of a kind."""
        rows = self.town.reads(
            lambda one: events_of_case(one, self.town.municipality_id, self.case_id)
        )
        return [loads(row.data) for row in rows if row.kind == kind]

    def knows(self, name: str) -> object:
        """What the innermost part of the case that waits knows."""
        town = self.town

        def look(connection: Connection) -> object:
            stand = where_it_stands(connection, town.municipality_id, self.case_id)
            assert stand is not None
            snapshot, program = Snapshot(stand.tokens, stand.scopes), self.definition.program
            token = town.open_tasks(self.case_id)[0].token
            return data_of(program, snapshot, token).get(name)

        return town.reads(look)

    def fact(self, label: str) -> str:
        """What the summary of the case says under a label."""
        manifest = self.definition.manifest
        glance = next(one for one in manifest.glance if one.label == label)
        known = dict(self.town.data_of(self.case_id))
        return str(compile_expression(glance.expression).evaluate(known))


def reason_of(procedure: Procedure) -> str:
    """How the page of the case explains the term that was looked at last."""
    row, town = procedure.told, procedure.town
    assert row is not None
    today = procedure.today()
    calendar = town.surroundings().calendar
    explanation = term_of(row, procedure.pauses(), today=today).explained(calendar)
    place = Localisation("es", "America/Lima", "PEN")
    said = why(explanation, today=today, formats=formats_of(place), words=catalogue_of("es"))
    return said.replace(NBSP, " ")


def _paper(title: str) -> BinaryIO:
    return io.BytesIO(sheet_of(title, [title]))


def papers_of(definition: Definition) -> list[NewFile]:
    """The papers that the form of a service asks for."""
    return [
        NewFile(one.document_kind, one.key, f"{one.key}.pdf", _paper(one.key))
        for one in definition.forms["solicitud"].fields
        if one.kind in FILES
    ]
