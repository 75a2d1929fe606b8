"""`cauce case people agree|withdraw`: somebody in a case, who has no account, agrees to be told of
it by mail, SMS or WhatsApp, and takes that back; the history tells who wrote it down."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.notices.kinds import Channel
from engine.notices.parties import Way, agree
from engine.refusals import Refused
from ui.cli.acting import Who
from ui.cli.around import OPTIONS, Inside, inside, people, said
from ui.cli.case import Number, Town
from ui.cli.letters import app
from ui.cli.telling import AsJson, done
from ui.notices.names import channel_name
from ui.templating import catalogue_of

__all__ = ["app"]
PartyId = Annotated[int, typer.Argument(metavar="PERSON", help="Their number in the list.")]


@people.command("agree")
def agree_to_notices(
    number: Number,
    party: PartyId,
    who: Who,
    channel: Annotated[Channel, typer.Option(help="How they want to be told.")],
    address: Annotated[
        str, typer.Option(help="Their e-mail, or their telephone with its country: +51 ...")
    ],
    town: Town = None,
    as_json: AsJson = False,
) -> None:
    """They agreed to be told of the case in this way, and in no other."""
    with inside(number, town, who) as here:
        _agreed(here, party, Way(channel, address))
    by = channel_name(channel, catalogue_of("es"))
    value = {"id": str(party), "channel": str(channel)}
    said(as_json, value, f"Se le avisará de {here.case.number}. {by}: {address.strip()}.")


@people.command("withdraw")
def withdraw_from_notices(
    number: Number, party: PartyId, who: Who, town: Town = None, as_json: AsJson = False
) -> None:
    """They do not want to be told of the case any more."""
    with inside(number, town, who) as here:
        _agreed(here, party, None)
    said(as_json, {"id": str(party), "channel": ""}, f"Ya no se le avisará de {here.case.number}.")


def _agreed(here: Inside, party: int, way: Way | None) -> None:
    """It is written down; ends the command where it cannot be."""
    answer = agree(here.installation, here.actor, here.case.id, party, way)
    if isinstance(answer, Refused) and answer.details.get("field") == "address":
        answer = Refused(answer.kind, {"field": "way_address"})  # a municipality has an address too
    done(answer, OPTIONS)
