"""An experience that a municipality shares, and «we do this too»: it becomes a request for advice
about it, begun and not sent, or an action of one's own plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.drafting import keep_start_draft
from engine.cases.permission import operates
from engine.definitions.loading import active_program_of
from engine.experiences.reading import Shared, shared_one
from engine.forms.dates import DateParts, parts_of
from engine.identity import Actor
from engine.messages import publish
from engine.refusals import Refused
from engine.values import Value
from processes.improvement import plans, recommendations
from processes.improvement.plans import plans_of
from storage.database import Connection
from ui.errors import not_found
from ui.experiences.around import AT, crumbs
from ui.experiences.cards import shared_card
from ui.improvement.pages import SECTION, allow
from ui.parts import Choice, FieldError
from ui.people.forms import PARTS, day_in
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/improvement/experiences/shared")
ExperienceId = Annotated[int, Path(ge=1, lt=2**63)]
Slug = Annotated[str, Path(max_length=80)]
MESSAGE = "recomendaciones_al_plan"
LONGEST = 200
TYPED = ("owner", "email", "proof")
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Doing:
    """What the reader may begin with it: a request for advice, an action of a plan under way."""

    asks: bool
    plans: tuple[Choice, ...]
    visit_action: str
    plan_action: str
    typed: Mapping[str, str]
    due: DateParts
    errors: Mapping[str, str]


@router.get("/{slug}/{experience_id}", response_model=None)
def read_shared(here: SignedIn, slug: Slug, experience_id: ExperienceId) -> Response:
    """One that a municipality shares."""
    return _shown(here, _found(here, slug, experience_id))


@router.post("/{slug}/{experience_id}/visit", response_model=None)
def ask_for_a_visit(
    here: SignedIn,
    slug: Slug,
    experience_id: ExperienceId,
    form: Form,  # noqa: ARG001  its token was checked
) -> Response:
    """A request for advice with what is known of it, for the reader to complete and send."""
    found = _found(here, slug, experience_id)
    town, house = here.municipality.id, here.installation
    with house.database.read(town) as connection:
        definition = active_program_of(house, connection, town, recommendations.PROCESS)
        if definition is None or not _may_ask(here, connection):
            raise not_found(here.words)
    row = found.row
    said = here.words.gettext("Como en %(town)s: %(title)s. Allí resultó: %(result)s")
    told_so = said % {"town": row.town, "title": row.title, "result": row.result}
    answers = {
        "asunto": "proceso",
        "sobre": found.places[0].name if found.places else row.title,
        "area": row.area,
        "necesidad": told_so,
    }
    draft = house.ids.new()
    keep_start_draft(house, here.actor, definition, draft, answers)
    return go(here, here.path("start", definition.key, draft=draft))


@router.post("/{slug}/{experience_id}/plan", response_model=None)
def put_into_the_plan(
    here: SignedIn, slug: Slug, experience_id: ExperienceId, form: Form
) -> Response:
    """Planning gets it as an action to complete, with its milestone."""
    found = _found(here, slug, experience_id)
    with here.installation.database.read(here.municipality.id) as connection:
        known = {each.value for each in _plans(here, connection)}
    number = form.one("plan")
    if number not in known:
        raise not_found(here.words)
    typed = {name: form.one(name)[:LONGEST] for name in TYPED}
    parts = parts_of({part: form.one(f"due-{part}") for part in PARTS})
    due, _ = day_in(parts), here.words.gettext
    faults = [FieldError(name, _("Complete este dato.")) for name in TYPED if not typed[name]]
    if due is None or due < here.today:
        faults.append(FieldError("due", _("Escriba un día completo, de hoy en adelante.")))
    if faults:
        return _shown(here, found, typed={**typed, "plan": number}, due=parts, wrong=faults)
    action = {
        "recomendacion": found.row.title,
        "responsable": typed["owner"],
        "correo": typed["email"],
        "prueba": typed["proof"],
        "vence": due,
    }
    origin = _("la experiencia de %(town)s") % {"town": found.row.town}
    payload: dict[str, Value] = {"plan": number, "asesoria": origin, "recomendaciones": [action]}
    answer = publish(here.installation, here.actor, MESSAGE, number, payload, keep_for=KEPT)
    if isinstance(answer, Refused):
        wrong = [FieldError("plan", told(answer, here.words).sentence)]
        return _shown(here, found, typed={**typed, "plan": number}, due=parts, wrong=wrong)
    saying = _("Planeamiento ya puede completar la acción en el plan.")
    return go(here, here.path("cases", number), saying=saying)


def _shown(
    here: Member,
    found: Shared,
    *,
    typed: Mapping[str, str] | None = None,
    due: DateParts | None = None,
    wrong: Sequence[FieldError] = (),
) -> Response:
    """The experience and what one may do with it here."""
    at = (*AT, "shared", found.row.slug, found.row.id)
    with here.installation.database.read(here.municipality.id) as connection:
        doing = Doing(
            _may_ask(here, connection),
            _plans(here, connection),
            here.path(*at, "visit"),
            here.path(*at, "plan"),
            typed or dict.fromkeys((*TYPED, "plan"), ""),
            due or DateParts(),
            {each.field: each.message for each in wrong},
        )
        own = found.row.municipality_id == here.municipality.id
        context: dict[str, Any] = {
            "crumbs": crumbs(here, found.row.title),
            "each": shared_card(found, here),
            "acts": None,
            "doing": None if own else doing,
            "summary": wrong,
        }
        status = 422 if wrong else 200
        return staff_page(
            here, connection, "experiences/page.html", context, section=SECTION, status=status
        )


def _found(here: Member, slug: str, experience_id: int) -> Shared:
    with here.installation.database.read(here.municipality.id) as connection:
        allow(here, connection)
    found = shared_one(here.installation, slug, experience_id)
    if found is None:
        raise not_found(here.words)
    return found


def _may_ask(here: Member, connection: Connection) -> bool:
    key = recommendations.PROCESS
    definition = active_program_of(here.installation, connection, here.municipality.id, key)
    return definition is not None and _starts(here.actor, frozenset(definition.manifest.starters))


def _starts(actor: Actor, starters: frozenset[str]) -> bool:
    return actor.person_id is not None and not actor.roles.isdisjoint(starters)


def _plans(here: Member, connection: Connection) -> tuple[Choice, ...]:
    """Plans under way, for who runs them."""
    town, house = here.municipality.id, here.installation
    definition = active_program_of(house, connection, town, plans.PROCESS)
    if definition is None or not operates(here.actor, definition.manifest):
        return ()
    found = plans_of(house, connection, town)
    return tuple(
        Choice(each.number, f"{each.title} ({each.number})")
        for each in found
        if each.agreement and each.state == "open"
    )
