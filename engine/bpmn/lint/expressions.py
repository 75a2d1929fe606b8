"""Every expression parses, with the place of the fault; constants have the form they need."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from engine.bpmn.formula import formula
from engine.bpmn.lint.findings import Findings
from engine.bpmn.moments import cycle_of, length_of, moment_of
from engine.bpmn.tree import BPMN, CAUCE, ZEEBE, Node, attributes, kind, local, namespace, words
from engine.feel import Expression, FeelSyntaxError
from engine.feel.inference import Known, Mismatch, infer, never, no_condition
from engine.feel.types import SIMPLE
from engine.sentences import N_, Sentence, why_of

# Texts and attributes that must be expressions, never constants.
MUST = frozenset(
    {
        "conditionExpression",
        "loopCondition",
        "completionCondition",
        "condition",
        "activationCondition",
        "transformation",
        "from",
    }
)
MUST_ATTRIBUTES = frozenset({
    (ZEEBE, "script", "expression"), (ZEEBE, "input", "source"), (ZEEBE, "output", "source"),
    (ZEEBE, "loopCharacteristics", "inputCollection"),
    (ZEEBE, "loopCharacteristics", "outputElement"), (ZEEBE, "subscription", "correlationKey"),
    (CAUCE, "subject", "expression"), (CAUCE, "amount", "expression"),
})  # fmt: skip
_VARIABLES = Known(variables=True)
_ZONE = ZoneInfo("UTC")
FOREIGN = ("${", "#{")


def check_expressions(found: Findings) -> None:
    """All texts and attributes of all elements."""
    for root in found.trees.values():
        for node in root.iter():
            for where, text, must in _texts(node):
                _look(found, node, where, text, must=must)
            if kind(node) in ("timeDate", "timeDuration", "timeCycle"):
                _look_at_time(found, node)


def _texts(node: Node) -> Iterator[tuple[str, str, bool]]:
    name, space = local(node), namespace(node)
    if space == BPMN and name in MUST:
        yield name, words(node), True
    elif space == BPMN and name in ("timeDate", "timeDuration", "timeCycle", "loopCardinality"):
        yield name, words(node), False
    for attribute, value in attributes(node):
        if space in (ZEEBE, CAUCE):
            yield f"{name}.{attribute}", value, (space, name, attribute) in MUST_ATTRIBUTES
        elif attribute in ("name", "loopMaximum") and value.startswith("="):
            yield attribute, value, False


def _look(found: Findings, node: Node, where: str, text: str, *, must: bool) -> None:
    bare = text.strip()
    if any(mark in bare for mark in FOREIGN):
        found.refuse(
            "expression", node, N_("«%(where)s» usa la sintaxis de otro motor: %(text)s"),
            N_("Escriba una expresión FEEL que empiece por «=»."), where=where, text=bare[:60],
        )  # fmt: skip
    elif must and not bare.startswith("="):
        found.refuse(
            "expression", node,
            N_("«%(where)s» debe ser una expresión FEEL y empezar por «=»: %(text)s"), where=where,
            text=bare[:60],
        )  # fmt: skip
    else:
        try:
            expression = formula(bare).expression
        except FeelSyntaxError as fault:
            found.refuse(
                "expression", node, N_("La expresión de «%(where)s» no se entiende: %(why)s"),
                where=where, why=fault.sentence,
            )  # fmt: skip
            return
        for wrong in _surely_wrong(expression, condition=where in MUST):
            found.refuse(
                "expression", node, N_("La expresión de «%(where)s» nunca sirve: %(why)s."),
                where=where, why=wrong,
            )  # fmt: skip


def _surely_wrong(expression: Expression | None, *, condition: bool) -> list[Sentence]:
    """What can only give null, whatever the variables hold; their types are not known here."""
    if expression is None:
        return []
    told: list[Mismatch] = []
    type_ = infer(expression.node, _VARIABLES, told.append)
    if condition and never(type_, SIMPLE["boolean"]):
        told.append(no_condition(type_, 0))
    return [each.sentence for each in told]


def _look_at_time(found: Findings, node: Node) -> None:
    text = words(node)
    if not text or text.startswith("="):
        return
    try:
        if kind(node) == "timeDate":
            moment_of(text, _ZONE)
        elif kind(node) == "timeDuration":
            length_of(text).after(datetime(2026, 1, 1, tzinfo=UTC), _ZONE)
        else:
            cycle_of(text, _ZONE)
    except (ValueError, OverflowError) as fault:
        found.refuse(
            "timer", node, N_("El temporizador no se entiende: %(why)s."), why=why_of(fault)
        )
