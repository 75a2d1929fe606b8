"""Reads the components that only show something: HTML, pictures and tables."""

import re
from dataclasses import replace

from engine.feel import Expression
from engine.forms.components import Column, Component, Rows
from engine.forms.markup import HOLE, Written, read_markup
from engine.forms.reader import Reader
from engine.forms.templates import Template
from engine.sentences import N_

MOST_ROWS = 500
MOST_COLUMNS = 20
LARGEST_PICTURE = 100_000
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}")


def html(component: Component, reader: Reader) -> Component:
    """What the author wrote, checked; values stand between the marks."""
    content = reader.template("content")
    marks = "".join(
        HOLE if isinstance(part, Expression) else part.replace(HOLE, "") for part in content.parts
    )
    pieces, faults = read_markup(marks)
    for fault in faults:
        hint = N_("Quite esa marca o use un componente de texto.")
        reader.fault(fault.text, hint, **dict(fault.facts))
    values = (part for part in content.parts if isinstance(part, Expression))
    parts: list[str | Expression] = [Written(pieces[0])]
    for value, piece in zip(values, pieces[1:], strict=False):
        parts += [value, Written(piece)]
    return replace(component, text=Template(tuple(parts)))


def image(component: Component, reader: Reader) -> Component:
    """A picture inside the form itself: pages show nothing of other sites."""
    source = reader.long_text("source", most=LARGEST_PICTURE)
    if source and not _PICTURE.fullmatch(source):
        reader.fault(
            N_("La imagen debe ir dentro del formulario"),
            N_("Péguela como «data:image/png;base64,…», de menos de 100 KB."),
        )  # fmt: skip
    if not source:
        reader.fault(N_("Falta la imagen"), N_("Péguela como «data:image/png;base64,…»."))
    if not reader.text("alt").strip():
        reader.fault(N_("Falta decir qué muestra la imagen"), N_("Escriba el texto alternativo."))
    return replace(component, label=reader.template("alt"), text=Template((source,)))


def table(component: Component, reader: Reader) -> Component:
    """Rows of the case under their headings."""
    written = _columns(reader)
    computed = reader.expression("columnsExpression")
    if bool(written) == bool(computed):
        reader.fault(
            N_("Las columnas deben venir de un solo lugar"), N_("Escríbalas o calcúlelas.")
        )
    data = reader.expression("dataSource")
    if data is None:
        reader.fault(
            N_("Falta de dónde salen las filas"), N_("Escriba «dataSource» y empiece con «=».")
        )
    shown = reader.whole("rowCount", default=100, low=1, high=MOST_ROWS)
    return replace(component, table=Rows(data, written, computed, shown))


def _columns(reader: Reader) -> tuple[Column, ...]:
    listed = reader.data.get("columns") or []
    if not isinstance(listed, list) or len(listed) > MOST_COLUMNS:
        reader.fault(
            N_("Las columnas deben ser una lista de %(most)s como máximo"), most=MOST_COLUMNS
        )
        return ()
    columns = []
    for item in listed:
        key, label = (item.get("key"), item.get("label")) if isinstance(item, dict) else ("", "")
        if not isinstance(key, str) or not key or not isinstance(label, str):
            reader.fault(N_("Cada columna debe tener «key» y «label»"))
            continue
        columns.append(Column(key, label or key))
    return tuple(columns)
