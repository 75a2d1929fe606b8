"""«Qué debo hacer»: the tasks of one's suppliers, and the calls and contracts in which they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from fastapi import APIRouter
from starlette.responses import Response

from engine.definitions.loading import program_of
from engine.identity.house import SUPPLIER
from engine.sealing.reading import cases_with_own
from engine.suppliers.work import is_anybodys, refusal_to_work
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_id
from storage.queries.supplier_work import GivenRow, cases_of_suppliers, tasks_given_to
from storage.queries.suppliers import CompanyRow
from storage.queries.tasks import TaskDetail, tasks_of_case
from ui.cases.scene import case_scene
from ui.suppliers.calls import Call, call_of
from ui.suppliers.visiting import FromSupplier, SupplierVisit, supplier_page
from ui.suppliers.words import state_of
from ui.visit import go

router = APIRouter(prefix="/{municipality}/suppliers")
MOST = 50


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for one of one's suppliers."""

    title: str
    href: str
    detail: str
    due: str


@dataclass(frozen=True, slots=True)
class MyCall:
    """A call, or a contract, in which one of them is."""

    title: str
    href: str
    detail: str
    state: str
    word: str


@router.get("/mine", response_model=None)
def mine(here: FromSupplier) -> Response:
    """What an account must do for its suppliers."""
    if not here.has_account:
        return go(here, here.path("citizen"))
    if not here.companies:
        return go(here, here.path("suppliers", "companies"))
    with here.installation.database.read(here.municipality.id) as connection:
        rows = my_cases(here, connection)
        context = {
            "companies": here.companies,
            "todo": [*todo(here, connection), *free_ones(here, connection, rows)],
            "calls": [my_call(row, here, connection) for row in rows],
            "list_href": here.path("suppliers"),
            "companies_href": here.path("suppliers", "companies"),
            "citizen_href": here.path("citizen"),
        }
    return supplier_page(here, "suppliers/mine.html", context)


def todo(here: SupplierVisit, connection: Connection) -> list[ToDo]:
    """The tasks that are given to their suppliers, the first due first."""
    people = [each.person_id for each in here.companies]
    rows = tasks_given_to(connection, here.municipality.id, people, role=SUPPLIER, limit=MOST)
    return [line_of(row, here) for row in rows]


def line_of(row: GivenRow, here: SupplierVisit) -> ToDo:
    """One of them."""
    company = next(each for each in here.companies if each.person_id == row.assignee_id)
    return given(here, company, row, row.number, row.case_title, row.due_at)


def given(
    here: SupplierVisit,
    company: CompanyRow,
    task: GivenRow | TaskDetail,
    number: str,
    title: str,
    due_at: datetime | None,
) -> ToDo:
    """What waits for one supplier."""
    parts = ("suppliers", "calls", number, task.element_key)
    due = here.formats.day_words(due_at, here.today) if due_at else ""
    return ToDo(
        task.name,
        here.path(*parts, supplier=company.supplier_id),
        f"{title} · {number} · {company.name}",
        here.words.gettext("hasta el %(day)s") % {"day": due} if due else "",
    )


def free_ones(here: SupplierVisit, connection: Connection, rows: tuple[CaseRow, ...]) -> list[ToDo]:
    """What nobody was given by name and is theirs all the same, in the cases where they are."""
    town = here.municipality.id
    found = []
    for row in rows:
        for task in tasks_of_case(connection, town, row.id, open_only=True):
            if task.role != SUPPLIER or task.assignee_id is not None:
                continue
            definition = program_of(here.installation, connection, town, task.definition_id)
            if is_anybodys(definition.manifest, task.element_key):
                continue
            found += [
                given(here, each, task, task.number, task.case_title, task.due_at)
                for each in here.companies
                if refusal_to_work(here.installation, connection, town, each, task) is None
            ]
    return found


def my_cases(here: SupplierVisit, connection: Connection) -> tuple[CaseRow, ...]:
    """Where their suppliers took part, the newest first."""
    rows = cases_of_suppliers(
        connection,
        here.municipality.id,
        people=[each.person_id for each in here.companies],
        numbers=[each.number for each in here.companies],
        agent_id=here.actor.person_id or 0,
        role=SUPPLIER,
        limit=MOST,
    )
    seen = {row.id for row in rows}
    people = [each.person_id for each in here.companies]
    sealed = cases_with_own(here.installation, connection, here.actor, people) - seen
    bid_in = [case_by_id(connection, here.municipality.id, each) for each in sorted(sealed)]
    found = [*(row for row in reversed(bid_in) if row is not None), *rows]
    return tuple(found[:MOST])


def my_call(row: CaseRow, here: SupplierVisit, connection: Connection) -> MyCall:
    """How it stands: of a purchase without a call its own state."""
    _ = here.words.gettext
    scene = case_scene(here, connection, row.id, row.definition_id)
    call = call_of(row, scene)
    if call is None:
        over = row.state != "open"
        word = (row.outcome or _("Terminada")) if over else _("En curso")
        return MyCall(row.title, "", row.number, "ok", word)
    colour, word = state_of(call, here)
    href = here.path("suppliers", "calls", row.number)
    return MyCall(call.title, href, detail_of(call, here), colour, word)


def detail_of(call: Call, here: SupplierVisit) -> str:
    """Its number, and that one of them won it."""
    names = {each.name for each in here.companies}
    won = [each.amount for each in call.winners if each.name in names and each.amount is not None]
    if not won:
        return call.number
    money = here.formats.money(sum(won, Decimal()), call.case.currency)
    return here.words.gettext("%(number)s · ganó por %(money)s") % {
        "number": call.number,
        "money": money,
    }
