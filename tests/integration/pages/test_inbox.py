"""The inbox: what one holds and may take, counted, grouped, narrowed, taken and released."""

from datetime import date, timedelta

import pytest

from storage.counting import counting
from tests.hall import PERMIT_ASKED, Desk, Hall, Page
from tests.town import PDF

TITLES = "//a[@class='row-link'][contains(@href, '/tasks/')]"
TABS = "//nav[@class='tabs']//li"
BESIDE = "//hx-partial"
TOAST = f"{BESIDE}[@hx-target='#toasts']"
COMPLETION = "//td[@class='cell-who']//form[contains(@action, '/completion')]"


def asks(hall: Hall, motive: str) -> int:
    return hall.town.open_case("rosa", "permit", {**PERMIT_ASKED, "motivo": motive})


def subjects(page: Page) -> list[str]:
    return page.all("//td[contains(@class, 'cell-subject')]/span")


def test_an_inbox_without_tasks_is_up_to_date(hall: Hall) -> None:
    page = hall.desk("elmer").opens("inbox")
    assert page.one("//*[@class='empty-sentence']") == "Su bandeja está al día"
    assert page.all(TABS) == [
        "Para mí 0",
        "Tengo 0",
        "Puedo tomar 0",
        "Espero a otros 0",
        "Vencidas 0",
        "Pospuestas 0",
    ]


def test_a_task_shows_its_case_who_has_it_its_amount_and_its_term(hall: Hall, review: int) -> None:
    page = hall.desk("rosa").opens("inbox")
    assert page.all("//tr[contains(@class, 'line')]/td") == [
        "",
        "Revisar pedido",
        "PER-2026-0001Feria del queso",
        "Tomar",
        "S/ 1,200.00",
        "En plazo09/03 · quedan 5 días hábiles",
    ]
    assert page.all(TABS)[:3] == ["Para mí 1", "Tengo 0", "Puedo tomar 1"]
    assert page.one("//*[@class='beside']") == "Buenos días, Rosa."


@pytest.mark.parametrize(
    ("day", "group", "told", "sentence"),
    [
        (date(2026, 3, 5), "Después 1", "En plazo09/03 · quedan 2 días hábiles", ""),
        (date(2026, 3, 6), "Después 1", "Vence el luneslunes 09/03", ""),
        (date(2026, 3, 8), "Hoy y mañana 1", "Vence mañanalunes 09/03", ""),
        (date(2026, 3, 9), "Hoy y mañana 1", "Vence hoylunes 09/03", " Una vence hoy."),
        (
            date(2026, 3, 11),
            "Vencidas 1",
            "Vencida09/03 · hace 2 días hábiles",
            " Una tarea venció.",
        ),
    ],
)
def test_tasks_are_grouped_by_urgency_and_the_sentence_says_what_presses(
    hall: Hall, review: int, day: date, group: str, told: str, sentence: str
) -> None:
    hall.town.move_to(day)
    page = hall.desk("rosa").opens("inbox")
    assert page.one("//tr[contains(@class, 'group')]") == group
    assert page.one("//td[contains(@class, 'cell-term')]") == told
    assert page.one("//*[@class='beside']") == f"Buenos días, Rosa.{sentence}"


def test_taking_and_releasing_without_script_comes_back_to_the_same_list(
    hall: Hall, review: int
) -> None:
    desk, back = hall.desk("rosa"), f"/{hall.slug}/inbox?tab=free"
    taken = desk.sends(f"tasks/{review}/assignment", {"_from": back})
    assert taken.location == back
    held = desk.opens("inbox?tab=held")
    assert held.one("//td[@class='cell-who']") == "ROUsted Soltar" or "Usted" in held.text
    released = desk.sends(f"tasks/{review}/assignment", {"_from": back, "_method": "DELETE"})
    assert released.location == back
    assert desk.opens("inbox").all(TABS)[1:3] == ["Tengo 0", "Puedo tomar 1"]


def test_htmx_gets_the_row_alone(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    row = desk.sends(
        f"tasks/{review}/assignment",
        {"_from": f"/{hall.slug}/inbox"},
        headers={"hx-request": "true"},
    )
    assert row.status == 200
    assert row.text.strip().startswith("<tr ")
    assert "Usted" in row.text
    assert "<html" not in row.text


def test_what_asks_nothing_is_completed_from_the_list(hall: Hall, permit: int, review: int) -> None:
    desk, task = hall.desk("elmer"), visit_of(hall, permit, review)
    back = f"/{hall.slug}/inbox?tab=held"
    desk.sends(f"tasks/{task}/assignment")
    assert desk.opens("inbox?tab=held").one(COMPLETION) == "Completar"
    done = desk.sends(f"tasks/{task}/completion", {"_from": back})
    assert done.location == back
    assert "PER-2026-0001 terminó" in desk.follows(done).text


def test_htmx_takes_the_row_of_a_completed_task_away_and_says_where_the_case_went(
    hall: Hall, permit: int, review: int
) -> None:
    desk, task = hall.desk("elmer"), visit_of(hall, permit, review)
    done = desk.sends(
        f"tasks/{task}/completion",
        {"_from": f"/{hall.slug}/inbox"},
        headers={"hx-request": "true"},
    )
    assert done.status == 200
    assert [each.get("hx-target") for each in done.tree.xpath(BESIDE)] == ["#toasts"]
    assert done.one(TOAST) == "Tarea completada. PER-2026-0001 terminó."
    assert hall.town.open_tasks(permit) == ()


def test_what_asks_for_data_offers_no_completion_in_its_row(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{review}/assignment")
    assert desk.opens("inbox?tab=held").all(COMPLETION) == []


def test_htmx_is_sent_to_the_task_that_cannot_be_completed_from_its_row(
    hall: Hall, review: int
) -> None:
    refused = hall.desk("rosa").sends(
        f"tasks/{review}/completion", {"comentario": "a medias"}, headers={"hx-request": "true"}
    )
    assert (refused.status, refused.headers["hx-redirect"]) == (204, f"/{hall.slug}/tasks/{review}")
    assert "a medias" in hall.desk("rosa").opens(f"tasks/{review}").text


def visit_of(hall: Hall, permit: int, review: int) -> int:
    """The plaza is to be visited: a task that asks nothing."""
    report = {"_document.informe": ("informe.pdf", PDF, "application/pdf")}
    hall.desk("rosa").sends(f"tasks/{review}/completion", {"resultado": "si"}, report)
    return hall.town.open_task(permit, "visitar")


def test_the_list_is_narrowed_by_process_and_text_and_each_filter_can_be_removed(
    hall: Hall,
) -> None:
    asks(hall, "Feria del queso")
    asks(hall, "Fiesta patronal")
    desk = hall.desk("rosa")
    page = desk.opens("inbox?text=patro")
    assert subjects(page) == ["Fiesta patronal"]
    assert page.all("//a[contains(@class, 'is-active')]") == ["Dice: patroquitar este filtro"]
    assert subjects(desk.opens("inbox?process=permit")) == ["Feria del queso", "Fiesta patronal"]
    nothing = desk.opens("inbox?process=otro")
    assert nothing.one("//*[@class='empty-sentence']") == "Nada con estos filtros"


def test_a_long_list_goes_on_from_where_the_page_ended(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.inbox.listing.PAGE", 2)
    for number in range(5):
        asks(hall, f"Feria {number}")
    desk, seen = hall.desk("rosa"), []
    page = desk.opens("inbox")
    while True:
        seen += subjects(page)
        more = page.tree.xpath("//a[@rel='next']/@href")
        if not more:
            break
        page = desk.opens(more[0])
    assert seen == [f"Feria {number}" for number in range(5)]
    assert page.all("//a[text()='Volver al principio']") == ["Volver al principio"]


def test_one_row_and_three_rows_cost_the_same_number_of_queries(hall: Hall) -> None:
    desk = hall.desk("rosa")
    asks(hall, "Feria 1")
    desk.opens("inbox")
    with counting() as one:
        assert len(subjects(desk.opens("inbox"))) == 1
    asks(hall, "Feria 2")
    asks(hall, "Feria 3")
    with counting() as three:
        assert len(subjects(desk.opens("inbox"))) == 3
    assert three.statements == one.statements


def test_nonsense_in_the_address_is_as_if_it_were_not_there(hall: Hall, review: int) -> None:
    desk: Desk = hall.desk("rosa")
    assert subjects(desk.opens("inbox?tab=x&after=-1-2&process=&foo=1")) == ["Feria del queso"]


def test_another_clerk_took_it_first(hall: Hall, review: int) -> None:
    hall.town.claim("marta", review)
    page = hall.desk("rosa").sends(f"tasks/{review}/assignment", {"_from": f"/{hall.slug}/inbox"})
    assert page.status == 409
    assert page.one("//p[@class='lead']") == "La tiene Marta. Usted puede leerla."


def test_a_row_that_another_took_first_says_so_where_it_stands(hall: Hall, review: int) -> None:
    hall.town.claim("marta", review)
    row = hall.desk("rosa").sends(
        f"tasks/{review}/assignment",
        {"_from": f"/{hall.slug}/inbox"},
        headers={"hx-request": "true"},
    )
    assert row.status == 409
    assert row.one("//td[@class='cell-who']") == "La tiene Marta. Usted puede leerla."
    assert row.one(TOAST) == "La tiene Marta. Usted puede leerla."
    assert row.all("//button") == []


def test_time_zone_decides_the_day(hall: Hall, review: int) -> None:
    hall.town.move_to(date(2026, 3, 9))
    hall.town.clock.advance(timedelta(hours=14))
    page = hall.desk("rosa").opens("inbox")
    assert page.one("//td[contains(@class, 'cell-term')]").startswith("Vence hoy")
    assert page.one("//*[@class='beside']").startswith("Buenas noches, Rosa.")
