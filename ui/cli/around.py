"""`cauce case notes|people|links|letters`: what stands around a case, in somebody's name.

The verbs and the permissions are those of the pages and of the API: for who takes no part in the
case, or comes from outside, nothing stands around it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.table import Table

from engine.cases.linking import link, unlink
from engine.cases.noting import note
from engine.cases.parties import Party, add_party, remove_party
from engine.cases.permission import may_see
from engine.definitions.loading import program_of
from engine.documents.permission import is_outsider
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from storage.database import Connection
from storage.queries.casefile import links_of_case, people_of_case
from storage.queries.cases import CaseRow
from storage.queries.history import events_of_case
from storage.queries.party_notices import (
    PartyNoticeRow,
    WayRow,
    party_notices_in,
    ways_in_cases,
)
from storage.tables.casefile import LinkKind, PartyRole
from ui.cli.acting import Reason, Who, actor_named, case_named
from ui.cli.case import ALL_EVENTS, Number, Town
from ui.cli.console import out, problem
from ui.cli.operating import app
from ui.cli.telling import AsJson, done, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.notices.names import channel_name
from ui.templating import catalogue_of

__all__ = ["OPTIONS", "app", "inside", "people", "said", "told"]
NOT_YOURS = "Esa persona no trabaja en ese expediente: no ve lo que hay a su alrededor."
OPTIONS: Mapping[str, str] = {
    "note": "--text",
    "name": "--name",
    "way_address": "--address",
    "reason": "--reason",
    "number": "el número del otro expediente",
    "title": "--title",
    "addressee": "--addressee",
    "body": "--body",
}
notes = typer.Typer(help="List the notes of a case, leave one.", no_args_is_help=True)
people = typer.Typer(
    help="List who is in a case, let in, take out, say how they are told of it.",
    no_args_is_help=True,
)
links = typer.Typer(help="List the cases beside a case, join, separate.", no_args_is_help=True)
app.add_typer(notes, name="notes")
app.add_typer(people, name="people")
app.add_typer(links, name="links")


@dataclass(frozen=True, slots=True)
class Inside:
    """A case that somebody works in."""

    installation: Installation
    actor: Actor
    case: CaseRow

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The rows of their municipality."""
        with self.installation.database.read(self.actor.municipality_id) as connection:
            yield connection


@contextmanager
def inside(number: str, town: str | None, who: str) -> Iterator[Inside]:
    """The case, for who works in the house; ends the command for others."""
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        actor = actor_named(installation, municipality, who)
        case = case_named(installation, municipality, number)
        with installation.database.read(municipality.id) as connection:
            definition = program_of(installation, connection, municipality.id, case.definition_id)
        if not may_see(actor, definition) or is_outsider(actor, definition):
            problem(NOT_YOURS)
            raise typer.Exit(1)
        yield Inside(installation, actor, case)


def told(lines: Sequence[Mapping[str, Any]], columns: Mapping[str, str], *, as_json: bool) -> None:
    """Lines as JSON, or as a table with these columns."""
    if as_json:
        return say_json(list(lines))
    if not lines:
        out.print("No hay nada.")
        return None
    table = Table(*columns.values())
    for line in lines:
        table.add_row(*(str(line[key]).replace("[", "\\[") for key in columns))
    out.print(table)
    return None


@notes.command("list")
def list_notes(number: Number, who: Who, town: Town = None, as_json: AsJson = False) -> None:
    """What colleagues noted, oldest first."""
    with inside(number, town, who) as here, here.reading() as connection:
        rows = events_of_case(
            connection, here.actor.municipality_id, here.case.id, limit=ALL_EVENTS
        )
    lines = [
        {
            "seq": row.seq,
            "at": row.at.isoformat(),
            "by": row.person_name,
            "note": json.loads(row.detail).get("reason", "") if row.detail else "",
        }
        for row in reversed(rows)
        if row.kind == EventKind.NOTE_ADDED
    ]
    columns = {"seq": "N.°", "at": "Cuándo", "by": "Quién", "note": "Nota"}
    told(lines, columns, as_json=as_json)


@notes.command("add")
def add_note(
    number: Number,
    who: Who,
    text: Annotated[str, typer.Option(help="What colleagues should know.")],
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Leave a note for colleagues; it stands in the history."""
    with inside(number, town, who) as here:
        noted = done(note(here.installation, here.actor, here.case.id, text), OPTIONS)
    said(as_json, {"seq": noted.seq}, "La nota queda en la historia.")


@people.command("list")
def list_people(number: Number, who: Who, town: Town = None, as_json: AsJson = False) -> None:
    """Who is in the case, with their part in it, how they are told of it, and what went to them."""
    with inside(number, town, who) as here, here.reading() as connection:
        key, case_id = here.actor.municipality_id, here.case.id
        rows = people_of_case(connection, key, case_id)
        ways = {row.party_id: row for row in ways_in_cases(connection, key, [case_id])}
        sent = party_notices_in(connection, key, case_id)
    lines = [
        {
            "id": str(row.id),
            "role": row.role,
            "name": row.name,
            "national_id": row.national_id,
            "contact": row.contact,
            "added_at": row.added_at.isoformat(),
            "told_by": _way(ways.get(row.id), as_json=as_json),
            "notices": [_sent(each) for each in sent if each.party_id == row.id],
        }
        for row in rows
    ]
    columns = {"id": "N.°", "role": "Papel", "name": "Nombre", "contact": "Contacto"}
    told(lines, {**columns, "told_by": "Avisos"}, as_json=as_json)


def _way(way: WayRow | None, *, as_json: bool) -> Mapping[str, Any] | str | None:
    """How somebody agreed to be told, for a program or for a table."""
    if way is None:
        return None if as_json else "—"
    if as_json:
        agreed_at = way.agreed_at.isoformat()
        return {"channel": way.channel, "address": way.address, "agreed_at": agreed_at}
    return f"{channel_name(way.channel, catalogue_of('es'))}: {way.address}"


def _sent(row: PartyNoticeRow) -> Mapping[str, Any]:
    """What went to somebody, or is to go, and of which event of the history."""
    return {
        "event": row.seq,
        "channel": row.channel,
        "state": row.state,
        "wished_at": row.wished_at.isoformat(),
        "tried_at": row.tried_at.isoformat() if row.tried_at else None,
        "tries": row.tries,
    }


@people.command("add")
def add_person(
    number: Number,
    who: Who,
    role: Annotated[PartyRole, typer.Option(help="Their part in the case.")],
    name: Annotated[str, typer.Option(help="Their full name.")],
    national_id: Annotated[str, typer.Option(help="Their national id.")] = "",
    contact: Annotated[str, typer.Option(help="How they are reached.")] = "",
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Somebody comes into the case."""
    party = Party(role, name, national_id, contact)
    with inside(number, town, who) as here:
        entered = done(add_party(here.installation, here.actor, here.case.id, party), OPTIONS)
    said(as_json, {"id": str(entered.party_id)}, f"{name} está en {here.case.number}.")


@people.command("remove")
def remove_person(
    number: Number,
    party: Annotated[int, typer.Argument(help="Their number in the list.")],
    who: Who,
    reason: Reason,
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Somebody has no part in the case any more."""
    with inside(number, town, who) as here:
        verb = remove_party(here.installation, here.actor, here.case.id, party, reason)
        done(verb, OPTIONS)
    said(as_json, {"id": str(party)}, f"Ya no tiene parte en {here.case.number}.")


@links.command("list")
def list_links(number: Number, who: Who, town: Town = None, as_json: AsJson = False) -> None:
    """The cases that stand together with this one."""
    with inside(number, town, who) as here, here.reading() as connection:
        rows = links_of_case(connection, here.actor.municipality_id, here.case.id)
    lines = [
        {
            "id": str(row.id),
            "number": row.number,
            "title": row.title,
            "kind": row.kind,
            "reason": row.reason,
            "outward": row.outward(here.case.id),
        }
        for row in rows
    ]
    columns = {"id": "N.°", "number": "Expediente", "kind": "Unión", "reason": "Motivo"}
    told(lines, columns, as_json=as_json)


@links.command("add")
def add_link(
    number: Number,
    other: Annotated[str, typer.Argument(help="The number of the other case.")],
    who: Who,
    reason: Reason,
    kind: Annotated[LinkKind, typer.Option(help="How they stand together.")] = LinkKind.RELATED,
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Join another case to this one; both histories tell it."""
    with inside(number, town, who) as here:
        verb = link(here.installation, here.actor, here.case.id, other, kind, reason)
        linked = done(verb, OPTIONS)
    said(as_json, {"id": str(linked.link_id)}, f"{other} está junto a {here.case.number}.")


@links.command("remove")
def remove_link(
    number: Number,
    joint: Annotated[int, typer.Argument(help="The number of the union in the list.")],
    who: Who,
    reason: Reason,
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Separate the two; what stood still is resumed by hand."""
    with inside(number, town, who) as here:
        done(unlink(here.installation, here.actor, here.case.id, joint, reason), OPTIONS)
    said(as_json, {"id": str(joint)}, "Los expedientes están separados.")


def said(as_json: bool, value: Mapping[str, Any], sentence: str) -> None:  # what --json says
    """What was done: as JSON, or in a sentence."""
    if as_json:
        say_json(value)
    else:
        out.print(sentence, highlight=False, markup=False)
