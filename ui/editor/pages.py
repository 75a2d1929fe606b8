"""The decisions of the processes in force and of the house, and the page to try one of them or a
pasted model.

Only people of the municipality: whoever has only the roles of outsiders is told so. Nothing that is
pasted or typed here is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.bpmn import Surroundings
from engine.cases.surroundings import surroundings_of
from engine.deadlines.calendars import calendar_of
from processes.registry import decisions_without_process
from storage.database import Connection
from storage.queries.definitions import (
    DefinitionRow,
    active_definition,
    active_definitions,
    files_of,
)
from ui.editor.allowed import may_try, not_allowed
from ui.editor.models import Functions, Read, as_bytes, kept_model, pasted_in, read_model
from ui.editor.present import list_context, try_context
from ui.editor.trial import Asked, Trial, tried
from ui.errors import not_found
from ui.posted import Posted
from ui.staff import staff_page
from ui.tasks.forms import TaskForm
from ui.visit import Form, Member, SignedIn, page

router = APIRouter(prefix="/{municipality}/decisions")
Name = Annotated[str, Query(max_length=300)]
DMN = ".dmn"


@router.get("", response_model=None)
def decisions(here: SignedIn) -> Response:
    """Every decision of the processes in force and of the house, and a field for another model."""
    with here.installation.database.read(here.municipality.id) as connection:
        rows = allowed(here, connection)
        around = surroundings(here, connection)
        found = [
            (row, path, kept_model(content, functions_of(around)))
            for row in rows
            for path, content in sorted(files_of(connection, here.municipality.id, row.id).items())
            if path.endswith(DMN)
        ]
        context = list_context(here, found, of_the_house(functions_of(around)))
        return staff_page(
            here,
            connection,
            "editor/list.html",
            context,
            section="processes",
            calendar=calendar_of(here.installation, connection, here.municipality.id),
        )


@router.get("/try", response_model=None)
def form(
    here: SignedIn, process: Name = "", family: Name = "", file: Name = "", decision: Name = ""
) -> Response:
    """What a decision asks for; without one, the field for a model."""
    return answer(here, Asked(process=process, family=family, file=file, decision=decision))


@router.post("/try", response_model=None)
def try_it(here: SignedIn, posted: Form) -> Response:
    """The decision with what was typed: its value, its rules, its trace."""
    return answer(here, asked_in(posted))


def asked_in(posted: Posted) -> Asked:
    """What a form asks for; answers count only for the decision that they were typed for."""
    pasted = pasted_in(posted)
    typed = TaskForm.of(posted)
    decision, shown_for = posted.one("_decision"), posted.one("_for")
    same = bool(shown_for) and decision in ("", shown_for)
    return Asked(
        process=posted.one("_process"),
        family=posted.one("_family"),
        file=posted.one("_path"),
        text=pasted.text,
        decision=decision or shown_for,
        answers=typed.answers if same else {},
        run=same and not typed.place and typed.cut_at is None and posted.one("_step") != "read",
        too_large=pasted.too_large,
    )


def answer(here: Member, asked: Asked) -> Response:
    """The page of a try, or only its parts for whoever is on it already."""
    with here.installation.database.read(here.municipality.id) as connection:
        allowed(here, connection)
        around = surroundings(here, connection)
        read = read_of(here, connection, asked, functions_of(around))
        trial = tried(read, asked, around.clocked_host)
        if not asked.is_pasted and trial.decision is None:
            raise not_found(here.words)
        context = try_context(here, asked, trial)
        if here.request.headers.get("hx-request"):
            return page(here, "editor/bench.html", context, status=status_of(asked, trial))
        return staff_page(
            here,
            connection,
            "editor/try.html",
            context,
            section="processes",
            calendar=calendar_of(here.installation, connection, here.municipality.id),
            status=status_of(asked, trial),
        )


def status_of(asked: Asked, trial: Trial) -> int:
    """422 when something is to be corrected, 413 when it is too much."""
    if asked.too_large:
        return 413
    broken = asked.is_pasted and asked.text and (trial.read.problems or trial.decision is None)
    return 422 if trial.errors or broken else 200


def read_of(here: Member, connection: Connection, asked: Asked, functions: Functions) -> Read:
    """The model that is asked for: pasted, of a process in force, or of the house."""
    if asked.is_pasted:
        if asked.too_large or not asked.text:
            return Read(None)
        return read_model(as_bytes(asked.text), functions)
    files = files_asked(here, connection, asked)
    if not asked.file.endswith(DMN) or asked.file not in files:
        raise not_found(here.words)
    return kept_model(files[asked.file], functions)


def files_asked(here: Member, connection: Connection, asked: Asked) -> Mapping[str, bytes]:
    """The files of a process in force, or of a family of the house that has no process."""
    if asked.family:
        return decisions_without_process().get(asked.family, {})
    row = active_definition(connection, here.municipality.id, asked.process)
    return files_of(connection, here.municipality.id, row.id) if row else {}


def of_the_house(functions: Functions) -> list[tuple[str, str, Read]]:
    """The decision models that no process runs yet: family, file, model."""
    return [
        (family, path, kept_model(content, functions))
        for family, files in decisions_without_process().items()
        for path, content in files.items()
    ]


def allowed(here: Member, connection: Connection) -> tuple[DefinitionRow, ...]:
    """The processes in force, for whoever may look at them."""
    rows = active_definitions(connection, here.municipality.id)
    if not may_try(here.actor, rows):
        raise not_allowed(here.words)
    return rows


def surroundings(here: Member, connection: Connection) -> Surroundings:
    return surroundings_of(here.installation, connection, here.municipality.id, here.now)


def functions_of(around: Surroundings) -> Functions:
    """What the house lends to FEEL."""
    lent = around.clocked_host.functions
    return frozenset((name, len(each.parameters)) for name, each in lent.items())
