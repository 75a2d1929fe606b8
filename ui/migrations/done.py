"""What came of a migration, case by case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.migrations import Planned
from storage.queries.batches import BatchRow, ItemRow
from ui.migrations.words import (
    outcome_words,
    title_of,
)
from ui.parts import Column, Crumb, Pair
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What came of one case."""

    number: str
    title: str
    href: str
    state: str
    told: str
    undo_action: str


def batch_context(
    here: Member,
    batch: BatchRow,
    found: Planned | None,
    counts: Mapping[str, int],
    items: Sequence[ItemRow],
    more: str,
    undoable: frozenset[int],
) -> dict[str, Any]:
    """The context of migrations/batch.html."""
    _ = here.words.gettext
    ended = batch.items - counts.get("waiting", 0)
    return {
        "crumbs": [
            Crumb(_("Procesos"), here.path("processes")),
            Crumb(batch.processes, here.path("processes", batch.processes)),
            Crumb(_("Migración")),
        ],
        "title": title_of(here.words, found)
        if found is not None
        else _("Volver a la versión anterior"),
        "running": batch.state == "running",
        "facts": [
            Pair(_("Avance"), _("%(done)s de %(all)s") % {"done": ended, "all": batch.items}),
            Pair(_("Pasaron"), str(counts.get("done", 0))),
            Pair(_("No pasaron"), str(counts.get("refused", 0) + counts.get("failed", 0))),
            Pair(_("Motivo"), batch.reason),
            Pair(_("Lo pidió"), batch.created_by_name),
            Pair(_("Cuándo"), here.formats.moment(batch.created_at, here.today)),
        ],
        "columns": [
            Column(_("Expediente")),
            Column(_("Qué pasó")),
            Column(_("Deshacer"), hidden=True),
        ],
        "lines": [item_line(here, batch, each, found, undoable) for each in items],
        "more": more,
        "undoable": len(undoable),
        "here_href": here.path("migrations", batch.id),
        "undo_action": here.path("migrations", batch.id, "undoing"),
    }


def item_line(
    here: Member,
    batch: BatchRow,
    item: ItemRow,
    found: Planned | None,
    undoable: frozenset[int],
) -> ItemLine:
    return ItemLine(
        number=item.number,
        title=item.title,
        href=here.path("cases", item.number),
        state={"done": "ok", "waiting": "pause"}.get(item.state, "late"),
        told=outcome_words(item, found, here.words),
        undo_action=(
            here.path("migrations", batch.id, "cases", item.case_id, "undoing")
            if item.case_id in undoable
            else ""
        ),
    )
