"""A block of the cadastre for tests, two lots side by side, and the case that divides one."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shapely import LineString, Polygon, box

from engine.bpmn import Snapshot, data_of
from engine.cadastre.bringing import Brought, bring_parcels
from engine.cadastre.desk import draw
from engine.cadastre.ground import Tried, Way
from engine.cadastre.planes import plane_of
from engine.cadastre.roads import bring_roads
from engine.cases.notifying import Attempt, Notified, record_notification
from engine.definitions.loading import program_of
from engine.jobs.linking import link_handlers
from engine.jobs.parcels import parcel_handlers
from engine.jobs.payments import payment_handlers
from engine.parameters import load_parameters
from engine.refusals import Refused
from engine.values import Value
from processes.registry import family, parameters_of
from storage.database import Connection
from storage.queries.cadastre import ParcelRow, parcel_by_code
from storage.queries.cases import where_it_stands
from storage.queries.tasks import tasks_of_case
from tests.fees import pays_at_the_till
from tests.town import PDF, Town

PLANE = plane_of(32718)
X, Y = 500000, 8650000
HALVES = [
    {"name": "Quispe, Ana", "number": "40000001", "share": "1/2"},
    {"name": "Rojas, Beto", "number": "40000002", "share": "1/2"},
]
LOTS = {"01-023-001": box(X, Y, X + 20, Y + 30), "01-023-002": box(X + 20, Y, X + 40, Y + 30)}

NORTH = {"01-023-003": box(X, Y + 30, X + 40, Y + 50)}
CARLA = [{"name": "Mora, Carla", "number": "40000003", "share": "1"}]


def collection(lots: dict[str, Polygon], holders: Sequence[object] = ()) -> dict[str, Any]:
    """Lots in metres as the file that a load reads."""
    features = [
        {
            "type": "Feature",
            "geometry": PLANE.geojson(shape),
            "properties": {"code": code, "use": "vivienda", "address": "Jr. Puno 100",
                           "holders": list(holders)},
        }
        for code, shape in lots.items()
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def brings(
    town: Town, lots: dict[str, Polygon] | None = None, holders: Sequence[object] = HALVES
) -> Brought:
    """The block comes in, in the name of whoever runs the systems."""
    content = json.dumps(collection(LOTS if lots is None else lots, holders)).encode()
    actor = town.person("systems", "administrator")
    return bring_parcels(town.installation, actor, content, "Levantamiento 2025")


def street() -> bytes:
    """The street at the south of the block as its file tells it."""
    line = PLANE.geojson(LineString([(X - 50, Y - 4), (X + 90, Y - 4)]))
    about = {"name": "Jr. Puno", "width": 8}
    feature = {"type": "Feature", "geometry": line, "properties": about}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def brings_road(town: Town) -> Brought:
    """The street comes in."""
    return bring_roads(town.installation, town.people["systems"], street(), "Plano vial 2025")


ASKED = {
    "documento": "40000001",
    "solicitante_nombre": "Quispe, Ana",
    "partes_pedidas": "2",
    "titulo": "Partida 11002233",
    "fundamento_pedido": "Según el levantamiento.",
}
PEOPLE = {
    "mesa": "mesa_de_partes",
    "celia": "caja",
    "nora": "asesoria_legal",
    "alcalde": "autoridad",
    "tito": "catastro",
    "lola": "notificador",
}


@dataclass
class Division:
    """The case of a scenario, and what came of the last drawing; `process` is what it does."""

    town: Town
    process: str = "subdivision"
    asked: Mapping[str, Any] = field(default_factory=lambda: ASKED)
    case_id: int = 0
    other_id: int = 0
    tried: Tried | Refused = field(default_factory=Tried)

    def found(self, *, three: bool = False) -> None:
        """The law, the process, its people and the block; a third lot at its north is Carla's."""
        town = self.town
        load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
        town.deploys(family(self.process).bundle)
        for who, role in PEOPLE.items():
            town.person(who, role)
        assert brings(town).count == 2
        assert not three or brings(town, NORTH, CARLA).count == 1

    def asks(self, code: str) -> int:
        """The case that begins; `code` is that of its parcel, or of several."""
        key = "predio" if self.process == "subdivision" else "predios_pedidos"
        case_id = self.town.open_case("mesa", self.process, {**self.asked, key: code})
        self.settles()
        return case_id

    def settles(self) -> None:
        house = self.town.installation
        handlers = {**payment_handlers(house), **parcel_handlers(house), **link_handlers(house)}
        while self.town.works(handlers):
            self.town.listens()

    def do(self, who: str, step: str, **answers: Any) -> None:
        """Somebody completes a step, with its papers."""
        task_id = self.town.open_task(self.case_id, step, who)
        for title, kind in self.town.document_kinds(self.case_id, step).items():
            self.town.attach(
                who, self.case_id, task_id=task_id, kind=kind, title=title, stream=io.BytesIO(PDF)
            )
        answer = self.town.complete(who, task_id, answers)
        assert not isinstance(answer, Refused), answer
        self.settles()

    def to_the_drawing(self, fee: str = "200.00") -> None:
        """It is complete, the fee is paid, the title is right, the surveyor was there."""
        self.to_the_visit(fee)
        told = {"fecha_inspeccion": "2026-03-02", "linderos": "si", "constatado": "Un lote baldío."}
        self.do("tito", "predio_inspeccionar", **told)

    def to_the_visit(self, fee: str = "200.00") -> None:
        """It is complete, the fee is paid, the title is right."""
        self.do("mesa", "recepcion_revisar")
        pays_at_the_till(self.town, "celia", self.case_id, fee)
        self.settles()
        self.do("nora", "predio_estudiar", titulo_conforme="si", estudio="Conforme.")

    def reports(self) -> None:
        """Both reports agree."""
        self.do("tito", "predio_informe_tecnico", conclusion_tecnica="Cumple.")
        self.do("nora", "predio_informe_legal", conclusion_legal="Cumple.")

    def to_the_end(self, decision: str = "si") -> None:
        """Reports, resolution and its notification."""
        self.reports()
        told = {"numero_resolucion": "015-2026", "motivo": "Según los informes."}
        self.do("alcalde", "predio_aprobar", decision=decision, **told)
        self.notifies()

    def notifies(self) -> None:
        """The resolution is made known in person."""
        town = self.town
        proof = town.attach("lola", self.case_id, title="Cargo de notificación")
        assert not isinstance(proof, Refused)
        day = town.surroundings().today
        attempt = Attempt(
            "Resolución", "Quispe, Ana", "personal", day, evidence_id=proof.document_id
        )
        done = record_notification(town.installation, town.people["lola"], self.case_id, attempt)
        assert isinstance(done, Notified), done
        self.settles()

    def tries_to_approve(self) -> object:
        """Reports, and a resolution that the register may not take."""
        self.reports()
        task_id = self.town.open_task(self.case_id, "predio_aprobar", "alcalde")
        stream = io.BytesIO(PDF)
        self.town.attach(
            "alcalde", self.case_id, task_id=task_id, kind="resolucion", title="R", stream=stream
        )
        told = {"numero_resolucion": "015-2026", "motivo": "Según los informes."}
        return self.town.complete("alcalde", task_id, {"decision": "si", **told})

    def draws(self, way: Way, text: str, who: str = "tito") -> None:
        town = self.town
        number = town.case(self.case_id).number
        self.tried = draw(town.installation, town.people[who], number, way, text)

    def known(self, step: str) -> Mapping[str, Value]:
        """What the open task of a step sees."""
        town = self.town

        def look(connection: Connection) -> Mapping[str, Value]:
            stand = where_it_stands(connection, town.municipality_id, self.case_id)
            assert stand is not None
            definition = program_of(
                town.installation, connection, town.municipality_id, stand.definition_id
            )
            rows = tasks_of_case(connection, town.municipality_id, self.case_id, open_only=True)
            (token,) = [each.token for each in rows if each.element_key == step]
            return data_of(definition.program, Snapshot(stand.tokens, stand.scopes), token)

        return town.reads(look)

    def parcel(self, code: str) -> ParcelRow:
        found = self.town.reads(lambda c: parcel_by_code(c, self.town.municipality_id, code))
        assert found is not None
        return found
