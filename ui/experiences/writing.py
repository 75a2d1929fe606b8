"""Telling an experience: the form, and the same again with what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.bpmn.program import Element
from engine.cases.numerals import decimal_point
from engine.cases.permission import operates
from engine.definitions.loading import Definition, active_program_of
from engine.definitions.manifest import manifest_from_text
from engine.experiences import Told, Written, write
from engine.experiences.writing import FIGURES, OPEN, SHORT, TEXTS
from engine.forms.numbers import Misread, read_number, write_number
from engine.refusals import RefusalKind, Refused
from processes.improvement.questionnaire import questionnaire, version_on
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.experiences import ExperienceRow, places_of, written_experience
from ui.editor.allowed import not_allowed
from ui.errors import not_found
from ui.experiences.around import AT, crumbs
from ui.improvement.pages import SECTION, allow
from ui.parts import Choice, FieldError
from ui.posted import Posted
from ui.refusals import told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/improvement/experiences")
ExperienceId = Annotated[int, Path(ge=1, lt=2**63)]
Key = Annotated[str, Query(max_length=80)]
NAMES = (*TEXTS, *SHORT, *FIGURES)
LONGEST = 2000
STEPS = ("userTask", "manualTask", "businessRuleTask", "callActivity", "task")


@dataclass(frozen=True, slots=True)
class Typed:
    """An experience as it is typed: `also` is another process that it is about."""

    texts: Mapping[str, str] = field(default_factory=dict)
    process: str = ""
    steps: tuple[str, ...] = ()
    also: str = ""

    @classmethod
    def of(cls, form: Posted) -> Typed:
        return cls(
            {name: form.one(name)[:LONGEST] for name in NAMES},
            form.one("process")[:80],
            tuple(form.fields.get("steps", ()))[:20],
            form.one("also")[:80],
        )

    @classmethod
    def row(cls, here: Member, connection: Connection, row: ExperienceRow) -> Typed:
        places = places_of(connection, here.municipality.id, experience_ids=[row.id])
        point = decimal_point(here.municipality.country)
        texts = {name: str(getattr(row, name)) for name in (*TEXTS, *SHORT)}
        for name in FIGURES:
            value = getattr(row, name)
            texts[name] = "" if value is None else write_number(value, point=point)
        process = places[0].process_key if places else ""
        steps = tuple(e.element for e in places if e.process_key == process and e.element)
        also = next((e.process_key for e in places if e.process_key != process), "")
        return cls(texts, process, steps, also)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """What it is attached to: the steps that are named, else the whole process."""
        own = [(self.process, step) for step in self.steps] or [(self.process, "")]
        return (*own, *([(self.also, "")] if self.also else []))


@router.get("/new", response_model=None)
def new(here: SignedIn, process: Key = "") -> Response:
    """The form, about a process."""
    return _form(here, Typed(process=process))


@router.post("/new", response_model=None)
def tell(here: SignedIn, form: Form) -> Response:
    """Keep it as a draft."""
    return _kept(here, Typed.of(form), None)


@router.get("/written/{experience_id}/edit", response_model=None)
def edit(here: SignedIn, experience_id: ExperienceId) -> Response:
    """The form with what is written."""
    with here.installation.database.read(here.municipality.id) as connection:
        town = here.municipality.id
        row = written_experience(connection, town, experience_id=experience_id)
        if row is None or row.written_by != here.actor.person_id or row.state not in OPEN:
            raise not_found(here.words)
        typed = Typed.row(here, connection, row)
    return _form(here, typed, experience_id=experience_id)


@router.post("/written/{experience_id}/edit", response_model=None)
def keep(here: SignedIn, experience_id: ExperienceId, form: Form) -> Response:
    """What is written now."""
    return _kept(here, Typed.of(form), experience_id)


def _kept(here: Member, typed: Typed, experience_id: int | None) -> Response:
    _ = here.words.gettext
    point = decimal_point(here.municipality.country)
    figures: dict[str, Decimal | None] = {}
    for name in FIGURES:
        read = read_number(typed.texts[name], point=point) if typed.texts[name] else None
        if isinstance(read, Misread):
            return _form(
                here, typed, experience_id=experience_id, wrong={name: _("Escriba un número.")}
            )
        figures[name] = read
    answer = write(
        here.installation, here.actor, _told(typed, figures), experience_id=experience_id
    )
    if isinstance(answer, Written):
        saying = _("Quedó como borrador. Léala y pida que otra persona la apruebe.")
        return go(here, here.path(*AT, "written", answer.experience_id), saying=saying)
    if answer.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    name, said = _said(here, answer)
    return _form(here, typed, experience_id=experience_id, wrong={name: said})


def _told(typed: Typed, figures: Mapping[str, Decimal | None]) -> Told:
    said = typed.texts
    return Told(
        title=said["title"],
        area=said["area"],
        context=said["context"],
        done=said["done"],
        result=said["result"],
        ask=said["ask"],
        indicator=said["indicator"],
        unit=said["unit"],
        link=said["link"],
        before=figures["before"],
        after=figures["after"],
        cost=figures["cost"],
        places=typed.places,
    )


def _said(here: Member, refused: Refused) -> tuple[str, str]:
    _ = here.words.gettext
    name, reason = refused.details.get("field", "title"), refused.details.get("reason", "")
    words = {
        "missing": _("Complete este dato."),
        "long": _("Es muy largo: dígalo en menos palabras."),
        "personal": _(
            "Quite el correo, teléfono o documento de persona: lo leerán otras municipalidades."
        ),
        "number": _("Escriba un número."),
        "link": _("Escriba una dirección que empiece con https:// y que cualquiera pueda abrir."),
        "figures": _("Diga qué se midió, y la cifra de antes y la de después."),
        "places": _("Elija de qué proceso o pasos trata."),
    }
    name = "steps" if name == "places" else name
    return name, words.get(reason) or told(refused, here.words).sentence


def _form(
    here: Member,
    typed: Typed,
    *,
    experience_id: int | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:
    _, town, errors = here.words.gettext, here.municipality.id, wrong or {}
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        definition = active_program_of(here.installation, connection, town, typed.process)
        if definition is None:
            raise not_found(here.words)
        if not operates(here.actor, definition.manifest):
            raise not_allowed(here.words)
        areas = questionnaire(version_on(here.today)).areas
        address = ("written", experience_id, "edit") if experience_id else ("new",)
        title = _("Contar una experiencia")
        context: dict[str, Any] = {
            "crumbs": crumbs(here, title),
            "title": title,
            "about": definition.title,
            "typed": {name: typed.texts.get(name, "") for name in NAMES},
            "process": typed.process,
            "steps": _steps(definition),
            "chosen": typed.steps,
            "others": _others(here, connection, typed.process),
            "also": typed.also,
            "areas": [Choice(key, label) for key, label in areas.items()],
            "errors": errors,
            "summary": [FieldError(name, said) for name, said in errors.items()],
            "action": here.path(*AT, *address),
        }
        status = 422 if errors else 200
        return staff_page(
            here, connection, "experiences/form.html", context, section=SECTION, status=status
        )


def _steps(definition: Definition) -> list[Choice]:
    named: dict[str, Element] = {}
    for each in definition.program.elements:
        if each.name and each.kind in STEPS:
            named.setdefault(each.name, each)
    return [Choice(each.id, name) for name, each in named.items()]


def _others(here: Member, connection: Connection, key: str) -> list[Choice]:
    """Other processes that the reader operates."""
    town = here.municipality.id
    return [
        Choice(row.key, row.title)
        for row in active_definitions(connection, town)
        if row.key != key and operates(here.actor, manifest_from_text(row.manifest))
    ]
