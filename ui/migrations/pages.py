"""Running cases and another version of their process: the plan, its trial, the batch, the way back.

For the operators of the process. Until a reason is given and sent, nothing is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.bpmn.migration import NO_EDITS, differences
from engine.migrations import Order, Planned, count_standing, order_from, plan_of, try_page, undo
from engine.operations import migrate_all, undo_all
from engine.operations.rights import may_see_batch
from engine.refusals import RefusalKind, Refused
from engine.values import loads
from storage.database import Connection
from storage.queries.batches import BatchRow, batch_by_id, counts_of, items_of
from storage.queries.definitions import files_of
from storage.queries.migrations import migrated_by, running_by_version
from ui.errors import PageError, not_found
from ui.migrations.done import batch_context
from ui.migrations.forms import edits_in
from ui.migrations.present import plan_context, trial_context
from ui.posted import Posted
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}")
Key = Annotated[str, Path(max_length=80)]
Number = Annotated[int, Path(ge=1, lt=2**63)]
From = Annotated[int, Query(alias="from", ge=1, lt=2**31)]
To = Annotated[int, Query(alias="to", ge=1, lt=2**31)]
After = Annotated[int, Query(ge=0, lt=2**63)]
SHOWN = 50


@router.get("/processes/{key}/migration", response_model=None)
def plan(here: SignedIn, key: Key, source: From, target: To) -> Response:
    """Both versions, and what each element becomes."""
    asked = Order(key, source, target, edits_in(here.request.query_params.multi_items()))
    with here.installation.database.read(here.municipality.id) as connection:
        found = planned(here, connection, asked)
        return plan_page(here, connection, found, asked)


def plan_page(here: Member, connection: Connection, found: Planned, order: Order) -> Response:
    """The plan as it is now, with what is wrong in it."""
    town = here.municipality.id
    old, new = (drawings_in(files_of(connection, town, each.id)) for each in (found.old, found.new))
    context = plan_context(
        here,
        found,
        order.edits,
        count_standing(connection, found.old),
        running_by_version(connection, town, order.process).get(found.old.id, 0),
        differences(old, new),
        fresh=order.edits == NO_EDITS,
    )
    status = 422 if found.plan.problems else 200
    return shown(here, connection, "migrations/plan.html", context, status=status)


@router.get("/processes/{key}/migration/trial", response_model=None)
def trial(here: SignedIn, key: Key, source: From, target: To, after: After = 0) -> Response:
    """What would come of each case; nothing is touched."""
    order = Order(key, source, target, edits_in(here.request.query_params.multi_items()))
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        found = planned(here, connection, order)
        if found.plan.problems:
            return plan_page(here, connection, found, order)
        lines = try_page(here.installation, connection, found, after=after, limit=SHOWN)
        running = running_by_version(connection, town, key).get(found.old.id, 0)
        more = ""
        if len(lines) == SHOWN:
            more = str(here.request.url.include_query_params(after=lines[-1].case_id).query)
        context = trial_context(here, found, order, lines, more and f"?{more}", running)
        return shown(here, connection, "migrations/trial.html", context)


@router.post("/processes/{key}/migrations", response_model=None)
def begin(here: SignedIn, key: Key, posted: Form) -> Response:
    """Bring them over: a batch begins."""
    order = order_in(here, key, posted)
    answer = migrate_all(here.installation, here.actor, order, reason=posted.one("reason"))
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    return go(here, here.path("migrations", answer.batch_id))


@router.get("/migrations/{batch_id}", response_model=None)
def batch(here: SignedIn, batch_id: Number, after: After = 0) -> Response:
    """How far it is, and what came of each case."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = seen_batch(here, connection, batch_id)
        items = items_of(connection, town, batch_id, after=after, limit=SHOWN)
        counts = counts_of(connection, town, [batch_id]).get(batch_id, {})
        found = planned_by(here, connection, row)
        more = (
            here.path("migrations", batch_id, after=items[-1].place) if len(items) == SHOWN else ""
        )
        undoable = frozenset(migrated_by(connection, town, batch_id))
        context = batch_context(here, row, found, counts, items, more, undoable)
        return shown(here, connection, "migrations/batch.html", context)


@router.post("/migrations/{batch_id}/undoing", response_model=None)
def undo_batch(here: SignedIn, batch_id: Number, posted: Form) -> Response:
    """Put back all that it has brought over and that has not moved since."""
    with here.installation.database.read(here.municipality.id) as connection:
        seen_batch(here, connection, batch_id)
    answer = undo_all(here.installation, here.actor, batch_id, reason=posted.one("reason"))
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    return go(here, here.path("migrations", answer.batch_id))


@router.post("/migrations/{batch_id}/cases/{case_id}/undoing", response_model=None)
def undo_case(here: SignedIn, batch_id: Number, case_id: Number, posted: Form) -> Response:
    """Put back one case."""
    reason = posted.one("reason") or here.words.gettext("Se deshizo el paso de este expediente.")
    answer = undo(here.installation, here.actor, case_id, reason=reason, batch_id=batch_id)
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    said = here.words.gettext("%(number)s volvió a la versión %(version)s.") % {
        "number": answer.number,
        "version": answer.version,
    }
    return go(here, here.path("migrations", batch_id), saying=said)


def planned(here: Member, connection: Connection, order: Order) -> Planned:
    """The plan, for who may; an error page for who may not."""
    found = plan_of(here.installation, connection, here.actor, order)
    if isinstance(found, Refused):
        raise refusal(here, found)
    return found


def seen_batch(here: Member, connection: Connection, batch_id: int) -> BatchRow:
    row = batch_by_id(connection, here.municipality.id, batch_id)
    if row is None or not row.kind.endswith(("migrate", "migration")):
        raise not_found(here.words)
    if not may_see_batch(connection, here.actor, row):
        raise refusal(here, Refused(RefusalKind.NO_ROLE))
    return row


def planned_by(here: Member, connection: Connection, row: BatchRow) -> Planned | None:
    """The plan of a batch; None for one that goes back."""
    parameters = loads(row.parameters)
    if "process" not in parameters:
        return None
    found = plan_of(here.installation, connection, here.actor, order_from(parameters))
    return None if isinstance(found, Refused) else found


def order_in(here: Member, key: str, posted: Posted) -> Order:
    """The plan that the trial has shown, as its form sends it back."""
    source, target = posted.one("from"), posted.one("to")
    if not (source.isdecimal() and target.isdecimal()):
        raise not_found(here.words)
    pairs = [(name, str(value)) for name, value in posted.answers().items()]
    return Order(key, int(source), int(target), edits_in(pairs))


def refusal(here: Member, refused: Refused) -> PageError:
    if refused.kind is RefusalKind.NOT_FOUND:
        return not_found(here.words)
    said = told(refused, here.words)
    if refused.kind is RefusalKind.NO_ROLE:
        sentence = here.words.gettext("Esta página es para quien opera el proceso.")
        return PageError(403, here.words.gettext("No puede migrar expedientes"), sentence)
    if refused.kind is RefusalKind.INVALID_DATA:
        sentence = here.words.gettext("Diga el motivo: queda en la historia de cada expediente.")
        return PageError(422, here.words.gettext("Falta el motivo"), sentence)
    return PageError(said.status, here.words.gettext("No se hizo"), said.sentence)


def shown(
    here: Member,
    connection: Connection,
    template: str,
    context: dict[str, object],
    *,
    status: int = 200,
) -> Response:
    return staff_page(here, connection, template, context, section="processes", status=status)


def drawings_in(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.endswith(".bpmn")}
