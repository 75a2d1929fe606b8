"""The runners survive whatever lies in a folder, and say what they could not read."""

import importlib
import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]


def entry(name: str, file: str) -> dict[str, object]:
    """A process of expected.json."""
    case = {"input": None, "integer": None, "parallel": False, "expect": ["SCRIPT_task1"]}
    return {"name": name, "group": "basics", "file": file, "cases": [case]}


def test_files_that_are_missing_empty_or_no_bpmn_are_misses(tmp_path: Path) -> None:
    for name, content in {"empty": b"", "noise": b"\x00\xff<", "other": b"<html/>"}.items():
        (tmp_path / f"{name}.bpmn").write_bytes(content)
    names = ("empty", "noise", "other", "missing")
    (tmp_path / "expected.json").write_text(
        json.dumps([entry(name, f"{name}.bpmn") for name in names])
    )
    score = importlib.import_module("bpmn_suite").run(tmp_path)
    assert (score.passed, score.total, len(score.misses)) == (0, 4, 4)


def test_a_model_of_constraints_that_is_no_bpmn_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "noise.bpmn").write_bytes(b"\x00\xff<")
    assert importlib.import_module("constraints_suite").run(tmp_path).passed == 1
