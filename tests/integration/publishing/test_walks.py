"""Two hundred purchases that go at random: all that is published is valid and merges."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.features.purchase import Purchase
from tests.integration.publishing.walking import Walk, walk
from tests.ocds import judged, publishes, releases_of
from tests.town import Town

HOW_MANY = 200
EVERY_TAG = {
    "planning", "planningUpdate", "tender", "tenderAmendment", "tenderUpdate",
    "tenderCancellation", "award", "awardUpdate", "awardCancellation", "contract",
    "contractAmendment", "contractUpdate", "contractTermination", "implementation",
    "implementationUpdate",
}  # fmt: skip


def test_two_hundred_purchases_are_valid_and_merge_as_others_merge_them(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    town = Town(sqlite_url, tmp_path / "documents")
    Purchase(town).found()
    walks = [Walk(Purchase(town), Random(seed)) for seed in range(HOW_MANY)]  # noqa: S311  # dice
    for number, each in enumerate(walks):
        each.begin(number)
    looks = Random(0)  # noqa: S311  # when the worker looks
    walk(walks, begin=date(2026, 3, 2), days=130, looks=looks, look=lambda: publishes(town))
    publishes(town)
    assert [each.message for each in caplog.records if each.message == "not published"] == []
    tags: Counter[str] = Counter()
    for each in walks:
        rows = releases_of(town, each.purchase.case_id)
        if rows:
            judged(town, each.purchase.case_id)
        tags.update(tag for row in rows for tag in row.tag.split())
    assert set(tags) == EVERY_TAG
    assert tags["planning"] > HOW_MANY / 4
    town.close()
