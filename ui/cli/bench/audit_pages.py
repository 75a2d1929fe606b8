"""What the auditor's list of all events costs beside a great many: the newest of all,
and those of a subject, a process and a word."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from engine.auditing.topics import Topic
from engine.identity import AUDITOR, register_person
from engine.identity.sessions import open_session
from storage.queries.municipalities import municipality_by_id
from ui.cli.bench import workload
from ui.cli.bench.hall import Hall, Progress
from ui.cli.bench.pages import SETTINGS, PageCost, cost_of, visited
from ui.cli.bench.visitor import visitor
from ui.logs import only_warnings
from ui.web import create_app

PARTS = ("day", "month", "year")


def pages_of(hall: Hall, visits: int, tell: Progress) -> dict[str, PageCost]:
    """The costs by what is sought, visited in turn."""
    installation, town = hall.installation, hall.actor.municipality_id
    auditor = register_person(
        installation, town, name="Auditor", email="auditor@bench.example", roles=(AUDITOR,)
    )
    session = installation.database.run(
        lambda c: open_session(installation, c, town, auditor.person_id or 0), municipality=town
    )
    with installation.database.read(town) as connection:
        row = municipality_by_id(connection, town)
    if row is None:
        raise workload.Wrong("the town is missing")
    before = installation.clock.now() - timedelta(days=1)
    asked: dict[str, dict[str, object]] = {
        "the newest": {},
        "of a subject": {"topic": str(int(Topic.TASK))},
        "of days before": {f"until-{part}": getattr(before, part) for part in PARTS},
        "of a process": {"process": workload.KEY},
        "with a word": {"q": "applicant"},
    }
    paths = {name: [f"/{row.slug}/audit?{urlencode(each)}"] for name, each in asked.items()}
    with only_warnings(), visitor(create_app(SETTINGS, installation), session=session) as opens:
        taken = visited(opens, paths, visits, tell)
    return {name: cost_of(seen) for name, seen in taken.items()}
