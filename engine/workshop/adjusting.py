"""What a municipality changes in a process without drawing: the lengths of terms, what the sheet
says, which procedure a step calls, and a procedure of its own in the place of a called one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import tomlkit
from tomlkit.exceptions import TOMLKitError

from engine.bpmn.dialects.tree import read_whole, written
from engine.bpmn.tree import CAUCE, ZEEBE, Node, Unreadable, bpmn, title
from engine.definitions.manifest import FILE
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.workshop.differing_sheets import LABELS
from engine.workshop.drafting import begin
from engine.workshop.keeping import Kept, changes_between, put
from engine.workshop.labels import ATTRIBUTES
from engine.workshop.working import Bench, working
from storage.queries.workshop import files_of_draft
from storage.tables.workshop import SaveAct

Files = Mapping[str, bytes]
TERM, SHEET, CALL = "deadline", "sheet", "call"
_SHEET = ("title", "purpose", "term", "fee")
_TERM = f"{{{CAUCE}}}deadline"
_CALL = f"{{{ZEEBE}}}calledElement"


@dataclass(frozen=True, slots=True)
class Knob:
    """One thing that is set: of which file and element, `label` as in a `Change`, its value, and
    for a call the procedures to choose from (id and name). `id` stays while the thing is there."""

    id: str
    sort: str
    file: str
    element_id: str
    subject: str
    label: str
    about: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()


def knobs_of(files: Files) -> tuple[Knob, ...]:
    """Everything that is set so; nothing of a file that does not read."""
    calls = tuple(sorted(procedures_in(files).items()))
    found = list(_of_sheet(files.get(FILE, b"")))
    for path in sorted(each for each in files if each.endswith(".bpmn")):
        found += (knob for knob, _node in _of_diagram(path, files[path], calls))
    return tuple(found)


def procedures_in(files: Files) -> dict[str, str]:
    """The procedures that the diagrams draw: id -> name."""
    roots = (_read(body) for path, body in files.items() if path.endswith(".bpmn"))
    return {
        each.get("id", ""): title(each) or each.get("id", "")
        for root in roots
        if root is not None
        for each in root.iterchildren(bpmn("process"))
    }


def called_in(files: Files) -> dict[str, str]:
    """Those of them that a step calls."""
    known = procedures_in(files)
    called = {knob.value for knob in knobs_of(files) if knob.sort == CALL}
    return {own: name for own, name in known.items() if own in called}


def turned(files: Files, values: Mapping[str, str]) -> dict[str, bytes]:
    """The files with other values, by the ids of what is set."""
    found = dict(files)
    calls = tuple(sorted(procedures_in(files).items()))
    for path in sorted(each for each in files if each.endswith(".bpmn")):
        changed = [
            (knob, node)
            for knob, node in _of_diagram(path, files[path], calls)
            if values.get(knob.id, knob.value) != knob.value
        ]
        for knob, node in changed:
            name = "processId" if knob.sort == CALL else "length"
            node.set(name, _as_said(values[knob.id], knob))
        if changed:
            found[path] = written(changed[0][1].getroottree().getroot())
    sheet = [each for each in _of_sheet(files.get(FILE, b"")) if each.id in values]
    if any(values[each.id] != each.value for each in sheet):
        document = tomlkit.parse(files[FILE].decode())
        for each in sheet:
            document[each.element_id] = values[each.id]
        found[FILE] = tomlkit.dumps(document).encode()
    return found


def replaced(files: Files, process_id: str, content: bytes) -> dict[str, bytes] | None:
    """The files with a procedure of ours in the place of a called one: the one that the diagram
    draws takes its id. None where it draws none, or several."""
    root = _read(content)
    path = next((each for each in files if _draws(files[each], each, process_id)), None)
    if root is None or path is None or process_id not in called_in(files):
        return None
    processes = list(root.iterchildren(bpmn("process")))
    if len(processes) != 1:
        return None
    before = processes[0].get("id", "")
    for node in root.iter():
        for name in ("processRef", "bpmnElement"):
            if isinstance(node.tag, str) and node.get(name) == before:
                node.set(name, process_id)
    processes[0].set("id", process_id)
    return {**files, path: written(root)}


def adjust(
    installation: Installation,
    actor: Actor,
    key: str,
    values: Mapping[str, str],
    *,
    procedure: tuple[str, bytes] | None = None,
) -> Kept | Refused:
    """Set values in the draft, begun where there is none, or put a procedure of ours in the place
    of a called one (its id, the diagram). Refused: invalid_data (`procedure`, `nothing`)."""
    begun = begin(installation, actor, key)
    if isinstance(begun, Refused):
        return begun

    def verb(bench: Bench) -> Kept | Refused:
        ours = files_of_draft(bench.connection, actor.municipality_id, bench.draft.id)
        after: dict[str, bytes] | None = turned(ours, values)
        if procedure is not None and after is not None:
            after = replaced(after, *procedure)
        if after is None:
            return Refused(RefusalKind.INVALID_DATA, {"field": "procedure"})
        changed = changes_between(ours, after)
        if not changed:
            return Refused(RefusalKind.INVALID_DATA, {"field": "nothing"})
        return put(installation, actor, bench, SaveAct.KEPT, changed)

    return working(installation, actor, begun.draft_id, verb)


def _of_sheet(content: bytes) -> Iterator[Knob]:
    try:
        document = tomlkit.parse(content.decode()).unwrap()
    except (UnicodeDecodeError, TOMLKitError):
        return
    for name in _SHEET:
        value = document.get(name)
        if isinstance(value, str):
            yield Knob(_id(FILE, name, ""), SHEET, FILE, name, "", LABELS[name], "", value)


def _of_diagram(
    path: str, content: bytes, calls: tuple[tuple[str, str], ...]
) -> Iterator[tuple[Knob, Node]]:
    root = _read(content)
    if root is None:
        return
    known = dict(calls)
    for node in root.iter(_TERM, _CALL):
        holder = node.getparent()
        element = holder.getparent() if holder is not None else None
        if element is None:
            continue
        own, name = element.get("id", ""), title(element) or element.get("id", "")
        if node.tag == _TERM:
            about = node.get("title", "")
            label = ATTRIBUTES[TERM, "length"]
            value = node.get("length", "").removeprefix("=")
            yield Knob(_id(path, own, about), TERM, path, own, name, label, about, value), node
        elif node.get("processId") in known:
            label, value = ATTRIBUTES["calledElement", "processId"], node.get("processId", "")
            yield Knob(_id(path, own, CALL), CALL, path, own, name, label, "", value, calls), node


def _as_said(value: str, knob: Knob) -> str:
    """A number as it is, anything else as an expression."""
    text = value.strip()
    return text if knob.sort == CALL or text.isdecimal() else f"={text.removeprefix('=')}"


def _draws(content: bytes, path: str, process_id: str) -> bool:
    return path.endswith(".bpmn") and process_id in procedures_in({path: content})


def _read(content: bytes) -> Node | None:
    try:
        return read_whole(content)
    except Unreadable:
        return None


def _id(*told: str) -> str:
    return sha256("\n".join(told).encode()).hexdigest()[:12]
