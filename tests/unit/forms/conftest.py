"""Builders of forms for these tests."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.feel import Host
from engine.forms import Form, parse_form


@pytest.fixture
def form_of() -> Callable[..., Form]:
    """A form of the given form-js components."""

    def build(*components: dict[str, Any]) -> Form:
        return parse_form(json.dumps({"type": "default", "components": components}).encode())

    return build


@pytest.fixture
def host() -> Host:
    """A host whose clock stands at Monday 9 March 2026."""
    return Host(clock=lambda: datetime(2026, 3, 9, 15, tzinfo=UTC))
