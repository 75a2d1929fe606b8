"""What a task's form opens with from its case: its data and its people, until somebody types."""

import io

import pytest

from engine.documents.receiving import NewFile
from processes.demo.town import own_processes
from tests.hall import Desk, Hall
from tests.town import PNG

ASKED = {
    "asunto": "Vereda hundida",
    "vecino": "Nélida Rojas",
    "dni": "43214541",
    "domicilio": {"codigo": "080309", "calle": "Jr. Comercio", "numero": "120"},
    "lugar": {"lat": "-13.45", "lon": "-72.25"},
}
NAME = "//input[@name='avisar_a']"


@pytest.fixture
def julia(hall: Hall) -> Desk:
    """Julia, who looks at what is told of the street."""
    hall.town.person("julia", "area_usuaria")
    hall.town.deploys(own_processes()["via_publica"])
    return hall.desk("julia")


def opened(hall: Hall) -> tuple[int, int]:
    signed = NewFile("firma", "Firma", "firma.png", io.BytesIO(PNG))
    case = hall.town.open_case("julia", "via_publica", ASKED, [signed])
    return case, hall.town.open_task(case, "verificar")


def test_a_task_opens_with_what_its_case_knows_and_says_from_where(hall: Hall, julia: Desk) -> None:
    _, task = opened(hall)
    page = julia.opens(f"tasks/{task}")
    assert page.value("avisar_a") == "Nélida Rojas"
    assert page.value("domicilio_verificado.calle") == "Jr. Comercio"
    assert page.value("lugar_verificado.lat") == "-13.450000"
    hints = page.all("//*[@class='hint']")
    assert "Traído del expediente: quien avisó." in hints
    assert "Traído del expediente: domicilio de quien avisó." in hints


def test_the_people_of_the_case_are_brought_and_a_draft_is_left_alone(
    hall: Hall, julia: Desk
) -> None:
    case, task = opened(hall)
    number = hall.town.case(case).number
    added = julia.sends(
        f"cases/{number}/around/people",
        {"role": "applicant", "name": "Junta San Juan", "national_id": "", "contact": ""},
    )
    assert added.status == 303
    assert julia.opens(f"tasks/{task}").value("avisar_a") == "Junta San Juan"
    kept = julia.sends(f"tasks/{task}/draft", {"avisar_a": "", "constatado": "Está hundida"})
    assert kept.status == 303
    again = julia.opens(f"tasks/{task}")
    assert again.value("avisar_a") == ""
    assert "Traído del expediente: quien avisó." not in again.text
