"""What the parcels of a year are valued by, what the ordinance of the year says, and what is still
missing; the tax office brings the official tables in from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.sentences import Sentence
from engine.suppliers.importing import MOST_BYTES
from processes.taxes.figures import Figures
from processes.taxes.values import (
    HEADERS,
    Published,
    ValuesRefused,
    bring_values,
    kinds_of,
    missing_for,
    tables_of,
)
from processes.taxes.valuing import (
    ANY,
    BAR,
    CATEGORIES,
    COMPONENTS,
    OVER,
    TOP,
    Tables,
    day_of_tables,
    folded,
)
from storage.database import Connection
from storage.queries.tax_values import ValueRow
from storage.tables.deadlines import Trust
from storage.tables.tax_values import ValueKind
from ui.parts import Choice, Column, Crumb, FieldError, Tab
from ui.posted import Posted
from ui.taxes.around import allow, crumbs_of, office, shown, tabs_of
from ui.taxes.rights import keeps_taxes
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/taxes/values")
EARLIEST, SHOWN, LONGEST, OCTOBER = 1994, 100, 300, 10
FIELDS = ("kind", "day", "source", "status")
Year = Annotated[int, Query(ge=EARLIEST, le=9999)]
Words = Annotated[str, Query(max_length=120)]
Gettext = Callable[[str], str]
_KINDS: Mapping[str, Callable[[Gettext], str]] = {
    ValueKind.LAND: lambda _: _("Aranceles de terrenos"),
    ValueKind.UNIT: lambda _: _("Valores unitarios de edificación"),
    ValueKind.DEPRECIATION: lambda _: _("Depreciación"),
    ValueKind.RATE: lambda _: _("Tarifas del acuerdo"),
}
_MISSING: Mapping[str, Callable[[Gettext], str]] = {
    ValueKind.LAND: lambda _: _("Faltan los aranceles de %(year)s."),
    ValueKind.UNIT: lambda _: _("Faltan los valores unitarios de %(year)s."),
    ValueKind.DEPRECIATION: lambda _: _("Faltan las tablas de depreciación de %(year)s."),
    ValueKind.RATE: lambda _: _("Faltan las tarifas de %(year)s."),
}
_TRUST: Mapping[str, Callable[[Gettext], str]] = {
    Trust.VERIFIED: lambda _: _("verificado en la norma"),
    Trust.SECONDARY: lambda _: _("de una fuente secundaria"),
    Trust.KNOWN: lambda _: _("por confirmar"),
}
_FIXED: Mapping[str, Callable[[Gettext], str]] = {
    "pe.uit": lambda _: _("UIT"),
    "pe.predial.minimo": lambda _: _("Impuesto mínimo (% de la UIT)"),
    "pe.predial.minimo_con_base_cero": lambda _: _("Mínimo aunque la base sea cero"),
    "pe.predial.emision": lambda _: _("Costo de la emisión (% de la UIT)"),
    "pe.predial.variacion": lambda _: _("Variación que se revisa (%)"),
    "pe.tributos.tim": lambda _: _("Interés moratorio mensual (%)"),
    "pe.tributos.fraccionamiento": lambda _: _("Interés del fraccionamiento (% de la TIM)"),
    "co.smmlv": lambda _: _("Salario mínimo mensual"),
    "co.ipc": lambda _: _("IPC del año anterior (%)"),
    "co.predial.limite": lambda _: _("Ley que limita el aumento"),
    "co.predial.catastro_actualizado": lambda _: _("Catastro actualizado"),
    "co.predial.puntos": lambda _: _("Puntos sobre el IPC, con catastro actualizado"),
    "co.predial.sin_actualizar": lambda _: _("Aumento sin catastro actualizado (%)"),
    "co.predial.avaluo_smmlv": lambda _: _("Estratos 1 y 2: avalúo de hasta (SMMLV)"),
    "co.predial.pronto_pago": lambda _: _("Descuento por pronto pago (%)"),
    "co.predial.variacion": lambda _: _("Variación que se revisa (%)"),
    "co.tributos.tim": lambda _: _("Interés moratorio anual (%)"),
}


@router.get("", response_model=None)
def values(here: SignedIn, year: Year | None = None, q: Words = "") -> Response:
    """The tables of a year; of the next one from November on."""
    allow(here)
    return _page(here, year or here.today.year + (here.today.month > OCTOBER), q, {})


@router.post("", response_model=None)
def bring(here: SignedIn, form: Form) -> Response:
    """A table comes in, or the form comes back with what is wrong line by line."""
    office(here)
    typed = {name: form.one(name)[:LONGEST] for name in FIELDS}
    published, wrong = _published(here, typed)
    content = _content(here, form, wrong)
    faults: Sequence[Sentence] = ()
    if published and content is not None and not wrong:
        try:
            bring_values(here.installation, here.actor, content, published)
        except ValuesRefused as fault:
            faults = fault.problems
        else:
            year = _year_of(here, published.valid_from)
            return go(here, here.path("taxes", "values", year=year))
    return _page(here, here.today.year + 1, "", typed, wrong, faults, status=422)


def _page(
    here: Member,
    year: int,
    q: str,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    faults: Sequence[Sentence] = (),
    *,
    status: int = 200,
) -> Response:
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        tables = tables_of(connection, town, year)
        lacks = missing_for(connection, town, year, here.municipality.country)
        kinds = kinds_of(here.municipality.country)
        zones = _zones(here, tables, q)
        context: dict[str, object] = {
            "tab_list": tabs_of(here, current="values"),
            "crumbs": crumbs_of(here, Crumb(_("Valores"), "")),
            "year": year,
            "day": here.formats.short_day(_day_of(here, year)),
            "hint": _hint(here),
            "years": _years(here, year),
            "missing": [_MISSING[each](_) % {"year": year} for each in lacks],
            "fixed": _fixed(here, connection, year),
            "fixed_columns": [Column(_("Qué")), Column(_("Valor"), numeric=True),
                              Column(_("Desde")), Column(_("Fuente"))],
            "q": q, "action": here.path("taxes", "values"),
            "zones": zones[:SHOWN], "more": len(zones) - SHOWN,
            "zone_columns": [Column(_("Calle o zona")), Column(_("Por m²"), numeric=True),
                             Column(_("Desde")), Column(_("Fuente"))],
            "units": _units(here, tables),
            "unit_columns": [Column(_("Componente")),
                             *(Column(each, numeric=True) for each in CATEGORIES)],
            "of": kinds,
            "rates": _rates(here, tables),
            "rate_columns": [Column(_("Destino económico")), Column(_("Estrato")),
                             Column(_("Avalúo de hasta"), numeric=True),
                             Column(_("Por mil"), numeric=True), Column(_("Desde")),
                             Column(_("Fuente"))],
            "ages": _ages(here, tables),
            "age_columns": [Column(_("Construcción")), Column(_("Estado")),
                            Column(_("Qué se descuenta por edad"))],
            "keeps": keeps_taxes(here.actor),
            "kinds": [Choice(key, _KINDS[key](_)) for key in kinds],
            "trusts": [Choice(key, said(_).capitalize()) for key, said in _TRUST.items()],
            "headers": [(_KINDS[key](_), ", ".join(HEADERS[key])) for key in kinds],
            "typed": {name: typed.get(name, "") for name in FIELDS},
            "wrong": {name: (wrong or {}).get(name, "") for name in (*FIELDS, "file")},
            "faults": [each.told(_) for each in faults[:SHOWN]],
            "summary": [FieldError(name, said) for name, said in (wrong or {}).items()],
        }  # fmt: skip
        return shown(here, connection, "taxes/values.html", context, status=status)


def _published(here: Member, typed: Mapping[str, str]) -> tuple[Published | None, dict[str, str]]:
    _, wrong = here.words.gettext, dict[str, str]()
    if typed["kind"] not in kinds_of(here.municipality.country):
        wrong["kind"] = _("Elija qué tabla es.")
    if typed["status"] not in _TRUST:
        wrong["status"] = _("Elija qué tan segura es la fuente.")
    if not typed["source"]:
        wrong["source"] = _("Escriba la norma que la publicó, por ejemplo RM 000-2026-VIVIENDA.")
    try:
        day = date.fromisoformat(typed["day"])
    except ValueError:
        wrong["day"] = _("Escriba desde qué día rige, por ejemplo 30/10/2026.")
        return None, wrong
    return Published(typed["kind"], day, typed["source"], typed["status"]), wrong


def _content(here: Member, form: Posted, wrong: dict[str, str]) -> bytes | None:
    file = next((each for each in form.files if each.size), None)
    if file is None:
        wrong["file"] = here.words.gettext("Elija el archivo de la tabla.")
        return None
    if file.too_large or file.size > MOST_BYTES:
        wrong["file"] = here.words.gettext("El archivo es demasiado grande.")
        return None
    content: bytes = file.content.read(MOST_BYTES + 1)
    return content


def _year_of(here: Member, day: date) -> int:
    """The first year that a table of this day values."""
    if _by_rates(here):
        return day.year if (day.month, day.day) == (1, 1) else day.year + 1
    return day.year + (1 if day <= day_of_tables(day.year + 1) else 2)


def _years(here: Member, year: int) -> list[Tab]:
    last = max(here.today.year + 1, year)
    return [
        Tab(str(each), here.path("taxes", "values", year=each), current=each == year)
        for each in range(last - 3, last + 1)
    ]


def _zones(here: Member, tables: Tables, q: str) -> list[tuple[str, str, str, str]]:
    rows = [row for (kind, _key), row in tables.rows.items() if kind == ValueKind.LAND]
    words = folded(q).split()
    found = [row for row in rows if all(each in folded(row.key) for each in words)]
    return [
        (row.key, here.formats.money(row.value), here.formats.short_day(row.valid_from),
         _source(here, row.source, row.status))
        for row in sorted(found, key=lambda each: folded(each.key))
    ]  # fmt: skip


def _day_of(here: Member, year: int) -> date:
    """The day on which what a year is counted by is looked up."""
    return date(year, 1, 1) if _by_rates(here) else day_of_tables(year)


def _hint(here: Member) -> str:
    _ = here.words.gettext
    if _by_rates(here):
        return _("Vale para la vigencia que empieza ese día o después.")
    return _("Vale para el ejercicio siguiente a su 31 de octubre.")


def _by_rates(here: Member) -> bool:
    return ValueKind.RATE in kinds_of(here.municipality.country)


def _rates(here: Member, tables: Tables) -> list[tuple[str, str, str, str, str, str]]:
    _, show = here.words.gettext, here.formats
    rows = [row for (kind, _key), row in tables.rows.items() if kind == ValueKind.RATE]
    told = []
    for row in sorted(rows, key=lambda each: each.key):
        use, stratum, top = row.key.split(BAR)
        told.append((
            use, _("todos") if stratum == ANY else stratum,
            _("sin tope") if Decimal(top) >= TOP else show.money(Decimal(top)),
            show.number(row.value, 2), show.short_day(row.valid_from),
            _source(here, row.source, row.status),
        ))  # fmt: skip
    return told


def _units(here: Member, tables: Tables) -> list[tuple[str, list[str]]]:
    found = [
        (
            each,
            [tables.rows.get((ValueKind.UNIT, folded(f"{each}{BAR}{one}"))) for one in CATEGORIES],
        )
        for each in COMPONENTS
    ]
    return [
        (name.capitalize(), [here.formats.number(row.value, 2) if row else "–" for row in rows])
        for name, rows in found
        if any(rows)
    ]


def _ages(here: Member, tables: Tables) -> list[tuple[str, str, str]]:
    by_kind: dict[tuple[str, str, str], list[tuple[int, ValueRow]]] = {}
    for (kind, _key), row in tables.rows.items():
        if kind == ValueKind.DEPRECIATION:
            use, material, state, until = row.key.split(BAR)
            by_kind.setdefault((use, material, state), []).append((int(until), row))
    return [
        (f"{use}, {material}", state, _by_age(here, sorted(ages, key=lambda each: each[0])))
        for (use, material, state), ages in by_kind.items()
    ]


def _by_age(here: Member, ages: Sequence[tuple[int, ValueRow]]) -> str:
    _ = here.words.gettext
    told = []
    for until, row in ages:
        said = _("más: %(percent)s %%") if until >= OVER else _("hasta %(age)s: %(percent)s %%")
        told.append(said % {"age": until, "percent": f"{row.value.normalize():f}"})
    return " · ".join(told)


def _fixed(here: Member, connection: Connection, year: int) -> list[tuple[str, str, str, str]]:
    _, town, show = here.words.gettext, here.municipality.id, here.formats
    figures = Figures.of(connection, town, calendar_of(here.installation, connection, town))
    told = []
    for key, said in _FIXED.items():
        row = figures.row(key, date(year, 1, 1))
        if row is not None:
            told.append((said(_), row.value, show.short_day(row.valid_from),
                         _source(here, row.source, row.status)))  # fmt: skip
    for place, (day, row) in enumerate(figures.due_days_told(year), 1):
        counted = _("Último día hábil del mes, contado por el calendario")
        source = _source(here, row.source, row.status) if row else counted
        what = _("Vence la cuota %(number)s") % {"number": place}
        told.append((what, show.short_day(day), "–", source))
    return told


def _source(here: Member, source: str, status: str) -> str:
    return f"{source} ({_TRUST[status](here.words.gettext)})"
