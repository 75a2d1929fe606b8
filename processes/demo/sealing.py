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
from storage.queries.sealing import envelopes_of_call, sealed_calls_of_case
from storage.queries.suppliers import supplier_by_number
from storage.queries.tasks import TaskDetail
from storage.tables.sealing import EnvelopeState


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
    """The same person with the hands of the supplier whose number stands in the form."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        supplier = supplier_by_number(connection, town, str(data["ruc"]))
    if supplier is None:
        raise StoryFault(f"{data['postor']} is not in the register")
    return replace(actor, stands_for=(StandIn(supplier.person_id, frozenset({task.role})),))
