"""`cauce payments`: a file of the bank is read, and what is owed is listed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from engine.payments.codes import grouped
from engine.payments.ledger import owed
from engine.payments.ways.bank_file import FileRead, read_file
from engine.payments.ways.bank_lines import FileRefused
from engine.refusals import Refused
from storage.queries.payments import entries_of_order, orders_in_state
from storage.tables.payments import OrderState
from ui.cli.console import out, problem
from ui.cli.telling import AsJson, InName, Town, acting, done, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.history.payments import outcome_word
from ui.templating import catalogue_of

app = typer.Typer(help="Read files of the bank, list what is owed.", no_args_is_help=True)
MOST = 1_000
OPTIONS = {"file": "FILE"}


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A CSV of the bank.", exists=True, dir_okay=False)],
    who: InName = None,
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Read FILE and book its lines; the very same file again only shows its first result."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        actor = acting(installation, municipality, who)
        answer = read_file(installation, actor, file.name, file.read_bytes())
    if isinstance(answer, FileRefused):
        for fault in answer.faults:
            problem(str(fault))
        raise typer.Exit(1)
    read: FileRead | Refused = done(answer, OPTIONS)
    assert isinstance(read, FileRead)  # noqa: S101  # `done` ends the command otherwise
    counted = Counter(str(each.outcome) for each in read.lines)
    if as_json:
        say_json({"file": str(read.file.id), "before": read.before, "outcomes": dict(counted)})
        return
    if read.before:
        out.print("Este archivo ya se había leído: este fue su resultado.")
    words = catalogue_of("es")
    for outcome, count in counted.items():
        out.print(f"{count} · {outcome_word(outcome, words)}")


@app.command("list")
def list_orders(
    state: Annotated[
        OrderState, typer.Option(help="Only orders in this state.")
    ] = OrderState.PENDING,
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """The orders of payment, what is due first."""
    with opened(settings()) as installation:
        key = only_town(installation, town).id
        with installation.database.read(key) as connection:
            rows = orders_in_state(connection, key, state, limit=MOST)
            lines = [
                {
                    "code": row.code,
                    "case": row.case_number,
                    "concept": row.concept,
                    "owed": f"{owed(entries_of_order(connection, key, row.id)):f}",
                    "currency": row.currency,
                    "due_on": row.due_on.isoformat(),
                    "state": row.state,
                }
                for row in rows
            ]
    if as_json:
        say_json(lines)
        return
    table = Table("Código", "Expediente", "Por", "Se debe", "Hasta")
    for line in lines:
        code, amount = grouped(line["code"]), f"{line['owed']} {line['currency']}"
        table.add_row(code, line["case"], line["concept"], amount, line["due_on"])
    out.print(table if lines else "No hay órdenes así.")
