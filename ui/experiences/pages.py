"""An experience of the municipality itself: read, asked for, let out, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.experiences import approve, ask, refuse, withdraw
from engine.experiences.sharing import may_decide
from engine.experiences.writing import OPEN
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.experiences import ExperienceRow, places_of, written_experience
from storage.tables.experiences import ExperienceState
from ui.errors import not_found
from ui.experiences.around import AT, crumbs
from ui.experiences.cards import written_card
from ui.improvement.pages import SECTION, allow
from ui.parts import FieldError
from ui.refusals import STATUS, told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/improvement/experiences")
ExperienceId = Annotated[int, Path(ge=1, lt=2**63)]
Slug = Annotated[str, Path(max_length=80)]
LONGEST = 1000


@router.get("/written/{experience_id}", response_model=None)
def read_written(here: SignedIn, experience_id: ExperienceId) -> Response:
    """One of the municipality itself."""
    return _written(here, experience_id)


@router.post("/written/{experience_id}/{act}", response_model=None)
def move(here: SignedIn, experience_id: ExperienceId, act: Slug, form: Form) -> Response:
    """Ask, approve, refuse or withdraw."""
    why = form.one("why")[:LONGEST]
    house, actor, _ = here.installation, here.actor, here.words.gettext
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "ask": (
            lambda: ask(house, actor, experience_id),
            _("Se pidió que otra persona la apruebe."),
        ),
        "approve": (
            lambda: approve(house, actor, experience_id),
            _("Otras municipalidades ya pueden leerla."),
        ),
        "refuse": (lambda: refuse(house, actor, experience_id, why=why), _("Se anotó por qué no.")),
        "withdraw": (
            lambda: withdraw(house, actor, experience_id, why=why),
            _("Ya no se comparte."),
        ),
    }
    if act not in verbs:
        raise not_found(here.words)
    verb, saying = verbs[act]
    answer = verb()
    if isinstance(answer, Refused):
        return _written(here, experience_id, refused=answer, act=act)
    return go(here, here.path(*AT, "written", experience_id), saying=saying)


def _written(
    here: Member, experience_id: int, *, refused: Refused | None = None, act: str = ""
) -> Response:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        row = written_experience(connection, town, experience_id=experience_id)
        if row is None:
            raise not_found(here.words)
        places = places_of(connection, town, experience_ids=[row.id])
        wrong = _wrong(here, refused, act)
        context: dict[str, Any] = {
            "crumbs": crumbs(here, row.title),
            "each": written_card(row, places, here),
            "acts": _acts(here, connection, row),
            "doing": None,
            "summary": wrong,
        }
        status = STATUS[refused.kind] if refused else 200
        return staff_page(
            here, connection, "experiences/page.html", context, section=SECTION, status=status
        )


def _wrong(here: Member, refused: Refused | None, act: str) -> tuple[FieldError, ...]:
    if refused is None:
        return ()
    if "field" in refused.details:
        said = here.words.gettext("Escriba el motivo, en una o dos frases.")
        return (FieldError(f"why-{act}", said),)
    return (FieldError("acts", told(refused, here.words).sentence),)


def _acts(here: Member, connection: Connection, row: ExperienceRow) -> dict[str, Any]:
    """What the reader may do with it now."""
    state, mine = ExperienceState(row.state), row.written_by == here.actor.person_id
    decides = may_decide(connection, here.actor, row)
    second = decides and here.actor.person_id not in (row.written_by, row.asked_by)
    at = (*AT, "written", row.id)
    return {
        "action": here.path(*at),
        "edit_href": here.path(*at, "edit") if mine and state in OPEN else "",
        "ask": mine and state is ExperienceState.DRAFT,
        "decide": second and state is ExperienceState.ASKED,
        "withdraw": (mine or decides) and state is ExperienceState.SHARED,
        "why": row.why,
    }
