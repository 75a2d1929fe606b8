"""What a table of a scenario says, as the form that it fills in would send it, and as people read
it. Pure.

A field goes by its name in the process or by the words over it (`fields.py`); an option by its
value or its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.forms.components import SEVERAL, Component, Form, Kind
from engine.sentences import N_, Sentence, phrase
from engine.workshop.scenarios.fields import (
    BETWEEN,
    Field,
    answer_of,
    bare_of,
    called,
    fields_in,
    words_of,
)

MOST_ROWS = 100
_PART = re.compile(r"([^.\[\]]+)((?:\[\d{1,2}\])*)")
_YES = {"sí": "true", "si": "true", "no": ""}


def typed_in(form: Form | None, rows: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """Names and answers of a table with two columns, nested as a form sends them."""
    fields = fields_in(form)
    found: dict[str, Any] = {}
    for name, answer in _filled(rows):
        meant = called(fields, name)
        field = meant.fields[0] if meant.fields else None
        part = None if field is None or field.piece else field.part
        _put(found, meant.names[0] if field else name, _answer(part, answer))
    return found


def unclear(form: Form | None, rows: tuple[tuple[str, ...], ...]) -> Sentence | None:
    """That words of a table stand over several fields of the form, and how each is called."""
    fields = fields_in(form)
    for name, _answer in _filled(rows):
        names = called(fields, name).names
        if len(names) > 1:
            sentence = N_("«%(words)s» está sobre varios datos. Escriba el nombre: %(names)s.")
            return phrase(sentence, words=name, names=", ".join(names))
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as people read it: the words over the field, the answer, and the name as it
    is written where that is another."""

    words: tuple[str, ...]
    answers: tuple[str, ...]
    name: str = ""


def worded(
    form: Form | None, rows: tuple[tuple[str, ...], ...], place: Callable[[str], str] = str
) -> tuple[Row, ...]:
    """A table in the words of the form that it fills in; what the form has not stays as it is.
    `place` names the place of a code."""
    fields = fields_in(form)
    return tuple(_row(fields, row, place) for row in rows if row)


def _row(fields: tuple[Field, ...], row: tuple[str, ...], place: Callable[[str], str]) -> Row:
    name, *answers = (cell.strip() for cell in row)
    meant = called(fields, name)
    if len(meant.fields) != 1:
        return Row((name,), tuple(answers))
    (field,) = meant.fields
    told = tuple(answer_of(field, each, place) for each in answers)
    words = words_of(fields, field, meant.rows)
    return Row(words, told, "" if BETWEEN.join(words) == name else meant.names[0])


def _filled(rows: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, str]]:
    for row in rows[:MOST_ROWS]:
        if len(row) > 1 and row[0].strip():
            yield row[0].strip(), row[1].strip()


def written(rows: Iterable[tuple[str, str]]) -> str:
    """Rows as a table of Gherkin."""
    return "".join(f"      | {_cell(name)} | {_cell(answer)} |\n" for name, answer in rows)


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def rows_of(typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same the other way: what a form sent, as the rows of a table."""
    return list(_flat("", typed))


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:  # what was sent
    if isinstance(value, Mapping):
        for part, inner in value.items():
            yield from _flat(f"{name}.{part}" if name else str(part), inner)
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for place, inner in enumerate(value):
            yield from _flat(f"{name}[{place}]", inner)
    elif isinstance(value, list):
        yield name, "; ".join(str(each) for each in value)
    elif value not in (None, ""):
        yield name, " ".join(str(value).split())


def _answer(field: Component | None, answer: str) -> Any:  # what a form sends
    if field is None:
        return answer
    if field.kind is Kind.CHECKBOX:
        return _YES.get(answer.casefold(), answer)
    if field.source is None:
        return answer
    values = {bare_of(one.label): one.text for one in field.source.written}
    if field.kind in SEVERAL:
        parts = [each.strip() for each in answer.split(";") if each.strip()]
        return [values.get(bare_of(each), each) for each in parts]
    return values.get(bare_of(answer), answer)


def _put(into: dict[str, Any], name: str, answer: Any) -> None:  # what a form sends
    """`a.b[0].c` in its place; a name of another shape stays as it is written."""
    path: list[str | int] = []
    for part in name.split("."):
        found = _PART.fullmatch(part)
        if found is None:
            into[name] = answer
            return
        path += [found[1], *(int(each) for each in re.findall(r"\d+", found[2]))]
    _set(into, path, answer)


def _set(into: Any, path: list[str | int], answer: Any) -> None:  # what a form sends
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        while len(into) <= first:
            into.append({})
    if not rest:
        into[first] = answer
        return
    empty: Any = [] if isinstance(rest[0], int) else {}
    held = into[first] if isinstance(first, int) else into.get(first)
    if not isinstance(held, type(empty)):
        into[first] = empty
    _set(into[first], rest, answer)
