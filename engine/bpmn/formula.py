"""An attribute or text of a model that is a constant or, after `=`, a FEEL expression.

Parsed once, when the model is compiled; evaluated against a scope. What fails while evaluating
becomes a StepFailed that names the element; an empty value where one is needed does, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.bpmn.problems import StepFailed
from engine.feel import Expression, FeelError, Host, Warning, compile_expression
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Formula:
    """`expression` is None for a constant; `text` is as drawn, without the `=`."""

    text: str
    expression: Expression | None

    @property
    def names(self) -> frozenset[str]:
        """The variables it reads."""
        return self.expression.names if self.expression is not None else frozenset()

    def value(self, context: Mapping[str, Value], *, host: Host, element_id: str) -> Value:
        """What it comes to; null where FEEL says null."""
        if self.expression is None:
            return self.text
        try:
            return self.expression.evaluate(context, host=host)
        except (FeelError, TypeError, ArithmeticError) as fault:
            sentence = f"La expresión «{self.text}» falló: {in_spanish(fault)}"
            raise StepFailed(element_id, sentence) from fault

    def holds(self, context: Mapping[str, Value], *, host: Host, element_id: str) -> bool:
        """The truth of a condition; anything but true and false fails the step."""
        truth = self.value(context, host=host, element_id=element_id)
        if truth is True or truth is False:
            return truth
        raise StepFailed(
            element_id,
            f"La condición «{self.text}» no dio verdadero ni falso, sino {_shown(truth)}."
            f"{self.why(context, host=host)}",
        )

    def why(self, context: Mapping[str, Value], *, host: Host) -> str:
        """Why a part of it became null, as a further sentence; "" where nothing is known."""
        warnings: list[Warning] = []
        if self.expression is not None:
            self.expression.evaluate(context, host=host, warnings=warnings)
        return f" {in_spanish(warnings[0])}" if warnings else ""

    def whole(self, context: Mapping[str, Value], *, host: Host, element_id: str) -> int:
        """A whole number."""
        number = self.value(context, host=host, element_id=element_id)
        if isinstance(number, str):
            number = _number(number)
        if isinstance(number, Decimal) and number == number.to_integral_value():
            return int(number)
        raise StepFailed(
            element_id,
            f"«{self.text}» debe dar un número entero y dio {_shown(number)}."
            f"{self.why(context, host=host)}",
        )

    def words(self, context: Mapping[str, Value], *, host: Host, element_id: str) -> str | None:
        """A text, or None when it comes to nothing."""
        value = self.value(context, host=host, element_id=element_id)
        return None if value is None or value == "" else _plain(value)


def in_spanish(fault: Exception | Warning) -> str:
    """What went wrong, in the reader's words where the fault has them."""
    return str(getattr(fault, "spanish", "") or fault)


def formula(text: str) -> Formula:
    """The formula of an attribute; raises FeelSyntaxError (its column counts after the `=`)."""
    bare = text.strip()
    if not bare.startswith("="):
        return Formula(bare, None)
    return Formula(bare[1:].strip(), compile_expression(bare[1:].strip()))


def _plain(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def _number(text: str) -> Value:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def _shown(value: Value) -> str:
    if value is None:
        return "un valor vacío"
    return f"«{_plain(value)[:60]}»"
