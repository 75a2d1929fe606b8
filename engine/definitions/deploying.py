"""Deploying: everything is checked, then one immutable version is stored, or nothing.

The version is addressed by the hash of its content: deploying the same files again changes nothing.
The new version comes into force for new cases; a case stays on the version it began with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from engine.bpmn import StepFailed
from engine.definitions.arming import arm_starts
from engine.definitions.bundle import Bundle
from engine.definitions.checking import check_registers
from engine.definitions.compilation import Compiled, DefinitionRefused, compile_bundle
from engine.definitions.loading import program_of
from engine.definitions.manifest import FILE, manifest_as_text
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import BadDefinition, Fault, RefusalKind, Refused
from engine.sentences import N_
from storage.database import Connection
from storage.queries.definitions import (
    DefinitionRow,
    definition_by_hash,
    definition_by_id,
    next_version,
)
from storage.tables.definitions import DefinitionState
from storage.writes.definitions import activate_definition, insert_definition
from storage.writes.origins import put_origin_of_version

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deployed:
    """The version that holds these files; `unchanged` when it was there before. `warnings` are
    for a person to look at: the process runs as drawn."""

    definition_id: int
    key: str
    version: int
    unchanged: bool
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Activated:
    """New cases of the process begin with this version."""

    definition_id: int
    key: str
    version: int


def deploy(
    installation: Installation, actor: Actor, bundle: Bundle, *, shared: bool = False
) -> Deployed | Refused:
    """Check a bundle and store it as the version in force, or say everything that is wrong;
    `shared`: it is of the house, which later ones may follow."""
    compiled = checked(installation, bundle)
    if isinstance(compiled, BadDefinition):
        return compiled

    def verb(connection: Connection) -> Deployed:
        stored = store(installation, actor, connection, bundle, compiled)
        if shared:
            town, own = actor.municipality_id, stored.definition_id
            put_origin_of_version(connection, town, own, content_hash=bundle.hash)
        return stored

    return _run(installation, actor, verb)


def checked(installation: Installation, bundle: Bundle) -> Compiled | BadDefinition:
    """The bundle compiled, or everything that keeps it from being deployed."""
    size = sum(len(content) for content in bundle.files.values())
    if size > installation.limits.definition_bytes:
        limit = installation.limits.definition_bytes // 1024
        sentence = N_("Los archivos juntos pasan de %(limit)s KiB.")
        return _bad((Fault("", sentence, facts={"limit": str(limit)}),))
    try:
        compiled = compile_bundle(bundle)
    except DefinitionRefused as refused:
        return _bad(refused.faults)
    unknown = check_registers(bundle, compiled.forms, installation.registers)
    return _bad(unknown) if unknown else compiled


def activate(installation: Installation, actor: Actor, definition_id: int) -> Activated | Refused:
    """Bring another version into force, for example the one before."""

    def verb(connection: Connection) -> Activated | Refused:
        row = definition_by_id(connection, actor.municipality_id, definition_id)
        if row is None or row.state == DefinitionState.FOUNDED:
            return Refused(RefusalKind.NOT_FOUND)
        if row.state != DefinitionState.ACTIVE:
            put_in_force(installation, connection, actor.municipality_id, row.key, row.id)
        return Activated(row.id, row.key, row.version)

    return _run(installation, actor, verb)


def store(
    installation: Installation,
    actor: Actor,
    connection: Connection,
    bundle: Bundle,
    compiled: Compiled,
    *,
    in_force: bool = True,
) -> Deployed:
    """The version that holds a checked bundle, in the caller's transaction; `in_force`: new cases
    begin with it from now on. Raises StepFailed where the moment of a start cannot be told."""
    municipality_id, key = actor.municipality_id, compiled.manifest.key
    same = definition_by_hash(connection, municipality_id, key, content_hash=compiled.hash)
    if same is not None:
        if in_force and same.state != DefinitionState.ACTIVE:
            put_in_force(installation, connection, municipality_id, key, same.id)
        return Deployed(same.id, key, same.version, unchanged=True, warnings=compiled.warnings)
    version = next_version(connection, municipality_id, key)
    definition_id = installation.ids.new()
    row = DefinitionRow(
        id=definition_id,
        key=key,
        version=version,
        hash=compiled.hash,
        title=compiled.manifest.title,
        family=compiled.manifest.family,
        manifest=manifest_as_text(bundle.files[FILE]),
        deployed_at=installation.clock.now(),
        deployed_by=actor.person_id,
        state=DefinitionState.DEPLOYED,
    )
    insert_definition(connection, municipality_id, row, bundle.files)
    if in_force:
        put_in_force(installation, connection, municipality_id, key, definition_id)
    return Deployed(definition_id, key, version, unchanged=False, warnings=compiled.warnings)


def _run(
    installation: Installation, actor: Actor, verb: Callable[[Connection], T]
) -> T | BadDefinition:
    """The verb; a start whose moment cannot be told keeps the version out of force."""
    try:
        return installation.database.run(verb, municipality=actor.municipality_id)
    except StepFailed as failure:
        return not_armed(failure)


def not_armed(failure: StepFailed) -> BadDefinition:
    """What is said of a version that cannot come into force: the moment of a start is not told."""
    said = failure.sentence
    return _bad((Fault("", said.text, failure.element_id, facts=said.facts),))


def put_in_force(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    key: str,
    definition_id: int,
) -> None:
    """New cases begin with this version, in the caller's transaction. Raises StepFailed."""
    activate_definition(connection, municipality_id, key=key, definition_id=definition_id)
    definition = program_of(installation, connection, municipality_id, definition_id)
    arm_starts(installation, connection, definition)


def _bad(faults: tuple[Fault, ...]) -> BadDefinition:
    return BadDefinition(RefusalKind.BAD_DEFINITION, {}, faults)
