"""`cauce case letters`: the letters of a case are listed and begun; people sign them on the page,
or through the API with their own password."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.letters.drafting import Words, discard, draft
from engine.refusals import RefusalKind, Refused
from storage.queries.letters import letters_of_case
from ui.cli.acting import Who
from ui.cli.around import OPTIONS, app, inside, said, told
from ui.cli.case import Number, Town
from ui.cli.telling import AsJson, done

__all__ = ["app"]
letters = typer.Typer(help="List the letters of a case, begin one.", no_args_is_help=True)
app.add_typer(letters, name="letters")


@letters.command("list")
def list_letters(number: Number, who: Who, town: Town = None, as_json: AsJson = False) -> None:
    """The letters of the case, drafts too."""
    with inside(number, town, who) as here, here.reading() as connection:
        rows = letters_of_case(connection, here.actor.municipality_id, here.case.id)
    lines = [
        {
            "id": str(row.id),
            "kind": row.kind,
            "title": row.title,
            "state": row.state,
            "number": row.number or "",
            "code": row.code or "",
            "signed_at": row.signed_at.isoformat() if row.signed_at else None,
            "signer": row.signer_name,
        }
        for row in rows
    ]
    columns = {"id": "N.°", "kind": "Clase", "number": "Número", "title": "Asunto"}
    told(lines, {**columns, "state": "Estado"}, as_json=as_json)


@letters.command("add")
def add_letter(
    number: Number,
    who: Who,
    kind: Annotated[str, typer.Option(help="Its kind, as the process declares it.")],
    title: Annotated[str, typer.Option(help="The subject; of the process if absent.")] = "",
    addressee: Annotated[str, typer.Option(help="To whom it goes.")] = "",
    body: Annotated[
        Path | None, typer.Option(help="A file with its words; «-»: what comes in.")
    ] = None,
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Begin a letter, with the words of its kind or with those that are given."""
    words = None if body is None else _words(title, addressee, body)
    with inside(number, town, who) as here:
        drafted = done(draft(here.installation, here.actor, here.case.id, kind, words), OPTIONS)
    sentence = f"El borrador {drafted.letter_id} queda en {here.case.number}."
    said(as_json, {"id": str(drafted.letter_id)}, sentence)


@letters.command("discard")
def discard_letter(
    number: Number,
    letter: Annotated[int, typer.Argument(help="Its number in the list.")],
    who: Who,
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """Throw a draft away."""
    with inside(number, town, who) as here:
        with here.reading() as connection:
            rows = letters_of_case(connection, here.actor.municipality_id, here.case.id)
        if all(row.id != letter for row in rows):
            done(Refused(RefusalKind.NOT_FOUND), OPTIONS)
        done(discard(here.installation, here.actor, letter), OPTIONS)
    said(as_json, {"id": str(letter)}, "El borrador se descartó.")


def _words(title: str, addressee: str, body: Path) -> Words:
    text = sys.stdin.read() if str(body) == "-" else body.read_text(encoding="utf-8")
    return Words(title, addressee, text)
