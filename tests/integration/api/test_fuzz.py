"""The API against its own description: whatever comes, the answer is a documented one, of the
documented shape, and never a fault of ours.

Half of the requests fit the description and half break it; half of them name things that are
there. `make fuzz` tries many more than a run of the tests does.
"""

from __future__ import annotations

import copy
import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from engine.identity.house import COUNTER
from tests.hall import Hall
from tests.programs import furnished, issued

EXAMPLES = int(os.environ.get("CAUCE_FUZZ_EXAMPLES", "6"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture
def hall(sqlite_url: str, town_hall: Any) -> Hall:
    """On SQLite alone: what is looked for lies above the database."""
    found: Hall = town_hall(sqlite_url)
    return found


def test_whatever_comes_is_answered_as_described(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.api.jobs.LOOK", 3_600.0)  # who waits for work is answered at once
    ids = {**furnished(hall), "municipality": hall.slug}
    token = issued(hall, "mesa", "tecnico", "auditor", COUNTER).token
    api = next(each.app for each in hall.app.routes if getattr(each, "path", "") == "/api/v1")
    described = naming_what_is_there(api.openapi(), ids)
    schema = schemathesis.openapi.from_dict(described)
    schema.app = hall.app
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == len([route for route in api.routes if hasattr(route, "scope_wanted")])
    for operation in operations:
        tried = st.one_of(*(operation.as_strategy(mode) for mode in GenerationMode))

        @settings(
            max_examples=EXAMPLES,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=tried)
        def answers(case: Any) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)

        answers()


def naming_what_is_there(description: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    """The description with parameters that are, half of the time, those of things that exist."""
    known = copy.deepcopy(description)
    del known["security"], known["components"]["securitySchemes"]  # the test sends its own token
    for operations in known["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    there = {"const": ids[parameter["name"]]}
                    if parameter["name"] == "version":
                        there = {"const": 1}
                    other = parameter["schema"]
                    only = parameter["name"] == "municipality"
                    parameter["schema"] = there if only else {"anyOf": [there, other]}
    return known
