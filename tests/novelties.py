"""A town whose cadastre changes and whose tax office hears of it: one parcel of one owner."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engine.cadastre.bringing import bring_parcels
from engine.cadastre.ground import Way
from engine.jobs.parcels import parcel_handlers
from engine.jobs.payments import payment_handlers
from engine.refusals import Refused
from processes.registry import family
from processes.taxes.assessing import Benefit, Floor, Parcel
from processes.taxes.declaring import Declaration, declare
from processes.taxes.handlers import tax_handlers
from storage.queries.tax_runs import assessments_of_taxpayer
from storage.queries.taxes import (
    TaxpayerRow,
    account_of,
    parcels_of_taxpayer,
    taxpayer_by_document,
)
from storage.writes.taxes import end_parcels
from tests.land import LOTS, PEOPLE, Division, X, Y, collection
from tests.rights import Rights
from tests.taxes import begins_run, collects_taxes, issues

ANA = {"name": "Quispe, Ana", "number": "40000001", "share": "1"}
CODE = "01-023-001"
SOUTH = Floor(Decimal(81), Decimal(1000))


@dataclass
class Changing(Division):
    """The parcel, its case in the cadastre, and what the tax office makes of it."""

    issued: bool = False
    """The next year was issued."""

    def found(self) -> None:
        """Cadastre and tax office with their people; Ana owns the parcel."""
        town = self.town
        for who, role in PEOPLE.items():
            town.person(who, *({role, "rentas"} if who == "nora" else {role}))
        collects_taxes(town)
        for name in ("subdivision", "novedad_catastral"):
            town.deploys(family(name).bundle)
        content = json.dumps(collection(LOTS, [ANA])).encode()
        actor = town.person("systems", "administrator")
        bring_parcels(town.installation, actor, content, "Levantamiento 2025")

    def declares(self, *floors: Floor) -> TaxpayerRow:
        """Ana declares 600 m² at 150, and what stands on them."""
        parcel = Parcel(CODE, Decimal(600), Decimal(150), floors)
        said = Declaration(
            "DNI 40000001", "Quispe, Ana", "Jr. Puno 100", Benefit(), parcel, "Jr. Puno 100",
            date(2020, 5, 4),
        )  # fmt: skip
        return declare(self.town.installation, self.town.municipality_id, None, said)

    def declares_no_more(self) -> None:
        """What Ana declared held until today."""
        town, today = self.town, self.town.surroundings().today
        who = self.taxpayer("DNI 40000001")
        town.installation.database.run(
            lambda c: end_parcels(c, town.municipality_id, who.id, CODE, on=today),
            municipality=town.municipality_id,
        )

    def owed(self, document: str, year: int) -> Decimal:
        """The charges of property tax of a year in the ledger."""
        who, town = self.taxpayer(document), self.town
        rows = town.reads(lambda c: account_of(c, town.municipality_id, who.id))
        cents = [
            r.cents for r in rows if (r.year, r.concept, r.kind) == (year, "predial", "charge")
        ]
        return Decimal(sum(cents)) / 100

    def settles(self) -> None:
        house = self.town.installation
        handlers = {
            **payment_handlers(house), **parcel_handlers(house), **tax_handlers(house)
        }  # fmt: skip
        while self.town.works(handlers):
            self.town.listens()

    def divides(self) -> None:
        """From the petition to the register."""
        self.case_id = self.asks(CODE)
        self.to_the_drawing()
        self.draws(Way.LINE, f"{X - 1} {Y + 12}\n{X + 21} {Y + 12}")
        self.do("tito", "predio_dibujar")
        self.to_the_end("si")

    def sells(self, code: str, on: date, price: str, *, part: str = "") -> None:
        """Ana sells a parcel, or a part of it, to Carla: from the petition to the resolution."""
        town = self.town
        town.move_to(on)
        town.person("personal", "mesa_de_partes", "catastro", "asesoria_legal", "rentas", "caja")
        sale = Rights(town, service="transferencia")
        sale.definition_of(town.deploys(family("transferencia").bundle))
        givers = [{"documento": "40000001", "parte": part}]
        takers = [{"documento": "40000003", "nombre": "Ccori, Carla"}]
        told: dict[str, Any] = {
            "predio": code, "acto": "compraventa", "precio": price, "transferentes": givers,
            "adquirientes": takers, "fecha_acto": f"{on:%d/%m/%Y}",
        }  # fmt: skip
        sale.file(told)
        sale.admitted()
        sale.do("verificar_alcabala", alcabala_verificada="pagada", alcabala_recibo="R-1")
        sale.studied()
        sale.resolved("procede")

    def novelty(self) -> int:
        """The latest case of the tax office."""
        return self.town.cases_of("novedad_catastral")[-1]

    def decides(self, step: str, **answers: Any) -> None:
        """The tax office does its step."""
        task_id = self.town.open_task(self.novelty(), step, "nora")
        answer = self.town.complete("nora", task_id, answers)
        assert not isinstance(answer, Refused), answer
        self.settles()

    def taxed(self, year: int, document: str = "DNI 40000001") -> tuple[Decimal, Decimal]:
        """What a year's run comes to: base and tax."""
        town = self.town
        issues(town, begins_run(town, year))
        return self.assessed(year, document)

    def assessed(self, year: int, document: str = "DNI 40000001") -> tuple[Decimal, Decimal]:
        """What somebody was assessed for a year."""
        who = self.taxpayer(document)
        rows = self.town.reads(
            lambda c: assessments_of_taxpayer(c, self.town.municipality_id, who.id)
        )
        (found,) = [row for row, of_year in rows if of_year == year]
        return Decimal(found.value) / 100, Decimal(found.tax) / 100

    def taxpayer(self, document: str) -> TaxpayerRow:
        found = self.town.reads(
            lambda c: taxpayer_by_document(c, self.town.municipality_id, document)
        )
        assert found is not None
        return found

    def rows_of(self, document: str) -> list[tuple[str, date, date | None]]:
        """What somebody declares, with its days."""
        who = self.taxpayer(document)
        rows = self.town.reads(lambda c: parcels_of_taxpayer(c, self.town.municipality_id, who.id))
        return sorted((row.code, row.from_on, row.until_on) for row in rows)
