"""`cauce incidents`: what failed and waits for a person; with --retry, a batch that tries again.

What could tell of a step under seal is not told here either.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from engine.cases.entrusting import entrust
from engine.definitions.loading import program_of
from engine.installation import Installation
from engine.operations import BatchBegun, BatchKind, begin
from engine.refusals import RefusalKind, Refused
from storage.queries.incidents import incidents_of
from storage.queries.municipalities import MunicipalityRow
from ui.cli.acting import actor_named, done_or_exit
from ui.cli.case import Town
from ui.cli.console import out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.operations.telling import sealed_incidents

app = typer.Typer()
MOST = 1_000


@app.command()
def incidents(
    process: Annotated[str, typer.Option(help="Only those of this process (its key).")] = "",
    retry: Annotated[bool, typer.Option(help="Try all of them again, as a batch.")] = False,
    who: Annotated[str, typer.Option("--as", help="E-mail or national id, to retry.")] = "",
    reason: Annotated[str, typer.Option(help="Why, to retry.")] = "Reintento desde la terminal",
    give: Annotated[int, typer.Option(help="Give this incident (its number) ...")] = 0,
    to: Annotated[str, typer.Option(help="... to this person (e-mail or id); to nobody.")] = "",
    free: Annotated[bool, typer.Option(help="Only those that nobody was given.")] = False,
    town: Town = None,
) -> None:
    """List what failed and waits for a person, try it again, or give it to somebody."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        if give:
            _give(installation, municipality, give, to, who)
            return
        with installation.database.read(municipality.id) as connection:
            processes = [process] if process else None
            found = incidents_of(
                connection, municipality.id, processes=processes, unassigned=free, limit=MOST
            )
            definitions = {
                each: program_of(installation, connection, municipality.id, each)
                for each in {row.definition_id for row in found}
            }
            sealed = sealed_incidents(connection, municipality.id, found, definitions)
        table = Table("N.°", "Expediente", "Paso", "Encargado", "Causa")
        for row in found:
            cause = "(cerrada hasta la apertura)" if row.id in sealed else row.message
            table.add_row(
                str(row.id),
                row.number,
                row.element_key or "—",
                (row.assignee_name or "—").replace("[", "\\["),
                cause.replace("[", "\\["),
            )
        out.print(table if found else "Nada espera a una persona.")
        if not retry or not found:
            return
        if not who:
            problem("Diga en nombre de quién con --as: la historia lo guarda.")
            raise typer.Exit(2)
        actor = actor_named(installation, municipality, who)
        ids = [row.id for row in found]
        answer = begin(installation, actor, BatchKind.RETRY, ids, reason=reason)
        done_or_exit(answer)
        if isinstance(answer, BatchBegun):
            out.print(f"Lote {answer.batch_id}: el trabajador los reintenta. Mire su avance con:")
            out.print(f"  cauce batch show {answer.batch_id}", highlight=False)


def _give(
    installation: Installation, town: MunicipalityRow, incident_id: int, to: str, who: str
) -> None:
    if not who:
        problem("Diga en nombre de quién con --as: la historia lo guarda.")
        raise typer.Exit(2)
    actor = actor_named(installation, town, who)
    receiver = actor_named(installation, town, to) if to else None
    answer = entrust(
        installation, actor, incident_id, receiver.person_id if receiver is not None else None
    )
    if isinstance(answer, Refused) and answer.kind is RefusalKind.NOT_FOUND:
        problem(f"No hay una incidencia {incident_id} en {town.name}.")
        raise typer.Exit(1)
    done_or_exit(answer)
    whom = f"a {receiver.name}" if receiver is not None else "sin encargado"
    out.print(f"La incidencia {incident_id} queda {whom}.", highlight=False, markup=False)
