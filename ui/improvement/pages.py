"""The results of the diagnostic: a round beside those before it, and what was answered in it.

Nobody writes here: the acts of each case do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.identity import AUDITOR
from processes.improvement.questionnaire import questionnaire
from processes.improvement.rounds import Round, rounds_of
from storage.database import Connection
from ui.drawing.bars import bars
from ui.drawing.plane import Point, plane
from ui.editor.allowed import not_allowed
from ui.errors import not_found
from ui.improvement.answers import answer_lines
from ui.improvement.apart import apart
from ui.improvement.pefa import pefa_lines
from ui.improvement.present import compared, figures, heat, hyphenated, named, sentence
from ui.parts import Column, Tab
from ui.roles import works_here
from ui.staff import staff_page
from ui.visit import Member, SignedIn, Visit

router = APIRouter(prefix="/{municipality}/improvement")
SECTION = "improvement"
DRAWN = 4
"""Rounds that are drawn at most."""
Number = Annotated[str, Query(max_length=60)]
Area = Annotated[str, Query(max_length=60)]


@router.get("", response_model=None)
def results(here: SignedIn, number: Number = "") -> Response:
    """A round, the newest where none is named, with what came before it."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        rounds = upto(rounds_of(here.installation, connection, town), number, here)
        if not rounds:
            return _shown(here, connection, "improvement/none.html", {})
        return _shown(here, connection, "improvement/results.html", _results(here, rounds))


@router.get("/answers", response_model=None)
def answers(here: SignedIn, number: Number = "", area: Area = "") -> Response:
    """What an area answered in a round, with its evidence and what verification found."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        rounds = upto(rounds_of(here.installation, connection, town), number, here)
        if not rounds:
            return _shown(here, connection, "improvement/none.html", {})
        now, _ = rounds[-1], here.words.gettext
        asked = questionnaire(now.version)
        area = area if area in asked.areas else next(iter(asked.areas))
        context = {
            **about(here, rounds, "answers"),
            "areas": [
                Tab(
                    now.titles[key],
                    here.path("improvement", "answers", number=now.number, area=key),
                    current=key == area,
                )
                for key in asked.areas
            ],
            "columns": [
                Column(_("Pregunta")),
                Column(_("Respuesta")),
                Column(_("Puntos"), numeric=True),
                Column(_("Evidencia")),
                Column(_("Verificación")),
            ],
            "groups": answer_lines(now, asked, area, here),
        }
        return _shown(here, connection, "improvement/answers.html", context)


def allow(here: Member, connection: Connection) -> None:
    """The people of the municipality, and who audits it."""
    if AUDITOR not in here.actor.roles and not works_here(here, connection):
        raise not_allowed(here.words)


def upto(rounds: Sequence[Round], number: str, here: Member) -> Sequence[Round]:
    """The rounds up to the one with this number, all of them where none is named."""
    if not number:
        return rounds
    places = [place for place, each in enumerate(rounds) if each.number == number]
    if not places:
        raise not_found(here.words)
    return rounds[: places[0] + 1]


def about(here: Member, rounds: Sequence[Round], current: str) -> dict[str, object]:
    """What the pages of a round say above."""
    now, _ = rounds[-1], here.words.gettext
    share = {"period": now.period, "given": now.given, "asked": now.asked, "with": now.evidenced}
    return {
        "kicker": _(
            "%(period)s · %(given)s respuestas de %(asked)s que aplican, %(with)s con evidencia"
        )
        % share,
        "title": _("Cómo se gestiona la municipalidad"),
        "case_href": here.path("cases", now.number),
        "case_number": now.number,
        "tab_list": tabs_of(here, current, now.number),
    }


def tabs_of(here: Member, current: str, number: str = "") -> list[Tab]:
    """Results, answers and plan, side by side; `number` of the round that is looked at."""
    _ = here.words.gettext
    results, answered = here.path("improvement", number=number), ("improvement", "answers")
    asked = here.path("improvement", "questionnaire")
    learnt = here.path("improvement", "experiences")
    return [
        Tab(_("Resultado"), results, current=current == "results"),
        Tab(_("Respuestas"), here.path(*answered, number=number), current=current == "answers"),
        Tab(_("Plan"), here.path("improvement", "plan"), current=current == "plan"),
        Tab(_("Experiencias"), learnt, current=current == "experiences"),
        Tab(_("Cuestionario"), asked, current=current == "asked"),
    ]


def _results(here: Member, rounds: Sequence[Round]) -> dict[str, object]:
    now, _ = rounds[-1], here.words.gettext
    return {
        **about(here, rounds, "results"),
        **drawn_round(here, rounds),
        "pefa": pefa_lines(now.pefa, here),
        "rounds": [
            (named(each, here), each.number, here.path("improvement", number=each.number))
            for each in reversed(rounds)
        ],
    }


def drawn_round(here: Visit, rounds: Sequence[Round]) -> dict[str, object]:
    """The newest of some rounds beside those before it: its pictures, its tables, its words."""
    now, before = rounds[-1], rounds[-2] if len(rounds) > 1 else None
    asked, drawn, _ = questionnaire(now.version), rounds[-DRAWN:], here.words.gettext
    points = _points(drawn, here)
    pair = rounds[-2:]
    areas = compared([*asked.areas], pair, "areas", here)
    dimensions = compared([*asked.dimensions], pair, "dimensions", here)
    return {
        "sentence": sentence(now, before, asked, here),
        "apart": apart(now, before, here),
        "plane": plane([(b.key, b.title, b.lower) for b in asked.bands], points),
        "x_title": asked.x.title,
        "y_title": asked.y.title,
        "points": points,
        "bands": asked.bands,
        "heat_columns": [*(hyphenated(now.titles[d]) for d in asked.dimensions), _("Área")],
        "heat": heat(now, asked, here),
        "figures": figures(now, before, asked, here),
        "round_names": [named(each, here) for each in reversed(pair)],
        "dimension_bars": bars(dimensions),
        "dimensions": dimensions,
        "area_bars": bars(areas),
        "areas": areas,
        "conclusions": now.conclusions,
        "steps": now.steps,
    }


def _points(rounds: Sequence[Round], here: Visit) -> list[Point]:
    """Those that have both figures."""
    number, found = here.formats.number, []
    for each in rounds:
        x, y = each.scores.x, each.scores.y
        if x is not None and y is not None:
            found.append(Point(named(each, here), x, y, f"{number(x, 2)} · {number(y, 2)}"))
    return found


def _shown(
    here: Member, connection: Connection, template: str, context: dict[str, object]
) -> Response:
    start = here.path("start", "diagnostico")
    more = {"start_round_href": start, "tab_list": tabs_of(here, "results"), **context}
    return staff_page(here, connection, template, more, section=SECTION)
