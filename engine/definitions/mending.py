"""Makes every change that the findings of a process offer, until no finding offers any more.

A change can uncover what was not looked at before (a net is played only once its flows are whole):
therefore rounds. Only diagrams are changed; what a change would leave as it was is not tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from engine.bpmn.mending import mended
from engine.definitions.bundle import Bundle
from engine.definitions.checking import check_bundle, check_diagram
from engine.refusals import Fault

ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Mended:
    """The files that changed, as they would be; the findings whose changes were made, in order;
    and what is found in the result."""

    files: Mapping[str, bytes]
    made: tuple[Fault, ...]
    left: tuple[Fault, ...]


def mend_bundle(bundle: Bundle) -> Mended:
    """A whole folder."""
    return _mend(bundle.files, lambda files: check_bundle(replace(bundle, files=files)))


def mend_diagram(name: str, content: bytes) -> Mended:
    """One diagram alone."""
    return _mend({name: content}, lambda files: check_diagram(name, files[name]))


def _mend(
    files: Mapping[str, bytes], check: Callable[[dict[str, bytes]], tuple[Fault, ...]]
) -> Mended:
    now, made = dict(files), list[Fault]()
    found = check(now)
    for _ in range(ROUNDS):
        changed = _one_round(now, found, made)
        if not changed:
            break
        now.update(changed)
        found = check(now)
    different = {name: text for name, text in now.items() if text != files[name]}
    return Mended(different, tuple(made), found)


def _one_round(
    files: Mapping[str, bytes], found: tuple[Fault, ...], made: list[Fault]
) -> dict[str, bytes]:
    """The files that this round changes."""
    changed: dict[str, bytes] = {}
    for name in sorted({fault.file for fault in found if fault.fix is not None}):
        chosen = [fault for fault in found if fault.file == name and fault.fix is not None]
        text = mended(files[name], [fault.fix for fault in chosen if fault.fix is not None])
        if text != files[name]:
            changed[name] = text
            made += chosen
    return changed
