"""Decision tables: clauses, rules, and the closure that finds the rules that hold.

Each cell is compiled to a test; cells that say `-` are left out. The orientation of a table is
notation only and changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine.dmn.boxed.clauses import Input, Output, read_inputs, read_outputs
from engine.dmn.boxed.core import Room, boxes, checked, compile_cell, compile_text, nothing
from engine.dmn.boxed.hits import LISTS, NO_MATCH, POLICIES, ranks_by
from engine.dmn.errors import Problem
from engine.dmn.notes import Cell, Row, TableNote
from engine.dmn.reading import Element, attribute, children, identity, text_of
from engine.dmn.work import MatchedRule, Work
from engine.feel.compile import Code
from engine.feel.compile.tests import Test
from engine.feel.errors import Refused
from engine.feel.expression import Expression
from engine.feel.run import Run
from engine.feel.values import Scope, Value
from engine.sentences import N_, phrase


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: its matched-rule record, its tests by column, its outputs."""

    record: MatchedRule
    tests: tuple[tuple[int, Test, str], ...]
    outputs: tuple[Code, ...]


@boxes("decisionTable")
def decision_table(element: Element, room: Room) -> Code:
    """The closure of a whole table."""
    inputs, outputs = read_inputs(element, room), read_outputs(element, room)
    rows = [
        _row(row, number, inputs, room) for number, row in enumerate(children(element, "rule"), 1)
    ]
    rules = [_rule(row, identity(element)) for row in rows]
    name = _policy_name(element, room)
    policy = POLICIES[name]
    ranks = ranks_by([output.order for output in outputs], [output.name for output in outputs])
    gather = _gatherer(outputs)
    default = _default(outputs, none=NO_MATCH.get(name), many=name in LISTS)
    where = identity(element)
    only_first, only_one = policy is POLICIES["FIRST"], policy is POLICIES["UNIQUE"]

    def table_code(scope: Scope, run: Run) -> Value:
        matched = _matched(rules, inputs, scope, run, only_first=only_first)
        if not matched:
            return default(scope, run)
        try:
            if only_one and len(matched) > 1:
                raise Refused(f"{len(matched)} rules match, but the hit policy is unique")
            values = [gather(rule, scope, run) for rule in matched]
            return policy(values, ranks, run)
        except (Refused, ArithmeticError) as refused:
            run.warn("", 0, f"{where}: {refused}")
            return None

    _note(element, name, inputs, outputs, rows, room)
    type_ = room.items.resolve(attribute(element, "typeRef"), element)
    return checked(table_code, type_, f"the result of {where}")


def _note(
    element: Element,
    policy: str,
    inputs: list[Input],
    outputs: list[Output],
    rows: list[Row],
    room: Room,
) -> None:
    note = TableNote(
        identity(element),
        room.owner,
        policy,
        tuple(column.column for column in inputs),
        tuple(output.type for output in outputs),
        any(output.default for output in outputs),
        tuple(rows),
        tuple(output.name for output in outputs),
        room.local,
    )
    room.notes.tables.append(note)


def _matched(
    rules: list[Rule], inputs: list[Input], scope: Scope, run: Run, *, only_first: bool
) -> list[Rule]:
    """The rules that hold, in order; the first one only where no other can count."""
    run.spend(len(rules) * (len(inputs) + 1))
    values, scopes = [], []
    for column in inputs:
        value = column.value(scope, run)
        values.append(value)
        scopes.append({**scope, "?": value})
    matched = []
    for rule in rules:
        for column_number, test, cell in rule.tests:
            found = test(values[column_number], scopes[column_number], run)
            if found is not True:
                if found is None:
                    _remember(cell, run)
                break
        else:
            matched.append(rule)
            if only_first:
                break
    if isinstance(run, Work):
        run.rules.extend(rule.record for rule in matched)
    return matched


def _remember(cell: str, run: Run) -> None:
    """A cell that could not be decided counts as not holding; the trace names it."""
    run.spend(1)
    if isinstance(run, Work):
        run.undecided.append(cell)


def _row(row: Element, number: int, inputs: list[Input], room: Room) -> Row:
    cells = list(children(row, "inputEntry"))
    if len(cells) != len(inputs):
        message = f"rule {number} has {len(cells)} conditions for {len(inputs)} inputs."
        said = phrase(
            N_("la regla %(rule)s tiene %(given)s condiciones para %(wanted)s entradas."),
            rule=number, given=len(cells), wanted=len(inputs),
        )  # fmt: skip
        room.problems.append(Problem(identity(row), message, said))
    inside = room.knowing({"?": None})
    where = attribute(row, "id") or f"rule {number}"
    conditions = tuple(_cell(cell, inside, compile_cell) for cell in cells[: len(inputs)])
    outputs = tuple(_cell(cell, room, compile_text) for cell in children(row, "outputEntry"))
    return Row(where, number, conditions, outputs)


def _cell(
    cell: Element, room: Room, compile_: Callable[[str, Element, Room], Expression | None]
) -> Cell:
    text = text_of(cell)
    return Cell(identity(cell), compile_(text, cell, room) if text not in ("", "-") else None)


def _rule(row: Row, table: str) -> Rule:
    tests = tuple(
        (column, cell.expression.test, cell.element)
        for column, cell in enumerate(row.conditions)
        if cell.expression and cell.expression.test
    )
    outputs = tuple(cell.expression.code if cell.expression else nothing for cell in row.outputs)
    return Rule(MatchedRule(table, row.element, row.number), tests, outputs)


def _gatherer(outputs: list[Output]) -> Callable[[Rule, Scope, Run], Value]:
    """What makes the value of a rule: the only output, or a context of all."""
    only = outputs[0] if len(outputs) == 1 else None

    def gather_one(rule: Rule, scope: Scope, run: Run) -> Value:
        value = rule.outputs[0](scope, run) if rule.outputs else None
        return only.checked(value, run) if only and only.type is not None else value

    def gather_all(rule: Rule, scope: Scope, run: Run) -> Value:
        return {
            output.name: output.checked(code(scope, run), run)
            for output, code in zip(outputs, rule.outputs, strict=False)
        }

    return gather_one if only else gather_all


def _default(outputs: list[Output], *, none: Value, many: bool) -> Code:
    """What the table gives when no rule holds: its default outputs; else what `none` says."""
    if not any(output.default for output in outputs):
        return lambda _scope, _run: [] if none == [] else none

    def default_code(scope: Scope, run: Run) -> Value:
        parts = {
            output.name: output.default(scope, run) if output.default else None
            for output in outputs
        }
        value = parts if len(outputs) > 1 else next(iter(parts.values()))
        return [value] if many and not isinstance(value, list) else value

    return default_code


def _policy_name(element: Element, room: Room) -> str:
    """The hit policy; COLLECT with its aggregation after it."""
    name = (attribute(element, "hitPolicy") or "UNIQUE").upper()
    aggregation = attribute(element, "aggregation").upper()
    if name == "COLLECT" and aggregation:
        name = f"COLLECT {aggregation}"
    if name not in POLICIES:
        message = f"there is no hit policy {name}."
        said = phrase(N_("no existe la política %(name)s."), name=name)
        room.problems.append(Problem(identity(element), message, said))
        return "UNIQUE"
    return name
