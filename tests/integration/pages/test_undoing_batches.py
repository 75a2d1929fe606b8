"""«Deshacer» on the page of a batch: what still can be taken back, and why the rest stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.cases import suspend
from engine.operations import BatchBegun, BatchKind, begin, run_batches
from engine.tasks import save_draft
from engine.tasks.undoing import UNDO_FOR
from storage.counting import counting
from storage.queries.tasks import task_by_id
from tests.diagrams import bundle, end, path, start, user
from tests.hall import Desk, Hall, Page

WORK = bundle(
    start(),
    user("write", "mesa"),
    end(),
    path("start", "write", "end"),
    key="work",
    roles=("mesa",),
)
BUTTONS = "//form[contains(@action, '/undoing')]//button/@aria-label"
NOT_TOLD = "No encontramos lo que busca."


class Spread:
    """Three free tasks that the operator gave to Marta, and the batch that did."""

    def __init__(self, hall: Hall, count: int = 3) -> None:
        self.hall, town = hall, hall.town
        town.deploys(WORK)
        town.person("boss", "operador")
        cases = [town.open_case("marta", "work", {}) for _ in range(count)]
        self.tasks = [town.open_task(each, "write") for each in cases]
        self.numbers = [town.case(each).number for each in cases]
        answer = begin(
            town.installation,
            town.people["boss"],
            BatchKind.ASSIGN,
            self.tasks,
            reason="Reparto",
            parameters={"person_id": town.people["marta"].person_id},
        )
        assert isinstance(answer, BatchBegun)
        run_batches(town.installation)
        self.address = f"batches/{answer.batch_id}"

    def holders(self) -> list[str]:
        """Who holds each task, by name; «» nobody."""
        town = self.hall.town
        rows = [
            town.reads(lambda c, t=each: task_by_id(c, town.municipality_id, t))
            for each in self.tasks
        ]
        return [row.assignee_name or "" for row in rows if row is not None]


@pytest.fixture
def spread(hall: Hall) -> Spread:
    return Spread(hall)


def offered(page: Page) -> list[str]:
    return [str(each) for each in page.tree.xpath(BUTTONS)]


def presses(desk: Desk, page: Page, which: int) -> Page:
    """Press that «Deshacer», as the page has it, without script."""
    form = page.tree.xpath("//form[contains(@action, '/undoing')]")[which]
    item = form.xpath(".//input[@name='item']/@value")[0]
    return desk.follows(desk.sends(str(form.get("action")), {"item": str(item)}))


def toast(page: Page) -> str:
    return page.one("//*[@id='toasts']//p")


def test_each_item_is_taken_back_on_its_own(hall: Hall, spread: Spread) -> None:
    desk = hall.desk("boss")
    page = desk.opens(spread.address)
    assert offered(page) == [f"Deshacer lo de {each}" for each in spread.numbers]
    back = presses(desk, page, 1)
    assert toast(back) == f"Deshecho: la tarea de {spread.numbers[1]} está como antes."
    assert spread.holders() == ["Marta", "", "Marta"]
    assert offered(back) == [f"Deshacer lo de {spread.numbers[at]}" for at in (0, 2)]
    assert back.all("//tr[.//*[text()='Deshecho']]//strong[@class='code']") == [spread.numbers[1]]
    part = desk.opens(f"{spread.address}?state=done&after=1")
    assert part.tree.xpath("//input[@name='_from']/@value")[0].endswith("?state=done&after=1")
    again = presses(desk, page, 1)  # twice is once
    assert toast(again) == toast(back)
    assert spread.holders() == ["Marta", "", "Marta"]


def test_what_stays_says_why(hall: Hall, spread: Spread) -> None:
    town, desk = hall.town, hall.desk("boss")
    before = desk.opens(spread.address)
    save_draft(town.installation, town.people["marta"], spread.tasks[0], {"x": "Voy"})
    town.complete("marta", spread.tasks[1], {})
    page = desk.opens(spread.address)
    assert offered(page) == [f"Deshacer lo de {spread.numbers[2]}"]
    assert page.all("//td//span[@class='below-line'][starts-with(., 'Ya no')]") == [
        "Ya no se puede deshacer: Marta ya empezó a llenar el formulario de la tarea.",
        "Ya no se puede deshacer: alguien actuó después en el expediente.",
    ]
    assert toast(presses(desk, before, 0)).startswith("Ya no se puede deshacer: Marta")
    assert spread.holders()[2] == "Marta"
    town.clock.advance(UNDO_FOR + timedelta(seconds=1))
    late = desk.opens(spread.address)
    assert offered(late) == []
    assert "Ya no se puede deshacer: solo se puede en los primeros diez minutos." in late.all(
        "//p[@class='meta']"
    )
    assert "primeros diez minutos" in toast(presses(desk, before, 2))
    assert spread.holders()[2] == "Marta"


def test_a_suspended_case_is_told(hall: Hall, spread: Spread) -> None:
    [case_id, *_] = hall.town.cases_of("work")
    suspend(hall.town.installation, hall.town.people["boss"], case_id, "Orden")
    page = hall.desk("boss").opens(spread.address)
    assert len(offered(page)) == 2
    assert "El expediente está suspendido" in page.text


def test_only_whoever_began_the_batch_undoes_it(hall: Hall, spread: Spread) -> None:
    hall.town.person("other", "operador")
    page = hall.desk("boss").opens(spread.address)
    form = page.tree.xpath("//form[contains(@action, '/undoing')]")[0]
    item = {"item": str(form.xpath(".//input[@name='item']/@value")[0])}
    other, marta = hall.desk("other"), hall.desk("marta")
    seen = other.opens(spread.address)
    assert offered(seen) == []
    assert "Solo quien inició el lote puede deshacer lo que hizo." in seen.all("//p[@class='meta']")
    assert toast(other.follows(other.sends(f"{spread.address}/undoing", item))) == NOT_TOLD
    assert marta.sends(f"{spread.address}/undoing", item).status == 403
    assert spread.holders() == ["Marta"] * 3


@pytest.mark.parametrize("item", ["", "0", "99", "-1", "x", "1e1", str(2**63)])
def test_an_item_that_is_not_there_is_not_found(hall: Hall, spread: Spread, item: str) -> None:
    address = f"{spread.address}/undoing"
    assert hall.desk("boss").sends(address, {"item": item}).status == 404
    assert spread.holders() == ["Marta"] * 3


def test_what_a_batch_changed_nothing_of_is_not_offered(hall: Hall, spread: Spread) -> None:
    town = hall.town
    again = begin(
        town.installation,
        town.people["boss"],
        BatchKind.ASSIGN,
        spread.tasks,
        reason="Otra vez",
        parameters={"person_id": town.people["marta"].person_id},
    )
    assert isinstance(again, BatchBegun)
    run_batches(town.installation)
    assert offered(hall.desk("boss").opens(f"batches/{again.batch_id}")) == []
    assert len(offered(hall.desk("boss").opens(spread.address))) == 3


def test_one_item_and_three_cost_the_same_number_of_queries(hall: Hall) -> None:
    few, many = Spread(hall, 1), Spread(hall)
    desk = hall.desk("boss")
    desk.opens(few.address)
    with counting() as one:
        assert len(offered(desk.opens(few.address))) == 1
    with counting() as three:
        assert len(offered(desk.opens(many.address))) == 3
    assert three.statements == one.statements
