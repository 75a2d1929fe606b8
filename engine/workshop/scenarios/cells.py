"""What a table of a scenario says, as the form that it fills in would send it. Pure.

A field goes by its name in the process or by the words over it; an option by its value or its
words. `items[1].monto` is the field of the second row of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.forms.components import CONTAINERS, SEVERAL, Component, Form, Kind

MOST_ROWS = 100
_PART = re.compile(r"([^.\[\]]+)((?:\[\d{1,2}\])*)")
_YES = {"sí": "true", "si": "true", "no": ""}


def typed_in(form: Form | None, rows: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """Names and answers of a table with two columns, nested as a form sends them."""
    fields = _fields_by_name(form)
    found: dict[str, Any] = {}
    for row in rows[:MOST_ROWS]:
        if len(row) < 2 or not row[0].strip():
            continue
        name, answer = row[0].strip(), row[1].strip()
        field = fields.get(_bare(name))
        _put(found, field[0] if field else name, _answer(field[1] if field else None, answer))
    return found


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


def _fields_by_name(form: Form | None) -> dict[str, tuple[str, Component]]:
    """Each field by its whole name and by the words over it, the first where two are alike."""
    found: dict[str, tuple[str, Component]] = {}
    for name, part in _named(form.components if form else (), ""):
        found.setdefault(_bare(name), (name, part))
    for name, part in _named(form.components if form else (), ""):
        words = _words_over(part)
        if words:
            found.setdefault(_bare(words), (name, part))
    return found


def _named(parts: tuple[Component, ...], around: str) -> Iterator[tuple[str, Component]]:
    for part in parts:
        own = ".".join(filter(None, (around, part.key)))
        if part.kind in CONTAINERS:
            if part.kind is not Kind.DYNAMICLIST:
                yield from _named(part.children, own)
        elif part.key:
            yield own, part


def _words_over(part: Component) -> str:
    """The label, where it reads nothing of the case."""
    return "" if part.label.names else part.label.plain({})


def _answer(field: Component | None, answer: str) -> Any:  # what a form sends
    if field is None:
        return answer
    if field.kind is Kind.CHECKBOX:
        return _YES.get(answer.casefold(), answer)
    if field.source is None:
        return answer
    values = {_bare(one.label): one.text for one in field.source.written}
    if field.kind in SEVERAL:
        parts = [each.strip() for each in answer.split(";") if each.strip()]
        return [values.get(_bare(each), each) for each in parts]
    return values.get(_bare(answer), answer)


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


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".:")
