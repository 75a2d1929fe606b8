"""A release only adds: what an older program would stumble over is named."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from storage.migrations import NEWEST, growing
from storage.migrations.growing import breaks, picture_of
from storage.tables import metadata

NOW = picture_of(metadata)


def test_the_program_of_every_release_works_on_the_tables_of_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = sorted(growing.RELEASED.glob("*.json"))
    monkeypatch.setattr(growing, "RELEASED", tmp_path / "released")
    growing.main()
    for release in (*kept, tmp_path / "released" / f"{NEWEST}.json"):
        assert breaks(json.loads(release.read_text(encoding="utf-8")), NOW) == []


def changed(**columns: object) -> dict[str, Any]:
    """The tables of now, with changes to those of sessions."""
    new = deepcopy(json.loads(json.dumps(NOW)))
    new["sessions"]["columns"].update(columns)
    return new


def test_what_is_added_breaks_nothing() -> None:
    optional = {"type": "TEXT", "optional": True}
    assert breaks(NOW, changed(note=optional)) == []
    wider = changed()
    wider["things"] = wider["sessions"]
    wider["jobs"]["columns"]["element"]["type"] = "BIGINT"
    condition = wider["jobs"]["conditions"]["ck_jobs_state"]
    wider["jobs"]["conditions"]["ck_jobs_state"] = condition.replace("('", "('new', '")
    assert breaks(json.loads(json.dumps(NOW)), wider) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda new: new.pop("sessions"), "sessions: is gone"),
        (lambda new: new["sessions"]["columns"].pop("device"), "sessions.device: is gone"),
        (
            lambda new: new["sessions"]["columns"]["ended_at"].update(optional=False),
            "sessions.ended_at: may be absent no more",
        ),
        (
            lambda new: new["sessions"]["columns"].update(x={"type": "TEXT", "optional": False}),
            "sessions.x: is new and must be given",
        ),
        (
            lambda new: new["sessions"]["columns"]["seen_at"].update(type="TEXT"),
            "sessions.seen_at: was BIGINT and is TEXT",
        ),
        (lambda new: new["sessions"].update(key=["id"]), "sessions: its key is another"),
        (
            lambda new: new["sessions"]["unique"].append(["device"]),
            "sessions: unique ['device'] is new",
        ),
        (
            lambda new: new["jobs"]["conditions"].update(
                ck_jobs_state=new["jobs"]["conditions"]["ck_jobs_state"].replace("'held', ", "")
            ),
            "jobs: the condition ck_jobs_state is new or narrower",
        ),
    ],
)
def test_what_would_break_an_older_program_is_named(
    change: Callable[[Any], object], told: str
) -> None:
    new = changed()
    change(new)
    assert breaks(json.loads(json.dumps(NOW)), new) == [told]
