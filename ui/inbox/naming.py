"""Whom a comment names, in words: who is told of it, and who is not because they may not see the
case. Nobody is told of what they wrote themselves."""

from __future__ import annotations

from collections.abc import Iterable

from engine.tasks.commenting import LONGEST
from engine.tasks.naming import Named, foresee
from ui.visit import Member


def told_beforehand(here: Member, task_ids: Iterable[int], text: str) -> list[str]:
    """The sentences while it is written; one that says so while its @ names nobody."""
    said = text[:LONGEST]
    sentences = told_of(here, foresee(here.installation, here.actor, task_ids, said))
    if sentences or "@" not in said:
        return sentences
    return [here.words.gettext("Todavía no nombra a nadie de la municipalidad.")]


def told_of(here: Member, named: Iterable[Named]) -> list[str]:
    """«Se avisa a Marta Poma.» «Elmer Rojas no ve CON-2026-0007: no se le avisa.»"""
    told, untold = dict[str, None](), dict[str, dict[str, None]]()
    for each in named:
        if each.person_id == here.actor.person_id:
            continue
        if each.told:
            told[each.name] = None
        else:
            untold.setdefault(each.name, {})[each.number] = None
    _ = here.words.gettext
    sentences = [_("Se avisa a %(who)s.") % {"who": ", ".join(told)}] if told else []
    return sentences + [
        _("%(who)s no ve %(cases)s: no se le avisa.") % {"who": who, "cases": ", ".join(cases)}
        for who, cases in untold.items()
    ]
