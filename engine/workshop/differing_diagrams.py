"""What two drawings of a diagram say differently: elements, their terms, forms, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.sentences import N_
from engine.workshop.changes import Change, ChangeKind
from engine.workshop.drawn import Drawn, around_in, drawn_in
from engine.workshop.labels import KINDS

FLOW = "sequenceFlow"
ELEMENT = N_("Elemento")


def diagrams_differ(path: str, before: bytes, after: bytes) -> Iterator[Change]:
    """Elements and flows by their ids, in the order of the newer drawing."""
    old = {each.id: each for each in drawn_in(before)}
    new = {each.id: each for each in drawn_in(after)}
    for own, drawn in new.items():
        if own not in old:
            yield _of(ChangeKind.ADDED, path, drawn, new)
        elif old[own].rest != drawn.rest or _place(old[own]) != _place(drawn):
            yield from _changed(path, old[own], drawn, new)
    for own, drawn in old.items():
        if own not in new:
            yield _of(ChangeKind.REMOVED, path, drawn, old)
    yield from _around(path, before, after)


def _around(path: str, before: bytes, after: bytes) -> Iterator[Change]:
    """The process itself, messages, signals and errors."""
    old, new = around_in(before), around_in(after)
    for own in dict.fromkeys([*new, *old]):
        if old.get(own) != new.get(own):
            name, _rest = new.get(own) or old[own]
            kind = ChangeKind.CHANGED if own in old and own in new else ChangeKind.ADDED
            kind = kind if own in new else ChangeKind.REMOVED
            yield Change(kind, path, N_("Lo que el proceso dice de sí"), name, own)


def subject_of(drawn: Drawn, all_: Mapping[str, Drawn]) -> str:
    """The name of an element; a flow by what it joins."""
    if drawn.kind != FLOW:
        return drawn.name or drawn.id
    ends = [all_[each].name or each for each in (drawn.source, drawn.target) if each in all_]
    return f"{' → '.join(ends)}{f' ({drawn.name})' if drawn.name else ''}"


def _of(kind: ChangeKind, path: str, drawn: Drawn, all_: Mapping[str, Drawn]) -> Change:
    sort = KINDS.get(drawn.kind, ELEMENT)
    return Change(kind, path, sort, subject_of(drawn, all_), drawn.id)


def _changed(path: str, old: Drawn, new: Drawn, all_: Mapping[str, Drawn]) -> Iterator[Change]:
    subject, sort = subject_of(new, all_), KINDS.get(new.kind, ELEMENT)
    found = []

    def tell(label: str, about: str, before: str, after: str) -> None:
        kind = ChangeKind.CHANGED if before and after else ChangeKind.ADDED
        kind = ChangeKind.REMOVED if before and not after else kind
        found.append(Change(kind, path, sort, subject, new.id, label, about, before, after))

    for label, before, after in (
        (N_("Nombre"), old.name, new.name),
        (N_("Clase"), old.kind, new.kind),
        (N_("Carril"), old.lane, new.lane),
        (N_("Sale de"), old.source, new.source),
        (N_("Lleva a"), old.target, new.target),
    ):
        if before != after:
            tell(label, "", before, after)
    for label, about in dict.fromkeys([*new.facts, *old.facts]):
        before, after = old.facts.get((label, about), ""), new.facts.get((label, about), "")
        if before != after:
            tell(label, about, before, after)
    yield from found or [Change(ChangeKind.CHANGED, path, sort, subject, new.id)]


def _place(drawn: Drawn) -> tuple[str, str, str]:
    return drawn.lane, drawn.source, drawn.target
