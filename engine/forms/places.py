"""Where the answers of a form go: no two in one place, and none inside another's; and no document
that is a signature and something else, nor one told apart by a row it is not in;
and what is taken of a register has its key beside it."""

from collections import Counter
from itertools import combinations

from engine.forms.components import (
    FILES,
    FOLDERS,
    KIND_BY,
    SHOWN_ONLY,
    Component,
    Kind,
    every_part,
)
from engine.forms.reader import Reader
from engine.forms.rows import fields_in, lists_in
from engine.sentences import N_

KEYS = frozenset({Kind.TEXTFIELD, Kind.SELECT})
"""What a register is asked by: something typed, or one of its own keys that is chosen."""


def check_places(components: tuple[Component, ...], reader: Reader) -> None:
    """Keep a fault for every key that two components claim."""
    places = [".".join(place) for place in _places(components, ()) if place]
    for place, times in Counter(places).items():
        if times > 1:
            reader.fault(
                N_("La clave «%(place)s» se usa %(times)s veces"),
                N_("Dé una clave a cada campo."), place=place, times=times,
            )  # fmt: skip
    for one, other in combinations(sorted(set(places)), 2):
        if other.startswith(one + "."):
            reader.fault(
                N_("La clave «%(other)s» está dentro de «%(one)s»"), N_("Cambie una de las dos."),
                other=other, one=one,
            )  # fmt: skip


def check_documents(components: tuple[Component, ...], reader: Reader) -> None:
    """Keep a fault for every kind of document that a signature shares with another field."""
    asked = [part for part in every_part(components) if part.kind in FILES]
    kinds = Counter(part.document_kind for part in asked)
    signed = dict.fromkeys(part.document_kind for part in asked if part.kind is Kind.SIGNATURE)
    rows = {id(each) for part, _ in lists_in(components) for each in every_part(part.children)}
    for part in asked:
        if KIND_BY in part.properties and id(part) not in rows:
            reader.fault(
                N_("«%(field)s» tiene «kind_by» y no está en una lista"),
                N_("Quítela: un archivo fuera de una lista se guarda por su «kind»."),
                field=part.key,
            )
    for kind in signed:
        if kinds[kind] > 1:
            reader.fault(
                N_("La firma «%(kind)s» y otro campo guardan la misma clase de documento"),
                N_("Dé a cada uno su propiedad «kind»."), kind=kind,
            )  # fmt: skip


def check_registers(components: tuple[Component, ...], reader: Reader) -> None:
    """Keep a fault for every field that takes of a register by what is no text field, nor one list
    of options, beside it."""
    inside = [list(fields_in(part.children)) for part, _ in lists_in(components)]
    for fields in (list(fields_in(components)), *inside):
        keys = {place for field, place in fields if field.kind in KEYS}
        for field, place in fields:
            if field.taken and (field.taken.key not in keys or field.taken.key == place):
                reader.fault(
                    N_("«%(field)s» se trae con «%(key)s», que no es un campo de texto a su lado"),
                    N_("Nombre en «register_key» un campo de texto; en una lista, de su fila."),
                    field=".".join(place), key=".".join(field.taken.key),
                )  # fmt: skip


def _places(components: tuple[Component, ...], inside: tuple[str, ...]) -> list[tuple[str, ...]]:
    places: list[tuple[str, ...]] = []
    for component in components:
        here = inside + component.path
        if component.kind in FOLDERS:
            places += _places(component.children, here)
        elif component.kind is Kind.DYNAMICLIST:
            places += [here, *(_row_places(component, here))]
        elif component.kind not in SHOWN_ONLY:
            places.append(here)
    return places


def _row_places(component: Component, here: tuple[str, ...]) -> list[tuple[str, ...]]:
    name = (*here[:-1], f"{here[-1]}[]") if here else ("[]",)
    return _places(component.children, name)
