"""The worker asks at once where something is due: a municipality where nothing is costs nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.auditing import signs
from engine.auditing.accesses import KEPT_DAYS, Looked, forget_looks
from engine.auditing.following import list_all_history
from engine.auditing.verifying import begin_daily
from engine.history.roots import make_roots
from storage.database import WHOLE_INSTALLATION
from storage.queries.accesses import AccessesWanted, accesses_found
from storage.writes.accesses import NewAccess, write_accesses
from storage.writes.municipalities import insert_municipality
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town
from ui.cli.bench.town import town_row

OTHERS = 3
WORK = bundle(start(), user("write", role="clerk"), end(), *path("start", "write", "end"))


@pytest.fixture
def busy(town: Town) -> Town:
    """Something happened here, and nothing in the other municipalities."""
    town.deploys(WORK)
    town.person("ana", "clerk")
    town.open_case("ana", "test", {})
    with town.installation.database.verb(WHOLE_INSTALLATION) as connection:
        for number in range(OTHERS):
            insert_municipality(connection, town_row(900 + number))
    return town


def test_daily_verifications_are_asked_for_some_at_a_time(busy: Town) -> None:
    asked = [begin_daily(busy.installation, limit=2) for _ in range(4)]
    assert asked == [2, 2, 0, 0]
    busy.clock.advance(timedelta(days=1))
    assert begin_daily(busy.installation) == OTHERS + 1


def test_a_root_is_made_where_something_happened_also_long_ago(busy: Town) -> None:
    list_all_history(busy.installation, busy.municipality_id)
    busy.clock.advance(timedelta(days=40))
    assert make_roots(busy.installation) == 1
    assert make_roots(busy.installation) == 0


def test_signs_are_looked_for_where_something_happened_and_daily_elsewhere(
    busy: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(signs, "look_in", lambda _house, town, _steps: seen.append(town) or 0)
    list_all_history(busy.installation, busy.municipality_id)

    def looked() -> int:
        seen.clear()
        signs.look_for_signs(busy.installation, ())
        return len(seen)

    assert (looked(), seen) == (1, [busy.municipality_id])
    busy.clock.advance(timedelta(minutes=9))
    assert looked() == 0
    busy.clock.advance(timedelta(minutes=1))
    assert looked() == 1
    busy.clock.advance(timedelta(hours=1))
    assert looked() == 1  # what was counted later than it happened
    busy.clock.advance(timedelta(hours=1))
    assert looked() == 0
    busy.clock.advance(timedelta(days=1))
    assert looked() == OTHERS + 1


def test_signs_are_looked_for_everywhere_although_more_is_due_than_one_look_takes(
    busy: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(signs, "look_in", lambda _house, town, _steps: seen.append(town) or 0)
    towns = range(1, OTHERS + 2)
    monkeypatch.setattr(
        signs, "newest_entries", lambda _connection: dict.fromkeys(towns, busy.clock.now())
    )
    for _ in towns:
        signs.look_for_signs(busy.installation, (), limit=1)
        busy.clock.advance(signs.EVERY)
    assert seen == list(towns)


def test_looks_are_forgotten_when_they_are_kept_no_longer(busy: Town) -> None:
    now, town, ana = busy.clock.now(), busy.municipality_id, busy.people["ana"].person_id or 0
    old = now - timedelta(days=int(KEPT_DAYS) + 1)
    rows = [NewAccess(town, number, at, ana, Looked.HISTORY, None, "", "")
            for number, at in enumerate((old, now), start=1)]  # fmt: skip
    with busy.installation.database.verb(WHOLE_INSTALLATION) as connection:
        write_accesses(connection, rows)
    assert forget_looks(busy.installation) == 1
    assert forget_looks(busy.installation) == 0
    [kept] = busy.reads(lambda c: accesses_found(c, town, AccessesWanted(), limit=9))
    assert kept.at == now
