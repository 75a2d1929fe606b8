"""One part of a form, ready for the template: words in the reader's language, nothing to compute.

Every kind that engine.forms knows has one shape here; what is locked is read, not typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from engine.feel import Expression
from engine.forms import FieldView, Form, Kind
from engine.forms.components import CONTAINERS, every_part
from engine.forms.markup import Written
from ui.form.declared import Declared, declared_lines
from ui.form.faults import FORM, message_of
from ui.form.maps import spot_of
from ui.form.sending import Sending
from ui.form.written import read_only_value, told_text, written
from ui.parts import Choice
from ui.visit import Visit

WIDTHS = (4, 8, 11, 20)
FEW = 2
VISIBLE = 7
"""Up to so many options are all shown; more are a select, or a list in a frame of its own."""


NO_FILES: Mapping[str, Sending] = {}


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody else wrote in the same field; `take` is what the button that takes it sends."""

    who: str
    words: str
    take: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a template needs of one part. `kind` is the macro's name, not form-js's. `look_up`:
    where a register is asked by this answer, and `came` what came of it; `mark` keeps known that
    the answer is from one."""

    kind: str
    name: str
    id: str
    label: str = ""
    hint: str = ""
    value: Any = ""
    error: str = ""
    optional: bool = False
    choices: tuple[Choice, ...] = ()
    columns: bool = False
    unit: str = ""
    sign: str = ""
    width: str = ""
    rows: int = 4
    autocomplete: str = ""
    document: str = ""
    multiple: bool = False
    children: tuple[Shown, ...] = ()
    number: int = 0
    may_change_rows: bool = False
    remove: str = ""
    columns_wide: int | None = None
    headings: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    left_out: str = ""
    sending: Sending | None = None
    note: str = ""
    declared: tuple[Declared, ...] = ()
    beside: tuple[Beside, ...] = ()
    is_key: bool = False
    look_up: str = ""
    came: str = ""
    mark: str = ""

    @property
    def asking(self) -> dict[str, str]:
        """What asks the register with script: the whole form goes, and its parts come back."""
        return {
            "hx-post": self.look_up,
            "hx-encoding": "application/x-www-form-urlencoded",
            "hx-include": "closest form",
            "hx-vals": json.dumps({"_auto": "parts", "_fetch": self.name}),
            "hx-target": "#form-parts",
            "hx-swap": "outerMorph",
        }


PLAIN = {
    Kind.TEXTFIELD: "text",
    Kind.TEXTAREA: "textarea",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.CHECKBOX: "checkbox",
    Kind.RADIO: "radio",
    Kind.SELECT: "select",
    Kind.CHECKLIST: "check_list",
    Kind.TAGLIST: "check_list",
    Kind.FILEPICKER: "file",
    Kind.SIGNATURE: "signature",
    Kind.ADDRESS: "address",
    Kind.LOCATION: "location",
    Kind.EXPRESSION: "computed",
    Kind.GROUP: "group",
    Kind.DYNAMICLIST: "list",
    Kind.PAGE: "group",
    Kind.TEXT: "words",
    Kind.HTML: "html",
    Kind.IMAGE: "image",
    Kind.TABLE: "table",
    Kind.SEPARATOR: "separator",
    Kind.SPACER: "spacer",
}


def changes_itself(form: Form | None) -> bool:
    """Whether an answer shows, hides, locks or computes another part."""
    if form is None:
        return False
    return any(
        part.hide is not None
        or isinstance(part.locked, Expression)
        or part.expression is not None
        or part.kind is Kind.ADDRESS  # its lists follow one another
        or part.taken is not None
        for part in every_part(form.components)
    )


def shown_fields(
    views: Iterable[FieldView], here: Visit, files: Mapping[str, Sending] = NO_FILES
) -> tuple[Shown, ...]:
    """The parts of a form in their order; a `line` holds those that share one."""
    parts: list[Shown] = []
    for row, together in groupby(views, key=lambda view: view.row):
        held = [shown(view, here, files) for view in together]
        if row and len(held) > 1:
            parts.append(Shown("line", row, f"{FORM}{row}", children=tuple(held)))
        else:
            parts += held
    return tuple(parts)


def shown(view: FieldView, here: Visit, files: Mapping[str, Sending] = NO_FILES) -> Shown:
    """One part, with what it holds; `files` says how documents are sent, by their kind."""
    part = Shown(
        kind=PLAIN[view.kind],
        name=view.name,
        id=FORM + view.name,
        label=view.label,
        hint=hint_of(view, here),
        error=message_of(view.error, here) if view.error else "",
        optional=not view.required,
        unit=view.suffix,
        sign=view.prefix,
        width=width_class(view.width),
        rows=rows_of(view),
        autocomplete=view.properties.get("autocomplete", ""),
        document=view.document_kind,
        multiple=view.multiple,
        columns_wide=view.columns,
        note=view.note,
        is_key=view.is_key and not view.locked,
        mark=view.taken_mark,
        sending=files.get(view.document_kind) if view.document_kind else None,
    )
    if view.kind in (Kind.HTML, Kind.IMAGE, Kind.TABLE):
        return to_be_seen(part, view, here)
    if view.kind is Kind.TEXT:
        told = told_text(view.text, here)
        return replace(part, value=told, kind=view.properties.get("tone") or "words")
    if view.declared:
        return replace(part, kind="observations", declared=declared_lines(view, here))
    if view.children or view.kind in CONTAINERS:
        return with_children(part, view, here, files)
    if view.kind is Kind.EXPRESSION:
        label = view.properties.get("label") or view.label
        return replace(part, label=label, value=written(view.typed, view, here))
    if view.locked:
        return replace(part, kind="read_only", value=read_only_value(view, here))
    if view.point is not None:
        return replace(part, value=spot_of(view.point, here))
    return with_answer(part, view)


def hint_of(view: FieldView, here: Visit) -> str:
    """The hint, and where the answer was brought from: what is read before it is trusted."""
    if view.taken_mark:
        return f"{view.hint} {register_words(view.taken_from, here)}".strip()
    if not view.brought:
        return view.hint
    if view.brought == "usuario":
        told = here.words.gettext("Traído de su cuenta.")
    elif view.brought == "solicitante":
        told = here.words.gettext("Viene de la primera página.")
    else:
        told = here.words.gettext("Traído del expediente: %(source)s.") % {"source": view.brought}
    return f"{view.hint} {told}".strip()


def register_words(case: str, here: Visit) -> str:
    """«De nuestro registro, expediente VIA-2026-0001.»"""
    if not case:
        return here.words.gettext("De nuestro registro.")
    return here.words.gettext("De nuestro registro, expediente %(number)s.") % {"number": case}


def to_be_seen(part: Shown, view: FieldView, here: Visit) -> Shown:
    """HTML of the form's author with its values escaped, a picture, or a table."""
    if view.table is not None:
        lines = tuple(
            tuple(written(value, view, here) for value in line) for line in view.table.lines
        )
        more = view.table.left_out
        told = here.words.ngettext("Hay %(n)s fila más.", "Hay %(n)s filas más.", more)
        left_out = told % {"n": more} if more else ""
        return replace(part, headings=view.table.headings, lines=lines, left_out=left_out)
    if view.kind is Kind.IMAGE:
        return replace(part, value=str(view.text[0]) if view.text else "")
    plain_view = FieldView(Kind.TEXT, "")
    pieces = (
        Markup(piece) if isinstance(piece, Written) else escape(written(piece, plain_view, here))  # noqa: S704  checked on deploy
        for piece in view.text
        if piece is not None
    )
    return replace(part, value=Markup("").join(pieces))


def observations_in(parts: Iterable[Shown]) -> int | None:
    """How many lines are marked as wrong; None where nothing can be."""
    found = None
    for part in parts:
        if part.declared:
            found = (found or 0) + sum(bool(line.reason) for line in part.declared)
        inside = observations_in(part.children)
        found = found if inside is None else (found or 0) + inside
    return found


def with_children(part: Shown, view: FieldView, here: Visit, files: Mapping[str, Sending]) -> Shown:
    """A group, a list of rows, or one row of a list."""
    children = shown_fields(view.children, here, files)
    if view.kind is not Kind.DYNAMICLIST:
        return replace(part, children=children)
    if view.is_row:
        return replace(part, kind="row", children=children)
    rows = tuple(
        replace(child, kind="row", number=place + 1, remove=child.name)
        for place, child in enumerate(children)
    )
    return replace(part, children=rows, may_change_rows=not view.rows_fixed and not view.locked)


def with_answer(part: Shown, view: FieldView) -> Shown:
    """What was typed or chosen, exactly."""
    if view.kind is Kind.NUMBER and view.format == "money":
        return replace(part, kind="money", value=view.value)
    if view.kind is Kind.DATE and view.subtype == "time":
        return replace(part, kind="time", value=view.value)
    if view.kind is Kind.DATE:
        kind = "moment" if view.subtype == "datetime" else "date"
        return replace(part, kind=kind, value=view.parts)
    if view.kind is Kind.CHECKBOX:
        return replace(part, value="true" in view.chosen)
    if view.kind is Kind.ADDRESS:
        return replace(part, value=view.address)
    choices = tuple(Choice(each.text, each.label, each.consequence) for each in view.options)
    few = len(choices) <= FEW and not any(choice.consequence for choice in choices)
    if view.kind in (Kind.RADIO, Kind.SELECT):
        chosen = view.chosen[0] if view.chosen else ""
        kind = "select" if len(choices) > VISIBLE else part.kind
        return replace(part, kind=kind, value=chosen, choices=choices, columns=few)
    if view.kind in (Kind.CHECKLIST, Kind.TAGLIST):
        kind = "long_list" if len(choices) > VISIBLE else part.kind
        return replace(part, kind=kind, value=view.chosen, choices=choices)
    return replace(part, value=view.value)


def rows_of(view: FieldView) -> int:
    asked = view.properties.get("rows", "")
    return min(20, int(asked)) if asked.isdecimal() and int(asked) else 4


def width_class(characters: int | None) -> str:
    """The kit's nearest width; the whole line when nothing is expected."""
    if characters is None:
        return ""
    return next((str(width) for width in WIDTHS if characters <= width), "")
