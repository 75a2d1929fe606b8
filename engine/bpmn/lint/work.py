"""What is drawn for the work of service tasks can be done: rests that can be read, and for the work
that Cauce itself does a kind that there is, the inputs it needs and the headers it knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn.backoff import HEADER, LONGEST, rests_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import ZEEBE, Node, enclosing
from engine.sentences import N_

HOUSE = "cauce:"
STEPS = ("serviceTask", "sendTask", "intermediateThrowEvent", "endEvent")


@dataclass(frozen=True, slots=True)
class HouseWork:
    """Work of the house: the inputs and headers that it cannot do without, and those it knows."""

    inputs: frozenset[str]
    needed: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()


DONE_HERE: Mapping[str, HouseWork] = {
    "cauce:mail": HouseWork(frozenset({"to", "subject", "body"})),
    "cauce:http": HouseWork(
        frozenset({"url"}), headers=frozenset({"method", "secret", "secretHeader", "errors"})
    ),
    "cauce:document": HouseWork(
        frozenset({"title"}), needed=frozenset({"kind"}), headers=frozenset({"template"})
    ),
    "cauce:link": HouseWork(frozenset({"number", "reason"})),
    "cauce:draw": HouseWork(frozenset({"from", "to", "percent", "most"})),
    "cauce:letter": HouseWork(frozenset(), needed=frozenset({"kind"})),
    "cauce:parcel-hold": HouseWork(frozenset({"codes"})),
    "cauce:parcel-drawing": HouseWork(frozenset()),
    "cauce:parcel-facts": HouseWork(frozenset({"code"})),
    "cauce:parcel-preview": HouseWork(frozenset({"change", "facts"})),
    "cauce:payment-order": HouseWork(frozenset({"concept", "amount", "days"})),
    "cauce:payment-lapse": HouseWork(frozenset({"code"})),
    "cauce:suspense-apply": HouseWork(frozenset({"suspense", "code", "reason"})),
    "cauce:suspense-return": HouseWork(frozenset({"suspense", "reason"})),
    "cauce:suspense-reverse": HouseWork(frozenset({"suspense", "operation", "reason"})),
}


def check_work(found: Findings) -> None:
    """Each header of a job that has a meaning of its own, and each job of the house."""
    for root in found.trees.values():
        for header in root.iter(f"{{{ZEEBE}}}header"):
            _look_at_rests(found, header)
        for drawn in root.iter(f"{{{ZEEBE}}}taskDefinition"):
            if (drawn.get("type") or "").startswith(HOUSE):
                _look_at_house_work(found, drawn)


def _look_at_rests(found: Findings, header: Node) -> None:
    if header.get("key") == HEADER and rests_of(header.get("value") or "") is None:
        found.refuse(
            "work", header, N_("«%(value)s» no dice cuánto esperar entre intentos (%(header)s)."),
            N_(
                "Escriba duraciones ISO 8601 con comas, por ejemplo PT10S, PT1M, PT1H;"
                " ninguna pasa de %(days)s días."
            ),
            value=header.get('value'), header=HEADER, days=LONGEST.days,
        )  # fmt: skip


def _look_at_house_work(found: Findings, drawn: Node) -> None:
    kind = drawn.get("type") or ""
    work = DONE_HERE.get(kind)
    if work is None:
        known = ", ".join(sorted(DONE_HERE))
        found.refuse(
            "work", drawn, N_("No hay un trabajo «%(kind)s»."), N_("Cauce hace: %(known)s."),
            kind=kind, known=known,
        )  # fmt: skip
        return
    inputs = _told(drawn, "input", "target")
    headers = _told(drawn, "header", "key")
    for name in sorted(work.inputs - inputs):
        found.refuse(
            "work", drawn, N_("Al trabajo «%(kind)s» le falta la entrada «%(name)s»."), kind=kind,
            name=name,
        )  # fmt: skip
    for name in sorted(work.needed - headers):
        found.refuse(
            "work", drawn, N_("Al trabajo «%(kind)s» le falta la cabecera «%(name)s»."), kind=kind,
            name=name,
        )  # fmt: skip
    for name in sorted(headers - work.needed - work.headers - {HEADER}):
        found.refuse(
            "work", drawn, N_("El trabajo «%(kind)s» no conoce la cabecera «%(name)s»."),
            kind=kind, name=name,
        )  # fmt: skip


def _told(drawn: Node, part: str, name: str) -> frozenset[str]:
    """What the step of the work names in its parts of this kind; a header must say something."""
    step = enclosing(drawn, *STEPS)
    parts = [] if step is None else step.iter(f"{{{ZEEBE}}}{part}")
    return frozenset(
        each.get(name) or "" for each in parts if part != "header" or each.get("value")
    )
