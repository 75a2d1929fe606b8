"""`cauce token`: the keys of other programs to the API. Whoever may run this may make them.

The text of a token is printed once, alone on standard output, so that it can go straight into a
secret store; it is nowhere kept.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from engine.access import Scope, create_token, list_tokens, revoke_token
from engine.identity import system_actor
from engine.refusals import Refused
from storage.queries.municipalities import MunicipalityRow
from storage.queries.tokens import TokenRow
from ui.cli.console import out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Make, list and revoke the tokens of the API.", no_args_is_help=True)

Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]
WRONG = {
    "name": "Dé a la credencial un nombre que diga qué programa la usa.",
    "scopes": "Diga para qué sirve con --scope, por ejemplo --scope cases:read.",
    "roles": "Un rol es una sola palabra, como en el manifiesto del proceso.",
    "job_kinds": "Un tipo de trabajo es una sola palabra, como en el diagrama.",
    "expires_at": "El día de fin tiene que ser hoy o después.",
}


@app.callback()
def _group() -> None:
    """Make, list and revoke the tokens of the API."""


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Which program uses it: «Escáner de mesa».")],
    scope: Annotated[
        list[Scope] | None, typer.Option(help="What it may be used for; once for each.")
    ] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="For whose work, as with people; once for each.")
    ] = None,
    job_kind: Annotated[
        list[str] | None,
        typer.Option(help="Which work it may do with jobs:work; once for each, or all."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day on which it counts."),
    ] = None,
    town: Town = None,
) -> None:
    """Make a token and print it, this one time."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        answer = create_token(
            installation,
            system_actor(municipality.id),
            name=name,
            scopes=scope or (),
            roles=role or (),
            job_kinds=job_kind or (),
            expires_at=end_of(until, municipality),
        )
    if isinstance(answer, Refused):
        problem(WRONG[answer.details["field"]])
        raise typer.Exit(2)
    typer.echo(answer.token)


@app.command("list")
def list_them(town: Town = None) -> None:
    """Every token of a municipality: its uses, its roles, until when, and when it was last used."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        rows = list_tokens(installation, system_actor(municipality.id))
        now = installation.clock.now()
    table = Table("N.°", "Nombre", "Usos", "Roles", "Vale", "Último uso")
    for row in rows:
        used = f"{row.last_used_on:%d/%m/%Y}" if row.last_used_on else "nunca"
        standing = standing_of(row, municipality, now)
        table.add_row(str(row.id), row.name, row.scopes, row.roles or "ninguno", standing, used)
    out.print(table)


@app.command()
def revoke(
    token: Annotated[int, typer.Argument(help="Its number, as `cauce token list` shows it.")],
    town: Town = None,
) -> None:
    """End a token from now on; what it did stays in the history under its name."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        refused = revoke_token(installation, system_actor(municipality.id), token)
    if refused is not None:
        problem(f"No hay una credencial {token} en {municipality.name}. Vea «cauce token list».")
        raise typer.Exit(1)
    out.print("La credencial ya no vale.")


def end_of(day: datetime | None, town: MunicipalityRow) -> datetime | None:
    """The midnight after a day, where the municipality lies."""
    if day is None:
        return None
    after = day.date() + timedelta(days=1)
    return datetime.combine(after, time(), tzinfo=ZoneInfo(town.timezone))


def standing_of(row: TokenRow, town: MunicipalityRow, now: datetime) -> str:
    """«hasta el 31/12/2026», «sin fin», «vencida», «revocada»."""
    if row.revoked_at is not None:
        return "revocada"
    if row.expires_at is None:
        return "sin fin"
    if row.expires_at <= now:
        return "vencida"
    last = row.expires_at.astimezone(ZoneInfo(town.timezone)) - timedelta(microseconds=1)
    return f"hasta el {last:%d/%m/%Y}"
