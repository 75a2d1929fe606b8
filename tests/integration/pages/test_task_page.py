"""The task page: what is asked, saved, corrected and completed; nothing typed is lost."""

from datetime import date

import pytest

from storage.counting import counting
from tests.hall import PERMIT_ASKED, Hall
from tests.town import PDF

NOTE = "//div[contains(@class, 'note-text')]"
REPORT = {"_document.informe": ("informe.pdf", PDF, "application/pdf")}
WORK = "//form[@id='task-form']"


def test_the_page_says_what_is_asked_by_when_and_why(hall: Hall, review: int) -> None:
    page = hall.desk("rosa").opens(f"tasks/{review}")
    assert page.heading == "Revisar pedido"
    assert page.one("//p[@class='sub']") == "Permiso de uso de la plaza · Feria del queso"
    assert page.one("//span[contains(@class, 'pill')]") == "En plazo · quedan 5 días hábiles"
    assert page.one("//p[@class='why']") == (
        "5 días hábiles desde el lunes 2 de marzo: 3, 4, 5, 6 y 9 de marzo."
        " No se cuentan los fines de semana. Ordenanza 014, art. 7"
    )
    assert page.all("//*[@id='glance']//dd") == [
        "PER-2026-0001",
        "lunes 2 de marzo",
        "hasta el lunes 9 de marzo",
        "Feria del queso",
        "S/ 1,200.00",
    ]
    assert page.all("//button[contains(@class, 'button-primary')]") == ["Revisar pedido"]
    assert page.one("//*[@id='documents']//span[@class='tag']") == "0 de 1"


def test_the_form_has_a_control_for_every_kind_and_a_file_for_every_document(
    hall: Hall, review: int
) -> None:
    page = hall.desk("rosa").opens(f"tasks/{review}")
    names = page.tree.xpath(f"{WORK}//*[self::input or self::textarea or self::select]/@name")
    assert names == [
        "csrf",
        "resultado",
        "resultado",
        "comentario",
        "puestos[0].rubro",
        "puestos[0].metros",
        "_document.informe",
        "_document.plano",
    ]
    assert page.all("//label[@for='f.document.plano']") == ["Plano de la plaza (si desea)"]


def test_completing_goes_back_to_the_inbox_and_says_where_the_case_went(
    hall: Hall, review: int
) -> None:
    desk = hall.desk("rosa")
    done = desk.sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    assert done.location == f"/{hall.slug}/inbox"
    page = desk.follows(done)
    assert page.one("//div[@class='toast']//p") == (
        "Tarea completada. PER-2026-0001 sigue con «Visitar la plaza» (Área técnica)."
    )
    assert "toast" not in desk.opens("inbox").all("//*[@id='toasts']")


def test_missing_and_wrong_fields_come_back_with_what_was_typed_and_what_to_do(
    hall: Hall, review: int
) -> None:
    typed = {
        "resultado": "tal vez",
        "comentario": "x" * 201,
        "puestos[0].rubro": "Quesos",
        "puestos[0].metros": "dos",
    }
    page = hall.desk("rosa").sends(f"tasks/{review}/completion", typed, REPORT)
    assert page.status == 422
    assert page.one("//title").startswith("Error: Revisar pedido")
    assert page.faults == [
        "Elija en «Resultado» una de las opciones que se muestran",
        "Acorte «Comentario» a 200 caracteres como máximo; ahora tiene 201",
        "Escriba en «Metros» un número entero, sin decimales",
    ]
    summary = page.tree.xpath("//*[@id='error-summary']//a")
    assert [each.get("href") for each in summary] == [
        "#f.resultado",
        "#f.comentario",
        "#f.puestos[0].metros",
    ]
    assert page.one("//*[@id='error-summary-title']") == "Falta corregir 3 datos"
    assert page.value("comentario") == "x" * 201
    assert page.value("puestos[0].rubro") == "Quesos"
    assert page.value("puestos[0].metros") == "dos"
    assert "informe.pdf" in page.text


def test_what_was_typed_with_errors_is_there_on_the_next_visit(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{review}/completion", {"comentario": "Falta el plano"}, REPORT)
    assert desk.opens(f"tasks/{review}").value("comentario") == "Falta el plano"


def test_a_missing_document_is_told_beside_its_field_and_the_rest_is_kept(
    hall: Hall, review: int
) -> None:
    typed = {"resultado": "si", "comentario": "Todo bien"}
    page = hall.desk("rosa").sends(f"tasks/{review}/completion", typed)
    assert page.status == 422
    assert page.faults == ["Adjunte este documento para terminar"]
    assert page.value("comentario") == "Todo bien"
    kept = hall.desk("rosa").opens(f"tasks/{review}")
    assert kept.value("comentario") == "Todo bien"


def test_saving_for_later_keeps_everything_and_says_where_it_waits(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    saved = desk.sends(f"tasks/{review}/draft", {"comentario": "a medias"})
    page = desk.follows(saved)
    told = "Guardado a las 9:00. La encuentra en «Tengo»."
    assert page.one("//div[@class='toast']//p") == told
    form = desk.opens(f"tasks/{review}")
    assert form.value("comentario") == "a medias"
    assert form.one("//*[@id='saved-mark']") == "Guardado 9:00"


def test_a_draft_belongs_to_who_typed_it(hall: Hall, review: int) -> None:
    hall.desk("rosa").sends(f"tasks/{review}/draft", {"comentario": "lo mío"})
    assert hall.desk("marta").opens(f"tasks/{review}").value("comentario") == ""


def test_saving_by_itself_answers_with_the_mark_alone(hall: Hall, review: int) -> None:
    page = hall.desk("rosa").sends(
        f"tasks/{review}/draft", {"comentario": "a", "_auto": "1"}, headers={"hx-request": "true"}
    )
    assert page.status == 200
    assert page.one("//p") == "Guardado a las 9:00"
    assert "<html" not in page.text


def test_rows_are_added_and_taken_away_without_script(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    rubros = "//input[contains(@name, '.rubro')]/@value"
    added = desk.sends(
        f"tasks/{review}/completion",
        {"puestos[0].rubro": "Quesos", "_add": "puestos", "comentario": "sigo"},
    )
    assert added.location.endswith(f"/tasks/{review}#f.puestos")
    page = desk.follows(added)
    assert page.tree.xpath(rubros) == ["Quesos", ""]
    assert page.value("comentario") == "sigo"
    removed = desk.sends(
        f"tasks/{review}/completion",
        {"puestos[0].rubro": "Quesos", "puestos[1].rubro": "Panes", "_remove": "puestos[0]"},
    )
    assert desk.follows(removed).tree.xpath(rubros) == ["Panes"]


def test_a_second_file_becomes_a_second_version(hall: Hall, permit: int, review: int) -> None:
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{review}/completion", {}, REPORT)
    better = {"_document.informe": ("informe-2.pdf", PDF + b"\n", "application/pdf")}
    desk.sends(f"tasks/{review}/completion", {"resultado": "si"}, better)
    case = desk.opens("cases/PER-2026-0001")
    assert case.all("//span[@class='tag']") == ["versión 2"]
    versions = desk.opens(case.tree.xpath("//td[span[@class='tag']]//a/@href")[0])
    assert versions.all("//p[@class='document-name']/a") == ["informe-2.pdf", "informe.pdf"]


def test_who_does_not_hold_it_reads_who_does_and_cannot_complete(hall: Hall, review: int) -> None:
    hall.town.claim("marta", review)
    desk = hall.desk("rosa")
    page = desk.opens(f"tasks/{review}")
    assert page.all(NOTE) == [
        "La tiene Marta desde: hoy, 9:00. Usted puede leerla. Ver el expediente"
    ]
    assert page.tree.xpath(WORK) == []
    refused = desk.sends(f"tasks/{review}/completion", {"resultado": "si", "comentario": "mío"})
    assert refused.status == 409
    assert "La tiene Marta" in refused.all(NOTE)[0]
    assert refused.all("//dl[@class='declared-list']//dd") == ["Procede", "mío"]


def test_completed_meanwhile_by_someone_else_keeps_the_text(hall: Hall, review: int) -> None:
    marta, rosa = hall.desk("marta"), hall.desk("rosa")
    token = rosa.token(f"tasks/{review}")
    marta.sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    late = rosa.sends(
        f"tasks/{review}/completion",
        {"csrf": token, "resultado": "no", "comentario": "Opino que no"},
    )
    assert late.status == 409
    assert late.all(NOTE) == [
        "Marta completó esta tarea hace un momento. Lo que escribió está guardado como nota."
        " Ver el expediente"
    ]
    assert late.all("//dl[@class='declared-list']//dd") == ["No procede", "Opino que no"]
    again = rosa.opens(f"tasks/{review}")
    assert again.status == 200
    assert "Marta completó esta tarea" in again.all(NOTE)[0]


def test_completing_twice_is_told_with_status_409(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    again = desk.sends(f"tasks/{review}/completion", {"resultado": "si"})
    assert again.status == 409


def test_a_task_is_handed_to_a_colleague_of_the_role(hall: Hall, review: int) -> None:
    rosa, marta = hall.town.people["rosa"], hall.town.people["marta"]
    desk = hall.desk("rosa")
    page = desk.opens(f"tasks/{review}")
    assert page.tree.xpath("//select[@name='person']/option/@value") == [str(marta.person_id)]
    given = desk.sends(f"tasks/{review}/assignment", {"person": str(marta.person_id)})
    assert given.status == 303
    assert "La tiene Marta" in desk.opens(f"tasks/{review}").all(NOTE)[0]
    elmer = hall.town.people["elmer"]
    back = hall.desk("marta").sends(f"tasks/{review}/assignment", {"person": str(elmer.person_id)})
    assert back.status == 403
    assert rosa.person_id != marta.person_id


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("vacio.pdf", b"", 422, "El archivo está vacío. Elija otro."),
        ("plano.pdf", PDF[:-6], 400, "El archivo llegó incompleto. Súbalo otra vez."),
        ("plano.pdf", b"x" * 1_000_001, 413, "El archivo pasa de 1 MB. Elija uno más pequeño."),
        (
            "informe.pdf",
            b"<!doctype html><script>alert(1)</script>",
            415,
            "Por su contenido, este archivo no se recibe. Se reciben PDF, imágenes, Word, Excel,"
            " OpenDocument, texto y CSV.",
        ),
    ],
)
def test_a_file_that_cannot_be_kept_says_why_and_what_was_typed_stays(
    hall: Hall, review: int, name: str, content: bytes, status: int, words: str
) -> None:
    desk = hall.desk("rosa")
    files = {"_document.informe": (name, content, "application/pdf")}
    typed = {"resultado": "si", "comentario": "No se pierde"}
    page = desk.sends(f"tasks/{review}/completion", typed, files)
    assert page.status == status
    assert page.faults == [words]
    assert page.value("comentario") == "No se pierde"
    case = desk.opens("cases/PER-2026-0001")
    assert case.one("//*[@id='documents']//*[@class='sheet-side']") == ""


def test_a_body_that_is_cut_off_leaves_nothing_and_says_how_much_came(
    hall: Hall, review: int
) -> None:
    desk = hall.desk("rosa")
    token = desk.token(f"tasks/{review}")
    kind = {"content-type": "multipart/form-data; boundary=rio"}
    part = "--rio\r\nContent-Disposition: form-data; name="
    body = (
        f'{part}"csrf"\r\n\r\n{token}\r\n{part}"comentario"\r\n\r\nNo se pierde\r\n'
        f'{part}"_document.informe"; filename="informe.pdf"\r\n\r\n%PDF-1.7 and then'
    )
    page = desk.sends(f"tasks/{review}/completion", None, None, content=body.encode(), headers=kind)
    assert page.status == 400
    summary = page.one("//*[@id='error-summary']//li")
    assert summary.startswith("El envío se cortó en el 99 %.")
    assert page.value("comentario") == "No se pierde"
    assert "informe.pdf" not in desk.opens(f"tasks/{review}").text


def test_the_last_step_ends_the_case(hall: Hall, review: int, permit: int) -> None:
    hall.desk("rosa").sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    visit = hall.town.open_task(permit, "visitar")
    desk = hall.desk("elmer")
    page = desk.opens(f"tasks/{visit}")
    assert page.one("//div[@class='part-head']//h2") == "Confirme que está hecho"
    done = desk.sends(f"tasks/{visit}/completion")
    told = desk.follows(done).one("//div[@class='toast']//p")
    assert told == "Tarea completada. PER-2026-0001 terminó."


def test_a_fault_of_ours_keeps_what_was_typed_and_shows_a_reference(
    hall: Hall, review: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("Rosa typed a secret")

    desk = hall.desk("rosa")
    token = desk.token(f"tasks/{review}")
    monkeypatch.setattr("ui.tasks.pages.complete", breaks)
    page = desk.sends(f"tasks/{review}/completion", {"csrf": token, "comentario": "Sigue aquí"})
    assert page.status == 500
    assert page.heading == "Algo falló de nuestro lado"
    assert "Lo que escribió está guardado." in page.text
    assert page.headers["x-request-id"] in page.text
    assert "secret" not in page.text
    assert desk.opens(f"tasks/{review}").value("comentario") == "Sigue aquí"


def test_the_term_that_passed_is_told_in_the_colour_of_what_is_late(
    hall: Hall, review: int
) -> None:
    hall.town.move_to(date(2026, 3, 11))
    page = hall.desk("rosa").opens(f"tasks/{review}")
    assert page.one("//span[contains(@class, 'pill-late')]") == "Vencida · hace 2 días hábiles"


def test_a_task_page_costs_the_same_queries_however_much_is_in_the_file(
    hall: Hall, review: int, permit: int
) -> None:
    desk = hall.desk("rosa")
    desk.opens(f"tasks/{review}")
    with counting() as little:
        desk.opens(f"tasks/{review}")
    for number in range(3):
        hall.town.attach("rosa", permit, kind=f"acta{number}", title=f"Acta {number}")
    with counting() as much:
        desk.opens(f"tasks/{review}")
    assert much.statements == little.statements


def test_starting_refuses_wrong_fields_and_keeps_them(hall: Hall) -> None:
    desk = hall.desk("rosa")
    typed = {"motivo": "y" * 61, "garantia": "mucho", "dia-day": "31", "dia-month": "2"}
    page = desk.sends("start/permit", {**typed, "dia-year": "2026"})
    assert page.status == 422
    assert page.faults == [
        "Acorte «Motivo» a 60 caracteres como máximo; ahora tiene 61",
        "Escriba el monto con dos decimales, por ejemplo 1,250.00",
        "Escriba en «Día de la feria» una fecha que exista: 31/2/2026 no está en el calendario",
    ]
    assert page.value("garantia") == "mucho"
    assert page.value("dia-day") == "31"


def test_starting_leads_to_the_first_task(hall: Hall) -> None:
    desk = hall.desk("rosa")
    opened = desk.sends("start/permit", PERMIT_ASKED)
    page = desk.follows(opened)
    assert page.heading == "Revisar pedido"
    assert page.one("//div[@class='toast']//p") == "Se abrió el expediente PER-2026-0001."


def test_a_file_sent_after_somebody_else_finished_is_not_filed_and_the_text_is_kept(
    hall: Hall, review: int
) -> None:
    marta, rosa = hall.desk("marta"), hall.desk("rosa")
    token = rosa.token(f"tasks/{review}")
    marta.sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    files = {"_document.plano": ("plano-tarde.pdf", PDF, "application/pdf")}
    typed = {"csrf": token, "comentario": "Llego tarde"}
    late = rosa.sends(f"tasks/{review}/completion", typed, files)
    assert late.status == 409
    assert "Marta completó esta tarea" in late.all(NOTE)[0]
    assert late.all("//dl[@class='declared-list']//dd") == ["Llego tarde"]
    assert "plano-tarde.pdf" not in rosa.opens("cases/PER-2026-0001").text
