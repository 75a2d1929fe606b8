"""[publication] of manifest.toml: which acts of a process are published, as what.

The house publishes in more than one form; `by` names it (`ocds`: the Open Contracting Data
Standard; `ocds_plan`: a procurement plan in it) and whoever publishes in it reads the
tables that it needs (`tables`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from engine.definitions.checks import Reader
from engine.feel import Expression, FeelSyntaxError, compile_expression
from engine.sentences import N_

FORMS = ("ocds", "ocds_plan")
TABLES = ("terms", "methods", "documents", "data")
"""The elements whose legal term is published, by what it means; how methods and kinds of document
are called there; and where each thing that is told lies in the data of the case, as expressions."""


class Happening(StrEnum):
    """done: the element was completed, computed, decided or reached; term: the date of its legal
    term was moved; filed: a document of that kind was filed."""

    DONE = "done"
    TERM = "term"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class PublishedAct:
    """One act that is published: what happened at an element (or with a kind of document), under
    which condition over the data of the case, as which tags; `again` are the tags when it was
    published before, `fact` is what it means to the form in which it is published."""

    element: str = ""
    kind: str = ""
    on: Happening = Happening.DONE
    tags: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    when: str = ""
    fact: str = ""

    def holds(self, data: Mapping[str, Any]) -> bool:
        """Whether it is published, with what the case knew then."""
        return not self.when or condition(self.when).evaluate(data) is True


@dataclass(frozen=True, slots=True)
class Publication:
    """How the cases of a process are published; `by` is empty where they are not."""

    by: str = ""
    acts: tuple[PublishedAct, ...] = ()
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def elements(self) -> frozenset[str]:
        """The elements of the diagram that it names."""
        return frozenset(act.element for act in self.acts if act.element)

    def elements_of_term(self, name: str) -> tuple[str, ...]:
        """The elements whose legal term it is, by what it means: one, or one or another with
        spaces between them, where several ways lead through the diagrams."""
        return tuple(self.tables.get("terms", {}).get(name, "").split())


def condition(text: str) -> Expression:
    """The expression of a text, without the `=` that may begin it."""
    return compile_expression(text.removeprefix("="))


def read_publication(reader: Reader | None) -> Publication:
    """[publication], or nothing where the manifest has none."""
    if reader is None:
        return Publication()
    by = reader.choice("by", ("", *FORMS), default="")
    acts = tuple(_act(part) for part in reader.parts("acts"))
    tables = {name: reader.table_of_texts(name) for name in TABLES}
    for text in tables["data"].values():
        _check_expression(reader, text)
    reader.nothing_else()
    return Publication(by, acts, {name: table for name, table in tables.items() if table})


def _act(part: Reader) -> PublishedAct:
    act = PublishedAct(
        element=part.text("element"),
        kind=part.text("document"),
        on=Happening(part.choice("on", list(Happening), default=Happening.DONE)),
        tags=part.texts("tags", required=True),
        again=part.texts("again"),
        when=part.text("when"),
        fact=part.text("fact"),
    )
    if bool(act.element) == bool(act.kind) or bool(act.kind) != (act.on is Happening.FILED):
        part.fault(N_("Un acto que se publica nombra «element», o bien «document» con on = filed."))
    _check_expression(part, act.when or "true")
    part.nothing_else()
    return act


def _check_expression(part: Reader, text: str) -> None:
    try:
        condition(text)
    except FeelSyntaxError as fault:
        said = N_("La expresión «%(text)s» de [publication] no se entiende: %(why)s")
        part.fault(said, text=text, why=fault.sentence)
