"""The load by person, for who operates processes: who holds how much, and spreading it anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.operations.rights import operated_processes
from engine.refusals import Refused
from engine.tasks.holding import reassign
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definitions
from storage.queries.identity import names_of, people_in_role
from storage.queries.workload import HeldTask, Load, load_by_person, tasks_held_by
from ui.errors import not_found
from ui.inbox.acts import SENTENCES, Act, Result, marked_in
from ui.inbox.load_view import LESS, Less, held_context, load_context
from ui.parts import FieldError, Refusal
from ui.posted import Posted
from ui.refusals import told
from ui.roles import manifest_of, role_titles, title_of_role
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn

router = APIRouter(prefix="/{municipality}/inbox/load")
MOST = 200
"""Tasks on one page: the most urgent ones."""


@router.get("", response_model=None)
def load(here: SignedIn) -> Response:
    """Everybody who works in the processes that the person operates, with what they hold."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        processes = _operated(here, connection)
        calendar = calendar_of(here.installation, connection, town)
        held = {
            row.person_id: row
            for row in load_by_person(
                connection, town, processes, now=here.now, week_ends=_week_ends(here, calendar)
            )
        }
        people = _workers(here, connection, processes)
        people |= names_of(connection, town, held.keys() - people.keys())
        rows = [(name, held.get(key, Load(key, 0, 0, 0))) for key, name in people.items()]
        context = load_context(here, rows)
        return staff_page(
            here, connection, "inbox/load.html", context, section="load", calendar=calendar
        )


@router.get("/{person_id}", response_model=None)
def held(here: SignedIn, person_id: int) -> Response:
    """The list behind a number: what somebody holds, to be marked and spread."""
    return _held_page(here, person_id, _less(here.request.query_params.get("only", "")))


@router.post("/{person_id}", response_model=None)
def spread(here: SignedIn, person_id: int, form: Form) -> Response:
    """Give the marked tasks, or the first so many, to somebody else, with a result for each."""
    less, receiver = _less(form.one("only")), form.one("person")
    marked, many = marked_in(form), form.one("many")
    faults = faults_in(here, marked, form)
    if faults:
        return _held_page(here, person_id, less, form=form, faults=faults)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        listed = _listed(here, connection, person_id, less)
    chosen = [each for each in listed if each.id in marked] if marked else listed[: int(many)]
    outcomes = {
        each: reassign(here.installation, here.actor, each.id, int(receiver), form.one("reason"))
        for each in chosen
    }
    refused = {key: each for key, each in outcomes.items() if isinstance(each, Refused)}
    done = len(outcomes) - len(refused)
    sentence = SENTENCES[Act.ASSIGN](here.words, done) % {"n": done}
    return _held_page(here, person_id, less, result=(sentence, refused))


def faults_in(here: Member, marked: tuple[int, ...], form: Posted) -> dict[str, str]:
    """What is missing, by field."""
    _, found = here.words.gettext, dict[str, str]()
    many, person = form.one("many"), form.one("person")
    countable = many.isascii() and many.isdigit() and 0 < int(many[:6]) <= MOST
    if not marked and not countable:
        found["many"] = _("Marque tareas, o escriba cuántas: de 1 a 200.")
    if not (person.isascii() and person.isdigit() and len(person) < 20):
        found["person"] = _("Elija a quién.")
    if not form.one("reason").strip():
        found["reason"] = _("Escriba el motivo.")
    return found


def _held_page(
    here: Member,
    person_id: int,
    less: Less,
    *,
    form: Posted | None = None,
    faults: dict[str, str] | None = None,
    result: tuple[str, dict[HeldTask, Refused]] | None = None,
) -> Response:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        processes = _operated(here, connection)
        workers = _workers(here, connection, processes)
        name = workers.get(person_id) or names_of(connection, town, {person_id}).get(person_id)
        tasks = _listed(here, connection, person_id, less)
        if name is None or (person_id not in workers and not tasks and result is None):
            raise not_found(here.words)
        calendar = calendar_of(here.installation, connection, town)
        definitions = active_definitions(connection, town)
        receivers = {key: each for key, each in workers.items() if key != person_id}
        titles = {each.key: each.title for each in definitions}
        context: dict[str, Any] = {
            **held_context(here, person_id, name, less, tasks, titles, receivers, calendar),
            "faults": {"many": "", "person": "", "reason": "", **(faults or {})},
            "summary": [FieldError(key, each) for key, each in (faults or {}).items()],
            "given": _given(form),
            "result": _result(here, definitions, receivers, result),
        }
        status = 422 if faults else 200
        template = "inbox/held.html"
        return staff_page(
            here, connection, template, context, section="load", calendar=calendar, status=status
        )


def _given(form: Posted | None) -> dict[str, Any]:
    """What was typed and marked, to stand there again."""
    if form is None:
        return {"marked": (), "many": "", "person": "", "reason": ""}
    typed = {each: form.one(each) for each in ("many", "person", "reason")}
    return {"marked": marked_in(form), **typed}


def _result(
    here: Member,
    definitions: tuple[DefinitionRow, ...],
    names: dict[int, str],
    result: tuple[str, dict[HeldTask, Refused]] | None,
) -> Result | None:
    """How many were given, and each that was not with its reason."""
    if result is None:
        return None
    sentence, refused = result
    titles = role_titles(definitions)
    lines = []
    for task, why in refused.items():
        who = why.details.get("person_id", "")
        facts = {
            "who": names.get(int(who or 0)) or here.words.gettext("Otra persona"),
            "role": title_of_role(why.details.get("role", task.role), titles),
            "when": "",
        }
        reason = told(why, here.words, facts).sentence
        href = here.path("tasks", task.id)
        subject = f"{task.number} · {task.name}"
        lines.append(Refusal(subject, reason, href, here.words.gettext("Ver la tarea")))
    return Result(sentence, tuple(lines))


def _operated(here: Member, connection: Connection) -> frozenset[str]:
    """The processes that the person operates; there is no such page for who operates none."""
    found = operated_processes(connection, here.actor)
    if not found:
        raise not_found(here.words)
    return found


def _workers(here: Member, connection: Connection, processes: frozenset[str]) -> dict[int, str]:
    """Who has a role of these processes, by name; people from outside hold no work here."""
    town, roles = here.municipality.id, set[str]()
    for row in active_definitions(connection, town):
        manifest = manifest_of(row.manifest)
        if row.key in processes:
            roles |= set(manifest.role_titles) - set(manifest.publicity.get("outsiders", []))
    people = {
        person.id: person.name
        for role in sorted(roles)
        for person in people_in_role(connection, town, role, at=here.now)
    }
    return dict(sorted(people.items(), key=lambda each: each[1]))


def _listed(
    here: Member, connection: Connection, person_id: int, less: Less
) -> tuple[HeldTask, ...]:
    town = here.municipality.id
    calendar = calendar_of(here.installation, connection, town)
    spans = {
        "late": {"due_before": here.now},
        "week": {"due_from": here.now, "due_before": _week_ends(here, calendar)},
    }
    processes = _operated(here, connection)
    span = spans.get(less, {})
    return tasks_held_by(connection, town, person_id, processes, limit=MOST, **span)


def _less(text: str) -> Less:
    return text if text in LESS else ""


def _week_ends(here: Member, calendar: Calendar) -> datetime:
    """The beginning of next Monday, where the municipality is."""
    return calendar.start_of(here.today + timedelta(days=7 - here.today.weekday()))
