"""The portal of open data as anybody reads it: what is in its files, and who is never in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.identity import register_municipality
from processes.open_data.catalogue import DATASETS
from storage.database import Connection
from storage.queries.taxes import TaxEntryRow
from storage.tables import cases, definitions, taxpayers
from storage.writes.taxes import insert_tax_entries
from tests.features.filings import HOME
from tests.features.window import Procedure
from tests.fees import pays_at_the_till
from tests.hall import Desk, Hall, Page
from tests.town import Town
from ui.settings import Settings

SECRETS = (
    "Rosalinda", "Quispe Secreta", "46872299", "20601234565X", "rosalinda@secreta.pe",
    "Bodega Rosalinda", "La puerta verde", "10468722991",
)  # fmt: skip
"""What nobody may find in any download."""
WOMAN = {
    "nombre_solicitante": "Rosalinda Quispe Secreta", "dni": "46872299",
    "correo": "rosalinda@secreta.pe", "nombre_comercial": "Bodega Rosalinda",
    "actividad": "Bodega de Rosalinda Quispe Secreta", "giro": "oficina",
    "direccion_local": {**HOME, "calle": "=Jr. Unión", "referencia": "La puerta verde"},
}  # fmt: skip
COMPANY = {
    "tipo_solicitante": "juridica", "nombre_solicitante": "Abarrotes del Sur SAC",
    "ruc": "20100070970", "giro": "oficina",
}  # fmt: skip


@pytest.fixture
def portal(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Two licences, taxes and complaints; Luis administers."""
    town = Town(database_url, tmp_path / "documents")
    procedure = Procedure(town)
    procedure.found("licencia_funcionamiento")
    town.person("celia", "caja")
    town.person("luis", "administrador")
    procedure.on(date(2026, 3, 26))
    for asked in (WOMAN, COMPANY):
        procedure.file(asked)
        procedure.do("recepcion_revisar")
        pays_at_the_till(town, "celia", procedure.case_id, received="100.00")
        procedure.settle()
        procedure.do("emitir_licencia", numero_licencia="0012-2026")
    town.installation.database.run(
        lambda one: counted(one, town), municipality=town.municipality_id
    )
    procedure.on(date(2026, 7, 6))
    yield Hall(town, Settings(public_url="https://cauce.example"))
    town.close()


def counted(connection: Connection, town: Town) -> None:
    """Twelve pay in March, of whom one gets back half a sol, seven in April and two in May. Of
    complaints of March eleven are answered, nine transferred, two not admitted."""
    key, at = town.municipality_id, town.clock.now()
    connection.execute(
        taxpayers.insert(),
        [
            {
                "municipality_id": key, "id": 900 + each, "code": f"{each:06}",
                "document": f"DNI 4687229{each}", "name": f"Rosalinda {each}", "sought": "",
                "address": "La puerta verde", "changed_at": at,
            }
            for each in range(12)
        ],
    )  # fmt: skip
    days = [(date(2026, 3, 9), 12), (date(2026, 4, 9), 7), (date(2026, 5, 8), 2)]
    rows = [(day, each) for day, many in days for each in range(many)]
    entries = [entry(town, day, 900 + each, number) for number, (day, each) in enumerate(rows)]
    back = replace(entries[0], id=8900, kind="contra", cents=50, counters=entries[0].id)
    insert_tax_entries(connection, key, [*entries, back])
    version = connection.execute(definitions.select()).mappings().first()
    assert version is not None
    ends = ["Respondido"] * 11 + ["Trasladado"] * 9 + ["No presentado"] * 2
    connection.execute(
        cases.insert(),
        [
            {
                "municipality_id": key, "id": 7000 + each, "number": f"REC-LR-2026-{each:04}",
                "number_reversed": f"{each:04}-6202-RL-CER", "process_key": "libro_reclamaciones",
                "definition_id": version["id"], "year": 2026, "title": "De Rosalinda",
                "state": "completed", "opened_at": town.clock.now(), "outcome": end,
            }
            for each, end in enumerate(ends)
        ],
    )  # fmt: skip


def entry(town: Town, day: date, who: int, number: int) -> TaxEntryRow:
    return TaxEntryRow(
        id=8000 + number, taxpayer_id=who, year=2026, concept="predial", instalment=1,
        due_on=date(2026, 2, 28), kind="payment", debit="cash", credit="receivable", cents=10050,
        on_day=day, run_id=None, person_id=None, note="", at=town.clock.now(), order_id=None,
        counters=None,
    )  # fmt: skip


def rows_of(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"), newline="")))


def test_every_file_is_there_in_both_forms_and_nobody_is_in_any(portal: Hall) -> None:
    desk = portal.desk()
    pages = [desk.opens("open")]
    assert pages[0].status == 200
    package = desk.opens("open/datapackage.json")
    described = {each["name"]: each for each in package.json["resources"]}
    for each in DATASETS:
        table, told = (desk.opens(f"open/v1/{each.id}.{end}") for end in ("csv", "json"))
        names = [field["name"] for field in described[each.id]["schema"]["fields"]]
        assert table.content.startswith(b"\xef\xbb\xbf" + ",".join(names).encode() + b"\r\n")
        assert [set(row) for row in told.json["rows"]] == [set(names)] * len(rows_of(table))
        pages += [table, told, desk.opens(f"open/v1/{each.id}")]
    pages += [package, desk.opens("open/catalog.jsonld"), desk.opens("open/catalog.ttl")]
    assert {page.status for page in pages} == {200}
    found = [
        (secret, page.text[:60]) for page in pages for secret in SECRETS if secret in page.text
    ]
    assert found == []


def test_a_licence_names_a_company_and_never_a_person(portal: Hall) -> None:
    company, woman = rows_of(portal.desk().opens("open/v1/licences.csv"))
    assert (company["company"], company["company_ruc"]) == ("Abarrotes del Sur SAC", "20100070970")
    assert (woman["company"], woman["activity"], woman["category"]) == ("", "oficina", "Bajo")
    assert (woman["street"], woman["street_number"]) == ("'=Jr. Unión", "145")
    assert (woman["date"], woman["kind"]) == ("2026-03-26", "funcionamiento")


def test_few_taxpayers_and_few_complaints_are_withheld_with_what_would_give_them_away(
    portal: Hall,
) -> None:
    desk = portal.desk()
    months = rows_of(desk.opens("open/v1/tax-collection.csv"))
    assert [(row["month"], row["taxpayers"], row["collected"]) for row in months] == [
        ("2026-03", "12", "1205.50"), ("2026-04", "", ""), ("2026-05", "", ""),
    ]  # fmt: skip
    told = rows_of(desk.opens("open/v1/complaints.csv"))
    assert {row["result"]: (row["complaints"], row["status"]) for row in told} == {
        "answered": ("11", "complete"),
        "transferred": ("", "withheld"),
        "not_admitted": ("", "withheld"),
        "open": ("0", "complete"),
    }


def test_a_copy_is_good_until_something_changes(portal: Hall) -> None:
    desk = portal.desk()
    for name in ("licences.csv", "licences.json", "tax-collection.csv"):
        page = desk.opens(f"open/v1/{name}")
        assert page.headers["last-modified"].endswith("GMT")
        assert "set-cookie" not in page.headers
        tag = {"if-none-match": page.headers["etag"]}
        assert desk.opens(f"open/v1/{name}", headers=tag).status == 304
    decide(portal.desk("luis"), licence="CC0-1.0")
    assert desk.opens("open/v1/licences.csv", headers=tag).status == 200


def decide(desk: Desk, **given: object) -> Page:
    on = "municipality/open-data"
    everything = [each.id for each in DATASETS if not each.always]
    form = {"published": everything, "licence": "CC-BY-4.0", "reason": "Resolución 4"}
    return desk.sends(on, {**form, **given}, on=on)


def test_a_manager_holds_a_data_set_back_and_says_the_licence(portal: Hall) -> None:
    luis, anybody = portal.desk("luis"), portal.desk()
    missing = decide(luis, reason=" ", published=["services"])
    assert (missing.status, missing.faults) == (422, ["Escriba el motivo: queda en la historia."])
    assert missing.tree.xpath("//input[@name='published'][@checked]/@value") == ["services"]
    assert anybody.opens("open/v1/licences.csv").status == 200
    done = luis.follows(decide(luis, published=["services"], licence="CC0-1.0"))
    assert done.all("//*[@class='entry-sentence']") == [
        "Luis decidió qué datos abiertos se publican en «CC0-1.0»: Resolución 4"
    ]
    for each in ("v1/licences", "v1/licences.csv", "v1/licences.json"):
        assert anybody.opens(f"open/{each}").status == 404
    assert "licences" not in anybody.opens("open/catalog.jsonld").text
    assert anybody.opens("open/v1/votes.csv").status == 200
    assert "publicdomain/zero" in anybody.opens("open/v1/services.json").json["license"]
    assert decide(luis, licence="<script>").status == 422
    assert portal.desk("celia").opens("municipality/open-data").status == 403


def test_another_town_has_nothing_of_this_one(portal: Hall) -> None:
    register_municipality(
        portal.town.installation, slug="puerto-azul", name="Puerto Azul", country="PE",
        timezone="America/Lima", currency="PEN",
    )  # fmt: skip
    desk = portal.desk()
    for each in DATASETS:
        desk.opens(f"open/v1/{each.id}.csv")
        assert rows_of(desk.opens(f"/puerto-azul/open/v1/{each.id}.csv")) == []
    assert desk.opens("open/v1/nada.csv").status == 404
