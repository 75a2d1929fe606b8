"""A deployed definition, ready to run: from its files, compiled once and kept.

A definition never changes, so what is kept never goes stale: by id in the process, by content hash
across municipalities that deployed the same files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.bpmn import Program
from engine.definitions.bundle import Bundle
from engine.definitions.compilation import compile_bundle
from engine.definitions.manifest import Manifest
from engine.forms import Form
from engine.forms.components import FILES
from engine.installation import Installation
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definition, definition_by_id, files_of


class DefinitionMissing(Exception):
    """A row refers to a definition that is not there: the database is damaged."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of a process in one municipality."""

    id: int
    municipality_id: int
    key: str
    version: int
    hash: str
    title: str
    manifest: Manifest
    program: Program
    forms: Mapping[str, Form]

    def form_of(self, form_key: str | None) -> Form | None:
        """The form of an element, if it has one."""
        return self.forms[form_key] if form_key else None


def program_of(
    installation: Installation, connection: Connection, municipality_id: int, definition_id: int
) -> Definition:
    """The definition with that id; no statement once the process knows it."""
    found = installation.remembered.get((municipality_id, definition_id))
    if isinstance(found, Definition):
        return found
    row = definition_by_id(connection, municipality_id, definition_id)
    if row is None:
        raise DefinitionMissing(str(definition_id))
    return _load(installation, connection, municipality_id, row)


def active_program_of(
    installation: Installation, connection: Connection, municipality_id: int, process_key: str
) -> Definition | None:
    """The version with which new cases begin; None when the process is not in force."""
    row = active_definition(connection, municipality_id, process_key)
    if row is None:
        return None
    found = installation.remembered.get((municipality_id, row.id))
    if isinstance(found, Definition):
        return found
    return _load(installation, connection, municipality_id, row)


class Shown(Protocol):
    """A task, as far as its form goes."""

    @property
    def form_key(self) -> str | None:
        """Which form."""

    @property
    def form_definition_id(self) -> int | None:
        """Of which version, where that is not the one of its case."""


def form_of_task(
    installation: Installation, connection: Connection, task: Shown, definition: Definition
) -> Form | None:
    """The form that a task shows: of its version, unless a migration kept that of another one."""
    kept = task.form_definition_id
    if kept is not None:
        definition = program_of(installation, connection, definition.municipality_id, kept)
    return definition.form_of(task.form_key)


def has_file_pickers(form: Form | None) -> bool:
    """The form asks for documents."""
    return form is not None and any(field.kind in FILES for field in form.fields)


def _load(
    installation: Installation, connection: Connection, municipality_id: int, row: DefinitionRow
) -> Definition:
    compiled = compile_bundle(Bundle(files_of(connection, municipality_id, row.id)))
    loaded = Definition(
        id=row.id,
        municipality_id=municipality_id,
        key=row.key,
        version=row.version,
        hash=row.hash,
        title=row.title,
        manifest=compiled.manifest,
        program=compiled.program,
        forms=compiled.forms,
    )
    installation.remembered.keep((municipality_id, row.id), loaded)
    return loaded
