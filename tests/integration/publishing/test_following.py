"""The publisher's duty: nothing is lost, doubled or out of order, and no step pays for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from engine.cases import Facts
from engine.publishing import following
from engine.publishing.following import Made, publish
from engine.publishing.telling import CaseTold
from processes.procurement.ocds.acts import FACTS
from processes.procurement.ocds.publishing import publisher_of
from processes.registry import family
from storage.queries.releases import RecordRow, published_up_to
from tests.diagrams import bundle, end, path, start, user
from tests.features.purchase import Purchase
from tests.ocds import PLACE, judged, publishes, releases_of, tags_of
from tests.town import Town

ROOT = Path(__file__).parents[3]
HANGS = """
import sys, time
from engine.installation import Installation
from engine.publishing.following import publish
from processes.procurement.ocds.publishing import publisher_of
from storage.database import Database
from storage.documents.folder import FolderStore
from tests.ocds import PLACE
from pathlib import Path
real, seen = publisher_of(PLACE), Path(sys.argv[2])
def hanging(case, before, now):
    made = real(case, before, now)
    if before is not None:
        seen.write_text("half way")
        time.sleep(120)
    return made
house = Installation(Database(sys.argv[1]), FolderStore(Path(sys.argv[3])))
publish(house, {"ocds": hanging})
"""


def test_looking_again_publishes_nothing_twice(town: Town, called: Purchase) -> None:
    assert publishes(town) == 3
    before = releases_of(town, called.case_id)
    following._looked._kept.clear()  # as another worker would, which remembers nothing
    assert publishes(town) == 0
    town.clock.advance(timedelta(minutes=20))
    assert publishes(town) == 0
    assert releases_of(town, called.case_id) == before


def test_few_at_a_time_is_the_same_as_all_at_once(town: Town, awarded: Purchase) -> None:
    publishes(town, limit=3)
    judged(town, awarded.case_id)
    assert tags_of(town, awarded.case_id)[-1] == "award"
    rows = releases_of(town, awarded.case_id)
    assert [row.date for row in rows] == sorted({row.date for row in rows})


def test_a_case_that_cannot_be_told_stops_no_other(town: Town, called: Purchase) -> None:
    other = Purchase(town)
    other.need("Cemento para la losa", area="Servicios Públicos", days="10", code="30111601")
    other.study("38450.00")
    other.certify()
    real = publisher_of(PLACE)

    def failing(case: CaseTold, before: RecordRow | None, now: object) -> Made | None:
        if case.case_id == called.case_id:
            raise KeyError("nobody knows")
        return real(case, before, town.clock.now())

    assert publish(town.installation, {"ocds": failing}) == 1
    assert releases_of(town, called.case_id) == ()
    assert publishes(town) == 3


def test_a_process_that_says_nothing_publishes_nothing(town: Town) -> None:
    town.deploys(bundle(start(), user("work"), end(), path("start", "work", "end")))
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", Facts({}))
    assert publishes(town) == 0
    assert releases_of(town, case_id) == ()
    assert town.reads(lambda c: published_up_to(c, town.municipality_id)) is not None


def test_every_act_of_the_family_means_something_that_the_publisher_knows() -> None:
    from engine.definitions.compilation import compile_bundle

    acts = compile_bundle(family("procurement").bundle).manifest.publication.acts
    assert {act.fact for act in acts} <= FACTS


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_publisher_that_was_killed_leaves_nothing_half_done(
    town: Town, called: Purchase, kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if town.installation.database.dialect[:6] != kind[:6]:
        return  # the town is on the other database
    publishes(town, limit=1)
    called.on(called.town.clock.now().date() + timedelta(days=4))
    called.do("absolver_consultas", hay_consultas="no")
    seen, documents = tmp_path / "seen", tmp_path / "documents"
    order = [sys.executable, "-c", HANGS, town.database_url, str(seen), str(documents)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(order, env=environment, cwd=ROOT) as running:
        until = time.monotonic() + 60
        while not seen.exists() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        assert seen.exists()
        running.send_signal(signal.SIGKILL)
    before = tags_of(town, called.case_id)
    publishes(town)
    assert before == ["planning", "planningUpdate", "tender"][: len(before)]
    assert tags_of(town, called.case_id) == [
        "planning", "planningUpdate", "tender", "tenderUpdate",
    ]  # fmt: skip
    judged(town, called.case_id)
