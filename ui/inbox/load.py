"""The load, for who operates processes: who holds how much, what nobody took, and spreading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.operations.load import roles_inside, week_ends, workers, workload
from engine.operations.rights import operated_processes
from engine.refusals import Refused
from engine.tasks.holding import reassign
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definitions
from storage.queries.identity import names_of, people_in_role
from storage.queries.workload import HeldTask, tasks_free_of, tasks_held_by
from ui.errors import not_found
from ui.inbox.acts import SENTENCES, Act, Result, deeds_of, marked_in
from ui.inbox.load_view import LESS, Less, Pile, held_context, load_context
from ui.inbox.undoing import all_taken_back, deeds_in
from ui.parts import FieldError, Refusal
from ui.posted import Posted
from ui.refusals import told
from ui.roles import role_titles, title_of_role
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn

router = APIRouter(prefix="/{municipality}/inbox/load")
MOST = 200
"""Tasks on one page: the most urgent ones."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What was given away of a pile, in a sentence, and what was not."""

    sentence: str
    refused: dict[HeldTask, Refused]
    deeds: tuple[str, ...] = ()


@router.get("", response_model=None)
def load(here: SignedIn) -> Response:
    """Everybody who works in the processes that the person operates, with what they hold; and what
    waits for each role."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        calendar = calendar_of(here.installation, connection, town)
        found = workload(connection, here.actor, calendar=calendar, now=here.now)
        if found is None:
            raise not_found(here.words)
        titles = role_titles(active_definitions(connection, town))
        context = load_context(here, found, titles)
        return staff_page(
            here, connection, "inbox/load.html", context, section="load", calendar=calendar
        )


@router.get("/role/{role}", response_model=None)
def free(here: SignedIn, role: str) -> Response:
    """What nobody took of a role, to be marked and given to somebody."""
    return _pile_page(here, _of_role(here, role), _less(here.request.query_params.get("only", "")))


@router.post("/role/{role}", response_model=None)
def hand_out(here: SignedIn, role: str, form: Form) -> Response:
    """Give the marked tasks, or the first so many, to somebody of the role."""
    return _spread(here, _of_role(here, role), form)


@router.get("/{person_id}", response_model=None)
def held(here: SignedIn, person_id: int) -> Response:
    """The list behind a number: what somebody holds, to be marked and spread."""
    pile = Pile(person_id=person_id)
    return _pile_page(here, pile, _less(here.request.query_params.get("only", "")))


@router.post("/{person_id}", response_model=None)
def spread(here: SignedIn, person_id: int, form: Form) -> Response:
    """Give the marked tasks, or the first so many, to somebody else, with a result for each."""
    return _spread(here, Pile(person_id=person_id), form)


@router.post("/role/{role}/undoing", response_model=None)
def back_to_role(here: SignedIn, role: str, form: Form) -> Response:
    """Take back what was just handed out, with a result for each."""
    return _spread_back(here, _of_role(here, role), form)


@router.post("/{person_id}/undoing", response_model=None)
def back_to_person(here: SignedIn, person_id: int, form: Form) -> Response:
    """Take back what was just spread, with a result for each."""
    return _spread_back(here, Pile(person_id=person_id), form)


def _of_role(here: Member, role: str) -> Pile:
    """No role has what no text of PostgreSQL's can hold."""
    if "\x00" in role:
        raise not_found(here.words)
    return Pile(role=role)


def _spread(here: Member, pile: Pile, form: Posted) -> Response:
    less, receiver = _less(form.one("only")), form.one("person")
    marked, many = marked_in(form), form.one("many")
    faults = faults_in(here, marked, form)
    if faults:
        return _pile_page(here, pile, less, form=form, faults=faults)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        listed = _listed(here, connection, pile, less)
    chosen = [each for each in listed if each.id in marked] if marked else listed[: int(many)]
    outcomes = {
        each: reassign(here.installation, here.actor, each.id, int(receiver), form.one("reason"))
        for each in chosen
    }
    refused = {key: each for key, each in outcomes.items() if isinstance(each, Refused)}
    done = len(outcomes) - len(refused)
    sentence = SENTENCES[Act.ASSIGN](here.words, done) % {"n": done}
    deeds = deeds_of({each.id: outcome for each, outcome in outcomes.items()})
    return _pile_page(here, pile, less, result=Spread(sentence, refused, deeds))


def _spread_back(here: Member, pile: Pile, form: Posted) -> Response:
    """For who operates here; each deed is judged on its own."""
    with here.installation.database.read(here.municipality.id) as connection:
        _operated(here, connection)
    result = all_taken_back(here, deeds_in(here, form))
    return _pile_page(here, pile, _less(form.one("only")), result=result)


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


def _pile_page(
    here: Member,
    pile: Pile,
    less: Less,
    *,
    form: Posted | None = None,
    faults: dict[str, str] | None = None,
    result: Spread | Result | None = None,
) -> Response:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        tasks = _listed(here, connection, pile, less)
        definitions = active_definitions(connection, town)
        name, receivers = _named(here, connection, pile, definitions, there=bool(tasks or result))
        calendar = calendar_of(here.installation, connection, town)
        titles = {each.key: each.title for each in definitions}
        context: dict[str, Any] = {
            **held_context(here, pile, name, less, tasks, titles, receivers, calendar),
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


def _named(
    here: Member,
    connection: Connection,
    pile: Pile,
    definitions: tuple[DefinitionRow, ...],
    *,
    there: bool,
) -> tuple[str, dict[int, str]]:
    """Whose pile it is, and who may be given of it; of whom does not work in these processes there
    is a page only while something is `there`."""
    town, processes = here.municipality.id, _operated(here, connection)
    if pile.role:
        if pile.role not in roles_inside(connection, town, processes):
            raise not_found(here.words)
        people = people_in_role(connection, town, pile.role, at=here.now)
        title = title_of_role(pile.role, role_titles(definitions))
        return title, {each.id: each.name for each in people}
    working = workers(connection, town, processes, now=here.now)
    receivers = {key: each for key, each in working.items() if key != pile.person_id}
    known = names_of(connection, town, {pile.person_id}).get(pile.person_id, "")
    if not known or not (there or pile.person_id in working):
        raise not_found(here.words)
    return known, receivers


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
    result: Spread | Result | None,
) -> Result | None:
    """How many were given, and each that was not with its reason."""
    if not isinstance(result, Spread):
        return result
    titles = role_titles(definitions)
    lines = []
    for task, why in result.refused.items():
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
    return Result(result.sentence, tuple(lines), result.deeds)


def _operated(here: Member, connection: Connection) -> frozenset[str]:
    """The processes that the person operates; there is no such page for who operates none."""
    found = operated_processes(connection, here.actor)
    if not found:
        raise not_found(here.words)
    return found


def _listed(here: Member, connection: Connection, pile: Pile, less: Less) -> tuple[HeldTask, ...]:
    town = here.municipality.id
    calendar = calendar_of(here.installation, connection, town)
    spans = {
        "late": {"due_before": here.now},
        "week": {"due_from": here.now, "due_before": week_ends(calendar, here.now)},
    }
    processes = _operated(here, connection)
    span = spans.get(less, {})
    if pile.role:
        return tasks_free_of(connection, town, pile.role, processes, limit=MOST, **span)
    return tasks_held_by(connection, town, pile.person_id, processes, limit=MOST, **span)


def _less(text: str) -> Less:
    return text if text in LESS else ""
