"""The decision tables of a draft: rules are changed, added, moved and taken out, and kept at once.

The page is a form that sends every table of the file whole. The server writes it into the XML over
the revision that was shown, and leaves the rest of the file as it came.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.cases.surroundings import surroundings_of
from engine.dmn import DmnError
from engine.dmn.editing import RuleText, TableText, rewritten
from engine.dmn.sheets import Sheet, sheets_of
from ui.editor.models import read_model
from ui.editor.pages import functions_of
from ui.errors import PageError, not_found
from ui.posted import Posted
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn
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
        sheets = sheets_of(content)
        tables = {
            number: table_in(posted, number, sheet)
            for number, sheet in enumerate(sheets)
            if posted.one(f"t{number}") == "shown"
        }
        place = acted(tables, sheets, posted.one("act"))
        texts = {
            number: values[-1]
            for number in range(len(posted.fields))
            if (values := posted.fields.get(f"x{number}"))
        }
        return rewritten(content, tables, texts), place
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
    asks = tuple(
        posted.one(f"{name}-ask{place}", heading.text) for place, heading in enumerate(sheet.inputs)
    )
    about = bool(sheet.notes and not sheet.notes[0])
    return TableText(policy, asks, rules, about=about)


def acted(tables: dict[int, TableText], sheets: Sequence[Sheet], act: str) -> str:
    """Do what a button says, «add 0 3»: table 0, rule 3; the place of the rule on the page."""
    verb, *where = act.split()[:3] or [""]
    if verb not in _ACTS:
        return ""
    number, row = map(int, where)
    rules = list(tables[number].rules)
    if not (-1 if verb == "add" else 0) <= row < len(rules):
        raise IndexError(act)
    at = _ACTS[verb](rules, row, sheets[number])
    tables[number] = replace(tables[number], rules=tuple(rules))
    return f"t{number}-r{at + 1}"


def _add(rules: list[RuleText], row: int, sheet: Sheet) -> int:
    conditions, results = ("-",) * len(sheet.inputs), ("",) * len(sheet.outputs)
    rules.insert(row + 1, RuleText(None, conditions, results, ("",) * len(sheet.notes)))
    return row + 1


def _remove(rules: list[RuleText], row: int, _sheet: Sheet) -> int:
    del rules[row]
    return max(0, min(row, len(rules) - 1))


def _up(rules: list[RuleText], row: int, _sheet: Sheet) -> int:
    rules.insert(max(0, row - 1), rules.pop(row))
    return max(0, row - 1)


def _down(rules: list[RuleText], row: int, _sheet: Sheet) -> int:
    rules.insert(row + 1, rules.pop(row))
    return min(row + 1, len(rules) - 1)


_ACTS: dict[str, Callable[[list[RuleText], int, Sheet], int]] = {
    "add": _add,
    "remove": _remove,
    "up": _up,
    "down": _down,
}
