"""Every part of a form as the page draws it: controls, tables, HTML and pictures."""

import io
from datetime import datetime, time
from pathlib import Path

import pytest

from engine.documents.receiving import NewFile
from engine.values import loads
from storage.queries.cases import submissions_of_case
from tests.hall import Hall
from tests.town import PNG

STALL = Path(__file__).parent / "stall"
ASKED = {
    "nombre": "Nélida Rojas",
    "dni": "43214541",
    "empresa": "no",
    "rubro": "<b>Quesos</b>",
    "productos": [{"nombre": "Queso", "precio": "12.5"}],
}
WORK = "//form[@id='task-form']"


@pytest.fixture
def stall(hall: Hall) -> int:
    """The task of judging a stall."""
    hall.town.deploys(STALL)
    photo = NewFile("fotos", "Fotos del puesto", "puesto.png", io.BytesIO(PNG))
    case = hall.town.open_case("rosa", "stall", ASKED, [photo])
    return hall.town.open_task(case, "calificar")


def test_html_shows_its_marks_and_escapes_the_values(hall: Hall, stall: int) -> None:
    page = hall.desk("rosa").opens(f"tasks/{stall}")
    assert page.all("//div[contains(@class, 'prose')]//strong") == ["<b>Quesos</b>"]
    assert page.tree.xpath("//div[contains(@class, 'prose')]//a/@href") == ["https://www.gob.pe"]


def test_a_table_shows_rows_of_the_case_in_a_frame_that_can_be_reached(
    hall: Hall, stall: int
) -> None:
    page = hall.desk("rosa").opens(f"tasks/{stall}")
    assert page.all("//table[@class='plain-table']//th") == ["Producto", "Precio"]
    assert page.all("//table[@class='plain-table']//td") == ["Queso", "12.5"]
    assert page.tree.xpath("//div[contains(@class, 'frame')]/@tabindex")[0] == "0"


def test_parts_of_one_line_stand_side_by_side_and_long_lists_have_a_frame(
    hall: Hall, stall: int
) -> None:
    page = hall.desk("rosa").opens(f"tasks/{stall}")
    line = "//div[@class='field-line']"
    assert page.tree.xpath(f"{line}/div/@class") == ["span-6", "span-10"]
    assert page.tree.xpath(f"{line}//input/@name") == [
        "hora",
        "visita-day",
        "visita-year",
        "visita-time",
    ]
    assert len(page.tree.xpath("//div[contains(@class, 'is-long')]//input[@name='dias']")) == 8


def test_the_answers_of_every_part_enter_the_case(hall: Hall, stall: int) -> None:
    typed = {
        "dias": ["lunes", "feriados"],
        "hora": "7:30",
        "visita-day": "9",
        "visita-month": "3",
        "visita-year": "2026",
        "visita-time": "10:00",
        "resultado": "si",
    }
    done = hall.desk("rosa").sends(f"tasks/{stall}/completion", typed)
    assert done.status == 303
    town = hall.town
    (case,) = town.cases_of("stall")
    rows = town.reads(lambda one: submissions_of_case(one, town.municipality_id, case))
    known = loads(rows[-1].data)
    assert known == {
        "observaciones": [],
        "dias": ["lunes", "feriados"],
        "hora": time(7, 30),
        "visita": datetime(2026, 3, 9, 10),  # noqa: DTZ001  as it was typed, without a zone
        "resultado": "si",
    }
