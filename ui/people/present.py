"""From people, their roles and their tasks to what the pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.identity.house import ADMINISTRATOR
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.identity import MembershipRow, PersonRow, memberships_of
from storage.queries.people import (
    HeldTask,
    PersonLine,
    everyone,
    held_counts,
    roles_by_person,
    tasks_in_hands_of,
)
from storage.queries.second_factors import factor_of, has_device
from storage.queries.town_history import town_events_of
from ui.history.town import town_entries
from ui.parts import Choice, Column, Crumb, FieldError, Pair, Tab, TermState
from ui.people.forms import GrantForm, PersonForm
from ui.refusals import told
from ui.roles import role_choices, role_titles, title_of_role
from ui.visit import Member
from ui.wrong_fields import WRONG

SHOWN_EVENTS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in the list."""

    name: str
    position: str
    href: str
    login: str
    roles: str
    state: tuple[str, str]
    tasks: int


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, held or will hold."""

    title: str
    since: str
    until: str
    state: str
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A task in somebody's hands."""

    name: str
    subject: str
    role: str
    href: str


def list_context(here: Member, connection: Connection, *, gone: bool) -> dict[str, Any]:
    """The context of people/list.html."""
    _ = here.words.gettext
    town = here.municipality.id
    rows = everyone(connection, town)
    titles = role_titles(active_definitions(connection, town), here.words)
    roles = roles_by_person(connection, town, at=here.now)
    tasks = held_counts(connection, town)
    apart = {True: [r for r in rows if is_gone(r, here.now)]}
    apart[False] = [r for r in rows if not is_gone(r, here.now)]
    tabs = [
        Tab(_("Ingresan"), here.path("people"), len(apart[False]), current=not gone),
        Tab(_("Ya no ingresan"), here.path("people", gone=1), len(apart[True]), current=gone),
    ]
    return {
        "tabs_shown": tabs,
        "columns": [
            Column(_("Persona")),
            Column(_("Ingresa con")),
            Column(_("Roles")),
            Column(_("Acceso")),
            Column(_("Tareas"), numeric=True),
        ],
        "lines": [
            line_of(here, row, roles.get(row.id, ()), tasks.get(row.id, 0), titles)
            for row in apart[gone]
        ],
        "add_href": here.path("people", "new"),
        "town_href": here.path("municipality"),
        "codes_href": here.path("people", "codes"),
        "sentence": sentence_of(here, apart[False], roles),
    }


def sentence_of(
    here: Member,
    people: Sequence[PersonLine],
    roles: Mapping[int, tuple[MembershipRow, ...]],
) -> str:
    """«Ingresan 9 personas; administra las cuentas Luis Vargas.»"""
    _, ngettext = here.words.gettext, here.words.ngettext
    counted = ngettext("Ingresa %(n)s persona", "Ingresan %(n)s personas", len(people)) % {
        "n": len(people)
    }
    names = [
        each.name
        for each in people
        if any(r.role == ADMINISTRATOR and r.valid_from <= here.now for r in roles.get(each.id, ()))
    ]
    if not names:
        return f"{counted}."
    pattern = ngettext(
        "%(people)s; administra las cuentas %(names)s.",
        "%(people)s; administran las cuentas %(names)s.",
        len(names),
    )
    return pattern % {"people": counted, "names": ", ".join(names)}


def line_of(
    here: Member,
    row: PersonLine,
    roles: Sequence[MembershipRow],
    tasks: int,
    titles: Mapping[str, str],
) -> Line:
    current = [each for each in roles if each.valid_from <= here.now]
    return Line(
        row.name,
        row.position or "",
        here.path("people", row.id),
        row.email or masked(row.national_id),
        ", ".join(title_of_role(each.role, titles, here.words) for each in current)
        or here.words.gettext("ninguno"),
        state_of(here, gone=is_gone(row, here.now), signs_in=row.signs_in),
        tasks,
    )


def person_context(
    here: Member,
    connection: Connection,
    person: PersonRow,
    *,
    typed: GrantForm | None = None,
    errors: dict[str, str] | None = None,
) -> dict[str, Any]:
    """The context of people/person.html."""
    _ = here.words.gettext
    town, gone = here.municipality.id, is_gone(person, here.now)
    definitions = active_definitions(connection, town)
    titles = role_titles(definitions, here.words)
    oneself = person.id == here.actor.person_id
    events = town_events_of(connection, town, subject_id=person.id, limit=SHOWN_EVENTS)
    found = errors or {}
    return {
        "crumbs": crumbs(here, person.name),
        "person": person,
        "gone": gone,
        "oneself": oneself,
        "state": state_of(here, gone=gone, signs_in=person.password_hash is not None),
        "facts": facts_of(here, person),
        "role_columns": [
            Column(_("Rol")),
            Column(_("Desde")),
            Column(_("Hasta")),
            Column(_("Estado")),
        ],
        "held": [
            held_of(here, row, person, titles)
            for row in memberships_of(connection, town, person.id)
        ],
        "task_columns": [Column(_("Tarea")), Column(_("Expediente")), Column(_("Rol"))],
        "work": work_of(here, tasks_in_hands_of(connection, town, person.id), titles),
        "entries": town_entries(events, here, titles),
        "typed": typed or GrantForm(),
        "errors": found,
        "summary": [FieldError(*each) for each in found.items()],
        "choices": role_choices(definitions, here.words),
        "action": here.path("people", person.id, "roles"),
        "has_factor": has_device(factor_of(connection, here.municipality.id, person.id)),
        "hrefs": {
            name: here.path("people", person.id, name)
            for name in ("details", "leaving", "password", "return", "second-factor")
        },
    }


def facts_of(here: Member, person: PersonRow) -> list[Pair]:
    _ = here.words.gettext
    pairs = [
        Pair(_("Correo"), person.email or "—"),
        Pair(_("Documento"), masked(person.national_id) or "—"),
        Pair(_("Aquí desde"), here.formats.date_words(person.active_from, here.today)),
    ]
    if is_gone(person, here.now) and person.active_until is not None:
        pairs.append(Pair(_("Hasta"), here.formats.date_words(person.active_until, here.today)))
    if person.password_given_at is not None:
        waits = _("Primera clave, por cambiar")
        pairs.append(Pair(_("Clave"), waits, TermState.NEAR))
    return pairs


def held_of(here: Member, row: MembershipRow, person: PersonRow, titles: Mapping[str, str]) -> Held:
    _ = here.words.gettext
    over = row.valid_until is not None and row.valid_until <= here.now
    begun = row.valid_from <= here.now
    word = _("terminó") if over else _("vigente") if begun else _("por empezar")
    last = row.valid_until and row.valid_until - timedelta(microseconds=1)
    return Held(
        title_of_role(row.role, titles, here.words),
        here.formats.date_words(row.valid_from, here.today),
        here.formats.date_words(last, here.today) if last else _("sin fin"),
        word,
        "" if over else here.path("people", person.id, "roles", row.role, "end"),
    )


def work_of(here: Member, tasks: Sequence[HeldTask], titles: Mapping[str, str]) -> list[Work]:
    return [
        Work(
            each.name,
            f"{each.number} · {each.case_title}",
            title_of_role(each.role, titles, here.words),
            here.path("cases", each.number),
        )
        for each in tasks
    ]


def form_context(
    here: Member,
    typed: PersonForm,
    wrong: Refused | None,
    *,
    choices: Sequence[Choice] = (),
    person: PersonRow | None = None,
) -> dict[str, Any]:
    """The context of people/form.html, for somebody new and for corrections."""
    _ = here.words.gettext
    errors = errors_of(here, wrong, {"login": "email", "held": "role"})
    title = _("Agregar una persona") if person is None else _("Corregir los datos")
    return {
        "title": title,
        "crumbs": crumbs(here, title) if person is None else crumbs(here, person.name, person.id),
        "typed": typed,
        "errors": errors,
        "summary": [FieldError(*each) for each in errors.items()],
        "choices": choices,
        "is_new": person is None,
        "action": here.path("people")
        if person is None
        else here.path("people", person.id, "details"),
        "back": here.path("people") if person is None else here.path("people", person.id),
    }


def errors_of(here: Member, wrong: Refused | None, controls: Mapping[str, str]) -> dict[str, str]:
    """What to correct, by the id of its control."""
    if wrong is None:
        return {}
    field = wrong.details.get("field", "")
    if field not in WRONG:
        return {"reason": told(wrong, here.words, {"role": ADMINISTRATOR}).sentence}
    control = field.removesuffix("_taken").removesuffix("_used")
    return {controls.get(control, control): WRONG[field](here.words)}


def is_gone(row: PersonLine | PersonRow, now: datetime) -> bool:
    """The access of the person has ended."""
    return row.active_until is not None and row.active_until <= now


def state_of(here: Member, *, gone: bool, signs_in: bool) -> tuple[str, str]:
    """Kind and word of the access."""
    _ = here.words.gettext
    if gone:
        return "pause", _("Ya no ingresa")
    return ("ok", _("Ingresa")) if signs_in else ("near", _("Sin clave"))


def masked(national_id: str | None) -> str:
    """«····4541»: the whole number stays with those who correct it."""
    return f"····{national_id[-4:]}" if national_id else ""


def crumbs(here: Member, last: str, person_id: int | None = None) -> list[Crumb]:
    """The way back to the list, or to the person."""
    root = Crumb(here.words.gettext("Personas y roles"), here.path("people"))
    return [root, Crumb(last, here.path("people", person_id) if person_id else "")]
