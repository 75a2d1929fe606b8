"""Mobile teams, for who administers: those that the municipality admits, those it may admit, and
its own with their people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.history.town import TownEventKind
from engine.refusals import Refused
from engine.teams.admitting import LONGEST, admit, end
from engine.teams.forming import add_member, form_team, remove_member
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.definitions import active_definitions
from storage.queries.identity import names_of
from storage.queries.people import everyone
from storage.queries.shared_teams import teams_everywhere
from storage.queries.teams import admissions_of, guests_of_team, members_of, teams_of
from storage.queries.town_history import town_events_of
from ui.errors import not_found
from ui.history.town import town_entries
from ui.municipality.around import crumbs, town_page
from ui.numbers import number_in
from ui.parts import Choice, FieldError
from ui.people.pages import administrator
from ui.refusals import STATUS, told
from ui.roles import role_titles
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/municipality/teams")
RowId = Annotated[int, Path(ge=1, lt=2**63)]
SHOWN_EVENTS = 20
KINDS = (
    TownEventKind.TEAM_FORMED,
    TownEventKind.TEAM_MEMBER_ADDED,
    TownEventKind.TEAM_MEMBER_REMOVED,
    TownEventKind.TEAM_ADMITTED,
    TownEventKind.TEAM_ENDED,
    TownEventKind.TEAM_GUEST_ADDED,
    TownEventKind.TEAM_ENTERED,
)


@dataclass(frozen=True, slots=True)
class Admission:
    """A team that is admitted: whose it is, since when, who of it is a person here."""

    id: int
    name: str
    detail: str
    people: str
    action: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A team of another municipality that may be admitted."""

    name: str
    detail: str
    home_id: int
    team_id: int


@dataclass(frozen=True, slots=True)
class Own:
    """A team of the municipality, and its people with where each is taken out."""

    name: str
    knows: str
    members: tuple[tuple[int, str], ...]
    action: str


@router.get("", response_model=None)
def teams(here: SignedIn) -> Response:
    """All of them."""
    administrator(here)
    return _shown(here)


@router.post("", response_model=None)
def form(here: SignedIn, posted: Form) -> Response:
    """A team of the municipality."""
    administrator(here)
    typed = {name: posted.one(name)[:LONGEST] for name in ("name", "knows")}
    answer = form_team(here.installation, here.actor, **typed)
    if isinstance(answer, Refused):
        return _again(here, answer, typed)
    saying = here.words.gettext("El equipo está formado: sume a su gente.")
    return go(here, here.path("municipality", "teams"), saying=saying)


@router.post("/admissions", response_model=None)
def admit_team(here: SignedIn, posted: Form) -> Response:
    """Let a team work here."""
    administrator(here)
    home, team = number_in(posted.one("home")), number_in(posted.one("team"))
    answer = admit(here.installation, here.actor, home_id=home or 0, team_id=team or 0)
    if isinstance(answer, Refused):
        return _again(here, answer, {})
    saying = here.words.gettext("«%(team)s» ya puede trabajar aquí.") % {"team": answer.name}
    return go(here, here.path("municipality", "teams"), saying=saying)


@router.post("/admissions/{admission_id}/end", response_model=None)
def end_admission(here: SignedIn, admission_id: RowId, posted: Form) -> Response:
    """No longer, from this moment on."""
    administrator(here)
    why = posted.one("why")[: LONGEST + 1]
    answer = end(here.installation, here.actor, admission_id, why=why)
    if isinstance(answer, Refused):
        return _again(here, answer, {f"why-{admission_id}": why}, row=admission_id)
    saying = here.words.gettext("«%(team)s» ya no trabaja aquí.") % {"team": answer.name}
    return go(here, here.path("municipality", "teams"), saying=saying)


@router.post("/own/{team_id}/members", response_model=None)
def change_members(here: SignedIn, team_id: RowId, posted: Form) -> Response:
    """Somebody is of a team; `_method=DELETE`: no longer."""
    administrator(here)
    person = number_in(posted.one("person")) or 0
    out = posted.one("_method").upper() == "DELETE"
    verb = remove_member if out else add_member
    answer = verb(here.installation, here.actor, team_id, person)
    if isinstance(answer, Refused):
        return _again(here, answer, {}, row=team_id)
    return go(here, here.path("municipality", "teams"), saying=here.words.gettext("Guardado."))


def _again(here: Member, refused: Refused, typed: Mapping[str, str], row: int = 0) -> Response:
    _ = here.words.gettext
    name = refused.details.get("field", "")
    words = {
        "name": _("Escriba el nombre del equipo, en una línea."),
        "knows": _("Diga en qué puede asesorar."),
        "why": _("Escriba el motivo, en una o dos frases."),
        "person": _("Elija a alguien que trabaje aquí y no sea ya de un equipo."),
    }
    if name not in words:
        if refused.kind in STATUS and STATUS[refused.kind] == 404:
            raise not_found(here.words)
        return _shown(here, errors={"own": told(refused, here.words).sentence}, typed=typed)
    place = f"{name}-{row}" if row else name
    return _shown(here, errors={place: words[name]}, typed=typed)


def _shown(
    here: Member,
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    _, town, wrong = here.words.gettext, here.municipality.id, errors or {}
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        everywhere = teams_everywhere(connection)
    homes = {(each.home_id, each.team_id): each.home for each in everywhere}
    with here.installation.database.read(town) as connection:
        rows = admissions_of(connection, town)
        admitted = {(r.home_id, r.team_id) for r in rows if r.ended_at is None}
        titles = role_titles(active_definitions(connection, town), here.words)
        events = town_events_of(connection, town, kinds=KINDS, limit=SHOWN_EVENTS)
        context: dict[str, Any] = {
            "crumbs": crumbs(here, _("Equipos móviles"), "teams"),
            "admissions": [
                Admission(
                    row.id,
                    row.name,
                    _("De %(town)s, desde el %(day)s")
                    % {
                        "town": homes.get((row.home_id, row.team_id), ""),
                        "day": here.formats.date_words(row.admitted_at, here.today),
                    },
                    _people(connection, town, row.home_id, row.team_id),
                    here.path("municipality", "teams", "admissions", row.id, "end"),
                )
                for row in rows
                if row.ended_at is None
            ],
            "offers": [
                Offer(each.name, f"{each.home}. {each.knows}", each.home_id, each.team_id)
                for each in everywhere
                if each.home_id != town and (each.home_id, each.team_id) not in admitted
            ],
            "own": _own(here, connection),
            "people": _staff(here, connection),
            "typed": {"name": "", "knows": "", **(typed or {})},
            "errors": wrong,
            "summary": [FieldError(*each) for each in wrong.items()],
            "action": here.path("municipality", "teams"),
            "entries": town_entries(events, here, titles),
        }
        status = 422 if wrong else 200
        return town_page(here, connection, "teams/managing.html", context, status=status)


def _people(connection: Connection, town: int, home_id: int, team_id: int) -> str:
    found = guests_of_team(connection, town, home_id=home_id, team_id=team_id)
    names = names_of(connection, town, [each.person_id for each in found])
    return ", ".join(sorted(names.values()))


def _staff(here: Member, connection: Connection) -> list[Choice]:
    """Who works here and may be of a team: whoever signs in here with a password."""
    rows = everyone(connection, here.municipality.id)
    return [
        Choice(str(row.id), row.name)
        for row in rows
        if row.email and (row.active_until is None or row.active_until > here.now)
    ]


def _own(here: Member, connection: Connection) -> list[Own]:
    town = here.municipality.id
    members = members_of(connection, town)
    return [
        Own(
            team.name,
            team.knows,
            tuple((each.person_id, each.name) for each in members if each.team_id == team.id),
            here.path("municipality", "teams", "own", team.id, "members"),
        )
        for team in teams_of(connection, town)
    ]
