"""From a snapshot to a running instance and back: only what waits exists.

Everything else (finished tokens, the tree, the definition) is never kept. Scopes are one text: the
variables of each scope by the token they belong to, "0" for the case, "7b" inside the body of 7.
"""

from engine.bpmn.body import Body, Running
from engine.bpmn.bounds import check_count
from engine.bpmn.instance import Instance
from engine.bpmn.problems import StateUnreadable
from engine.bpmn.program import Program
from engine.bpmn.scope import Scope
from engine.bpmn.snapshot import Snapshot
from engine.bpmn.specs.definitions import Condition
from engine.bpmn.specs.events import Catching
from engine.bpmn.specs.subprocess import CallActivity, WithBody
from engine.bpmn.state import CHILD, State, decode, encode
from engine.bpmn.surroundings import Surroundings
from engine.bpmn.token import STARTED, WAITING, Token
from engine.values import Value, dumps, loads


def restore(program: Program, snapshot: Snapshot, *, surroundings: Surroundings) -> Instance:
    """The instance as it stood."""
    state = decode(snapshot.tokens, program.hash)
    instance = Instance(program, surroundings, program.process_id)
    instance.last_id = state.last_id
    instance.visited = state.visited
    scopes: dict[str, dict[str, Value]] = loads(snapshot.scopes)
    instance.scope.variables = scopes.get("0", {})
    own = {int(key): kept for key, kept in scopes.items() if not key.endswith("b")}
    _restore_tokens(instance, state, own, scopes)
    for owner, place, counts in state.joins:
        _restore_join(_body(instance, owner), place, counts)
    for owner, entries in state.logs:
        _body(instance, owner).log = entries
    instance.scopes_before = snapshot.scopes
    return instance


def _restore_tokens(
    instance: Instance,
    state: State,
    own: dict[int, dict[str, Value]],
    scopes: dict[str, dict[str, Value]],
) -> None:
    """Keepers come before what hangs under them: ids grow."""
    notes = dict(state.notes)
    tokens, places = instance.tokens, instance.program._places
    for token_id, place, keeper_id in state.tokens:
        spec = places.get(place >> 1)
        if spec is None:
            raise StateUnreadable(f"place {place >> 1} is not in the definition")
        keeper = tokens[keeper_id] if place & CHILD else _body(instance, keeper_id).root
        standing = STARTED if spec.runs else WAITING
        token = Token(keeper.workflow, spec, keeper, state=standing, id=token_id)
        if token_id in notes:
            token.note = notes[token_id]
        if token_id in own:
            token.own_scope().variables.update(own[token_id])
        if spec.comes_back:
            _restore_part(token, scopes.get(f"{token_id}b"))


def _restore_part(token: Token, inside: dict[str, Value] | None) -> None:
    """What a token has beside its row: watched conditions, a body."""
    spec, instance = token.task_spec, token.workflow.instance
    if isinstance(spec, Catching):
        instance.watched += [
            (token, part) for part in spec.definitions if isinstance(part, Condition)
        ]
    if isinstance(spec, WithBody):
        _restore_body(token, spec, inside)


def _restore_body(token: Token, spec: WithBody, inside: dict[str, Value] | None) -> None:
    instance: Instance = token.workflow.instance
    scope = token.scope
    if isinstance(spec, CallActivity):
        scope = Scope(None, instance.ledger, variables=inside or {})
    Body(instance.program._processes[spec.spec], token, scope)


def _body(instance: Instance, owner: int) -> Running:
    return instance.subprocesses[owner] if owner else instance


def _restore_join(body: Running, place: int, counts: list[int]) -> None:
    body.joins[place] = counts
    spec = body.instance.program._places[place]
    body.live += spec.held(counts)
    if spec.looks_again:
        body.instance.keep_join(body, spec)


def save(instance: Instance) -> Snapshot:
    """What is needed to go on later."""
    state = State(instance.program.hash, instance.last_id, instance.visited)
    for key in sorted(instance.tokens):
        token = instance.tokens[key]
        under = token._parent or 0
        owner = under or token.workflow.owner_id
        state.tokens.append((key, token.task_spec.place * 2 + (under != 0), owner))
        if token.note:
            state.notes.append((key, token.note))
    for body in (instance, *instance.subprocesses.values()):
        for place, counts in body.joins.items():
            state.joins.append((body.owner_id, place, counts))
        if body.log:
            state.logs.append((body.owner_id, body.log))
    return Snapshot(encode(state), _scopes_text(instance))


def _scopes_text(instance: Instance) -> str:
    if not instance.ledger.touched and instance.scopes_before is not None:
        return instance.scopes_before
    scopes: dict[str, dict[str, Value]] = {}
    if instance.scope.variables:
        scopes["0"] = instance.scope.variables
    for key in sorted(instance.tokens):
        token = instance.tokens[key]
        if token.local is not None and token.local.variables:
            scopes[str(key)] = token.local.variables
    for key, body in instance.subprocesses.items():
        if isinstance(body.owner.task_spec, CallActivity) and body.scope.variables:
            scopes[f"{key}b"] = body.scope.variables
    check_count(scopes, instance.surroundings.limits.variables)
    return dumps(scopes)
