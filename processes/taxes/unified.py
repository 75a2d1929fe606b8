"""The unified property tax of Colombia for one taxpayer and one year, parcel by parcel: the
official value by the rate of the council, and no more than the law lets it rise. Pure.

The limit (Ley 1995 de 2019, art. 2) is that of the parcel, whoever had it the year before; a
co-owner pays their share of what the parcel pays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from engine.calendar.feel_functions import Parameters
from engine.dmn import Model, Settled, settle
from engine.feel import Host
from processes.taxes.assessing import Assessment, Benefit, NotAssessed, Parcel, why_none
from processes.taxes.cents import NOTHING, split, to_cents
from processes.taxes.figures import MONTHS
from processes.taxes.lines import Line, LineKind

BASE_NORM = "Ley 44 de 1990, art. 3"
LIMITED = "ninguna"
UPDATED = "predial.catastro_actualizado"
AGREEMENT = "Acuerdo del concejo"
WHOLE = 100


@dataclass(frozen=True, slots=True)
class UnifiedLaw:
    """The table of Colombia, and the dated numbers of the municipality."""

    tax: Model
    host: Host
    parameters: Parameters
    _years: dict[int, Settled] = field(default_factory=dict, repr=False, compare=False)

    def assess(self, year: int, parcels: Sequence[Parcel], benefit: Benefit) -> Assessment:  # noqa: ARG002  # the council exempts parcels, not people
        """What all of them pay, in as many instalments as the council says."""
        told = [(each, list(self._lines(year, each))) for each in parcels]
        lines = [line for _, own in told for line in own]
        tax = sum((each.amount for each in lines if each.kind is LineKind.OWN), NOTHING)
        value = sum((each.amount for each in lines if each.kind is LineKind.OFFICIAL), NOTHING)
        instalments = split(tax, [Decimal(1)] * self._places(year)) if tax else ()
        lines.append(Line(LineKind.TAX, tax))
        lines += [
            Line(LineKind.INSTALMENT, each, days=place, norm=AGREEMENT)
            for place, each in enumerate(instalments, 1)
        ]
        return Assessment(value, value, tax, instalments, NOTHING, tuple(lines))

    def _places(self, year: int) -> int:
        return len(self._said(MONTHS, year).split())

    def _updated(self, year: int) -> bool:
        return self._said(UPDATED, year) == "si"

    def _said(self, name: str, year: int) -> str:
        try:
            return str(self.parameters(f"co.{name}", date(year, 1, 1)))
        except LookupError as fault:
            raise NotAssessed(str(fault)) from fault

    def _lines(self, year: int, parcel: Parcel) -> Iterator[Line]:
        official = parcel.official
        if official is None:
            raise NotAssessed(f"{parcel.code}: falta el avalúo catastral")
        about = f"{parcel.code}: {parcel.use}"
        if official.stratum:
            about += f", estrato {official.stratum}"
        share = parcel.share if parcel.share != WHOLE else None
        if parcel.exempt != LIMITED:
            yield Line(
                LineKind.OFFICIAL, NOTHING, official.value, share, note=about, norm=BASE_NORM
            )
            yield Line(LineKind.EXEMPT, NOTHING, note=parcel.exempt, norm=AGREEMENT)
            yield Line(LineKind.OWN, NOTHING, note=parcel.code)
            return
        own = to_cents(official.value * parcel.share / WHOLE)
        yield Line(LineKind.OFFICIAL, own, official.value, share, note=about, norm=BASE_NORM)
        found = self._found(year, parcel)
        yield Line(LineKind.RATED, to_cents(found["liquidado"]), official.value, official.rate,
                   norm=official.rated_by)  # fmt: skip
        before = official.before if found["tope"] is not None else None
        kind = LineKind.UNLIMITED if found["tope"] is None else LineKind.LIMIT
        yield Line(kind, to_cents(found["tope"] or NOTHING), before, note=str(found["motivo"]),
                   norm=str(found["norma"]))  # fmt: skip
        whole = to_cents(found["impuesto"])
        yield Line(LineKind.OWN, to_cents(whole * parcel.share / WHOLE), whole, share,
                   note=parcel.code)  # fmt: skip

    def _found(self, year: int, parcel: Parcel) -> Mapping[str, Any]:
        official = parcel.official
        if official is None or official.rate is None:
            raise NotAssessed(f"{parcel.code}: falta la tarifa")
        excluded = official.excluded_in(year)
        if official.before is None and excluded == LIMITED:
            said = "no se sabe su impuesto de {0}: anótelo, o diga por qué no tiene límite"
            raise NotAssessed(f"{parcel.code}: {said.format(year - 1)}")
        result = self._of(year).evaluate({
            "avaluo": official.value, "tarifa": official.rate,
            "anterior": official.before or NOTHING, "estrato": Decimal(official.stratum),
            "exclusion": excluded, "actualizado": self._updated(year),
        })  # fmt: skip
        found = result.value
        if not isinstance(found, Mapping) or found["impuesto"] is None:
            raise NotAssessed(f"{parcel.code}: {why_none(result)}")
        return found

    def _of(self, year: int) -> Settled:
        if year not in self._years:
            asked = {"ejercicio": Decimal(year)}
            self._years[year] = settle(self.tax, "predial_co", asked, host=self.host)
        return self._years[year]


def paid_by_parcel(lines: Sequence[Line]) -> dict[str, Decimal]:
    """What each whole parcel paid, by its code, of the lines of an assessment."""
    own = (each for each in lines if each.kind is LineKind.OWN)
    return {each.note: each.base for each in own if each.base is not None}
