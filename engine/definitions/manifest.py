"""manifest.toml: what a municipality says about a process beside its diagram.

Every key is checked and every fault is told at once, each in one plain sentence; an unknown key
is a fault, since a misspelt one would be silently without effect.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from engine.definitions.barring import Exclusion, Separation, exclusion, separation
from engine.definitions.checks import Reader
from engine.definitions.enacting import Enactment, enactment
from engine.definitions.numbering import NumberFormat, parse_number_format
from engine.definitions.publication import Publication, read_publication
from engine.definitions.service import Service
from engine.definitions.service_entry import read_service
from engine.identity.house import APPLICANT
from engine.refusals import Fault
from engine.sentences import N_
from storage.tables.documents import Level

FILE = "manifest.toml"


class GlanceFormat(StrEnum):
    """How a fact of the case is written in its summary.

    text: as it is. money: with the currency. date: day/month/year. number: with separators.
    percent: a share of one hundred.
    """

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Stage:
    """One leg of the way as people see it, and the elements of the diagram that belong to it."""

    title: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """One fact in the summary of a case: a FEEL expression over its data. As a `column` it is also
    shown, filtered and sorted by in the inbox."""

    label: str
    expression: str
    format: GlanceFormat
    column: bool = False


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document of this process: what it is called, who may read it (see
    `storage.tables.documents.Level`), and the roles that read it where it is reserved."""

    title: str
    level: str
    readers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of letter that the house writes in this process: its name, how it is numbered, the
    roles that sign it (or only void it, where the house issues it by itself), its words with
    `{{expressions}}` over the data of the case, and whether who has its code may read it whole."""

    title: str
    number: NumberFormat
    signers: frozenset[str]
    text: str = ""
    public: bool = False
    by_house: bool = False

    @property
    def series(self) -> str:
        """The name of its counter."""
        return f"letter:{self.number.prefix}{self.number.suffix}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.toml says, checked.

    `operators`: roles that may suspend, move and mend its cases.
    `timekeepers`: the roles that may stop, set going and extend the legal terms of a case.
    `service`: its entry in the catalogue of what citizens may ask for, where it is one.
    `uses`: the calls drawn once for several families that its diagrams call (`shared.py`).
    `country`: those whose law it follows, with spaces between (`PE`); empty: any.
    `sentences`: by element of the diagram, how the page of a case tells that it stands there, with
    `{{expressions}}` over its data and over `vence` and `siguiente`, the days of its legal term.
    """

    key: str
    title: str
    process: str
    number: NumberFormat
    purpose: str = ""
    family: str = ""
    term: str = ""
    fee: str = ""
    icon: str = ""
    starters: frozenset[str] = frozenset()
    country: str = ""
    uses: tuple[str, ...] = ()
    operators: frozenset[str] = frozenset()
    timekeepers: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    role_titles: Mapping[str, str] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    glance: tuple[Glance, ...] = ()
    separate: tuple[Separation, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    enacts: tuple[Enactment, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, DocumentKind] = field(default_factory=dict)
    letters: Mapping[str, LetterKind] = field(default_factory=dict)
    retention: Mapping[str, Any] = field(default_factory=dict)
    publicity: Mapping[str, Any] = field(default_factory=dict)
    service: Service | None = None
    publication: Publication = field(default_factory=Publication)


class ManifestRefused(Exception):
    """The manifest has faults; all of them are here."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


def parse_manifest(content: bytes) -> Manifest:
    """Raises ManifestRefused with every fault."""
    return _checked(_toml(content))


def manifest_as_text(content: bytes) -> str:
    """The manifest as it is kept in the row of the definition: JSON."""
    return json.dumps(_toml(content), ensure_ascii=False, default=str)


@lru_cache(maxsize=256)
def manifest_from_text(text: str) -> Manifest:
    """The manifest of a deployed definition, from its row; the same text gives the same one."""
    return _checked(json.loads(text))


def _checked(table: dict[str, Any]) -> Manifest:
    reader = Reader(FILE, table)
    manifest = _read(reader)
    reader.nothing_else()
    _check_roles(reader, manifest)
    if reader.faults:
        raise ManifestRefused(tuple(reader.faults))
    return manifest


def _toml(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError:
        raise ManifestRefused((Fault(FILE, N_("El archivo no está en UTF-8.")),)) from None
    except tomllib.TOMLDecodeError as error:
        sentence = N_("El archivo no se entiende como TOML: %(why)s.")
        raise ManifestRefused((Fault(FILE, sentence, facts={"why": str(error)}),)) from None


def _read(reader: Reader) -> Manifest:
    title, purpose = reader.text("title", required=True), reader.text("purpose")
    return Manifest(
        key=reader.name("key"),
        title=title,
        process=reader.text("process", required=True),
        number=_number(reader),
        purpose=purpose,
        family=reader.text("family"),
        term=reader.text("term"),
        fee=reader.text("fee"),
        icon=reader.text("icon"),
        starters=frozenset(reader.texts("starters", required=True)),
        country=reader.text("country"),
        uses=reader.texts("uses"),
        operators=frozenset(reader.texts("operators")),
        timekeepers=frozenset(reader.texts("timekeepers")),
        roles=reader.table_of_texts("roles"),
        role_titles=reader.table_of_texts("role_titles"),
        stages=tuple(_stage(part) for part in reader.parts("stages")),
        glance=tuple(_glance(part) for part in reader.parts("glance")),
        separate=tuple(separation(part) for part in reader.parts("separate")),
        exclude=tuple(exclusion(part) for part in reader.parts("exclude")),
        enacts=tuple(enactment(part) for part in reader.parts("enacts")),
        sentences=reader.table_of_texts("sentences"),
        kinds={name: _kind(part) for name, part in reader.named_parts("documents").items()},
        letters={name: _letter(part) for name, part in reader.named_parts("letters").items()},
        retention=reader.table("retention"),
        publicity=reader.table("publicity"),
        service=read_service(reader.part("service"), title=title, purpose=purpose),
        publication=read_publication(reader.part("publication")),
    )


def _number(reader: Reader) -> NumberFormat:
    text = reader.text("number", required=True)
    parsed = parse_number_format(text)
    if parsed is not None:
        return parsed
    if text:
        reader.fault(
            N_(
                "«number» dice «%(text)s», pero debe ser un prefijo seguido de {year} y {sequence},"
                " por ejemplo «CON-{year}-{sequence:04d}»."
            ),
            text=text,
        )
    return NumberFormat("", "", 0, "")


def _stage(part: Reader) -> Stage:
    stage = Stage(part.text("title", required=True), part.texts("elements", required=True))
    part.nothing_else()
    return stage


def _glance(part: Reader) -> Glance:
    formats = [item.value for item in GlanceFormat]
    chosen = part.choice("format", formats, default=GlanceFormat.TEXT)
    glance = Glance(
        part.text("label", required=True),
        part.text("expression", required=True),
        GlanceFormat(chosen),
        part.flag("column"),
    )
    part.nothing_else()
    return glance


def _kind(part: Reader) -> DocumentKind:
    kind = DocumentKind(
        part.text("title", required=True),
        part.choice("level", list(Level), default=Level.INTERNAL),
        frozenset(part.texts("readers")),
    )
    part.nothing_else()
    return kind


def _letter(part: Reader) -> LetterKind:
    kind = LetterKind(
        part.text("title", required=True),
        _number(part),
        frozenset(part.texts("signers", required=True)),
        part.text("text"),
        part.choice("reading", ["summary", "whole"], default="summary") == "whole",
        part.choice("issued_by", ["people", "house"], default="people") == "house",
    )
    part.nothing_else()
    return kind


def _check_roles(reader: Reader, manifest: Manifest) -> None:
    known = {APPLICANT, *manifest.role_titles}
    named = manifest.starters | manifest.operators | manifest.timekeepers
    named = named.union(*(kind.readers for kind in manifest.kinds.values()))
    named = named.union(*(kind.signers for kind in manifest.letters.values()))
    for role in sorted({*named, *manifest.roles.values()} - known):
        reader.fault(
            N_("El rol «%(role)s» se usa pero no tiene nombre: falta «%(role)s» en [role_titles]."),
            role=role,
        )
