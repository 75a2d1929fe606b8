"""What comes after: the next tasks along the drawn flows, as far as nothing has to be decided.

Read from the files of the definition, which never change, and kept. Where the way parts (a gateway
with more than one way out, a term at whose end another way begins) it ends: the page promises
nothing that depends on an answer or on time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.bpmn import Element
from engine.definitions.loading import Definition
from engine.memory import Bounded
from storage.database import Connection
from storage.queries.definitions import files_of
from ui.cases.scene import CaseScene
from ui.processes.drawings import BPMN, root_of

MOST = 2
LONGEST_WAY = 60
CALLED = "{http://camunda.org/schema/zeebe/1.0}calledElement"


@dataclass(frozen=True, slots=True)
class Ways:
    """The drawn flows of a definition: from each element to the next, into calls and out again."""

    following: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)


_kept: Bounded[str, Ways] = Bounded(128)


def next_steps(scene: CaseScene, connection: Connection, municipality_id: int) -> list[Element]:
    """At most two tasks that follow for certain from where the case stands."""
    if scene.stand.status != "running" or len(scene.visited.here) == 0:
        return []
    ways = ways_of(scene.definition, connection, municipality_id)
    elements = {element.id: element for element in scene.definition.program.elements}
    standing = [
        elements[each]
        for each in scene.visited.here
        if each in elements and elements[each].kind == "userTask"
    ]
    if len(standing) != 1:
        return []
    return list(walk(standing[0].id, ways, elements))


def walk(begin: str, ways: Ways, elements: Mapping[str, Element]) -> Iterator[Element]:
    """The tasks along the only way there is."""
    here, found = begin, 0
    for _ in range(LONGEST_WAY):
        following = step(here, ways, elements)
        if following is None:
            return
        here = following
        if elements[here].kind == "userTask":
            yield elements[here]
            found += 1
            if found == MOST:
                return


def step(here: str, ways: Ways, elements: Mapping[str, Element]) -> str | None:
    """The next element; into a call, out of its end, and nowhere where the way parts."""
    if any(element.attached_to == here for element in elements.values()):
        return None
    if elements[here].kind == "callActivity" and here in ways.called:
        return ways.starts.get(ways.called[here])
    out = ways.following.get(here, ())
    if len(out) == 1:
        return out[0] if out[0] in elements else None
    if out or elements[here].kind != "endEvent":
        return None
    calls = [call for call, process in ways.called.items() if process == elements[here].process_id]
    after = ways.following.get(calls[0], ()) if len(calls) == 1 else ()
    return after[0] if len(after) == 1 else None


def ways_of(definition: Definition, connection: Connection, municipality_id: int) -> Ways:
    """The flows of a definition; read once in the life of the process."""
    known = _kept.get(definition.hash)
    if known is not None:
        return known
    files = files_of(connection, municipality_id, definition.id)
    drawn = [content for path, content in files.items() if path.endswith(".bpmn")]
    return _kept.keep(definition.hash, read_ways(drawn))


def read_ways(drawings: Iterable[bytes]) -> Ways:
    """The flows, calls and plain starts of some BPMN files."""
    following: dict[str, tuple[str, ...]] = {}
    called: dict[str, str] = {}
    starts: dict[str, str] = {}
    for content in drawings:
        root = root_of(content)
        for flow in root.iter(f"{BPMN}sequenceFlow"):
            source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
            following[source] = (*following.get(source, ()), target)
        for call in root.iter(f"{BPMN}callActivity"):
            for named in call.iter(CALLED):
                called[call.get("id", "")] = named.get("processId", "")
        for process in root.iter(f"{BPMN}process"):
            for start in process.findall(f"{BPMN}startEvent"):
                starts.setdefault(process.get("id", ""), start.get("id", ""))
    return Ways(following, called, starts)
