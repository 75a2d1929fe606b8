"""Models that other engines' people drew, and some of the house, come through a merge whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.workshop.comparing import compare
from engine.workshop.merging import merge
from tests.unit.workshop.edits import edited, flows_of, renames, retitles

ROOT = Path(__file__).resolve().parents[2]
SUITES = Path(os.environ.get("CAUCE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
HOUSE = ROOT / "processes/one_stop_shop"
FILE = "model.bpmn"


@pytest.mark.parametrize("folder", [SUITES / "real", SUITES / "miwg", HOUSE])
def test_what_each_side_changed_in_a_model_is_all_that_changes(folder: Path) -> None:
    models = sorted(folder.rglob("*.bpmn"))[:20]
    if not models:
        pytest.skip(f"no models at {folder}; set CAUCE_CONFORMANCE to the folder around it")
    for model in models:
        base = model.read_bytes()
        flows = flows_of(base)
        ours = {FILE: edited(base, [(flows[0], retitles)], "nuestra")}
        theirs = {FILE: edited(base, [(flows[-1], renames)], "suya")}
        merged = merge({FILE: base}, ours, theirs)
        told = [(one.element_id, one.after) for one in compare({FILE: base}, merged.files)]
        apart = [
            (one.element_id, one.after)
            for each in (ours, theirs)
            for one in compare({FILE: base}, each)
        ]
        assert (sorted(told), merged.conflicts) == (sorted(apart), ()), model.name
