"""When an open case usually ends, told to those who work in its process."""

from __future__ import annotations

from engine.pictures.foretelling import Foretold, foretell
from storage.database import Connection
from storage.queries.cases import CaseRow
from storage.tables.cases import CaseState
from ui.cases.scene import CaseScene, is_outsider
from ui.visit import Member

MOST_STEPS = 3
"""Steps that wait at once and are looked at."""


def foretold(here: Member, connection: Connection, case: CaseRow, scene: CaseScene) -> str:
    """The sentence; empty for who comes from outside, for what is over or stopped, and where too
    few cases were similar."""
    if case.state != CaseState.OPEN or is_outsider(scene.definition, here):
        return ""
    waiting = {
        task.element_key: task.created_at for task in scene.open_tasks if not scene.is_sealed(task)
    }
    found = foretell(
        connection, here.municipality.id, case.process_key, list(waiting.items())[:MOST_STEPS],
        now=here.now, today=here.today,
    )  # fmt: skip
    return "" if found is None else foretold_sentence(here, found)


def foretold_sentence(here: Member, found: Foretold) -> str:
    """«Suele terminar entre el 3 de marzo y el 12 de marzo; así fue en 8 de cada 10 de 34 casos
    parecidos.»"""
    _, number = here.words.gettext, here.formats.number(found.similar)
    if found.soonest is None or found.latest is None:
        pattern = _("Lleva en este paso más que casi todos los %(n)s casos parecidos.")
        return pattern % {"n": number}
    soonest, latest = (
        here.formats.date_words(each, here.today) for each in (found.soonest, found.latest)
    )
    pattern = (
        _("Suele terminar el %(latest)s; así fue en 8 de cada 10 de %(n)s casos parecidos.")
        if soonest == latest
        else _(
            "Suele terminar entre el %(soonest)s y el %(latest)s; así fue en 8 de cada 10 de "
            "%(n)s casos parecidos."
        )
    )
    return pattern % {"soonest": soonest, "latest": latest, "n": number}
