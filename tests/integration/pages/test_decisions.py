"""Trying decisions: of processes in force and pasted ones, with their rules, trace and findings."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from storage.database import WHOLE_INSTALLATION
from storage.tables import cases, definition_files, definitions, documents, drafts, submissions
from tests.hall import Desk, Hall, Page

METHOD = "decisions/try?process=compra&file=metodo.dmn&decision=metodo"
NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def table(policy: str, outputs: str, rules: str, *, columns: str = "") -> str:
    """A model of one table over the number `n`."""
    columns = columns or '<input id="c"><inputExpression typeRef="number"><text>n</text>'
    return (
        f'<?xml version="1.0" encoding="ISO-8859-1"?><definitions xmlns="{NAMESPACE}" id="m"'
        ' name="Prueba" namespace="urn:prueba"><inputData id="i" name="n"><variable name="n"'
        ' typeRef="number"/></inputData><decision id="d" name="Año_fiscal"><variable'
        ' name="Año_fiscal"/><informationRequirement><requiredInput href="#i"/>'
        f'</informationRequirement><decisionTable id="t" {policy}>{columns}</inputExpression>'
        f'</input>{outputs}<annotation name="Sustento"/>{rules}</decisionTable></decision>'
        "</definitions>"
    )


def rule(number: int, test: str, *results: str, note: str = "") -> str:
    cells = "".join(
        f'<outputEntry id="o{number}.{place}"><text><![CDATA[{text}]]></text></outputEntry>'
        for place, text in enumerate(results)
    )
    return (
        f'<rule id="r{number}"><inputEntry id="i{number}"><text><![CDATA[{test}]]></text>'
        f"</inputEntry>{cells}<annotationEntry><text>{note}</text></annotationEntry></rule>"
    )


ONE = '<output id="o" name="tasa"/>'
ONE_OF = ONE.replace("/>", '><outputValues><text>"b", "a"</text></outputValues></output>')
PAIR = "tasa: 1, norma: Sí"
TWO = '<output id="o" name="tasa"/><output id="p" name="norma" label="Norma"/>'
SMALL = table("", ONE, rule(1, "< 10", '"baja"', note="Art. 1") + rule(2, ">= 10", '"alta"'))


@pytest.fixture
def desk(hall: Hall) -> Desk:
    """Rosa's browser; the purchase is in force, with the numbers of Peru's law."""
    hall.town.deploys(family("procurement").bundle)
    load_parameters(hall.town.installation, hall.town.municipality_id, parameters_of("PE"))
    return hall.desk("rosa")


def pasted(desk: Desk, model: str, **answers: str) -> Page:
    fields = {"_model": model, "_step": "read", **answers}
    return desk.sends("decisions/try", fields, on="decisions")


def tries(desk: Desk, model: str, **answers: str) -> Page:
    return pasted(desk, model, _for="d", _step="run", **answers)


def held(page: Page) -> list[str]:
    """The numbers of the rules that are marked."""
    found = page.all("//tr[contains(@class, 'is-selected')]/td[1]")
    return [each.removesuffix(" se cumple") for each in found]


def test_every_decision_in_force_is_listed_with_a_way_to_try_it(desk: Desk) -> None:
    page = desk.opens("decisions")
    names = page.all("//td[contains(@class, 'cell-title')]//a")
    assert "Método" in names
    assert "Órgano que resuelve la apelación" in names
    assert page.tree.xpath("//a[text()='Método']/@href")[0].endswith(METHOD)


def test_a_decision_of_the_house_is_tried_before_a_process_runs_it(desk: Desk) -> None:
    page = desk.opens("decisions")
    row = page.tree.xpath("//tr[.//a[text()='Impuesto predial']]")[0]
    assert "Impuesto predial (sin proceso aún)" in "".join(row.itertext())
    asked = desk.opens("decisions" + row.xpath(".//a/@href")[0].partition("/decisions")[2])
    assert asked.heading == "Impuesto predial"
    assert asked.all("//label[contains(@class, 'label')]")[1] == "Año del impuesto"
    fields = {
        "_family": "taxes",
        "_path": "predial.dmn",
        "_for": "predial",
        "_decision": "predial",
        "d0": "2026",
        "d1": "[250000, 200000]",
        "d2": "ninguno",
        "d4": "0",
    }
    page = desk.sends("decisions/try", fields, on="decisions")
    assert page.all("//*[@id='result']//dd")[0] == "2,850"


def test_the_way_to_the_decisions_stands_with_the_processes(desk: Desk, hall: Hall) -> None:
    assert "Probar decisiones" in desk.opens("processes").text
    assert "Probar decisiones" not in hall.desk("nelida").opens("processes").text


def test_a_decision_asks_for_its_inputs_by_their_kind(desk: Desk) -> None:
    page = desk.opens(METHOD)
    assert page.heading == "Método"
    labels = page.all("//label[contains(@class, 'label')]")
    assert {"Cuantía", "Compras del año que no están aquí", "Excepción al fraccionamiento"} <= set(
        labels
    )
    assert held(page) == []
    assert not page.tree.xpath("//*[@id='result']")


def test_the_result_names_its_rule_and_the_trace_goes_in_order(desk: Desk) -> None:
    page = desk.sends(
        "decisions/try",
        {
            "_process": "compra",
            "_path": "metodo.dmn",
            "_for": "metodo",
            "_decision": "metodo",
            "d4": "180,000.00",
            "d3": "0",
        },
        on="decisions",
    )
    assert page.status == 200
    assert page.one("//*[@id='result']//p[@class='meta']") == "Se cumple la regla 5"
    assert "Licitación pública abreviada" in page.one("//*[@id='result']//dl")
    steps = page.all("//ol[@class='steps']/li/div/strong")
    assert steps[-1] == "Método:"
    assert {"Límites vigentes:", "Fraccionamiento:", "Método:"} <= set(steps)
    assert held(page) == ["5", "1"]
    assert page.value("d4") == "180,000.00"


def test_another_decision_asks_anew_before_it_is_tried(desk: Desk) -> None:
    fields = {"_process": "compra", "_path": "organo_apelacion.dmn", "d0": "1"}
    both = {**fields, "_for": "organo_apelacion", "_decision": "limite_tribunal"}
    page = desk.sends("decisions/try", both, on="decisions")
    assert page.heading == "Límite del Tribunal"
    assert not page.tree.xpath("//*[@id='result']")
    assert page.all("//legend") == ["Fecha de la convocatoria"]


def test_what_cannot_be_read_is_to_be_corrected_and_comes_back(desk: Desk) -> None:
    page = tries(desk, SMALL, d0="muchos")
    assert page.status == 422
    assert page.faults == ["Escriba en «N» solo el número, por ejemplo 1,250"]
    assert page.value("d0") == "muchos"
    assert page.text.count("Error: ") >= 1


def test_a_pasted_model_is_read_tried_and_comes_back(desk: Desk) -> None:
    read = pasted(desk, SMALL)
    assert (read.status, read.heading) == (200, "Año fiscal")
    page = tries(desk, SMALL, d0="10")
    assert page.one("//*[@id='result']//p[@class='sentence']") == "alta"
    assert held(page) == ["2"]
    assert page.all("//th[@role='columnheader']") == ["Regla", "n", "tasa", "Sustento"]
    assert "Art. 1" in page.text
    assert page.value("_model") == SMALL


def test_a_file_is_read_like_a_pasted_model(desk: Desk) -> None:
    content = SMALL.encode("latin-1")
    page = desk.sends(
        "decisions/try",
        {"_step": "read"},
        files={"_file": ("regla.dmn", content, "application/xml")},
        on="decisions",
    )
    assert page.heading == "Año fiscal"
    assert page.value("_model") == SMALL


@pytest.mark.parametrize(
    ("policy", "outputs", "cells", "sentence", "rules"),
    [
        ('hitPolicy="FIRST"', ONE, ('"a"',), "a", ["1"]),
        ('hitPolicy="ANY"', ONE, ("1",), "1", ["1", "2"]),
        ('hitPolicy="RULE ORDER"', ONE, ('"a"',), "a; a", ["1", "2"]),
        ('hitPolicy="COLLECT"', ONE, ('"a"',), "a; a", ["1", "2"]),
        ('hitPolicy="COLLECT" aggregation="SUM"', ONE, ("1500.5",), "3,001", ["1", "2"]),
        ('hitPolicy="COLLECT" aggregation="COUNT"', ONE, ("7",), "2", ["1", "2"]),
        (
            'hitPolicy="PRIORITY"',
            ONE_OF,
            ('"a"',),
            "a",
            ["1", "2"],
        ),
        ("", ONE, ('"a"',), "sin valor", ["1", "2"]),
        ('hitPolicy="COLLECT"', TWO, ("1", "true"), f"{PAIR}; {PAIR}", ["1", "2"]),
    ],
)  # fmt: skip
def test_every_hit_policy_marks_the_rules_that_held(
    desk: Desk, policy: str, outputs: str, cells: tuple[str, ...], sentence: str, rules: list[str]
) -> None:
    model = table(policy, outputs, rule(1, "< 20", *cells) + rule(2, "< 30", *cells))
    page = tries(desk, model, d0="10")
    assert page.one("//*[@id='result']//p[@class='sentence']") == sentence
    assert held(page) == rules


def test_several_outputs_are_told_one_by_one(desk: Desk) -> None:
    model = table("", TWO, rule(1, "-", "0.2", '"Ley 776"'))
    page = tries(desk, model, d0="1")
    assert page.all("//*[@id='result']//dt") == ["tasa", "Norma"]
    assert page.all("//*[@id='result']//dd") == ["0.2", "Ley 776"]


def test_findings_name_their_rule_and_their_column(desk: Desk) -> None:
    model = table("", ONE, rule(1, "< 20", '"a"') + rule(2, "[10..30]", '"b"'))
    page = pasted(desk, model)
    review = page.one("//*[@id='review']")
    assert "Un error impide publicar el modelo." in review
    assert "Error 1" in review
    assert "Aviso 2" in review
    wrong = pasted(desk, table("", ONE, rule(1, '"x"', '"a"')))
    assert "Año_fiscal, regla 1, «n»" in wrong.one("//*[@id='review']")
    assert wrong.all("//td//span[contains(@class, 'tag-near')]") == ["ver 1"]


def test_a_warning_says_in_spanish_why_there_is_no_value(desk: Desk) -> None:
    page = tries(desk, table("", ONE, rule(1, "-", "n / 0")), d0="3")
    assert "el divisor es cero" in page.one("//*[@id='result']") or "sin valor" in page.one(
        "//*[@id='result']"
    )
    both = tries(desk, table("", ONE, rule(1, "-", "1") + rule(2, "-", "2")), d0="3")
    assert "se cumplen 2 reglas" in both.one("//*[@id='result']")


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        ("esto no es un modelo", "El XML está mal formado"),
        ("<definitions/>", "El archivo no es un modelo DMN de las versiones 1.1 a 1.6."),
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "El archivo tiene un DOCTYPE, que no se admite.",
        ),
        (table("", ONE, rule(1, "< < 2", '"a"')), "se esperaba un valor, pero hay «<»"),
    ],
)
def test_a_broken_model_gets_plain_sentences_and_comes_back(
    desk: Desk, model: str, sentence: str
) -> None:
    page = pasted(desk, model)
    assert page.status == 422
    assert sentence in page.one("//*[@id='review']")
    assert page.value("_model") == model
    assert "passwd:" not in page.text


def test_a_model_that_is_too_large_is_told_so(desk: Desk) -> None:
    page = pasted(desk, SMALL + " " * 500_000 + "<!-- -->")
    assert page.status == 413
    assert page.faults[0].startswith("El modelo pesa más de")


def test_a_model_that_computes_without_end_is_stopped(desk: Desk) -> None:
    endless = "count(for a in 1..9999, b in 1..9999 return a)"
    page = tries(desk, table("", ONE, rule(1, "-", endless)), d0="3")
    assert page.status == 200
    assert "demasiados pasos" in page.text


def test_only_the_municipality_may_try(desk: Desk, hall: Hall) -> None:
    trader = hall.desk("nelida")
    assert trader.opens("decisions").status == 403
    assert trader.opens(METHOD).status == 403
    assert trader.sends("decisions/try", {"_model": SMALL}).status == 403
    assert hall.desk().opens("decisions").status in (303, 401, 403)


def test_what_is_not_in_force_does_not_exist(desk: Desk) -> None:
    assert desk.opens(METHOD.replace("metodo.dmn", "otro.dmn")).status == 404
    assert desk.opens(METHOD.replace("=compra", "=otra")).status == 404
    assert desk.opens("decisions/try?process=compra&file=manifest.toml").status == 404
    assert desk.opens("decisions/try?family=taxes&file=otro.dmn").status == 404
    assert desk.opens("decisions/try?family=procurement&file=metodo.dmn").status == 404
    assert desk.opens("decisions/try?family=..&file=predial.dmn").status == 404
    assert desk.opens(METHOD.replace("decision=metodo", "decision=x")).status == 404


def test_the_parts_alone_come_back_to_who_is_on_the_page(desk: Desk) -> None:
    page = desk.sends(
        "decisions/try", {"_model": SMALL}, on="decisions", headers={"hx-request": "true"}
    )
    assert page.text.lstrip().startswith('<div class="stack" id="bench">')


def test_nothing_that_is_pasted_or_typed_is_stored(desk: Desk, hall: Hall) -> None:
    kept = (definitions, definition_files, drafts, submissions, documents, cases)

    def rows() -> list[int]:
        with hall.town.installation.database.read(WHOLE_INSTALLATION) as connection:
            counts = [select(func.count()).select_from(each) for each in kept]
            return [connection.execute(each).scalar_one() for each in counts]

    before = rows()
    tries(desk, SMALL, d0="10")
    assert rows() == before
