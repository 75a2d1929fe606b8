"""Reads the components that only show something: HTML, pictures and tables."""

import re
from dataclasses import replace

from engine.feel import Expression
from engine.forms.components import Column, Component, Rows
from engine.forms.markup import HOLE, Written, read_markup
from engine.forms.reader import Reader
from engine.forms.templates import Template

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
        reader.fault(fault, "Quite esa marca o use un componente de texto.")
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
            "La imagen debe ir dentro del formulario",
            "Péguela como «data:image/png;base64,…», de menos de 100 KB.",
        )
    if not source:
        reader.fault("Falta la imagen", "Péguela como «data:image/png;base64,…».")
    if not reader.text("alt").strip():
        reader.fault("Falta decir qué muestra la imagen", "Escriba el texto alternativo.")
    return replace(component, label=reader.template("alt"), text=Template((source,)))


def table(component: Component, reader: Reader) -> Component:
    """Rows of the case under their headings."""
    written = _columns(reader)
    computed = reader.expression("columnsExpression")
    if bool(written) == bool(computed):
        reader.fault("Las columnas deben venir de un solo lugar", "Escríbalas o calcúlelas.")
    data = reader.expression("dataSource")
    if data is None:
        reader.fault("Falta de dónde salen las filas", "Escriba «dataSource» y empiece con «=».")
    shown = reader.whole("rowCount", default=100, low=1, high=MOST_ROWS)
    return replace(component, table=Rows(data, written, computed, shown))


def _columns(reader: Reader) -> tuple[Column, ...]:
    listed = reader.data.get("columns") or []
    if not isinstance(listed, list) or len(listed) > MOST_COLUMNS:
        reader.fault(f"Las columnas deben ser una lista de {MOST_COLUMNS} como máximo")
        return ()
    columns = []
    for item in listed:
        key, label = (item.get("key"), item.get("label")) if isinstance(item, dict) else ("", "")
        if not isinstance(key, str) or not key or not isinstance(label, str):
            reader.fault("Cada columna debe tener «key» y «label»")
            continue
        columns.append(Column(key, label or key))
    return tuple(columns)
