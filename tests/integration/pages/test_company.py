"""Two people in one form are told of each other, see what the other wrote, and lose nothing."""

from tests.hall import Hall

BESIDE = "//p[@class='written-beside']"


def test_both_are_told_that_the_other_writes_too(hall: Hall, review: int) -> None:
    rosa, marta = hall.desk("rosa"), hall.desk("marta")
    rosa.sends(f"tasks/{review}/draft", {"comentario": "de Rosa", "_auto": "1"})
    assert rosa.opens(f"tasks/{review}").all("//*[@id='company']/div") == []
    told = marta.opens(f"tasks/{review}").one("//*[@id='company']/div")
    assert told.startswith("Rosa también escribe en este formulario; guardó: hoy, 9:00.")
    marta.sends(f"tasks/{review}/draft", {"comentario": "de Marta", "_auto": "1"})
    part = rosa.opens(f"tasks/{review}/company")
    assert "<html" not in part.text
    assert "Marta" in part.text


def test_what_the_other_wrote_stands_beside_the_field_and_can_be_taken(
    hall: Hall, review: int
) -> None:
    rosa, marta = hall.desk("rosa"), hall.desk("marta")
    theirs = {"comentario": "<b>Falta el plano</b>", "resultado": "no"}
    marta.sends(f"tasks/{review}/draft", {**theirs, "_auto": "1"})
    rosa.sends(f"tasks/{review}/draft", {"comentario": "Todo bien", "_auto": "1"})
    page = rosa.opens(f"tasks/{review}")
    assert page.value("comentario") == "Todo bien"
    assert page.all(BESIDE)[-1] == "Marta escribió aquí: <b>Falta el plano</b> Usar esto"
    take = page.tree.xpath(f"{BESIDE}//button/@value")[-1]
    back = rosa.sends(f"tasks/{review}/completion", {"comentario": "Todo bien", "_use": take})
    assert rosa.follows(back).value("comentario") == "<b>Falta el plano</b>"
    assert marta.opens(f"tasks/{review}").value("comentario") == "<b>Falta el plano</b>"


def test_a_made_up_way_to_take_changes_nothing(hall: Hall, review: int) -> None:
    rosa = hall.desk("rosa")
    for made_up in ("1:comentario", "x", ":comentario", "999999:", "1:puestos[0]"):
        rosa.sends(f"tasks/{review}/draft", {"comentario": "mío", "_use": made_up})
        assert rosa.opens(f"tasks/{review}").value("comentario") == "mío"


def test_what_is_the_same_is_not_marked(hall: Hall, review: int) -> None:
    rosa, marta = hall.desk("rosa"), hall.desk("marta")
    for desk in (rosa, marta):
        desk.sends(f"tasks/{review}/draft", {"comentario": "Igual", "_auto": "1"})
    assert rosa.opens(f"tasks/{review}").all(BESIDE) == []


def test_who_was_slower_still_finds_what_they_wrote(hall: Hall, review: int) -> None:
    rosa, marta = hall.desk("rosa"), hall.desk("marta")
    marta.sends(f"tasks/{review}/draft", {"comentario": "Medio párrafo", "_auto": "1"})
    hall.town.attach("rosa", hall.town.cases_of("permit")[0], task_id=review, kind="informe")
    assert rosa.sends(f"tasks/{review}/completion", {"resultado": "si"}).status == 303
    page = marta.opens(f"tasks/{review}")
    assert "Medio párrafo" in page.text
    assert page.all("//h2[contains(., 'Lo que usted había escrito')]")
    assert "Medio párrafo" not in rosa.opens(f"tasks/{review}").text
