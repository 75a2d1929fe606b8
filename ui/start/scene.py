"""The form that opens a case, as its page needs it: the procedure, what was typed, what waits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.bpmn import Surroundings
from engine.cases.drafting import answers_of, is_taken, start_draft
from engine.cases.opening import may_start
from engine.cases.prefilling import known_around
from engine.cases.starting import plain_start
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition, active_program_of
from engine.documents.places import Asked, Place, asked_at
from engine.documents.waiting import waiting_at
from engine.forms import FieldError, FieldView, Form, validate, view
from engine.forms.pages import to_be_shown
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage.database import Connection
from storage.queries.uploads import UploadRow
from ui.errors import PageError, not_found
from ui.refusals import told
from ui.uploads.pages import is_id
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class StartScene:
    """A case that somebody is about to begin. `changed` when the form is another than the one the
    draft was begun in."""

    definition: Definition
    form: Form | None
    draft_id: int
    answers: Mapping[str, Any]
    saved_at: datetime | None
    changed: bool
    waiting: tuple[UploadRow, ...]
    asked: Mapping[str, Asked]
    surroundings: Surroundings
    around: Mapping[str, Value]

    @property
    def place(self) -> Place:
        """Where its files wait."""
        return Place(draft_id=self.draft_id, process_key=self.definition.key)

    def fields(
        self, typed: Mapping[str, Any] | None, errors: Collection[FieldError] = ()
    ) -> tuple[FieldView, ...]:
        """The form with what was typed, else the draft."""
        if self.form is None:
            return ()
        host = self.surroundings.clocked_host
        raw = typed or self.answers
        if raw and self.form.pages:
            raw = to_be_shown(self.form, raw, {}, host=host, around=self.around)
        return view(self.form, raw or None, {}, errors=errors, host=host, around=self.around)

    def faults(self, typed: Mapping[str, Any], point: str) -> tuple[FieldError, ...]:
        """What is to be corrected in all of it."""
        if self.form is None:
            return ()
        attached = tuple(each.kind for each in self.waiting if each.whole)
        host = self.surroundings.clocked_host
        return validate(self.form, typed, {}, host=host, point=point, attached=attached).errors


def startable(here: Member, connection: Connection, key: str) -> Definition:
    """The procedure in force, if this person may start it."""
    definition = active_program_of(here.installation, connection, here.municipality.id, key)
    if definition is None:
        raise not_found(here.words, tried="")
    if not may_start(here.actor, definition):
        raise refused_page(here, Refused(RefusalKind.NOT_ALLOWED_TO_START))
    return definition


def refused_page(here: Member, refused: Refused) -> PageError:
    """Why the procedure cannot be started, with the way to the others."""
    said = told(refused, here.words)
    ways = ((here.words.gettext("Ver los trámites"), here.path("start")),)
    return PageError(said.status, here.words.gettext("No es su rol"), said.sentence, ways_on=ways)


def start_scene(here: Member, connection: Connection, key: str, draft: str) -> StartScene:
    """Everything that the form needs; a draft that is not this person's is a new one."""
    definition = startable(here, connection, key)
    asked_id = int(draft) if is_id(draft) else None
    kept = start_draft(connection, here.actor, asked_id, key) if asked_id else None
    taken = kept is None and asked_id and is_taken(connection, here.actor, asked_id)
    draft_id = asked_id if asked_id and not taken else here.installation.ids.new()
    place = Place(draft_id=draft_id, process_key=key)
    asked = asked_at(here.installation, here.actor, connection, place)
    surroundings = surroundings_of(here.installation, connection, here.municipality.id, here.now)
    form = definition.form_of(plain_start(definition).form_key)
    return StartScene(
        definition=definition,
        form=form,
        draft_id=draft_id,
        answers=answers_of(kept),
        saved_at=kept.saved_at if kept else None,
        changed=kept is not None and kept.definition_id != definition.id,
        waiting=waiting_at(here.actor, connection, place),
        asked={} if isinstance(asked, Refused) else asked,
        surroundings=surroundings,
        around=known_around(connection, here.actor, form),
    )
