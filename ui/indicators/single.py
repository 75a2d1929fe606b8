"""The page of one indicator: its definition beside its figure, its months, parts and cases, and the
form that sets its target and threshold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.identity.rights import may_administer
from engine.indicators.bounds import Bound, BoundSet, set_bound
from engine.indicators.comparing import PopulationSet, compare, set_population
from engine.indicators.counting import Material, figure, merged, rounded
from engine.indicators.definition import How, Indicator
from engine.indicators.kept import material_of
from engine.indicators.periods import first_of
from engine.indicators.reading import board
from processes.indicators.catalogue import AREAS, DIMENSIONS, by_key
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.identity import names_of
from storage.queries.indicator_facts import CaseFact, cases_behind
from storage.queries.indicators import alerts_of, figures_of, months_of_indicator
from ui.errors import not_found
from ui.indicators.asked import BoardAsked
from ui.indicators.pages import SECTION, about, allow
from ui.indicators.present import (
    amounts,
    counted_words,
    line_of,
    month_lines,
    months_drawn,
    short_month,
    told_in,
    value_words,
)
from ui.numbers import number_in
from ui.parts import Choice, Column, FieldError, Tab
from ui.seen import definitions_seen
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/indicators")
PAGE = 25
Key = Annotated[str, Path(pattern=r"^[a-z_]{1,60}$")]
Part = Annotated[str, Query(pattern=r"^(numerator|others)?$")]
After = Annotated[str, Query(max_length=80)]
PARTS = {"numerator": True, "others": False}


@router.get("/{key}", response_model=None)
def one_indicator(here: SignedIn, key: Key, part: Part = "", after: After = "") -> Response:
    """What an indicator means, what it comes to, and the cases behind it."""
    one = _known(here, key)
    with here.installation.database.read(here.municipality.id) as connection:
        allow(here, connection)
        return shown(here, connection, one, part=part, after=after)


@router.post("/{key}/population", response_model=None)
def change_population(here: SignedIn, key: Key, form: Form) -> Response:
    """How many people live in the municipality from today on."""
    one, _ = _known(here, key), here.words.gettext
    typed = {name: form.one(name) for name in ("people", "people-source")}
    people = number_in(typed["people"]) or 0
    answer = set_population(
        here.installation, here.actor, people, source=typed["people-source"], today=here.today
    )
    if isinstance(answer, PopulationSet):
        return go(here, here.path("indicators", key))
    said = {
        "people": _("Escriba cuántos habitantes: 8450"),
        "people-source": _("Diga en qué acto o motivo se apoya, en menos de 200 letras"),
    }
    field = str(answer.details.get("field", ""))
    errors = [FieldError(field, said[field])] if field in said else []
    if not errors:
        errors = [FieldError("people", _("Solo quien administra fija metas y umbrales"))]
    with here.installation.database.read(here.municipality.id) as connection:
        allow(here, connection)
        return shown(here, connection, one, typed=typed, errors=errors)


@router.post("/{key}/bounds", response_model=None)
def change_bound(here: SignedIn, key: Key, form: Form) -> Response:
    """A target or a threshold from today on."""
    one = _known(here, key)
    typed = {name: form.one(name) for name in ("bound", "value", "source")}
    bound = Bound(typed["bound"]) if typed["bound"] in list(Bound) else Bound.TARGET
    answer = set_bound(
        here.installation, here.actor, one, bound, _number(typed["value"]),
        source=typed["source"], today=here.today,
    )  # fmt: skip
    if isinstance(answer, BoundSet):
        return go(here, here.path("indicators", key))
    _ = here.words.gettext
    field = str(answer.details.get("field", ""))
    said = {
        "value": _("Escriba un número: 87.5"),
        "source": _("Diga en qué acto o motivo se apoya, en menos de 200 letras"),
    }
    errors = [FieldError(f"bound-{field}", said[field])] if field in said else []
    if not errors:
        errors = [FieldError("bound-value", _("Solo quien administra fija metas y umbrales"))]
    with here.installation.database.read(here.municipality.id) as connection:
        allow(here, connection)
        return shown(here, connection, one, typed=typed, errors=errors)


def shown(
    here: Member,
    connection: Connection,
    one: Indicator,
    *,
    part: str = "",
    after: str = "",
    typed: dict[str, str] | None = None,
    errors: list[FieldError] | None = None,
) -> Response:
    """The page."""
    asked, town = BoardAsked.of(here.request.query_params, here.today), here.municipality.id
    told = board(connection, town, {one.key: one}, asked.period)[one.key]
    line = line_of(told, asked.path(here, "indicators", one.key), here)
    context = {
        **about(here, asked),
        "action": here.path("indicators", one.key),
        "one": one,
        "line": line,
        "picture": months_drawn(told, here),
        "months": month_lines(told, here),
        "cells": [(AREAS[area], DIMENSIONS[dimension]) for area, dimension in one.cells],
        "scale": (told_in(one, one.worst, here), told_in(one, one.best, here)),
        "score": "" if told.now.score is None else here.formats.number(rounded(told.now.score, 0)),
        "corrected": [
            (short_month(month, here), version, here.formats.moment(at, here.today))
            for month, version, at in told.corrected
        ],
        "alert": "" if told.bounds.alert is None else told_in(one, told.bounds.alert, here),
        "slices": _slices(here, connection, one, asked),
        "comparison": _comparison(here, one, asked),
        "population_action": here.path("indicators", one.key, "population"),
        **_cases(here, connection, one, asked, part, after),
        "figures": _figures(here, connection, one),
        "start_figure_href": here.path("start", "cifra_indicador") if one.entered else "",
        "open_alert": next(
            (n for row, n in alerts_of(connection, town) if row.indicator == one.key), None
        ),
        "may_set": may_administer(here.actor),
        "bounds_action": here.path("indicators", one.key, "bounds"),
        "bound_list": [
            Choice(Bound.TARGET, here.words.gettext("Meta")),
            Choice(Bound.ALERT, here.words.gettext("Umbral de alerta")),
        ],
        "typed": typed or {},
        "errors": errors or [],
        "case_path": here.path("cases"),
    }
    return staff_page(
        here, connection, "indicators/single.html", context, section=SECTION,
        status=422 if errors else 200,
    )  # fmt: skip


def _known(here: Member, key: str) -> Indicator:
    found = by_key().get(key)
    if found is None:
        raise not_found(here.words)
    return found


def _slices(
    here: Member, connection: Connection, one: Indicator, asked: BoardAsked
) -> list[tuple[str, str, str, bool]]:
    """The parts of an indicator in the months of a period: name, figure, of how many, too few."""
    if not one.parts:
        return []
    period, town = asked.period, here.municipality.id
    rows = months_of_indicator(
        connection, town, one.facts, since=first_of(period.begins), until=period.ends
    )
    titles = {row.key: row.title for row in active_definitions(connection, town)}
    found = []
    for name in sorted({row.slice for row in rows if row.slice}):
        own = (material_of(row) for row in rows if row.slice == name)
        each = figure(one, merged(one.how, own))
        if each.n:
            words = value_words(one, each, here), counted_words(one, each, here)
            found.append((titles.get(name, name), *words, each.insufficient))
    return found


def _comparison(here: Member, one: Indicator, asked: BoardAsked) -> dict[str, str]:
    """Beside municipalities of the same size, in words; `why`: nothing can be told."""
    _, ngettext, number = here.words.gettext, here.words.ngettext, here.formats.number
    found = compare(here.installation, here.municipality.id, one, asked.period)
    if found.band is None:
        return {"band": "", "why": _("Falta decir cuántos habitantes tiene la municipalidad.")}
    span = {"least": number(found.band.least), "below": number(found.band.below or 0)}
    band = (
        _("desde %(least)s habitantes") if found.band.below is None
        else _("de %(least)s a menos de %(below)s habitantes")
    ) % span  # fmt: skip
    if found.median is None or found.lower is None or found.upper is None:
        few = ngettext(
            "Hay %(n)s municipalidad parecida con datos (%(band)s); hacen falta %(least)s.",
            "Hay %(n)s municipalidades parecidas con datos (%(band)s); hacen falta %(least)s.",
            found.others,
        ) % {"n": found.others, "band": band, "least": found.least}
        return {"band": band, "why": few}
    place = {"place": found.place or 0, "all": found.others + 1}
    return {
        "band": band,
        "why": "",
        "others": number(found.others),
        "median": told_in(one, found.median, here),
        "middle": f"{told_in(one, found.lower, here)} – {told_in(one, found.upper, here)}",
        "place": _("lugar %(place)s de %(all)s, de mejor a peor") % place if found.place
        else _("esta municipalidad no tiene casos suficientes"),
    }  # fmt: skip


def _cases(
    here: Member,
    connection: Connection,
    one: Indicator,
    asked: BoardAsked,
    part: str,
    after: str,
) -> dict[str, object]:
    """The cases behind an indicator in the period, those that the person may see; of the others how
    many there are on this page of the list."""
    _, period = here.words.gettext, asked.period
    in_it = PARTS.get(part)
    if in_it is not None and one.complement:
        in_it = not in_it
    place = None
    if after:
        day, _dot, key = after.partition("~")
        place = _place(day, key)
    rows = cases_behind(
        connection, here.municipality.id, one.facts, since=period.begins, until=period.ends,
        in_numerator=in_it, after=place, limit=PAGE + 1,
    )  # fmt: skip
    seen = definitions_seen(here, connection)
    page = rows[:PAGE]
    mine = [row for row in page if seen is None or row.definition_id in seen]
    last = page[-1].fact if len(rows) > PAGE else None
    href = asked.path(here, "indicators", one.key)
    tabs = [
        Tab(_("Todos los casos"), href, current=not part),
        Tab(_("En el numerador"), asked.path(here, "indicators", one.key, part="numerator"),
            current=part == "numerator"),
        Tab(_("Los demás"), asked.path(here, "indicators", one.key, part="others"),
            current=part == "others"),
    ]  # fmt: skip
    more = "" if last is None else asked.path(
        here, "indicators", one.key, part=part, after=f"{last.on_day.isoformat()}~{last.key}"
    )  # fmt: skip
    return {
        "case_tabs": tabs if one.how is How.SHARE else [],
        "columns": [
            Column(_("Expediente y asunto")), Column(_("Día")), Column(_("Cuenta"), numeric=True)
        ],
        "cases": [_case_line(row, one, here) for row in mine],
        "unseen": len(page) - len(mine),
        "more_href": more,
        "first_href": href if after else "",
    }  # fmt: skip


def _case_line(row: CaseFact, one: Indicator, here: Member) -> tuple[str, str, str, str, str]:
    fact = row.fact
    if one.how is How.MEDIAN:
        counts = told_in(one, Decimal(fact.days or 0), here)
    elif one.money:
        counts = " / ".join(
            here.formats.money(Decimal(each) / 100) for each in (fact.numerator, fact.denominator)
        )
    else:
        numerator = fact.denominator - fact.numerator if one.complement else fact.numerator
        counts = here.words.gettext("sí") if numerator else here.words.gettext("no")
    href = here.path("cases", row.number)
    return row.number, row.title, href, here.formats.short_day(fact.on_day, here.today), counts


def _figures(
    here: Member, connection: Connection, one: Indicator
) -> list[tuple[str, str, str, str, str, bool]]:
    """What people entered: time, both numbers, source, who and when, document, replaced."""
    if not one.entered:
        return []
    town, day = here.municipality.id, here.formats.short_day
    rows = figures_of(connection, town, indicator=one.key)
    names = names_of(connection, town, [row.entered_by for row in rows if row.entered_by])
    found = []
    for row in rows:
        both = figure(one, Material(1, row.numerator, row.denominator))
        told = f"{day(row.from_on)} – {day(row.until_on)}"
        who = names.get(row.entered_by or 0, "")
        when = here.formats.moment(row.entered_at, here.today)
        found.append(
            (told, " / ".join(amounts(one, both, here)), row.source, f"{who}, {when}",
             row.document[:12], row.replaced_by is not None)
        )  # fmt: skip
    return found


def _place(day: str, key: str) -> tuple[date, str] | None:
    try:
        return date.fromisoformat(day), key
    except ValueError:
        return None


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return Decimal("NaN")
