"""The sentence of a case tells what it waits for, not what others may do meanwhile."""

from __future__ import annotations

from tests.diagrams import bundle, end, event, path, start, user
from tests.hall import Hall

PROCESS = bundle(
    start(),
    event("split", "parallelGateway"),
    user("judge", "mesa"),
    user("challenge", "feriante"),
    event("judged", "endEvent"),
    end(),
    path("start", "split", "judge", "judged"),
    path("split", "challenge", "end"),
    key="sayings",
    roles=("mesa", "feriante"),
    manifest='[publicity]\noutsiders = ["feriante"]\n',
)


def test_what_an_outsider_may_do_meanwhile_holds_nobody_up(hall: Hall) -> None:
    hall.town.deploys(PROCESS)
    case_id = hall.town.open_case("rosa", "sayings", {})
    assert sorted(hall.town.steps(case_id)) == ["challenge", "judge"]
    page = hall.desk("rosa").opens(f"cases/{hall.town.case(case_id).number}")
    assert "«judge»" in page.one("//p[@class='sentence']")
    assert "challenge" not in page.one("//p[@class='sentence']")
    hall.town.does("rosa", case_id, "judge")
    page = hall.desk("rosa").opens(f"cases/{hall.town.case(case_id).number}")
    assert "«challenge»" in page.one("//p[@class='sentence']")
