"""What the commands about people and municipalities answer: words for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import typer

from engine.identity import Actor, system_actor
from engine.installation import Installation
from engine.refusals import Refused
from storage.queries.identity import PersonRow, person_by_login
from storage.queries.municipalities import MunicipalityRow
from ui.cli.acting import actor_named
from ui.cli.console import problem
from ui.refusals import told
from ui.templating import catalogue_of
from ui.wrong_fields import WRONG

T = TypeVar("T")
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]
Somebody = Annotated[str, typer.Argument(help="E-mail or national id of the person.")]
InName = Annotated[
    str | None,
    typer.Option(
        "--as", help="In whose name; the history tells it as done at the server otherwise."
    ),
]


def say_json(value: Any) -> None:
    """One value, alone on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def acting(installation: Installation, town: MunicipalityRow, who: str | None) -> Actor:
    """Somebody of the municipality, or whoever runs the installation."""
    return actor_named(installation, town, who) if who else system_actor(town.id)


def person_named(installation: Installation, town: MunicipalityRow, login: str) -> PersonRow:
    """The person, in or out; ends the command when there is none."""
    with installation.database.read(town.id) as connection:
        person = person_by_login(connection, town.id, login.strip())
    if person is None:
        problem(f"En {town.name} no hay nadie con «{login}». Vea «cauce person list».")
        raise typer.Exit(1)
    return person


def done(answer: T | Refused, options: Mapping[str, str]) -> T:
    """What was done; or says why it was refused, with the option that mends it, and ends."""
    if not isinstance(answer, Refused):
        return answer
    words = catalogue_of("es")
    field = answer.details.get("field", "")
    sentence = WRONG[field](words) if field in WRONG else told(answer, words).sentence
    option = options.get(field.removesuffix("_taken"), "")
    problem(f"{sentence} ({option})" if option else sentence)
    raise typer.Exit(1)
