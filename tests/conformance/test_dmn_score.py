"""The DMN TCK may not score less than the committed number; without the kit this says so."""

import importlib
import os
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SUITES = Path(os.environ.get("CAUCE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
FOLDER = SUITES / "dmn-tck"


def test_the_dmn_kit_scores_no_less_than_before(monkeypatch: pytest.MonkeyPatch) -> None:
    if not FOLDER.is_dir():
        pytest.skip(f"the DMN TCK is not at {FOLDER}; set CAUCE_CONFORMANCE to its parent folder")
    monkeypatch.setattr(sys, "path", [str(HERE), *sys.path])
    score = importlib.import_module("dmn_suite").run(FOLDER)
    least = tomllib.loads((HERE / "scores.toml").read_text())["dmn"]["passed"]
    sys.stdout.write("\n".join([*score.misses, f"{score.passed} of {score.total}\n"]))
    assert score.passed >= least, "\n".join(score.misses)
