"""The assessment of one taxpayer for one year, by the decision tables, with its lines. Pure.

One taxpayer at the counter and a hundred thousand in a run are assessed by this very function, so
that both come to the same cents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from engine.dmn import Model, Result, Settled, evaluate, settle
from engine.feel import Host
from processes.taxes.cents import NOTHING, to_cents
from processes.taxes.lines import Line, LineKind
from processes.taxes.official import Official

NORM = "TUO DS 156-2004-EF"


class NotAssessed(ValueError):
    """The tables give no amount for these facts; the message says why."""


@dataclass(frozen=True, slots=True)
class YearLaw:
    """The tables of one year, with what follows from the year alone; `emission` is what issuing
    costs, or how the table came to none."""

    parcel: Settled
    tax: Settled
    emission: Result


class Rules(Protocol):
    """The tax of a year by the law of a country."""

    def assess(self, year: int, parcels: Sequence[Parcel], benefit: Benefit) -> Assessment:
        """The tax of a taxpayer. Raises NotAssessed."""
        ...


@dataclass(frozen=True, slots=True)
class Law:
    """The tables of Peru, and the host that knows the dated numbers of the municipality."""

    parcel: Model
    tax: Model
    host: Host
    _years: dict[int, YearLaw] = field(default_factory=dict, repr=False, compare=False)

    def of(self, year: int) -> YearLaw:
        """The tables of a year; its numbers are looked up once."""
        if year not in self._years:
            asked = {"ejercicio": Decimal(year)}
            self._years[year] = YearLaw(
                settle(self.parcel, "predio", asked, host=self.host),
                settle(self.tax, "cuotas", asked, host=self.host),
                evaluate(self.tax, "emision", asked, host=self.host),
            )
        return self._years[year]

    def assess(self, year: int, parcels: Sequence[Parcel], benefit: Benefit) -> Assessment:
        """The tax of a taxpayer by the law of Peru. Raises NotAssessed."""
        return _assess(self, year, parcels, benefit)


@dataclass(frozen=True, slots=True)
class Made:
    """What a storey is made of, in the words of the official tables: a category for each
    component (`-`: it has none), material, state, use and the year in which it was built."""

    categories: str
    material: str
    state: str
    use: str
    built: int


@dataclass(frozen=True, slots=True)
class Floor:
    """A storey: m², value of a m² and depreciation in percent; or what it is `made` of, which
    the tables of a year value (`valuing.py`), and `note` tells how."""

    area: Decimal
    unit_value: Decimal
    depreciation: Decimal = Decimal(0)
    made: Made | None = field(default=None, kw_only=True)
    note: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel as the taxpayer declared it; `use` and `exempt` in the words of `autovaluo.dmn`,
    `share` in percent, `zone` the street or zone whose official value the land has; in Colombia
    what it is worth is `official`."""

    code: str
    land: Decimal
    land_value: Decimal
    floors: tuple[Floor, ...] = ()
    works: Decimal = Decimal(0)
    share: Decimal = Decimal(100)
    use: str = "urbano"
    exempt: str = "ninguna"
    zone: str = ""
    official: Official | None = None


@dataclass(frozen=True, slots=True)
class Benefit:
    """What the taxpayer asks for, in the words of `predial.dmn`."""

    kind: str = "ninguno"
    only_home: bool = False
    income: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The tax of a year: `value` of all parcels, `base` after the deduction, the `tax` with any
    surcharge, its four instalments, what issuing costs, and how it all came about."""

    value: Decimal
    base: Decimal
    tax: Decimal
    instalments: tuple[Decimal, ...]
    emission: Decimal
    lines: tuple[Line, ...]

    @classmethod
    def nothing(cls, lines: tuple[Line, ...] = ()) -> Assessment:
        """Nothing is owed."""
        return cls(NOTHING, NOTHING, NOTHING, (), NOTHING, lines)


def assess(law: Rules, year: int, parcels: Sequence[Parcel], benefit: Benefit) -> Assessment:
    """The tax of a taxpayer. Raises NotAssessed where the tables give no amount: a number of the
    law is not known, or a word is none of theirs."""
    return law.assess(year, parcels, benefit)


def _assess(law: Law, year: int, parcels: Sequence[Parcel], benefit: Benefit) -> Assessment:
    tables = law.of(year)
    valued = [(each, _valued(tables, each)) for each in parcels]
    lines = [line for parcel, found in valued for line in _parcel_lines(parcel, found)]
    emission = _emission(tables)
    if not any(found["afecto"] for _, found in valued):
        exempt = Line(LineKind.EXEMPT, NOTHING, norm=f"{NORM}, art. 17")
        return Assessment.nothing((*lines, exempt))
    seen = _seen(tables.tax.evaluate(_asked(valued, benefit)))
    tax = to_cents(seen["determinacion"]["impuesto"])
    instalments = tuple(to_cents(each) for each in seen["cuotas"])
    base = seen["base_imponible"]
    return Assessment(
        value=to_cents(base["valor"]),
        base=to_cents(base["afecta"]),
        tax=tax,
        instalments=instalments if tax else (),
        emission=emission,
        lines=(*lines, *_tax_lines(seen), *_owed_lines(tax, instalments, emission)),
    )


def _valued(tables: YearLaw, parcel: Parcel) -> Mapping[str, Any]:
    asked = {
        "terreno": parcel.land,
        "arancel": parcel.land_value,
        "pisos": [
            {
                "area": each.area,
                "valor_unitario": each.unit_value,
                "depreciacion": each.depreciation,
            }
            for each in parcel.floors
        ],
        "obras": parcel.works,
        "participacion": parcel.share,
        "uso": parcel.use,
        "inafectacion": parcel.exempt,
    }
    result = tables.parcel.evaluate(asked)
    found = result.value
    if not isinstance(found, Mapping) or found["afecto"] is None or found["recargable"] is None:
        raise NotAssessed(f"{parcel.code}: {why_none(result)}")
    seen = {each.name: each.value for each in result.trace}
    return {**found, **seen["autovaluo"], "pisos": seen["valor_pisos"]}


def _asked(valued: Sequence[tuple[Parcel, Mapping[str, Any]]], benefit: Benefit) -> dict[str, Any]:
    return {
        "autovaluos": [found["afecto"] for _, found in valued],
        "recargables": [found["recargable"] for _, found in valued],
        "beneficio": benefit.kind,
        "unica_propiedad": benefit.only_home,
        "ingreso_mensual": benefit.income,
    }


def _seen(result: Result) -> dict[str, Any]:
    """What each decision gave, by its name."""
    seen = {each.name: each.value for each in result.trace}
    if result.value is None or any(each is None for each in seen["cuotas"]):
        raise NotAssessed(why_none(result))
    return seen


def _emission(tables: YearLaw) -> Decimal:
    if not isinstance(tables.emission.value, Decimal):
        raise NotAssessed(why_none(tables.emission))
    return to_cents(tables.emission.value)


def why_none(result: Result) -> str:
    """Why a table gave no amount."""
    warnings = [*result.warnings, *(one for each in result.trace for one in each.warnings)]
    return str(warnings[0].sentence) if warnings else "las tablas no dan un importe"


def _parcel_lines(parcel: Parcel, found: Mapping[str, Any]) -> Iterator[Line]:
    """Land, storeys and other works, and what of their sum the taxpayer owes for."""
    land, floors = to_cents(found["terreno"]), found["pisos"]
    yield Line(LineKind.LAND, land, parcel.land, parcel.land_value, note=parcel.zone,
               norm=f"{NORM}, art. 11")  # fmt: skip
    for floor, value in zip(parcel.floors, floors, strict=True):
        yield Line(LineKind.FLOOR, to_cents(value), floor.area, floor.unit_value, note=floor.note,
                   norm=f"{NORM}, art. 11", less=floor.depreciation or None)  # fmt: skip
    if found["obras"]:
        yield Line(LineKind.WORKS, to_cents(found["obras"]), norm=f"{NORM}, art. 11")
    yield Line(
        LineKind.PARCEL,
        to_cents(found["afecto"]),
        to_cents(found["valor"]),
        parcel.share if parcel.share != 100 else None,
        note=f"{parcel.code}: {found['motivo']}",
        norm=str(found["norma"]),
    )


def _tax_lines(seen: Mapping[str, Any]) -> Iterator[Line]:
    base, predial = seen["base_imponible"], seen["predial"]
    if base["deducido"]:
        reason = str(seen["deduccion"]["motivo"])
        yield Line(LineKind.DEDUCTION, -to_cents(base["deducido"]), note=reason,
                   norm=f"{NORM}, art. 19")  # fmt: skip
    yield Line(LineKind.BASE, to_cents(base["afecta"]), norm=f"{NORM}, art. 11")
    for each in seen["tramos"]:
        taken = min(base["afecta"], each["hasta"] or base["afecta"]) - each["desde"]
        yield Line(LineKind.BRACKET, each["impuesto"], to_cents(taken), each["tasa"],
                   note=str(each["tramo"]), norm=f"{NORM}, art. 13")  # fmt: skip
    impuesto = to_cents(predial["impuesto"])
    less = impuesto > to_cents(seen["escala"]["impuesto"])
    kind = LineKind.MINIMUM if less else LineKind.SCALE
    yield Line(kind, impuesto, note=str(predial["motivo"]), norm=str(predial["norma"]))
    if seen["determinacion"]["recargo"]:
        surcharge = to_cents(seen["determinacion"]["recargo"])
        yield Line(LineKind.SURCHARGE, surcharge, norm=f"{NORM}, art. 13-A")


def _owed_lines(tax: Decimal, instalments: Sequence[Decimal], emission: Decimal) -> Iterator[Line]:
    yield Line(LineKind.TAX, tax)
    for number, each in enumerate(instalments, 1) if tax else ():
        yield Line(LineKind.INSTALMENT, each, days=number, norm=f"{NORM}, art. 15")
    yield Line(LineKind.EMISSION, emission, norm=f"{NORM}, cuarta disposición final")
