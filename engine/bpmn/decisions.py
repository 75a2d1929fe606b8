"""The one place where a business rule task asks engine.dmn."""

from typing import TYPE_CHECKING

from engine.bpmn.problems import StepFailed
from engine.bpmn.token import Token
from engine.feel import FeelError
from engine.values import Value

if TYPE_CHECKING:
    from engine.bpmn.instance import Instance


def decide(instance: "Instance", token: Token, decision_id: str) -> tuple[Value, tuple[int, ...]]:
    """The value of a decision for what the token sees, and the rules that matched."""
    element_id = token.task_spec.bpmn_id
    model = instance.program._decisions.get(decision_id)
    if model is None:
        raise StepFailed(element_id, f"No existe la decisión «{decision_id}».")
    try:
        result = model.decide(decision_id, dict(token.scope), host=instance.host)
    except (FeelError, ValueError, TypeError, ArithmeticError) as fault:
        raise StepFailed(element_id, f"La decisión «{decision_id}» falló: {fault}") from fault
    return result.value, tuple(result.rules)
