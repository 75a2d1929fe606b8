"""A task of a supplier: its form, with who they are taken from the register.

Its address names the call and the element of the diagram, so that it stays the same when the
process puts another task in the place of one that somebody finished.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.sealing import takes_envelopes
from engine.documents.places import Place
from engine.documents.uploading import drop
from engine.forms import FieldError as Fault
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.suppliers.work import finish, own_fields, refusal_to_work
from engine.tasks import save_draft
from storage.database import Connection
from storage.queries.cases import case_by_number
from storage.queries.suppliers import CompanyRow
from storage.queries.tasks import TaskDetail, tasks_of_case
from ui.errors import PageError, not_found
from ui.form.faults import summary_of as field_summary
from ui.form.fields import shown_fields
from ui.form.keeping import keep_posted
from ui.form.waiting import sendings, with_file_faults
from ui.numbers import number_in
from ui.parts import Crumb, FieldError
from ui.portal.around import Link
from ui.refusals import Told, told
from ui.sealing.desk import Desk, posted
from ui.sealing.present import envelope_page
from ui.suppliers.envelope import desk_of, receipt_page
from ui.suppliers.pages import Number
from ui.suppliers.visiting import FromSupplier, SupplierVisit, acting_for, supplier_page
from ui.tasks.filing import cut_off, limit_of
from ui.tasks.forms import TaskForm
from ui.tasks.papers import file_asked
from ui.tasks.scene import TaskScene, task_scene
from ui.uploads.pages import is_id
from ui.visit import Form, go

router = APIRouter(prefix="/{municipality}/suppliers/calls/{number}")
Element = Annotated[str, Path(max_length=100)]


@dataclass(frozen=True, slots=True)
class Work:
    """A task in the hands of one supplier; `here` acts for that one alone."""

    here: SupplierVisit
    company: CompanyRow
    number: str
    scene: TaskScene
    companies: tuple[CompanyRow, ...]
    """All for whom the person acts."""

    @property
    def address(self) -> str:
        return self.address_for(self.company)

    def address_for(self, company: CompanyRow) -> str:
        """The same form in the hands of one of their suppliers."""
        parts = ("suppliers", "calls", self.number, self.scene.task.element_key)
        return self.here.path(*parts, supplier=company.supplier_id)


@router.get("/{element}", response_model=None)
def task(here: FromSupplier, number: Number, element: Element, supplier: str = "") -> Response:
    """The form."""
    work = work_at(here, number, element, supplier)
    return envelope_page(desk(work)) if takes_envelopes(work.scene.element) else shown(work)


@router.get("/{element}/receipt", response_model=None)
def receipt(here: FromSupplier, number: Number, element: Element, supplier: str = "") -> Response:
    """The receipts of the envelopes that a supplier filed, also when the term is over."""
    work = work_at(here, number, element, supplier, closed=True)
    if not takes_envelopes(work.scene.element):
        raise not_found(here.words, tried=number)
    return receipt_page(desk(work), work.here)


@router.post("/{element}", response_model=None)
def do(
    here: FromSupplier, number: Number, element: Element, form: Form, supplier: str = ""
) -> Response:
    """Keep what was typed, or send it."""
    work = work_at(here, number, element, supplier)
    if takes_envelopes(work.scene.element):
        return posted(desk(work), form, envelope_page)
    typed, task_id, who = TaskForm.of(form), work.scene.task.id, work.here
    if typed.cut_at is not None:
        return shown(work, typed.answers, faults={"": cut_off(who, typed.cut_at)}, status=400)
    save_draft(who.installation, who.actor, task_id, typed.answers)
    if is_id(form.one("_drop")):
        drop(who.installation, who.actor, int(form.one("_drop")))
        return go(who, work.address)
    faults = dict(keep_posted(who, Place(task_id), typed))
    if faults:
        again = work_at(here, number, element, supplier)
        return shown(again, typed.answers, faults=faults, status=422)
    if typed.place:
        return go(who, work.address + f"#f.{typed.place}")
    answer = finish(who.installation, who.actor, work.company, task_id, typed.answers)
    if isinstance(answer, Refused):
        return refused(work, answer, typed)
    saying = who.words.gettext("Quedó presentado a nombre de %(who)s.")
    back = who.path("suppliers", "calls", number)
    return go(who, back, saying=saying % {"who": work.company.name})


def desk(work: Work) -> Desk:
    """A task that takes envelopes, as the page of an envelope needs it."""
    return desk_of(work.here, work.company, work.scene, others_of(work))


def work_at(
    here: SupplierVisit, number: str, element: str, supplier: str, *, closed: bool = False
) -> Work:
    """The open task, or the last one where a `closed` one will do; raises the page that says that
    there is none, or what is missing."""
    who = acting_for(here, number_in(supplier) if supplier else None)
    company = who.companies[0]
    with who.installation.database.read(who.municipality.id) as connection:
        task = open_task(who, connection, company, number, element, closed=closed)
        scene = task_scene(who, connection, task.id)
    return Work(who, company, number, replace(scene, beside=()), here.companies)


def open_task(
    here: SupplierVisit,
    connection: Connection,
    company: CompanyRow,
    number: str,
    element: str,
    *,
    closed: bool = False,
) -> TaskDetail:
    """The task of that element which is open for this supplier."""
    town = here.municipality.id
    case = None if "\x00" in number + element else case_by_number(connection, town, number)
    found = tasks_of_case(connection, town, case.id) if case else ()
    named = [each for each in found if each.element_key == element]
    for each in named:
        mine = refusal_to_work(here.installation, connection, town, company, each) is None
        if each.state == "open" and mine:
            return each
    if case is None or not named:
        raise not_found(here.words, tried=number)
    if closed:
        return named[-1]
    raise over(here, number)


def others_of(work: Work) -> list[Link]:
    """The same form for the others for whom the person acts."""
    rest = (each for each in work.companies if each != work.company)
    return [Link(each.name, work.address_for(each)) for each in rest]


def over(here: SupplierVisit, number: str) -> PageError:
    """The term is over, or it was done."""
    _ = here.words.gettext
    said = _("El plazo terminó, o esto ya se hizo: no se recibe nada más aquí.")
    ways = ((_("Ver la convocatoria"), here.path("suppliers", "calls", number)),)
    return PageError(409, _("Ya no se recibe"), said, ways_on=ways)


def refused(work: Work, answer: Refused, typed: TaskForm) -> Response:
    """The form again, with what is wrong."""
    late = (RefusalKind.LATE, RefusalKind.NOT_OPEN, RefusalKind.NOT_FOUND)
    if answer.kind in late:
        raise over(work.here, work.number)
    again = work_at(work.here, work.number, work.scene.task.element_key, "")
    if isinstance(answer, InvalidData) and answer.errors:
        return shown(again, typed.answers, errors=answer.errors, status=422)
    said = told(answer, work.here.words, limit_of(work.here))
    return shown(again, typed.answers, faults={"": said}, status=said.status)


def shown(
    work: Work,
    typed: Mapping[str, Any] | None = None,
    *,
    errors: Sequence[Fault] = (),
    faults: Mapping[str, Told] | None = None,
    status: int = 200,
) -> Response:
    """The page of the form."""
    here, scene, found = work.here, work.scene, faults or {}
    own = own_fields(scene.case.definition.manifest, work.company)
    views = [view for view in scene.fields(typed, errors) if view.name not in own]
    files = sendings(scene.asked, Place(scene.task.id), scene.waiting, here)
    asked = [
        file_asked(each, found, files.get(each.rule.kind), here) for each in scene.wanted(typed)
    ]
    summary = [each for each in field_summary(tuple(errors), here) if each.field not in own]
    context = {
        "crumbs": [
            Crumb(scene.task.case_title, here.path("suppliers", "calls", work.number)),
            Crumb(scene.task.name),
        ],
        "title": scene.task.name,
        "number": work.number,
        "who": work.company,
        "others": others_of(work),
        "parts": shown_fields(with_file_faults(views, found), here, files),
        "files": asked,
        "changing": "",
        "summary": [*summary, *file_faults(scene, found)],
        "said": found[""].sentence if "" in found else "",
        "action": work.address,
        "draft": work.address,
        "saved_text": "",
        "back": here.path("suppliers", "calls", work.number),
    }
    return supplier_page(here, "suppliers/task.html", context, status=status)


def file_faults(scene: TaskScene, faults: Mapping[str, Told]) -> Iterator[FieldError]:
    """What is wrong with each file, for the summary."""
    names = {asked.kind: asked.title for asked in scene.asked.values()}
    for kind, fault in faults.items():
        if kind:
            yield FieldError("work", f"{names.get(kind, kind)}: {fault.sentence}")
