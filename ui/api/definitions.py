"""Definitions: the processes in force, their versions and files; publishing them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from engine.access import Scope
from engine.cases.starting import plain_start
from engine.cases.surroundings import surroundings_of
from engine.definitions import Bundle, activate, deploy, program_of
from engine.definitions.bundle import belongs
from engine.definitions.checking import check_bundle
from engine.definitions.mending import mend_bundle
from engine.forms import view
from engine.refusals import Fault, Refused
from storage.database import Connection
from storage.queries.definitions import (
    DefinitionRow,
    active_definitions,
    definition_by_id,
    files_of,
    versions_of,
)
from ui.api.answers import address, answer, id_of, matches, tag_of
from ui.api.describing import FILE, hands_out, multipart, reads, writes
from ui.api.door import Here, Program
from ui.api.filing import Sent, digest_of
from ui.api.invalid import invalid
from ui.api.kinds import ApiKind
from ui.api.present.tasks import form_of
from ui.api.problems import not_found, of_refusal, own
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, Process, room
from ui.api.shapes.others import (
    Activated,
    Checked,
    DefinitionInFull,
    DefinitionLine,
    Definitions,
    Deployed,
    MendedFiles,
)
from ui.api.shapes.tasks import TaskForm
from ui.api.shapes.words import Finding
from ui.findings import as_json
from ui.posted import Posted

router = room("definitions")
FilePath = Annotated[str, Path(max_length=200, examples=["forms/pedido.json"])]
FILES = multipart(
    {
        "file": {
            "type": "array",
            "items": FILE,
            "description": "One part for each file; its file name is its path: `manifest.toml`,"
            " `compra.bpmn`, `forms/pedido.json`.",
        }
    },
    ["file"],
)
KINDS = {".json": "application/json", ".toml": "text/plain"}


@router.get("/definitions", **reads(Scope.DEFINITIONS_READ, Definitions))
def definitions(here: Here, process: Process = "") -> Response:
    """The processes in force; with `process`, every version of one, newest first."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = versions_of(connection, town, process) if process else None
        found = active_definitions(connection, town) if rows is None else rows
    return answer(here, Definitions(items=[line(row) for row in found]))


@router.post(
    "/definitions",
    **writes(Scope.DEFINITIONS_WRITE, Deployed, status=201, extra=FILES),
)
def publish_files(here: Here, form: Sent, key: Key = None) -> Response:
    """Check the files of a process and bring them into force for new cases; or everything that is
    wrong with them, in `problems`. The same files again change nothing."""

    def work() -> Response:
        outcome = deploy(here.installation, here.actor, bundle_in(form))
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        shape = Deployed(
            id=str(outcome.definition_id),
            key=outcome.key,
            version=outcome.version,
            unchanged=outcome.unchanged,
            warnings=findings_in(here, outcome.warnings),
        )
        where = {"location": address(here, "definitions", outcome.definition_id)}
        return answer(here, shape, status=201, headers=where)

    return once(here, key, work, content=digest_of(form))


@router.post("/definitions/check", **writes(Scope.DEFINITIONS_WRITE, Checked, extra=FILES))
def check_files(here: Here, form: Sent) -> Response:
    """Everything that is wrong with the files of a process, or worth a look; nothing is kept."""
    bundle = bundle_in(form)
    if sum(map(len, bundle.files.values())) > here.installation.limits.definition_bytes:
        raise own(ApiKind.BODY_TOO_LARGE)
    found = check_bundle(bundle, here.installation.registers)
    shape = Checked(
        errors=findings_in(here, (each for each in found if each.is_error)),
        warnings=findings_in(here, (each for each in found if not each.is_error)),
    )
    return answer(here, shape)


@router.post("/definitions/mending", **writes(Scope.DEFINITIONS_WRITE, MendedFiles, extra=FILES))
def mend_files(here: Here, form: Sent) -> Response:
    """The diagrams of a process with every change made that its findings offer (`fix`), which of
    them those were, and what is left; nothing is kept."""
    bundle = bundle_in(form)
    if sum(map(len, bundle.files.values())) > here.installation.limits.definition_bytes:
        raise own(ApiKind.BODY_TOO_LARGE)
    found = mend_bundle(bundle)
    shape = MendedFiles(
        files={name: content.decode() for name, content in found.files.items()},
        made=findings_in(here, found.made),
        left=findings_in(here, found.left),
    )
    return answer(here, shape)


@router.get("/definitions/{definition_id}", **reads(Scope.DEFINITIONS_READ, DefinitionInFull))
def definition(here: Here, definition_id: Identifier) -> Response:
    """One version: its manifest and the names of its files."""
    with here.installation.database.read(here.municipality.id) as connection:
        row = seen(here, connection, definition_id)
        files = files_of(connection, here.municipality.id, row.id)
    shape = DefinitionInFull(
        **dict(line(row)), manifest=json.loads(row.manifest), files=sorted(files)
    )
    return answer(here, shape)


@router.get(
    "/definitions/{definition_id}/files/{path:path}",
    **hands_out(Scope.DEFINITIONS_READ, "application/xml", "application/json", "text/plain"),
)
def file(here: Here, definition_id: Identifier, path: FilePath) -> Response:
    """One file of a version, as it was published."""
    with here.installation.database.read(here.municipality.id) as connection:
        row = seen(here, connection, definition_id)
        content = files_of(connection, here.municipality.id, row.id).get(path)
    if content is None:
        raise not_found()
    tag = tag_of(content)
    headers = {"etag": tag, "cache-control": "private, max-age=31536000, immutable"}
    if matches(here.request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    kind = next((kind for end, kind in KINDS.items() if path.endswith(end)), "application/xml")
    return Response(content, headers=headers, media_type=kind)


@router.get("/definitions/{definition_id}/form", **reads(Scope.DEFINITIONS_READ, TaskForm))
def start_form(here: Here, definition_id: Identifier) -> Response:
    """What opening a case of this version asks."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = seen(here, connection, definition_id)
        program = program_of(here.installation, connection, town, row.id)
        around = surroundings_of(here.installation, connection, town, here.now)
    form = program.form_of(plain_start(program).form_key)
    views = view(form, None, {}, host=around.clocked_host) if form else ()
    return answer(here, form_of(views))


@router.put("/definitions/{definition_id}/activation", **writes(Scope.DEFINITIONS_WRITE, Activated))
def bring_into_force(here: Here, definition_id: Identifier) -> Response:
    """New cases begin with this version; those that run stay on theirs."""
    outcome = activate(here.installation, here.actor, id_of(definition_id))
    if isinstance(outcome, Refused):
        raise of_refusal(outcome)
    shape = Activated(id=definition_id, key=outcome.key, version=outcome.version)
    return answer(here, shape)


def seen(here: Program, connection: Connection, definition_id: str) -> DefinitionRow:
    """The version with that id in this municipality."""
    row = definition_by_id(connection, here.municipality.id, id_of(definition_id))
    if row is None:
        raise not_found()
    return row


def line(row: DefinitionRow) -> DefinitionLine:
    """A version without its files."""
    return DefinitionLine(
        id=str(row.id),
        key=row.key,
        version=row.version,
        title=row.title,
        family=row.family,
        state=row.state,  # type: ignore[arg-type]  # the table holds no other
        hash=row.hash,
        deployed_at=row.deployed_at,
    )


def findings_in(here: Program, faults: Iterable[Fault]) -> list[Finding]:
    """What the checks found, in the reader's words."""
    return [Finding(**as_json(each, here.words.gettext)) for each in faults]


def bundle_in(form: Posted) -> Bundle:
    """The files of a process, by their paths."""
    named = [each for each in form.files if each.name == "file"]
    if not named:
        raise invalid([("body.file", "missing")])
    if not all(belongs(each.filename) for each in named):
        raise invalid([("body.file", "not_of_a_process")])
    return Bundle({each.filename: each.content.read() for each in named})
