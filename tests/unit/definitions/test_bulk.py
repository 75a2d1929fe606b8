"""What may be completed many at once: a step whose form asks the same of each task."""

from __future__ import annotations

from typing import Any

import pytest

from engine.definitions.checking import check_bundle
from tests.diagrams import bundle, end, field, form, path, start, user

RESULT = field(
    "resultado", "radio", values=[{"value": "si", "label": "Sí"}, {"value": "no", "label": "No"}]
)
PAPER = '<cauce:document kind="acta" title="Acta" required="true"/>'


def faults(more: str, *fields: Any, key: str = "revision") -> list[str]:
    """The errors of a step with this extension and this form."""
    found = check_bundle(
        bundle(
            start(),
            user("revisar", form=key, more=more),
            end(),
            path("start", "revisar", "end"),
            forms={"revision": form(*(fields or (RESULT,)))},
        )
    )
    return [f"{each.rule} {each.element_id}" for each in found if each.is_error]


@pytest.mark.parametrize("most", ["", ' most="25"', ' most="=legal parameter(&quot;x&quot;)"'])
def test_a_form_with_one_decision_may_be_for_many(most: str) -> None:
    assert faults(f"<cauce:bulk{most}/>") == []


@pytest.mark.parametrize("most", ["0", "201", "muchas", "-1", "٣"])
def test_how_many_is_a_number_or_an_expression(most: str) -> None:
    assert faults(f'<cauce:bulk most="{most}"/>') == ["bulk revisar"]


def test_what_has_no_form_or_leaves_papers_is_not_for_many() -> None:
    assert faults("<cauce:bulk/>", key="") == ["bulk revisar"]
    assert faults(f"<cauce:bulk/>{PAPER}") == ["bulk revisar"]


def test_a_form_that_asks_for_files_or_pages_is_not_for_many() -> None:
    picker = {"type": "filepicker", "key": "acta", "label": "Acta", "id": "p"}
    assert faults("<cauce:bulk/>", RESULT, picker) == ["bulk revisar"]
    leaf = {
        "type": "group",
        "id": "g",
        "label": "Uno",
        "properties": {"page": "true"},
        "components": [RESULT],
    }
    assert faults("<cauce:bulk/>", leaf) == ["bulk revisar"]


def test_it_knows_no_other_attribute_and_no_other_place() -> None:
    assert faults('<cauce:bulk least="2"/>') == ["extension revisar"]
