"""Where somebody writes an envelope: the same for a supplier at the portal and for a colleague.

What is typed is kept sealed with each step; before it is filed it is read back; afterwards there is
the receipt, and nobody reads it any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from engine.forms import FieldError as Fault
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.sealing.calls import Looked, look
from engine.sealing.contents import Draft
from engine.sealing.drafting import draft_seen, keep, put_in, take_out
from engine.sealing.filing import drop, file, review, withdraw
from engine.sealing.reading import own_envelopes
from storage.database import Connection
from storage.queries.sealing import EnvelopeRow
from ui.errors import forbidden, not_found
from ui.posted import Posted
from ui.refusals import Told, told
from ui.tasks.answers import due_words
from ui.tasks.filing import cut_off, limit_of
from ui.tasks.forms import TaskForm, document_kind
from ui.tasks.scene import TaskScene
from ui.uploads.pages import is_id
from ui.visit import Member, go

Faults = Mapping[str, Told]
Render = Callable[[Mapping[str, Any], int], Response]


@dataclass(frozen=True, slots=True)
class Desk:
    """An envelope in somebody's hands. `own` is what is known of them and not asked, `who` says in
    whose name they write; `address` takes the form, `back` leads out."""

    here: Member
    scene: TaskScene
    address: str
    receipt: str
    back: str
    render: Render
    own: Mapping[str, str] = field(default_factory=dict)
    who: str = ""

    @property
    def task_id(self) -> int:
        """The task that takes the envelopes."""
        return self.scene.task.id

    def seen(self) -> tuple[Looked, Draft, tuple[EnvelopeRow, ...]]:
        """The call, what is being written, and what was filed in this name."""
        with self.here.installation.database.read(self.here.municipality.id) as connection:
            looked = looked_at(self.here, connection, self.task_id)
            draft = draft_seen(self.here.installation, connection, looked)
            return looked, draft, own_envelopes(connection, looked)


def looked_at(here: Member, connection: Connection, task_id: int) -> Looked:
    """The call; raises the page that says why it is not for this person."""
    looked = look(here.installation, connection, here.actor, task_id)
    if not isinstance(looked, Refused):
        return looked
    if looked.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, looked.details["role"])
    raise not_found(here.words)


def posted(desk: Desk, form: Posted, shown: Callable[..., Response]) -> Response:
    """One act: withdraw, throw the draft away, take a file out, keep, look through, or file."""
    here, _ = desk.here, desk.here.words.gettext
    if form.one("_withdraw"):
        return after(desk, withdraw(*whose(desk)), _("Retiró el sobre: no se abrirá."), shown)
    if form.one("_forget"):
        return after(desk, drop(*whose(desk)), _("Descartó el borrador."), shown)
    if form.one("_file"):
        return filed(desk, shown)
    typed = TaskForm.of(form)
    if typed.cut_at is not None:
        return shown(desk, typed.answers, faults={"": cut_off(here, typed.cut_at)}, status=400)
    answers = {**typed.answers, **desk.own}
    kept = keep(*whose(desk), answers)
    if isinstance(kept, Refused):
        return refused(desk, kept, answers, shown)
    if is_id(form.one("_out")):
        return after(desk, take_out(*whose(desk), int(form.one("_out"))), "", shown)
    faults = put_files(desk, typed)
    if faults:
        return shown(desk, answers, faults=faults, status=422)
    if typed.place or form.one("_later"):
        saying = _("Guardado en su borrador sellado.") if form.one("_later") else ""
        return go(here, desk.address + (f"#f.{typed.place}" if typed.place else ""), saying=saying)
    wrong = review(*whose(desk), answers)
    if wrong is not None:
        return refused(desk, wrong, answers, shown)
    return shown(desk, answers, reviewing=True)


def whose(desk: Desk) -> tuple[Any, Any, int]:
    """What every verb takes first."""
    return desk.here.installation, desk.here.actor, desk.task_id


def put_files(desk: Desk, typed: TaskForm) -> Faults:
    """Each file that came goes into the draft, encrypted; what is wrong with which."""
    faults: dict[str, Told] = {}
    for each in typed.files:
        kind = document_kind(each)
        answer: object = Refused(RefusalKind.FILE_TOO_LARGE)
        if not each.too_large:
            answer = put_in(*whose(desk), kind=kind, filename=each.filename, stream=each.content)
        if isinstance(answer, Refused):
            faults[kind] = told(answer, desk.here.words, limit_of(desk.here))
    return faults


def filed(desk: Desk, shown: Callable[..., Response]) -> Response:
    """Close the envelope over the draft that was just read back."""
    _, draft, _ = desk.seen()
    answer = file(*whose(desk), {**draft.answers, **desk.own})
    if isinstance(answer, Refused):
        return refused(desk, answer, draft.answers, shown)
    saying = desk.here.words.gettext("Su sobre quedó sellado y presentado.")
    return go(desk.here, desk.receipt, saying=saying)


def after(desk: Desk, answer: object, saying: str, shown: Callable[..., Response]) -> Response:
    """Back to the page, with what happened."""
    if isinstance(answer, Refused):
        return refused(desk, answer, None, shown)
    return go(desk.here, desk.address, saying=saying)


def refused(
    desk: Desk, answer: Refused, typed: Mapping[str, Any] | None, shown: Callable[..., Response]
) -> Response:
    """The form again with what is wrong; of a call that is closed, only the sentence."""
    if isinstance(answer, InvalidData) and answer.errors:
        errors: Sequence[Fault] = answer.errors
        return shown(desk, typed, errors=errors, status=422)
    said = told(answer, desk.here.words, facts_of(desk, answer))
    return shown(desk, typed, faults={"": said}, status=said.status)


def facts_of(desk: Desk, answer: Refused) -> dict[str, str]:
    """What the sentence names."""
    due = due_words(desk.here, answer.details.get("due", ""))
    return {**limit_of(desk.here), "due": due}
