"""From form-js JSON to a Form. Every key is understood or refused with a sentence.

Bounded: size, number of components, depth. What one component says is read in `parts`.
"""

from dataclasses import replace

from engine.forms.components import (
    CONTAINERS,
    FILES,
    FOLDERS,
    KIND_BY,
    SHOWN_ONLY,
    Component,
    Form,
    Kind,
    every_part,
)
from engine.forms.errors import FormProblem, FormRefused
from engine.forms.file import PLACE, load
from engine.forms.parts import common, with_its_own
from engine.forms.places import check_documents, check_places, check_registers
from engine.forms.reader import Json, Reader
from engine.forms.schema import FORM_KEYS, KEYS, MULTIPAGE_KEYS, NEWEST_SCHEMA, NOT_TAKEN
from engine.sentences import N_

MOST_COMPONENTS = 400
DEEPEST = 5


def parse_form(content: bytes) -> Form:
    """The form of a form-js file. Raises FormRefused with every fault that was found."""
    faults: list[FormProblem] = []
    data = load(content)
    reader = Reader(data, PLACE, faults)
    reader.only(FORM_KEYS)
    if data.get("type", "default") != "default":
        reader.fault(N_("El tipo de formulario debe ser «default»"))
    reader.whole("schemaVersion", default=1, low=1, high=NEWEST_SCHEMA)
    if not isinstance(data.get("components"), list):
        reader.fault(N_("Falta la lista de componentes"), N_("Agregue al menos un componente."))
    components = _with_pages(_components(_opened(data, reader), depth=0), reader)
    form = Form(reader.text("id"), components)
    check_places(form.components, reader)
    check_documents(form.components, reader)
    check_registers(form.components, reader)
    if faults:
        raise FormRefused(tuple(faults))
    return form


def _opened(data: Json, reader: Reader) -> Reader:
    """The form with the pages of its «multipage», if it has one, in their place."""
    listed = data.get("components")
    if not isinstance(listed, list):
        return reader
    opened: list[object] = []
    for item in listed:
        if isinstance(item, dict) and item.get("type") == "multipage":
            inside = Reader(item, _name(item), reader.faults)
            inside.only(MULTIPAGE_KEYS)
            pages = item.get("components")
            opened += pages if isinstance(pages, list) else []
        else:
            opened.append(item)
    return Reader({**data, "components": opened}, reader.name, reader.faults)


def _with_pages(components: tuple[Component, ...], reader: Reader) -> tuple[Component, ...]:
    """Groups that say so are pages; where there are pages, everything that is asked is in one."""
    parts = tuple(
        replace(part, kind=Kind.PAGE)
        if part.kind is Kind.GROUP and part.properties.get("page") == "true"
        else part
        for part in components
    )
    if not any(part.kind is Kind.PAGE for part in parts):
        return parts
    for part in parts:
        if part.kind is not Kind.PAGE and part.kind not in SHOWN_ONLY:
            reader.fault(
                N_("«%(key)s» está fuera de las páginas"), N_("Póngalo dentro de una."),
                key=part.key,
            )  # fmt: skip
        if part.kind is Kind.PAGE and not part.label.parts:
            reader.fault(N_("Una página no tiene nombre"), N_("Escriba su etiqueta."))
    return parts


def _components(parent: Reader, *, depth: int) -> tuple[Component, ...]:
    listed = parent.data.get("components")
    if not isinstance(listed, list):
        return ()
    if depth > DEEPEST or len(listed) > MOST_COMPONENTS:
        parent.fault(
            N_("Hay más de %(deepest)s niveles o de %(most)s componentes"), deepest=DEEPEST,
            most=MOST_COMPONENTS,
        )  # fmt: skip
        return ()
    parsed = (_component(item, parent, depth=depth) for item in listed)
    return tuple(component for component in parsed if component is not None)


def _component(data: object, parent: Reader, *, depth: int) -> Component | None:
    if not isinstance(data, dict):
        parent.fault(N_("Un componente debe ser un objeto"))
        return None
    kind_name = data.get("type")
    reader = Reader(data, _name(data), parent.faults)
    if kind_name not in {kind.value for kind in Kind}:
        advice = NOT_TAKEN.get(str(kind_name), N_("Use otro tipo de componente."))
        reader.fault(N_("El componente «%(kind)s» no se admite"), advice, kind=kind_name)
        return None
    kind = Kind(kind_name)
    if kind is Kind.PAGE and depth:
        reader.fault(N_("Una página no puede ir dentro de otra parte"))
    reader.only(KEYS[kind])
    component = common(kind, reader)
    if kind in CONTAINERS:
        return _container(component, reader, depth=depth)
    return with_its_own(component, reader)


def _name(data: Json) -> str:
    for key in ("key", "path", "label", "id", "type"):
        if isinstance(data.get(key), str) and data[key]:
            return str(data[key])[:80]
    return "componente"


def _of_its_row(part: Component, *, fixed: bool) -> bool:
    """A file field of rows that neither come nor go, which says what tells theirs apart."""
    return fixed and part.kind is Kind.FILEPICKER and KIND_BY in part.properties


def _container(component: Component, reader: Reader, *, depth: int) -> Component:
    children = _components(reader, depth=depth + 1)
    if component.kind in FOLDERS:
        return replace(component, children=children)
    inside = tuple(every_part(children))
    if any(child.kind is Kind.DYNAMICLIST for child in inside):
        reader.fault(N_("Una lista no puede tener otra lista dentro"), N_("Sepárelas."))
    rows_fixed = not reader.flag("allowAddRemove", default=True)
    if any(child.kind in FILES and not _of_its_row(child, fixed=rows_fixed) for child in inside):
        reader.fault(
            N_("Una lista a la que se agregan filas no puede pedir archivos"),
            N_("Ponga «allowAddRemove» en false y «kind_by», o pídalos fuera de la lista."),
        )
    if not rows_fixed and any(child.locked is not False for child in inside):
        reader.fault(
            N_("Una lista a la que se agregan filas no puede tener campos bloqueados"),
            N_("Ponga «allowAddRemove» en false o desbloquee los campos."),
        )  # fmt: skip
    return replace(
        component,
        children=children,
        rows_fixed=rows_fixed,
        rows_at_first=reader.whole("defaultRepetitions", default=1, low=0, high=100),
    )
