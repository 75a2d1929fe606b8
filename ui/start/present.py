"""The procedures that may be started, grouped by family, and the form that opens a case."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from engine.cases.opening import may_begin
from engine.citizens.permission import at_the_counter
from engine.definitions.manifest import manifest_from_text
from engine.forms import FieldError as Fault
from engine.identity.house import APPLICANT
from storage.queries.definitions import DefinitionRow
from storage.queries.uploads import StartDraftRow
from ui.form.faults import summary_of
from ui.form.fields import changes_itself, shown_fields
from ui.form.paging import Address, Paged, page_of, paged
from ui.form.registers import Fetched, with_registers
from ui.form.waiting import sendings, with_file_faults
from ui.parts import Column, Crumb, FieldError
from ui.refusals import Told
from ui.start.scene import StartScene
from ui.visit import Member

FAMILY_ICONS = {
    "contrataciones": "shopping-basket",
    "ventanilla": "store",
    "tributos": "landmark",
    "catastro": "map",
    "mejora": "sprout",
}


@dataclass(frozen=True, slots=True)
class Procedure:
    """One row: what it is for, how long, how much, and whether this person may start it."""

    title: str
    purpose: str
    term: str
    fee: str
    href: str
    allowed: bool
    blank: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A case that is not begun yet, to go on with."""

    title: str
    holds: str
    when: str
    href: str
    drop: str


def start_context(
    here: Member, rows: Sequence[DefinitionRow], text: str, drafts: Sequence[StartDraftRow]
) -> dict[str, Any]:
    """The context of start/page.html."""
    _ = here.words.gettext
    wanted = [row for row in rows if matches(row, text)]
    return {
        "groups": [
            (family_title(family), FAMILY_ICONS.get(family, "workflow"), procedures(group, here))
            for family, group in groupby(wanted, key=lambda row: row.family)
        ],
        "columns": [
            Column(_("Trámite")),
            Column(_("Plazo")),
            Column(_("Derecho")),
            Column(_("Iniciar"), hidden=True),
        ],
        "text": text,
        "number": here.words.ngettext("%(n)s trámite", "%(n)s trámites", len(rows))
        % {"n": len(rows)},
        "drafts": [draft_line(row, here) for row in drafts],
        "counter_href": here.path("counter", "cases") if at_the_counter(here.actor) else "",
        "all_href": here.path("start"),
        "action": here.path("start"),
    }


def procedures(rows: Any, here: Member) -> list[Procedure]:
    return [procedure(row, here) for row in rows]


def procedure(row: DefinitionRow, here: Member) -> Procedure:
    manifest = manifest_from_text(row.manifest)
    allowed = may_begin(here.actor, manifest)
    for_others = at_the_counter(here.actor) and APPLICANT in manifest.starters
    return Procedure(
        title=manifest.title,
        purpose=manifest.purpose,
        term=manifest.term or "—",
        fee=manifest.fee or "—",
        href=here.path("counter", "file", row.key)
        if for_others
        else here.path("start", row.key)
        if allowed
        else "",
        allowed=allowed,
        blank=here.path("blank", row.key) if allowed else "",
    )


def matches(row: DefinitionRow, text: str) -> bool:
    """Whether every word that was typed begins a word of the title or purpose."""
    manifest = manifest_from_text(row.manifest)
    known = plain(f"{manifest.title} {manifest.purpose} {row.family}").split()
    return all(any(word.startswith(typed) for word in known) for typed in plain(text).split())


def plain(text: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in apart if unicodedata.category(char) != "Mn")


def family_title(family: str) -> str:
    return family.replace("_", " ").capitalize()


def form_context(
    here: Member,
    scene: StartScene,
    typed: Mapping[str, Any] | None,
    *,
    page: int | None,
    errors: Collection[Fault],
    faults: Mapping[str, Told],
) -> dict[str, Any]:
    """The context of start/form.html."""
    _ = here.words.gettext
    manifest, key = scene.definition.manifest, scene.definition.key
    address = address_for(here, scene)
    views = scene.fields(typed, errors)
    files = sendings(scene.asked, scene.place, scene.waiting, here)
    pages = paged(scene.form, views, page, address, here, files) if scene.form else None
    shown = pages.views if pages else views
    return {
        "title": manifest.title,
        "purpose": manifest.purpose,
        "crumbs": [Crumb(_("Iniciar trámite"), here.path("start")), Crumb(manifest.title)],
        "pages": pages,
        "parts": with_registers(
            shown_fields(with_file_faults(shown, faults), here, files), here.path("start", key)
        ),
        "changing": here.path("start", key) if changes_itself(scene.form) else "",
        "summary": summary_lines(here, scene, errors, faults, pages),
        "said": faults[""].sentence if "" in faults else "",
        "changed": scene.changed,
        "draft_id": scene.draft_id,
        "saved_text": saved_text(here, scene),
        "action": here.path("start", key),
        "term": manifest.term,
        "fee": manifest.fee,
        "stages": [stage.title for stage in manifest.stages],
    }


def parts_context(
    here: Member, scene: StartScene, key: str, came: Fetched, number: int | None
) -> dict[str, Any]:
    """The context of form/parts.html, after an answer changed."""
    views, changing = scene.fields(came.answers), here.path("start", key)
    pages = paged(scene.form, views, number, address_for(here, scene), here) if scene.form else None
    files = sendings(scene.asked, scene.place, scene.waiting, here)
    parts = shown_fields(pages.views if pages else views, here, files)
    return {"parts": with_registers(parts, changing, came), "changing": changing}


def address_for(here: Member, scene: StartScene) -> Address:
    """Where each page of the form is."""
    key, draft = scene.definition.key, scene.draft_id
    return lambda number: here.path("start", key, draft=draft, page=str(number))


def summary_lines(
    here: Member,
    scene: StartScene,
    errors: Collection[Fault],
    faults: Mapping[str, Told],
    pages: Paged | None,
) -> list[FieldError]:
    """Everything to correct; from the summary, each leads to its page."""
    found = summary_of(errors, here)
    if pages is not None and pages.is_summary and scene.form is not None:
        address = address_for(here, scene)
        found = [
            FieldError(line.field, line.message, address(page_of(scene.form, error)))
            for line, error in zip(found, errors, strict=True)
        ]
    names = {asked.kind: asked.title for asked in scene.asked.values()}
    found += [
        FieldError("work", f"{names.get(kind, kind)}: {fault.sentence}")
        for kind, fault in faults.items()
        if kind
    ]
    return found


def saved_text(here: Member, scene: StartScene) -> str:
    """«Guardado 9:42», or nothing when there is no draft."""
    if scene.saved_at is None:
        return ""
    if here.formats.local_day(scene.saved_at) == here.today:
        clock = here.formats.clock(scene.saved_at)
        return here.words.gettext("Guardado %(time)s") % {"time": clock}
    day = here.formats.short_day(scene.saved_at, here.today)
    return here.words.gettext("Guardado el %(day)s") % {"day": day}


def draft_line(row: StartDraftRow, here: Member) -> DraftLine:
    """A draft with what it holds, how old it is and until when it is kept."""
    _ = here.words.gettext
    typed = [value for name, value in json.loads(row.data).items() if not name.startswith("_")]
    first = next((value for value in typed if isinstance(value, str) and value), "")
    lapses = row.saved_at + here.installation.limits.draft_keeping
    told = _("Guardado el %(day)s; se borra el %(last)s si no se toca.")
    return DraftLine(
        title=row.title,
        holds=first[:60],
        when=told
        % {
            "day": here.formats.short_day(row.saved_at, here.today),
            "last": here.formats.short_day(lapses, here.today),
        },
        href=here.path("start", row.process_key, draft=row.id),
        drop=here.path("start", row.process_key, "drafts", row.id),
    )
