"""«Qué debo hacer»: the tasks of one's suppliers, and the calls and contracts in which they are."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from engine.identity.house import SUPPLIER
from engine.sealing.reading import cases_with_own
from storage.database import Connection
from storage.queries.cases import CaseRow, case_by_id
from storage.queries.supplier_work import GivenRow, cases_of_suppliers, tasks_given_to
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
        context = {
            "companies": here.companies,
            "todo": todo(here, connection),
            "calls": my_calls(here, connection),
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
    parts = ("suppliers", "calls", row.number, row.element_key)
    due = here.formats.day_words(row.due_at, here.today) if row.due_at else ""
    return ToDo(
        row.name,
        here.path(*parts, supplier=company.supplier_id),
        f"{row.case_title} · {row.number} · {company.name}",
        here.words.gettext("hasta el %(day)s") % {"day": due} if due else "",
    )


def my_calls(here: SupplierVisit, connection: Connection) -> list[MyCall]:
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
    return [my_call(row, here, connection) for row in found[:MOST]]


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
    if call.winner is None or call.winner.name not in names:
        return call.number
    money = here.formats.money(call.winner.amount, call.case.currency)
    return here.words.gettext("%(number)s · ganó por %(money)s") % {
        "number": call.number,
        "money": money,
    }
