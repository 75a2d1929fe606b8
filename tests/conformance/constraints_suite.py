"""betsy's static constraints: every model breaks one rule of the standard and must be refused.

A refusal counts when it names an element. Models of a folder are deployed one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.bpmn import ModelRefused, Severity, compile_program


@dataclass(frozen=True, slots=True)
class Score:
    """How many were refused, of how many, and a line for each that was not."""

    passed: int
    total: int
    misses: tuple[str, ...]


def run(folder: Path) -> Score:
    """Every model below the folder (or below its `constraints`)."""
    root = folder / "constraints" if (folder / "constraints").is_dir() else folder
    lines = list(_lines(root))
    misses = tuple(line for line in lines if line)
    return Score(len(lines) - len(misses), len(lines), misses)


def _lines(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*.bpmn")):
        try:
            compile_program({path.name: path.read_bytes()})
        except ModelRefused as refused:
            errors = [p for p in refused.problems if p.severity is Severity.ERROR]
            named = any(problem.element_id for problem in errors) or errors[0].rule == "readable"
            yield "" if named else f"unnamed {path.relative_to(root)}: {errors[0]}"
        except Exception as fault:
            yield f"BROKEN {path.relative_to(root)}: {type(fault).__name__}: {fault}"
        else:
            yield f"accepted {path.relative_to(root)}"
