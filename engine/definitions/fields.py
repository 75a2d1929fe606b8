"""What forms ask and the process never reads: told once a form, as advice.

What people write for people (a text of several lines, a document) is meant to be read by them and
not looked at. All other answers decide or compute something somewhere, or they are misspelt, or
only kept: whoever drew the process knows which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from engine.bpmn.lint.catalogue import consequence_of
from engine.forms import Form, Kind
from engine.forms.components import FILES, every_part
from engine.refusals import Fault
from engine.sentences import N_

FOR_PEOPLE = FILES | {Kind.TEXTAREA, Kind.EXPRESSION}


def check_fields(
    forms: Mapping[str, Form], paths: Mapping[str, str], reads: Collection[str]
) -> Iterator[Fault]:
    """Warnings, in the order of the forms' keys; `reads` are the names that anything reads."""
    for key, form in sorted(forms.items()):
        unread = [name for name in _asked(form) if name not in reads]
        if unread:
            yield Fault(
                paths[key],
                N_("Nada en el proceso lee lo que aquí se pregunta: %(names)s."),
                rule="variables",
                hint=N_("Si debe decidir algo, revise el nombre; si no, queda en lo enviado."),
                severity="warning",
                consequence=consequence_of("variables"),
                facts={"names": ", ".join(unread)},
            )


def _asked(form: Form) -> list[str]:
    """The names of what is asked of a person, in the order of the form; of a path, its first."""
    written = form.writes
    names = (
        part.path[0]
        for part in every_part(form.components)
        if part.path and part.kind not in FOR_PEOPLE
    )
    return [name for name in dict.fromkeys(names) if name in written]
