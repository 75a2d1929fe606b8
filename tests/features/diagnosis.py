"""A round of the diagnostic as its people carry it, through the verbs of the town."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from engine.bpmn import Snapshot, data_of
from engine.definitions.loading import program_of
from engine.documents.places import Place
from engine.documents.uploading import begin, take
from engine.documents.waiting import file_waiting
from engine.refusals import Refused
from engine.tasks import Completed, complete
from processes.demo.rounds import HEADS, Round, answered
from processes.registry import family, handlers
from storage.queries.cases import where_it_stands
from storage.queries.tasks import TaskDetail
from tests.town import Town

STEP = "responder_area"
PLANNER, VERIFIER = "planeadora", "elmer"
CONCLUSIONS = {
    "conclusiones": "La visión del recaudo es lo más débil.",
    "proximos_pasos": [{"paso": "Plan de mejora", "quien": "Planeamiento", "cuando": "30/06/2026"}],
}


@dataclass
class Diagnosis:
    """A round; its case is the one that was opened last."""

    town: Town
    case_id: int = 0

    def found(self) -> None:
        """The process comes into force, and its people are there."""
        self.town.deploys(family("diagnostico").bundle)
        self.town.person(PLANNER, "planeamiento")
        self.town.person(VERIFIER, "verificador")
        for head in HEADS.values():
            self.town.person(head, "responsable_area")

    def open(self, period: str, cutoff: str = "31/01/2026") -> None:
        """Planning opens a round."""
        heads = {area: f"{head}@tamboreal.example" for area, head in HEADS.items()}
        opened = {"periodo": period, "corte": cutoff, "hasta": "30/03/2026"}
        self.case_id = self.town.open_case(PLANNER, "diagnostico", {**opened, "responden": heads})
        self.settle()

    def settle(self) -> None:
        """What the house does by itself."""
        while self.town.works(handlers(self.town.installation)):
            self.town.listens()

    def answer(self, told: Round, area: str) -> None:
        """An area answers its part."""
        self.does(HEADS[area], "responder_area", {"filas": answered(told, area)})

    def attaches(self, who: str, code: str, name: str, content: bytes) -> None:
        """The file of one answer, put where the form asks for it."""
        task, actor = (
            self.town.open_task(self.case_id, "responder_area", who),
            self.town.people[who],
        )
        house, kind = self.town.installation, f"evidencia.{code}"
        begun = begin(house, actor, Place(task), kind=kind, filename=name, size=len(content))
        assert not isinstance(begun, Refused), begun
        take(house, actor, begun.id, at=0, stream=BytesIO(content))
        assert file_waiting(house, actor, case_id=self.case_id, task_id=task) is None

    def verify(self, **observed: str) -> None:
        """All that waits to be verified is borne out, but for the rows with these numbers."""
        for task in self.waiting("verificar_area"):
            rows = self.rows(task)
            found = [
                {"veredicto": "observada", "observacion": observed[str(n)]}
                if str(n) in observed
                else {"veredicto": "conforme"}
                for n, _row in enumerate(rows, start=1)
            ]
            self._completes(VERIFIER, task.id, {"filas": found})

    def does(self, who: str, step: str, data: Mapping[str, Any]) -> None:
        """Somebody completes a step."""
        self._completes(who, self.town.open_task(self.case_id, step, who), data)

    def _completes(self, who: str, task_id: int, data: Mapping[str, Any]) -> None:
        answer = complete(self.town.installation, self.town.people[who], task_id, data)
        assert isinstance(answer, Completed), answer
        self.settle()

    def may_not(self, who: str, step: str) -> Refused:
        """What somebody is told who takes a step that is not for them."""
        (task,) = self.waiting(step)
        refused = self.town.claim(who, task.id)
        assert isinstance(refused, Refused)
        return refused

    def waiting(self, step: str) -> list[TaskDetail]:
        """The tasks of a step that are open."""
        return [t for t in self.town.open_tasks(self.case_id) if t.element_key == step]

    def rows(self, task: TaskDetail) -> list[dict[str, Any]]:
        """The rows as the task sees them."""
        town = self.town

        def look(connection: Any) -> Any:
            stand = where_it_stands(connection, town.municipality_id, self.case_id)
            assert stand is not None
            definition = program_of(
                town.installation, connection, town.municipality_id, stand.definition_id
            )
            snapshot = Snapshot(stand.tokens, stand.scopes)
            return data_of(definition.program, snapshot, task.token)["filas"]

        return list(town.reads(look))

    def known(self, name: str) -> Any:
        """What the case knows."""
        return self.town.data_of(self.case_id).get(name)
