"""An application that somebody fills in: the form that opens the case, and who asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.cases.opening import may_start
from engine.catalogue.listing import closed_in
from engine.definitions.loading import Definition, active_program_of
from engine.documents.places import Asked
from engine.forms import FieldError as Fault
from engine.forms import FieldView
from engine.forms.pages import answers_after
from storage.database import Connection
from ui.drawing.river import RiverStep, Water, river
from ui.errors import not_found
from ui.form.paging import SUMMARY, Chapter, Paged, errors_on, lines_of, page_of, paged
from ui.form.sending import Sending
from ui.form.waiting import sendings
from ui.portal.together import WITH, Along, joined_scene, wanted_in
from ui.portal.who import WHO, Who, who_in, without_who
from ui.start.scene import StartScene, start_scene
from ui.tasks.forms import TaskForm
from ui.visit import Member

WHOLE = 1
"""The number of the only page of a form that has no others."""
FIRST = "who"
"""The name of the page before those of the form."""


@dataclass(frozen=True, slots=True)
class Applying:
    """The form as far as it is filled in; `base` is the address of its pages, as parts; what goes
    `along` is asked for in the same application."""

    start: StartScene
    who: Who | None
    base: tuple[str, ...]
    along: Along

    @property
    def key(self) -> str:
        return self.start.definition.key

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """What is asked for, the first one first."""
        return (self.start.definition, *self.along.others)

    @property
    def wanted(self) -> list[str]:
        """The keys of what goes along."""
        return [each.key for each in self.along.others]

    def asked_of(self, key: str) -> dict[str, Asked]:
        """The documents that one of the services asks for."""
        return dict((self.along.asked or {self.key: self.start.asked}).get(key, {}))

    def address(self, here: Member, page: int | str) -> str:
        """Where one of its pages is."""
        return here.path(*self.base, draft=self.start.draft_id, page=str(page))

    def joined(self, typed: TaskForm, number: int | None) -> dict[str, Any]:
        """The answers of the page that came, with those of the others."""
        form = self.start.form
        if form is None or number == SUMMARY or number is None:
            return dict(self.start.answers)
        if not form.pages:
            return dict(typed.answers) if number == WHOLE else dict(self.start.answers)
        if not 0 < number <= len(form.pages):
            return dict(self.start.answers)
        return dict(answers_after(form, number, self.start.answers, typed.answers))

    def to_keep(self, answers: Mapping[str, Any], who: Who | None = None) -> dict[str, Any]:
        """As it lies in the draft."""
        kept, along = who or self.who, {WITH: self.wanted} if self.wanted else {}
        return {**answers, **along, **({WHO: kept.kept()} if kept else {})}

    def own_faults(self, number: int, errors: Sequence[Fault]) -> tuple[Fault, ...]:
        """Those that can be put right on one page."""
        form = self.start.form
        if form is None or not form.pages:
            return tuple(errors)
        return errors_on(form, number, errors)

    def page_of(self, error: Fault) -> int:
        """The page on which a fault can be put right."""
        form = self.start.form
        return page_of(form, error) if form is not None and form.pages else WHOLE

    def files(self, here: Member) -> dict[str, Sending]:
        found: dict[str, Sending] = {}
        for kind, asked in self.start.asked.items():
            place = self.along.place_of(kind, self.start.place)
            found |= sendings({kind: asked}, place, self.start.waiting, here)
        return found


def applying(
    here: Member,
    connection: Connection,
    key: str,
    draft: str,
    base: tuple[str, ...],
    wanted: Sequence[str] = (),
) -> Applying:
    """A service in force that may be asked for from outside; anything else is not there. What is
    `wanted` goes along while the draft says nothing of it."""
    town = here.municipality.id
    found = None if "\x00" in key else active_program_of(here.installation, connection, town, key)
    closed = here.actor.outside and key in closed_in(here.municipality.settings)
    if found is None or closed or not may_start(here.actor, found) or _elsewhere(here, found):
        raise not_found(here.words, tried="")
    scene = start_scene(here, connection, key, draft)
    kept, who = wanted_in(scene.answers), who_in(scene.answers)
    scene, along = joined_scene(here, connection, scene, kept or wanted)
    around = {**scene.around, "solicitante": who.facts() if who else None}
    answers = {name: said for name, said in without_who(scene.answers).items() if name != WITH}
    return Applying(replace(scene, answers=answers, around=around), who, base, along)


def _elsewhere(here: Member, found: Definition) -> bool:
    """A citizen asks for it on a page that knows who they are, never by this form."""
    service = found.manifest.service
    return here.actor.outside and service is not None and service.asked_at != ""


def pages_of(
    here: Member, scene: Applying, views: Sequence[FieldView], number: int | None
) -> Paged:
    """The page of the form that is asked for, with the river of all steps."""
    files, form = scene.files(here), scene.start.form
    first = RiverStep(first_name(here), Water.PASSED, href=scene.address(here, FIRST))
    if form is not None and form.pages:
        found = paged(
            form, views, number, lambda page: scene.address(here, page), here, files, first
        )
        if found is not None:
            return found
    return _whole(here, scene, views, number, files, first)


def first_page(here: Member, scene: Applying) -> Paged:
    """«Usted»: the page before the form, with the same river."""
    views = scene.start.fields(None)
    at = pages_of(here, scene, views, None)
    ahead = [replace(node.step, water=Water.TO_COME, href="") for node in at.river.nodes[1:]]
    steps = [RiverStep(first_name(here), Water.HERE), *ahead]
    return replace(at, title=first_name(here), river=river(steps), views=(), before_href="")


def first_name(here: Member) -> str:
    """What the first step is called: whose case it is, or for whom somebody files it."""
    _ = here.words.gettext
    return _("Usted") if here.actor.outside else _("¿Para quién?")


def _whole(
    here: Member,
    scene: Applying,
    views: Sequence[FieldView],
    number: int | None,
    files: Mapping[str, Sending],
    first: RiverStep,
) -> Paged:
    """A form without pages is one page, and is read back before it is sent too."""
    _ = here.words.gettext
    at_end = number == SUMMARY
    names = (_("Su solicitud"), _("Revise antes de enviar"))
    whole = scene.address(here, WHOLE)
    own = RiverStep(names[0], Water.PASSED if at_end else Water.HERE, href=whole if at_end else "")
    last = RiverStep(names[1], Water.HERE if at_end else Water.TO_COME)
    chapter = Chapter(names[0], whole, tuple(lines_of(views, here, "", files)))
    return Paged(
        number=SUMMARY if at_end else WHOLE,
        title=names[1] if at_end else names[0],
        river=river([first, own, last]),
        views=() if at_end else tuple(views),
        after=SUMMARY,
        before_href=whole if at_end else first.href,
        chapters=(chapter,) if at_end else (),
    )
