"""Undoing what was completed: newest first, one handler at a time, each may wait.

A body's log holds what it completed and could undo: (place, how much of what was inside, that). The
throwing token keeps what is left to undo in its note, after one number that says what comes then;
the handler that runs hangs under it (BPMN 2.0.2, 10.7 and 13.5.5).
"""

from engine.bpmn.body import Running
from engine.bpmn.specs.subprocess import NOTHING_INSIDE, Handler
from engine.bpmn.token import STARTED, Token

# What comes when all is undone: the token goes on; it ends beside the one that went on; the
# transaction is cancelled.
THEN_LEAVE, BESIDE, THEN_CANCEL = 0, 1, 2
Entry = tuple[int, list[int]]


def undo(token: Token, element: int | None, *, after: int) -> bool:
    """Undo one activity, or all of the scope; False when the token has to wait for it."""
    body = log_holder(token.workflow)
    entries = parsed(body.log)
    chosen = [entry for entry in entries if _is(body, entry, element)]
    body.log = flat([entry for entry in entries if entry not in chosen])
    if after == BESIDE:
        token = token.workflow.root._add_child(token.task_spec)
    token._set_state(STARTED)
    token.note = [after, *flat(chosen[::-1])]
    go_on(token)
    return after == BESIDE


def log_holder(body: Running) -> Running:
    """A handler of a living scope undoes what the scope did; one that undoes, its own."""
    owner = body.owner
    is_handler = owner is not None and isinstance(owner.task_spec, Handler)
    if owner is not None and is_handler and not owner.task_spec.undoes:
        around: Running = owner.workflow
        return around
    return body


def go_on(token: Token) -> None:
    """Start the next handler, or finish."""
    instance = token.workflow.instance
    while len(token.note) > 1:
        (place, inside), *rest = parsed(token.note[1:])
        token.note = [token.note[0], *flat(rest)]
        spec = instance.program._places.get(place)
        inner = instance.program._processes.get(getattr(spec, "spec", ""))
        if spec is not None and spec.compensation is not None:
            instance.mark(spec.compensation)
            spec.compensation._update(token._add_child(spec.compensation))
            return
        if inner is not None and inner.undo is not None:
            inner.undo.undo_under(token, inside)
            return
        token.note = [token.note[0], *flat(parsed(inside)[::-1]), *flat(rest)]
    token.task_spec.undone(token, token.note[0])


def parsed(log: list[int]) -> list[Entry]:
    """The entries of a log, oldest first."""
    entries, at = [], 0
    while at < len(log):
        size = log[at + 1]
        if log[at] != NOTHING_INSIDE:
            entries.append((log[at], log[at + 2 : at + 2 + size]))
        at += 2 + size
    return entries


def flat(entries: list[Entry]) -> list[int]:
    """The log of entries."""
    return [number for place, inside in entries for number in (place, len(inside), *inside)]


def _is(body: Running, entry: Entry, element: int | None) -> bool:
    return element is None or body.instance.program._places[entry[0]].element == element
