"""The page of who is of a mobile team: their tasks and the open advice in every municipality where
the team works, and passing from one into another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from engine.auditing.accesses import Looked
from engine.identity.sessions import LENGTH
from engine.refusals import RefusalKind, Refused
from engine.teams.passing import give_pass, use
from engine.teams.places import Place, identity_of, places_of
from processes.improvement.recommendations import PROCESS
from ui.errors import PageError
from ui.identity.arriving import PROOF_OUTLIVES
from ui.identity.devices import origin_of
from ui.numbers import number_in
from ui.session import keep_session, session_token
from ui.staff import staff_page
from ui.visit import AnyVisit, Form, Member, SignedIn, Visit

router = APIRouter(prefix="/{municipality}/team")
Secret = Annotated[str, Query(alias="pass", max_length=100)]
Number = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class Line:
    """A task: what is done, in which case, until when; `href` where one is there already."""

    name: str
    number: str
    due: str
    mine: bool
    task_id: int
    href: str


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality of the list; `slug` is where its pass leads, empty where one is already."""

    name: str
    slug: str
    kicker: str
    lines: tuple[Line, ...]
    advice: str


@router.get("", response_model=None)
def team(here: SignedIn) -> Response:
    """Every municipality with what waits there."""
    return _shown(here)


@router.post("/passes", response_model=None)
def pass_into(here: SignedIn, form: Form) -> Response:
    """To another municipality, and to one of its tasks where one is named."""
    answer = give_pass(here.installation, here.actor, here.token, form.one("to")[:80])
    if isinstance(answer, Refused):
        said = here.words.gettext("No se puede pasar ahí: ya no admiten al equipo.")
        return _shown(here, wrong=said)
    task = number_in(form.one("task"))
    at = "" if task is None else str(task)
    query = f"pass={answer.secret}" + (f"&task={at}" if at else "")
    response = RedirectResponse(f"/{answer.slug}/team/entrance?{query}", 303)
    response.headers["cache-control"] = "private, no-store"
    response.headers["referrer-policy"] = "no-referrer"
    return response


@router.get("/entrance", response_model=None)
def enter(here: AnyVisit, given: Secret = "", task: Number = "") -> Response:
    """In, with a pass that was just given; else why not."""
    answer = use(
        here.installation,
        here.municipality.id,
        given,
        session_token(here.request),
        origin_of(here.request),
    )
    if isinstance(answer, Refused):
        raise _refused(here, answer)
    number = number_in(task)
    address = here.path("team") if number is None else here.path("tasks", number)
    response = RedirectResponse(address, 303)
    here.surroundings.readings.note(
        here.municipality.id,
        answer.actor.person_id,
        Looked.SIGNED_IN,
        at=here.now,
        address=here.path("team"),
    )
    seconds = int((LENGTH + PROOF_OUTLIVES).total_seconds())
    keep_session(response, answer.token, secure=here.secure, seconds=seconds)
    response.headers["cache-control"] = "private, no-store"
    return response


def _refused(here: Visit, refused: Refused) -> PageError:
    _ = here.words.gettext
    way = ((_("Ingresar"), here.path("sign-in")),)
    if refused.kind is RefusalKind.CODE_NEEDED:
        return PageError(
            403,
            _("Aquí se ingresa con un código"),
            _("Active el código de su teléfono en la municipalidad de su equipo y vuelva a pasar."),
            ways_on=way,
        )
    return PageError(
        403,
        _("Este pase no sirve"),
        _("Un pase vale un minuto, una sola vez y en el navegador que lo pidió."),
        _("Vuelva a la lista de su equipo y pida otro."),
        ways_on=way,
    )


def _shown(here: Member, *, wrong: str = "") -> Response:
    who = identity_of(here.installation, here.actor)
    places = places_of(here.installation, who, process_key=PROCESS) if who else ()
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        context: dict[str, object] = {
            "of_a_team": who is not None,
            "sentence": _sentence(here, places),
            "towns": [_town(here, each) for each in places],
            "wrong": wrong,
            "action": here.path("team", "passes"),
        }
        status = 409 if wrong else 200
        return staff_page(
            here, connection, "teams/page.html", context, section="team", status=status
        )


def _sentence(here: Member, places: tuple[Place, ...]) -> str:
    words, count = here.words, sum(len(each.work) for each in places)
    tasks = words.ngettext("%(num)s tarea", "%(num)s tareas", count) % {"num": count}
    where = words.ngettext("en %(num)s municipalidad.", "en %(num)s municipalidades.", len(places))
    return f"{tasks} {where % {'num': len(places)}}"


def _town(here: Member, place: Place) -> Town:
    _, there = here.words.gettext, place.municipality_id == here.municipality.id
    if there:
        kicker = _("Usted está aquí")
    elif place.home:
        kicker = _("La municipalidad de su equipo")
    elif not place.entered:
        kicker = _("Ingrese una vez para ver sus tareas")
    else:
        kicker = ""
    return Town(
        name=place.town,
        slug="" if there else place.slug,
        kicker=kicker,
        lines=tuple(
            Line(
                each.name,
                each.number,
                "" if each.due_at is None else here.formats.moment(each.due_at, here.today),
                each.mine,
                each.task_id,
                here.path("tasks", each.task_id) if there else "",
            )
            for each in place.work
        ),
        advice=", ".join(each.number for each in place.advice),
    )
