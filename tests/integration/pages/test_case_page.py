"""The case page: who has it, until when and why; its file, its diagram, its history."""

from datetime import date

import pytest

from engine.bpmn import StepFailed
from storage.counting import counting
from storage.database import Connection
from tests.hall import PERMIT_ASKED, Hall
from tests.town import PDF

SENTENCE = "//p[@id='status']"
CASE = "cases/PER-2026-0001"
REPORT = {"_document.informe": ("informe.pdf", PDF, "application/pdf")}


def test_the_sentence_says_who_has_it_and_until_when(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    assert desk.opens(CASE).one(SENTENCE) == (
        "Espera que alguien de Mesa de partes tome «Revisar pedido», hasta el lunes 9 de marzo."
    )
    hall.town.claim("marta", review)
    assert desk.opens(CASE).one(SENTENCE) == (
        "Lo tiene Marta, de Mesa de partes, para «Revisar pedido», hasta el lunes 9 de marzo."
    )
    hall.town.move_to(date(2026, 3, 11))
    assert hall.desk("rosa").opens(CASE).one(SENTENCE) == (
        "Lo tiene Marta, de Mesa de partes, para «Revisar pedido»; venció el lunes 9 de marzo."
    )


def test_a_process_may_say_it_in_its_own_sentence(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    sentence = "Área técnica visita la plaza para «Feria del queso»."
    assert desk.opens(CASE).one(SENTENCE) == sentence


def test_the_reason_of_the_date_is_one_step_away(hall: Hall, review: int) -> None:
    page = hall.desk("rosa").opens(CASE)
    assert page.one("//*[@id='reason']//h2") == "Por qué el 9 de marzo"
    assert page.one("//*[@id='reason']//p[contains(@class, 'why')]") == (
        "5 días hábiles desde el lunes 2 de marzo: 3, 4, 5, 6 y 9 de marzo."
        " No se cuentan los fines de semana. Ordenanza 014, art. 7"
    )


def test_the_river_shows_the_stages_and_where_the_water_is(hall: Hall, review: int) -> None:
    page = hall.desk("rosa").opens(CASE)
    steps = page.all("//div[contains(@class, 'river')]//ol/li")
    assert steps == ["Solicitud, ya pasó", "Revisión, está aquí hasta 09/03", "Visita", "Entrega"]


def test_the_diagram_says_what_has_passed_and_its_list_says_the_same(
    hall: Hall, review: int
) -> None:
    desk = hall.desk("rosa")
    page = desk.opens(CASE)
    drawing = page.tree.xpath("//*[@data-diagram]")[0]
    assert drawing.get("data-here") == "revisar"
    assert drawing.get("data-passed") == "f1 inicio revisar"
    assert desk.opens(drawing.get("data-diagram")).headers["content-type"] == "application/xml"
    assert page.all("//details[contains(@class, 'diagram-list')]//li") == [
        "Pedido · Mesa de partesya pasó",
        "Revisar pedido · Mesa de partesestá aquí",
        "Visitar la plaza · Área técnicafalta",
        "Permiso entregado · Mesa de partesfalta",
    ]


def test_documents_are_listed_with_who_and_when_and_open_as_they_are(
    hall: Hall, review: int
) -> None:
    desk = hall.desk("rosa")
    before = desk.opens(CASE)
    assert before.all("//*[@id='documents']//tr[@role='row'][td]/td[2]") == [
        "Informe de revisiónSe produce en «Revisar pedido»"
    ]
    desk.sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    page = desk.opens(CASE)
    assert page.all("//*[@id='documents']//tr[@role='row'][td]/td") == [
        "1",
        "Informe de revisióninforme.pdf · 1 KB",
        "Rosa",
        "02/03/2026",
        "En el expediente",
    ]
    href = page.tree.xpath("//*[@id='documents']//a[@class='row-link']/@href")[0]
    about = desk.opens(href)
    assert about.heading == "Informe de revisión"
    document = desk.opens(about.tree.xpath("//iframe/@src")[0])
    assert (document.status, document.content) == (200, PDF)
    assert document.headers["content-type"] == "application/pdf"
    shown = about.tree.xpath("//iframe/@src")[0]
    unchanged = desk.opens(shown, headers={"if-none-match": document.headers["etag"]})
    assert unchanged.status == 304


def test_history_tells_who_did_what_newest_first_with_the_next_date_on_top(
    hall: Hall, review: int
) -> None:
    desk = hall.desk("rosa")
    hall.town.claim("marta", review)
    page = desk.opens(CASE)
    assert page.all("//*[@id='history']//li") == [
        "Vence «Plazo de revisión»lunes 9 de marzo",
        "Marta tomó «Revisar pedido»hoy, 9:00",
        "Empezó el plazo «Plazo de revisión», hasta el lunes 9 de marzohoy, 9:00 · por plazo",
        "Usted abrió el expediente PER-2026-0001hoy, 9:00",
    ]
    assert page.one("//*[@id='history']//*[contains(@class, 'state-ok')]") == "íntegra"
    everything = desk.opens(f"{CASE}/events")
    assert everything.all("//p[@class='entry-sentence']") == [
        "Marta tomó «Revisar pedido»",
        "Empezó el plazo «Plazo de revisión», hasta el lunes 9 de marzo",
        "Empezó «Revisar pedido»",
        "Usted abrió el expediente PER-2026-0001",
    ]


def test_the_page_offers_the_one_task_that_the_reader_can_go_on_with(
    hall: Hall, review: int
) -> None:
    rosa = hall.desk("rosa").opens(CASE)
    primary = "//main//a[contains(@class, 'button-primary')]/@href"
    assert rosa.tree.xpath(primary) == [f"/{hall.slug}/tasks/{review}"]
    assert hall.desk("elmer").opens(CASE).tree.xpath(primary) == []


def test_a_case_that_is_over_says_when_and_how_it_ended(
    hall: Hall, review: int, permit: int
) -> None:
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    visit = hall.town.open_task(permit, "visitar")
    hall.desk("elmer").sends(f"tasks/{visit}/completion")
    page = desk.opens(CASE)
    assert page.one(SENTENCE) == "Terminó el lunes 2 de marzo: Permiso entregado."
    assert page.all("//section[@id='holders']") == []
    assert (
        page.one("//*[contains(@class, 'status')]//span[contains(@class, 'pill')]") == "Terminado"
    )


def test_a_cancelled_case_says_so(hall: Hall, permit: int) -> None:
    hall.town.cancel("rosa", permit, "Se pidió dos veces")
    page = hall.desk("rosa").opens(CASE)
    assert page.one(SENTENCE) == "Se anuló el lunes 2 de marzo."


def test_a_failed_step_is_told_above_all_and_may_be_tried_again(
    hall: Hall, review: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise StepFailed("visitar", "No se pudo calcular la garantía")

    desk = hall.desk("rosa")
    monkeypatch.setattr("engine.tasks.completing.bpmn.complete", fails)
    refused = desk.sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    assert refused.status == 409
    assert "El paso siguiente falló y espera a una persona." in refused.text
    page = desk.opens(CASE)
    note = page.one("//div[contains(@class, 'note-pause')]")
    assert note.startswith(
        "Un paso falló y espera a una persona. Visitar la plaza: No se pudo calcular la garantía"
    )
    address = page.tree.xpath("//form[contains(@action, '/incidents/')]/@action")[0]
    monkeypatch.undo()
    told = desk.follows(desk.sends(address))
    assert told.one("//div[@class='toast']//p").startswith("Se intenta de nuevo.")
    assert told.all("//div[contains(@class, 'note-pause')]") == []


def test_an_edited_history_is_not_called_whole(hall: Hall, review: int, permit: int) -> None:
    def forge(connection: Connection) -> None:
        driver = connection.exec_driver_sql
        driver("DELETE FROM event_details")
        sql = "UPDATE instances SET chain_hash = chain_hash, chain_seq = chain_seq - 1"
        driver(sql)

    hall.town.installation.database.run(forge, municipality=hall.town.municipality_id)
    page = hall.desk("rosa").opens(CASE)
    assert page.one("//*[@id='history']//*[contains(@class, 'state-late')]") == "fue alterada"


def test_the_list_finds_by_number_and_by_words_of_the_subject(hall: Hall) -> None:
    for motive in ("Feria del queso", "Fiesta patronal", "Feria del libro"):
        hall.town.open_case("rosa", "permit", {**PERMIT_ASKED, "motivo": motive})
    desk = hall.desk("rosa")
    numbers = "//td[contains(@class, 'cell-subject')]//a"
    assert desk.opens("cases").all(numbers) == ["PER-2026-0003", "PER-2026-0002", "PER-2026-0001"]
    assert desk.opens("cases?q=feri").all(numbers) == ["PER-2026-0003", "PER-2026-0001"]
    assert desk.opens("cases?q=0002").all(numbers) == ["PER-2026-0002"]
    assert desk.opens("cases?state=completed").one("//*[@class='empty-sentence']") == (
        "Nada con estos filtros"
    )


def test_the_list_has_no_case_that_its_reader_may_not_look_into(hall: Hall, permit: int) -> None:
    hall.town.person("berta", "caja")
    desk = hall.desk("berta")
    for address in ("cases", "cases?q=feria", "cases?q=0001"):
        assert "PER-2026-0001" not in desk.opens(address).text
    assert "PER-2026-0001" in hall.desk("nelida").opens("cases").text
    assert permit


def test_an_unknown_number_is_not_found_and_can_be_searched(hall: Hall) -> None:
    page = hall.desk("rosa").opens("cases/PER-2026-9999")
    assert page.status == 404
    assert page.value("q") == "PER-2026-9999"


def test_the_status_travels_as_nothing_while_nothing_changed(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    first = desk.opens(f"{CASE}/status")
    assert first.one("//p").startswith("Espera que alguien")
    tag = {"if-none-match": first.headers["etag"]}
    assert desk.opens(f"{CASE}/status", headers=tag).status == 304
    hall.town.claim("rosa", review)
    assert desk.opens(f"{CASE}/status", headers=tag).status == 200


def test_a_case_page_costs_the_same_queries_however_long_its_file_is(
    hall: Hall, permit: int
) -> None:
    desk = hall.desk("rosa")
    desk.opens(CASE)
    with counting() as little:
        desk.opens(CASE)
    for number in range(3):
        hall.town.attach("rosa", permit, kind=f"acta{number}", title=f"Acta {number}")
    with counting() as much:
        desk.opens(CASE)
    assert much.statements == little.statements


def test_processes_are_listed_and_each_shows_its_diagram(hall: Hall, permit: int) -> None:
    desk = hall.desk("elmer")
    listed = desk.opens("processes")
    assert listed.all("//tr[@role='row']/td") == [
        "Permiso de uso de la plazaPedir la plaza para una feria o una fiesta.",
        "1",
        "02/03/2026",
        "1",
    ]
    page = desk.opens("processes/permit")
    assert page.heading == "Permiso de uso de la plaza"
    assert len(page.tree.xpath("//*[@data-diagram]")) == 1
    assert desk.opens("processes/otro").status == 404
    assert desk.opens("processes/permit/versions/2/diagrams/permit").status == 404
    assert desk.opens("processes/permit/versions/1/diagrams/otro").status == 404


def test_what_one_may_not_start_stays_in_the_list_with_a_lock(hall: Hall) -> None:
    rosa, elmer = hall.desk("rosa"), hall.desk("elmer")
    may = "//td[contains(@class, 'cell-action')]"
    assert rosa.opens("start").one(may) == "En blanco Iniciar"
    assert elmer.opens("start").one(may) == "No es su rol"
    assert elmer.opens("start/permit").status == 403
    assert elmer.opens("start?q=fiesta").one(may) == "No es su rol"
    nothing = elmer.opens("start?q=xyz").one("//*[@class='empty-sentence']")
    assert nothing == "Ningún trámite con esas palabras"


def test_what_comes_after_is_told_as_far_as_nothing_has_to_be_decided(
    hall: Hall, review: int
) -> None:
    page = hall.desk("rosa").opens(CASE)
    assert page.all("//*[@id='holders']//div[@class='person-line']//p") == [
        "Alguien de Mesa de partesRevisar pedido · hasta el 09/03",
        "Área técnicaVisitar la plaza",
    ]
