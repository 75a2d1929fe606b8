"""The page of the questionnaire: its versions, since when, what changed, and what each one asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from processes.improvement.comparing import changed_between
from processes.improvement.questionnaire import (
    Question,
    Questionnaire,
    Scale,
    questionnaire,
    version_on,
    versions,
)
from processes.improvement.rounds import Round, rounds_of
from ui.errors import not_found
from ui.improvement.apart import cell_words
from ui.improvement.pages import SECTION, allow, tabs_of
from ui.improvement.present import named
from ui.parts import Column, Tab
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/improvement")
Version = Annotated[str, Query(max_length=20)]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A cell that asks something else than the version before."""

    cell: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question: how it is answered, what it weighs, which evidence is asked for."""

    ask: str
    how: str
    weight: str
    evidence: str


@router.get("/questionnaire", response_model=None)
def asked(here: SignedIn, version: Version = "") -> Response:
    """A version, the one that holds today where none is named."""
    version = version or version_on(here.today)
    if version not in versions():
        raise not_found(here.words)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        rounds = rounds_of(here.installation, connection, town)
        context = _told(here, questionnaire(version), rounds)
        return staff_page(here, connection, "improvement/asked.html", context, section=SECTION)


def _told(here: Member, now: Questionnaire, rounds: Sequence[Round]) -> dict[str, object]:
    _ = here.words.gettext
    known = sorted(map(questionnaire, versions()), key=lambda each: each.since)
    place = known.index(now)
    used = [named(each, here) for each in rounds if each.version == now.version]
    return {
        "tab_list": tabs_of(here, "asked"),
        "title": _("Cuestionario %(version)s") % {"version": now.version},
        "sentence": _since_words(here, now, known[place + 1 :]),
        "notes": now.notes,
        "used": _("Lo usaron: %(rounds)s.") % {"rounds": ", ".join(used)}
        if used
        else _("Ninguna ronda lo usó todavía."),
        "versions": [
            Tab(
                _("%(version)s, desde el %(day)s")
                % {"version": each.version, "day": here.formats.short_day(each.since)},
                here.path("improvement", "questionnaire", version=each.version),
                current=each == now,
            )
            for each in reversed(known)
        ],
        "before": known[place - 1].version if place else "",
        "changes": [
            ChangeLine(cell_words(each, now, here), each.gone, each.new)
            for each in (changed_between(known[place - 1], now) if place else ())
        ],
        "columns": [
            Column(_("Pregunta")),
            Column(_("Cómo se responde")),
            Column(_("Peso"), numeric=True),
            Column(_("Evidencia")),
        ],
        "groups": _groups(here, now),
    }


def _since_words(here: Member, now: Questionnaire, later: Sequence[Questionnaire]) -> str:
    _, day = here.words.gettext, here.formats.day_words
    said = _("Se pregunta en las rondas con fecha de corte desde el %(day)s.") % {
        "day": day(now.since, here.today)
    }
    if not later:
        return said
    return _("Se pregunta en las rondas con fecha de corte antes del %(day)s.") % {
        "day": day(later[0].since, here.today)
    }


def _groups(here: Member, now: Questionnaire) -> list[tuple[str, list[QuestionLine]]]:
    """By cell, in the order of the questionnaire."""
    return [
        (
            f"{now.areas[area]} · {now.dimensions[dimension]}",
            [_line(each, here) for each in now.of(area) if each.dimension == dimension],
        )
        for area in now.areas
        for dimension in now.dimensions
    ]


def _line(asked_: Question, here: Member) -> QuestionLine:
    _ = here.words.gettext
    how = {
        Scale.LEVEL: _("De 0 a 100, en cinco niveles"),
        Scale.YES_NO: _("Sí o no"),
        Scale.INDICATOR: _("Cifra, en %(unit)s: %(worst)s vale 0 y %(best)s vale 100")
        % {
            "unit": asked_.unit,
            "worst": here.formats.number(asked_.worst),
            "best": here.formats.number(asked_.best),
        },
    }[asked_.scale]
    may = _("; puede no aplicar") if asked_.optional else ""
    return QuestionLine(
        asked_.ask, f"{how}{may}", here.formats.number(asked_.weight), asked_.evidence
    )
