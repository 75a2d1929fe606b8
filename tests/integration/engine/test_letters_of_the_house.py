"""A letter that a process issues by itself: once, with number and code, signed by nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.cases import Facts
from engine.definitions.bundle import Bundle
from engine.definitions.manifest import FILE
from engine.history.kinds import EventKind
from engine.jobs.letters import PlainPress, letter_handlers
from engine.jobs.results import Done, Incident, Work
from engine.letters.issuing import Order, issue
from engine.letters.signing import Signed
from engine.letters.verifying import verify
from engine.letters.voiding import Voided, void
from engine.refusals import RefusalKind, Refused
from storage.queries.cases import incidents_of_case
from storage.queries.documents import documents_of_case
from storage.queries.history import events_of_case
from storage.queries.letters import letters_of_case
from tests.diagrams import bundle, end, path, service, start, user
from tests.town import Town

SILENCE = (
    '<bpmn:boundaryEvent id="silencio" name="silencio" attachedToRef="decidir">'
    '<bpmn:extensionElements><cauce:deadline title="Plazo para resolver" length="=8"'
    ' unit="business" source="Ley 28976, art. 8" effect="positive_silence" fires="next-day"/>'
    "</bpmn:extensionElements><bpmn:timerEventDefinition/></bpmn:boundaryEvent>"
)
KINDS = """
[letters.constancia]
title = "Constancia de silencio positivo"
number = "CSP-{year}-{sequence:04d}"
signers = ["boss"]
issued_by = "house"
reading = "whole"
text = \"\"\"
Se deja constancia de lo pedido por {{quien}}: el plazo venció el {{plazos.silencio.vence}}.

No se sabe de {{nada}}.\"\"\"

[letters.carta]
title = "Carta"
number = "CARTA-{year}-{sequence:04d}"
signers = ["boss"]
"""


def drawn(kind: str = "constancia") -> Bundle:
    headers = f'<zeebe:taskHeaders><zeebe:header key="kind" value="{kind}"/></zeebe:taskHeaders>'
    made = bundle(
        start(), user("decidir"), SILENCE, service("emitir", "cauce:letter", more=headers),
        user("leer"), end(), end("resuelto"),
        path("start", "decidir", "resuelto"), path("silencio", "emitir", "leer", "end"),
        manifest='operators = ["boss"]',
    )  # fmt: skip
    return Bundle({**made.files, FILE: made.files[FILE] + KINDS.encode()})


def silent(town: Town, kind: str = "constancia") -> int:
    """A case of 2 March that nobody decided until 12 March was over."""
    town.deploys(drawn(kind))
    town.person("ana", "clerk")
    town.person("luis", "boss")
    case_id = town.open_case("ana", "test", Facts({"quien": "Nélida Farfán"}))
    town.move_to(date(2026, 3, 13))
    return case_id


def handlers(town: Town) -> Any:
    return letter_handlers(town.installation, lambda _town: PlainPress())


def test_silence_has_its_certificate_though_nobody_acts(town: Town) -> None:
    case_id = silent(town)
    assert town.works(handlers(town)) == 1
    assert town.steps(case_id) == ["leer"]
    (letter,) = town.reads(lambda c: letters_of_case(c, town.municipality_id, case_id))
    assert (letter.number, letter.signed_by, letter.state) == ("CSP-2026-0001", None, "signed")
    assert letter.body == (
        "Se deja constancia de lo pedido por Nélida Farfán: el plazo venció el 12/03/2026.\n\n"
        "No se sabe de {{nada}}."
    )
    (paper,) = town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id))
    assert (paper.document.kind, paper.document.level) == ("constancia", "public")
    found = verify(town.installation, town.municipality_id, letter.code or "")
    assert found is not None
    assert (found.number, found.signer, found.in_force) == ("CSP-2026-0001", "", True)
    events = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id))
    (told,) = (one for one in events if one.kind == EventKind.LETTER_SIGNED)
    assert told.person_id is None
    assert town.verification().faults == ()


def test_it_is_issued_once_however_often_it_is_tried(town: Town) -> None:
    case_id = silent(town)
    order = Order(case_id, town.installation.ids.new(), "constancia")
    answers = [
        issue(town.installation, town.municipality_id, order, PlainPress()) for _ in range(2)
    ]
    assert isinstance(answers[0], Signed)
    assert answers[0] == answers[1]
    assert len(town.reads(lambda c: letters_of_case(c, town.municipality_id, case_id))) == 1


def test_numbers_have_no_gap_between_what_people_and_the_house_issue(town: Town) -> None:
    case_id = silent(town)
    numbers = []
    for _ in range(3):
        order = Order(case_id, town.installation.ids.new(), "constancia")
        answer = issue(town.installation, town.municipality_id, order, PlainPress())
        assert isinstance(answer, Signed)
        numbers.append(answer.number)
    assert numbers == ["CSP-2026-0001", "CSP-2026-0002", "CSP-2026-0003"]


@pytest.mark.parametrize("kind", ["carta", "otra"])
def test_what_the_manifest_leaves_to_people_is_never_issued_by_the_house(
    town: Town, kind: str
) -> None:
    case_id = silent(town, kind)
    town.works(handlers(town))
    assert town.reads(lambda c: letters_of_case(c, town.municipality_id, case_id)) == ()
    (incident,) = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    assert f"«{kind}»" in incident.message


def test_who_signs_the_kind_may_void_it(town: Town) -> None:
    case_id = silent(town)
    town.works(handlers(town))
    (letter,) = town.reads(lambda c: letters_of_case(c, town.municipality_id, case_id))
    refused = void(town.installation, town.people["ana"], letter.id, "Se anuló la aprobación")
    assert isinstance(refused, Refused)
    done = void(town.installation, town.people["luis"], letter.id, "Se anuló la aprobación")
    assert isinstance(done, Voided)


def test_a_case_that_is_over_gets_no_letter(town: Town) -> None:
    case_id = silent(town)
    town.cancel("luis", case_id, "Se desistió")
    order = Order(case_id, town.installation.ids.new(), "constancia")
    answer = issue(town.installation, town.municipality_id, order, PlainPress())
    assert answer == Refused(RefusalKind.CASE_NOT_OPEN)
    work = Work(
        town.municipality_id, case_id, "cauce:letter", {}, {"kind": "constancia"}, "k", 1, 5, 6
    )
    assert isinstance(handlers(town)["cauce:letter"](work), Incident)


def test_what_the_task_gives_goes_before_what_the_case_knows(town: Town) -> None:
    case_id = silent(town)
    facts = {"quien": "Otra persona", "title": "Licencia", "addressee": "Nélida"}
    work = Work(
        town.municipality_id, case_id, "cauce:letter", facts, {"kind": "constancia"}, "k", 1, 5, 6
    )
    assert isinstance(handlers(town)["cauce:letter"](work), Done)
    (letter,) = town.reads(lambda c: letters_of_case(c, town.municipality_id, case_id))
    assert (letter.title, letter.addressee) == ("Licencia", "Nélida")
    assert "por Otra persona:" in letter.body
