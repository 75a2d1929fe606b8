"""The workload W1: six tasks a case, about 1 KB of data at each, one timer armed and cancelled.

One person holds every role, so that what is measured is the engine. Half of the cases go each way
at the gateway. The data is random text: nothing packs it.
"""

from __future__ import annotations

import json
import random
import string
from importlib.resources import files

from engine.cases import Started, start
from engine.cases.entry import Facts
from engine.definitions import Bundle, deploy
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from engine.tasks import complete

KEY = "workload"
ROLES = ("intake", "clerks", "seniors", "engineers", "lawyers", "deciders", "supervisors")
TASKS = 6
_FIELDS = 16
_LENGTH = 41


class Wrong(Exception):
    """The workload was refused: the benchmark measures nothing."""


def bundle(*, with_forms: bool = False) -> Bundle:
    """The workload as a definition; with a form at every task, as people and programs need it."""
    diagram = files("ui.cli.bench").joinpath("workload.bpmn").read_bytes()
    named = {"manifest.toml": _manifest().encode(), "workload.bpmn": diagram}
    if with_forms:
        asks = b'<zeebe:userTask/><zeebe:formDefinition formKey="answers"/>'
        named["workload.bpmn"] = diagram.replace(b"<zeebe:userTask/>", asks)
        named["forms/answers.json"] = _form()
    return Bundle(named)


def install(installation: Installation, actor: Actor, *, with_forms: bool = False) -> None:
    """Deploys the workload."""
    answer = deploy(installation, actor, bundle(with_forms=with_forms))
    if isinstance(answer, Refused):
        raise Wrong(f"the workload cannot be deployed: {answer}")


def application(number: int, chance: random.Random) -> Facts:
    """What a case begins with, about 1.1 KB."""
    return Facts(
        {
            "amount": 5000 + number % 2 * 10000,
            "case_no": str(number),
            "applicant": f"Applicant {number}",
            **_texts(chance),
        }
    )


def answer(chance: random.Random) -> Facts:
    """What a person enters in a task, about 1 KB."""
    return Facts(_texts(chance))


def opened(installation: Installation, actor: Actor, facts: Facts) -> Started:
    """Opens a case."""
    started = start(installation, actor, KEY, facts)
    if isinstance(started, Refused):
        raise Wrong(f"no case could be opened: {started}")
    return started


def create(installation: Installation, actor: Actor, facts: Facts) -> list[int]:
    """Opens a case; the ids of its open tasks."""
    return list(opened(installation, actor, facts).task_ids)


def step(installation: Installation, actor: Actor, task_id: int, facts: Facts) -> list[int]:
    """Completes a task; the ids of the tasks that it opened."""
    completed = complete(installation, actor, task_id, facts)
    if isinstance(completed, Refused):
        raise Wrong(f"a task could not be completed: {completed}")
    return [task.id for task in completed.opened]


def _texts(chance: random.Random) -> dict[str, str]:
    return {
        f"field_{place}": "".join(chance.choices(string.ascii_letters, k=_LENGTH))
        for place in range(_FIELDS)
    }


def _form() -> bytes:
    fields = [
        {"type": "textfield", "key": f"field_{place}", "label": f"Field {place}"}
        for place in range(_FIELDS)
    ]
    return json.dumps({"type": "default", "schemaVersion": 18, "components": fields}).encode()


def _manifest() -> str:
    titles = "\n".join(f'{role} = "{role.capitalize()}"' for role in ROLES)
    return (
        f'key = "{KEY}"\ntitle = "Permit case"\nprocess = "workload"\n'
        'number = "W-{year}-{sequence:06d}"\nstarters = ["intake"]\n'
        f"[role_titles]\n{titles}\n"
    )
