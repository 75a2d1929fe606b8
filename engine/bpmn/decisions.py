"""The one place where a business rule task asks engine.dmn."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.bpmn.formula import said_by
from engine.bpmn.problems import StepFailed
from engine.bpmn.token import Token
from engine.dmn import DmnError, Model, evaluate
from engine.feel import FeelError
from engine.sentences import N_, phrase
from engine.values import Value

if TYPE_CHECKING:
    from engine.bpmn.instance import Instance


def by_decision(models: Mapping[str, Model]) -> dict[str, Model]:
    """The model of each decision id or name."""
    return {key: model for model in models.values() for key in (*model.decisions, *model.services)}


def decide(instance: "Instance", token: Token, decision_id: str) -> tuple[Value, tuple[int, ...]]:
    """The value of a decision for what the token sees, and the rules of it that matched."""
    element_id = token.task_spec.bpmn_id
    model = instance.program._decisions.get(decision_id)
    if model is None:
        said = phrase(N_("No existe la decisión «%(decision)s»."), decision=decision_id)
        raise StepFailed(element_id, said)
    try:
        result = evaluate(model, decision_id, token.scope, host=instance.host)
    except (DmnError, FeelError, ValueError, TypeError, ArithmeticError) as fault:
        text = N_("La decisión «%(decision)s» falló: %(why)s")
        said = phrase(text, decision=decision_id, why=said_by(fault))
        raise StepFailed(element_id, said) from fault
    rules = result.trace[-1].rules if result.trace else ()
    return result.value, tuple(rule.number for rule in rules)
