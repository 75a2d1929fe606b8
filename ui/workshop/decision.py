"""The decision tables of a draft: rules are changed, added, moved and taken out, and kept at once.

The page is a form that sends every table of the file whole. The server writes it into the XML over
the revision that was shown, and leaves the rest of the file as it came.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.cases.surroundings import surroundings_of
from engine.dmn import DmnError
from engine.dmn.editing import RuleText, TableText, changed, rewritten
from engine.dmn.headings import HeadingText
from engine.dmn.outline import nodes_of
from engine.dmn.reading import Element
from engine.dmn.shaping import describe
from engine.dmn.sheets import Heading, Sheet, sheets_of
from ui.editor.models import read_model
from ui.editor.pages import functions_of
from ui.errors import PageError, not_found
from ui.posted import Posted
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn
from ui.workshop.decision_acts import acted_on_file, acted_on_rules
from ui.workshop.decision_view import POLICIES, decision_context
from ui.workshop.desk import Desk, kept
from ui.workshop.scene import drafted

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop/decision")
Key = Annotated[str, Path(max_length=80)]
File = Annotated[str, Query(max_length=120)]


@router.get("", response_model=None)
def decision(here: SignedIn, key: Key, file: File) -> Response:
    """Every table and text of a decision file, with what the check finds beside its rule."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        scene, _draft = drafted(here, connection, key)
        if not is_decision(file) or file not in scene.files:
            raise not_found(here.words)
        around = surroundings_of(here.installation, connection, town, here.now)
        read = read_model(scene.files[file], functions_of(around))
        context = decision_context(here, connection, scene, file, read)
        return staff_page(here, connection, "workshop/decision.html", context, section="processes")


@router.post("", response_model=None)
def keep_decision(here: SignedIn, key: Key, request: Request, posted: Form) -> Response:
    """Keep the file as it was sent."""
    return kept(here, key, request, posted, Desk("decision", is_decision, written))


def is_decision(file: str) -> bool:
    return file.endswith(".dmn")


def written(here: Member, content: bytes, posted: Posted) -> tuple[bytes, str]:
    """The file as the form tells it, and the rule that a press was about."""
    try:
        content = described(content, posted)
        sheets = sheets_of(content)
        tables = {
            number: table_in(posted, number, sheet)
            for number, sheet in enumerate(sheets)
            if posted.one(f"t{number}") == "shown"
        }
        place = acted_on_rules(tables, sheets, posted.one("act"))
        texts = {
            number: values[-1]
            for number in range(len(posted.fields))
            if (values := posted.fields.get(f"x{number}"))
        }
        content = rewritten(content, tables, texts)
        new = here.words.gettext("Resultado nuevo"), here.words.gettext("Nota")
        return (content, place) if place else acted_on_file(content, posted, new)
    except (DmnError, ValueError, LookupError) as wrong:
        raise PageError(
            422,
            here.words.gettext("No se guardó la tabla"),
            here.words.gettext("Lo que llegó no corresponde a las reglas de este archivo."),
            here.words.gettext("Vuelva a abrir la página y repita su cambio."),
        ) from wrong


def table_in(posted: Posted, number: int, sheet: Sheet) -> TableText:
    """One table as the form tells it; ValueError when cells are missing."""
    name = f"t{number}"
    origins = posted.fields.get(f"{name}-origin", [])

    def columns(kind: str, many: int) -> list[list[str]]:
        found = [posted.fields.get(f"{name}-{kind}{place}", []) for place in range(many)]
        if any(len(column) != len(origins) for column in found):
            raise ValueError("a cell is missing")
        return found

    conditions = columns("in", len(sheet.inputs))
    results = columns("out", len(sheet.outputs))
    notes = columns("note", len(sheet.notes))
    rules = tuple(
        RuleText(
            int(origin) if origin else None,
            tuple(column[row] for column in conditions),
            tuple(column[row] for column in results),
            tuple(column[row] for column in notes),
        )
        for row, origin in enumerate(origins)
    )
    if any(rule.origin is not None and rule.origin < 0 for rule in rules):
        raise ValueError("no such rule")
    policy = posted.one(f"{name}-policy", sheet.policy)
    if policy not in (*POLICIES, sheet.policy):
        raise ValueError("no such hit policy")
    about = bool(sheet.notes and not sheet.notes[0])
    named = tuple(
        posted.one(f"{name}-notename{place}", note) for place, note in enumerate(sheet.notes)
    )
    return TableText(
        policy,
        tuple(input_in(posted, f"{name}-", place, each) for place, each in enumerate(sheet.inputs)),
        tuple(
            output_in(posted, f"{name}-out", place, each)
            for place, each in enumerate(sheet.outputs)
        ),
        rules,
        named[about:],
        about=about,
    )


def input_in(posted: Posted, name: str, place: int, now: Heading) -> HeadingText:
    """An input as the form tells it; what it does not tell stays as it is now."""
    return HeadingText(
        posted.one(f"{name}inlabel{place}", now.label),
        posted.one(f"{name}ask{place}", now.text),
        posted.one(f"{name}intype{place}", now.type),
        posted.one(f"{name}invalues{place}", now.values),
    )


def output_in(posted: Posted, name: str, place: int, now: Heading) -> HeadingText:
    """A result as the form tells it."""
    return HeadingText(
        posted.one(f"{name}label{place}", now.label),
        posted.one(f"{name}name{place}", now.text),
        posted.one(f"{name}type{place}", now.type),
        posted.one(f"{name}values{place}", now.values),
        posted.one(f"{name}default{place}", now.default),
    )


def described(content: bytes, posted: Posted) -> bytes:
    """The file with the words over its elements."""
    nodes = [
        (f"e{place}", each)
        for place, each in enumerate(nodes_of(content))
        if posted.one(f"e{place}-id") == each.id
    ]

    def change(root: Element) -> None:
        for name, node in nodes:
            label = posted.one(f"{name}-label", node.label)
            about = posted.one(f"{name}-about", node.about)
            describe(root, node.id, label, about, posted.one(f"{name}-type", node.type))

    return changed(content, change)
