"""`cauce audit`: has anybody changed the history? `export` is in `logs.py`."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from engine.auditing.erased import erased_by
from engine.auditing.statement import NotAStatement, is_statement
from engine.auditing.statement import check as check_statement
from engine.history.offline import NotABag, verify_bag
from engine.history.published import NotRoots, compare
from engine.history.signing import fingerprint_of, public_key_of
from engine.history.verify import Verification, verify_all, verify_case
from engine.installation import Installation
from engine.letters.checking import NotAProof, check
from storage.database import WHOLE_INSTALLATION
from storage.queries.cases import case_by_number
from storage.queries.municipalities import all_municipalities
from storage.tables.types import instant
from ui.cli import logs
from ui.cli.console import faults, out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

app = typer.Typer(
    help="Verify the chained history, and export it as an event log.", no_args_is_help=True
)

Number = Annotated[
    str | None,
    typer.Argument(
        help="One case, by its number, the file of an exported one or of a sealed verification, or"
        " the proof of a letter; all if absent."
    ),
]
Key = Annotated[
    str | None, typer.Option("--key", help="The fingerprint of the key that must have signed it.")
]
Paper = Annotated[
    Path | None,
    typer.Option("--paper", exists=True, dir_okay=False, help="The document that a proof is of."),
]
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]


app.command()(logs.export)


@app.callback()
def _group() -> None:
    """Verify the chained history, and export it as an event log."""


@app.command()
def verify(number: Number = None, town: Town = None, key: Key = None, paper: Paper = None) -> None:
    """Follow the chain of one case or of all; or, without any database, check an exported file, or
    a document by its proof. Ends with 1 when anything was changed."""
    if number is not None and Path(number).is_file():
        if zipfile.is_zipfile(number):
            _verify_file(Path(number), key)
        elif is_statement(Path(number).read_bytes()):
            _verify_statement(Path(number), key)
        else:
            _verify_proof(Path(number), paper, key)
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
def roots(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="A copy of the published roots.")
    ],
    town: Town = None,
) -> None:
    """Compare the signed roots that somebody kept with those that lie here. Ends with 1 when any
    is not as it was published."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        try:
            found = compare(installation, municipality.id, file.read_bytes())
        except NotRoots as fault:
            problem("El archivo no son las raíces publicadas de una municipalidad.")
            raise typer.Exit(2) from fault
    for sentence in found:
        problem(sentence)
    if found:
        raise typer.Exit(1)
    out.print("[green]Las raíces de la copia son las que están aquí.[/green]")


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


def _verify_statement(path: Path, key: str | None) -> None:
    """The sealed result of a verification: ends with 1 where the seal is not genuine, or where it
    says that something was found."""
    try:
        told, fingerprint, genuine = check_statement(path.read_bytes())
    except NotAStatement as fault:
        problem("El archivo no es una verificación sellada.")
        raise typer.Exit(2) from fault
    made = instant(int(told["made"]))
    out.print(f"{told['municipality']} · {made:%Y-%m-%d %H:%M} UTC", highlight=False)
    out.print(f"{told['cases']} expedientes y {told['events']} actuaciones revisadas.")
    out.print(f"Clave que selló: {fingerprint}", highlight=False)
    for sentence in told["named"]:
        problem(str(sentence))
    if not genuine:
        problem("El sello no es válido: la verificación fue cambiada.")
    other = key is not None and key.lower() != fingerprint
    if other:
        problem("La selló otra clave que la esperada.")
    if not genuine or other or told["faults"]:
        raise typer.Exit(1)
    out.print("[green]Verificación sellada: la historia estaba íntegra.[/green]")


def _verify_proof(path: Path, paper: Path | None, key: str | None) -> None:
    try:
        found = check(path.read_bytes(), paper.read_bytes() if paper else None)
    except NotAProof as fault:
        problem(str(fault))
        raise typer.Exit(2) from fault
    if key is not None and key.lower() != found.fingerprint:
        found.faults.append("Lo selló otra clave que la esperada.")
    for sentence in found.faults:
        problem(sentence)
    signers = ", ".join(found.signers) or "la municipalidad, por su sistema"
    out.print(f"{found.kind} {found.number} · {found.municipality}", highlight=False)
    out.print(f"Firmado el {found.signed_at[:10]} por {signers}.", highlight=False)
    state = "vigente" if found.in_force else "anulado"
    out.print(f"El {found.given_at[:10]}, cuando se dio la prueba, estaba {state}.")
    out.print(f"Clave que selló: {found.fingerprint}", highlight=False)
    if not found.whole:
        problem(f"El documento no es el que se firmó: {faults(len(found.faults))}.")
        raise typer.Exit(1)
    told = "Documento íntegro." if paper else "Prueba íntegra; con --paper se comprueba el archivo."
    out.print(f"[green]{told}[/green]")


def _of_case(installation: Installation, number: str, town: str | None) -> Verification:
    municipality = only_town(installation, town)
    with installation.database.read(municipality.id) as connection:
        case = case_by_number(connection, municipality.id, number)
        acts = erased_by(connection, municipality.id, case.id) if case else {}
    for seq, act in sorted(acts.items()):
        out.print(f"La parte personal de la actuación {seq} fue borrada por el acto «{act}».")
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
