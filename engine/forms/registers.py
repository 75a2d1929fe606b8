"""Fields that are filled from a register once somebody has typed whom or what it is about.

A field names the register, the field with its key and what it takes (`register`, `register_key`,
`register_take`); the key stands beside it, inside of a list in the same row. Which registers there
are is not known here, and nothing is looked up: this says what is wanted, and what came fills the
fields that are empty. Where a field was filled, a mark beside the answers says so as long as it is
still that (`_taken.` and the name of the field).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from engine.feel import Host, Value
from engine.forms.addresses import is_unanswered
from engine.forms.components import Component, Form, Kind, option_text
from engine.forms.names import Tree, at, name_of, steps_of
from engine.forms.options import options_of
from engine.forms.outline import Node, Steps, every_node, outline, posted_answers
from engine.forms.reading import read
from engine.forms.rows import fields_in, lists_in
from engine.forms.standing import read_all, settle
from engine.territory import ground_of

FROM = "_taken"
"""Before the name of a field that was filled; no field has such a name."""
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be looked up, and the fields that wait for it: by their name, what each takes."""

    register: str
    key: str
    takes: Mapping[str, str]


def key_of(node: Node) -> str:
    """The name of the control whose answer is the key of this field; empty where it has none."""
    taken = node.component.taken
    return name_of((*node.row, *taken.key)) if taken else ""


def keys_in(nodes: tuple[Node, ...], hidden: frozenset[int]) -> frozenset[str]:
    """The names of the controls by whose answer others are filled."""
    shown = (node for node in every_node(nodes) if node.number not in hidden)
    return frozenset(key_of(node) for node in shown if node.component.taken)


def wanted_by(
    form: Form,
    answers: Mapping[str, Any],
    context: Mapping[str, Value],
    name: str,
    *,
    host: Host,
    point: str = ".",
) -> Wanted | None:
    """What the key typed into the control `name` would fill: fields that are shown, open and empty.
    None where nothing is asked by it; without a key or a field that waits, `takes` is empty."""
    tree = posted_answers(form, answers, context, host=host)
    nodes = outline(form, tree)
    readings = read_all(nodes, tree, context, host=host, point=point)
    standing = settle(nodes, readings, context, host=host)
    closed = standing.hidden | standing.locked
    asking = [node for node in every_node(nodes) if key_of(node) == name]
    taken = asking[0].component.taken if asking else None
    if taken is None:
        return None
    typed = at(tree, steps_of(name) or ())
    key = typed.strip()[:LONGEST_KEY] if isinstance(typed, str) else ""
    empty = {
        node.name: node.component.taken.take
        for node in asking
        if node.component.taken and node.component.taken.register == taken.register
        if node.number not in closed and _is_empty(node, tree, host)
    }
    return Wanted(taken.register, key, empty if key else {})


def filled_in(
    form: Form,
    answers: Mapping[str, Any],
    wanted: Wanted,
    found: Mapping[str, Value],
    source: str,
    *,
    host: Host,
) -> dict[str, Any]:
    """The answers with what was found, each beside its mark; what cannot be an answer of the field
    is left out, and nothing that was typed is touched."""
    fields = _fields_at(form)
    filled = dict(answers)
    for name, take in wanted.takes.items():
        field, value = fields.get(_without_numbers(name)), found.get(take)
        if field is None or value in (None, ""):
            continue
        options = options_of(field, {}, host=host)
        reading = read(field, value, options=options, ground=ground_of(host))
        if reading.value is None:
            continue
        filled = {key: old for key, old in filled.items() if not _is_of(key, name)}
        filled |= _texts(name, value)
        filled[f"{FROM}.{name}"] = f"{digest_of(reading.value)} {source}"
    return filled


def source_of(answers: Tree, steps: Steps, value: Value) -> tuple[str, str] | None:
    """The mark of a field and where its answer came from, as long as the answer is still that."""
    mark = at(answers, (FROM, *steps))
    if not isinstance(mark, str) or value is None:
        return None
    digest, _, source = mark.partition(" ")
    return (mark, source) if digest == digest_of(value) else None


def declared_in(
    form: Form, values: Mapping[str, Value], register: str, key: str
) -> dict[str, Value]:
    """The other way round: what somebody declared of this key in a form that takes of the register,
    by what its fields take. What stands in the form itself goes before what stands in a row."""
    found: dict[str, Value] = {}
    for scope, fields in _scopes(form, values):
        for field, place in fields:
            taken, value = field.taken, at(scope, place)
            if taken is None or taken.register != register or value in (None, ""):
                continue
            if at(scope, taken.key) == key:
                found.setdefault(taken.take, value)
    return found


def asks_register(form: Form | None, register: str) -> bool:
    """Whether a field of the form takes of it."""
    return register in takes_of(form)


def takes_of(form: Form | None) -> dict[str, set[str]]:
    """What the fields of a form take, by register."""
    found: dict[str, set[str]] = {}
    for part in form.fields if form else ():
        if part.taken:
            found.setdefault(part.taken.register, set()).add(part.taken.take)
    return found


def digest_of(value: Value) -> str:
    """A short sign of a value, to see whether it is still the same."""
    told = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _scopes(form: Form, values: Mapping[str, Value]) -> Any:
    yield values, list(fields_in(form.components))
    for part, place in lists_in(form.components):
        rows = at(values, place)
        for row in rows if isinstance(rows, list) else ():
            yield row, list(fields_in(part.children))


def _fields_at(form: Form) -> dict[tuple[str, ...], Component]:
    found = {place: field for field, place in fields_in(form.components)}
    for part, place in lists_in(form.components):
        found |= {(*place, *inside): field for field, inside in fields_in(part.children)}
    return found


def _without_numbers(name: str) -> tuple[str, ...]:
    return tuple(step for step in steps_of(name) or () if isinstance(step, str))


def _is_empty(node: Node, answers: Tree, host: Host) -> bool:
    raw = at(answers, node.steps)
    if node.component.kind is Kind.ADDRESS:
        return is_unanswered(raw, ground_of(host))
    if isinstance(raw, Mapping):
        return not any(raw.values())
    return raw in (None, [], False) or (isinstance(raw, str) and not raw.strip())


def _is_of(key: str, name: str) -> bool:
    steps, wanted = steps_of(key), steps_of(name) or ()
    return steps is not None and steps[: len(wanted)] == wanted


def _texts(name: str, value: Value) -> dict[str, Any]:
    """A value as a browser would send it."""
    if isinstance(value, Mapping):
        inner = (_texts(f"{name}.{key}", each) for key, each in value.items() if each is not None)
        return {key: text for each in inner for key, text in each.items()}
    if isinstance(value, list):
        return {name: [option_text(each) for each in value]}
    if isinstance(value, date | time):
        return {name: value.isoformat()}
    known = isinstance(value, str | bool | Decimal)
    return {name: option_text(value) if known else str(value)}
