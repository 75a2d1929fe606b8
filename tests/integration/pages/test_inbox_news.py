"""What others do to the tasks of an open list: told to whom it concerns alone."""

from __future__ import annotations

import pytest

from storage.tables.types import micros
from tests.hall import PERMIT_ASKED, Desk, Hall, Page


@pytest.fixture
def three(hall: Hall) -> list[int]:
    """Three free tasks of reviewing a permit, an hour old."""
    cases = [hall.town.open_case("rosa", "permit", PERMIT_ASKED) for _ in range(3)]
    hall.town.waits(hours=1)
    return [hall.town.open_task(case_id, "revisar") for case_id in cases]


def asks(desk: Desk, since: str, seen: str = "", query: str = "") -> Page:
    return desk.opens(f"inbox/news?since={since}&seen={seen}&{query}")


def begins(desk: Desk, query: str = "") -> tuple[str, str]:
    """What the page knows when it is opened, after its first question."""
    since = desk.opens(f"inbox?{query}").tree.xpath("//*[@id='inbox-news']/@data-since")[0]
    first = asks(desk, since, query=query)
    assert rows(first) == []
    return marks(first)


def marks(page: Page) -> tuple[str, str]:
    [(since, seen)] = [
        (each.get("data-since"), each.get("data-seen"))
        for each in page.tree.xpath("//*[@data-seen]")
    ]
    return str(since), str(seen)


def rows(page: Page) -> list[tuple[str, str]]:
    """The id of each row, and what it says of who has it."""
    found = []
    for row in page.tree.xpath("//tr[@id]"):
        told = row.get("data-gone") or " ".join(row.xpath(".//td[@class='cell-who']//text()"))
        found.append((row.get("id").removeprefix("task-"), " ".join(told.split())))
    return found


def test_nothing_travels_while_nothing_has_changed(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    since, seen = begins(desk)
    quiet = asks(desk, since, seen)
    assert (quiet.status, quiet.content) == (204, b"")
    assert three


def test_while_nothing_happens_the_counts_are_looked_at_once_a_minute(
    hall: Hall, three: list[int]
) -> None:
    desk = hall.desk("rosa")
    since, seen = begins(desk)
    assert "inbox-since" not in asks(desk, since, seen).headers
    hall.town.waits(hours=1)
    later = asks(desk, since, seen)
    assert (later.status, int(later.headers["inbox-since"]) - int(since)) == (204, 3_600_000_000)
    hall.town.claim("marta", three[0])
    assert rows(asks(desk, later.headers["inbox-since"], seen)) != []


def test_a_row_that_somebody_took_leaves_with_their_name_and_the_counts_follow(
    hall: Hall, three: list[int]
) -> None:
    desk = hall.desk("rosa")
    since, seen = begins(desk)
    hall.town.claim("marta", three[1])
    told = asks(desk, since, seen)
    assert rows(told) == [(str(three[1]), "La tomó Marta.")]
    assert "Puedo tomar 2" in told.one("//*[@data-part='#inbox-tabs']")
    assert asks(desk, *marks(told)).status == 204


def test_what_is_done_is_told_without_saying_who(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("elmer")
    hall.town.attach("marta", hall.town.cases_of("permit")[0], task_id=three[0], kind="informe")
    hall.town.complete("marta", three[0], {"resultado": "si"})
    hall.town.waits(hours=1)
    visit = hall.town.open_task(hall.town.cases_of("permit")[0], "visitar")
    since, seen = begins(desk)
    hall.town.person("olga", "tecnico")
    hall.town.complete("olga", visit, {})
    assert rows(asks(desk, since, seen)) == [(str(visit), "Ya está hecha.")]


def test_what_is_new_comes_as_a_row_of_the_list_that_is_open(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    since, seen = begins(desk, "text=PER-2026")
    case = hall.town.open_case("marta", "permit", PERMIT_ASKED)
    [(task, who)] = rows(asks(desk, since, seen, "text=PER-2026"))
    assert (int(task), who) == (hall.town.open_task(case, "revisar"), "Tomar")
    assert rows(asks(desk, since, seen, "text=otra")) == [(task, "Salió de esta lista.")]
    assert three


def test_who_has_no_part_in_a_task_hears_nothing_of_it(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("elmer")
    since, seen = begins(desk)
    hall.town.claim("marta", three[0])
    assert asks(desk, since, seen).status == 204


def test_too_much_at_once_is_not_told_row_by_row(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    since, seen = begins(desk)
    for _ in range(61):
        hall.town.open_case("marta", "permit", PERMIT_ASKED)
    told = asks(desk, since, seen)
    assert rows(told) == []
    assert told.tree.xpath("//*[@data-many]")
    assert three


@pytest.mark.parametrize("since", ["", "ayer", "-1", "9" * 17, "9" * 40, "٣"])
def test_an_instant_that_is_none_is_now(hall: Hall, three: list[int], since: str) -> None:
    assert rows(asks(hall.desk("rosa"), since)) == []
    long_ago = micros(hall.town.clock.now()) - 40 * 3_600_000_000
    assert rows(asks(hall.desk("rosa"), str(long_ago))) == []
    assert three
