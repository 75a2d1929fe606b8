"""What was sent for a form, checked: the values that may enter the case, and what to correct.

Only what the form shows and asks for is looked at. Names that it does not have, fields that are
hidden for these answers and fields that are locked never reach the values, whatever was sent.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from engine.feel import NO_HOST, Host, Value
from engine.forms.checking import check, check_files, check_rows
from engine.forms.components import ANSWERED, FILES, Form, kind_in
from engine.forms.errors import FieldError
from engine.forms.names import at
from engine.forms.outline import Node, every_node, outline, posted_answers
from engine.forms.readings import Wrong
from engine.forms.standing import Readings, Standing, gather, read_all, scope_at, settle

__all__ = ["FieldError", "Submission", "validate", "visible"]


@dataclass(frozen=True, slots=True)
class Submission:
    """The typed values by name (nested as the form's keys are) and the faults, in form order.

    With errors, `values` holds what could be understood, with null for the rest: enough for a
    draft, never for the case."""

    values: dict[str, Value]
    errors: tuple[FieldError, ...] = ()

    @property
    def accepted(self) -> bool:
        """Nothing is left to correct."""
        return not self.errors


def validate(
    form: Form,
    raw: Mapping[str, Any],
    context: Mapping[str, Value],
    *,
    host: Host = NO_HOST,
    point: str = ".",
    attached: Collection[str] = (),
) -> Submission:
    """Check what was sent (texts, lists of texts, or typed values, by the names of controls).

    `context` is the data of the case that expressions read, `host` lends them functions and the
    clock, `point` is the mark of decimals, `attached` the kind of
    each document already in the file.
    """
    answers = posted_answers(form, raw, context, host=host)
    nodes = outline(form, answers)
    readings = read_all(nodes, answers, context, host=host, point=point)
    standing = settle(nodes, readings, context, host=host)
    checker = _Checker(readings, standing, host, point, tuple(attached))
    errors = tuple(error for node in every_node(nodes) for error in checker.errors_of(node))
    return Submission(gather(nodes, readings, standing, context, host=host), errors)


def visible(
    form: Form, raw: Mapping[str, Any], context: Mapping[str, Value], *, host: Host = NO_HOST
) -> frozenset[str]:
    """The names of the controls that the form shows for these answers."""
    answers = posted_answers(form, raw, context, host=host)
    nodes = outline(form, answers)
    readings = read_all(nodes, answers, context, host=host, point=".")
    standing = settle(nodes, readings, context, host=host)
    shown = (node for node in every_node(nodes) if node.number not in standing.hidden)
    asked = ANSWERED | FILES
    return frozenset(node.name for node in shown if node.component.kind in asked)


@dataclass(frozen=True, slots=True)
class _Checker:
    readings: Readings
    standing: Standing
    host: Host
    point: str
    attached: tuple[str, ...]

    def errors_of(self, node: Node) -> tuple[FieldError, ...]:
        """The fault of one node, if it is shown, may be answered and has one."""
        if node.number in self.standing.hidden | self.standing.locked:
            return ()
        found = self._wrong(node)
        if found is None:
            return ()
        label = node.component.label.plain(self._scope(node), host=self.host) or node.name
        return (FieldError(node.name, found.msgid, {"label": label, **found.params}),)

    def _wrong(self, node: Node) -> Wrong | None:
        if node.is_list:
            return check_rows(node.component, len(node.children))
        if node.component.kind in FILES:
            kind = kind_in(node.component, self._scope(node))
            return check_files(node.component, kind, self.attached, point=self.point)
        reading = self.readings.get(node.number)
        if reading is None or reading.wrong is not None:
            return reading.wrong if reading else None
        scope = self._scope(node)
        return check(node.component, reading.value, scope, host=self.host, point=self.point)

    def _scope(self, node: Node) -> Mapping[str, Value]:
        for place, step in enumerate(node.steps):
            if isinstance(step, int):
                rows = at(self.standing.scope, node.steps[:place])
                row = rows[step] if isinstance(rows, list) and step < len(rows) else None
                return scope_at(self.standing.scope, row)
        return self.standing.scope
