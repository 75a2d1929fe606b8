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


def test_whatever_lies_in_a_folder_is_a_miss_and_never_a_crash(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "path", [str(HERE), *sys.path])
    tests = (
        '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"><modelName>{}</modelName>'
    )
    case = '<testCase id="{}"><resultNode name="a"/></testCase></testCases>'
    files = {
        "no_xml.xml": tests.format("x.dmn") + "<testCase",
        "no_model.xml": tests.format("absent.dmn") + case.format("absent"),
        "no_dmn.xml": tests.format("broken.dmn") + case.format("broken"),
        "unknown.xml": tests.format("empty.dmn") + case.format("unknown"),
        "broken.dmn": "<definitions",
        "empty.dmn": '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"'
        ' namespace="urn:e"><import name="o" namespace="urn:o" importType="DMN"/></definitions>',
        "other.dmn": '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"'
        ' namespace="urn:o"><import name="e" namespace="urn:e" importType="DMN"/></definitions>',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    score = importlib.import_module("dmn_suite").run(tmp_path)
    assert (score.passed, score.total) == (0, 4)
    assert [miss.partition(": ")[0].partition(" ")[2] for miss in score.misses] == [
        "broken",
        "absent",
        "no_xml.xml",
        "unknown",
    ]
