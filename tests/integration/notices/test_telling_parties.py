"""People in a case who have no account: told once, as they agreed, and of nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from engine.cases import cancel, resume, suspend
from engine.cases.parties import Entered, Party, add_party, remove_party
from engine.history.kinds import EventKind
from engine.jobs.built_in import built_in
from engine.notices.following import tell_people
from engine.notices.kinds import Channel
from engine.notices.parties import Agreed, Way, agree
from engine.outside import Caller, FolderPost, FolderTexts, Outside
from engine.outside.mail import Letter, Sent
from engine.refusals import RefusalKind, Refused
from engine.worker.dispatcher import run_due
from storage.queries.history import events_of_case
from storage.queries.party_notices import party_notices_in, ways_in_cases
from storage.tables.casefile import PartyRole
from tests.diagrams import bundle, end, path, start, user
from tests.integration.notices.test_telling_people import text_of
from tests.town import Town
from ui.notices.wording import PageWording

DRAWN = bundle(
    start(),
    user("revisar"),
    end(),
    path("start", "revisar", "end"),
    manifest='operators = ["boss"]',
)
MAIL = Way(Channel.MAIL, " Julia@Correo.pe ")


@pytest.fixture
def case_id(town: Town) -> int:
    """A case that Rosa, of the municipality, opened for somebody who came to the window."""
    town.deploys(DRAWN)
    town.person("rosa", "clerk")
    town.person("luis", "boss")
    return town.open_case("rosa", "test", {})


def enters(town: Town, case_id: int, role: PartyRole = PartyRole.APPLICANT) -> int:
    answer = add_party(town.installation, town.people["rosa"], case_id, Party(role, "Julia Ccori"))
    assert isinstance(answer, Entered)
    return answer.party_id


def agrees(town: Town, case_id: int, party_id: int, way: Way | None = MAIL) -> None:
    answer = agree(town.installation, town.people["rosa"], case_id, party_id, way)
    assert isinstance(answer, Agreed), answer


def log(town: Town, case_id: int) -> list[tuple[EventKind, str, str, int]]:
    rows = town.reads(lambda c: party_notices_in(c, town.municipality_id, case_id))
    return [(EventKind(row.event), row.channel, row.state, row.tries) for row in reversed(rows)]


def suspends(town: Town, case_id: int) -> None:
    suspend(town.installation, town.people["luis"], case_id, "Falta un informe secreto")


def letters(town: Town, outside: Outside | None = None) -> list[str]:
    """The notifier and the worker do what is due; every letter and text in the outbox then."""
    tell_people(town.installation)
    box = town.folder.parent / "outbox"
    house = Outside(Caller(), FolderPost(box, "cauce@pueblo.pe"), {}, FolderTexts(box))
    wording = PageWording(town.installation, "https://cauce.pueblo.pe")
    run_due(town.installation, built_in(town.installation, outside or house, wording=wording))
    return [text_of(file) for file in sorted(box.glob("*"))] if box.exists() else []


def test_nobody_is_told_who_did_not_agree(town: Town, case_id: int) -> None:
    enters(town, case_id)
    suspends(town, case_id)
    assert letters(town) == []
    assert log(town, case_id) == []


def test_who_agreed_is_told_once_that_it_happened_and_nothing_of_what_is_in_the_case(
    town: Town, case_id: int
) -> None:
    suspends(town, case_id)
    resume(town.installation, town.people["luis"], case_id, "Llegó")
    town.clock.advance(timedelta(minutes=1))
    agrees(town, case_id, enters(town, case_id))
    town.clock.advance(timedelta(minutes=1))
    suspends(town, case_id)
    for _ in range(3):
        (letter,) = letters(town)
    number = town.case(case_id).number
    assert letter.startswith("julia@correo.pe | ")
    assert f"Su expediente {number} está suspendido." in letter
    assert "Julia Ccori" in letter
    assert "secreto" not in letter
    assert log(town, case_id) == [(EventKind.CASE_SUSPENDED, "mail", "sent", 1)]


def test_the_end_of_a_case_reaches_a_telephone(town: Town, case_id: int) -> None:
    agrees(town, case_id, enters(town, case_id), Way(Channel.SMS, "+51 984-111-222"))
    town.does("rosa", case_id, "revisar")
    (text,) = letters(town)
    assert text.startswith("+51984111222")
    assert "llegó a su fin" in text
    assert log(town, case_id) == [(EventKind.CASE_COMPLETED, "sms", "sent", 1)]


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (PartyRole.REPRESENTATIVE, [EventKind.CASE_SUSPENDED, EventKind.CASE_CANCELLED]),
        (PartyRole.THIRD_PARTY, [EventKind.CASE_CANCELLED]),
        (PartyRole.WITNESS, []),
    ],
)
def test_each_part_in_a_case_is_told_of_what_is_meant_for_it(
    town: Town, case_id: int, role: PartyRole, told: list[EventKind]
) -> None:
    agrees(town, case_id, enters(town, case_id, role))
    suspends(town, case_id)
    cancel(town.installation, town.people["luis"], case_id, "Desistió")
    letters(town)
    assert [each[0] for each in log(town, case_id)] == told


def test_who_no_longer_agrees_or_left_the_case_is_told_nothing(town: Town, case_id: int) -> None:
    julia, other = enters(town, case_id), enters(town, case_id, PartyRole.REPRESENTATIVE)
    for party in (julia, other):
        agrees(town, case_id, party)
    suspends(town, case_id)
    tell_people(town.installation)
    agrees(town, case_id, julia, None)
    remove_party(town.installation, town.people["rosa"], case_id, other, "Por error")
    assert letters(town) == []
    assert [each[2] for each in log(town, case_id)] == ["failed", "failed"]
    resume(town.installation, town.people["luis"], case_id, "Llegó")
    letters(town)
    assert len(log(town, case_id)) == 2


def test_what_nobody_takes_is_tried_again_and_then_noted(town: Town, case_id: int) -> None:
    class Away:
        def send(self, _: Letter) -> Sent:
            return Sent.LATER

    outside = Outside(Caller(), Away(), {}, FolderTexts(Path("none")))
    agrees(town, case_id, enters(town, case_id))
    suspends(town, case_id)
    for _ in range(5):
        letters(town, outside)
        town.clock.advance(timedelta(hours=7))
    ((_, _, state, tries),) = log(town, case_id)
    assert (state, tries) == ("failed", 5)


def test_the_consent_stands_in_the_history_without_the_address(town: Town, case_id: int) -> None:
    party = enters(town, case_id)
    for way in (MAIL, MAIL, None, None):  # the same again is no change
        agrees(town, case_id, party, way)
    rows = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    kinds = [row.kind for row in rows[:3]]
    assert kinds == [EventKind.PARTY_WAY_ENDED, EventKind.PARTY_WAY_AGREED, EventKind.PARTY_ADDED]
    assert "correo.pe" not in "".join(f"{row.data}{row.detail}" for row in rows)
    assert town.verification().faults == ()


@pytest.mark.parametrize(
    "way",
    [
        Way(Channel.MAIL, "julia"),
        Way(Channel.SMS, "984111222"),
        Way(Channel.MAIL, "a@b.pe\nBcc: x@y.pe"),
    ],
)
def test_where_nothing_can_go_is_refused(town: Town, case_id: int, way: Way) -> None:
    answer = agree(town.installation, town.people["rosa"], case_id, enters(town, case_id), way)
    assert answer == Refused(RefusalKind.INVALID_DATA, {"field": "address"})
    assert town.reads(lambda c: ways_in_cases(c, town.municipality_id, [case_id])) == ()


def test_who_does_not_work_on_the_case_writes_nothing_down(town: Town, case_id: int) -> None:
    other = town.person("olga", "other")
    answer = agree(town.installation, other, case_id, enters(town, case_id), MAIL)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NO_ROLE
