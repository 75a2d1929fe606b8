"""The page of an envelope and its receipt, as their templates need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from engine.forms import FieldError as Fault
from engine.forms import FieldView
from engine.sealing.calls import term_of_call
from engine.sealing.contents import Draft, Paper
from engine.sealing.reading import in_force
from storage.queries.sealing import EnvelopeRow
from storage.tables.sealing import EnvelopeState
from ui.form.faults import summary_of as field_summary
from ui.form.fields import shown_fields
from ui.form.paging import Told as Line
from ui.form.paging import lines_of
from ui.form.waiting import with_file_faults
from ui.form.written import answer_words
from ui.parts import Crumb, FieldError, tile_of
from ui.sealing.desk import Desk, Faults
from ui.tasks.papers import FileAsked, file_asked

NONE: Faults = {}


@dataclass(frozen=True, slots=True)
class InEnvelope:
    """A file that lies in the draft."""

    row: int
    title: str
    name: str
    detail: str
    tile: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """An envelope that was filed: its receipt, and how it stands."""

    code: str
    when: str
    sha256: str
    state: str
    word: str
    counts: bool


def envelope_page(
    desk: Desk,
    typed: Mapping[str, Any] | None = None,
    *,
    errors: Sequence[Fault] = (),
    faults: Faults = NONE,
    reviewing: bool = False,
    status: int = 200,
) -> Response:
    """The form of an envelope, or what stands in it before it is filed."""
    looked, draft, own = desk.seen()
    here, scene = desk.here, desk.scene
    answers = typed if typed is not None else draft.answers
    views = [view for view in scene.fields(answers or None, errors) if view.name not in desk.own]
    filed = in_force(own)
    context = {
        "title": looked.element.name,
        "number": scene.task.number,
        "subject": scene.task.case_title,
        "crumbs": [Crumb(scene.task.case_title, desk.back), Crumb(looked.element.name)],
        "who": desk.who,
        "until": until_of(desk),
        "open": looked.task.state == "open",
        "filed": sealed(filed, desk) if filed else None,
        "reviewing": reviewing,
        "lines": list(lines(views, draft, desk)) if reviewing else [],
        "parts": shown_fields(with_file_faults(views, faults), here, {}),
        "files": [] if reviewing else list(files(desk, draft, answers, faults)),
        "inside": [in_envelope(each, desk) for each in draft.papers],
        "begun": bool(draft.papers or set(draft.answers) - set(desk.own)),
        "summary": [*summary(errors, desk), *file_faults(desk, faults)],
        "said": faults[""].sentence if "" in faults else "",
        "action": desk.address,
        "receipt_href": desk.receipt,
        "back": desk.back,
        "changing": "",
        "draft": desk.address,
        "saved_text": "",
    }
    return desk.render(context, status)


def receipt_context(desk: Desk) -> dict[str, Any]:
    """What was filed in this name, the newest first, with what each receipt says."""
    looked, _, own = desk.seen()
    return {
        "title": desk.here.words.gettext("Cargo de presentación"),
        "task": looked.element.name,
        "number": desk.scene.task.number,
        "subject": desk.scene.task.case_title,
        "crumbs": [
            Crumb(desk.scene.task.case_title, desk.back),
            Crumb(looked.element.name, desk.address),
            Crumb(desk.here.words.gettext("Cargo de presentación")),
        ],
        "who": desk.who,
        "until": until_of(desk),
        "open": looked.task.state == "open",
        "envelopes": [sealed(each, desk) for each in own],
        "action": desk.address,
        "back": desk.back,
    }


def until_of(desk: Desk) -> str:
    """«jueves 19 de marzo», the last day to file, as the term stands."""
    here, scene = desk.here, desk.scene
    with here.installation.database.read(here.municipality.id) as connection:
        term = term_of_call(
            connection,
            here.municipality.id,
            scene.task.case_id,
            scene.case.eras.of(scene.task.done_under).program,
            scene.element,
        )
    return here.formats.date_words(term.due_on, here.today) if term else ""


def sealed(row: EnvelopeRow, desk: Desk) -> Sealed:
    """An envelope as its owner may know it."""
    _ = desk.here.words.gettext
    words = {
        EnvelopeState.FILED: ("ok", _("Sellado: se abre con los demás")),
        EnvelopeState.REPLACED: ("pause", _("Reemplazado: no se abre")),
        EnvelopeState.WITHDRAWN: ("pause", _("Retirado: no se abre")),
        EnvelopeState.OPENED: ("ok", _("Abierto")),
        EnvelopeState.BROKEN: ("late", _("No estaba como se presentó: no se abrió")),
    }
    state, word = words[EnvelopeState(row.state)]
    when = desk.here.formats
    at = row.filed_at or row.saved_at
    told = f"{when.date_words(at)}, {when.clock(at)}"
    counts = row.state == EnvelopeState.FILED
    return Sealed(row.code, told, row.sha256, state, word, counts)


def lines(views: Sequence[FieldView], draft: Draft, desk: Desk) -> Iterator[Line]:
    """What stands in the envelope, read back before it is closed."""
    files = {each.document_kind for each in views if each.document_kind}
    yield from lines_of([each for each in views if not each.document_kind], desk.here, "", {})
    for paper in draft.papers:
        size = desk.here.formats.file_size(paper.size)
        label = next((each.label for each in views if each.document_kind == paper.kind), "")
        yield Line(label or titles(desk).get(paper.kind, paper.title), f"{paper.filename} · {size}")
    for view in views:
        if view.document_kind in files - {each.kind for each in draft.papers}:
            yield Line(view.label, answer_words(view, desk.here) or "—")


def files(
    desk: Desk, draft: Draft, answers: Mapping[str, Any], faults: Faults
) -> Iterator[FileAsked]:
    """The documents that the step asks for; what lies in the draft need not come again."""
    there = {each.kind for each in draft.papers}
    for each in desk.scene.wanted(answers or None):
        asked = replace(each, required=each.required and each.rule.kind not in there)
        yield file_asked(asked, faults, None, desk.here)


def in_envelope(paper: Paper, desk: Desk) -> InEnvelope:
    """A file of the draft, with the way to take it out."""
    size, kept = desk.here.formats.file_size(paper.size), desk.here.words.gettext("cifrado")
    detail = f"{size} · {kept}"
    title = titles(desk).get(paper.kind, paper.title)
    return InEnvelope(paper.row, title, paper.filename, detail, tile_of(paper.media_type))


def titles(desk: Desk) -> dict[str, str]:
    """What the step calls its documents."""
    return {each.kind: each.title or each.kind for each in desk.scene.element.documents}


def summary(errors: Sequence[Fault], desk: Desk) -> Iterator[FieldError]:
    """What is to be corrected; nothing that is not asked for."""
    for each in field_summary(tuple(errors), desk.here):
        if each.field.removeprefix("f.") not in desk.own:
            yield each


def file_faults(desk: Desk, faults: Faults) -> Iterator[FieldError]:
    """What is wrong with each file."""
    for kind, fault in faults.items():
        if kind:
            yield FieldError("work", f"{titles(desk).get(kind, kind)}: {fault.sentence}")
