"""`cauce migrate`: bring running cases to another version of their process, and back.

`cauce migrate PROCESS --from 7 --to 8` does it, `--dry-run` only says what would come of each case;
`cauce migrate undo BATCH` puts back what a batch has brought over. Whoever does it is named with
`--as`: the history of each case says who and why. It is told in the language of whoever types.
"""

from __future__ import annotations

import json
from gettext import NullTranslations
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from engine.bpmn.migration import NO_EDITS, Edits, make_plan, suggestions
from engine.cases.permission import OPERATOR
from engine.identity import Actor
from engine.identity.sessions import actor_for
from engine.installation import Installation
from engine.migrations import Order, OrderUnreadable, Planned, edits_from, plan_of, try_out
from engine.operations import BatchBegun, migrate_all, run_batches, undo_all
from engine.refusals import RefusalKind, Refused
from storage.queries.batches import batch_by_id, counts_of, items_of
from storage.queries.identity import person_by_login
from ui.cli.console import out, problem
from ui.cli.findings import say
from ui.cli.language import Language, words_of
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.migrations.words import left_words, obstacles_words, outcome_words
from ui.refusals import told

What = Annotated[str, typer.Argument(metavar="PROCESS|undo", help="The key of the process.")]
Batch = Annotated[int | None, typer.Argument(help="With `undo`: the number of the batch.")]
Source = Annotated[int, typer.Option("--from", min=1, help="The version that cases run on.")]
Target = Annotated[int, typer.Option("--to", min=1, help="The version that they go over to.")]
PlanFile = Annotated[
    Path | None, typer.Option("--plan", exists=True, dir_okay=False, help="Edits, as JSON.")
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Only say what would come of each case.")]
Show = Annotated[bool, typer.Option("--show-plan", help="Print the plan as JSON, to be edited.")]
As = Annotated[str, typer.Option("--as", help="The login of who does it.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the history of each case.")]
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]
UNDO = "undo"


def migrate(
    what: What,
    batch: Batch = None,
    source: Source = 1,
    target: Target = 1,
    plan: PlanFile = None,
    dry_run: Dry = False,
    show_plan: Show = False,
    login: As = "",
    reason: Reason = "",
    town: Town = None,
    language: Language = None,
) -> None:
    """Bring the running cases of PROCESS to another version.

    `cauce migrate undo BATCH` puts back what a batch has brought over.
    """
    words = words_of(language)
    with opened(settings()) as installation:
        municipality_id = only_town(installation, town).id
        if what == UNDO:
            _undo(installation, municipality_id, batch, login, reason, words)
            return
        order = Order(what, source, target, _edits(plan, words))
        looker = Actor(municipality_id, None, "", frozenset({OPERATOR}))
        found = _planned(installation, looker, order, words)
        if show_plan:
            typer.echo(json.dumps(_plan_as_json(found), ensure_ascii=False, indent=2))
        elif dry_run:
            _dry_run(installation, looker, order, found, words)
        else:
            actor = _actor(installation, municipality_id, login, words)
            _begin(installation, actor, order, reason, found, words)


def _edits(path: Path | None, words: NullTranslations) -> Edits:
    if path is None:
        return NO_EDITS
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return edits_from(read if isinstance(read, dict) else {"": read})
    except (json.JSONDecodeError, OrderUnreadable) as fault:
        said = words.gettext("%(path)s: no es un plan: %(why)s")
        problem(said % {"path": path, "why": fault})
        raise typer.Exit(2) from fault


def _planned(
    installation: Installation, actor: Actor, order: Order, words: NullTranslations
) -> Planned:
    with installation.database.read(actor.municipality_id) as connection:
        found = plan_of(installation, connection, actor, order)
    if isinstance(found, Refused):
        said = words.gettext("No hay un proceso «%(key)s» con las versiones que pide, distintas.")
        problem(said % {"key": order.process})
        raise typer.Exit(1)
    if found.plan.problems:
        for each in found.plan.problems:
            problem(left_words(each, found.plan.old, found.plan.new, words))
        problem(words.gettext("El plan pide algo que no se puede."))
        raise typer.Exit(1)
    return found


def _plan_as_json(found: Planned) -> dict[str, Any]:
    """What can be edited: what has no place, with what it may have become."""
    plan = make_plan(found.plan.old, found.plan.new, found.plan.edits)
    hints = suggestions(plan)
    return {
        "elements": {each.element_id: hints.get(each.element_id) for each in plan.left},
        "flows": dict(plan.edits.flows),
        "new_forms": sorted(plan.edits.new_forms),
    }


def _dry_run(
    installation: Installation,
    actor: Actor,
    order: Order,
    found: Planned,
    words: NullTranslations,
) -> None:
    _ = words.gettext
    prospects = try_out(installation, actor, order)
    if isinstance(prospects, Refused):
        problem(told(prospects, words).sentence)
        raise typer.Exit(1)
    goes = stays = 0
    for each in prospects:
        goes, stays = goes + each.goes, stays + (not each.goes)
        why = obstacles_words(each.obstacles, found.plan.old, found.plan.new, words)
        line = _("%(number)s pasa") if each.goes else _("%(number)s se queda: %(why)s")
        say(line % {"number": each.number, "why": " ".join(why)})
    summary = _("Pasan %(goes)s, se quedan %(stays)s. No se ha tocado nada.")
    say(summary % {"goes": goes, "stays": stays})


def _begin(
    installation: Installation,
    actor: Actor,
    order: Order,
    reason: str,
    found: Planned,
    words: NullTranslations,
) -> None:
    answer = migrate_all(installation, actor, order, reason=reason)
    _follow(installation, actor, answer, found, words)


def _undo(
    installation: Installation,
    municipality_id: int,
    batch: int | None,
    login: str,
    reason: str,
    words: NullTranslations,
) -> None:
    if batch is None:
        problem(words.gettext("Diga qué lote se deshace: cauce migrate undo NÚMERO."))
        raise typer.Exit(2)
    actor = _actor(installation, municipality_id, login, words)
    answer = undo_all(installation, actor, batch, reason=reason)
    _follow(installation, actor, answer, None, words)


def _follow(
    installation: Installation,
    actor: Actor,
    answer: BatchBegun | Refused,
    found: Planned | None,
    words: NullTranslations,
) -> None:
    """The batch is done here, beside whatever worker runs, until every case has its outcome."""
    if isinstance(answer, Refused):
        missing = answer.kind is RefusalKind.INVALID_DATA
        unsaid = words.gettext("Diga por qué con --reason.")
        problem(unsaid if missing else told(answer, words).sentence)
        raise typer.Exit(2 if missing else 1)
    town = actor.municipality_id
    with Progress(console=out, transient=True) as progress:
        bar = progress.add_task(words.gettext("Expedientes"), total=answer.items)
        while _is_running(installation, town, answer.batch_id):
            run_batches(installation)
            progress.update(bar, completed=_ended(installation, town, answer))
    refused = _tell_items(installation, town, answer, found, words)
    done = answer.items - refused
    said = words.gettext("Lote %(batch)s: %(done)s hechos, %(refused)s no.")
    say(said % {"batch": answer.batch_id, "done": done, "refused": refused})
    if refused:
        raise typer.Exit(1)


def _is_running(installation: Installation, town: int, batch_id: int) -> bool:
    with installation.database.read(town) as connection:
        batch = batch_by_id(connection, town, batch_id)
    return batch is not None and batch.state == "running"


def _ended(installation: Installation, town: int, begun: BatchBegun) -> int:
    with installation.database.read(town) as connection:
        counts = counts_of(connection, town, [begun.batch_id]).get(begun.batch_id, {})
    return begun.items - counts.get("waiting", 0)


def _tell_items(
    installation: Installation,
    town: int,
    begun: BatchBegun,
    found: Planned | None,
    words: NullTranslations,
) -> int:
    """A line for each case that did not go; how many they are."""
    with installation.database.read(town) as connection:
        items = items_of(connection, town, begun.batch_id, limit=begun.items)
    others = [item for item in items if item.state != "done"]
    for item in others:
        line = words.gettext("%(number)s no: %(why)s")
        say(line % {"number": item.number, "why": outcome_words(item, found, words)})
    return len(others)


def _actor(
    installation: Installation, municipality_id: int, login: str, words: NullTranslations
) -> Actor:
    """Who does it, with their roles."""
    with installation.database.read(municipality_id) as connection:
        person = person_by_login(connection, municipality_id, login) if login else None
        actor = actor_for(installation, connection, municipality_id, person) if person else None
    if actor is None:
        nobody = words.gettext("No hay una persona «%(login)s» aquí.") % {"login": login}
        problem(nobody if login else words.gettext("Diga quién con --as."))
        raise typer.Exit(2)
    return actor
