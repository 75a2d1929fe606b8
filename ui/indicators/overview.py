"""The head of the dashboard: its sentence, its four tiles, and how each procedure does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.calendar import Calendar
from engine.indicators.counting import figure, merged
from engine.indicators.definition import How, Indicator
from engine.indicators.kept import material_of
from engine.indicators.reading import Told
from storage.queries.indicators import MonthRow
from ui.deadlines.board import DayCell, cell_of
from ui.indicators.asked import BoardAsked, period_words
from ui.indicators.present import Trend, counted_words, trend, value_words
from ui.visit import Member

AHEAD = 10
"""Days of which the strip says what falls due."""


@dataclass(frozen=True, slots=True)
class Now:
    """How the municipality stands now: open cases by process, late ones with the oldest day, and
    what falls due by day."""

    opened: Mapping[str, int]
    late: Mapping[str, tuple[int, date]]
    due: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the four figures."""

    title: str
    value: str
    of: str
    href: str
    state: str = ""
    trend: Trend | None = None


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """A procedure: how many are open and late, and which part ended in time."""

    title: str
    href: str
    opened: str
    many: int
    late: int
    share: float | None
    in_time: str
    of: str


def sentence(told: Mapping[str, Told], now: Now, asked: BoardAsked, here: Member) -> str:
    """What the period was like, and what is late now."""
    _, ngettext = here.words.gettext, here.words.ngettext
    one = told["on_time_cases"].now
    period = period_words(asked.period, here)
    if one.insufficient:
        said = ngettext(
            "En el periodo (%(period)s) terminó %(n)s expediente con plazo legal: son menos de 10"
            " para decir una proporción.",
            "En el periodo (%(period)s) terminaron %(n)s expedientes con plazo legal: son menos de"
            " 10 para decir una proporción.",
            one.n,
        ) % {"period": period, "n": here.formats.number(one.n)}
    else:
        share = {"share": value_words(told["on_time_cases"].indicator, one, here)}
        said = _(
            "En el periodo (%(period)s) la municipalidad resolvió el %(share)s de los expedientes"
            " dentro del plazo legal."
        ) % {"period": period, **share}
    late = sum(count for count, _day in now.late.values())
    if not late:
        return f"{said} {_('Hoy no hay vencidos.')}"
    more = ngettext("Hoy hay %(n)s vencido.", "Hoy hay %(n)s vencidos.", late) % {"n": late}
    return f"{said} {more}"


def tiles(told: Mapping[str, Told], now: Now, asked: BoardAsked, here: Member) -> list[Tile]:
    """In time, open, late, by silence."""
    _, ngettext = here.words.gettext, here.words.ngettext
    in_time, silent = told["on_time_cases"], told["positive_silence_rate"]
    late = sum(count for count, _day in now.late.values())
    oldest = min((day for _count, day in now.late.values()), default=None)
    since = _("ninguno") if oldest is None else _("el más antiguo venció el %(day)s") % {
        "day": here.formats.short_day(oldest, here.today)
    }  # fmt: skip
    opened, kinds = sum(now.opened.values()), len(now.opened)
    few, of = in_time.now.insufficient, counted_words(in_time.indicator, in_time.now, here)
    return [
        Tile(
            in_time.indicator.title,
            "—" if few else value_words(in_time.indicator, in_time.now, here),
            _("insuficiente: %(of)s") % {"of": of} if few else of,
            asked.path(here, "indicators", in_time.indicator.key),
            trend=trend(in_time, here),
        ),
        Tile(
            _("Abiertos"),
            here.formats.number(opened),
            ngettext("en %(n)s trámite", "en %(n)s trámites", kinds) % {"n": kinds},
            here.path("cases"),
        ),
        Tile(
            _("Vencidos"), here.formats.number(late), since, here.path("deadlines"),
            "late" if late else "",
        ),
        Tile(
            silent.indicator.title,
            here.formats.number(silent.now.numerator),
            _("de %(n)s evaluados") % {"n": here.formats.number(silent.now.denominator)},
            asked.path(here, "indicators", silent.indicator.key, part="numerator"),
            "silence" if silent.now.numerator else "",
        ),
    ]  # fmt: skip


def process_lines(
    one: Indicator,
    months: Sequence[MonthRow],
    now: Now,
    titles: Mapping[str, str],
    here: Member,
) -> list[ProcessLine]:
    """Those in which something is open, or ended in the period; those with late cases first, then
    those with most open ones."""
    parts: dict[str, list[MonthRow]] = {}
    for row in months:
        if row.slice:
            parts.setdefault(row.slice, []).append(row)
    lines = []
    for key in {*now.opened, *now.late, *parts}:
        found = figure(one, merged(How.SHARE, map(material_of, parts.get(key, ()))))
        share = None if found.value is None else float(found.value)
        lines.append(
            ProcessLine(
                titles.get(key, key),
                here.path("cases", process=key),
                here.formats.number(now.opened.get(key, 0)),
                now.opened.get(key, 0),
                now.late.get(key, (0, here.today))[0],
                share,
                value_words(one, found, here),
                counted_words(one, found, here) if found.n else "",
            )
        )
    return sorted(lines, key=lambda each: (-each.late, -each.many, each.title))


def due_cells(now: Now, calendar: Calendar, here: Member) -> list[DayCell]:
    """The next days with what falls due on each."""
    days = [here.today + timedelta(days=ahead) for ahead in range(AHEAD)]
    return [cell_of(here, day, now.due.get(day, 0), calendar) for day in days]
