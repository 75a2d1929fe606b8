"""Nobody acts for another longer, or in more, than the mandate says: taken back while the session
is open, of somebody else, for another service, not begun yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.citizens.filing import Filed, file
from engine.citizens.mandates import Power, Recorded, record_mandate, revoke_mandate
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind
from engine.refusals import RefusalKind, Refused
from tests.hall import Hall
from tests.town import Town
from tests.window import ASKED, NELIDA, actor_with, photo, window_service, with_account
from ui.settings import Settings

ANA = Applicant("Ana Paz", "40718825", "ana@correo.pe")
EVA = Applicant("Eva Sosa", "41718826", "eva@correo.pe")
TODAY = date(2026, 3, 2)


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    yield Hall(town, Settings(upload_limit_mb=1))
    town.close()


def given(town: Town, *, services: tuple[str, ...] = (), from_on: date = TODAY) -> int:
    power = Power(ANA.email, NELIDA, services, from_on, None, "Poder simple")
    answer = record_mandate(town.installation, town.people["marta"], power)
    assert isinstance(answer, Recorded), answer
    return answer.mandate_id


def files_for(town: Town, token: str, mandate_id: int) -> Filed | Refused:
    return file(
        town.installation,
        actor_with(town, token),
        "stall",
        ASKED,
        applicant=ANA,
        kind=SessionKind.ACCOUNT,
        mandate_id=mandate_id,
        files=[photo()],
    )


def test_a_mandate_that_is_taken_back_closes_with_the_next_request(hall: Hall) -> None:
    town = hall.town
    token = with_account(town, ANA)
    mandate_id = given(town)
    filed = files_for(town, token, mandate_id)
    assert isinstance(filed, Filed), filed
    desk = hall.desk()
    desk.client.cookies.set("cauce_citizen", token)
    assert "Nélida" in desk.opens(f"tracking/{filed.code}").text
    taken = revoke_mandate(town.installation, town.people["marta"], mandate_id, "Ya no confía")
    assert isinstance(taken, Recorded), taken
    assert "Nélida" not in desk.opens(f"tracking/{filed.code}").text
    assert filed.code not in desk.opens("citizen").text
    for act in ("messages", "withdrawal"):
        sent = {"text": "Hola", "reason": "Ya no"}
        assert desk.sends(f"tracking/{filed.code}/{act}", sent, on="citizen").status == 403
    assert files_for(town, token, mandate_id) == Refused(RefusalKind.MANDATE_OVER)
    assert town.case(filed.started.case_id).state == "open"


def test_the_mandate_of_somebody_else_is_nobodys(hall: Hall) -> None:
    town = hall.town
    with_account(town, ANA)
    stranger, mandate_id = with_account(town, EVA), given(town)
    assert files_for(town, stranger, mandate_id) == Refused(RefusalKind.NOT_FOUND)
    assert town.cases_of("stall") == []


@pytest.mark.parametrize(
    "limits", [{"services": ("otro",)}, {"from_on": date(2026, 3, 3)}], ids=("service", "day")
)
def test_a_mandate_is_good_for_its_services_and_days_alone(
    hall: Hall, limits: dict[str, object]
) -> None:
    town, token = hall.town, with_account(hall.town, ANA)
    if "services" in limits:
        town.deploys(
            window_service(**{'key = "stall"': 'key = "otro"', "PUE-{year}": "OTR-{year}"})
        )
    mandate_id = given(town, **limits)  # type: ignore[arg-type]  # one of the two
    assert files_for(town, token, mandate_id) == Refused(RefusalKind.MANDATE_OVER)
    assert town.cases_of("stall") == []
