"""The rights of a parcel in the hands of a case: the block of two lots, a service of the cadastre,
and the tax office that hears of it."""

from __future__ import annotations

from typing import Any

from engine.definitions.loading import Definition
from engine.jobs.letters import PlainPress, letter_handlers
from engine.jobs.linking import link_handlers
from engine.jobs.parcels import parcel_handlers
from engine.jobs.payments import payment_handlers
from engine.parameters import load_parameters
from engine.refusals import Refused
from engine.tasks import complete
from processes.registry import family, parameters_of
from processes.taxes.handlers import tax_handlers
from storage.queries.cadastre import ParcelRow, parcel_by_code
from storage.queries.land_rights import BuildingRow, RightRow, buildings_of, rights_of
from tests.features.window import HOUSE, Procedure
from tests.fees import pays_at_the_till
from tests.land import brings

CODE = "01-023-001"
APART = {"catastral_resolver": "alcalde"}
"""Steps that somebody else does than who reports."""


class Rights(Procedure):
    """A case about the parcel 01-023-001, of Ana and Beto by halves; `other_id`: another case."""

    other_id: int = 0

    def found(self, service: str, country: str = "PE") -> None:
        town = self.town
        self.service = service
        load_parameters(town.installation, town.municipality_id, parameters_of(country))
        self._definition = town.deploys(family(service).bundle)
        town.deploys(family("novedad_catastral").bundle)
        town.person(HOUSE, *self.definition.manifest.role_titles, "caja", "rentas")
        town.person("alcalde", "autoridad")
        assert brings(town).count == 2

    def definition_of(self, definition: Definition) -> None:
        """The version in force, where the town stands already."""
        self._definition = definition

    def settle(self) -> None:
        house = self.town.installation
        handlers = {
            **letter_handlers(house, lambda _town: PlainPress()), **link_handlers(house),
            **payment_handlers(house), **parcel_handlers(house), **tax_handlers(house),
        }  # fmt: skip
        while self.town.works(handlers):
            self.town.listens()

    def do(self, step: str, **answers: Any) -> None:
        who = APART.get(step, HOUSE)
        refused = self.tries(step, who, **answers)
        assert not isinstance(refused, Refused), (step, refused)
        self.settle()

    def tries(self, step: str, who: str = HOUSE, **answers: Any) -> Any:
        """What comes of completing a step with its papers."""
        town = self.town
        task_id = town.open_task(self.case_id, step, who)
        for title, kind in town.document_kinds(self.case_id, step).items():
            town.attach(who, self.case_id, task_id=task_id, kind=kind, title=title)
        return complete(town.installation, town.people[who], task_id, answers)

    def admitted(self) -> None:
        """The requisites are there, and the fee is paid where there is one."""
        self.do("recepcion_revisar")
        if "caja" in self.definition.manifest.role_titles:
            pays_at_the_till(self.town, HOUSE, self.case_id, received="1000.00")
            self.settle()

    def studied(self) -> None:
        """Study and technical report."""
        self.do("catastral_estudiar", titulo_conforme="si", estudio="Conforme.")
        if "Inspeccionar el predio" in self.waiting():
            told = {"fecha_inspeccion": f"{self.today():%d/%m/%Y}", "constatado": "Consta."}
            self.do("catastral_inspeccionar", **told)
        self.do("catastral_informar", conclusion_tecnica="Cumple.")

    def resolved(self, decision: str) -> None:
        """The authority resolves."""
        told = {"numero_resolucion": "7-2026", "fundamento": "Según los informes."}
        self.do("catastral_resolver", decision=decision, **told)

    def parcel(self, code: str = CODE) -> ParcelRow:
        found = self.town.reads(lambda c: parcel_by_code(c, self.town.municipality_id, code))
        assert found is not None
        return found

    def rights(self) -> tuple[RightRow, ...]:
        """All rights of the parcel, of today and of before."""
        unit, town = self.parcel().ba_unit_id, self.town
        return town.reads(lambda c: rights_of(c, town.municipality_id, unit))

    def buildings(self) -> tuple[BuildingRow, ...]:
        """All that stands or stood on it."""
        unit, town = self.parcel().ba_unit_id, self.town
        return town.reads(lambda c: buildings_of(c, town.municipality_id, unit))

    def heard(self) -> list[int]:
        """The cases of the tax office that the cadastre began."""
        return self.town.cases_of("novedad_catastral")
