"""Changing a process without drawing: terms, what its sheet says, which procedure a step calls, and
a procedure of one's own in the place of a called one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.calendar import Unit
from engine.refusals import Refused
from engine.workshop.adjusting import CALL, Knob, adjust, called_in, knobs_of
from engine.workshop.checking import checked_files
from storage.database import Connection
from storage.queries.deadlines import all_parameters
from ui.deadlines.why import length_words
from ui.parts import Choice, FieldError
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.present import head_context
from ui.workshop.scene import Scene, refusal, scene_of

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop/adjustments")
Key = Annotated[str, Path(max_length=80)]
LONGEST = 500
_LEGAL = re.compile(r'legal parameter\("([^"]+)"')


@router.get("", response_model=None)
def adjustments(here: SignedIn, key: Key) -> Response:
    """What can be set, as it is now."""
    return shown(here, key, {}, ())


@router.post("", response_model=None)
def set_them(here: SignedIn, key: Key, posted: Form) -> Response:
    """Set them in the draft."""
    with here.installation.database.read(here.municipality.id) as connection:
        knobs = knobs_of(checked_files(scene_of(here, connection, key).files).files)
    typed = {each.id: posted.one(f"k-{each.id}", each.value)[:LONGEST].strip() for each in knobs}
    empty = [each for each in knobs if not typed[each.id]]
    if empty:
        wrong = here.words.gettext("Escriba algo, o deje lo que decía.")
        return shown(here, key, typed, [FieldError(f"k-{each.id}", wrong) for each in empty])
    return answered(here, key, adjust(here.installation, here.actor, key, typed), typed)


@router.post("/procedures", response_model=None)
def put_ours(here: SignedIn, key: Key, posted: Form) -> Response:
    """A procedure of ours in the place of a called one."""
    limit = here.installation.limits.definition_bytes
    file = next((each for each in posted.files if each.name == "diagram" and each.size), None)
    content = b"" if file is None or file.too_large else file.content.read(limit + 1)
    procedure = (posted.one("procedure"), content)
    return answered(
        here, key, adjust(here.installation, here.actor, key, {}, procedure=procedure), {}
    )


def answered(here: Member, key: str, answer: object, typed: Mapping[str, str]) -> Response:
    """To what is ours now, or the page again with what is wrong."""
    _ = here.words.gettext
    if not isinstance(answer, Refused):
        said = _("Quedó en su borrador. Para que rija, pida la aprobación.")
        return go(here, here.path("processes", key, "workshop", "origin"), saying=said)
    field = answer.details.get("field")
    if field == "nothing":
        said = _("Todo sigue como estaba.")
        return go(here, here.path("processes", key, "workshop", "adjustments"), saying=said)
    if field != "procedure":
        raise refusal(here, answer)
    wrong = _("Elija un archivo BPMN que dibuje un solo procedimiento.")
    return shown(here, key, typed, [FieldError("diagram", wrong)])


def shown(
    here: Member, key: str, typed: Mapping[str, str], errors: tuple[()] | list[FieldError]
) -> Response:
    """The page, with what was typed where something of it is wrong."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = scene_of(here, connection, key)
        law = law_of(here, connection)
        context = {**adjust_context(here, scene, typed, law), "errors": list(errors)}
        return staff_page(
            here, connection, "workshop/adjust.html", context, section="processes",
            status=422 if errors else 200,
        )  # fmt: skip


def law_of(here: Member, connection: Connection) -> dict[str, str]:
    """The terms of the law today, in words: «8 días hábiles (TUO LPAG, art. 39)»."""
    country = f"{here.municipality.country.lower()}."
    return {
        row.key.removeprefix(
            country
        ): f"{length_words(int(row.value), Unit(row.unit), here.words)} ({row.source})"
        for row in all_parameters(connection, here.municipality.id)
        if row.unit in list(Unit)
        and row.value.isdecimal()
        and row.valid_from <= here.today <= (row.valid_to or here.today)
    }


def adjust_context(
    here: Member, scene: Scene, typed: Mapping[str, str], law: Mapping[str, str]
) -> dict[str, Any]:
    """The context of workshop/adjust.html."""
    _ = here.words.gettext
    files = checked_files(scene.files).files
    knobs = knobs_of(files)
    titles = {"sheet": _("Ficha del proceso"), "deadline": _("Plazos"), "call": _("Llamadas")}
    groups = [
        (title, [_line(here, each, typed, law) for each in knobs if each.sort == sort])
        for sort, title in titles.items()
    ]
    base = ("processes", scene.key, "workshop")
    forms = sorted(each for each in files if each.startswith("forms/"))
    return {
        **head_context(here, scene, "origin"),
        "groups": [(title, lines) for title, lines in groups if lines],
        "may_adjust": scene.may_edit,
        "action": here.path(*base, "adjustments"),
        "procedures": [Choice(own, name) for own, name in sorted(called_in(files).items())],
        "procedure_action": here.path(*base, "adjustments", "procedures"),
        "forms": [
            (path.removeprefix("forms/").removesuffix(".json").replace("_", " "),
             here.path(*base, "form", file=path))
            for path in forms
        ] if scene.draft else [],
        "begin_action": "" if scene.draft or not forms else here.path(*base),
    }  # fmt: skip


def _line(
    here: Member, one: Knob, typed: Mapping[str, str], law: Mapping[str, str]
) -> dict[str, Any]:
    """One thing to set: its name in words, its value, and what to choose from."""
    told = [law[each] for each in _LEGAL.findall(one.value) if each in law]
    hint = here.words.gettext("Hoy manda la ley: %(told)s") % {"told": "; ".join(told)}
    label = here.words.gettext(one.label)
    about = f" «{one.about}»" if one.about and one.about != one.subject else ""
    return {
        "name": f"k-{one.id}",
        "label": f"{one.subject}: {label}{about}" if one.subject else label,
        "value": typed.get(one.id, one.value),
        "hint": hint if told else "",
        "choices": [Choice(*each) for each in one.choices] if one.sort == CALL else [],
    }
