"""Inputs and outputs: each in a set, sets of the same element, on the right side of an event.

BPMN 2.0.2, 10.4.1 and 10.4.2: an input belongs to one input set or more, an output to an output
set; sets that name each other do so both ways. An event that catches has outputs, one that throws
has inputs.
"""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import Node, children, identity, kind, words
from engine.sentences import N_

CATCHES = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
INTO = ("dataInput", "inputSet", "dataInputAssociation")
OUT = ("dataOutput", "outputSet", "dataOutputAssociation")
# Set -> what it lists, the sets that it names, and how those name it.
SETS = {
    "inputSet": ("dataInput", "dataInputRefs", "outputSetRefs"),
    "outputSet": ("dataOutput", "dataOutputRefs", "inputSetRefs"),
}


def check_io_sets(found: Findings) -> None:
    """Specifications of activities, then events."""
    for drawn in found.nodes("ioSpecification"):
        for name in SETS:
            _look_at_members(found, drawn, name)
            _look_at_partners(found, drawn, name)
            _look_at_optional(found, drawn, name)
    for event in found.nodes(*sorted(CATCHES), "intermediateThrowEvent", "endEvent"):
        _look_at_side(found, event, INTO if kind(event) in CATCHES else OUT)
        for name in SETS:
            if next(children(event, name), None) is not None:
                _look_at_members(found, event, name)


def _look_at_members(found: Findings, drawn: Node, name: str) -> None:
    data, list_name, _ = SETS[name]
    own = {identity(part) for part in children(drawn, data)}
    listed = [_named(part) for one in children(drawn, name) for part in children(one, list_name)]
    for one in listed:
        if one not in own:
            found.refuse(
                "data", drawn, N_("«%(set)s» nombra «%(name)s», que no es un «%(data)s» de aquí."),
                set=name, name=one, data=data,
            )  # fmt: skip
    for part in children(drawn, data):
        if identity(part) not in listed:
            found.refuse(
                "data", part, N_("Este «%(data)s» no está en ningún «%(set)s»."),
                data=data, set=name,
            )  # fmt: skip


def _look_at_optional(found: Findings, drawn: Node, name: str) -> None:
    """What a set holds as optional it holds (BPMN 2.0.2, tables 10.61 and 10.62)."""
    listing = SETS[name][1]
    optional = listing.replace("data", "optional", 1)
    for one in children(drawn, name):
        listed = [_named(part) for part in children(one, listing)]
        for part in children(one, optional):
            if _named(part) not in listed:
                found.refuse(
                    "data", drawn,
                    N_("«%(name)s» es opcional en un conjunto y no está en su «%(listing)s»."),
                    name=_named(part), listing=listing,
                )  # fmt: skip


def _look_at_partners(found: Findings, drawn: Node, name: str) -> None:
    other = "outputSet" if name == "inputSet" else "inputSet"
    partners = {identity(one): one for one in children(drawn, other)}
    for one in children(drawn, name):
        for part in children(one, SETS[name][2]):
            partner = partners.get(_named(part))
            back = [] if partner is None else children(partner, SETS[other][2])
            if identity(one) not in [_named(each) for each in back]:
                found.refuse(
                    "data", one, N_("Este conjunto nombra «%(name)s», que no lo nombra a él."),
                    name=_named(part),
                )  # fmt: skip


def _look_at_side(found: Findings, event: Node, wrong: tuple[str, ...]) -> None:
    for part in children(event, *wrong):
        found.refuse(
            "data", event, N_("«%(part)s» no tiene sentido en «%(kind)s»."),
            part=kind(part), kind=kind(event),
        )  # fmt: skip


def _named(part: Node) -> str:
    return words(part).rpartition(":")[2]
