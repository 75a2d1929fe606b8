"""A town that collects the property tax."""

from __future__ import annotations

import pytest

from tests.taxes import collects_taxes
from tests.town import Town


@pytest.fixture
def hall(town: Town) -> Town:
    """The processes are in force, and there is somebody for each part."""
    collects_taxes(town)
    return town
