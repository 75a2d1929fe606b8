"""`cauce provider`: who vouches for people at the doors of a municipality (OpenID Connect).

The secret of the client stays in the file of secrets (`CAUCE_SECRETS_FILE`), bound to the host of
the provider; here only its name is written down.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from engine.vouching.choosing import let_vouch, vouch_no_more
from engine.vouching.providers import Door, Provider, provider_in, providers_in
from engine.vouching.reaching import Unreachable
from ui.cli.console import note, out, problem
from ui.cli.telling import AsJson, InName, Town, acting, done, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.outside import reach_of

app = typer.Typer(help="Let providers of sign-in vouch for people.", no_args_is_help=True)
Key = Annotated[str, typer.Argument(help="Its short name, which stands in addresses: id-peru.")]
Reason = Annotated[str, typer.Option(help="Why; it stays in the history.")]
OPTIONS = {
    "key": "KEY",
    "title": "--title",
    "issuer": "--issuer",
    "client_id": "--client-id",
    "scopes": "--scopes",
    "national_id": "--national-id",
    "levels": "--level",
    "doors": "--door",
    "reason": "--reason",
}


@app.callback()
def _group() -> None:
    """Let providers of sign-in vouch for people."""


@app.command()
def add(
    key: Key,
    title: Annotated[str, typer.Option(help="What its button says: «Ingresar con …».")],
    issuer: Annotated[str, typer.Option(help="Its issuer, exactly as its tokens write it.")],
    client_id: Annotated[str, typer.Option(help="Who the house is to it.")],
    reason: Reason,
    secret: Annotated[str, typer.Option(help="Name of the client's secret in the file.")] = "",
    scopes: Annotated[str, typer.Option(help="What is asked for.")] = "openid profile email",
    national_id: Annotated[str, typer.Option(help="The claim that carries the national id.")] = "",
    level: Annotated[
        list[str] | None, typer.Option(help="A value of acr that is high enough; once for each.")
    ] = None,
    door: Annotated[
        list[Door] | None, typer.Option(help="For whom it vouches; citizens if absent.")
    ] = None,
    trust_email: Annotated[
        bool, typer.Option(help="An e-mail that it verified joins the account of that address.")
    ] = False,
    town: Town = None,
    who: InName = None,
    as_json: AsJson = False,
) -> None:
    """Add a provider, or write down anew the one of that name, and ask it where its doors are."""
    provider = Provider(
        key=key,
        title=title,
        issuer=issuer,
        client_id=client_id,
        secret=secret,
        scopes=scopes,
        national_id=national_id,
        levels=tuple(level or ()),
        doors=tuple(door or (Door.CITIZEN,)),
        trusts_email=trust_email,
    )
    chosen = settings()
    with opened(chosen) as installation:
        row = only_town(installation, town)
        done(let_vouch(installation, acting(installation, row, who), provider, reason), OPTIONS)
        found = reach_of(chosen, installation).discover(issuer, installation.clock.now())
    answers = not isinstance(found, Unreachable)
    if as_json:
        return say_json({"key": key, "answers": answers})
    if isinstance(found, Unreachable):
        problem(f"Queda anotado, pero no responde ({found.what}). Véase CAUCE_OUTSIDE_HOSTS.")
    note(f"Su dirección de vuelta: …/{row.slug}/citizen/with/{key}/answer")
    if door and Door.STAFF in door:
        note(f"Para el personal: …/{row.slug}/sign-in/with/{key}/answer")
    out.print("Guardado.")
    return None


@app.command("list")
def list_them(town: Town = None, as_json: AsJson = False) -> None:
    """Who vouches, for whom, and what is believed of it."""
    with opened(settings()) as installation:
        found = providers_in(only_town(installation, town).settings)
    if as_json:
        return say_json([asdict(each) for each in found])
    table = Table("Clave", "Nombre", "Emisor", "Puertas", "Documento", "Niveles")
    for each in found:
        doors, levels = ", ".join(each.doors), ", ".join(each.levels) or "todos"
        row = (each.key, each.title, each.issuer, doors, each.national_id or "—", levels)
        table.add_row(*(Text(text) for text in row))
    out.print(table)
    return None


@app.command()
def remove(key: Key, reason: Reason, town: Town = None, who: InName = None) -> None:
    """Nobody comes in by it any more."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        if all(provider_in(row.settings, key, door) is None for door in Door):
            problem(f"En {row.name} no hay «{key}». Vea «cauce provider list».")
            raise typer.Exit(1)
        done(vouch_no_more(installation, acting(installation, row, who), key, reason), OPTIONS)
    out.print("Guardado.")
