"""Every field has a class, only public ones leave; what describes them follows its standard."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.publishing.datasets import Dataset, FieldClass, open_row
from engine.publishing.describing import (
    Entry,
    File,
    Publisher,
    catalogue,
    data_package,
    turtle,
)
from engine.publishing.offered import LICENCES, offering_in
from processes.open_data.catalogue import BY_ID, DATASETS
from processes.open_data.counted import place_of
from processes.open_data.granted import row_of
from storage.queries.open_data import ActRow, AskedRow

WHO = Publisher("tambo-real", 'Tambo «Real" \\', "https://muni.example/tambo-real/open", "a@b.pe")
TYPES = {"string", "integer", "number", "date", "year", "yearmonth"}


def entry(dataset: Dataset) -> Entry:
    page = f"{WHO.base}/v1/{dataset.id}"
    files = (File(f"{page}.csv", "text/csv"), File(f"{page}.json", "application/json"))
    return Entry(
        dataset.id, dataset.title, dataset.description, page, files, dataset.keywords,
        str(dataset.frequency), datetime(2026, 3, 2, tzinfo=UTC), "2026-Q1", "2026-Q2",
        fields=dataset,
    )  # fmt: skip


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda each: each.id)
def test_of_what_is_known_only_public_fields_leave(dataset: Dataset) -> None:
    names = [each.name for each in dataset.fields]
    assert len(set(names)) == len(names)
    assert all(isinstance(each.klass, FieldClass) for each in dataset.fields)
    known = {each.name: f"{each.klass}" for each in dataset.fields} | {"not_named": "personal"}
    assert set(open_row(dataset, known).values()) == {"public"}
    assert set(open_row(dataset, known)) >= {*dataset.key, *filter(None, [dataset.period])}
    assert len(BY_ID) == len(DATASETS)


def test_every_class_that_never_leaves_is_kept_in() -> None:
    kept = {each.klass for dataset in DATASETS for each in dataset.fields} - {FieldClass.PUBLIC}
    assert kept >= {FieldClass.PERSONAL, FieldClass.INTERNAL, FieldClass.TAX_SECRET}


def test_the_package_is_what_frictionless_asks_for() -> None:
    package = data_package(WHO, LICENCES[0], [entry(each) for each in DATASETS])
    name = re.compile(r"^[a-z0-9._/-]+$")
    assert name.match(package["name"])
    assert package["profile"] == "tabular-data-package"
    assert {"name", "path"} <= set(package["licenses"][0])
    assert len({each["name"] for each in package["resources"]}) == len(DATASETS)
    for each in package["resources"]:
        assert name.match(each["name"])
        assert each["profile"] == "tabular-data-resource"
        assert each["path"].startswith("https://")
        fields = each["schema"]["fields"]
        assert {field["type"] for field in fields} <= TYPES
        assert set(each["schema"].get("primaryKey", ())) <= {field["name"] for field in fields}


def test_the_catalogue_has_what_dcat_asks_for_and_turtle_says_the_same() -> None:
    told = catalogue(WHO, LICENCES[1], [entry(BY_ID["complaints"])])
    (dataset,) = told["dcat:dataset"]
    assert {"dct:title", "dct:description", "dct:publisher", "dcat:contactPoint"} <= set(dataset)
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2026-01"
    assert dataset["dct:temporal"]["dcat:endDate"]["@value"] == "2026-06"
    for each in dataset["dcat:distribution"]:
        assert {"dcat:accessURL", "dcat:downloadURL", "dct:license", "dcat:mediaType"} <= set(each)
    text = turtle(told)
    assert 'foaf:name "Tambo «Real\\" \\\\"' in text
    assert f"<{WHO.base}/v1/complaints#dataset> a dcat:Dataset" in text
    assert text.count("a dcat:Distribution") == 2
    assert 'dcat:endDate "2026-06"^^xsd:gYearMonth' in text
    assert "dct:license <https://creativecommons.org/publicdomain/zero/1.0/>" in text


def test_a_municipality_that_said_nothing_publishes_all_under_cc_by() -> None:
    assert offering_in("{}").held == frozenset()
    assert offering_in('{"open_data": {"licence": "nada"}}').licence.id == "CC-BY-4.0"


def test_a_parcel_lies_in_a_sector_and_a_block_in_both_countries() -> None:
    assert place_of("01-002-015") == ("01", "01-002")
    code = "257540100000000010001000000000"
    assert place_of(code) == ("257540100", "25754010000000001")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"tipo_solicitante": "juridica", "ruc": "20100070970"}, "Rosa Quispe"),
        ({"tipo_solicitante": "juridica", "ruc": "10468722991"}, ""),
        ({"tipo_solicitante": "natural", "ruc": "20100070970"}, ""),
        ({}, ""),
    ],
)
def test_only_who_has_the_number_of_a_company_is_named(said: dict[str, str], named: str) -> None:
    case = AskedRow(1, "licencia_edificacion")
    act = ActRow(1, "constancia_silencio", "CSP-1", datetime(2026, 3, 2, 3, tzinfo=UTC), None)
    told = {**said, "nombre_solicitante": "Rosa Quispe", "direccion_predio": {"numero": "145"}}
    row = open_row(BY_ID["licences"], row_of(case, act, told, "", ZoneInfo("America/Lima")))
    assert (row["company"], row["street_number"]) == (named, "")
    assert (row["granted_by"], f"{row['date']}") == ("silence", "2026-03-01")
