"""The results of the diagnostic, as the people of the municipality read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from engine.jobs.linking import link_handlers
from processes.demo.rounds import FIRST, HEADS, SECOND
from processes.improvement.experiences import Experience
from processes.improvement.questionnaire import questionnaire
from processes.registry import family, handlers
from tests.features.diagnosis import CONCLUSIONS, PLANNER, Diagnosis
from tests.hall import Hall, Page
from tests.town import Town
from ui.settings import Settings

PEFA = [
    {"indicador": "PI-24 Adquisiciones", "metodo": "M1", "dimensiones": "B, C, A"},
    {"indicador": "PI-20 Contabilidad", "metodo": "M2", "dimensiones": "B, B"},
]


@pytest.fixture
def measured(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Diagnosis]]:
    """Two rounds, the first one concluded."""
    town = Town(database_url, tmp_path / "documents")
    round_ = Diagnosis(town)
    round_.found()
    town.person("vecina")
    hall = Hall(town, Settings())
    yield hall, round_
    town.close()


def measure(
    diagnosis: Diagnosis, period: str, told: object, cutoff: str = "31/01/2026", **more: object
) -> None:
    """A round from its opening to its conclusions."""
    diagnosis.open(period, cutoff)
    for area in HEADS:
        diagnosis.answer(told, area)  # type: ignore[arg-type]
    diagnosis.verify()
    diagnosis.does(PLANNER, "concluir", {**CONCLUSIONS, **more})


def row(page: Page, name: str) -> list[str]:
    """The cells of the table of areas by dimensions."""
    return page.all(f"//table[@class='heat']//tr[th[normalize-space()='{name}']]/td")


def test_rounds_are_compared_as_they_come(measured: tuple[Hall, Diagnosis]) -> None:
    hall, diagnosis = measured
    desk = hall.desk(PLANNER)
    assert "Todavía no hay una ronda con puntajes" in desk.opens("improvement").text

    measure(diagnosis, "enero de 2025", FIRST, pefa=PEFA)
    first = desk.opens("improvement")
    assert first.one("//p[@class='beside']") == (
        "La municipalidad está en la banda Medio: 36.00 puntos en visión y transparencia, y 61.67"
        " en desempeño. Lo más débil: Visión Estratégica de Gestión del Recaudo, con 20 puntos."
    )
    assert row(first, "Gestión del Recaudo") == ["66.67", "55", "25", "35", "20Bajo", "40.33"]
    assert first.all("//section[@aria-labelledby='pefa-title']//tbody/tr/td/strong") == ["C+", "B"]
    assert "La visión del recaudo es lo más débil." in first.text
    number = first.one("//main/p[@class='meta']/a[last()]")

    measure(diagnosis, "abril de 2027", SECOND, "30/04/2027")
    second = desk.opens("improvement")
    assert second.one("//p[@class='beside']").startswith(
        "La municipalidad pasó de Medio a Medio-Alto: +34.00 puntos en visión y transparencia, y"
        " +18.33 en desempeño."
    )
    assert "abril de 2027 · 125 respuestas de 125" in second.one("//p[@class='kicker']")
    assert row(second, "Dimensión") == ["82", "78", "70", "74", "66", ""]
    drawn = second.one("//*[local-name()='desc'][@id='plane-words']")
    assert drawn.endswith("36.00 · 61.67. Abril 2027: 70.00 · 80.00.")
    twin = second.all("//section[@aria-labelledby='plane-title']//tbody//td")
    assert twin == ["36.00", "61.67", "70.00", "80.00"]

    assert "cuestionarios distintos" not in first.text
    assert second.one("//div[@class='note note-help']") == (
        "Las dos rondas usaron cuestionarios distintos, 2026-1 y 2027-1. Se comparan 23 de 25"
        " celdas. Preguntan otra cosa: Transparencia de Compras y Bienes; Sostenibilidad de"
        " Atención al Ciudadano. Parte de lo que cambió en Visión de largo plazo y Transparencia"
        " puede venir de las preguntas."
    )
    asked = desk.opens("improvement/questionnaire?version=2027-1")
    assert "Lo usaron: Abril 2027." in asked.text
    assert "Ahora: ¿Los datos personales de los vecinos" in asked.text
    assert desk.opens("improvement/questionnaire?version=1999-1").status == 404

    again = desk.opens(f"improvement?number={number}")
    assert again.one("//p[@class='beside']") == first.one("//p[@class='beside']")
    assert desk.opens("improvement?number=DIA-1999-0001").status == 404

    answers = desk.opens(f"improvement/answers?number={number}&area=recaudo")
    told = answers.all("//tbody/tr[td]")
    assert len(told) == 25
    assert "10 por cada 100" in told[0]
    assert "No aplica" in told[2]
    assert all("Conforme" in each for each in told)


def test_whoever_verifies_opens_the_file_of_an_answer(
    measured: tuple[Hall, Diagnosis],
) -> None:
    hall, diagnosis = measured
    diagnosis.open("enero de 2025")
    question = questionnaire("2026-1").of("recaudo")[1]
    carmen = hall.desk("carmen").opens(
        f"tasks/{diagnosis.town.open_task(diagnosis.case_id, 'responder_area', 'carmen')}"
    )
    assert f"Archivo que lo acredita: {question.ask}" in carmen.text
    diagnosis.attaches("carmen", question.code, "cargo.txt", b"Cargo 12 del 30 de enero")
    diagnosis.answer(FIRST, "recaudo")

    (task,) = diagnosis.waiting("verificar_area")
    page = hall.desk("elmer").opens(f"tasks/{task.id}")
    digest = sha256(b"Cargo 12 del 30 de enero").hexdigest()
    assert page.all("//p[@class='read-only']") == [f"cargo.txt · SHA-256 {digest[:16]}…"]
    (way,) = page.tree.xpath("//p[@class='read-only']/a/@href")
    assert hall.desk("elmer").client.get(way).status_code == 200
    assert page.all("//input[@type='file'][contains(@name, 'evidencia.')]") == []


def test_it_is_for_the_people_of_the_municipality(measured: tuple[Hall, Diagnosis]) -> None:
    hall, _diagnosis = measured
    rest = ("answers", "plan", "questionnaire", "experiences")
    for path in ("improvement", *(f"improvement/{each}" for each in rest)):
        assert hall.desk("vecina").opens(path).status == 403
        assert hall.desk().opens(path).status == 303
    menu = "//nav//a[contains(., 'Plan de mejora')]"
    assert hall.desk(PLANNER).opens("inbox").all(menu) != []


def test_the_plan_says_how_far_it_has_come(database_url: str, tmp_path: Path) -> None:
    town = Town(database_url, tmp_path / "documents")
    town.deploys(family("plan_mejora").bundle)
    for who, role in (("hugo", "planeamiento"), ("pilar", "concejo")):
        town.person(who, role)
    town.person("rosa", "responsable_area")
    desk = Hall(town, Settings()).desk("hugo")
    assert "Todavía no hay un plan" in desk.opens("improvement/plan").text

    case_id = town.open_case("hugo", "plan_mejora", {"titulo": "2026"})
    house = town.installation
    while town.works({**link_handlers(house), **handlers(house)}):
        pass
    ranks = [
        {"accion": what, "area": "compras", "impacto": i, "factibilidad": "4", "costo": "2"}
        for what, i in (("Pagos automáticos", "2"), ("Ventanilla única", "5"))
    ]
    town.does("hugo", case_id, "priorizar", {"acciones": ranks})
    assert "El plan se está formulando." in desk.opens("improvement/plan").text
    action = {
        "responsable": "Rosa", "correo": "rosa@tamboreal.example", "inicio": "05/01/2026",
        "linea_base": "Tres", "meta": "Una", "presupuesto": "1500.50", "fuente": "Propios",
        "riesgo": "Tiempo", "probabilidad": "3", "dano": "2", "item_plan": "2026-14",
    }  # fmt: skip
    due = {"Ventanilla única": "01/03/2026", "Pagos automáticos": "31/12/2026"}
    milestones = [
        {"accion": what, "hito": "Hecho", "peso": "100", "vence": day} for what, day in due.items()
    ]
    town.does("hugo", case_id, "formular", {"acciones": [action] * 2, "hitos": milestones})

    page = desk.opens("improvement/plan")
    assert page.one("//p[@class='beside']") == (
        "Avance 0 % de 57.78 % planeado; ritmo (SPI) 0.000. 1 acción está atrasada."
    )
    assert "El concejo todavía no lo aprueba. · Presupuesto: S/ 3,001.00" in page.one(
        "//p[@class='sub']"
    )
    table = "//section[@aria-labelledby='%s']//tbody/tr"
    ranked = page.all(table % "ranks-title")
    assert [each.split()[0] for each in ranked] == ["Ventanilla", "Pagos"]
    assert "10.00" in ranked[0]
    first = page.all(table % "actions-title")[0]
    assert "Tres → Una" in first
    assert "Atrasado" in first
    assert "El plan anual no tiene el ítem 2026-14" in first
    risks = page.all("//table[contains(@class, 'risks')]//tbody/tr")
    assert risks[0].startswith("Alta")
    assert risks[0].count("Ventanilla única: Tiempo") == 1
    cells = page.all("//table[contains(@class, 'risks')]//td[contains(., 'Tiempo')]")
    assert [each.split("Ventanilla")[0] for each in cells] == ["Riesgo alto"]
    drawn = page.one("//*[local-name()='svg'][contains(@class, 'road')]/*[local-name()='desc']")
    assert drawn == "Ventanilla única: Atrasado · 0 %. Pagos automáticos: En plazo · 0 %."
    assert desk.opens("improvement/plan?number=PLA-1999-0001").status == 404
    town.close()


def test_experiences_are_found_by_words_and_area(
    measured: tuple[Hall, Diagnosis], monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, _diagnosis = measured
    desk = hall.desk(PLANNER)
    assert "Todavía no hay experiencias" in desk.opens("improvement/experiences").text
    window = Experience(
        "PLA-2025-0001", "Plan 2025", "Una ventanilla", "ciudadano", "Tres colas", "Se juntaron",
        "De 40 a 15 minutos", Decimal("18500"), "Mesa de Partes",
    )  # fmt: skip
    land = replace(window, title="Catastro al día", area="recaudo", cost=None)
    monkeypatch.setattr("ui.improvement.experiences.experiences_of", lambda *_: (window, land))
    titles = "//section[@aria-labelledby]//h2"
    page = desk.opens("improvement/experiences")
    assert page.all(titles) == ["Una ventanilla", "Catastro al día"]
    assert page.all("//dt[@class='meta']")[0] == (
        "Costo: S/ 18,500.00 · Preguntar a: Mesa de Partes · Plan 2025"
    )
    assert desk.opens("improvement/experiences?q=VENTANÍLLA").all(titles) == ["Una ventanilla"]
    assert desk.opens("improvement/experiences?area=recaudo").all(titles) == ["Catastro al día"]
    assert "Nada con estas palabras" in desk.opens("improvement/experiences?q=semaforo").text


def test_anybody_reads_the_rounds_that_are_concluded(measured: tuple[Hall, Diagnosis]) -> None:
    hall, diagnosis = measured
    desk = hall.desk()
    assert "Todavía no hay una ronda" in desk.opens("open/improvement").text
    measure(diagnosis, "enero de 2025", FIRST)
    diagnosis.open("marzo de 2026")
    page = desk.opens("open/improvement")
    assert "36.00 puntos en visión y transparencia, y 61.67" in page.text
    told = desk.opens("open/improvement/rounds.json").json
    (round_,) = told["rounds"]
    assert (round_["x"], round_["y"], round_["band"]) == ("36.00", "61.67", "medio")
    assert len(round_["cells"]) == 25
    got = desk.opens("open/improvement/rounds.csv")
    assert len(got.text.strip().splitlines()) == 26
    again = desk.opens(
        "open/improvement/rounds.csv", headers={"if-none-match": got.headers["etag"]}
    )
    assert again.status == 304
    assert desk.opens("open/improvement/plan.json").json["plans"] == []
    assert desk.opens("open/improvement/experiences.json").json["experiences"] == []
    assert desk.opens("open/improvement/plan.csv").text.startswith("plan,agreement,action")
