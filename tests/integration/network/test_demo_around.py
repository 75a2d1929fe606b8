"""The municipalities that Tambo Real learns with, made once by the house's own verbs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from engine.clock import MovableClock
from engine.definitions import deploy
from engine.experiences.reading import shared
from engine.identity import system_actor
from engine.installation import Installation
from engine.parameters import load_parameters
from engine.teams.places import member_at_home, places_of
from processes.demo import town
from processes.demo.around import show_around
from processes.demo.tambo_real import PEOPLE, SLUG
from processes.demo.told import TALES
from processes.registry import family, paid_into, parameters_of, registers
from storage.database import WHOLE_INSTALLATION, Database
from storage.documents.folder import FolderStore
from storage.queries.experiences import written_experiences
from storage.queries.identity import person_by_login
from storage.queries.municipalities import municipality_by_slug
from storage.tables.experiences import ExperienceState

TODAY = date(2026, 11, 24)
RUN = ("asesoria", "licencia_funcionamiento", "procurement", "declaracion_predial")


def _tambo_real(house: Installation) -> int:
    there = town.found(house, today=TODAY).municipality_id
    load_parameters(house, there, parameters_of("PE"))
    for key in RUN:
        deploy(house, system_actor(there), family(key).bundle, shared=True)
    for one in PEOPLE[:13]:
        town.known_or_registered(house, there, one, one.email)
    return there


def test_a_team_advice_and_experiences_are_shown_once(sqlite_url: str, tmp_path: Path) -> None:
    database, clock = Database(sqlite_url), MovableClock(datetime(2026, 11, 24, 13, tzinfo=UTC))
    house = Installation(
        database, FolderStore(tmp_path), clock=clock, registers=registers(), paid_into=paid_into()
    )
    there = _tambo_real(house)
    assert [show_around(house, today=TODAY) for _ in range(2)] == [2, 0]
    with database.read(WHOLE_INSTALLATION) as connection:
        province = municipality_by_slug(connection, "hatun-mayo")
    assert province is not None
    with database.read(province.id) as connection:
        iris = person_by_login(connection, province.id, "iris@hatunmayo.example")
    assert iris is not None
    who = member_at_home(house, province.id, iris.id)
    assert who is not None
    places = {one.slug: one for one in places_of(house, who, process_key="asesoria")}
    waiting = {slug: [each.name for each in one.work] for slug, one in places.items()}
    assert waiting == {"hatun-mayo": [], "quinua-pampa": [], SLUG: ["Tomar el pedido"]}
    assert [len(places[slug].advice) for slug in ("quinua-pampa", SLUG)] == [2, 1]
    told = shared(house)
    assert len(told) == len(TALES) - 1
    assert {one.row.town for one in told} >= {province.name}
    assert all(one.row.after is not None for one in told)
    with database.read(there) as connection:
        (asked,) = [
            one
            for one in written_experiences(connection, there, limit=9)
            if one.state != ExperienceState.SHARED
        ]
    database.close()
    assert (asked.state, asked.decided_by) == (ExperienceState.ASKED, None)
