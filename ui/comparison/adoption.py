"""How far the processes of the house have spread: process by process, and municipality by
municipality with the version in force, how much it is used and how much of it is in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fastapi import APIRouter
from starlette.responses import Response

from processes.adopting import Standing
from storage.database import WHOLE_INSTALLATION
from storage.queries.network import (
    SpreadRow,
    UsedRow,
    codes_of_towns,
    count_towns,
    processes_of_towns,
    towns_by_name,
    uses_of_towns,
)
from storage.queries.network_towns import NetworkProcessRow, NetworkTownRow, NetworkUseRow
from ui.comparison.around import Operating, Watching, network_page
from ui.comparison.asked import Asked, asked_of, choices_of, narrowing_of, spread_kept, used_kept
from ui.comparison.listed import PAGE, below_words
from ui.comparison.pages import about

router = APIRouter(prefix="/network")
SHOWN = 12
"""Processes that are told at once; the others are folded."""


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """A process over all municipalities."""

    title: str
    href: str
    towns: str
    share: float
    versions: str
    started: str
    in_time: str
    of: str
    last: str


@dataclass(frozen=True, slots=True)
class AdoptedLine:
    """A municipality: its processes, or the one that is asked for."""

    name: str
    href: str
    below: str
    version: str
    started: str
    in_time: str
    of: str
    last: str


@router.get("/adoption", response_model=None)
def adoption(here: Watching) -> Response:
    """The processes, then the municipalities."""
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        known = narrowing_of(connection, here)
        asked = asked_of(here.request.query_params, known, here.today)
        wanted, period = asked.wanted, asked.period.name
        spread = spread_kept(connection, here, wanted.country)
        used = used_kept(connection, here, wanted.country, period)
        many = count_towns(connection, wanted)
        towns = towns_by_name(connection, wanted, after=asked.after, limit=PAGE + 1)
        shown = towns[:PAGE]
        ids = [each.municipality_id for each in shown]
        processes = processes_of_towns(connection, ids, process=wanted.process)
        uses = uses_of_towns(connection, ids, period=period, process=wanted.process)
        codes = codes_of_towns(connection, ids)
        every = count_towns(connection, asked.everywhere().wanted)
    titles = {row.process_key: row.title for row in spread}
    last = shown[-1] if len(towns) > PAGE else None
    more = asked.query(after=f"{last.name}|{last.municipality_id}") if last else {}
    context = {
        **about(here, asked),
        **choices_of(known, here),
        "spread": [
            _spread_line(row, used.get(row.process_key), every, asked, here) for row in spread
        ],
        "most": SHOWN,
        "process": titles.get(wanted.process, ""),
        "many": many,
        "lines": [
            _town_line(
                each, processes[each.municipality_id], uses[each.municipality_id],
                codes[each.municipality_id][0], asked, here,
            )
            for each in shown
        ],
        "more_href": here.path("adoption", **more) if more else "",
        "first_href": here.path("adoption", **asked.query()) if asked.after else "",
        "action": here.path("adoption"),
    }  # fmt: skip
    return network_page(here, "comparison/adoption.html", context, section="adoption")


def _spread_line(
    row: SpreadRow, used: UsedRow | None, every: int, asked: Asked, here: Operating
) -> SpreadLine:
    _ = here.words.gettext
    number = here.formats.number
    known = {"current": number(row.current), "own": number(row.own)}
    older = row.towns - row.current - row.own
    versions = _("%(current)s al día") % known
    if older > 0:
        versions += ", " + _("%(older)s con una anterior") % {"older": number(older)}
    if row.own:
        versions += ", " + _("%(own)s con la suya propia") % known
    in_time, of = in_time_words(used.decided if used else 0, used.in_time if used else 0, here)
    return SpreadLine(
        row.title,
        here.path("adoption", **asked.query(process=row.process_key)),
        number(row.towns),
        round(100 * row.towns / every, 1) if every else 0.0,
        versions if row.towns else _("en vigor en ninguna"),
        number(used.started) if used else "0",
        in_time,
        of,
        month_words(row.last_month, here),
    )


def _town_line(
    town: NetworkTownRow,
    processes: Sequence[NetworkProcessRow],
    uses: Sequence[NetworkUseRow],
    slug: str,
    asked: Asked,
    here: Operating,
) -> AdoptedLine:
    """Of what is withheld of a municipality its sum says nothing."""
    decided = sum(row.decided or 0 for row in uses)
    in_time, of = in_time_words(decided, sum(row.in_time or 0 for row in uses), here)
    last = max((row.last_month for row in processes if row.last_month), default=None)
    return AdoptedLine(
        town.name,
        f"/{slug}",
        below_words(town, here),
        _version(processes, asked, here),
        _started(uses, here),
        in_time,
        of,
        month_words(last, here),
    )


def _version(processes: Sequence[NetworkProcessRow], asked: Asked, here: Operating) -> str:
    """«12 en vigor», or the version of the process that is asked for."""
    _ = here.words.gettext
    if not asked.wanted.process:
        many = sum(row.version is not None for row in processes)
        return _("%(n)s en vigor") % {"n": here.formats.number(many)}
    row = next(iter(processes), None)
    if row is None or row.version is None:
        return "—"
    told = {
        Standing.CURRENT: _("al día"),
        Standing.NEWER: _("hay otra más nueva"),
        Standing.OWN: _("la suya propia"),
    }.get(Standing(row.standing), "")
    version = _("versión %(number)s") % {"number": row.version}
    return f"{version}, {told}" if told else version


def _started(uses: Sequence[NetworkUseRow], here: Operating) -> str:
    """How many cases were begun, of what may be told."""
    told = [row.started for row in uses if row.started is not None]
    if not told and uses:
        return here.words.gettext("se reserva")
    return here.formats.number(sum(told))


def in_time_words(decided: int, in_time: int, here: Operating) -> tuple[str, str]:
    """«82 %» and «141 de 172»; a dash where nothing that ended had a term."""
    if not decided:
        return "—", ""
    known = {"part": here.formats.number(in_time), "whole": here.formats.number(decided)}
    told = here.words.gettext("%(part)s de %(whole)s") % known
    return here.formats.percent(Decimal(in_time) / decided), told


def month_words(month: date | None, here: Operating) -> str:
    """«noviembre de 2026»."""
    if month is None:
        return here.words.gettext("nunca")
    known = {"month": here.formats.month_words(month), "year": month.year}
    return here.words.gettext("%(month)s de %(year)s") % known
