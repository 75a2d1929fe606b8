"""Steps that are completed many at once: what their form may not ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.bpmn import Program
from engine.bpmn.lint.catalogue import consequence_of
from engine.forms import Form
from engine.forms.components import FILES, Component, every_part
from engine.refusals import Fault
from engine.sentences import N_


def check_bulk_forms(program: Program, forms: Mapping[str, Form]) -> Iterator[Fault]:
    """An error for each such step whose form asks what only one case can answer."""
    for element in program.elements:
        form = forms.get(element.form_key or "") if element.bulk is not None else None
        if form is None or not _of_one_case(form):
            continue
        yield Fault(
            "",
            N_(
                "Se completa de a muchas, pero su formulario tiene páginas, archivos u"
                " observaciones, que son de cada una."
            ),
            element.id,
            element.name,
            "bulk",
            N_("Quite cauce:bulk, o use otro formulario."),
            consequence=consequence_of("bulk"),
        )


def _of_one_case(form: Form) -> bool:
    return bool(form.pages) or any(_is_of_one(part) for part in every_part(form.components))


def _is_of_one(part: Component) -> bool:
    return part.kind in FILES or part.declared is not None
