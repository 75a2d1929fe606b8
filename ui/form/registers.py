"""Filling fields from a register while a form is filled in: what was typed stays, and what came of
it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.cases.numerals import decimal_point
from engine.documents.places import Place
from engine.feel import Host, Value
from engine.forms import Form
from engine.forms.registers import filled_in, wanted_by
from engine.refusals import Refused
from engine.registers.looking_up import look_up
from ui.form.fields import Shown
from ui.refusals import told
from ui.tasks.forms import Answers
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answers after a register was asked, and what is said of it at the field with the key."""

    answers: Answers
    name: str = ""
    saying: str = ""


def fetched(
    here: Member,
    place: Place,
    form: Form | None,
    answers: Mapping[str, Any],
    name: str,
    *,
    known: Mapping[str, Value],
    host: Host,
) -> Fetched:
    """Ask the register by what stands in the field `name`, and fill what is empty."""
    typed, _ = dict(answers), here.words.gettext
    if form is None or not name:
        return Fetched(typed)
    point = decimal_point(here.municipality.country)
    wanted = wanted_by(form, typed, known, name, host=host, point=point)
    if wanted is None or not wanted.key:
        return Fetched(
            typed, name if wanted else "", _("Escriba primero el número.") if wanted else ""
        )
    if not wanted.takes:
        return Fetched(
            typed, name, _("No falta ningún dato: no se cambió lo que ya estaba escrito.")
        )
    found = look_up(here.installation, here.actor, place, wanted.register, wanted.key)
    if isinstance(found, Refused):
        return Fetched(typed, name, told(found, here.words, dict(found.details)).sentence)
    filled = filled_in(form, typed, wanted, found.values, found.case, host=host)
    if filled == typed:
        return Fetched(typed, name, _nothing(here, wanted.register))
    return Fetched(filled, name, _("Se llenó lo que faltaba. Revíselo antes de seguir."))


def _nothing(here: Member, register: str) -> str:
    """Nobody has that number; or what was chosen stands in no register."""
    offered, _ = here.installation.registers.get(register), here.words.gettext
    if offered is None or offered.of_people:
        return _("No tenemos datos con ese número. Escríbalos usted.")
    return _("No hay datos que traer. Escríbalos usted.")


def with_registers(
    parts: Iterable[Shown], address: str, came: Fetched | None = None
) -> tuple[Shown, ...]:
    """The parts, each key with the way to ask its register and what came of it."""
    return tuple(
        replace(
            part,
            look_up=address if part.is_key else "",
            came=came.saying if came is not None and came.name == part.name else "",
            children=with_registers(part.children, address, came),
        )
        for part in parts
    )
