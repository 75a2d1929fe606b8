"""`cauce incidents`: what failed and waits for a person; with --retry, a batch that tries again.

What could tell of a step under seal is not told here either. It is told in the language of whoever
types, in the sentences of the pages.
"""

from __future__ import annotations

from gettext import NullTranslations
from typing import Annotated

import typer
from rich.table import Table

from engine.cases.entrusting import entrust
from engine.definitions.loading import program_of
from engine.installation import Installation
from engine.operations import BatchBegun, BatchKind, begin
from engine.refusals import RefusalKind, Refused
from storage.queries.incidents import FailedStep, incidents_of
from storage.queries.municipalities import MunicipalityRow
from ui.cli.acting import actor_named, done_or_exit
from ui.cli.case import Town
from ui.cli.console import out, problem
from ui.cli.findings import say
from ui.cli.language import Language, words_of
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.failures import told_failure
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
    language: Language = None,
) -> None:
    """List what failed and waits for a person, try it again, or give it to somebody."""
    words = words_of(language)
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        if give:
            _give(installation, municipality, give, to, who, words)
            return
        found = _listed(installation, municipality, process, words, free=free)
        if retry and found:
            _retry(installation, municipality, [row.id for row in found], who, reason, words)


def _listed(
    installation: Installation,
    town: MunicipalityRow,
    process: str,
    words: NullTranslations,
    *,
    free: bool,
) -> tuple[FailedStep, ...]:
    """What waits, with the table printed."""
    _ = words.gettext
    with installation.database.read(town.id) as connection:
        processes = [process] if process else None
        found = incidents_of(connection, town.id, processes=processes, unassigned=free, limit=MOST)
        definitions = {
            each: program_of(installation, connection, town.id, each)
            for each in {row.definition_id for row in found}
        }
        sealed = sealed_incidents(connection, town.id, found, definitions)
    if not found:
        say(_("Nada espera a una persona."))
        return found
    table = Table(_("N.°"), _("Expediente"), _("Paso"), _("Encargado"), _("Causa"))
    for row in found:
        cause = told_failure(row.message, row.said, words)
        if row.id in sealed:
            cause = _("La causa se lee después del acto de apertura.")
        table.add_row(
            str(row.id),
            row.number,
            row.element_key or "—",
            (row.assignee_name or "—").replace("[", "\\["),
            cause.replace("[", "\\["),
        )
    out.print(table)
    return found


def _retry(
    installation: Installation,
    town: MunicipalityRow,
    ids: list[int],
    who: str,
    reason: str,
    words: NullTranslations,
) -> None:
    _somebody(who, words)
    actor = actor_named(installation, town, who)
    answer = begin(installation, actor, BatchKind.RETRY, ids, reason=reason)
    done_or_exit(answer, words=words)
    if isinstance(answer, BatchBegun):
        said = words.gettext("Lote %(batch)s: el trabajador los reintenta. Mire su avance con:")
        say(said % {"batch": answer.batch_id})
        say(f"  cauce batch show {answer.batch_id}")


def _give(
    installation: Installation,
    town: MunicipalityRow,
    incident_id: int,
    to: str,
    who: str,
    words: NullTranslations,
) -> None:
    _ = words.gettext
    _somebody(who, words)
    actor = actor_named(installation, town, who)
    receiver = actor_named(installation, town, to) if to else None
    answer = entrust(
        installation, actor, incident_id, receiver.person_id if receiver is not None else None
    )
    facts = {"id": incident_id, "town": town.name}
    if isinstance(answer, Refused) and answer.kind is RefusalKind.NOT_FOUND:
        problem(_("No hay una incidencia %(id)s en %(town)s.") % facts)
        raise typer.Exit(1)
    done_or_exit(answer, words=words)
    if receiver is None:
        say(_("La incidencia %(id)s queda sin encargado.") % facts)
    else:
        said = _("La incidencia %(id)s queda a %(name)s.")
        say(said % {"id": incident_id, "name": receiver.name})


def _somebody(who: str, words: NullTranslations) -> None:
    if not who:
        problem(words.gettext("Diga en nombre de quién con --as: la historia lo guarda."))
        raise typer.Exit(2)
