"""Closures of `and`, `or` and `if`: three-valued, and lazy where the answer is already clear."""

from engine.feel.compile.core import Code, Source, compile_node, compiles
from engine.feel.nodes import If, Logic
from engine.feel.run import Run
from engine.feel.values import Scope, Value, kind


@compiles(Logic)
def logic(node: Logic, source: Source) -> Code:
    """false decides `and`, true decides `or`; what is no boolean counts as null."""
    operands = [compile_node(operand, source) for operand in node.operands]
    decisive = node.operator == "or"
    if len(operands) == 2:
        return _pair(operands[0], operands[1], decisive)

    def logic_code(scope: Scope, run: Run) -> Value:
        known = True
        for operand in operands:
            value = operand(scope, run)
            if value is decisive:
                return decisive
            if value.__class__ is not bool:
                known = False
        return not decisive if known else None

    return logic_code


def _pair(first: Code, second: Code, decisive: bool) -> Code:
    other = not decisive

    def logic_pair_code(scope: Scope, run: Run) -> Value:
        a = first(scope, run)
        if a is decisive:
            return decisive
        b = second(scope, run)
        if b is decisive:
            return decisive
        return other if a is other and b is other else None

    return logic_pair_code


@compiles(If)
def if_(node: If, source: Source) -> Code:
    """true takes the first branch, false and null the second; anything else is null."""
    condition = compile_node(node.condition, source)
    yes, no = compile_node(node.yes, source), compile_node(node.no, source)

    def if_code(scope: Scope, run: Run) -> Value:
        found = condition(scope, run)
        if found is True:
            return yes(scope, run)
        if found is False or found is None:
            return no(scope, run)
        run.warn(source.text, node.at, f"the condition is a {kind(found)}")
        return None

    return if_code
