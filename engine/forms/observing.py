"""Observing: a form marks answers of another as wrong, and a third one asks for those again.

Two components name the form that was declared, by its key, in their own properties:
- a `dynamiclist` with `observes`: its rows are `{campo, motivo}`, one for each field that is wrong;
- a `group` with `corrects`: it holds the fields of that form. Those that the rows name may be
  answered, each with its reason; the others are locked, and show what the case knows.

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


def reason_of(component: Component, scope: Mapping[str, Value]) -> str:
    """What is wrong with a field that is to be corrected; empty for any other."""
    if not component.asked_of:
        return ""
    found: Value = scope
    for name in component.asked_of.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return observed(found).get(component.asked_as, "")


def is_closed(component: Component, scope: Mapping[str, Value]) -> bool:
    """The field stands in a correction and nothing is wrong with it."""
    return bool(component.asked_of) and not reason_of(component, scope)


def declared_fields(form: Form) -> tuple[tuple[str, Component], ...]:
    """What of a form can be observed, by its place: fields, and lists as wholes."""
    return tuple(_declared(form.components, ()))


def known_of(component: Component, context: Mapping[str, Value], place: tuple[str, ...]) -> Value:
    """What the case knows of a list that is not to be corrected."""
    return at(context, place) if is_closed(component, context) else None


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
        source=Source(options),
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
            children = tuple(
                replace(child, asked_of=name, asked_as=whole) for child in part.children
            )
            yield replace(part, asked_of=name, asked_as=whole, children=children)

    yield from asked(other.components, ())


def _declared(
    components: tuple[Component, ...], inside: tuple[str, ...]
) -> Iterator[tuple[str, Component]]:
    for part in components:
        place = inside + part.path
        if part.kind in FOLDERS:
            yield from _declared(part.children, place)
        elif part.kind in ANSWERED | FILES or part.kind is Kind.DYNAMICLIST:
            yield ".".join(place), part
