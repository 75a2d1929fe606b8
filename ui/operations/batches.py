"""Batches: the list, one with its items, pausing and cancelling it, and beginning one."""

from __future__ import annotations

import re

from fastapi import APIRouter
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.operations import BatchBegun, BatchChanged, begin, cancel, pause, resume
from engine.operations.rights import batches_seen
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage.queries.batches import counts_of, items_of, list_batches
from storage.queries.definitions import active_definitions
from ui.errors import forbidden, not_found
from ui.operations.allowed import operated_by
from ui.operations.asked import number, numbers
from ui.operations.batch import batch_context, batches_context
from ui.operations.seen import BatchId, seen_batch
from ui.operations.undone import undone_of
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

DOCUMENT = re.compile(r"(?:.*/documents/)?(?P<number>[0-9]{1,19})(?:[/?#].*)?", re.ASCII)
router = APIRouter(prefix="/{municipality}/batches")
PAGE = 50
ACTS = {"pause": pause, "resume": resume, "cancel": cancel}
KINDS = ("suspend", "resume", "cancel", "move")
"""What can be begun from a list of cases."""


@router.get("", response_model=None)
def batches(here: SignedIn) -> Response:
    """Every batch that the person may see, newest first."""
    town = here.municipality.id
    after = number(here.request.query_params.get("after", ""))
    with here.installation.database.read(town) as connection:
        operated_by(here, connection)
        found = list_batches(
            connection,
            town,
            processes=batches_seen(connection, here.actor),
            begun_by=here.actor.person_id,
            after=after,
            limit=PAGE + 1,
        )
        shown = found[:PAGE]
        counts = counts_of(connection, town, [each.id for each in shown])
        more = here.path("batches", after=found[PAGE - 1].id) if len(found) > PAGE else ""
        titles = {each.key: each.title for each in active_definitions(connection, town)}
        context = batches_context(here, shown, counts, titles, more)
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here,
            connection,
            "operations/batches.html",
            context,
            section="incidents",
            calendar=calendar,
        )


@router.get("/{batch_id}", response_model=None)
def batch(here: SignedIn, batch_id: BatchId) -> Response:
    """One batch: how far it is, and what came of each item."""
    town = here.municipality.id
    asked = here.request.query_params
    after, state = number(asked.get("after", "")) or 0, asked.get("state", "")
    with here.installation.database.read(town) as connection:
        found = seen_batch(here, connection, batch_id)
        state = state if state in ("waiting", "done", "refused", "failed") else ""
        items = items_of(connection, town, batch_id, state=state, after=after, limit=PAGE + 1)
        counts = counts_of(connection, town, [batch_id]).get(batch_id, {})
        context = batch_context(
            here,
            found,
            counts,
            items[:PAGE],
            state=state,
            after=after,
            more=len(items) > PAGE,
            undone=undone_of(here, connection, found, items[:PAGE]),
        )
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here,
            connection,
            "operations/batch.html",
            context,
            section="incidents",
            calendar=calendar,
        )


@router.post("/{batch_id}/state", response_model=None)
def change(here: SignedIn, batch_id: BatchId, form: Form) -> Response:
    """Pause, go on or cancel."""
    act = ACTS.get(form.one("act"))
    if act is None:
        return go(here, here.path("batches", batch_id))
    answer = act(here.installation, here.actor, batch_id)
    if isinstance(answer, BatchChanged):
        return go(here, here.path("batches", batch_id))
    raise_for(here, answer)
    return go(here, here.path("batches", batch_id), saying=told(answer, here.words).sentence)


@router.post("", response_model=None)
def new(here: SignedIn, form: Form) -> Response:
    """Begin an act upon the cases that were marked; back to the list, in words, where it cannot."""
    kind, back = form.one("act"), back_to(here, form.one("process"), form.one("element"))
    chosen = numbers(form.fields.get("case", ()))
    if kind not in KINDS or not chosen:
        return go(here, back, saying=here.words.gettext("Marque al menos un expediente y un acto."))
    parameters: dict[str, Value] = {}
    if kind == "move":
        document = document_in(form.one("document"))
        parameters = {"to": form.one("to"), "basis": form.one("basis"), "document_id": document}
        if not form.one("to"):
            saying = here.words.gettext("Elija a qué paso llevar los expedientes.")
            return go(here, back, saying=saying)
    answer = begin(
        here.installation,
        here.actor,
        kind,
        chosen,
        reason=form.one("reason"),
        parameters=parameters,
    )
    if isinstance(answer, BatchBegun):
        return go(here, here.path("batches", answer.batch_id))
    raise_for(here, answer)
    saying = told(answer, here.words).sentence
    if answer.details.get("field") == "document_id":
        saying = here.words.gettext("No encontramos ese documento, o usted no puede leerlo.")
    if answer.details.get("field") == "reason":
        saying = here.words.gettext("Escriba el motivo: queda en la historia de cada expediente.")
    return go(here, back, saying=saying)


def document_in(typed: str) -> str:
    """The number of a document out of what was typed: the address of its page, or the number."""
    found = DOCUMENT.fullmatch(typed.strip())
    return found["number"] if found else typed.strip()


def back_to(here: Member, process: str, element: str) -> str:
    """The list that the cases were marked in."""
    if not process:
        return here.path("batches")
    return here.path("processes", process, "standing", element=element)


def raise_for(here: Member, answer: Refused) -> None:
    """What is not there, or not for this person, has a page of its own."""
    if answer.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    if answer.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, here.words.gettext("Operaciones"))
