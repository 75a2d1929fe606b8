"""Cases that a message or signal should have begun: the section above the list of incidents, trying
again or giving up one of them, and who gave up which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.history.town import TownEventKind
from engine.messages.unopened import Unopened, forget, try_again
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.town_history import TownEventRow, town_events_of
from ui.failures import told_failure
from ui.history.sentences import facts_in, text_of
from ui.operations.allowed import is_operated
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/incidents/unopened")
LOOKED_AT, SHOWN = 50, 5
JobId = Annotated[int, Path(ge=1, lt=2**63)]


@dataclass(frozen=True, slots=True)
class UnopenedLine:
    """One of them, in words."""

    process: str
    by: str
    reason: str
    when: str
    href: str


@router.post("/{job_id}", response_model=None)
def settle(here: SignedIn, job_id: JobId, form: Form) -> Response:
    """Try once more, or give it up."""
    _ = here.words.gettext
    if form.one("act") == "forget":
        answer, saying = forget(here.installation, here.actor, job_id), _("Ya no se abrirá.")
    else:
        answer = try_again(here.installation, here.actor, job_id)
        saying = _("Se intenta abrir otra vez.")
    if isinstance(answer, Refused):
        saying = told(answer, here.words).sentence
    return go(here, here.path("incidents"), saying=saying)


def unopened_lines(
    here: Member, found: Sequence[Unopened], titles: Mapping[str, str]
) -> list[UnopenedLine]:
    """The lines of the section."""
    return [
        UnopenedLine(
            process=titles.get(each.process_key, each.process_key),
            by=_by(here, each),
            reason=told_failure(each.reason, each.said, here.words),
            when=here.formats.moment(each.at, here.today) if each.at else "",
            href=here.path("incidents", "unopened", each.id),
        )
        for each in found
    ]


def given_up(
    here: Member, connection: Connection, keys: frozenset[str] | None
) -> tuple[TownEventRow, ...]:
    """Who gave up which, newest first: of the processes with these keys, of all where None."""
    kinds = (TownEventKind.CASE_GIVEN_UP,)
    found = town_events_of(connection, here.municipality.id, kinds=kinds, limit=LOOKED_AT)
    own = [each for each in found if is_operated(text_of(facts_in(each.data).get("process")), keys)]
    return tuple(own[:SHOWN])


def _by(here: Member, each: Unopened) -> str:
    _ = here.words.gettext
    if each.kind == "signal":
        return _("Por la señal «%(name)s»") % {"name": each.name}
    return _("Por el mensaje «%(name)s»") % {"name": each.name}
