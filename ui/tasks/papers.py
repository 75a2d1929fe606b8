"""The files that a task asks for, as fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ui.cases.files import version_href
from ui.form.sending import Sending
from ui.parts import tile_of
from ui.refusals import Told
from ui.tasks.forms import FILE
from ui.tasks.scene import TaskScene, Wanted
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that this task has put into the case."""

    name: str
    detail: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class FileAsked:
    """A document that the step leaves, as a field of the form."""

    name: str
    label: str
    id: str
    optional: bool
    error: str
    sending: Sending | None
    filed: tuple[Filed, ...]


def file_asked(
    wanted: Wanted, faults: Mapping[str, Told], sending: Sending | None, here: Member
) -> FileAsked:
    """One document as a field, with what is filed already."""
    rule = wanted.rule
    fault = faults.get(rule.kind)
    return FileAsked(
        name=FILE + rule.kind,
        label=rule.title or rule.kind,
        id=f"f.document.{rule.kind}",
        optional=not wanted.required,
        error=fault.sentence if fault else "",
        sending=sending,
        filed=tuple(
            Filed(
                version.filename,
                f"{here.formats.file_size(version.size)} · {here.words.gettext('guardado')}",
                tile_of(version.media_type),
                version_href(here, document_id, version.version),
            )
            for document_id, version in wanted.filed
        ),
    )


def missing_faults(here: Member, scene: TaskScene, typed: Mapping[str, Any]) -> dict[str, Told]:
    """The required documents that are not there yet, as faults of their fields."""
    sentence = here.words.gettext("Adjunte este documento para terminar")
    return {
        each.rule.kind: Told(422, sentence)
        for each in scene.wanted(typed)
        if each.required and not each.filed
    }


def filed_count(here: Member, scene: TaskScene) -> str:
    """«4 de 5»: of what the step must leave and the file holds."""
    required = [each for each in scene.wanted(None) if each.required]
    if not required or scene.task.state != "open":
        return ""
    there = sum(bool(each.filed) for each in required)
    return here.words.gettext("%(there)s de %(all)s") % {"there": there, "all": len(required)}
