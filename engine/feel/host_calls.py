"""How a registered host function becomes a value of FEEL that can be called."""

from engine.feel.boundary import inward, outward
from engine.feel.errors import Refused
from engine.feel.host import HostFunction
from engine.feel.run import Run
from engine.feel.values import Function, Value


def as_function(registered: HostFunction) -> Function:
    """A function that converts its arguments outward and its result inward."""

    def call(values: list[Value], _run: Run) -> Value:
        try:
            return inward(registered.call(*(outward(value) for value in values)))
        except (ValueError, TypeError, ArithmeticError) as problem:
            raise Refused(str(problem) or "the arguments do not fit") from problem

    return Function(registered.name, registered.parameters, call)
