"""`cauce services`: what a municipality offers its citizens, with the numbers of today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlencode

import typer
from rich.table import Table
from rich.text import Text

from engine.catalogue import Catalogue, Offer, catalogue_of
from engine.deadlines.calendars import calendar_of
from storage.queries.municipalities import MunicipalityRow
from ui.cli.console import out, problem
from ui.cli.telling import AsJson, Town, say_json
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings
from ui.portal.linked import catalogue_as_json, service_as_json
from ui.portal.wording import span_words
from ui.templating import catalogue_of as words_of

app = typer.Typer(help="Look at the catalogue of services.", no_args_is_help=True)
Key = Annotated[str, typer.Argument(help="The key of its process, as `cauce services list` shows.")]


@dataclass(frozen=True, slots=True)
class AtTerminal:
    """Who tells the catalogue where nobody visits a page; keeps `ui.portal.linked.Teller`."""

    municipality: MunicipalityRow
    house: str
    words: NullTranslations

    def path(self, *parts: object, **query: object) -> str:
        """An address of the municipality."""
        steps = "/".join(quote(str(part), safe="") for part in parts)
        asked = {name: str(value) for name, value in query.items() if value not in ("", None)}
        return f"/{self.municipality.slug}/{steps}" + (f"?{urlencode(asked)}" if asked else "")


@app.callback()
def _group() -> None:
    """Look at the catalogue of services."""


@app.command("list")
def list_them(town: Town = None, as_json: AsJson = False) -> None:
    """Every service in force: its key, whether the window offers it, terms and prices."""
    with _catalogue(town) as (here, catalogue):
        lines = [_line(here, each) for each in catalogue.offers]
    if as_json:
        return say_json(lines)
    table = Table("Clave", "Servicio", "En la ventanilla", "Plazo", "Costo")
    for line in lines:
        shown = (line["key"], line["title"], "sí" if line["open"] else "no")
        table.add_row(*(Text(str(each)) for each in (*shown, line["terms"], line["prices"])))
    out.print(table)
    return None


@app.command()
def show(key: Key, town: Town = None, as_json: AsJson = False) -> None:
    """One service: for whom, what to bring, how long, how much, how to appeal. `--json`: as
    CPSV-AP."""
    with _catalogue(town) as (here, catalogue):
        offer = catalogue.offer(key)
        if offer is None:
            problem(f"«{key}» no es un servicio de {here.municipality.name}.")
            raise typer.Exit(1)
        if as_json:
            return typer.echo(service_as_json(here, offer))
    service = offer.service
    table = Table(title=offer.title, show_header=False)
    for name, told in (
        ("Para quién", service.whom),
        ("Qué recibe", service.output),
        ("Plazo", _terms(here, offer)),
        ("Costo", _prices(here, offer)),
        ("Quién decide", service.authority),
        ("Qué traer", "\n".join(each.title for each in service.requirements)),
        ("Apelar", "\n".join(f"{each.title}: {each.body}" for each in offer.remedies)),
        ("Base legal", "\n".join(each.title for each in service.legal_basis)),
    ):
        if told:
            table.add_row(name, Text(told))
    out.print(table)
    return None


@app.command()
def export(
    file: Annotated[Path, typer.Option("--out", help="The file to write.", dir_okay=False)],
    town: Town = None,
) -> None:
    """Write the open services as linked data (CPSV-AP in JSON-LD)."""
    with _catalogue(town) as (here, catalogue):
        told = catalogue_as_json(here, catalogue)
    try:
        file.write_text(told + "\n", encoding="utf-8")
    except OSError as fault:
        problem(f"No se pudo escribir {file}: {fault.strerror}.")
        raise typer.Exit(2) from fault
    out.print(f"{len(catalogue.open)} servicios en {file}.")


@contextmanager
def _catalogue(town: str | None) -> Iterator[tuple[AtTerminal, Catalogue]]:
    """That of the municipality's own day."""
    chosen = settings()
    with opened(chosen) as installation:
        row = only_town(installation, town)
        with installation.database.read(row.id) as connection:
            calendar = calendar_of(installation, connection, row.id)
            today = calendar.local_day(installation.clock.now())
            catalogue = catalogue_of(installation, connection, row, on=today)
        yield AtTerminal(row, chosen.links, words_of("es")), catalogue


def _line(here: AtTerminal, offer: Offer) -> dict[str, object]:
    return {
        "key": offer.key,
        "code": offer.service.code,
        "title": offer.title,
        "open": offer.open,
        "terms": _terms(here, offer),
        "prices": _prices(here, offer),
    }


def _terms(here: AtTerminal, offer: Offer) -> str:
    told = (_named(each.title, span_words(each, here.words) or "—") for each in offer.terms)
    return "\n".join(told)


def _prices(here: AtTerminal, offer: Offer) -> str:
    if offer.free:
        return "gratis"
    unit = here.municipality.currency
    amounts = (
        _named(each.title, "—" if each.amount is None else f"{unit} {each.amount:.2f}")
        for each in offer.prices
    )
    return "\n".join(amounts)


def _named(title: str, told: str) -> str:
    return f"{title}: {told}" if title else told
