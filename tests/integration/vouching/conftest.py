"""Both doors of a town, with a provider beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors import Doors, doors_of


@pytest.fixture
def doors(database_url: str, tmp_path: Path) -> Iterator[Doors]:
    with doors_of(database_url, tmp_path) as found:
        yield found
