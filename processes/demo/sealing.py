"""The suppliers of the demo file their bids, each in its own envelope.

Nélida Farfán holds the pen for all of them: what counts is in whose name an envelope is.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from engine.identity import Actor
from engine.identity.actor import StandIn
from engine.installation import Installation
from engine.refusals import Refused
from engine.sealing.drafting import put_in
from engine.sealing.filing import file
from processes.demo.papers import sheet_of
from storage.database import Connection
from storage.queries.identity import person_by_national_id
from storage.queries.sealing import envelopes_of_call, sealed_calls_of_case
from storage.queries.tasks import TaskDetail
from storage.tables.sealing import EnvelopeState
from storage.writes.identity import insert_person


class StoryFault(RuntimeError):
    """An act of the demo that the engine refused."""


def sealed(
    installation: Installation,
    actor: Actor,
    task: TaskDetail,
    data: Mapping[str, object],
    papers: tuple[str, ...],
) -> None:
    """One envelope is written and filed, in the name of the supplier that its form names."""
    acting = _acting_for(installation, actor, task, data)
    for kind in papers:
        lines = (f"Expediente {task.number}", task.case_title, f"Lo presenta {data['postor']}.")
        paper = io.BytesIO(sheet_of("Oferta", lines))
        name = f"{kind}-{task.number}.pdf"
        answer = put_in(installation, acting, task.id, kind=kind, filename=name, stream=paper)
        if isinstance(answer, Refused):
            raise StoryFault(f"{task.number}, {kind}: {answer}")
    filed = file(installation, acting, task.id, data)
    if isinstance(filed, Refused):
        raise StoryFault(f"{task.number}, {task.element_key}: {filed}")


def envelopes_filed(connection: Connection, municipality_id: int, case_id: int) -> int:
    """How many envelopes came into the calls of a case."""
    calls = sealed_calls_of_case(connection, municipality_id, case_id)
    return sum(
        row.state != EnvelopeState.DRAFT
        for call in calls
        for row in envelopes_of_call(connection, municipality_id, call.id)
    )


def _acting_for(
    installation: Installation, actor: Actor, task: TaskDetail, data: Mapping[str, object]
) -> Actor:
    """The same person with the hands of the supplier, who is a person from outside."""
    town, number, name = actor.municipality_id, str(data["ruc"]), str(data["postor"])

    def verb(connection: Connection) -> int:
        known = person_by_national_id(connection, town, number)
        if known is not None:
            return known.id
        person_id = installation.ids.new()
        insert_person(
            connection,
            town,
            person_id=person_id,
            name=name,
            national_id=number,
            active_from=installation.clock.now(),
            outside=True,
        )
        return person_id

    supplier = installation.database.run(verb, municipality=town)
    return replace(actor, stands_for=(StandIn(supplier, frozenset({task.role})),))
