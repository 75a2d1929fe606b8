"""What surrounds every page: files kept for a year, compression, errors, and the keys."""

import gzip
import json
from datetime import date

import pytest

from tests.hall import Hall
from ui.templating import HERE

BUNDLE = HERE / "static" / "dist" / "manifest.json"


def test_the_browsers_files_are_kept_for_a_year_and_travel_compressed(hall: Hall) -> None:
    names = json.loads(BUNDLE.read_text(encoding="utf-8"))
    desk = hall.desk()
    sheet = desk.opens(f"/static/{names['app.css']}")
    assert sheet.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert sheet.headers["content-encoding"] == "gzip"
    assert desk.opens("/static/nothing.css").status == 404


def test_a_page_is_light(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    for address in ("inbox", f"tasks/{review}", "cases/PER-2026-0001", "start"):
        page = desk.opens(address)
        assert page.headers["content-encoding"] == "gzip"
        assert len(gzip.compress(page.content, 5)) < 20_000


def test_pages_are_private_and_say_so(hall: Hall) -> None:
    page = hall.desk("rosa").opens("inbox")
    assert page.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in page.headers["vary"]


def test_a_body_larger_than_any_form_is_refused_with_the_limit_in_words(
    hall: Hall, review: int
) -> None:
    desk = hall.desk("rosa")
    page = desk.sends(
        f"tasks/{review}/completion",
        {"comentario": "x"},
        {"_document.informe": ("a.pdf", b"x" * 9_000_000, "application/pdf")},
    )
    assert page.status == 413
    assert page.heading == "Lo que envió es demasiado grande"
    assert page.one("//p[@class='lead']") == "Cada archivo puede tener hasta 1 MB."


def test_what_is_not_a_form_is_refused(hall: Hall, review: int) -> None:
    kind = {"content-type": "application/json"}
    page = hall.desk("rosa").sends(f"tasks/{review}/draft", content=b"{}", headers=kind)
    assert page.status == 415
    assert page.heading == "No pudimos leer lo que envió"


def test_a_database_that_does_not_answer_is_said_so_with_a_reference(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OperationalError(Exception):
        """As the ground floor's library calls it."""

    def away(*_: object, **__: object) -> None:
        raise OperationalError("could not connect to 10.0.0.7")

    desk = hall.desk("rosa")
    monkeypatch.setattr("ui.inbox.listing.answers", away)
    page = desk.opens("inbox")
    assert (page.status, page.headers["retry-after"]) == (503, "30")
    assert page.heading == "Algo falló de nuestro lado"
    assert page.headers["x-request-id"] in page.text
    assert "10.0.0.7" not in page.text


@pytest.mark.parametrize("address", ["nada", "tasks/abc", "tasks/0", f"tasks/{2**63}", "inbox/x/y"])
def test_an_address_that_is_not_there_is_not_found(hall: Hall, address: str) -> None:
    page = hall.desk("rosa").opens(address)
    assert page.status == 404
    assert page.heading == "No encontramos lo que busca"


def test_the_errors_speak_the_readers_language(hall: Hall) -> None:
    page = hall.desk().opens("/nowhere/sign-in", headers={"accept-language": "en"})
    assert (page.status, page.tree.get("lang")) == (404, "en")


def test_the_keys_of_the_keyboard_have_a_page(hall: Hall) -> None:
    desk = hall.desk("rosa")
    page = desk.opens("inbox")
    assert page.tree.xpath("//footer//a/@href")[0] == f"/{hall.slug}/keys"
    assert desk.opens("keys").heading == "Atajos de teclado"


def test_holidays_ahead_are_told_beside_today(hall: Hall) -> None:
    hall.town.move_to(date(2026, 3, 30))
    page = hall.desk("rosa").opens("inbox")
    foot = page.one("//footer[contains(@class, 'side-foot')]")
    assert foot.endswith("Lunes 30 de marzo de 20262 y 3 de abril, feriados")
