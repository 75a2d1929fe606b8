"""`cauce webhook`: other programs that are told what happens, and the log of what they were told.

The secret of a subscription is printed once, alone on standard output; it is nowhere kept.
"""

from __future__ import annotations

from gettext import NullTranslations
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer
from rich.table import Column, Table
from rich.text import Text

from engine import webhooks
from engine.identity import system_actor
from engine.refusals import RefusalKind, Refused
from storage.queries.webhooks import WebhookRow
from storage.tables.webhooks import DeliveryState
from ui.cli.console import out, problem
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.outside import caller_of
from ui.refusals import wrong_subscription

app = typer.Typer(help="Tell other programs what happens.", no_args_is_help=True)

T = TypeVar("T")
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]
Number = Annotated[int, typer.Argument(help="The number that `cauce webhook list` shows.")]
STATES = {
    DeliveryState.WAITING: "en espera",
    DeliveryState.DELIVERED: "entregado",
    DeliveryState.FAILED: "fallido",
}


@app.callback()
def _group() -> None:
    """Tell other programs what happens."""


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="Where to; CAUCE_OUTSIDE_HOSTS must name its host.")],
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Only these events, such as cauce.case_completed; once for each."),
    ] = None,
    process: Annotated[str | None, typer.Option(help="Only the cases of this process.")] = None,
    town: Town = None,
) -> None:
    """Tell the program at URL what happens from now on, and print its secret, this one time."""
    chosen = settings()
    with opened(chosen) as installation:
        answer = webhooks.add(
            installation,
            system_actor(only_town(installation, town).id),
            caller_of(chosen),
            url=url,
            kinds=kind or (),
            process_key=process,
        )
    if isinstance(answer, Refused):
        problem(_sentence(answer, process))
        raise typer.Exit(2)
    typer.echo(answer.secret)


@app.command("list")
def list_them(town: Town = None) -> None:
    """Everyone who is told, of what, and who is paused."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        rows = webhooks.subscribers(installation, system_actor(municipality.id))
    table = Table(
        Column("N.°", no_wrap=True),
        Column("Dirección", overflow="fold"),
        "Avisos",
        "Procedimiento",
        "Estado",
    )
    for row in rows:
        kinds = row.kinds or "todos"
        table.add_row(str(row.id), Text(row.url), kinds, row.process_key or "todos", _state(row))
    out.print(table)


@app.command()
def log(
    number: Number,
    failed: Annotated[bool, typer.Option("--failed", help="Only what nobody took.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 50,
    town: Town = None,
) -> None:
    """What a program was told: newest first, with the last answer."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        found = webhooks.deliveries(
            installation,
            system_actor(municipality.id),
            number,
            state=DeliveryState.FAILED if failed else None,
            limit=limit,
        )
    rows = _there(found)
    zone = ZoneInfo(municipality.timezone)
    table = Table(
        Column("N.°", no_wrap=True),
        "Aviso",
        Column("Evento", no_wrap=True),
        "Estado",
        "Intentos",
        "Último",
        "Respuesta",
    )
    for row in rows:
        tried = "" if row.tried_at is None else f"{row.tried_at.astimezone(zone):%d/%m/%Y %H:%M}"
        said = f"{row.status or ''} {row.answer}".strip()
        table.add_row(
            str(row.id),
            row.kind,
            f"{row.case_id}-{row.seq}",
            STATES[DeliveryState(row.state)],
            str(row.attempts),
            tried,
            Text(said),
        )
    out.print(table)


@app.command()
def redeliver(
    delivery: Annotated[int, typer.Argument(help="The number that `cauce webhook log` shows.")],
    town: Town = None,
) -> None:
    """Send one event again."""
    with opened(settings()) as installation:
        actor = system_actor(only_town(installation, town).id)
        _there(webhooks.redeliver(installation, actor, delivery))
    out.print("Se enviará de nuevo.")


@app.command()
def resume(number: Number, town: Town = None) -> None:
    """Tell a paused program again, beginning with what it has missed."""
    with opened(settings()) as installation:
        actor = system_actor(only_town(installation, town).id)
        _there(webhooks.resume(installation, actor, number))
    out.print("Se le avisa de nuevo, desde lo que no recibió.")


@app.command()
def remove(number: Number, town: Town = None) -> None:
    """Tell a program no more; its log stays."""
    with opened(settings()) as installation:
        actor = system_actor(only_town(installation, town).id)
        _there(webhooks.remove(installation, actor, number))
    out.print("Ya no se le avisa.")


def _there(answer: T | Refused) -> T:
    if isinstance(answer, Refused):
        problem("No hay un aviso con ese número en esta municipalidad.")
        raise typer.Exit(1)
    return answer


def _sentence(refused: Refused, process: str | None) -> str:
    if refused.kind is RefusalKind.NOT_ACTIVE:
        return f"El procedimiento «{process}» no está en vigor en esta municipalidad."
    return wrong_subscription(refused, NullTranslations())


def _state(row: WebhookRow) -> str:
    if row.paused_at is not None:
        return "en pausa: no responde"
    return "falla" if row.failing_since is not None else "activo"
