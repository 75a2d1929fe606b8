"""What describes data sets to programs: a catalogue (W3C DCAT 3, with the terms that DCAT-AP asks
for) as JSON-LD and as Turtle, and a Frictionless data package. Pure.

Texts are Spanish, as they are written; dates are ISO 8601. Sources: W3C DCAT 3 (2024-08-22),
DCAT-AP 3.0, Data Package 1.0 (specs.frictionlessdata.io).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.publishing.datasets import Dataset
from engine.publishing.offered import Licence

VERSION = "1"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/SPA"
_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
_FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: `base` is the address of the portal (`…/open`), without a slash at its end."""

    slug: str
    name: str
    base: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a data set: its address and its media type."""

    url: str
    media: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A data set as the catalogue has it; `first` and `last`: the time that it covers, ISO 8601;
    `fields` of a table of the house, None for data that a standard of its own describes."""

    id: str
    title: str
    description: str
    page: str
    files: tuple[File, ...]
    keywords: tuple[str, ...] = ()
    frequency: str = "UPDATE_CONT"
    modified: datetime | None = None
    first: str = ""
    last: str = ""
    standard: str = ""
    fields: Dataset | None = None


def catalogue(publisher: Publisher, licence: Licence, entries: Sequence[Entry]) -> Node:
    """The catalogue as JSON-LD."""
    agent: Node = {
        "@id": f"{publisher.base}#publisher",
        "@type": "foaf:Agent",
        "foaf:name": publisher.name,
    }
    told: Node = {
        "@context": dict(_PREFIXES),
        "@id": f"{publisher.base}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _es(f"Datos abiertos de {publisher.name}"),
        "dct:description": _es(f"Los conjuntos de datos que publica {publisher.name}."),
        "dct:publisher": agent,
        "dct:language": {"@id": LANGUAGE},
        "dct:license": {"@id": licence.url},
        "foaf:homepage": {"@id": publisher.base},
        "dcat:dataset": [_dataset(publisher, licence, each) for each in entries],
    }
    moments = [each.modified for each in entries if each.modified]
    if moments:
        told["dct:modified"] = _typed(max(moments).isoformat(), "dateTime")
    return told


def _dataset(publisher: Publisher, licence: Licence, entry: Entry) -> Node:
    told: Node = {
        "@id": f"{entry.page}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": entry.id,
        "dct:title": _es(entry.title),
        "dct:description": _es(entry.description),
        "dct:publisher": {"@id": f"{publisher.base}#publisher"},
        "dct:license": {"@id": licence.url},
        "dct:language": {"@id": LANGUAGE},
        "dct:accrualPeriodicity": {"@id": _FREQUENCY + entry.frequency},
        "dcat:landingPage": {"@id": entry.page},
        "dcat:version": VERSION,
        "dcat:distribution": [_distribution(licence, entry, each) for each in entry.files],
    }
    if entry.keywords:
        told["dcat:keyword"] = [_es(each) for each in entry.keywords]
    if entry.modified:
        told["dct:modified"] = _typed(entry.modified.isoformat(), "dateTime")
    if entry.first and entry.last:
        told["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _moment(entry.first),
            "dcat:endDate": _moment(entry.last, ends=True),
        }
    if publisher.email:
        told["dcat:contactPoint"] = {
            "@type": "vcard:Organization",
            "vcard:fn": publisher.name,
            "vcard:hasEmail": {"@id": f"mailto:{publisher.email}"},
        }
    return told


def _distribution(licence: Licence, entry: Entry, file: File) -> Node:
    kind = "CSV" if file.media == "text/csv" else "JSON"
    told: Node = {
        "@id": f"{file.url}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _es(f"{entry.title} ({kind})"),
        "dcat:accessURL": {"@id": entry.page},
        "dcat:downloadURL": {"@id": file.url},
        "dcat:mediaType": {"@id": _MEDIA + file.media},
        "dct:format": {"@id": _FILE_TYPE + kind},
        "dct:license": {"@id": licence.url},
    }
    if entry.standard:
        told["dct:conformsTo"] = {"@id": entry.standard}
    return told


def data_package(publisher: Publisher, licence: Licence, entries: Sequence[Entry]) -> Node:
    """The tables of the house as a Frictionless data package."""
    return {
        "profile": "tabular-data-package",
        "name": f"datos-abiertos-{publisher.slug}",
        "title": f"Datos abiertos de {publisher.name}",
        "homepage": publisher.base,
        "version": VERSION,
        "licenses": [_licence(licence)],
        "contributors": [{"title": publisher.name, "role": "publisher", "path": publisher.base}],
        "resources": [
            _resource(licence, each, each.fields) for each in entries if each.fields is not None
        ],
    }


def _resource(licence: Licence, entry: Entry, dataset: Dataset) -> Node:
    return {
        "profile": "tabular-data-resource",
        "name": entry.id,
        "title": entry.title,
        "description": entry.description,
        "path": next(each.url for each in entry.files if each.media == "text/csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "licenses": [_licence(licence)],
        "schema": {
            "fields": [
                {"name": each.name, "type": str(each.type), "description": each.title}
                for each in dataset.public
            ],
            **({"primaryKey": list(dataset.key)} if dataset.key else {}),
            "missingValues": [""],
        },
    }


def _licence(licence: Licence) -> Node:
    return {"name": licence.id, "title": licence.title, "path": licence.url}


def turtle(node: Node) -> str:
    """The same graph as Turtle, of what `catalogue` gave."""
    prefixes = "".join(f"@prefix {name}: <{url}> .\n" for name, url in _PREFIXES.items())
    return prefixes + "".join(f"\n{each} .\n" for each in _subjects(node))


def _subjects(node: Node) -> Iterator[str]:
    """A statement of each node that has a name and says something, those inside of it after it."""
    inside: list[Node] = []
    yield f"<{_iri(node['@id'])}> " + " ;\n    ".join(_statements(node, inside))
    for each in inside:
        yield from _subjects(each)


def _statements(node: Node, inside: list[Node]) -> Iterator[str]:
    for name, value in node.items():
        if name in ("@context", "@id"):
            continue
        if name == "@type":
            yield f"a {value}"
            continue
        for each in value if isinstance(value, list) else [value]:
            yield f"{name} {_object(each, inside)}"


def _object(value: Any, inside: list[Node]) -> str:
    if isinstance(value, str):
        return _literal(value)
    if "@value" in value:
        more = f"@{value['@language']}" if "@language" in value else f"^^{value['@type']}"
        return _literal(value["@value"]) + more
    if "@id" not in value:
        return "[ " + " ; ".join(_statements(value, inside)) + " ]"
    if len(value) > 1:
        inside.append(value)
    return f"<{_iri(value['@id'])}>"


def _literal(text: str) -> str:
    """JSON escapes are among those of Turtle."""
    return json.dumps(text, ensure_ascii=False)


def _iri(text: str) -> str:
    return "".join(f"%{ord(each):02X}" if each in '<>"{}|^`\\ ' else each for each in text)


def _es(text: str) -> Node:
    return {"@language": "es", "@value": text}


def _typed(text: str, kind: str) -> Node:
    return {"@type": f"xsd:{kind}", "@value": text}


def _moment(text: str, *, ends: bool = False) -> Node:
    """A year, a month, a day, an instant; a quarter (`2026-Q3`) is its first or last month."""
    year, _, quarter = text.partition("-Q")
    if quarter:
        text = f"{year}-{3 * int(quarter) - (0 if ends else 2):02}"
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(text), "dateTime")
    return _typed(text, kind)


def text_of(node: Mapping[str, Any]) -> str:
    """A node as the text of a file."""
    return json.dumps(node, ensure_ascii=False, indent=1)
