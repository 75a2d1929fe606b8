"""The text of documents is read after they are filed, and cases are found by it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.cases.finding import find_cases
from engine.documents import text_apart
from engine.documents.attaching import Attached
from engine.documents.reading import (
    MOST_ASKED,
    PATIENCE,
    ask_for_readings,
    give_up,
    read_all,
    read_document,
    reading_handlers,
)
from engine.worker.dispatcher import run_due
from storage.queries.readings import ToRead
from storage.tables import document_readings, incidents
from storage.tables.finding import ReadingState
from storage.writes.casefile import empty_case
from tests.diagrams import bundle, end, path, start, user
from tests.papers import pages, word_file, written
from tests.town import Town

PROCESS = bundle(start(), user("one", "clerk"), end(), path("start", "one", "end"))


@pytest.fixture
def case_id(town: Town) -> int:
    town.deploys(PROCESS)
    town.person("ana", "clerk")
    return town.open_case("ana", "test", {})


def filed(town: Town, case_id: int, content: bytes, name: str = "informe.pdf", **more: int) -> int:
    stream = io.BytesIO(content)
    answer = town.attach("ana", case_id, title="Informe", filename=name, stream=stream, **more)
    assert isinstance(answer, Attached), answer
    return answer.document_id


def works(town: Town) -> int:
    """One look for what is to be read, and the worker that reads it."""
    asked = ask_for_readings(town.installation)
    assert run_due(town.installation, reading_handlers(town.installation), limit=99) == asked
    return asked


def finds(town: Town, text: str) -> bool:
    return bool(town.reads(lambda c: find_cases(c, town.people["ana"], text)).case_ids)


def states(town: Town) -> list[tuple[str, int, str]]:
    columns = (document_readings.c.state, document_readings.c.version, document_readings.c.note)
    found = select(*columns).order_by(document_readings.c.document_id)
    return town.reads(lambda c: [tuple(row) for row in c.execute(found)])


def test_a_case_is_found_by_the_text_of_its_documents_once_it_is_read(
    town: Town, case_id: int
) -> None:
    filed(town, case_id, written("Ampliación del mercado", "Presupuesto"))
    assert not finds(town, "ampliacion presupuesto")
    assert states(town) == [("waiting", 1, "")]
    assert works(town) == 1
    assert finds(town, "ampliacion presupuesto")
    assert finds(town, "MERCADO informe")
    assert states(town) == [("read", 1, "")]
    assert works(town) == 0


def test_the_text_is_found_in_the_language_of_the_municipality(town: Town, case_id: int) -> None:
    filed(town, case_id, written("Licencia de funcionamiento"))
    works(town)

    def asked(language: str) -> bool:
        ana = town.people["ana"]
        return bool(town.reads(lambda c: find_cases(c, ana, "licencias", language)).case_ids)

    assert (asked("es"), asked("pt"), asked("en")) == (True, True, True)
    assert not asked("")


def test_a_further_version_takes_the_place_of_the_text_before(town: Town, case_id: int) -> None:
    number = filed(town, case_id, written("puente"))
    works(town)
    content = word_file(("camino",))
    filed(town, case_id, content, "informe.docx", document_id=number)
    assert not finds(town, "puente")
    assert finds(town, "informe")
    works(town)
    assert finds(town, "camino")
    assert not finds(town, "puente")
    assert states(town) == [("read", 2, "")]


def test_a_reading_that_comes_late_brings_nothing_of_an_older_version(
    town: Town, case_id: int
) -> None:
    number = filed(town, case_id, written("puente"))
    filed(town, case_id, written("camino"), document_id=number)
    late = ToRead(town.municipality_id, number, 1)
    assert read_document(town.installation, late) is None
    assert not finds(town, "puente")
    assert states(town) == [("waiting", 2, "")]


def test_a_scan_is_found_by_its_title_alone_and_nobody_is_told(town: Town, case_id: int) -> None:
    filed(town, case_id, pages(1))
    works(town)
    assert finds(town, "informe")
    assert states(town) == [("empty", 1, "")]


def test_what_cannot_be_read_is_noted_and_is_no_incident(
    town: Town, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_apart, "SECONDS", 0.001)
    filed(town, case_id, written("puente"))
    works(town)
    assert states(town) == [("failed", 1, "No se terminó de leer en 0.001 segundos.")]
    assert finds(town, "informe")
    assert town.reads(lambda c: c.execute(select(incidents.c.id)).all()) == []
    monkeypatch.undo()
    again = read_all(town.installation, town.municipality_id, again=True)
    assert list(again) == [ReadingState.READ]
    assert finds(town, "puente")


def test_a_content_that_is_gone_is_noted(town: Town, case_id: int) -> None:
    filed(town, case_id, written("puente"))
    for each in town.folder.rglob("*"):
        if each.is_file():
            each.unlink()
    works(town)
    assert states(town) == [("failed", 1, "El contenido no está en el almacén como se registró.")]


def test_who_dies_at_a_reading_keeps_nobody_waiting(town: Town, case_id: int) -> None:
    filed(town, case_id, written("puente"))
    assert ask_for_readings(town.installation) == 1
    assert give_up(town.installation) == 0
    town.clock.advance(PATIENCE + timedelta(seconds=1))
    assert give_up(town.installation) == 1
    assert states(town) == [("failed", 1, "Nadie terminó de leerlo.")]


def test_only_so_many_are_asked_for_at_a_time(
    town: Town, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_ASKED > 1
    monkeypatch.setattr("engine.documents.reading.MOST_ASKED", 1)
    for word in ("puente", "camino"):
        answer = town.attach("ana", case_id, title=word, stream=io.BytesIO(written(word)))
        assert isinstance(answer, Attached)
    assert ask_for_readings(town.installation) == 1
    assert ask_for_readings(town.installation) == 0


def test_a_disposal_takes_the_text_along_and_nothing_brings_it_back(
    town: Town, case_id: int
) -> None:
    number = filed(town, case_id, written("puente"))
    works(town)
    assert finds(town, "puente")
    with town.installation.database.verb(town.municipality_id) as connection:
        empty_case(connection, town.municipality_id, case_id)
    assert not finds(town, "puente")
    assert not finds(town, "informe")
    late = ToRead(town.municipality_id, number, 1)
    assert read_document(town.installation, late) is None
    assert list(read_all(town.installation, town.municipality_id, again=True)) == []
    assert not finds(town, "puente")
