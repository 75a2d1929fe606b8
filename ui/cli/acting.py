"""In whose name a command acts: a person of the municipality, with the roles they hold now. The
history names them, and what they may not do is refused here as on the pages."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Annotated

import typer

from engine.identity import Actor
from engine.identity.sessions import actor_for
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_
from storage.queries.cases import CaseRow, case_by_number
from storage.queries.identity import person_by_login
from storage.queries.municipalities import MunicipalityRow
from ui.cli.console import problem
from ui.refusals import told
from ui.templating import catalogue_of

Who = Annotated[
    str, typer.Option("--as", help="E-mail or national id of the person in whose name it is done.")
]
Reason = Annotated[str, typer.Option(help="Why; it stays in the history.")]


def actor_named(installation: Installation, town: MunicipalityRow, login: str) -> Actor:
    """The person; ends the command when there is none, or they have left."""
    with installation.database.read(town.id) as connection:
        person = person_by_login(connection, town.id, login.strip())
        actor = actor_for(installation, connection, town.id, person) if person else None
    if actor is None:
        problem(f"En {town.name} no hay nadie activo con «{login}». Use --as con su correo o DNI.")
        raise typer.Exit(1)
    return actor


def case_named(installation: Installation, town: MunicipalityRow, number: str) -> CaseRow:
    """The case; ends the command when there is none."""
    with installation.database.read(town.id) as connection:
        case = case_by_number(connection, town.id, number.strip())
    if case is None:
        problem(f"No hay un expediente {number} en {town.name}.")
        raise typer.Exit(1)
    return case


OPERATING = N_("Esa persona no tiene el permiso de operar ese proceso.")


def done_or_exit(
    answer: object, *, permission: str = OPERATING, words: NullTranslations | None = None
) -> None:
    """Says why it was refused, and ends the command; `permission` is what is told of a missing
    role, `words` the catalogue where the command has a language (else Spanish)."""
    if not isinstance(answer, Refused):
        return
    words = words or catalogue_of("es")
    sentence = told(answer, words).sentence
    if answer.kind is RefusalKind.NO_ROLE:
        sentence = words.gettext(permission)
    if answer.details.get("field") == "reason":
        sentence = words.gettext("Falta el motivo: use --reason.")
    problem(sentence)
    raise typer.Exit(1)
