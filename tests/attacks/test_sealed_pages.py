"""What was filed under seal is shown to nobody but who filed it, until its opening."""

from pathlib import Path

from tests.hall import Desk, Hall, Page
from tests.town import PDF

CONTEST = Path(__file__).parent / "contest"
CASE = "cases/COC-2026-0001"
SECRETS = ("1,234.50", "1234.50", "oferta-de-nelida.pdf", "Nelida")


def filed_offer(hall: Hall) -> int:
    """A contest in which Nélida has filed her sealed offer; its case id."""
    hall.town.deploys(CONTEST)
    case = hall.town.open_case("rosa", "contest", {})
    offer = hall.town.open_task(case, "ofertar")
    paper = {"_document.oferta": ("oferta-de-nelida.pdf", PDF, "application/pdf")}
    done = hall.desk("nelida").sends(f"tasks/{offer}/completion", {"precio": "1234.50"}, paper)
    assert done.status == 303
    return case


def told_by(desk: Desk, *paths: str) -> str:
    return " ".join(desk.opens(path).text.replace("\xa0", " ") for path in paths)


def document_of(page: Page) -> str:
    href = page.tree.xpath("//*[@id='documents']//a[@class='row-link']/@href")[0]
    return f"{href}/versions/1"


def test_a_sealed_offer_is_read_by_who_filed_it_and_by_nobody_else(hall: Hall) -> None:
    filed_offer(hall)
    own = document_of(hall.desk("nelida").opens(CASE))
    assert hall.desk("nelida").opens(own).content == PDF
    rosa = hall.desk("rosa")
    assert rosa.opens(own).status == 403
    assert rosa.opens(own.rsplit("/", 2)[0]).status == 404
    close = rosa.opens(CASE).tree.xpath("//*[@id='holders']//a/@href")[0]
    told = told_by(rosa, CASE, f"{CASE}/events", close)
    assert [secret for secret in SECRETS if secret in told] == []
    assert "Alguien completó «Presentar oferta»" in rosa.opens(f"{CASE}/events").one("//main")


def test_the_name_that_a_bidder_gave_a_sealed_paper_is_not_told(hall: Hall) -> None:
    hall.town.deploys(CONTEST)
    case = hall.town.open_case("rosa", "contest", {})
    offer = hall.town.open_task(case, "ofertar")
    hall.town.attach("nelida", case, task_id=offer, kind="oferta", title="Oferta de Farfán S.A.C.")
    told = told_by(hall.desk("rosa"), CASE, f"{CASE}/events")
    assert "Farfán" not in told
    assert "Alguien agregó Oferta" in hall.desk("rosa").opens(f"{CASE}/events").one("//main")
    assert "Farfán" in told_by(hall.desk("nelida"), f"{CASE}/events")


def test_nobody_shuts_the_others_out_of_a_sealed_task(hall: Hall) -> None:
    hall.town.person("teofila", "feriante")
    hall.town.deploys(CONTEST)
    case = hall.town.open_case("rosa", "contest", {})
    offer = hall.town.open_task(case, "ofertar")
    nelida, teofila = hall.desk("nelida"), hall.desk("teofila")
    assert nelida.sends(f"tasks/{offer}/assignment").status == 303
    assert "Nelida" not in told_by(teofila, f"tasks/{offer}", "inbox", CASE)
    assert "Tomar" not in teofila.opens(f"tasks/{offer}").text
    for desk, price in ((nelida, "1200.00"), (teofila, "1234.50")):
        paper = {"_document.oferta": ("oferta.pdf", PDF, "application/pdf")}
        done = desk.sends(
            f"tasks/{offer}/completion", {"precio": price}, paper, on=f"tasks/{offer}"
        )
        assert done.status == 303


def test_after_its_opening_the_office_reads_it(hall: Hall) -> None:
    case = filed_offer(hall)
    own = document_of(hall.desk("nelida").opens(CASE))
    for step in ("cerrar", "abrir"):
        hall.town.does("rosa", case, step)
    rosa = hall.desk("rosa")
    assert rosa.opens(own).content == PDF
    assert "Nelida completó «Presentar oferta»" in rosa.opens(f"{CASE}/events").one("//main")


def test_a_form_is_not_filled_with_what_another_bidder_wrote(hall: Hall) -> None:
    hall.town.person("teofila", "feriante")
    hall.town.deploys(CONTEST)
    case = hall.town.open_case("rosa", "contest", {})
    offer = hall.town.open_task(case, "ofertar")
    paper = {"_document.oferta": ("oferta.pdf", PDF, "application/pdf")}
    address = f"tasks/{offer}"
    done = hall.desk("nelida").sends(
        f"{address}/completion", {"precio": "1200.55"}, paper, on=address
    )
    assert done.status == 303
    again = hall.town.open_task(case, "ofertar")
    assert "1200.55" not in told_by(hall.desk("teofila"), address, f"tasks/{again}")
    assert "1,200.55" not in told_by(hall.desk("teofila"), address, f"tasks/{again}", CASE)
