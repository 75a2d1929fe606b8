"""Types of conditions: and, or, if, some, every, instance of."""

from engine.feel.inference.core import Known, Mismatch, Tell, infer, infers, is_unknown
from engine.feel.inference.fitting import joined
from engine.feel.inference.operators import BOOLEAN
from engine.feel.nodes import If, InstanceOf, Logic, Node
from engine.feel.types import Type
from engine.sentences import N_, phrase


def condition(node: Node, known: Known, tell: Tell) -> None:
    """Tell when a condition can never be true or false."""
    type_ = infer(node, known, tell)
    if not is_unknown(type_) and type_.name != "boolean":
        tell(no_condition(type_, node.at))


def no_condition(type_: Type, at: int) -> Mismatch:
    """What is said of a value that is asked for its truth."""
    message = f"a {type_.name} can never be a condition"
    return Mismatch(
        at, message, phrase(N_("%(type)s nunca puede ser una condición"), type=type_.name)
    )


@infers(Logic)
def logic(node: Logic, known: Known, tell: Tell) -> Type:
    """A truth value of truth values."""
    for operand in node.operands:
        condition(operand, known, tell)
    return BOOLEAN


@infers(If)
def if_(node: If, known: Known, tell: Tell) -> Type:
    """What both branches are."""
    condition(node.condition, known, tell)
    return joined([infer(node.yes, known, tell), infer(node.no, known, tell)])


@infers(InstanceOf)
def instance(node: InstanceOf, known: Known, tell: Tell) -> Type:
    """A truth value."""
    infer(node.value, known, tell)
    return BOOLEAN
