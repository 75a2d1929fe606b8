"""The procedures that may be started, grouped by family, and the form that opens a case."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from engine.definitions.loading import Definition
from engine.forms import FieldError as Fault
from engine.forms import FieldView
from storage.queries.definitions import DefinitionRow
from ui.form.fields import shown_fields, summary_of
from ui.parts import Column, Crumb
from ui.refusals import Told
from ui.roles import manifest_of
from ui.tasks.present import ACCEPT, limit_words
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


def start_context(here: Member, rows: Sequence[DefinitionRow], text: str) -> dict[str, Any]:
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
        "all_href": here.path("start"),
        "action": here.path("start"),
    }


def procedures(rows: Any, here: Member) -> list[Procedure]:
    return [procedure(row, here) for row in rows]


def procedure(row: DefinitionRow, here: Member) -> Procedure:
    manifest = manifest_of(row.manifest)
    allowed = not here.actor.roles.isdisjoint(manifest.starters)
    return Procedure(
        title=manifest.title,
        purpose=manifest.purpose,
        term=manifest.term or "—",
        fee=manifest.fee or "—",
        href=here.path("start", row.key) if allowed else "",
        allowed=allowed,
    )


def matches(row: DefinitionRow, text: str) -> bool:
    """Whether every word that was typed begins a word of the title or purpose."""
    manifest = manifest_of(row.manifest)
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
    definition: Definition,
    views: Sequence[FieldView],
    *,
    errors: Collection[Fault] = (),
    faults: Mapping[str, Told] | None = None,
    changing: bool = False,
) -> dict[str, Any]:
    """The context of start/form.html."""
    _ = here.words.gettext
    manifest = definition.manifest
    return {
        "title": manifest.title,
        "purpose": manifest.purpose,
        "crumbs": [Crumb(_("Iniciar trámite"), here.path("start")), Crumb(manifest.title)],
        "parts": shown_fields(views, here),
        "changing": here.path("start", definition.key) if changing else "",
        "summary": summary_of(errors, here),
        "said": next(iter((faults or {}).values())).sentence if faults else "",
        "action": here.path("start", definition.key),
        "limit": limit_words(here),
        "accept": ACCEPT,
        "term": manifest.term,
        "fee": manifest.fee,
        "stages": [stage.title for stage in manifest.stages],
    }
