"""Lists of the inbox: narrowed by anything, in any order, with own columns, kept by name."""

from urllib.parse import quote

import pytest

from storage.counting import counting
from tests.hall import PERMIT_ASKED, Desk, Hall, Page
from tests.integration.pages.test_inbox import TITLES, subjects

HEADS = "//table[@id='inbox']//th[@role='columnheader']"
PILLS = "//a[contains(@class, 'is-active')]"


@pytest.fixture
def fairs(hall: Hall) -> list[int]:
    """Three permits of different amounts; the second is held by Rosa."""
    cases = [
        hall.town.open_case(
            "rosa", "permit", {**PERMIT_ASKED, "motivo": motive, "garantia": amount}
        )
        for motive, amount in (("Feria", "900"), ("Fiesta", "5000"), ("Kermés", "1200.50"))
    ]
    tasks = [hall.town.open_task(case_id, "revisar") for case_id in cases]
    hall.town.claim("rosa", tasks[1])
    return tasks


def shown(desk: Desk, query: str) -> list[str]:
    return subjects(desk.opens(f"inbox?{query}"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("amount_from=1000", ["Fiesta", "Kermés"]),
        ("amount_from=1000&amount_to=1%2C200.50", ["Kermés"]),
        ("holder=me", ["Fiesta"]),
        ("holder=nobody", ["Feria", "Kermés"]),
        ("name=Revisar+pedido", ["Feria", "Fiesta", "Kermés"]),
        ("name=Otra", []),
        ("process=permit,otro", ["Feria", "Fiesta", "Kermés"]),
        ("process=otro", []),
        ("due=week", ["Feria", "Fiesta", "Kermés"]),
        ("due=late", []),
        ("due=none", []),
        ("due_from=2026-03-09&due_to=2026-03-09", ["Feria", "Fiesta", "Kermés"]),
        ("due_to=2026-03-08", []),
        ("opened_from=2026-03-02&opened_to=2026-03-02", ["Feria", "Fiesta", "Kermés"]),
        ("opened_from=2026-03-03", []),
        ("priority=70", []),
        ("text=0002", ["Fiesta"]),
        ("text=per-2026-0003", ["Kermés"]),
        ("text=kerm", ["Kermés"]),
        ("amount_from=mucho&due_from=ayer&holder=nadie&sort=x&after=%5B%5D", None),
    ],
)
def test_a_list_is_narrowed_by_anything(
    hall: Hall, fairs: list[int], query: str, expected: list[str] | None
) -> None:
    everything = ["Feria", "Fiesta", "Kermés"]
    found = sorted(shown(hall.desk("rosa"), query))
    assert found == (everything if expected is None else expected)


def test_each_filter_is_said_and_can_be_lifted_alone_and_the_count_is_right(
    hall: Hall, fairs: list[int]
) -> None:
    page = hall.desk("rosa").opens("inbox?amount_from=1000&holder=nobody&due=week")
    assert page.all(PILLS) == [
        "La tiene: nadiequitar este filtro",
        "Vencen en siete díasquitar este filtro",
        "Monto desde S/ 1,000.00quitar este filtro",
    ]
    assert page.one("//*[@class='pagination']") == "Mostrando 1 de 1"
    lifted = page.tree.xpath(f"{PILLS}[1]/@href")[0]
    assert sorted(subjects(hall.desk("rosa").opens(lifted))) == ["Fiesta", "Kermés"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("amount", ["Feria", "Kermés", "Fiesta"]),
        ("-amount", ["Fiesta", "Kermés", "Feria"]),
        ("-number", ["Kermés", "Fiesta", "Feria"]),
        ("due,-amount", ["Fiesta", "Kermés", "Feria"]),
        ("process,name,-number", ["Kermés", "Fiesta", "Feria"]),
    ],
)
def test_a_list_is_sorted_by_several_keys_page_by_page(
    hall: Hall,
    fairs: list[int],
    sort: str,
    expected: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.inbox.listing.PAGE", 1)
    desk, seen, address = hall.desk("rosa"), [], f"inbox?sort={sort}"
    while address:
        page = desk.opens(address)
        seen += subjects(page)
        address = next(iter(page.tree.xpath("//a[@rel='next']/@href")), "")
    assert seen == expected


def test_a_head_sorts_by_itself_and_then_by_what_was_before(hall: Hall, fairs: list[int]) -> None:
    desk = hall.desk("rosa")
    page = desk.opens("inbox")
    by_amount = page.tree.xpath(f"{HEADS}/a[starts-with(., 'Monto')]/@href")[0]
    sorted_page = desk.opens(by_amount)
    assert by_amount.endswith("sort=" + quote("amount,due", safe=""))
    assert sorted_page.tree.xpath(f"{HEADS}[@aria-sort='ascending']//text()")[0].strip() == "Monto"
    assert sorted_page.all("//tr[contains(@class, 'group')]") == []
    assert sorted_page.all(PILLS) == ["Orden: Monto ↑, Plazo ↑quitar este filtro"]


def test_columns_are_chosen_for_each_process_with_its_business_data(
    hall: Hall, fairs: list[int]
) -> None:
    desk = hall.desk("rosa")
    here = f"/{hall.slug}/inbox?process=permit"
    assert "Motivo" in desk.opens(here).all("//input[@name='column']/following-sibling::*")
    desk.sends("inbox/columns", {"_from": here, "column": ["fact:Motivo", "priority"]})
    page = desk.opens(here)
    assert page.all(HEADS)[4:] == ["Motivo", "Prioridad", "Plazo"]
    assert sorted(page.all("//td[@class='cell-extra']")) == [
        "Feria", "Fiesta", "Kermés", "Normal", "Normal", "Normal",
    ]  # fmt: skip
    assert desk.opens("inbox").all(HEADS)[4:] == ["Monto", "Plazo"]
    assert hall.desk("marta").opens(here).all(HEADS)[4:] == ["Monto", "Plazo"]


def test_business_data_narrows_and_sorts(hall: Hall, fairs: list[int]) -> None:
    desk = hall.desk("rosa")
    assert shown(desk, "process=permit&fact:Motivo=fi") == ["Fiesta"]
    assert shown(desk, "sort=-fact:Motivo") == ["Kermés", "Fiesta", "Feria"]


def test_a_kept_list_is_ones_own_or_a_roles_and_counts_for_who_looks(
    hall: Hall, fairs: list[int]
) -> None:
    rosa, marta = hall.desk("rosa"), hall.desk("marta")
    here = f"/{hall.slug}/inbox?amount_from=1000"
    role = next(iter(hall.town.people["rosa"].roles & hall.town.people["marta"].roles))
    rosa.sends("inbox/views", {"_from": here, "name": "Lo grande", "role": role})
    rosa.sends("inbox/views", {"_from": f"/{hall.slug}/inbox?holder=me", "name": "Lo mío"})
    assert [row[:2] for row in _views(rosa.opens("inbox/views"))] == [
        ["Lo grande", "2"],
        ["Lo mío", "1"],
    ]
    assert [row[:2] for row in _views(marta.opens("inbox/views"))] == [["Lo grande", "1"]]
    assert "Guardadas: Lo grande" in rosa.opens(here).text
    assert hall.desk("elmer").opens("inbox/views").all("//tbody//tr") == []


def test_only_its_owner_forgets_a_list(hall: Hall, fairs: list[int]) -> None:
    rosa = hall.desk("rosa")
    role = next(iter(hall.town.people["rosa"].roles & hall.town.people["marta"].roles))
    rosa.sends("inbox/views", {"_from": "", "name": "Todo", "role": role})
    forget = rosa.opens("inbox/views").tree.xpath("//form[contains(@action, '/views/')]/@action")[0]
    assert hall.desk("marta").sends(forget, {"_method": "DELETE"}).status == 404
    assert _views(rosa.opens("inbox/views")) != []
    rosa.sends(forget, {"_method": "DELETE"})
    assert _views(rosa.opens("inbox/views")) == []


def test_a_narrowed_list_of_one_and_of_three_rows_costs_the_same_queries(
    hall: Hall, fairs: list[int]
) -> None:
    desk = hall.desk("rosa")
    desk.opens("inbox?process=permit")
    with counting() as one:
        assert len(shown(desk, "process=permit&holder=me")) == 1
    with counting() as three:
        assert len(shown(desk, "process=permit&due=week")) == 3
    assert three.statements == one.statements


def test_a_row_that_was_taken_keeps_the_columns_of_its_list(hall: Hall, fairs: list[int]) -> None:
    row = hall.desk("rosa").sends(
        f"tasks/{fairs[0]}/assignment",
        {"_from": f"/{hall.slug}/inbox?columns=priority%2Cfact%3AMotivo"},
        headers={"hx-request": "true"},
    )
    assert row.all("//td[@class='cell-extra']") == ["Normal", "Feria"]


def _views(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
        for row in page.tree.xpath("//tbody//tr")
    ]


def test_titles_stay_links(hall: Hall, fairs: list[int]) -> None:
    assert len(hall.desk("rosa").opens("inbox?sort=name").all(TITLES)) == 3


def test_a_task_leads_back_to_the_list_it_was_opened_from(hall: Hall, fairs: list[int]) -> None:
    desk = hall.desk("rosa")
    lists = desk.opens("inbox?sort=-amount&process=permit")
    task = str(lists.tree.xpath("//a[@class='row-link']/@href")[0])
    back = f"/{hall.slug}/inbox?process=permit&sort=-amount%2Cdue"
    page = desk.opens(task)
    assert page.tree.xpath("//nav[@class='crumbs']//a/@href")[0] == back
    draft = str(page.tree.xpath("//button[@formaction]/@formaction")[0])
    assert desk.sends(draft, {"comentario": "Después"}).location == back
    assert fairs


@pytest.mark.parametrize("forged", ["//evil.example/", "https%3A%2F%2Fevil.example", "tab=%00"])
def test_nothing_but_a_list_is_led_back_to(hall: Hall, fairs: list[int], forged: str) -> None:
    page = hall.desk("rosa").opens(f"tasks/{fairs[0]}?list={forged}")
    crumb = page.tree.xpath("//nav[@class='crumbs']//a/@href")[0]
    assert crumb == f"/{hall.slug}/inbox"
