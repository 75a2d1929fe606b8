"""The portal of open data: its page, a page for each data set with its first rows and what each
column is, the files of `v1`, and what describes all of it to programs (DCAT, Frictionless).

Addresses never change. A data set that the municipality holds back is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.identity.contact import contact_in
from engine.publishing.datasets import Dataset, Frequency
from engine.publishing.describing import (
    VERSION,
    Entry,
    File,
    Publisher,
    catalogue,
    data_package,
    text_of,
    turtle,
)
from engine.publishing.offered import Licence, offering_in
from engine.spreadsheets import written
from processes.open_data.catalogue import ELSEWHERE
from ui.open_data.files import CSV, JSON, answer
from ui.open_data.tables import Table, as_csv, as_json, published, table_of
from ui.portal.around import Link, citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open")
Name = Annotated[str, Path(pattern=r"^[a-z][a-z-]{1,40}$")]
SHOWN = 5
JSON_LD, TURTLE = "application/ld+json", "text/turtle; charset=utf-8"


@router.get("", response_model=None)
def page(here: AnyVisit) -> Response:
    """Every data set with its files; nothing is counted to show it."""
    _ = here.words.gettext
    tables = [
        {
            "title": _(each.title),
            "description": _(each.description),
            "often": frequency_words(here, each),
            "href": here.path("open", "v1", each.id),
            "files": _links(here, each.id),
        }
        for each in published(here)
    ]
    others = [
        {
            "title": _(each.title),
            "description": _(each.description),
            "often": "",
            "href": here.path("open", *each.page.split("/")),
            "files": [Link(url, here.path("open", *url.split("/"))) for url, _media in each.files],
        }
        for each in ELSEWHERE
    ]
    context = {
        "sets": tables + others,
        "described": [
            Link(label, here.path("open", name))
            for label, name in (
                ("DCAT (JSON-LD)", "catalog.jsonld"),
                ("DCAT (Turtle)", "catalog.ttl"),
                ("Frictionless Data Package", "datapackage.json"),
            )
        ],
        "licence": _licence(here),
        "policy_href": here.path("open", "policy"),
    }
    return citizen_page(here, "open_data/portal.html", context)


@router.get("/catalog.jsonld", response_model=None)
def as_dcat(here: AnyVisit) -> Response:
    """The catalogue (DCAT) as JSON-LD."""
    text = text_of(catalogue(_publisher(here), _licence(here), _entries(here)))
    return answer(here, iter([text]), JSON_LD, _tag(text))


@router.get("/catalog.ttl", response_model=None)
def as_turtle(here: AnyVisit) -> Response:
    """The same as Turtle."""
    text = turtle(catalogue(_publisher(here), _licence(here), _entries(here)))
    return answer(here, iter([text]), TURTLE, _tag(text))


@router.get("/datapackage.json", response_model=None)
def as_package(here: AnyVisit) -> Response:
    """The tables, described (Frictionless Data Package)."""
    text = text_of(data_package(_publisher(here), _licence(here), _entries(here)))
    return answer(here, iter([text]), JSON, _tag(text))


@router.get("/v1/{name}.csv", response_model=None)
def csv_file(here: AnyVisit, name: Name) -> Response:
    """A data set as a table."""
    table = table_of(here, name)
    return _file(here, table, as_csv(table), CSV, "csv")


@router.get("/v1/{name}.json", response_model=None)
def json_file(here: AnyVisit, name: Name) -> Response:
    """The same with what it is."""
    table, licence = table_of(here, name), _licence(here)
    about = {
        "dataset": table.dataset.id,
        "version": VERSION,
        "title": table.dataset.title,
        "publisher": here.municipality.name,
        "license": licence.url,
    }
    return _file(here, table, as_json(table, about), JSON, "json")


@router.get("/v1/{name}", response_model=None)
def dataset(here: AnyVisit, name: Name) -> Response:
    """One data set: how it stands, its first rows, its columns."""
    table, _ = table_of(here, name), here.words.gettext
    told = table.dataset
    moment = here.formats.moment
    context = {
        "title": _(told.title),
        "description": _(told.description),
        "facts": [
            (_("Se actualiza"), frequency_words(here, told)),
            (_("Último cambio"), moment(table.modified, here.today) if table.modified else ""),
            (_("Abarca"), f"{table.first[:10]} — {table.last[:10]}" if table.first else ""),
        ],
        "files": _links(here, told.id),
        "columns": [each.name for each in told.public],
        "rows": [[written(cell) for cell in row.values()] for row in islice(table.rows(), SHOWN)],
        "fields": [(each.name, str(each.type), _(each.title)) for each in told.public],
        "counts": told.counts,
        "licence": _licence(here),
        "list_href": here.path("open"),
    }
    return citizen_page(here, "open_data/dataset.html", context)


def frequency_words(here: Visit, dataset: Dataset) -> str:
    """How soon what happens is in the data."""
    _ = here.words.gettext
    return {
        Frequency.CONTINUOUS: _("en cuanto algo cambia"),
        Frequency.DAILY: _("cada día"),
        Frequency.MONTHLY: _("cada mes"),
        Frequency.QUARTERLY: _("cada trimestre"),
    }[dataset.frequency]


def _file(here: Visit, table: Table, pieces: Iterator[str], kind: str, end: str) -> Response:
    """What stands around the rows is part of the tag."""
    around = sha256(f"{here.municipality.name} {_licence(here).id}".encode()).hexdigest()[:8]
    name = f"{here.municipality.slug}-{table.dataset.id}.{end}"
    tag = f'W/"{table.mark}-{around}-{end}"'
    return answer(here, pieces, kind, tag, modified=table.modified, name=name)


def _entries(here: Visit) -> list[Entry]:
    base = _base(here)
    tables = [table_of(here, each.id) for each in published(here)]
    own = [
        Entry(
            each.dataset.id,
            each.dataset.title,
            each.dataset.description,
            f"{base}/v1/{each.dataset.id}",
            (
                File(f"{base}/v1/{each.dataset.id}.csv", "text/csv"),
                File(f"{base}/v1/{each.dataset.id}.json", "application/json"),
            ),
            each.dataset.keywords,
            str(each.dataset.frequency),
            each.modified,
            each.first,
            each.last,
            fields=each.dataset,
        )
        for each in tables
    ]
    others = [
        Entry(
            each.id,
            each.title,
            each.description,
            f"{base}/{each.page}",
            tuple(File(f"{base}/{url}", media) for url, media in each.files),
            standard=each.standard,
        )
        for each in ELSEWHERE
    ]
    return own + others


def _publisher(here: Visit) -> Publisher:
    town = here.municipality
    return Publisher(town.slug, town.name, _base(here), contact_in(town.settings).email)


def _base(here: Visit) -> str:
    return f"{here.surroundings.settings.links}/{here.municipality.slug}/open"


def _licence(here: Visit) -> Licence:
    return offering_in(here.municipality.settings).licence


def _links(here: Visit, name: str) -> list[Link]:
    return [Link(end.upper(), here.path("open", "v1", f"{name}.{end}")) for end in ("csv", "json")]


def _tag(text: str) -> str:
    return f'W/"{sha256(text.encode()).hexdigest()[:20]}"'
