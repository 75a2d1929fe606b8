"""How long cases are kept: what is due, what holds it, and disposal by an act and no other way."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from engine.cases import Facts
from engine.definitions import Bundle
from engine.definitions.manifest import FILE
from engine.documents.attaching import Attached
from engine.documents.opening import open_version
from engine.identity import AUDITOR
from engine.refusals import RefusalKind, Refused
from engine.retention.disposing import Act, Disposed, dispose
from engine.retention.holding import Held, hold, release
from engine.retention.rules import ARCHIVIST, Series, series_of
from storage.database import Connection
from storage.queries.casefile import disposals_of
from storage.queries.documents import documents_of_case
from storage.queries.history import events_of_case
from storage.queries.letters import EvidenceRow, evidence_of_document
from storage.queries.notifications import NotificationRow, notifications_of_case
from storage.queries.party_notices import ways_in_cases
from storage.writes.casefile import insert_party
from storage.writes.letters import insert_evidence
from storage.writes.notifications import insert_notification
from storage.writes.party_notices import set_way
from tests.diagrams import bundle, end, path, start, user
from tests.town import PDF, Town

PLAIN = bundle(start(), user("study"), end(), path("start", "study", "end"))
RULE = b'\n[retention]\nyears = 5\nsource = "Tabla de la municipalidad"\n'
PROCESS = Bundle({**PLAIN.files, FILE: PLAIN.files[FILE] + RULE})
ACT = "Acta 003-2031 del Comité de Archivo"
BASIS = "Tabla de la municipalidad, serie 4"
ACTED = date(2026, 3, 2)


@pytest.fixture
def case_id(town: Town) -> int:
    """A case that ended, with a document of its own and one that another case has too."""
    town.deploys(PROCESS)
    town.person("ana", "clerk")
    town.person("arturo", ARCHIVIST)
    town.person("vera", AUDITOR)
    case_id = town.open_case("ana", "test", Facts({}))
    town.attach("ana", case_id)
    town.attach("ana", case_id, title="Propia", stream=io.BytesIO(PDF + b"\n"))
    town.does("ana", case_id, "study")
    town.attach("ana", town.open_case("ana", "test", Facts({})))
    return case_id


def due(town: Town) -> list[int]:
    found = series_of(town.installation, town.people["arturo"])
    assert not isinstance(found, Refused)
    return [row.case_id for each in found for row in each.due]


def years_pass(town: Town, years: int, days: int = 2) -> None:
    town.clock.advance(timedelta(days=365 * years + days))


def disposes(
    town: Town,
    *case_ids: int,
    who: str = "arturo",
    act: str = ACT,
    on: date = ACTED,
    basis: str = BASIS,
) -> Disposed | Refused:
    return dispose(town.installation, town.people[who], case_ids, Act(act, on, basis))


def field_of(answer: object) -> str | None:
    return answer.details.get("field") if isinstance(answer, Refused) else None


def kind_of(answer: object) -> RefusalKind | None:
    return answer.kind if isinstance(answer, Refused) else None


def test_a_case_is_due_when_its_years_after_its_end_are_over(town: Town, case_id: int) -> None:
    assert due(town) == []
    years_pass(town, 4)
    assert due(town) == []
    years_pass(town, 1)
    assert due(town) == [case_id]


def test_the_rule_and_its_source_are_told_to_the_archive_and_the_auditor_only(
    town: Town, case_id: int
) -> None:
    found = series_of(town.installation, town.people["vera"])
    assert isinstance(found, tuple)
    (series,) = found
    assert isinstance(series, Series)
    assert (series.years, series.source) == (5, "Tabla de la municipalidad")
    assert kind_of(series_of(town.installation, town.people["ana"])) is RefusalKind.NO_ROLE


def test_what_is_held_is_not_due_until_the_hold_is_lifted(town: Town, case_id: int) -> None:
    arturo = town.people["arturo"]
    held = hold(town.installation, arturo, "test", "Proceso judicial", "Oficio 12-2030")
    assert isinstance(held, Held)
    years_pass(town, 6)
    assert due(town) == []
    assert kind_of(disposes(town, case_id)) is RefusalKind.ON_HOLD
    assert kind_of(release(town.installation, town.people["vera"], held.hold_id, "x")) is (
        RefusalKind.NO_ROLE
    )
    release(town.installation, arturo, held.hold_id, "Terminó el proceso")
    assert due(town) == [case_id]


def test_nothing_that_is_not_due_is_disposed_of(town: Town, case_id: int) -> None:
    assert kind_of(disposes(town, case_id)) is RefusalKind.NOT_DUE
    years_pass(town, 6)
    assert kind_of(disposes(town, case_id, who="vera")) is RefusalKind.NO_ROLE
    assert kind_of(disposes(town, case_id, case_id + 1)) is RefusalKind.NOT_FOUND
    assert due(town) == [case_id]


def test_an_act_has_its_number_its_day_and_the_rule_that_it_applied(
    town: Town, case_id: int
) -> None:
    years_pass(town, 6)
    tomorrow = town.clock.now().date() + timedelta(days=1)
    assert field_of(disposes(town)) == "cases"
    assert field_of(disposes(town, case_id, act=" ")) == "act"
    assert field_of(disposes(town, case_id, basis=" ")) == "basis"
    assert field_of(disposes(town, case_id, on=tomorrow)) == "act_on"
    assert due(town) == [case_id]


def test_an_act_removes_the_contents_and_keeps_the_proof(town: Town, case_id: int) -> None:
    document = town.attach("ana", case_id, title="Tarde")
    assert not isinstance(document, Attached)  # the case is over
    years_pass(town, 6)
    answer = disposes(town, case_id)
    assert isinstance(answer, Disposed)
    assert (answer.cases, answer.contents) == (1, 1)  # the other content is still another case's
    (act,) = town.reads(lambda c: disposals_of(c, town.municipality_id))
    assert (act.act, act.act_on, act.basis) == (ACT, ACTED, BASIS)
    assert (act.cases, len(act.list_sha256)) == (1, 64)
    assert due(town) == []
    assert kind_of(disposes(town, case_id)) is RefusalKind.NOT_DUE
    events = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    assert [event.detail is None for event in events[1:]] == [True] * (len(events) - 1)
    assert ACT in (events[0].detail or "")
    assert town.verification().faults == ()


def test_nobody_is_named_any_more_in_what_was_disposed_of(town: Town, case_id: int) -> None:
    key = town.municipality_id
    told = NotificationRow(
        town.installation.ids.new(), "Carta 1", "Nélida Farfán", "personal", ACTED, ACTED,
        None, town.clock.now(), None, None,
    )  # fmt: skip
    town.installation.database.run(
        lambda connection: insert_notification(connection, key, case_id, told), municipality=key
    )
    years_pass(town, 6)
    assert isinstance(disposes(town, case_id), Disposed)
    (row,) = town.reads(lambda c: notifications_of_case(c, key, case_id))
    assert (row.act, row.addressee) == ("Carta 1", "")


def test_what_judged_a_signature_and_where_people_were_told_go_with_the_case(
    town: Town, case_id: int
) -> None:
    key, (first, *_) = (
        town.municipality_id,
        town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id)),
    )
    evidence = EvidenceRow(first.document.id, 1, 1, 1, "crl", "http://x", b"x", town.clock.now())
    party = town.installation.ids.new()

    def verb(connection: Connection) -> None:
        insert_evidence(connection, key, [evidence])
        insert_party(
            connection,
            key,
            id=party,
            case_id=case_id,
            role="applicant",
            name="Nélida Farfán",
            national_id="",
            contact="",
            added_at=town.clock.now(),
            added_by=None,
        )
        set_way(
            connection,
            key,
            party,
            case_id=case_id,
            channel="mail",
            address="n@correo.pe",
            at=town.clock.now(),
            by=None,
        )

    town.installation.database.run(verb, municipality=key)
    years_pass(town, 6)
    assert isinstance(disposes(town, case_id), Disposed)
    assert town.reads(lambda c: evidence_of_document(c, key, first.document.id)) == ()
    assert town.reads(lambda c: ways_in_cases(c, key, [case_id])) == ()


def test_what_was_disposed_of_is_not_read_any_more(town: Town, case_id: int) -> None:
    ids = [
        each.document.id
        for each in town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id))
    ]
    years_pass(town, 6)
    disposes(town, case_id)
    for document in ids:
        opened = open_version(town.installation, town.people["vera"], document)
        assert kind_of(opened) is RefusalKind.NOT_FOUND
