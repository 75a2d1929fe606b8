"""Names that have no value where they are used."""

from collections.abc import Iterator

from engine.dmn.checks.finding import Finding, Severity
from engine.dmn.model import Model
from engine.dmn.notes import TextNote
from engine.feel.builtins import BUILTINS
from engine.feel.walk import names_in_filters
from engine.sentences import N_, phrase


def unknown_names(text: TextNote, model: Model, functions: frozenset[str]) -> Iterator[Finding]:
    """Names that nothing gives a value; inside filters an item may, so those are passed over."""
    elements = {element.name for element in model.elements.values()}
    passed_over = names_in_filters(text.expression.node) | text.scope | functions | {"partial"}
    for name in sorted(text.expression.names - passed_over):
        if name in BUILTINS:
            continue
        known = name in elements
        missing = "it is in the model, but not required here" if known else "unknown"
        falta = N_("está en el modelo, pero aquí no se requiere") if known else N_("desconocido")
        message = f"the name {name} has no value here: {missing}."
        said = phrase(
            N_("el nombre %(name)s no tiene valor aquí: %(why)s."), name=name, why=phrase(falta)
        )
        yield Finding(Severity.ERROR, text.owner, text.element, message, said)
