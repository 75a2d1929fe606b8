"""The columns of a decision table to be changed, as the template shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.dmn.outline import Node
from engine.dmn.sheets import Heading, Sheet
from ui.parts import Choice
from ui.visit import Member
from ui.workshop.boxes import Box

TYPES = (
    "string", "number", "boolean", "date", "time", "date and time", "days and time duration",
    "years and months duration", "Any",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnBox:
    """A column: what it is in words, what can be written about it, whether it can move or go.

    `type_name` is the field of its type; a note has only `label`."""

    id: str
    kind: str
    place: int
    title: str
    label: Box
    boxes: tuple[Box, ...]
    type_name: str
    type: str
    types: tuple[Choice, ...]
    first: bool
    last: bool
    only: bool


def columns_in(
    here: Member, number: int, sheet: Sheet, own_types: Sequence[str]
) -> tuple[ColumnBox, ...]:
    """Inputs, outputs, then the notes that have a column of their own."""
    about = bool(sheet.notes and not sheet.notes[0])
    notes = sheet.notes[about:]
    return (
        *(
            _input(here, number, sheet, place, types_for(here, own_types, each.type))
            for place, each in enumerate(sheet.inputs)
        ),
        *(
            _output(here, number, sheet, place, types_for(here, own_types, each.type))
            for place, each in enumerate(sheet.outputs)
        ),
        *(_note(here, number, notes, place, about=about) for place in range(len(notes))),
    )


def types_for(here: Member, own: Sequence[str], now: str) -> tuple[Choice, ...]:
    """The types that a column or a datum may have: FEEL's, the file's, its own."""
    _ = here.words.gettext
    words = {
        "string": _("texto"),
        "number": _("número"),
        "boolean": _("sí o no"),
        "date": _("fecha"),
        "time": _("hora"),
        "date and time": _("fecha y hora"),
        "days and time duration": _("duración en días y horas"),
        "years and months duration": _("duración en años y meses"),
        "Any": _("cualquier valor"),
    }
    names = dict.fromkeys((*TYPES, *own, *([now] if now else [])))
    return (Choice("", _("sin decir")), *(Choice(each, words.get(each, each)) for each in names))


def offered_inputs(here: Member, sheet: Sheet, nodes: Sequence[Node]) -> list[Choice]:
    """What a new column may ask for: the data and decisions of the file, or something else."""
    _ = here.words.gettext
    own = [
        Choice(each.id, each.label)
        for each in nodes
        if each.kind in ("inputData", "decision") and each.id != sheet.owner
    ]
    return [*own, Choice("", _("otra cosa, que escribo yo"))]


def _input(
    here: Member, number: int, sheet: Sheet, place: int, types: tuple[Choice, ...]
) -> ColumnBox:
    _ = here.words.gettext
    name, heading = f"t{number}-", sheet.inputs[place]
    return ColumnBox(
        f"t{number}-c-in{place}",
        "input",
        place,
        _("Pregunta: %(name)s") % {"name": heading.label},
        Box(f"{name}inlabel{place}", _("Qué se lee encima"), heading.label, feel=False),
        (
            Box(f"{name}ask{place}", _("Qué pregunta"), heading.text),
            Box(f"{name}invalues{place}", _("Valores permitidos"), heading.values, kind="tests"),
        ),
        f"{name}intype{place}",
        heading.type,
        types,
        *_ends(place, sheet.inputs),
        only=False,
    )


def _output(
    here: Member, number: int, sheet: Sheet, place: int, types: tuple[Choice, ...]
) -> ColumnBox:
    _ = here.words.gettext
    name, heading = f"t{number}-out", sheet.outputs[place]
    return ColumnBox(
        f"t{number}-c-out{place}",
        "output",
        place,
        _("Resultado: %(name)s") % {"name": heading.label},
        Box(f"{name}label{place}", _("Qué se lee encima"), heading.label, feel=False),
        (
            Box(f"{name}name{place}", _("Nombre en las fórmulas"), heading.text, feel=False),
            Box(f"{name}values{place}", _("Valores permitidos"), heading.values, kind="tests"),
            Box(f"{name}default{place}", _("Si ninguna regla se cumple"), heading.default),
        ),
        f"{name}type{place}",
        heading.type,
        types,
        *_ends(place, sheet.outputs),
        only=len(sheet.outputs) == 1,
    )


def _note(here: Member, number: int, notes: Sequence[str], place: int, *, about: bool) -> ColumnBox:
    _ = here.words.gettext
    field = f"t{number}-notename{place + about}"
    return ColumnBox(
        f"t{number}-c-note{place}",
        "annotation",
        place,
        _("Nota: %(name)s") % {"name": notes[place]},
        Box(field, _("Qué se lee encima"), notes[place], feel=False),
        (),
        "",
        "",
        (),
        *_ends(place, notes),
        only=False,
    )


def _ends(place: int, among: Sequence[Heading] | Sequence[str]) -> tuple[bool, bool]:
    return place == 0, place == len(among) - 1
