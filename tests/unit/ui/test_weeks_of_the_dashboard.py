"""What came in and went out is told by weeks that begin on Monday."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ui.indicators.flow import ENDED, LODGED, Week, weeks_until


def test_days_are_told_in_the_week_of_their_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def found(*_: object, **days: date) -> tuple[tuple[str, date, int], ...]:
        asked.update(days)
        return (
            (LODGED, date(2026, 1, 26), 4),  # the Monday of the first week
            (LODGED, date(2026, 3, 8), 2),  # a Sunday
            (LODGED, date(2026, 3, 16), 3),
            (ENDED, date(2026, 3, 18), 5),
            (LODGED, date(2026, 3, 18), 1),
        )

    monkeypatch.setattr("ui.indicators.flow.denominators_by_day", found)
    weeks = weeks_until(None, 1, date(2026, 3, 18))  # type: ignore[arg-type]  nothing is asked of it
    assert asked == {"since": date(2026, 1, 26), "until": date(2026, 3, 18)}
    assert len(weeks) == 8
    assert weeks[0] == Week(date(2026, 1, 26), 4, 0)
    assert weeks[5] == Week(date(2026, 3, 2), 2, 0)
    assert weeks[7] == Week(date(2026, 3, 16), 4, 5)
    assert sum(each.came + each.went for each in weeks) == 15
