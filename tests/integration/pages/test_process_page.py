"""The page of a process tells its operator what should have begun by itself and did not."""

from __future__ import annotations

from tests.diagrams import bundle, end, event, path, timer
from tests.hall import Hall

BROKEN = bundle(
    event("begin", "startEvent", timer("R/P1D", "timeCycle")),
    event("later", "intermediateCatchEvent", timer('="nunca"', "timeDate")),
    end(),
    path("begin", "later", "end"),
    key="reply",
)
NOTE = "//div[contains(@class,'note-pause')]"


def test_a_start_that_failed_is_told_to_who_operates_the_process(hall: Hall) -> None:
    hall.town.person("olga", "operador")
    hall.town.deploys(BROKEN)
    assert hall.desk("olga").opens("processes/reply").all(NOTE) == []
    hall.town.waits(days=1)
    [told] = hall.desk("olga").opens("processes/reply").all(NOTE)
    assert told.startswith("«begin» no pudo abrir un expediente.")
    assert "El temporizador no sirve" in told
    assert hall.desk("rosa").opens("processes/reply").all(NOTE) == []
