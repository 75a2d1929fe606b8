"""`cauce case suspend|resume|cancel|move`: the acts of an operator upon one case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from engine.cases import MovePreview, Order, cancel, move, preview_move, resume, suspend
from engine.identity import Actor
from engine.installation import Installation
from storage.queries.cases import CaseRow
from ui.cli.acting import Reason, Who, actor_named, case_named, done_or_exit
from ui.cli.case import Number, Town, app
from ui.cli.console import out
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

__all__ = ["app"]
Verb = Callable[[Installation, Actor, CaseRow], object]


def upon(number: str, town: str | None, who: str, verb: Verb) -> CaseRow:
    """Do something with a case in somebody's name; the case as it was before."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        actor = actor_named(installation, municipality, who)
        case = case_named(installation, municipality, number)
        done_or_exit(verb(installation, actor, case))
    return case


@app.command("suspend")
def suspend_case(number: Number, who: Who, reason: Reason, town: Town = None) -> None:
    """Stop a case: nothing moves in it until it is resumed."""
    case = upon(number, town, who, lambda here, actor, it: suspend(here, actor, it.id, reason))
    out.print(f"{case.number} está suspendido.", highlight=False)


@app.command("resume")
def resume_case(number: Number, who: Who, reason: Reason, town: Town = None) -> None:
    """Let a suspended case go on."""
    case = upon(number, town, who, lambda here, actor, it: resume(here, actor, it.id, reason))
    out.print(f"{case.number} sigue su camino.", highlight=False)


@app.command("cancel")
def cancel_case(number: Number, who: Who, reason: Reason, town: Town = None) -> None:
    """End a case for good."""
    case = upon(number, town, who, lambda here, actor, it: cancel(here, actor, it.id, reason))
    out.print(f"{case.number} está anulado.", highlight=False)


@app.command("move")
def move_case(
    number: Number,
    who: Who,
    to: Annotated[str, typer.Option(help="Id of the element in the diagram.")],
    reason: Annotated[str, typer.Option(help="Why; without it only the preview is told.")] = "",
    basis: Annotated[str, typer.Option(help="The norm that it rests on, in words.")] = "",
    document: Annotated[int, typer.Option(help="Id of the document of the file behind it.")] = 0,
    town: Town = None,
) -> None:
    """Tell what moving a case to an element would do; with --reason, do it."""
    order = Order(to)
    if not reason:
        upon(number, town, who, lambda here, actor, it: _previewed(here, actor, it, order))
        return
    case = upon(
        number,
        town,
        who,
        lambda here, actor, it: move(
            here, actor, it.id, order, reason, basis=basis, document_id=document or None
        ),
    )
    out.print(f"{case.number} está en «{to}».", highlight=False)


def _previewed(here: Installation, actor: Actor, case: CaseRow, order: Order) -> object:
    answer = preview_move(here, actor, case.id, order)
    if isinstance(answer, MovePreview):
        for effect in answer.effects:
            mark = "-" if effect.kind.endswith("_closed") else "+"
            out.print(f"  {mark} {effect.kind}: {effect.name}", highlight=False, markup=False)
        out.print("Nada cambió. Con --reason se hace.", highlight=False)
    return answer
