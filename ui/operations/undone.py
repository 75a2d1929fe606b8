"""«Deshacer» on the page of a batch that gave tasks to somebody: which items still can be taken
back, why the others stay, and taking one back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.responses import Response

from engine.operations import BatchKind
from engine.operations.running import event_of
from engine.refusals import RefusalKind, Refused
from engine.tasks import ActUndone
from engine.tasks.still_undoable import still_undoable
from storage.database import Connection
from storage.queries.batches import BatchRow, ItemRow, items_of
from storage.queries.identity import names_of
from storage.tables.batches import ItemState
from ui.errors import not_found
from ui.inbox.undoing import taken_back
from ui.numbers import number_in
from ui.operations.seen import BatchId, seen_batch
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go, way_back

router = APIRouter(prefix="/{municipality}/batches")


@dataclass(frozen=True, slots=True)
class Undone:
    """By the place of an item: what is offered, what was taken back, why something stays; `note`
    is what holds for all of them."""

    note: str = ""
    offered: frozenset[int] = frozenset()
    taken_back: frozenset[int] = frozenset()
    stays: Mapping[int, str] = field(default_factory=dict)


@router.post("/{batch_id}/undoing", response_model=None)
def undo(here: SignedIn, batch_id: BatchId, form: Form) -> Response:
    """Take one item back; the verb itself looks whether that still can be."""
    town, place = here.municipality.id, number_in(form.one("item"))
    with here.installation.database.read(town) as connection:
        seen_batch(here, connection, batch_id)
        found = items_of(connection, town, batch_id, after=(place or 0) - 1, limit=1)
    event = event_of(found[0]) if found and found[0].place == place else None
    if event is None:
        raise not_found(here.words)
    saying = taken_back(here, ("act", found[0].subject_id, event))
    return go(here, way_back(here, form) or here.path("batches", batch_id), saying=saying)


def undone_of(
    here: Member, connection: Connection, batch: BatchRow, items: Sequence[ItemRow]
) -> Undone:
    """What the page offers of these items."""
    _ = here.words.gettext
    if batch.kind != BatchKind.ASSIGN or not any(each.state == ItemState.DONE for each in items):
        return Undone()
    if batch.created_by != here.actor.person_id:
        return Undone(_("Solo quien inició el lote puede deshacer lo que hizo."))
    events = {each.subject_id: event_of(each) for each in items}
    acts = {task_id: event for task_id, event in events.items() if event is not None}
    prospects = still_undoable(connection, here.actor, acts, now=here.now)
    found = {
        each.place: prospects[each.subject_id] for each in items if each.subject_id in prospects
    }
    refused = {place: each for place, each in found.items() if isinstance(each, Refused)}
    late = {place for place, each in refused.items() if each.kind is RefusalKind.UNDO_OVER}
    names = names_of(connection, here.municipality.id, _people_in(refused.values()))
    return Undone(
        note=told(Refused(RefusalKind.UNDO_OVER), here.words).sentence if late else "",
        offered=frozenset(place for place, each in found.items() if each is None),
        taken_back=frozenset(place for place, each in found.items() if isinstance(each, ActUndone)),
        stays={place: _why(here, refused[place], names) for place in refused.keys() - late},
    )


def _people_in(refused: Iterable[Refused]) -> set[int]:
    found = (each.details.get("person_id", "") for each in refused)
    return {int(each) for each in found if each.isdigit()}


def _why(here: Member, refused: Refused, names: Mapping[int, str]) -> str:
    person = refused.details.get("person_id", "")
    who = names.get(int(person), "") if person.isdigit() else ""
    return told(refused, here.words, {"who": who or here.words.gettext("Otra persona")}).sentence
