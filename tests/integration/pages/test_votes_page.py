"""Voting at home and at the counter, and what anybody reads of a vote."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from engine.participation.counting import Counted, count
from engine.participation.people import Known, verify_person
from engine.participation.winners import Rule
from storage.queries.votes import ConsultationRow
from storage.tables.participation import Tie
from tests.hall import PERMIT, PERMIT_ASKED, Desk, Hall, Page
from tests.town import Town
from tests.votes import opened_vote, votes
from tests.window import NELIDA, with_account
from ui.settings import Settings


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    town = Town(database_url, tmp_path / "documents")
    town.deploys(PERMIT)
    town.person("marta", "mesa", "mesa_de_partes")
    town.person("julia", "mesa")
    yield Hall(town, Settings())
    town.close()


@pytest.fixture
def vote(hall: Hall) -> ConsultationRow:
    return opened_vote(hall.town, hall.town.open_case("marta", "permit", PERMIT_ASKED))


def citizen(hall: Hall) -> Desk:
    """Somebody with an account whose document was seen."""
    town, desk = hall.town, hall.desk()
    desk.client.cookies.set("cauce_citizen", with_account(town))
    clerk = town.people["marta"]
    assert verify_person(town.installation, clerk, NELIDA.email, "43214541") is Known.VERIFIED
    return desk


def receipt_in(page: Page) -> str:
    return page.one("//p[@class='code-large']")


def test_before_it_opens_the_page_says_when_and_what_to_do_until_then(hall: Hall) -> None:
    case_id = hall.town.open_case("marta", "permit", PERMIT_ASKED)
    vote = opened_vote(hall.town, case_id, after=timedelta(days=2))
    first = f"{(vote.opens_at - timedelta(hours=5)).day} de "
    page = hall.desk().opens(f"votes/{vote.number}")
    told = page.one("//div[@class='note note-help']").replace("\xa0", " ")
    assert told.startswith("Se vota desde el ")
    assert first in told
    assert "muestre antes su documento en la ventanilla" in told
    assert "Una losa" in page.text
    assert page.tree.xpath("//input[@name='receipt'] | //a[contains(@href, '/ballot')]") == []
    assert "en la urna" not in page.one("//main//p[@class='meta']")


def test_who_is_known_votes_at_home_once_and_keeps_a_receipt(
    hall: Hall, vote: ConsultationRow
) -> None:
    desk, page = citizen(hall), f"votes/{vote.number}"
    ballot = f"{page}/ballot"
    assert "A · S/ 60.00" in desk.opens(ballot).text.replace("\xa0", " ")
    nothing = desk.sends(ballot, on=ballot)
    assert (nothing.status, nothing.faults) == (
        422,
        ["Marque lo que prefiere, o diga que vota en blanco."],
    )
    much = desk.sends(ballot, {"option": ["1", "2"]}, on=ballot)
    assert much.faults == ["Lo que marcó pasa lo que permite la votación. Quite alguna."]
    assert len(much.tree.xpath("//input[@name='option'][@checked]")) == 2
    both = desk.sends(ballot, {"option": ["1"], "blank": "1"}, on=ballot)
    assert both.status == 422
    token = desk.token(ballot)
    done = desk.sends(ballot, {"option": ["1", "3"], "csrf": token}, on=ballot)
    receipt = receipt_in(done)
    assert done.headers["cache-control"] == "private, no-store"
    again = desk.sends(ballot, {"option": ["2"], "csrf": token}, on="citizen")
    assert again.status == 409
    assert "ya se votó" in again.text
    assert "Usted ya votó" in desk.opens(ballot).text
    looked = hall.desk().opens(f"{page}?receipt={receipt.lower()}")
    assert "está en la urna, cerrado hasta el conteo" in looked.text
    assert "1 voto en la urna" in looked.text
    for place in ("Resultado", "Gana:"):
        assert place not in looked.text


def test_who_is_not_known_is_told_how_to_vote(hall: Hall, vote: ConsultationRow) -> None:
    ballot, desk = f"votes/{vote.number}/ballot", hall.desk()
    assert "Muestre una vez su documento" in desk.opens(ballot).text
    booth = f"votes/{vote.number}/booth"
    assert "Cómo votar" in desk.sends(ballot, {"option": ["1"]}, on=booth).text
    desk.client.cookies.set("cauce_citizen", with_account(hall.town))
    assert "Ya ingresó a su cuenta" in desk.opens(ballot).text
    assert desk.opens("votes/VOT-2030-0001").status == 404


def test_at_the_counter_a_pass_opens_the_booth(hall: Hall, vote: ConsultationRow) -> None:
    counter, page = hall.desk("marta"), "counter/participation"
    asked = {"vote": vote.number, "voter": "40511226"}
    wrong = counter.sends("counter/participation/passes", {**asked, "voter": "x"}, on=page)
    assert wrong.faults == ["Escriba el número del documento que vio."]
    given = counter.sends("counter/participation/passes", asked, on=page)
    code = given.one("//div[contains(@class,'note')]//code")
    assert "40511226" not in given.text

    desk, booth = hall.desk(), f"votes/{vote.number}/booth"
    bad = desk.sends(booth, {"pass": "0000-0000-0000-0000"}, on=booth)
    assert bad.faults == ["Ese pase no vale: ya se usó, o pasaron sus veinte minutos."]
    ballot = desk.sends(booth, {"pass": code}, on=booth)
    assert ballot.value("pass") == code
    told = {"pass": code, "option": ["2"]}
    done = desk.sends(f"votes/{vote.number}/ballot", told, on=booth)
    assert receipt_in(done)
    used = desk.sends(f"votes/{vote.number}/ballot", told, on=booth)
    assert "Ese pase no vale" in used.text
    again = counter.sends("counter/participation/passes", asked, on=page)
    assert again.faults == ["Con ese documento ya se votó."]


def test_a_pass_of_one_vote_is_none_for_another(hall: Hall, vote: ConsultationRow) -> None:
    town = hall.town
    rule = Rule(Tie.DRAW, seats=1, most=1)
    other = opened_vote(town, town.open_case("marta", "permit", PERMIT_ASKED), rule)
    counter = hall.desk("marta")
    asked = {"vote": vote.number, "voter": "40511226"}
    given = counter.sends("counter/participation/passes", asked, on="counter/participation")
    code = given.one("//div[contains(@class,'note')]//code")
    booth = f"votes/{other.number}/booth"
    desk = hall.desk()
    assert desk.sends(booth, {"pass": code}, on=booth).status == 422
    sent = desk.sends(f"votes/{other.number}/ballot", {"pass": code, "option": ["1"]}, on=booth)
    assert "Ese pase no vale" in sent.text


def test_guessing_passes_has_to_wait(hall: Hall, vote: ConsultationRow) -> None:
    desk, booth = hall.desk(), f"votes/{vote.number}/booth"
    token = desk.token(booth)
    answers = {
        desk.sends(booth, {"pass": f"0000-0000-0000-{n:04d}", "csrf": token}, on=booth).status
        for n in range(40)
    }
    assert answers == {422, 429}


def test_the_counter_is_for_who_attends_there(hall: Hall) -> None:
    assert hall.desk("julia").opens("counter/participation").status == 403
    assert hall.desk().opens("counter/participation").status in (303, 401)


def test_the_result_is_told_with_its_picture_and_its_data(
    hall: Hall, vote: ConsultationRow
) -> None:
    town, desk = hall.town, hall.desk()
    for place, many in ((1, 5), (2, 4), (3, 3)):
        for n in range(many):
            votes(town, vote, f"4{place}{n:06d}", place)
    assert "Gana" not in desk.opens("open/votes.csv").text
    town.waits(days=4)
    assert isinstance(count(town.installation, town.municipality_id, vote.case_id), Counted)
    page = desk.opens(f"votes/{vote.number}")
    assert page.one("//p[@class='lead']") == (
        "Votaron 12 personas, el 24.0 % de quienes podían; en blanco 0. Ganan: A; C. Quedan"
        " S/ 0.00 sin gastar."
    )
    assert page.one("//svg/desc").startswith("A: 5. B: 4. C: 3.")
    rows = list(csv.DictReader(StringIO(desk.opens("open/votes.csv").text)))
    assert [(row["option"], row["votes"], row["outcome"]) for row in rows] == [
        ("A", "5", "won"),
        ("B", "4", "too_dear"),
        ("C", "3", "won"),
    ]
    told = desk.opens(f"open/votes/{vote.number}.json").json
    assert len(told["receipts"]) == 12
    assert told["seed"]
    assert "Se está votando" not in desk.opens("votes").text
    looked = desk.opens(f"votes/{vote.number}?receipt={told['receipts'][0]}")
    assert "Ese voto se contó." in looked.text
    assert (
        "Ninguno de los votos"
        in desk.opens(f"votes/{vote.number}?receipt=0000-0000-0000-0000").text
    )
