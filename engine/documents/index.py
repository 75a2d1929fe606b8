"""The electronic index of a case: every document in the order of its folios, with its hash.

Pure. As JSON in one canonical form, which is what is signed, and as XML with the fields that
archives of the region ask for (AGN of Colombia, Acuerdo 003 of 2015 and guide G.INF.08; PE LPAG
art. 31: correlative folios and an index signed electronically). What the reader may not know of
keeps its folios and its hash, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

FORM = "cauce index 1"
NAMESPACE = "urn:cauce:index:1"
HASH = "SHA-256"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One version of a document as it stands in the file; `title` and all else that tells what it
    is are None where the reader may not know of it."""

    order: int
    folio: int
    last_folio: int
    pages: int
    sha256: str
    size: int
    document_id: str | None = None
    version: int | None = None
    kind: str | None = None
    title: str | None = None
    filename: str | None = None
    media_type: str | None = None
    created_at: datetime | None = None
    filed_at: datetime | None = None
    filed_by: str | None = None
    origin: str | None = None
    level: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class CaseIndex:
    """The index of a case at a moment; `history` is how many events and the hash of the last."""

    municipality: str
    number: str
    title: str
    process: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    made_at: datetime
    history_events: int
    history_hash: str
    entries: tuple[IndexEntry, ...]
    annexes: tuple[Mapping[str, str], ...] = ()

    @property
    def folios(self) -> int:
        """How many folios the file has."""
        return max((entry.last_folio for entry in self.entries), default=0)


def as_json(index: CaseIndex) -> bytes:
    """The canonical form: names in their order, no spaces, UTF-8; the same for the same index."""
    return canonical(_told(index))


def canonical(value: Any) -> bytes:
    """JSON in the one form that is hashed and signed."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def as_xml(
    index: CaseIndex, *, sha256: str = "", signature: Mapping[str, str] | None = None
) -> bytes:
    """The same as XML, with the hash of the canonical form and the signature upon it."""
    root = etree.Element(f"{{{NAMESPACE}}}indice", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # None is the default namespace
    case = _told(index)
    entries: Sequence[Mapping[str, Any]] = case.pop("documents")
    annexes: Sequence[Mapping[str, str]] = case.pop("annexes")
    _fill(etree.SubElement(root, f"{{{NAMESPACE}}}expediente"), case)
    documents = etree.SubElement(root, f"{{{NAMESPACE}}}documentos")
    for entry in entries:
        _fill(etree.SubElement(documents, f"{{{NAMESPACE}}}documento"), entry)
    for annex in annexes:
        _fill(etree.SubElement(root, f"{{{NAMESPACE}}}expedienteAnexo"), annex)
    if sha256:
        seal = etree.SubElement(root, f"{{{NAMESPACE}}}cierre")
        _fill(seal, {"sha256": sha256, **(signature or {})})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _told(index: CaseIndex) -> dict[str, Any]:
    return {
        "form": FORM,
        "municipality": index.municipality,
        "number": index.number,
        "title": index.title,
        "process": index.process,
        "state": index.state,
        "opened_at": _instant(index.opened_at),
        "closed_at": _instant(index.closed_at),
        "made_at": _instant(index.made_at),
        "folios": index.folios,
        "history_events": index.history_events,
        "history_hash": index.history_hash,
        "annexes": [dict(each) for each in index.annexes],
        "documents": [_entry(entry) for entry in index.entries],
    }


def _entry(entry: IndexEntry) -> dict[str, Any]:
    return {
        "order": entry.order,
        "folio": entry.folio,
        "last_folio": entry.last_folio,
        "pages": entry.pages,
        "sha256": entry.sha256,
        "hash_function": HASH,
        "size": entry.size,
        "document": entry.document_id,
        "version": entry.version,
        "kind": entry.kind,
        "title": entry.title,
        "filename": entry.filename,
        "media_type": entry.media_type,
        "created_at": _instant(entry.created_at),
        "filed_at": _instant(entry.filed_at),
        "filed_by": entry.filed_by,
        "origin": entry.origin,
        "level": entry.level,
        "state": entry.state,
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


NAMES = {
    "form": "forma",
    "municipality": "municipalidad",
    "number": "numero",
    "title": "nombre",
    "process": "tramite",
    "state": "estado",
    "opened_at": "fechaApertura",
    "closed_at": "fechaCierre",
    "made_at": "fechaIndice",
    "folios": "folios",
    "history_events": "actuaciones",
    "history_hash": "huellaHistoria",
    "order": "orden",
    "folio": "paginaInicio",
    "last_folio": "paginaFin",
    "pages": "paginas",
    "sha256": "valorHuella",
    "hash_function": "funcionResumen",
    "size": "tamano",
    "document": "idDocumento",
    "version": "version",
    "kind": "tipologia",
    "filename": "archivo",
    "media_type": "formato",
    "created_at": "fechaCreacion",
    "filed_at": "fechaIncorporacion",
    "filed_by": "incorporadoPor",
    "origin": "origen",
    "level": "acceso",
    "signature": "firma",
    "public_key": "clavePublica",
    "relation": "relacion",
}
"""What the fields are called in XML."""


def _fill(element: etree._Element, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is not None:
            child = etree.SubElement(element, f"{{{NAMESPACE}}}{NAMES[name]}")
            child.text = "".join(char for char in str(value) if is_xml(char))


def is_xml(char: str) -> bool:
    """Whether XML 1.0 can hold this character."""
    return char in "\t\n\r" or (
        char >= " " and char not in "\ufffe\uffff" and not "\ud800" <= char <= "\udfff"
    )
