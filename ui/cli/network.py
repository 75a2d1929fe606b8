"""`cauce network`: accounts of the central government. No password stands among arguments."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from engine.network.accounts import add_account, end_account, forget_device, renew_password
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION
from storage.queries.network_accounts import accounts_of_network
from storage.tables.network_accounts import AccountKind
from ui.cli.console import note, out, problem
from ui.cli.secrets_asked import Ask, FromInput, first_password_of
from ui.cli.telling import AsJson, say_json
from ui.cli.wiring import opened, settings

app = typer.Typer(
    help="Let the central government into the pages that compare municipalities.",
    no_args_is_help=True,
)
Login = Annotated[str, typer.Argument(help="The e-mail that the account comes in with.")]


@app.callback()
def _group() -> None:
    """Let the central government into the pages that compare municipalities."""


@app.command()
def add(
    login: Login,
    name: Annotated[str, typer.Argument(help="Their full name.")],
    kind: Annotated[
        AccountKind, typer.Option(help="government, or operator of the installation.")
    ] = AccountKind.GOVERNMENT,
    from_input: FromInput = False,
    ask: Ask = False,
) -> None:
    """Give somebody an account; prints its password, this one time."""
    password = first_password_of(from_input=from_input, ask=ask, known=(login, name))
    with opened(settings()) as installation:
        answer = add_account(installation, login=login, name=name, kind=kind, password=password)
    if isinstance(answer, Refused):
        problem(_told(answer, login))
        raise typer.Exit(1)
    note(f"{name} ya puede ingresar en /network con {login}.")
    _say(answer.password, given=bool(password))


@app.command("list")
def list_them(as_json: AsJson = False) -> None:
    """The accounts, with those that were ended."""
    with (
        opened(settings()) as installation,
        installation.database.read(WHOLE_INSTALLATION) as connection,
    ):
        rows = accounts_of_network(connection)
    if as_json:
        lines = [{"login": e.login, "name": e.name, "kind": e.kind} for e in rows if not e.ended_at]
        return say_json(lines)
    table = Table("Cuenta", "Nombre", "Clase", "Hasta")
    for row in rows:
        table.add_row(
            row.login, row.name, row.kind, f"{row.ended_at:%Y-%m-%d}" if row.ended_at else ""
        )
    out.print(table)
    return None


@app.command()
def password(login: Login, from_input: FromInput = False, ask: Ask = False) -> None:
    """Give an account another password; whoever was in is out."""
    chosen = first_password_of(from_input=from_input, ask=ask, known=(login,))
    with opened(settings()) as installation:
        found = renew_password(installation, login, chosen)
    if found is None:
        problem(f"No hay una cuenta de la red con «{login}». `cauce network list` las muestra.")
        raise typer.Exit(1)
    _say(found, given=bool(chosen))


@app.command("no-code")
def no_code(login: Login) -> None:
    """Take away the phone of somebody who lost it; who was in is out, and takes another one."""
    with opened(settings()) as installation:
        forgotten = forget_device(installation, login)
    if not forgotten:
        problem(f"Ninguna cuenta de la red con «{login}» ingresa con código.")
        raise typer.Exit(1)
    note(f"{login} ingresa otra vez solo con su clave, y prepara otro teléfono si su rol lo pide.")


@app.command()
def end(login: Login) -> None:
    """Shut an account; whoever was in is out."""
    with opened(settings()) as installation:
        ended = end_account(installation, login)
    if not ended:
        problem(f"No hay una cuenta de la red con «{login}». `cauce network list` las muestra.")
        raise typer.Exit(1)
    note(f"{login} ya no ingresa.")


def _say(password: str, *, given: bool) -> None:
    """A password that was made, alone on standard output."""
    if not given:
        note("Su clave, que se muestra esta única vez:")
        typer.echo(password)


def _told(refused: Refused, login: str) -> str:
    if refused.kind is RefusalKind.ACCOUNT_TAKEN:
        return f"Ya hay una cuenta de la red con «{login}»."
    if refused.details.get("field") == "name":
        return "Diga el nombre de la persona, con 120 letras o menos."
    return "La cuenta es un correo: nombre@lugar.pe."
