"""What is published is open to anybody: packages, tables, documents and pages in plain words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.documents.keeping import classify
from engine.identity import register_municipality
from storage.queries.documents import documents_of_case
from storage.tables.documents import Level
from tests.features.purchase import Purchase
from tests.hall import Hall
from tests.integration.publishing.conftest import PUMPS
from tests.ocds import faults_of, publishes, record_of
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def open_hall(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Purchase]]:
    """A purchase that was awarded and published; its supplier's name is a formula."""
    town = Town(database_url, tmp_path / "documents")
    purchase = Purchase(town)
    purchase.found()
    purchase.on(date(2026, 3, 2))
    purchase.need("Motobombas, «de agua»", area="Obras", days="30")
    purchase.study("180000.00")
    purchase.certify()
    purchase.approve()
    purchase.on(date(2026, 3, 9))
    purchase.call(enquiries="3", offers="5")
    purchase.on(date(2026, 3, 13))
    purchase.do("absolver_consultas", hay_consultas="no")
    purchase.on(date(2026, 3, 16))
    for offer in PUMPS:
        purchase.bid(offer)
    purchase.on(date(2026, 3, 23))
    purchase.open_offers()
    purchase.evaluate(["90", "82", "75"])
    purchase.on(date(2026, 4, 1))
    purchase.award()
    publishes(town)
    yield Hall(town, Settings(public_url="https://cauce.example")), purchase
    town.close()


def test_packages_of_months_and_of_a_purchase_are_valid_and_lead_to_one_another(
    open_hall: tuple[Hall, Purchase],
) -> None:
    hall, purchase = open_hall
    desk = hall.desk()
    listed = desk.opens("open/ocds/index.json").json
    base = f"https://cauce.example/{hall.slug}/open/ocds"
    assert listed["releasePackages"] == [f"{base}/releases/2026-0{n}.json" for n in (3, 4)]
    (one,) = listed["records"]
    package = desk.opens(one["url"].removeprefix("https://cauce.example")).json
    assert faults_of(package, "record-package") == []
    assert package["packages"] == listed["releasePackages"]
    assert package["license"] == "https://creativecommons.org/licenses/by/4.0/"
    own = desk.opens(package["extensions"][-1].removeprefix("https://cauce.example")).json
    assert own["schemas"] == ["release-schema.json"]
    assert "sha256" in desk.opens("open/ocds/extension/release-schema.json").text
    assert desk.opens("open/ocds/extension/nada.json").status == 404
    (record,) = package["records"]
    told = []
    for address in listed["releasePackages"]:
        month = desk.opens(address.removeprefix("https://cauce.example")).json
        assert faults_of(month, "release-package") == []
        assert month["uri"] == address
        told += month["releases"]
    assert told == record["releases"]
    assert record["compiledRelease"] == json.loads(record_of(hall.town, purchase.case_id).body)


def test_a_copy_is_good_until_something_is_published(open_hall: tuple[Hall, Purchase]) -> None:
    hall, purchase = open_hall
    desk = hall.desk()
    ocid = record_of(hall.town, purchase.case_id).ocid
    addresses = ("index.json", "releases/2026-04.json", f"{ocid}.json", "tender.csv")
    tags = {}
    for each in addresses:
        page = desk.opens(f"open/ocds/{each}")
        assert page.headers["cache-control"] == "public, max-age=300"
        assert page.headers["access-control-allow-origin"] == "*"
        assert "set-cookie" not in page.headers
        tags[each] = page.headers["etag"]
        again = desk.opens(f"open/ocds/{each}", headers={"if-none-match": tags[each]})
        assert (again.status, again.text) == (304, "")
    purchase.on(date(2026, 4, 20))
    publishes(hall.town)
    for each, tag in tags.items():
        page = desk.opens(f"open/ocds/{each}", headers={"if-none-match": tag})
        assert (page.status, page.headers["etag"] != tag) == (200, True)


def test_tables_have_one_row_each_and_no_formulas(open_hall: tuple[Hall, Purchase]) -> None:
    hall, _ = open_hall
    desk = hall.desk()
    page = desk.opens("open/ocds/awards.csv")
    assert page.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert page.content.count(b"\r\n") == 2
    (award,) = csv.DictReader(io.StringIO(page.text, newline=""))
    assert (award["amount"], award["supplier_name"]) == ("171500.00", PUMPS[0].bidder)
    (tender,) = csv.DictReader(io.StringIO(desk.opens("open/ocds/tender.csv").text, newline=""))
    assert (tender["title"], tender["tenderers"]) == ("Motobombas, «de agua»", "3")
    assert desk.opens("open/ocds/contracts.csv").text.count("\r\n") == 1
    assert desk.opens("open/ocds/persons.csv").status == 404


def test_public_documents_are_open_and_no_others(open_hall: tuple[Hall, Purchase]) -> None:
    hall, purchase = open_hall
    town, desk = hall.town, hall.desk()
    papers = town.reads(lambda c: documents_of_case(c, town.municipality_id, purchase.case_id))
    status = {
        each.document.kind: desk.opens(f"open/documents/{each.document.id}/1").status
        for each in papers
    }
    open_kinds = {kind for kind, code in status.items() if code == 200}
    assert open_kinds == {
        "bases", "bases_integradas", "acta_apertura", "acta_evaluacion", "acta_otorgamiento",
    }  # fmt: skip
    assert set(status.values()) == {200, 404}
    bases = next(each for each in papers if each.document.kind == "bases")
    page = desk.opens(f"open/documents/{bases.document.id}/1")
    assert page.headers["etag"] == f'"{bases.versions[0].sha256}"'
    assert desk.opens(f"open/documents/{bases.document.id}/9").status == 404
    rosa = town.people["rosa"]
    classify(town.installation, rosa, bases.document.id, Level.RESERVED, "Por error")
    assert desk.opens(f"open/documents/{bases.document.id}/1").status == 404


def test_people_read_what_was_bought_in_plain_words(open_hall: tuple[Hall, Purchase]) -> None:
    hall, _ = open_hall
    desk = hall.desk()
    page = desk.opens("open/purchases")
    assert page.heading == "Lo que compramos"
    assert page.one("//li[@class='sheet']//a") == "Motobombas, «de agua»"
    one = desk.opens(page.tree.xpath("//li[@class='sheet']//a/@href")[0])
    assert one.one("//p[@class='lead']") == (
        "Se adjudicó a Hidráulica del Sur S.A.C. por S/ 171,500.00."
    )
    steps = one.all("//ol[@class='timeline']//p[@class='entry-sentence']")
    assert steps == [
        "Se otorgó la buena pro.",
        "Se abrieron las ofertas.",
        "Se respondieron las consultas y se integraron las bases.",
        "Se convocó.",
        "Se aprobó o cambió el plan de la compra.",
        "Se reservó el dinero para la compra.",
    ]
    for href in one.tree.xpath("//main//a/@href"):
        if href.startswith("/"):
            assert desk.opens(href).status == 200, href
    assert desk.opens("open/policy").heading == "Qué publicamos y qué no"


def test_nothing_of_another_town_and_nothing_unknown_is_found(
    open_hall: tuple[Hall, Purchase],
) -> None:
    hall, purchase = open_hall
    ocid = record_of(hall.town, purchase.case_id).ocid
    desk = hall.desk()
    assert desk.opens("open/ocds/ocds-xxxxxx-nada.json").status == 404
    assert desk.opens("open/ocds/releases/2019-01.json").status == 404
    assert desk.opens("open/purchases/ocds-xxxxxx-nada").status == 404
    register_municipality(
        hall.town.installation, slug="otra", name="Otra", country="PE", timezone="America/Lima",
        currency="PEN",
    )  # fmt: skip
    assert desk.opens(f"/otra/open/ocds/{ocid}.json").status == 404
    assert desk.opens("/otra/open/ocds/index.json").json["records"] == []
    assert desk.opens("/otra/open/purchases").status == 200
