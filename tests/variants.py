"""A shared process that a municipality changed, and the later one that the house brings."""

from __future__ import annotations

from engine.definitions.bundle import Bundle
from processes.registry import Family
from tests.diagrams import bundle, end, field, form, path, start, user

KEY, FILE, FORM = "test", "test.bpmn", "forms/ask.json"
TERM = '<cauce:deadline title="Revisar" length="{}" unit="business"/>'


def shared(*steps: str, term: str = "5", label: str = "Asunto", help_: str = "") -> Bundle:
    """A row of tasks; the first has a term, the start a form."""
    tasks = [user(each, more=TERM.format(term) if each == "write" else "") for each in steps]
    told = {"description": help_} if help_ else {}
    return bundle(
        start(form="ask"),
        *tasks,
        end(),
        path("start", *steps, "end"),
        forms={"ask": form(field("asunto", label=label, **told), field("monto"))},
        manifest='operators = ["boss"]',
    )


FIRST = shared("write", "sign")
LATER = shared("write", "check", "sign", term="3", help_="En pocas palabras")
"""Another task, a shorter term, and a help for the first field."""
OURS = shared("write", "sign", term="8", label="Su pedido")
"""A longer term, and the first field by another name."""


def house(one: Bundle) -> tuple[Family, ...]:
    """The catalogue of the house with this alone."""
    return (Family("prueba", one),)
