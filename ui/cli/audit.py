"""`cauce audit`: has anybody changed the history?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from engine.history.offline import NotABag, verify_bag
from engine.history.signing import fingerprint_of, public_key_of
from engine.history.verify import Verification, verify_all, verify_case
from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION
from storage.queries.cases import case_by_number
from storage.queries.municipalities import all_municipalities
from ui.cli.console import faults, out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(help="Verify the chained history.", no_args_is_help=True)

Number = Annotated[
    str | None,
    typer.Argument(help="One case, by its number, or the file of an exported one; all if absent."),
]
Key = Annotated[
    str | None, typer.Option("--key", help="The fingerprint of the key that must have signed it.")
]
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]


@app.callback()
def _group() -> None:
    """Verify the chained history."""


@app.command()
def verify(number: Number = None, town: Town = None, key: Key = None) -> None:
    """Follow the chain of one case or of all, or check an exported file without any database; ends
    with 1 when anything was changed."""
    if number is not None and Path(number).is_file():
        _verify_file(Path(number), key)
        return
    with opened(settings()) as installation:
        found = _of_case(installation, number, town) if number else _of_all(installation, town)
        names = _names(installation)
    for fault in found.faults:
        problem(f"{names[fault.municipality_id]} · {fault.case_number}: {fault.sentence_es}")
    cases = "1 expediente" if found.checked == 1 else f"{found.checked} expedientes"
    out.print(f"{cases} y {found.events} actuaciones revisadas.")
    if not found.whole:
        problem(f"La historia no está íntegra: {faults(len(found.faults))}.")
        raise typer.Exit(1)
    out.print("[green]Historia íntegra.[/green]")


@app.command()
def key(town: Town = None) -> None:
    """The fingerprint of the key with which a municipality signs what it hands out."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        out.print(fingerprint_of(public_key_of(installation, municipality.id)), highlight=False)


def _verify_file(path: Path, key: str | None) -> None:
    try:
        found = verify_bag(path)
    except NotABag as fault:
        problem(str(fault))
        raise typer.Exit(2) from fault
    if key is not None and key.lower() != found.fingerprint:
        found.faults.append("Lo firmó otra clave que la esperada.")
    for sentence in found.faults:
        problem(sentence)
    out.print(f"{found.number} · {found.municipality}", highlight=False)
    out.print(f"{found.documents} documentos y {found.events} actuaciones revisadas.")
    if found.withheld:
        out.print(f"{found.withheld} actuaciones van sin su parte reservada.")
    out.print(f"Clave que firmó: {found.fingerprint}", highlight=False)
    if not found.whole:
        problem(f"El archivo no está íntegro: {faults(len(found.faults))}.")
        raise typer.Exit(1)
    out.print("[green]Archivo íntegro.[/green]")


def _of_case(installation: Installation, number: str, town: str | None) -> Verification:
    municipality = only_town(installation, town)
    with installation.database.read(municipality.id) as connection:
        case = case_by_number(connection, municipality.id, number)
    found = case and verify_case(installation, municipality.id, case.id)
    if not found:
        problem(f"No hay un expediente {number} en {municipality.name}.")
        raise typer.Exit(1)
    return found


def _of_all(installation: Installation, town: str | None) -> Verification:
    municipality_id = only_town(installation, town).id if town else None
    columns = (SpinnerColumn(), TextColumn("{task.completed} expedientes revisados"))
    with Progress(*columns, console=out, transient=True) as shown:
        bar = shown.add_task("verify")
        return verify_all(
            installation,
            municipality_id=municipality_id,
            progress=lambda done: shown.update(bar, completed=done),
        )


def _names(installation: Installation) -> dict[int, str]:
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        return {town.id: town.name for town in all_municipalities(connection)}
