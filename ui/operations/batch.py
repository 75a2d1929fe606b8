"""Batches as they are read: what is done to how many, how far, and what came of each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from engine.refusals import RefusalKind, Refused
from storage.queries.batches import BatchRow, ItemRow
from ui.operations.undone import Undone
from ui.parts import Column, Crumb, Pair, Tab, TermState
from ui.refusals import told
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch in the list."""

    title: str
    reason: str
    href: str
    who: str
    when: str
    progress: str
    state: TermState
    word: str
    symbol: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item and what came of it."""

    number: str
    title: str
    href: str
    outcome: str
    state: TermState
    word: str
    symbol: str
    place: int
    undo: str = ""
    stays: str = ""


def batches_context(
    here: Member,
    rows: Sequence[BatchRow],
    counts: Mapping[int, Mapping[str, int]],
    titles: Mapping[str, str],
    more_href: str,
) -> dict[str, Any]:
    """The context of operations/batches.html."""
    _ = here.words.gettext
    running = sum(row.state == "running" for row in rows)
    sentence = here.words.ngettext("%(n)s lote en curso.", "%(n)s lotes en curso.", running)
    return {
        "crumbs": [Crumb(_("Incidencias"), here.path("incidents")), Crumb(_("Lotes"))],
        "sentence": sentence % {"n": running} if running else _("Ningún lote en curso."),
        "columns": [
            Column(_("Qué se hace")),
            Column(_("Quién")),
            Column(_("Avance")),
            Column(_("Estado")),
        ],
        "lines": [line_of(here, row, counts.get(row.id, {}), titles) for row in rows],
        "more_href": more_href,
        "incidents_href": here.path("incidents"),
    }


def line_of(
    here: Member, row: BatchRow, counts: Mapping[str, int], titles: Mapping[str, str]
) -> BatchLine:
    state, word, symbol = state_of(here, row.state)
    ended = row.items - counts.get("waiting", 0)
    processes = ", ".join(titles.get(key, key) for key in row.processes.split())
    return BatchLine(
        title=title_of(here, row.kind, row.items),
        reason=f"{processes} · {row.reason}" if processes else row.reason,
        href=here.path("batches", row.id),
        who=row.created_by_name,
        when=here.formats.moment(row.created_at, here.today),
        progress=here.words.gettext("%(done)s de %(all)s") % {"done": ended, "all": row.items},
        state=state,
        word=word,
        symbol=symbol,
    )


def title_of(here: Member, kind: str, items: int) -> str:
    """«Suspender 12 expedientes»."""
    ngettext = here.words.ngettext
    pattern = {
        "retry": ngettext("Reintentar %(n)s incidencia", "Reintentar %(n)s incidencias", items),
        "entrust": ngettext("Encargar %(n)s incidencia", "Encargar %(n)s incidencias", items),
        "suspend": ngettext("Suspender %(n)s expediente", "Suspender %(n)s expedientes", items),
        "resume": ngettext("Reanudar %(n)s expediente", "Reanudar %(n)s expedientes", items),
        "cancel": ngettext("Anular %(n)s expediente", "Anular %(n)s expedientes", items),
        "move": ngettext("Mover %(n)s expediente", "Mover %(n)s expedientes", items),
        "assign": ngettext("Reasignar %(n)s tarea", "Reasignar %(n)s tareas", items),
    }.get(kind, ngettext("Actuar sobre %(n)s expediente", "Actuar sobre %(n)s expedientes", items))
    return pattern % {"n": items}


def state_of(here: Member, state: str) -> tuple[TermState, str, str]:
    """Colour, word, icon."""
    _ = here.words.gettext
    return {
        "running": (TermState.IN_TIME, _("En curso"), "play"),
        "paused": (TermState.PAUSED, _("En pausa"), "circle-pause"),
        "cancelled": (TermState.PAUSED, _("Cancelado"), "ban"),
    }.get(state, (TermState.IN_TIME, _("Terminado"), "circle-check"))


def batch_context(
    here: Member,
    row: BatchRow,
    counts: Mapping[str, int],
    items: Sequence[ItemRow],
    *,
    state: str,
    after: int,
    more: bool,
    undone: Undone,
) -> dict[str, Any]:
    """The context of operations/batch.html."""
    _ = here.words.gettext
    title = title_of(here, row.kind, row.items)
    kind, word, symbol = state_of(here, row.state)
    going = row.state in ("running", "paused")
    return {
        "title": title,
        "crumbs": [Crumb(_("Lotes"), here.path("batches")), Crumb(title)],
        "sentence": sentence_of(here, row, counts),
        "pill": (kind, word, symbol),
        "ended": row.items - counts.get("waiting", 0),
        "items": row.items,
        "facts": facts_of(here, row, counts),
        "tab_list": item_tabs(here, row, counts, state),
        "columns": [Column(_("Expediente")), Column(_("Qué pasó")), Column(_("Estado"))],
        "lines": [item_line(here, each, undone) for each in items],
        "undo_note": undone.note,
        "undo_href": here.path("batches", row.id, "undoing"),
        "here_href": here.path("batches", row.id, state=state, after=after),
        "more_href": here.path("batches", row.id, state=state, after=items[-1].place)
        if more
        else "",
        "state_href": here.path("batches", row.id, "state"),
        "acts": [("pause", _("Pausar el lote"), "pause")] if row.state == "running" else [],
        "resumes": row.state == "paused",
        "going": going,
        "refresh_href": here.path("batches", row.id) if row.state == "running" else "",
    }


def sentence_of(here: Member, row: BatchRow, counts: Mapping[str, int]) -> str:
    """How far it is, in one sentence."""
    _ = here.words.gettext
    done, waiting = counts.get("done", 0), counts.get("waiting", 0)
    others = row.items - done - waiting
    facts = {"done": done, "all": row.items, "others": others, "waiting": waiting}
    if row.state == "completed" and not others:
        return _("Se hizo en los %(all)s: no quedó ninguno por hacer.") % facts
    if row.state == "completed":
        return _("Se hizo en %(done)s de %(all)s; en %(others)s no se pudo.") % facts
    if row.state == "cancelled":
        return _("Se canceló: se hizo en %(done)s de %(all)s, y lo hecho queda.") % facts
    if row.state == "paused":
        return _("En pausa: se hizo en %(done)s de %(all)s; faltan %(waiting)s.") % facts
    return _("En curso: se hizo en %(done)s de %(all)s; faltan %(waiting)s.") % facts


def facts_of(here: Member, row: BatchRow, counts: Mapping[str, int]) -> list[Pair]:
    _ = here.words.gettext
    pairs = [
        Pair(_("Motivo"), row.reason),
        Pair(_("Lo inició"), row.created_by_name),
        Pair(_("Desde"), here.formats.moment(row.created_at, here.today)),
        Pair(_("Hechos"), str(counts.get("done", 0))),
        Pair(_("No se pudo"), str(counts.get("refused", 0) + counts.get("failed", 0))),
        Pair(_("Faltan"), str(counts.get("waiting", 0))),
    ]
    basis = json.loads(row.parameters).get("basis")
    if basis:
        pairs.insert(1, Pair(_("Sustento"), str(basis)))
    document = json.loads(row.parameters).get("document_id")
    if document:
        link = Markup('<a href="{}">{}</a>').format(
            here.path("documents", document), _("Ver el documento")
        )
        pairs.insert(1, Pair(_("Documento que lo sustenta"), link))
    return pairs


def item_tabs(here: Member, row: BatchRow, counts: Mapping[str, int], state: str) -> list[Tab]:
    _ = here.words.gettext
    listed = [("", _("Todos"), row.items), ("done", _("Hechos"), counts.get("done", 0))]
    listed += [
        ("refused", _("No se pudo"), counts.get("refused", 0)),
        ("failed", _("Con falla"), counts.get("failed", 0)),
        ("waiting", _("Faltan"), counts.get("waiting", 0)),
    ]
    return [
        Tab(label, here.path("batches", row.id, state=each), count=count, current=each == state)
        for each, label, count in listed
        if count or each in ("", state)
    ]


def item_line(here: Member, item: ItemRow, undone: Undone) -> ItemLine:
    _ = here.words.gettext
    state, word, symbol = {
        "waiting": (TermState.PAUSED, _("Falta"), "circle-dashed"),
        "done": (TermState.IN_TIME, _("Hecho"), "circle-check"),
        "refused": (TermState.NEAR, _("No se pudo"), "ban"),
        "failed": (TermState.LATE, _("Con falla"), "triangle-alert"),
    }[item.state]
    if item.place in undone.taken_back:
        state, word, symbol = TermState.PAUSED, _("Deshecho"), "undo-2"
    label = _("Deshacer lo de %(number)s") % {"number": item.number}
    return ItemLine(
        number=item.number,
        title=item.title,
        href=here.path("cases", item.number),
        outcome=outcome_of(here, item),
        state=state,
        word=word,
        symbol=symbol,
        place=item.place,
        undo=label if item.place in undone.offered else "",
        stays=undone.stays.get(item.place, ""),
    )


def outcome_of(here: Member, item: ItemRow) -> str:
    """When it was done, or why not."""
    _ = here.words.gettext
    if item.state == "waiting":
        return "—"
    if item.state == "refused" and item.outcome in set(RefusalKind):
        return refusal_words(here, Refused(RefusalKind(item.outcome), json.loads(item.details)))
    if item.state == "done" and item.ended_at is not None:
        return here.formats.moment(item.ended_at, here.today)
    return _("Algo falló de nuestro lado (%(error)s). Los demás siguieron.") % {
        "error": item.outcome
    }


def refusal_words(here: Member, refused: Refused) -> str:
    """The sentence of a refusal, where the one for tasks would speak of the wrong thing."""
    if refused.kind is RefusalKind.NO_ROLE:
        return here.words.gettext("Quien inició el lote ya no tiene ese permiso.")
    return told(refused, here.words).sentence
