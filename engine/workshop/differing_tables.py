"""What two versions of a decision table say differently: rules by id, cells by column."""

from __future__ import annotations

from collections.abc import Iterator

from engine.dmn import DmnError
from engine.dmn.sheets import Sheet, SheetRule, sheets_of
from engine.sentences import N_
from engine.workshop.changes import Change, ChangeKind

RULE, TABLE = N_("Regla"), N_("Tabla")


def decisions_differ(path: str, before: bytes, after: bytes) -> Iterator[Change]:
    """Tables by what they decide; a file whose tables say the same as a whole."""
    try:
        old, new = ({sheet.owner: sheet for sheet in sheets_of(each)} for each in (before, after))
    except DmnError:
        yield Change(ChangeKind.CHANGED, path, N_("Decisión"), path)
        return
    found = [change for own in dict.fromkeys([*new, *old]) for change in _of(path, own, old, new)]
    yield from found or [Change(ChangeKind.CHANGED, path, N_("Decisión"), path)]


def _of(path: str, own: str, old: dict[str, Sheet], new: dict[str, Sheet]) -> Iterator[Change]:
    one, other = old.get(own), new.get(own)
    if one is None or other is None:
        sheet = other or one
        kind = ChangeKind.ADDED if one is None else ChangeKind.REMOVED
        yield Change(kind, path, TABLE, sheet.owner_name if sheet else own, own)
        return
    name = other.owner_name
    if one.policy != other.policy:
        yield Change(
            ChangeKind.CHANGED, path, TABLE, name, own, N_("Cuántas reglas valen"), "", one.policy,
            other.policy,
        )  # fmt: skip
    yield from _columns(path, one, other)
    yield from _rules(path, one, other)


def _columns(path: str, old: Sheet, new: Sheet) -> Iterator[Change]:
    before, after = _labels(old), _labels(new)
    label = N_("Columna")
    for each in after:
        if each not in before:
            yield Change(
                ChangeKind.ADDED, path, TABLE, new.owner_name, new.owner, label, "", "", each
            )
    for each in before:
        if each not in after:
            yield Change(
                ChangeKind.REMOVED, path, TABLE, new.owner_name, new.owner, label, "", each, ""
            )


def _rules(path: str, old: Sheet, new: Sheet) -> Iterator[Change]:
    before = {rule.id or str(rule.number): rule for rule in old.rules}
    after = {rule.id or str(rule.number): rule for rule in new.rules}
    for own, rule in after.items():
        subject = f"{new.owner_name}, {rule.number}"
        if own not in before:
            yield Change(ChangeKind.ADDED, path, RULE, subject, own, "", "", "", _told(new, rule))
            continue
        cells = _cells(old, before[own])
        for column, text in _cells(new, rule).items():
            if cells.get(column, "") != text:
                yield Change(
                    ChangeKind.CHANGED, path, RULE, subject, own, "", column,
                    cells.get(column, ""), text,
                )  # fmt: skip
    for own, rule in before.items():
        if own not in after:
            subject = f"{old.owner_name}, {rule.number}"
            yield Change(ChangeKind.REMOVED, path, RULE, subject, own, "", "", _told(old, rule), "")


def _labels(sheet: Sheet) -> list[str]:
    return [heading.label for heading in (*sheet.inputs, *sheet.outputs)]


def _cells(sheet: Sheet, rule: SheetRule) -> dict[str, str]:
    texts = [cell.text or "-" for cell in (*rule.conditions, *rule.results)]
    notes = dict(zip(sheet.notes, rule.notes, strict=False))
    return {**dict(zip(_labels(sheet), texts, strict=False)), **notes}


def _told(sheet: Sheet, rule: SheetRule) -> str:
    return "; ".join(f"{column}: {text}" for column, text in _cells(sheet, rule).items() if text)
