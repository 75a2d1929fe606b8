"""A town that asks for fees."""

from __future__ import annotations

import pytest

from tests.fees import asks_for_fees
from tests.town import Town


@pytest.fixture
def hall(town: Town) -> Town:
    """The process is in force, and there is somebody for each part."""
    asks_for_fees(town)
    return town
