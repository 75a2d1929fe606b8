"""betsy may not score less than the committed number, and nothing runs differently than drawn."""

import importlib
import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

from engine.bpmn import ModelRefused, Problem, compile_program

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SUITES = Path(os.environ.get("CAUCE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
FOLDER = SUITES / "betsy"


def test_betsy_scores_no_less_than_before_and_nothing_runs_differently(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not FOLDER.is_dir():
        pytest.skip(f"betsy is not at {FOLDER}; set CAUCE_CONFORMANCE to its parent folder")
    monkeypatch.setattr(sys, "path", [str(HERE), *sys.path])
    score = importlib.import_module("bpmn_suite").run(FOLDER)
    least = tomllib.loads((HERE / "scores.toml").read_text())["bpmn"]["passed"]
    sys.stdout.write("\n".join([*score.misses, f"{score.passed} of {score.total}\n"]))
    assert score.passed >= least, "\n".join(score.misses)
    assert [miss for miss in score.misses if miss.startswith("DIFFERENT")] == []


def test_no_fewer_broken_models_are_refused_than_before(monkeypatch: pytest.MonkeyPatch) -> None:
    if not FOLDER.is_dir():
        pytest.skip(f"betsy is not at {FOLDER}; set CAUCE_CONFORMANCE to its parent folder")
    monkeypatch.setattr(sys, "path", [str(HERE), *sys.path])
    score = importlib.import_module("constraints_suite").run(FOLDER)
    least = tomllib.loads((HERE / "scores.toml").read_text())["constraints"]["passed"]
    assert score.passed >= least, "\n".join(score.misses)


@pytest.mark.parametrize("folder", ["real", "miwg"])
def test_a_model_of_another_engine_is_answered_with_what_would_have_to_change(folder: str) -> None:
    models = sorted((SUITES / folder).rglob("*.bpmn"))
    if not models:
        pytest.skip(f"no models at {SUITES / folder}; set CAUCE_CONFORMANCE to its parent folder")
    for model in models:
        ids = set(re.findall(r'\bid="([^"]+)"', model.read_text("utf-8")))
        answers = _answers(model)
        assert {problem.element_id for problem in answers} <= ids, model.name
        assert all(problem.message_es for problem in answers), model.name


def _answers(model: Path) -> tuple[Problem, ...]:
    try:
        return compile_program({model.name: model.read_bytes()}).warnings
    except ModelRefused as refused:
        return refused.problems
