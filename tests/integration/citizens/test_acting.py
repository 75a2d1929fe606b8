"""What an applicant does with a case: opens it with the PIN, writes, withdraws, says how it was."""

from datetime import date, timedelta

import pytest

from engine.citizens.accounts import CameIn, change_password, come_in
from engine.citizens.filing import Filed, file
from engine.citizens.people import Applicant
from engine.citizens.pins import PAUSE, TRIES
from engine.citizens.sessions import SessionKind, leave, welcome_guest
from engine.citizens.surveying import ENOUGH, Thanked, answer_survey, ratings_of
from engine.citizens.unlocking import Renewed, Unlocked, renew_pin, unlock
from engine.citizens.withdrawing import Scope, Withdrawn, withdraw
from engine.citizens.writing import Written, write_to_applicant, write_to_office
from engine.history.kinds import EventKind
from engine.identity.signing_in import sign_in
from engine.notices.following import tell_people
from engine.refusals import RefusalKind, Refused
from engine.retention.disposing import Act, dispose
from engine.retention.rules import ARCHIVIST
from engine.values import loads
from engine.worker.pruner import prune
from storage.queries.citizens import application_of, citizen_by_id
from storage.queries.history import events_of_case
from storage.queries.identity import names_of
from storage.queries.notices import notices_of
from storage.queries.party_notices import party_notices_in
from tests.town import Town
from tests.window import (
    ASKED,
    NELIDA,
    PASSWORD,
    actor_with,
    files_as_guest,
    known,
    observed,
    photo,
    unlocked,
    window_service,
    with_account,
)

K = EventKind
ANA = Applicant("Ana Paz", "40718825", "ana@correo.pe")


def finished(town: Town) -> tuple[int, object]:
    """A case that came to its end, and its applicant."""
    filed = files_as_guest(town)
    town.does("rosa", filed.started.case_id, "calificar", {"resultado": "si"})
    return filed.started.case_id, unlocked(town, filed)


def test_the_pin_opens_one_case_for_an_hour(town: Town) -> None:
    filed = files_as_guest(town)
    answer = unlock(town.installation, town.municipality_id, filed.code.lower(), filed.pin.lower())
    assert isinstance(answer, Unlocked)
    who = known(town, answer.token)
    assert who is not None
    assert (who.kind, who.case_id) == (SessionKind.CASE, filed.started.case_id)
    assert who.actor.confined
    town.clock.advance(timedelta(minutes=61))
    assert known(town, answer.token) is None


def test_five_wrong_pins_close_it_for_an_hour_and_another_code_tells_the_same(town: Town) -> None:
    filed, other = files_as_guest(town), files_as_guest(town)

    def tries(code: str, pin: str) -> object:
        return unlock(town.installation, town.municipality_id, code, pin)

    wrong = {repr(tries(filed.code, "AAAAAA")) for _ in range(TRIES)}
    wrong |= {repr(tries("2026-TAMBO-000999-1", "AAAAAA")), repr(tries(filed.code, filed.pin))}
    assert len(wrong) == 1
    assert isinstance(tries(other.code, other.pin), Unlocked)
    town.clock.advance(PAUSE + timedelta(seconds=1))
    assert isinstance(tries(filed.code, filed.pin), Unlocked)
    for _ in range(TRIES - 1):
        assert isinstance(tries(filed.code, "AAAAAA"), Refused)
    assert isinstance(tries(filed.code, filed.pin), Unlocked)  # the tries began anew


def test_a_new_pin_at_the_counter_ends_the_one_before(town: Town) -> None:
    filed = files_as_guest(town)
    before = unlock(town.installation, town.municipality_id, filed.code, filed.pin)
    assert isinstance(before, Unlocked)
    rosa = renew_pin(town.installation, town.people["rosa"], filed.started.case_id)
    assert isinstance(rosa, Refused)
    answer = renew_pin(town.installation, town.people["marta"], filed.started.case_id)
    assert isinstance(answer, Renewed)
    assert known(town, before.token) is None
    old = unlock(town.installation, town.municipality_id, filed.code, filed.pin)
    assert isinstance(old, Refused)
    new = unlock(town.installation, town.municipality_id, filed.code, answer.pin)
    assert isinstance(new, Unlocked)


def test_a_session_of_another_town_or_one_that_was_left_is_none(town: Town) -> None:
    token = with_account(town)
    assert known(town, token) is not None
    assert known(town, "1" + token) is None
    leave(town.installation, town.municipality_id, token)
    assert known(town, token) is None


def test_accounts_sign_in_at_the_portal_and_never_at_the_staffs_door(town: Town) -> None:
    key, house = town.municipality_id, town.installation
    with_account(town)
    assert isinstance(come_in(house, key, " NELIDA@correo.pe ", PASSWORD), CameIn)
    refused = sign_in(house, key, NELIDA.email, PASSWORD)
    assert isinstance(refused, Refused)
    wrong = come_in(house, key, NELIDA.email, "otra clave que no es")
    nobody = come_in(house, key, "nadie@correo.pe", "otra clave que no es")
    assert isinstance(wrong, Refused)
    assert isinstance(nobody, Refused)
    assert wrong.kind is nobody.kind is RefusalKind.WRONG_PASSWORD
    for _ in range(5):
        come_in(house, key, NELIDA.email, "otra clave que no es")
    shut = come_in(house, key, NELIDA.email, PASSWORD)
    assert isinstance(shut, Refused)
    assert shut.kind is RefusalKind.LOCKED_OUT
    town.clock.advance(timedelta(minutes=31))
    new = "otra feria de quesos rojos"
    assert change_password(house, key, NELIDA.email, PASSWORD, new) is None
    assert isinstance(come_in(house, key, NELIDA.email, new), CameIn)


def test_they_write_to_each_other_and_each_side_is_told(town: Town) -> None:
    filed = files_as_guest(town)
    case_id, applicant = filed.started.case_id, unlocked(town, filed)
    tell_people(town.installation)
    town.clock.advance(timedelta(minutes=1))
    said = write_to_office(town.installation, applicant, case_id, "¿Falta algo?")
    assert isinstance(said, Written)
    replied = write_to_applicant(town.installation, town.people["rosa"], case_id, "No, nada.")
    assert isinstance(replied, Written)
    tell_people(town.installation)
    marta = town.people["marta"].person_id or 0
    told = town.reads(lambda c: notices_of(c, town.municipality_id, marta))
    assert [each.kind for each in told] == ["written"]  # nobody holds it: the counter is told
    went = town.reads(lambda c: party_notices_in(c, town.municipality_id, case_id))
    assert [each.event for each in went] == [K.OFFICE_WROTE]
    found = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id, limit=2))
    assert "No, nada." in (found[0].detail or "")
    assert "No, nada." not in found[0].data


def test_who_has_no_part_in_a_case_writes_nothing_in_it(town: Town) -> None:
    filed, other = files_as_guest(town), files_as_guest(town)
    case_id, stranger = filed.started.case_id, unlocked(town, other)
    town.person("elmer", "tecnico")
    for answer in (
        write_to_office(town.installation, stranger, case_id, "Hola"),
        write_to_applicant(town.installation, stranger, case_id, "Hola"),
        write_to_office(town.installation, town.people["rosa"], case_id, "Hola"),
        write_to_applicant(town.installation, town.people["elmer"], case_id, "Hola"),
        write_to_office(town.installation, unlocked(town, filed), case_id, " "),
        withdraw(town.installation, stranger, case_id, "Ya no"),
        withdraw(town.installation, town.people["rosa"], case_id, "Ya no"),
    ):
        assert isinstance(answer, Refused), answer


def test_withdrawing_ends_a_case_that_does_not_wait_for_it(town: Town) -> None:
    filed = files_as_guest(town)
    case_id, applicant = filed.started.case_id, unlocked(town, filed)
    assert isinstance(withdraw(town.installation, applicant, case_id, " "), Refused)
    answer = withdraw(town.installation, applicant, case_id, "Ya no habrá feria")
    assert answer == Withdrawn(case_id, told=False)
    assert town.case(case_id).state == "cancelled"
    again = withdraw(town.installation, applicant, case_id, "Otra vez")
    assert again == Refused(RefusalKind.ANSWERED)


def test_the_claim_is_given_up_only_where_that_is_said(town: Town) -> None:
    one, other = files_as_guest(town), files_as_guest(town)
    for filed, scope in ((one, Scope.PROCEDURE), (other, Scope.CLAIM)):
        case_id = filed.started.case_id
        withdraw(town.installation, unlocked(town, filed), case_id, "Ya no", scope)
        row = town.reads(lambda c, key=case_id: application_of(c, town.municipality_id, key))
        assert row is not None
        assert row.withdrawn_as == scope
        events = town.reads(lambda c, key=case_id: events_of_case(c, town.municipality_id, key))
        (ended,) = [each for each in events if each.kind == EventKind.CASE_CANCELLED]
        assert loads(ended.data) == {"withdrawn": str(scope)}
    assert town.verification().whole


WAITS = """<bpmn:boundaryEvent id="desiste" name="Desistimiento" attachedToRef="tramite">
  <bpmn:outgoing>f9</bpmn:outgoing><bpmn:messageEventDefinition messageRef="m9"/>
</bpmn:boundaryEvent>
<bpmn:sequenceFlow id="f9" sourceRef="desiste" targetRef="archivado"/>
<bpmn:endEvent id="archivado" name="Archivado por desistimiento"><bpmn:incoming>f9</bpmn:incoming>
</bpmn:endEvent>
<bpmn:boundaryEvent id="silencio" """
LANE = "<bpmn:flowNodeRef>entregado</bpmn:flowNodeRef>"
MESSAGE = """<bpmn:message id="m9" name="desistimiento"><bpmn:extensionElements>
<zeebe:subscription correlationKey="=dni"/></bpmn:extensionElements></bpmn:message>
</bpmn:definitions>"""


def test_a_process_that_waits_for_the_withdrawal_is_told(town: Town) -> None:
    town.deploys(
        window_service(
            **{
                '<bpmn:boundaryEvent id="silencio" ': WAITS,
                LANE: LANE
                + "<bpmn:flowNodeRef>desiste</bpmn:flowNodeRef>"
                + "<bpmn:flowNodeRef>archivado</bpmn:flowNodeRef>",
                "</bpmn:definitions>": MESSAGE,
            }
        )
    )
    filed, other = files_as_guest(town), files_as_guest(town)
    case_id = filed.started.case_id
    answer = withdraw(town.installation, unlocked(town, filed), case_id, "Ya no habrá feria")
    assert answer == Withdrawn(case_id, told=True)
    case = town.case(case_id)
    assert (case.state, case.outcome) == ("completed", "Archivado por desistimiento")
    assert town.case(other.started.case_id).state == "open"  # of the same person, and not this one
    assert town.verification().whole


def test_only_the_applicant_says_how_it_was_once_and_when_it_is_over(town: Town) -> None:
    filed = files_as_guest(town)
    case_id, applicant = filed.started.case_id, unlocked(town, filed)
    early = answer_survey(town.installation, applicant, case_id, 5)
    assert isinstance(early, Refused)
    town.does("rosa", case_id, "calificar", {"resultado": "si"})
    for actor in (town.people["rosa"], town.people["marta"]):
        assert isinstance(answer_survey(town.installation, actor, case_id, 5), Refused)
    wrong = answer_survey(town.installation, applicant, case_id, 6)
    assert wrong == Refused(RefusalKind.INVALID_DATA, {"field": "rating"})
    assert isinstance(answer_survey(town.installation, applicant, case_id, 2, "Tardó"), Thanked)
    again = answer_survey(town.installation, applicant, case_id, 5)
    assert again == Refused(RefusalKind.ANSWERED)
    events = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id, limit=1))
    assert (events[0].kind, events[0].data, events[0].detail) == (K.SURVEY_ANSWERED, "", None)


def test_answers_are_told_only_when_there_are_enough(town: Town) -> None:
    for number in range(ENOUGH):
        assert town.reads(lambda c: ratings_of(town.installation, c, town.municipality_id)) == ()
        case_id, applicant = finished(town)
        answer_survey(town.installation, applicant, case_id, number + 1)  # type: ignore[arg-type]  # an actor
    (told,) = town.reads(lambda c: ratings_of(town.installation, c, town.municipality_id))
    assert (told.process_key, told.answers, told.average) == ("stall", ENOUGH, 3.0)


def test_guests_who_never_filed_are_forgotten_and_nobody_else(town: Town) -> None:
    guest = welcome_guest(town.installation, town.municipality_id)
    filed, token = files_as_guest(town), with_account(town)
    mine = {
        guest.actor.person_id or 0,
        unlocked(town, filed).person_id or 0,
        actor_with(town, token).person_id or 0,
    }
    town.clock.advance(town.limits.draft_keeping - timedelta(hours=1))
    prune(town.installation)
    assert set(town.reads(lambda c: names_of(c, town.municipality_id, mine))) == mine
    town.clock.advance(timedelta(hours=2))
    prune(town.installation)
    left = set(town.reads(lambda c: names_of(c, town.municipality_id, mine)))
    assert left == mine - {guest.actor.person_id}
    gone = guest.actor.person_id or 0
    assert town.reads(lambda c: citizen_by_id(c, town.municipality_id, gone)) is None


@pytest.mark.parametrize("observe", [True, False])
def test_who_was_observed_is_told_by_mail(town: Town, observe: bool) -> None:
    filed = files_as_guest(town)
    tell_people(town.installation)
    town.clock.advance(timedelta(minutes=1))
    if observe:
        observed(town, "rosa", filed.started.case_id, rubro="Diga qué quesos")
    tell_people(town.installation)
    went = town.reads(lambda c: party_notices_in(c, town.municipality_id, filed.started.case_id))
    assert [each.event for each in went] == ([K.DATA_OBSERVED] if observe else [])


def test_who_asked_is_forgotten_when_their_case_is_disposed_of(town: Town) -> None:
    rule = '[retention]\nyears = 1\nsource = "Tabla"\n\n[[glance]]\nlabel = "Rubro"'
    town.deploys(window_service(**{'[[glance]]\nlabel = "Rubro"': rule}))
    town.person("arturo", ARCHIVIST)
    case_id, applicant = finished(town)
    answer_survey(town.installation, applicant, case_id, 1, "Me llamo Nélida")  # type: ignore[arg-type]  # an actor
    token = with_account(town, ANA)
    mine = actor_with(town, token)
    filed = file(
        town.installation,
        mine,
        "stall",
        ASKED,
        applicant=ANA,
        kind=SessionKind.ACCOUNT,
        files=[photo()],
    )
    assert isinstance(filed, Filed)
    town.does("rosa", filed.started.case_id, "calificar", {"resultado": "si"})
    asker = town.reads(lambda c: application_of(c, town.municipality_id, case_id))
    assert asker is not None
    town.clock.advance(timedelta(days=800))
    act = Act("Acta 1", date(2026, 3, 2), "Tabla")
    gone = dispose(town.installation, town.people["arturo"], [case_id, filed.started.case_id], act)
    assert not isinstance(gone, Refused), gone
    ids = [asker.person_id, mine.person_id or 0]
    names = town.reads(lambda c: names_of(c, town.municipality_id, ids))
    assert names == {asker.person_id: "", mine.person_id: "Ana Paz"}  # who has an account is kept
    row = town.reads(lambda c: citizen_by_id(c, town.municipality_id, asker.person_id))
    assert row is not None
    assert (row.national_id, row.email, row.phone) == ("", "", "")
    assert town.case(case_id).on_behalf_of is None
