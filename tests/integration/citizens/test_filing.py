"""Filing from outside: as a guest, with an account, for another, at the counter."""

from datetime import date, timedelta

from engine.catalogue.listing import with_closed
from engine.citizens.codes import read_code
from engine.citizens.filing import Filed, file
from engine.citizens.mandates import Power, Recorded, record_mandate, revoke_mandate
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind, nobody, welcome_guest
from engine.history.kinds import EventKind
from engine.identity.roles import roles_in_force
from engine.refusals import RefusalKind, Refused
from engine.tasks import complete
from storage.queries.casefile import people_of_case
from storage.queries.citizens import application_of, citizen_by_id, filed_cases
from storage.queries.history import events_of_case
from storage.queries.identity import people_of
from storage.queries.party_notices import ways_in_cases
from storage.queries.people import everyone
from storage.writes.municipalities import update_settings
from tests.town import Town
from tests.window import (
    ASKED,
    NELIDA,
    actor_with,
    files_as_guest,
    files_at_the_counter,
    known,
    observed,
    photo,
    unlocked,
    window_service,
    with_account,
)

K = EventKind
FIRM = Applicant("Quesos del Ande SAC", "20604771218")


def kinds_of(town: Town, case_id: int) -> list[int]:
    found = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id, limit=50))
    return [each.kind for each in reversed(found)]


def power(town: Town, **changes: object) -> Power:
    today = date(2026, 3, 2)
    facts = {
        "agent_login": NELIDA.email,
        "principal": FIRM,
        "services": ("stall",),
        "from_on": today,
        "until_on": today + timedelta(days=10),
        "document": "Poder por escritura pública 145",
        **changes,
    }
    return Power(**facts)  # type: ignore[arg-type]  # as the dataclass has them


def test_a_guest_files_and_gets_a_code_and_a_pin(town: Town) -> None:
    filed = files_as_guest(town)
    case_id = filed.started.case_id
    row = town.reads(lambda c: application_of(c, town.municipality_id, case_id))
    assert row is not None
    assert (row.code, row.channel, row.filed_by) == (filed.code, "portal", None)
    assert read_code(filed.code) == filed.code
    assert filed.code.startswith("2026-TAMBO-000001-")
    assert filed.pin not in row.pin_hash
    (party,) = town.reads(lambda c: people_of_case(c, town.municipality_id, case_id))
    assert (party.role, party.name, party.national_id) == ("applicant", "Nélida Rojas", "43214541")
    (way,) = town.reads(lambda c: ways_in_cases(c, town.municipality_id, [case_id]))
    assert (way.channel, way.address) == ("mail", "nelida@correo.pe")
    told = kinds_of(town, case_id)
    assert told[:3] == [K.CASE_STARTED, K.APPLICATION_FILED, K.PARTY_WAY_AGREED]
    assert town.verification().whole
    assert town.case(case_id).opened_by_name == "Nélida Rojas"


def test_codes_follow_one_another_without_gaps(town: Town) -> None:
    first = files_as_guest(town)
    guest = welcome_guest(town.installation, town.municipality_id)
    refused = file(
        town.installation,
        guest.actor,
        "stall",
        {**ASKED, "dni": "1"},
        applicant=NELIDA,
        kind=SessionKind.GUEST,
        files=[photo()],
    )
    assert isinstance(refused, Refused)
    second = files_at_the_counter(town, "marta")
    numbers = [int(filed.code.split("-")[2]) for filed in (first, second)]
    assert numbers == [1, 2]


def test_the_counter_files_for_who_came_and_writes_down_what_it_saw(town: Town) -> None:
    filed = files_at_the_counter(town, "marta")
    case_id = filed.started.case_id
    row = town.reads(lambda c: application_of(c, town.municipality_id, case_id))
    assert row is not None
    marta = town.people["marta"].person_id
    assert (row.channel, row.filed_by) == ("counter", marta)
    assert row.person_id != marta
    assert town.case(case_id).on_behalf_of == "Nélida Rojas"
    assert K.ORIGINALS_SEEN in kinds_of(town, case_id)
    assert unlocked(town, filed).applicant_of == {case_id}


def test_what_is_closed_at_the_window_is_filed_at_the_counter_alone(town: Town) -> None:
    closed = with_closed("{}", frozenset({"stall"}))
    town.installation.database.run(
        lambda connection: update_settings(connection, town.municipality_id, settings=closed),
        municipality=town.municipality_id,
    )
    guest = welcome_guest(town.installation, town.municipality_id)
    refused = file(
        town.installation,
        guest.actor,
        "stall",
        ASKED,
        applicant=NELIDA,
        kind=SessionKind.GUEST,
        files=[photo()],
    )
    assert refused == Refused(RefusalKind.NOT_ACTIVE)
    assert files_at_the_counter(town, "marta").started.case_id


def test_what_they_say_of_themselves_is_checked(town: Town) -> None:
    guest = welcome_guest(town.installation, town.municipality_id)
    for field, told in (
        ("name", Applicant("", "43214541")),
        ("national_id", Applicant("Ana Paz", "")),
        ("email", Applicant("Ana Paz", "43214541", "ana")),
        ("phone", Applicant("Ana Paz", "43214541", "", "984")),
    ):
        answer = file(
            town.installation,
            guest.actor,
            "stall",
            ASKED,
            applicant=told,
            kind=SessionKind.GUEST,
            files=[photo()],
        )
        assert isinstance(answer, Refused)
        assert answer.details == {"field": field}
    assert town.cases_of("stall") == []


def test_who_may_begin_a_case_from_outside(town: Town) -> None:
    filed = files_as_guest(town)
    by_pin = unlocked(town, filed)
    for actor, kind in (
        (nobody(town.municipality_id), SessionKind.GUEST),
        (by_pin, SessionKind.CASE),
        (by_pin, SessionKind.GUEST),
        (town.people["rosa"], None),
    ):
        answer = file(
            town.installation,
            actor,
            "stall",
            ASKED,
            applicant=NELIDA,
            kind=kind,
            files=[photo()],
        )
        assert isinstance(answer, Refused)
    assert len(town.cases_of("stall")) == 1


def test_a_process_that_is_not_for_citizens_is_not_begun_by_one(town: Town) -> None:
    town.deploys(window_service(**{'starters = ["solicitante"]': 'starters = ["mesa"]'}))
    guest = welcome_guest(town.installation, town.municipality_id)
    for actor in (guest.actor, town.people["marta"]):
        answer = file(
            town.installation,
            actor,
            "stall",
            ASKED,
            applicant=NELIDA,
            kind=SessionKind.GUEST,
            files=[photo()],
        )
        assert isinstance(answer, Refused)
        assert answer.kind is RefusalKind.NOT_ALLOWED_TO_START


def test_the_applicant_corrects_and_nobody_elses_applicant(town: Town) -> None:
    filed, other = files_as_guest(town), files_as_guest(town)
    observed(town, "rosa", filed.started.case_id, rubro="Diga qué quesos")
    task = town.open_task(filed.started.case_id, "subsanar")
    answer = complete(town.installation, unlocked(town, other), task, {"rubro": "Otro"})
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NO_ROLE
    answer = complete(town.installation, town.people["rosa"], task, {"rubro": "Otro"})
    assert isinstance(answer, Refused)
    answer = complete(
        town.installation, unlocked(town, filed), task, {"rubro": "Quesos de cabra", "dni": "1"}
    )
    assert not isinstance(answer, Refused), answer
    known_now = town.data_of(filed.started.case_id)
    assert (known_now["rubro"], known_now["dni"]) == ("Quesos de cabra", "43214541")


def test_the_counter_corrects_in_their_name(town: Town) -> None:
    filed = files_as_guest(town)
    observed(town, "rosa", filed.started.case_id, rubro="Diga qué quesos")
    done = town.does("marta", filed.started.case_id, "subsanar", {"rubro": "Quesos de cabra"})
    assert not done.finished


def test_an_account_has_its_cases_and_a_mandate_those_of_another(town: Town) -> None:
    token = with_account(town)
    agent = actor_with(town, token)
    answer = record_mandate(town.installation, town.people["marta"], power(town))
    assert isinstance(answer, Recorded), answer
    filed = file(
        town.installation,
        agent,
        "stall",
        ASKED,
        applicant=NELIDA,
        kind=SessionKind.ACCOUNT,
        mandate_id=answer.mandate_id,
        files=[photo()],
    )
    assert isinstance(filed, Filed), filed
    case_id = filed.started.case_id
    row = town.reads(lambda c: application_of(c, town.municipality_id, case_id))
    assert row is not None
    principal = town.reads(lambda c: citizen_by_id(c, town.municipality_id, row.person_id))
    assert principal is not None
    assert principal.name == FIRM.name
    assert row.filed_by == agent.person_id
    assert actor_with(town, token).applicant_of == {case_id}
    today = date(2026, 3, 2)
    listed = town.reads(
        lambda c: filed_cases(c, town.municipality_id, agent.person_id or 0, on=today)
    )
    assert [each.code for each in listed] == [filed.code]


def test_a_mandate_that_lapsed_or_was_taken_back_is_refused_at_the_next_act(town: Town) -> None:
    token, marta = with_account(town), town.people["marta"]
    agent = actor_with(town, token)
    given = [record_mandate(town.installation, marta, power(town)) for _ in range(2)]
    first, second = (each.mandate_id for each in given if isinstance(each, Recorded))

    def files(mandate_id: int) -> Filed | Refused:
        return file(
            town.installation,
            agent,
            "stall",
            ASKED,
            applicant=NELIDA,
            kind=SessionKind.ACCOUNT,
            mandate_id=mandate_id,
            files=[photo()],
        )

    filed = files(first)
    assert isinstance(filed, Filed)
    assert isinstance(revoke_mandate(town.installation, marta, first, "Lo pidió"), Recorded)
    assert files(first) == Refused(RefusalKind.MANDATE_OVER)
    assert actor_with(town, token).applicant_of == frozenset()
    town.waits(days=11)
    assert known(town, token) is None  # and the session is over too
    assert files(second) == Refused(RefusalKind.MANDATE_OVER)


def test_a_mandate_is_for_its_services_and_its_agent(town: Town) -> None:
    with_account(town)
    marta = town.people["marta"]
    for wrong, changes in (
        ("agent", {"agent_login": "nadie@correo.pe"}),
        ("services", {"services": ("otro",)}),
        ("until_on", {"until_on": date(2026, 3, 1)}),
        ("document", {"document": " "}),
        ("principal_name", {"principal": Applicant("", "1")}),
    ):
        answer = record_mandate(town.installation, marta, power(town, **changes))
        assert answer == Refused(RefusalKind.INVALID_DATA, {"field": wrong})
    rosa = record_mandate(town.installation, town.people["rosa"], power(town))
    assert isinstance(rosa, Refused)
    assert rosa.kind is RefusalKind.NO_ROLE


def test_lists_of_the_staff_leave_people_from_outside_out(town: Town) -> None:
    files_as_guest(town)
    with_account(town)
    now, key = town.clock.now(), town.municipality_id
    names = {each.name for each in town.reads(lambda c: everyone(c, key))}
    names |= {each.name for each in town.reads(lambda c: people_of(c, key, at=now))}
    assert "Nélida Rojas" not in names
    assert "rosa" in " ".join(names).lower()
    roles = town.reads(lambda c: roles_in_force(c, key))
    assert "solicitante" not in roles
    assert "mesa_de_partes" in roles
