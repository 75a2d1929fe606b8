"""Decision models of the DMN TCK are edited without anything else of them changing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.dmn import DmnError
from engine.dmn.editing import rewritten, texts_of
from engine.dmn.sheets import sheets_of
from tests.unit.dmn.test_editing import told

ROOT = Path(__file__).resolve().parents[2]
SUITES = Path(os.environ.get("CAUCE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
REFORMATTED = 2
"""Files that have tags which another writer puts otherwise in the part that changes."""


def test_a_formula_that_changes_is_all_that_changes() -> None:
    apart = 0
    models = sorted((SUITES / "dmn-tck").rglob("*.dmn"))
    if not models:
        pytest.skip(f"no models at {SUITES}; set CAUCE_CONFORMANCE to the folder around it")
    for model in models:
        xml = model.read_bytes()
        try:
            tables = {place: told(sheet) for place, sheet in enumerate(sheets_of(xml))}
        except DmnError:
            continue
        texts = {place: each.text for place, each in enumerate(texts_of(xml))}
        assert rewritten(xml, tables, texts) == xml, model.name
        if texts:
            after = rewritten(xml, tables, {0: "1 < 2"})
            assert texts_of(after)[0].text == "1 < 2"
            lines = zip(xml.splitlines(), after.splitlines(), strict=False)
            apart += sum(old != new for old, new in lines) > texts[0].count("\n") + 1
    assert apart <= REFORMATTED
