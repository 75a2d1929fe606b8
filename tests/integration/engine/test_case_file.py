"""The file of a case: folios, levels, locks, what is withdrawn, and the signed index."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from lxml import etree

from engine.cases import Facts
from engine.cases.permission import OPERATOR
from engine.definitions import Bundle
from engine.definitions.manifest import FILE
from engine.documents.attaching import Attached
from engine.documents.file import CaseFile, file_of, name_in_file
from engine.documents.keeping import LONGEST_LOCK, Kept, classify, lock, unlock, withdraw
from engine.documents.opening import open_version
from engine.history.kinds import EventKind
from engine.history.signing import is_genuine
from engine.refusals import RefusalKind, Refused
from storage.queries.documents import documents_of_case
from storage.queries.history import events_of_case
from storage.tables.documents import Level
from tests.diagrams import bundle, end, path, start, user
from tests.town import PDF, Town

PLAIN = bundle(
    start(),
    user("study"),
    user("approve", "boss"),
    end(),
    path("start", "study", "approve", "end"),
    roles=("clerk", "boss", "lawyer"),
)
KINDS = b"""
[documents.salud]
title = "Informe de salud"
level = "reserved"
readers = ["lawyer"]

[documents.aviso]
title = "Aviso"
level = "public"
"""
PROCESS = Bundle({**PLAIN.files, FILE: PLAIN.files[FILE] + KINDS})


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(PROCESS)
    for name, role in (("ana", "clerk"), ("bea", "clerk"), ("luis", "boss"), ("lea", "lawyer")):
        town.person(name, role)
    town.person("ofelia", OPERATOR)
    return town.open_case("ana", "test", Facts({}))


def filed(town: Town, case_id: int, who: str = "ana", **more: object) -> int:
    answer = town.attach(who, case_id, **more)  # type: ignore[arg-type]  # what a test names
    assert isinstance(answer, Attached), answer
    return answer.document_id


def file_seen(town: Town, case_id: int, who: str = "ana") -> CaseFile:
    found = file_of(town.installation, town.people[who], case_id)
    assert isinstance(found, CaseFile), found
    return found


def kind_of(answer: object) -> RefusalKind | None:
    return answer.kind if isinstance(answer, Refused) else None


def test_every_version_gets_the_next_folios_and_keeps_them(town: Town, case_id: int) -> None:
    first = filed(town, case_id)
    filed(town, case_id, "bea", title="Otra")
    assert filed(town, case_id, stream=io.BytesIO(PDF + b"\n%%EOF\n")) == first
    found = file_seen(town, case_id)
    rows = [
        (each.document.title, each.version.version, each.version.folio) for each in found.versions
    ]
    assert rows == [("Acta", 1, 1), ("Otra", 1, 2), ("Acta", 2, 3)]
    assert found.index.folios == 3


def test_the_index_is_signed_and_any_change_shows(town: Town, case_id: int) -> None:
    filed(town, case_id)
    found = file_seen(town, case_id)
    assert is_genuine(found.seal, found.index_json)
    assert not is_genuine(found.seal, found.index_json.replace(b"Acta", b"Alta"))
    told = json.loads(found.index_json)
    (entry,) = told["documents"]
    assert (entry["folio"], entry["last_folio"], entry["sha256"]) == (1, 1, sha256(PDF).hexdigest())
    assert (entry["filed_by"], entry["hash_function"]) == ("Ana", "SHA-256")
    assert told["history_events"] > 0


def test_the_index_in_xml_says_the_same(town: Town, case_id: int) -> None:
    filed(town, case_id)
    found = file_seen(town, case_id)
    names = {"i": "urn:cauce:index:1"}
    root = etree.fromstring(found.index_xml)
    assert (
        root.xpath("string(//i:documento/i:valorHuella)", namespaces=names)
        == sha256(PDF).hexdigest()
    )
    assert root.xpath("string(//i:cierre/i:valorHuella)", namespaces=names) == found.index_sha256
    assert root.xpath("string(//i:cierre/i:firma)", namespaces=names) == found.seal.signature


def test_what_is_reserved_is_there_only_for_its_readers_and_who_filed_it(
    town: Town, case_id: int
) -> None:
    document = filed(town, case_id, kind="salud", title="Informe")
    seen = {
        who: kind_of(open_version(town.installation, town.people[who], document))
        for who in ("ana", "bea", "luis", "lea")
    }
    hidden = RefusalKind.NOT_FOUND
    assert seen == {"ana": None, "bea": hidden, "luis": hidden, "lea": None}
    assert "Informe" not in file_seen(town, case_id, "bea").index_json.decode()
    assert sha256(PDF).hexdigest() in file_seen(town, case_id, "bea").index_json.decode()
    assert list(file_seen(town, case_id, "bea").readable()) == []


def test_who_may_not_read_a_document_does_nothing_with_it(town: Town, case_id: int) -> None:
    document, bea = filed(town, case_id, kind="salud"), town.people["bea"]
    acts = (
        lock(town.installation, bea, document),
        unlock(town.installation, bea, document),
        classify(town.installation, bea, document, Level.PUBLIC, "porque sí"),
        withdraw(town.installation, bea, document, "porque sí"),
        town.attach("bea", case_id, document_id=document),
    )
    assert [kind_of(act) for act in acts] == [RefusalKind.NOT_FOUND] * 5


def test_a_document_is_classified_with_a_reason_that_the_history_keeps(
    town: Town, case_id: int
) -> None:
    document, ana = filed(town, case_id), town.people["ana"]
    assert kind_of(classify(town.installation, ana, document, Level.RESERVED, " ")) is (
        RefusalKind.INVALID_DATA
    )
    assert isinstance(
        classify(town.installation, ana, document, Level.RESERVED, "Datos de salud"), Kept
    )
    assert kind_of(open_version(town.installation, town.people["bea"], document)) is (
        RefusalKind.NOT_FOUND
    )
    assert town.verification().faults == ()
    events = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    assert EventKind(events[0].kind) is EventKind.DOCUMENT_CLASSIFIED
    assert "Datos de salud" in (events[0].detail or "")
    assert "Datos de salud" not in events[0].data


def test_a_colleague_may_not_classify_what_another_filed(town: Town, case_id: int) -> None:
    document = filed(town, case_id)
    answer = classify(town.installation, town.people["bea"], document, Level.PUBLIC, "Para todos")
    assert kind_of(answer) is RefusalKind.NO_ROLE


def test_while_somebody_changes_a_document_nobody_else_adds_a_version(
    town: Town, case_id: int
) -> None:
    document = filed(town, case_id)
    lock(town.installation, town.people["bea"], document)
    answer = town.attach("ana", case_id, document_id=document)
    assert kind_of(answer) is RefusalKind.DOCUMENT_LOCKED
    assert isinstance(answer, Refused)
    assert answer.details["who"] == "Bea"
    assert kind_of(town.attach("ana", case_id)) is RefusalKind.DOCUMENT_LOCKED
    added = town.attach("bea", case_id, document_id=document, stream=io.BytesIO(PDF + b"\n"))
    assert added == Attached(document, 2)
    assert town.attach("ana", case_id, document_id=document) == Attached(document, 3)


def test_a_lock_is_let_go_broken_by_an_operator_or_a_day_old(town: Town, case_id: int) -> None:
    document, ana, bea = filed(town, case_id), town.people["ana"], town.people["bea"]
    lock(town.installation, bea, document)
    assert kind_of(lock(town.installation, ana, document)) is RefusalKind.DOCUMENT_LOCKED
    assert kind_of(unlock(town.installation, ana, document)) is RefusalKind.DOCUMENT_LOCKED
    assert isinstance(unlock(town.installation, town.people["ofelia"], document), Kept)
    assert isinstance(lock(town.installation, ana, document), Kept)
    assert isinstance(unlock(town.installation, ana, document), Kept)
    lock(town.installation, bea, document)
    town.clock.advance(LONGEST_LOCK + timedelta(minutes=1))
    assert isinstance(lock(town.installation, ana, document), Kept)


def test_what_is_withdrawn_counts_no_more_and_keeps_its_folio(town: Town, case_id: int) -> None:
    document, ana = filed(town, case_id), town.people["ana"]
    assert kind_of(withdraw(town.installation, town.people["bea"], document, "mal")) is (
        RefusalKind.NO_ROLE
    )
    assert isinstance(withdraw(town.installation, ana, document, "Era de otro"), Kept)
    assert isinstance(withdraw(town.installation, ana, document, "Era de otro"), Kept)
    again = filed(town, case_id)
    assert again != document
    assert [each.version.folio for each in file_seen(town, case_id).versions] == [1, 2]
    assert kind_of(town.attach("ana", case_id, document_id=document)) is RefusalKind.NOT_OPEN
    assert town.verification().faults == ()


def test_a_name_in_the_file_leads_nowhere_else(town: Town, case_id: int) -> None:
    filed(town, case_id, kind="../../x", filename="..\\..\\etc/passwd")
    (each,) = file_seen(town, case_id).versions
    assert name_in_file(each) == "0001-x-passwd.pdf"


def test_a_version_of_a_document_of_another_case_is_not_there(town: Town, case_id: int) -> None:
    document = filed(town, case_id)
    other = town.open_case("ana", "test", Facts({}))
    assert kind_of(town.attach("ana", other, document_id=document)) is RefusalKind.NOT_FOUND
    assert town.reads(lambda c: documents_of_case(c, town.municipality_id, other)) == ()
