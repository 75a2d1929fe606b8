"""An attribute or text of a model that is a constant or, after `=`, a FEEL expression.

Parsed once, when the model is compiled; evaluated against a scope. What fails while evaluating
becomes a StepFailed that names the element; an empty value where one is needed does, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.bpmn.problems import StepFailed
from engine.feel import Expression, FeelError, Host, Warning, compile_expression
from engine.sentences import N_, Fact, Sentence, phrase, why_of
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
            said = N_("La expresión «%(text)s» falló: %(why)s")
            sentence = phrase(said, text=self.text, why=said_by(fault))
            raise StepFailed(element_id, sentence) from fault

    def holds(self, context: Mapping[str, Value], *, host: Host, element_id: str) -> bool:
        """The truth of a condition; anything but true and false fails the step."""
        truth = self.value(context, host=host, element_id=element_id)
        if truth is True or truth is False:
            return truth
        said = N_("La condición «%(text)s» no dio verdadero ni falso, sino %(found)s.")
        sentence = phrase(said, text=self.text, found=_shown(truth))
        raise StepFailed(element_id, self.with_why(sentence, context, host=host))

    def with_why(self, said: Sentence, context: Mapping[str, Value], *, host: Host) -> Sentence:
        """Followed by why a part of it became null, where that is known."""
        warnings: list[Warning] = []
        if self.expression is not None:
            self.expression.evaluate(context, host=host, warnings=warnings)
        return (
            Sentence("%(said)s %(why)s", {"said": said, "why": said_by(warnings[0])})
            if (warnings)
            else said
        )

    def whole(self, context: Mapping[str, Value], *, host: Host, element_id: str) -> int:
        """A whole number."""
        number = self.value(context, host=host, element_id=element_id)
        if isinstance(number, str):
            number = _number(number)
        if isinstance(number, Decimal) and number == number.to_integral_value():
            return int(number)
        said = N_("«%(text)s» debe dar un número entero y dio %(found)s.")
        sentence = phrase(said, text=self.text, found=_shown(number))
        raise StepFailed(element_id, self.with_why(sentence, context, host=host))

    def words(self, context: Mapping[str, Value], *, host: Host, element_id: str) -> str | None:
        """A text, or None when it comes to nothing."""
        value = self.value(context, host=host, element_id=element_id)
        return None if value is None or value == "" else _plain(value)


def said_by(fault: Exception | Warning) -> Fact:
    """What went wrong, as a sentence where the fault has one."""
    sentence = getattr(fault, "sentence", None) or getattr(fault, "spanish", "")
    if isinstance(sentence, str | Sentence) and sentence:
        return sentence
    return why_of(fault) if isinstance(fault, Exception) else str(fault)


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


def _shown(value: Value) -> Fact:
    if value is None:
        return phrase(N_("un valor vacío"))
    return f"«{_plain(value)[:60]}»"
