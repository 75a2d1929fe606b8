"""Observing: a form marks answers of another as wrong, and a third one asks for those again.

Two components name the form that was declared, by its key, in their own properties:
- a `dynamiclist` with `observes`: its rows are `{campo, motivo}`, one for each field that is wrong;
- a `group` with `corrects`: it holds the fields of that form. Those that the rows name may be
  answered, each with its reason; the others are locked, and show what the case knows.

A list is named as a whole (`socios`), or one field of one of its rows (`socios[1].domicilio`): then
no row comes or goes, and everything else of it is locked.

The forms of a process are linked once all of them are read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from engine.feel import Value
from engine.forms.components import (
    ANSWERED,
    FILES,
    FOLDERS,
    SHOWN_ONLY,
    Component,
    Form,
    Kind,
    Option,
    Rules,
    Source,
)
from engine.forms.errors import FormProblem
from engine.forms.names import at
from engine.forms.templates import Template
from engine.sentences import N_, facts_of

FIELD, REASON = "campo", "motivo"
OBSERVATIONS = "observaciones"
"""Where the rows are, unless `observations` says another name."""
_LONGEST = Decimal(500)
"""Characters of a reason."""


def linked(forms: Mapping[str, Form]) -> tuple[dict[str, Form], dict[str, list[FormProblem]]]:
    """The forms with what they take of others, and the faults of each by its key."""
    faults: dict[str, list[FormProblem]] = {}
    whole = {
        key: replace(form, components=tuple(_linked(form.components, key, forms, faults)))
        for key, form in forms.items()
    }
    return whole, faults


def observed(rows: object) -> dict[str, str]:
    """The reason for each field that is named; what is no such row is left out."""
    listed = rows if isinstance(rows, list | tuple) else ()
    named = (row for row in listed if isinstance(row, Mapping))
    return {
        row[FIELD]: row[REASON]
        for row in named
        if isinstance(row.get(FIELD), str) and isinstance(row.get(REASON), str)
    }


def reason_of(component: Component, scope: Mapping[str, Value], row: int | None = None) -> str:
    """What is wrong with a field that is to be corrected; empty for any other. `row` is the number
    of the row that holds it."""
    return _reasons(component, scope).get(_place_of(component, row), "")


def is_closed(component: Component, scope: Mapping[str, Value], row: int | None = None) -> bool:
    """The field stands in a correction and nothing is wrong with it, nor with the list around it;
    of a list, with nothing in it."""
    if not component.asked_of:
        return False
    reasons = _reasons(component, scope)
    place = _place_of(component, row)
    return not (place in reasons or place.partition("[")[0] in reasons or _inside(place, reasons))


def is_partly_open(component: Component, scope: Mapping[str, Value]) -> bool:
    """A list in a correction that is not wrong as a whole, but in some of its rows."""
    reasons = _reasons(component, scope)
    place = component.asked_as
    return bool(reasons) and place not in reasons and _inside(place, reasons)


def labels_in(form: Form, known: Mapping[str, Value]) -> dict[str, str]:
    """What can be observed of what was declared in a form, by its place, with what it is called;
    after each list the fields of its rows."""
    found: dict[str, str] = {}
    for place, part in declared_fields(form):
        label = part.label.plain({}) or place
        found[place] = label
        rows = at(known, tuple(place.split("."))) if part.kind is Kind.DYNAMICLIST else None
        for number in range(len(rows) if isinstance(rows, list | tuple) else 0):
            for name, field in _declared(part.children, ()):
                told = field.label.plain({}) or name
                found[f"{place}[{number}].{name}"] = f"{label} {number + 1}: {told}"
    return found


def _reasons(component: Component, scope: Mapping[str, Value]) -> dict[str, str]:
    if not component.asked_of:
        return {}
    return observed(at(scope, tuple(component.asked_of.split("."))))


def _place_of(component: Component, row: int | None) -> str:
    return component.asked_as if row is None else component.asked_as.replace("[]", f"[{row}]")


def _inside(place: str, reasons: Mapping[str, str]) -> bool:
    return any(each.startswith(f"{place}[") for each in reasons)


def declared_fields(form: Form) -> tuple[tuple[str, Component], ...]:
    """What of a form can be observed, by its place: fields, and lists as wholes."""
    return tuple(_declared(form.components, ()))


def _linked(
    components: tuple[Component, ...],
    key: str,
    forms: Mapping[str, Form],
    faults: dict[str, list[FormProblem]],
) -> Iterator[Component]:
    for part in components:
        named = part.observes or part.corrects
        if not named:
            yield replace(part, children=tuple(_linked(part.children, key, forms, faults)))
            continue
        other = forms.get(named)
        if other is None or any(one.observes or one.corrects for one in other.components):
            faults.setdefault(key, []).append(
                FormProblem(
                    part.key or "componente",
                    N_("El formulario «%(name)s» no está, o él mismo observa o corrige otro"),
                    N_("Nombre el formulario en que se declararon los datos."),
                    facts_of({"name": named}),
                )
            )
            yield part
        elif part.observes:
            yield _observing(part, other)
        else:
            yield replace(part, declared=other, children=tuple(_correcting(part, other)))


def _observing(part: Component, other: Form) -> Component:
    options = tuple(
        Option(place, field.label.plain({}) or place) for place, field in declared_fields(other)
    )
    choice = Component(
        Kind.SELECT,
        path=(FIELD,),
        label=Template((N_("Dato"),)),
        rules=Rules(required=True),
        source=Source(options, declared=other),
    )
    reason = Component(
        Kind.TEXTAREA,
        path=(REASON,),
        label=Template((N_("Qué está mal"),)),
        rules=Rules(required=True, max_length=_LONGEST),
    )
    return replace(part, declared=other, children=(choice, reason), rows_at_first=0)


def _correcting(group: Component, other: Form) -> Iterator[Component]:
    name = group.properties.get("observations", OBSERVATIONS)

    def asked(parts: tuple[Component, ...], inside: tuple[str, ...]) -> Iterator[Component]:
        for part in parts:
            place = inside + part.path
            if part.kind in SHOWN_ONLY or part.kind is Kind.EXPRESSION:
                continue
            if part.kind in FOLDERS:
                children = tuple(asked(part.children, place))
                yield replace(part, kind=Kind.GROUP, children=children)
                continue
            whole = ".".join(place)
            children = tuple(_in_rows(part.children, name, f"{whole}[]."))
            yield replace(part, asked_of=name, asked_as=whole, children=children)

    yield from asked(other.components, ())


def _in_rows(parts: tuple[Component, ...], name: str, before: str) -> Iterator[Component]:
    """The parts of a row; `[]` stands for its number, which is known once it is there."""
    for part in parts:
        if part.kind in FOLDERS:
            inside = f"{before}{part.key}." if part.path else before
            yield replace(part, children=tuple(_in_rows(part.children, name, inside)))
        else:
            yield replace(part, asked_of=name, asked_as=before + part.key)


def _declared(
    components: tuple[Component, ...], inside: tuple[str, ...]
) -> Iterator[tuple[str, Component]]:
    for part in components:
        place = inside + part.path
        if part.kind in FOLDERS:
            yield from _declared(part.children, place)
        elif part.kind in ANSWERED | FILES or part.kind is Kind.DYNAMICLIST:
            yield ".".join(place), part
