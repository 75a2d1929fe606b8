"""The rows of a new case and of its first step, whoever or whatever begins it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine import bpmn
from engine.bpmn import Outcome, StartingPoint
from engine.cases.advance import Advance, OpenedTask, Setting
from engine.cases.clocks import turns_of, write_turns
from engine.cases.facts import changed_facts
from engine.cases.lifecycle import CaseState
from engine.cases.opening import Opening
from engine.cases.scene import details, event_rows, persons_of
from engine.cases.sealing import seal_of
from engine.cases.submitting import Submitted
from engine.documents.filing import Filing, enter
from engine.documents.levels import level_of
from engine.documents.receiving import Received
from engine.history.chain import digest_of_detail, origin
from engine.history.kinds import EventKind
from engine.history.ledger import Ledger
from engine.history.verification import Head
from storage import step
from storage.database import Connection


@dataclass(frozen=True, slots=True)
class Started:
    """The case is open; `opened` is what waits for people first."""

    case_id: int
    number: str
    opened: tuple[OpenedTask, ...]
    finished: bool

    @property
    def task_ids(self) -> tuple[int, ...]:
        """The ids of the first tasks."""
        return tuple(task.id for task in self.opened)


def write_case(
    connection: Connection,
    opening: Opening,
    point: StartingPoint,
    submitted: Submitted,
    outcome: Outcome,
    received: list[Received],
) -> tuple[Started, Advance]:
    """The rows of a new case and of its first step, in the transaction of the verb."""
    installation, municipality_id = opening.installation, opening.actor.municipality_id
    case_id, instance_id = installation.ids.new(), installation.ids.new()
    number = opening.next_number(connection)
    ledger = _ledger(opening, case_id)
    submission = _submission(opening, point, submitted, number, ledger)
    if opening.beside is not None:
        opening.beside.tell(ledger)
    setting = Setting(
        installation.ids,
        opening.definition,
        municipality_id,
        case_id,
        instance_id,
        opening.at,
        opening.actor.person_id,
        persons_of(connection, municipality_id, outcome, at=opening.now),
        opening.actor.person_id,
        job_characters=installation.limits.job_characters,
    )
    advance = Advance(setting, ledger)
    filing = Filing(opening.now, opening.actor.person_id)
    filed = [
        enter(
            installation.ids,
            item,
            ledger,
            replace(filing, level=level_of(opening.definition, item.kind)),
        )
        for item in received
    ]
    advance.apply(outcome)
    turns = turns_of(connection, installation, advance)
    rows = replace(
        advance.rows(),
        case=None,
        facts=changed_facts(opening.definition, None, outcome.snapshot),
        submissions=(submission,),
        events=event_rows(ledger),
        event_details=details(ledger),
    )
    case = _case_row(opening, case_id, number, advance)
    instance = _instance_row(opening, instance_id, outcome, ledger)
    step.insert_case(connection, case, instance, rows)
    write_turns(connection, setting, turns)
    for document in filed:
        document.write(installation, connection, municipality_id, case_id)
    if opening.beside is not None:
        opening.beside.write(connection, opening, case_id)
    finished = outcome.status is not bpmn.Status.RUNNING
    return Started(case_id, number, tuple(advance.opened), finished), advance


def _ledger(opening: Opening, case_id: int) -> Ledger:
    return Ledger(
        Head(0, origin(opening.actor.municipality_id, case_id)),
        at=opening.at,
        person_id=opening.actor.person_id,
        random_bytes=opening.installation.random_bytes,
    )


def _submission(
    opening: Opening, point: StartingPoint, submitted: Submitted, number: str, ledger: Ledger
) -> step.SubmissionRow:
    program = opening.definition.program
    element = program.element(point.element_id)
    salt = ledger.salt()
    ledger.add_sealed(
        EventKind.CASE_STARTED,
        digest=digest_of_detail(salt, submitted.text),
        element=element.index,
        data={
            "number": number,
            "process": opening.definition.key,
            "version": opening.definition.version,
            "definition": opening.definition.hash,
        },
    )
    return step.SubmissionRow(
        id=opening.installation.ids.new(),
        task_id=None,
        element=element.index,
        person_id=opening.actor.person_id,
        at=opening.at,
        data=submitted.text,
        salt=salt,
        sealed=seal_of(program, element),
    )


def _case_row(opening: Opening, case_id: int, number: str, advance: Advance) -> step.CaseRow:
    changed = advance.case or step.CaseUpdate()
    return step.CaseRow(
        id=case_id,
        number=number,
        process_key=opening.definition.key,
        definition_id=opening.definition.id,
        year=opening.year,
        title=changed.title or opening.definition.title,
        amount=None if isinstance(changed.amount, step.Unchanged) else changed.amount,
        currency=opening.currency,
        state=changed.state or CaseState.OPEN,
        opened_at=opening.at,
        opened_by=opening.actor.person_id,
        on_behalf_of=opening.on_behalf_of,
        closed_at=changed.closed_at,
        outcome=changed.outcome,
    )


def _instance_row(
    opening: Opening, instance_id: int, outcome: Outcome, ledger: Ledger
) -> step.InstanceRow:
    return step.InstanceRow(
        id=instance_id,
        definition_id=opening.definition.id,
        status=str(outcome.status),
        tokens=outcome.snapshot.tokens,
        scopes=outcome.snapshot.scopes,
        chain_seq=ledger.head.seq,
        chain_hash=ledger.head.hash,
        updated_at=opening.at,
    )
