"""Filling in an application step by step: «Usted», the pages of the form, the summary, sending.

The same steps at the citizen's window and at the counter, which differ in what surrounds them, in
the session that files, and in where it leads then: a `Window`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from engine.cases.drafting import drop_draft_of_start, keep_start_draft
from engine.cases.numerals import decimal_point
from engine.citizens.filing import Filed, file_together
from engine.citizens.sessions import SessionKind
from engine.documents.elsewhere import CodeGiven, give_code
from engine.documents.uploading import drop
from engine.documents.waiting import files_of_draft
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from ui.form.keeping import keep_posted
from ui.form.paging import SUMMARY, page_asked
from ui.form.registers import Fetched, fetched
from ui.portal import applying as shown
from ui.portal.scene import FIRST, Applying, applying, pages_of
from ui.portal.together import WITH
from ui.portal.who import Who, errors_of_refusal, posted_who, who_errors
from ui.posted import Posted
from ui.refusals import told
from ui.start.answers import saved_mark
from ui.tasks.forms import Answers, TaskForm
from ui.uploads.pages import is_id
from ui.visit import Member, go

Show = Callable[[Member, Connection, Mapping[str, Any], int], Response]


@dataclass(frozen=True, slots=True)
class Window:
    """Where somebody files: the address of the pages, what surrounds them, and what comes then.
    `may_share`: a code of the draft may be given to its holder."""

    base: tuple[str, ...]
    show: Show
    kind: SessionKind | None
    filed: Callable[[Member, Filed], Response]
    may_share: bool


def open_step(
    here: Member, window: Window, key: str, draft: str, page: str, wanted: Sequence[str] = ()
) -> Response:
    """One page; the first where none is named, or who asks is not known yet. `wanted`: the keys of
    what else is asked for in the same application."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = applying(here, connection, key, draft, window.base, wanted)
        if page in ("", FIRST) or scene.who is None:
            context = shown.who_context(here, connection, scene)
            return window.show(here, connection, context, 200)
        context = shown.form_context(here, scene, page_asked(page))
        response = window.show(here, connection, context, 200)
    return shown.with_maps(here, scene, response)


def posted_step(here: Member, window: Window, key: str, form: Posted) -> Response:
    """Keep what was typed; then the next page, or the case; the page again when something is to be
    corrected."""
    with here.installation.database.read(here.municipality.id) as connection:
        wanted = form.fields.get(WITH, ())
        scene = applying(here, connection, key, form.one("_draft"), window.base, wanted)
    if form.one("_page") == FIRST:
        return _who_posted(here, window, scene, form)
    typed = TaskForm.of(form)
    number = page_asked(form.one("_page"))
    came = _brought(here, scene, scene.joined(typed, number), form.one("_fetch"))
    said = came.answers
    if form.one("_auto") == "parts":
        return shown.parts_again(here, scene, came, number)
    if typed.cut_at is not None:
        return _again(here, window, scene, said, number, cut=typed.cut_at)
    kept = _keep(here, scene, scene.to_keep(said))
    if kept is not None:
        return _again(here, window, scene, said, number, refused=kept)
    if form.one("_auto"):
        return saved_mark(here)
    at = scene.address(here, number if number is not None else 1)
    if is_id(form.one("_drop")):
        drop(here.installation, here.actor, int(form.one("_drop")))
        return go(here, at)
    faults = keep_posted(here, scene.start.place, typed, scene.along.place_of)
    if faults:
        return _again(here, window, _fresh(here, window, scene), said, number, faults=faults)
    if typed.place:
        return go(here, f"{at}#f.{typed.place}", saying=came.saying)
    if form.one("_elsewhere") and window.may_share:
        return _shared(here, window, scene, number)
    scene = _fresh(here, window, scene)
    if number != SUMMARY:
        return _turned(here, window, scene, said, number)
    return _sent(here, window, scene, said)


def _brought(here: Member, scene: Applying, said: Answers, name: str) -> Fetched:
    """The answers, with what is known of the number in the field `name`."""
    if not name or not shown.may_bring(here):
        return Fetched(said)
    start, host = scene.start, scene.start.surroundings.clocked_host
    return fetched(here, start.place, start.form, said, name, known={}, host=host)


def _who_posted(here: Member, window: Window, scene: Applying, form: Posted) -> Response:
    who = posted_who(form)
    kept = _keep(here, scene, scene.to_keep(scene.start.answers, who))
    if form.one("_auto"):
        return saved_mark(here)
    if form.one("_elsewhere") and window.may_share and kept is None:
        return _shared(here, window, scene, None)
    wrong = "" if who.mandate else who.wrong
    if not wrong and kept is None:
        return go(here, scene.address(here, 1))
    return _who_again(here, window, scene, who, who_errors(wrong, here.words))


def _who_again(
    here: Member, window: Window, scene: Applying, who: Who, errors: Mapping[str, str]
) -> Response:
    with here.installation.database.read(here.municipality.id) as connection:
        context = shown.who_context(here, connection, scene, who, errors)
        return window.show(here, connection, context, 422)


def _turned(
    here: Member, window: Window, scene: Applying, said: Answers, number: int | None
) -> Response:
    """To the next page; the same one again while something on it is to be corrected."""
    errors = scene.start.faults(said, decimal_point(here.municipality.country))
    own = scene.own_faults(number or 1, errors)
    if own:
        return _again(here, window, scene, said, number, errors=own)
    after = pages_of(here, scene, scene.start.fields(None), number).after
    return go(here, scene.address(here, after))


def _sent(here: Member, window: Window, scene: Applying, said: Answers) -> Response:
    """The case is open, with the files of its draft; or what keeps it from being so."""
    who, start = scene.who, scene.start
    if who is None:
        return go(here, scene.address(here, FIRST))
    with ExitStack() as opened:
        keys = [each.key for each in scene.definitions]
        files = {
            key: files_of_draft(here.installation, start.waiting, scene.asked_of(key), opened)
            for key in keys
        }
        outcome = file_together(
            here.installation,
            here.actor,
            keys,
            said,
            applicant=who.applicant,
            kind=window.kind,
            mandate_id=who.mandate_id,
            originals=who.originals,
            files=files,
        )
    if isinstance(outcome, Filed):
        drop_draft_of_start(here.installation, here.actor, start.draft_id)
        return window.filed(here, outcome)
    errors = errors_of_refusal(outcome, here.words)
    if errors:
        return _who_again(here, window, scene, who, errors)
    if outcome.kind is RefusalKind.MANDATE_OVER:
        said_ = {"mandate": told(outcome, here.words).sentence}
        return _who_again(here, window, scene, who, said_)
    return _again(here, window, scene, said, SUMMARY, refused=outcome)


def _shared(here: Member, window: Window, scene: Applying, number: int | None) -> Response:
    """The same page with the code of the draft, which is shown only now."""
    lasts = here.installation.limits.draft_keeping
    place = scene.start.place
    given = give_code(here.installation, here.actor, place, to_holder=True, lasts=lasts)
    scene = _fresh(here, window, scene)
    with here.installation.database.read(here.municipality.id) as connection:
        if number is None:
            context = shown.who_context(here, connection, scene)
        else:
            context = shown.form_context(here, scene, number)
        code = given.code if isinstance(given, CodeGiven) else ""
        return window.show(here, connection, {**context, "code": code}, 200)


def _again(
    here: Member,
    window: Window,
    scene: Applying,
    typed: Answers,
    number: int | None,
    *,
    errors: Any = (),
    faults: Any = None,
    refused: Refused | None = None,
    cut: int | None = None,
) -> Response:
    """What was typed comes back, with what to correct."""
    status = 422
    if faults:
        status = next(iter(faults.values())).status
    if refused is not None or cut is not None:
        errors, faults, status = shown.faults_of(here, refused, cut)
    with here.installation.database.read(here.municipality.id) as connection:
        context = shown.form_context(here, scene, number, typed, errors, faults)
        response = window.show(here, connection, context, status)
    return shown.with_maps(here, scene, response)


def _keep(here: Member, scene: Applying, answers: Mapping[str, Any]) -> Refused | None:
    kept = keep_start_draft(
        here.installation, here.actor, scene.start.definition, scene.start.draft_id, answers
    )
    return kept if isinstance(kept, Refused) else None


def _fresh(here: Member, window: Window, scene: Applying) -> Applying:
    """The same application as it is kept now."""
    with here.installation.database.read(here.municipality.id) as connection:
        return applying(here, connection, scene.key, str(scene.start.draft_id), window.base)
