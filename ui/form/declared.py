"""What somebody declares by a box, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.forms import FieldView, Kind
from engine.forms.components import ANSWERED, FILES
from ui.form.faults import FORM, message_of
from ui.form.written import read_only_value
from ui.visit import Visit

NOT_MARKED = FieldView(Kind.TEXTAREA, "")


@dataclass(frozen=True, slots=True)
class Declared:
    """One line that somebody declared, to be marked as wrong: its place in the form, what was
    declared, and the reason if it is marked. `number` is that of its row, `error_id` where a fault
    leads to."""

    place: str
    label: str
    value: str
    number: int
    reason: str = ""
    error: str = ""
    error_id: str = ""


def declared_lines(view: FieldView, here: Visit) -> tuple[Declared, ...]:
    """Every line that was declared. Its number is its place in the form, marked or not, so that
    the browser never takes one line's words for another's when the part is drawn anew."""
    marked: dict[str, FieldView] = {}
    for row in view.children:
        place, why = row.children
        marked[place.chosen[0] if place.chosen else ""] = why
    lines = []
    for number, (name, label, value) in enumerate(declared_values(view.declared, here)):
        why = marked.get(name, NOT_MARKED)
        error = message_of(why.error, here) if why.error else ""
        error_id = FORM + why.name if error else ""
        lines.append(Declared(name, label, value, number, why.value, error, error_id))
    return tuple(lines)


def declared_values(views: Sequence[FieldView], here: Visit) -> Iterator[tuple[str, str, str]]:
    """Place, label and answer of each field; a list is a line, and each field of its rows."""
    for view in views:
        if view.kind in (Kind.GROUP, Kind.PAGE):
            yield from declared_values(view.children, here)
        elif view.kind is Kind.DYNAMICLIST:
            rows = (
                ", ".join(value for _, _, value in declared_values(row.children, here))
                for row in view.children
            )
            yield view.name, view.label, " · ".join(rows) or "—"
            for number, row in enumerate(view.children, 1):
                for place, label, value in declared_values(row.children, here):
                    yield place, f"{view.label} {number}: {label}", value
        elif view.kind in ANSWERED:
            yield view.name, view.label, read_only_value(view, here)
        elif view.kind in FILES:
            yield view.name, view.label, here.words.gettext("Está entre los documentos.")
