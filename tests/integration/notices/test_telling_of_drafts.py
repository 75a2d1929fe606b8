"""Notices of the workshop: who is told of a change of a process, once, by mail, and when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.identity.house import ADMINISTRATOR
from engine.notices.choosing import Choices, choose, keep_quiet, read_notice
from engine.notices.quiet import QuietHours
from engine.refusals import Refused
from engine.workshop import begin, keep
from engine.workshop.commenting import Said, say, settle
from engine.workshop.publishing import Asked, approve, ask, refuse
from storage.queries.notices import notices_of
from storage.writes.identity import correct_person
from tests.diagrams import bundle, end, path, start, user
from tests.integration.notices.test_telling_people import letters
from tests.town import Town

FIRST = bundle(
    start(), user("write"), end(), path("start", "write", "end"), manifest='operators = ["boss"]'
)
PEOPLE = {
    "luis": ("boss",), "eva": ("boss",), "rosa": (ADMINISTRATOR,), "ana": ("clerk",),
}  # fmt: skip


@pytest.fixture
def office(town: Town) -> Town:
    """Luis and Eva run the process, Rosa administers, Ana only works in it; Luis has drawn."""
    for name, roles in PEOPLE.items():
        person = town.person(name, *roles)
        facts = {"name": name.capitalize(), "email": f"{name}@pueblo.pe"}
        town.installation.database.run(
            lambda c, p=person, f=facts: correct_person(
                c, town.municipality_id, p.person_id or 0, **f, national_id=None, position=None
            ),
            municipality=town.municipality_id,
        )
    town.deploys(FIRST)
    draft = begin(town.installation, town.people["luis"], "test")
    assert not isinstance(draft, Refused)
    text = FIRST.files["test.bpmn"].replace(b'name="write"', b'name="Escribir"')
    keep(town.installation, town.people["luis"], draft.draft_id, "test.bpmn", text, over=1)
    town.draft_id = draft.draft_id  # type: ignore[attr-defined]  # for this file
    return town


def asks(town: Town, who: str = "luis") -> int:
    day = town.clock.now().astimezone(ZoneInfo("America/Lima")).date()
    answer = ask(
        town.installation, town.people[who], draft_of(town), reason="Ley", effective_on=day
    )
    assert isinstance(answer, Asked), answer
    return answer.asking_id


def draft_of(town: Town) -> int:
    return int(town.draft_id)  # type: ignore[attr-defined]


def says(town: Town, who: str, text: str, element: str = "write") -> int:
    answer = say(
        town.installation, town.people[who], draft_of(town),
        path="test.bpmn", element=element, text=text,
    )  # fmt: skip
    assert isinstance(answer, Said), answer
    return answer.comment_id


def told(town: Town) -> dict[str, list[str]]:
    """What of drafts each person was told, oldest first; nobody who was told nothing."""
    found = {}
    for name in PEOPLE:
        own = town.people[name].person_id or 0
        rows = town.reads(lambda c, own=own: notices_of(c, town.municipality_id, own))
        found[name] = [row.matter or "" for row in reversed(rows)]
    return {name: matters for name, matters in found.items() if matters}


def test_who_may_approve_is_told_once_and_who_asked_what_came_of_it(office: Town) -> None:
    asks(office)
    asks(office)  # again, before anybody looked
    assert told(office) == {"eva": ["asked"], "rosa": ["asked"]}
    sent = letters(office)
    assert sorted(each.split(" | ")[0] for each in sent) == ["eva@pueblo.pe", "rosa@pueblo.pe"]
    assert "Luis pide su aprobación para cambiar «Prueba»" in sent[0]
    assert "Expediente" not in sent[0]
    read_notice(office.installation, office.people["rosa"])
    asking = asks(office)  # Rosa has read the first: it is news to her
    assert told(office)["rosa"] == ["asked", "asked"]
    refuse(office.installation, office.people["rosa"], asking, reason="Falta la norma")
    approve(office.installation, office.people["eva"], asks(office))
    assert told(office)["luis"] == ["refused", "approved"]
    mine = sorted(each for each in letters(office) if each.startswith("luis@pueblo.pe"))
    assert len(mine) == 2
    assert "Eva aprobó el cambio de «Prueba» que usted pidió" in mine[0]
    assert "Rosa no aprobó el cambio de «Prueba» que usted pidió: Falta la norma" in mine[1]


def test_a_comment_tells_whom_it_names_who_spoke_before_and_who_drew(office: Town) -> None:
    first = says(office, "eva", "¿Quién firma?")
    says(office, "eva", "¿Y cuándo?")  # Luis has not read the first
    assert told(office) == {"luis": ["commented"]}
    says(office, "luis", "El alcalde, @Rosa lo sabe; @Ana no ve el taller; lo dice @Luis")
    assert told(office) == {"luis": ["commented"], "rosa": ["named"], "eva": ["replied"]}
    settle(office.installation, office.people["luis"], draft_of(office), first)
    settle(office.installation, office.people["luis"], draft_of(office), first)
    assert told(office)["eva"] == ["replied", "settled"]
    own = says(office, "luis", "Ya está", element="start")
    settle(office.installation, office.people["luis"], draft_of(office), own)
    assert told(office)["luis"] == ["commented"]
    assert any("Luis dio por atendido su comentario" in each for each in letters(office))


def test_mail_waits_for_the_end_of_the_quiet_hours_and_goes_to_who_wants_it(office: Town) -> None:
    rosa = office.people["rosa"]
    keep_quiet(office.installation, rosa, QuietHours(time(20), time(7)))
    wanted = {("workshop", "mail"): False}
    choose(office.installation, office.people["eva"], Choices(wanted, "", None))
    night = datetime.combine(date(2026, 3, 2), time(22), ZoneInfo("America/Lima"))
    office.clock.move(to=night)
    asks(office)
    assert letters(office) == []
    office.clock.move(to=night + timedelta(hours=10))
    assert [each.split(" | ")[0] for each in letters(office)] == ["rosa@pueblo.pe"]
    assert told(office) == {"eva": ["asked"], "rosa": ["asked"]}
