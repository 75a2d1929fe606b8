"""`cauce citizens`: the accounts of people from outside. Passwords are never seen nor chosen here;
what is printed goes to the terminal alone, never into a log."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from engine.citizens.accounts import TRIED
from engine.citizens.keeping import close_account, send_reset, unlock_account
from engine.citizens.mandates import today_of
from engine.identity.signing_in import locked_until
from engine.installation import Installation
from storage.queries.accounts import outer_identities_of
from storage.queries.citizens import CitizenRow, accounts_with, filed_cases
from storage.queries.mandates import MandateRow, mandates_for, mandates_of
from storage.queries.municipalities import MunicipalityRow
from ui.cli.acting import Reason
from ui.cli.console import note, out, problem
from ui.cli.telling import AsJson, InName, Town, acting, done, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Look after the accounts of citizens.", no_args_is_help=True)
Account = Annotated[str, typer.Argument(help="The e-mail of the account, or its document.")]
OPTIONS = {"reason": "--reason"}
MOST = 500


@app.callback()
def _group() -> None:
    """Look after the accounts of citizens."""


@app.command("list")
def list_them(
    text: Annotated[
        str, typer.Argument(help="A part of the name, the e-mail or the document; all if absent.")
    ] = "",
    most: Annotated[int, typer.Option(help="How many at most.", min=1, max=MOST)] = 50,
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Accounts, by name."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        with installation.database.read(row.id) as connection:
            found = accounts_with(connection, row.id, text.strip(), limit=most)
    if as_json:
        return say_json([_line(each) for each in found])
    table = Table("Nombre", "Ingresa con", "Documento", "Desde")
    for each in found:
        table.add_row(
            each.name, each.login or "un proveedor", each.national_id, f"{each.made_at:%d/%m/%Y}"
        )
    out.print(table)
    if len(found) == most:
        note(f"Se muestran las primeras {most}: diga una parte del nombre, o --most.")
    return None


@app.command()
def show(account: Account, town: Town = None, as_json: AsJson = False) -> None:
    """One account: what it filed, for whom it acts, by what it comes in, whether it is paused."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        one = account_named(installation, row, account)
        with installation.database.read(row.id) as connection:
            today = today_of(installation, connection, row.id)
            told = {
                **_line(one),
                "phone": one.phone,
                "cases": [
                    each.number for each in filed_cases(connection, row.id, one.person_id, on=today)
                ],
                "acts_for": len(mandates_of(connection, row.id, one.person_id, on=today)),
                "providers": [
                    each.issuer for each in outer_identities_of(connection, row.id, one.person_id)
                ],
                "locked_until": locked_until(
                    installation, connection, row.id, TRIED + (one.login or "")
                ),
            }
    if as_json:
        return say_json(told)
    names = {
        "name": "Nombre",
        "login": "Ingresa con",
        "national_id": "Documento",
        "phone": "Teléfono",
        "since": "Desde",
        "cases": "Expedientes",
        "acts_for": "Representa a",
        "providers": "Ingresa también por",
        "locked_until": "En pausa hasta",
    }
    table = Table(show_header=False)
    for key, name in names.items():
        value = told[key]
        said = ", ".join(value) if isinstance(value, list) else str(value or "")
        table.add_row(name, said or "—")
    out.print(table)
    return None


@app.command()
def unlock(
    account: Account, reason: Reason, town: Town = None, who: InName = None, as_json: AsJson = False
) -> None:
    """End the pause after too many wrong passwords."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        one = account_named(installation, row, account)
        answer = unlock_account(installation, acting(installation, row, who), one.person_id, reason)
    _said(done(answer, OPTIONS).person_id, "Ya puede probar su clave otra vez.", as_json=as_json)


@app.command()
def reset(
    account: Account, reason: Reason, town: Town = None, who: InName = None, as_json: AsJson = False
) -> None:
    """Send the code with which they choose another password, to the address of the account."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        one = account_named(installation, row, account)
        answer = send_reset(installation, acting(installation, row, who), one.person_id, reason)
    said = "El código va a su correo; vale una hora."
    _said(done(answer, OPTIONS).person_id, said, as_json=as_json)


@app.command()
def close(
    account: Account, reason: Reason, town: Town = None, who: InName = None, as_json: AsJson = False
) -> None:
    """Close an account for good: its sessions end, its cases go on."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        one = account_named(installation, row, account)
        answer = close_account(installation, acting(installation, row, who), one.person_id, reason)
    said = "La cuenta está cerrada. Sus expedientes siguen, con su PIN y en la mesa de partes."
    _said(done(answer, OPTIONS).person_id, said, as_json=as_json)


@app.command()
def mandates(account: Account, town: Town = None, as_json: AsJson = False) -> None:
    """For whom an account acts today, and who acts for it."""
    with opened(settings()) as installation:
        row = only_town(installation, town)
        one = account_named(installation, row, account)
        with installation.database.read(row.id) as connection:
            today = today_of(installation, connection, row.id)
            found = (
                *mandates_of(connection, row.id, one.person_id, on=today),
                *mandates_for(connection, row.id, one.person_id, on=today),
            )
    if as_json:
        return say_json([_mandate(each) for each in found])
    table = Table("Representa", "A", "Trámites", "Hasta", "Consta en")
    for each in found:
        until = f"{each.until_on:%d/%m/%Y}" if each.until_on else "sin término"
        services = each.services or "todos"
        table.add_row(each.agent, each.principal, services, until, each.document)
    out.print(table)
    return None


def account_named(installation: Installation, town: MunicipalityRow, text: str) -> CitizenRow:
    """The account of an e-mail or a document; ends the command when there is none, or several."""
    wanted = text.strip().casefold()
    with installation.database.read(town.id) as connection:
        near = accounts_with(connection, town.id, text.strip(), limit=MOST)
    found = [each for each in near if wanted in ((each.login or ""), each.national_id.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        problem(f"{len(found)} cuentas dicen tener ese documento: nombre la suya por su correo.")
    else:
        problem(f"En {town.name} no hay una cuenta con «{text}». Vea «cauce citizens list».")
    raise typer.Exit(1)


def _said(person_id: int, sentence: str, *, as_json: bool) -> None:
    if as_json:
        return say_json({"person_id": str(person_id)})
    note(sentence)
    return None


def _line(row: CitizenRow) -> dict[str, Any]:
    return {
        "person_id": str(row.person_id),
        "name": row.name,
        "login": row.login,
        "national_id": row.national_id,
        "since": f"{row.made_at:%Y-%m-%d}",
    }


def _mandate(row: MandateRow) -> dict[str, Any]:
    return {
        "mandate_id": str(row.id),
        "agent": row.agent,
        "principal": row.principal,
        "services": row.services.split(),
        "from": row.from_on,
        "until": row.until_on,
        "document": row.document,
    }
