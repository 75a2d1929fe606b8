"""An annual plan as its people carry it, through the town's verbs only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from processes.registry import family
from tests.features.purchase import Purchase
from tests.town import Town

Need = Mapping[str, str]


def need(
    what: str, amount: str, *, code: str = "40151503", month: int = 3, kind: str = "bienes"
) -> Need:
    """A need as an area proposes it."""
    return {
        "descripcion": what,
        "objeto": kind,
        "codigo": code,
        "cantidad": "4",
        "unidad": "kit",
        "monto": amount,
        "mes": str(month),
        "fuente": "FONCOMUN",
        "modalidad": "ninguna",
    }


@dataclass
class AnnualPlan:
    """The case of a plan; who does what is as in the demo town."""

    town: Town
    case_id: int = 0

    def opens(self, year: int, *areas: str, budget: str = "2000000.00") -> None:
        """Contrataciones opens the plan of a year for these areas."""
        self.town.deploys(family("plan_anual").bundle)
        data: dict[str, Any] = {
            "ejercicio": str(year),
            "presupuesto_apertura": budget,
            "fecha_limite": f"{self.town.clock.now():%d/%m/%Y}",
            "areas": [{"nombre": area, "correo": "julia@tamboreal.example"} for area in areas],
        }
        self.case_id = self.town.open_case("rosa", "plan_anual", data)

    def proposes(self, *needs: Need) -> None:
        """The next area says what it needs."""
        self.town.does("julia", self.case_id, "plan_proponer", {"necesidades": list(needs)})

    def consolidates(self, *rows: Need, then: str = "enviar") -> None:
        """Contrataciones puts it together as these rows."""
        data = {"renglones_propuestos": list(rows), "consolidacion": then}
        self.town.does("rosa", self.case_id, "plan_consolidar", data)

    def finds_right(self) -> None:
        """Presupuesto has checked it."""
        self.town.does("hugo", self.case_id, "plan_presupuestar", {"presupuesto_conforme": "si"})

    def approves(self, number: str) -> None:
        """The authority approves, with its resolution."""
        task = self.town.open_task(self.case_id, "plan_aprobar", "luis")
        self.town.attach(
            "luis", self.case_id, task_id=task, kind="resolucion_plan", title="Resolución"
        )
        data = {
            "decision_plan": "aprobar",
            "numero_resolucion": number,
            "fecha_resolucion": f"{self.town.clock.now():%d/%m/%Y}",
        }
        self.town.does("luis", self.case_id, "plan_aprobar", data)

    def is_published(self) -> None:
        """Contrataciones publishes it."""
        data = {"fecha_publicacion": f"{self.town.clock.now():%d/%m/%Y}"}
        self.town.does("rosa", self.case_id, "plan_publicar", data)

    def comes_into_force(self, year: int, needs: Sequence[Need], *, area: str = "Obras") -> None:
        """The whole way, for one area."""
        self.opens(year, area)
        self.proposes(*needs)
        self.consolidates(*({**row, "area": area} for row in needs))
        self.finds_right()
        self.approves(f"0003-{year}-A")
        self.is_published()

    def rows(self) -> list[Mapping[str, Any]]:
        """The items as they stand before Contrataciones or later."""
        found = Purchase(self.town, self.case_id).seen()["borrador"]
        assert isinstance(found, list)
        return found

    def changes(self, why: str, **lists: Sequence[Mapping[str, str]]) -> None:
        """Contrataciones prepares a change: `incluidos`, `cambiados`, `excluidos`."""
        data = {"asunto": "modificar", "area_cambio": "Obras", "motivo_cambio": why, **lists}
        self.town.does("rosa", self.case_id, "plan_gestionar", data)
