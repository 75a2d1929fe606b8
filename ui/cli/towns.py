"""Which municipality a command speaks of: the one that is named, or the only one there is."""

from __future__ import annotations

import typer

from engine.installation import Installation
from engine.network.samples import worked_in
from storage.database import WHOLE_INSTALLATION
from storage.queries.municipalities import MunicipalityRow, all_municipalities
from ui.cli.console import problem


def only_town(installation: Installation, slug: str | None) -> MunicipalityRow:
    """The municipality called `slug`, or the only one; ends the command when that is unclear."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        towns = worked_in(all_municipalities(connection))
    named = [town for town in towns if slug in (None, town.slug)]
    if len(named) == 1:
        return named[0]
    known = ", ".join(town.slug for town in towns) or "ninguna todavía (pruebe cauce demo)"
    problem(f"Diga de qué municipalidad con --municipality. Hay: {known}.")
    raise typer.Exit(2)
