"""Figures that people enter with their evidence, and alerts that are attended to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.indicators.alerting import look
from engine.indicators.bounds import Bound, BoundSet, set_bound
from engine.indicators.following import count
from engine.indicators.periods import month_of, named
from engine.indicators.reading import Told, board
from engine.jobs.messages import message_handlers
from engine.refusals import Refused
from engine.worker.dispatcher import run_due
from processes.indicators.catalogue import by_key
from processes.indicators.sources import sources
from processes.registry import family, handlers
from storage.queries.indicators import alerts_of, figures_of
from storage.queries.notices import unread_asked
from storage.questions import answers
from tests.diagrams import bundle, end, path, start, user
from tests.silence import SILENCE
from tests.town import Town

TYPED = {
    "indicador": "budget_execution", "desde": "2026-01-01", "hasta": "2026-03-01",
    "numerador": "729000.00", "denominador": "1000000.00", "fuente": "Consulta amigable, 01/03",
}  # fmt: skip


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    found = Town(database_url, tmp_path / "documents")
    found.person("hugo", "planeamiento", "administrador")
    found.person("vera", "verificador")
    found.person("clerk", "clerk")
    for key in ("cifra_indicador", "alerta_indicador"):
        found.deploys(family(key).bundle)
    yield found
    found.close()


def works(town: Town) -> None:
    known = {**message_handlers(town.installation), **handlers(town.installation)}
    while run_due(town.installation, known):
        pass


def enter(town: Town, **more: str) -> int:
    case_id = town.open_case("hugo", "cifra_indicador", {**TYPED, **more})
    task = town.open_task(case_id, "sustentar", "hugo")
    town.attach("hugo", case_id, task_id=task, kind="sustento", title="Sustento de la cifra")
    town.does("hugo", case_id, "sustentar")
    return case_id


def told(town: Town, key: str, period: str = "2026-03") -> Told:
    chosen = named(period)
    assert chosen is not None
    return town.reads(lambda c: board(c, town.municipality_id, by_key(), chosen))[key]


def test_a_figure_counts_once_another_person_confirmed_it(town: Town) -> None:
    case_id = enter(town)
    itself = town.complete("hugo", town.open_tasks(case_id)[0].id, {"decision": "si"})
    assert isinstance(itself, Refused)
    assert told(town, "budget_execution").now.value is None
    town.does("vera", case_id, "confirmar", {"decision": "si"})
    works(town)
    assert town.case(case_id).outcome == "Cifra anotada"
    seen = told(town, "budget_execution")
    assert seen.now.value == Decimal("72.9")
    assert seen.now.score == 100 * (Decimal("72.9") - 50) / 50
    [row] = town.reads(lambda c: figures_of(c, town.municipality_id))
    assert (row.entered_by, len(row.document)) == (town.people["hugo"].person_id, 64)

    again = enter(town, numerador="740000.00")
    town.does("vera", again, "confirmar", {"decision": "si"})
    works(town)
    assert told(town, "budget_execution").now.value == 74
    rows = town.reads(lambda c: figures_of(c, town.municipality_id))
    assert [row.replaced_by is None for row in rows] == [True, False]
    assert told(town, "budget_execution", "2026-06").as_of == date(2026, 3, 1)


def test_a_figure_that_is_not_that_of_its_evidence_does_not_count(town: Town) -> None:
    case_id = enter(town)
    town.does("vera", case_id, "confirmar", {"decision": "no", "motivo": "Dice otra cosa"})
    works(town)
    assert town.case(case_id).outcome == "No se aceptó"
    assert told(town, "budget_execution").now.insufficient


def test_an_alert_is_told_once_and_ends_when_the_indicator_is_back(town: Town) -> None:
    body = (
        start("s"), user("evaluation"), SILENCE, end("granted"), end("approved"),
        path("s", "evaluation", "granted"), path("silence", "approved"),
    )  # fmt: skip
    town.deploys(bundle(*body, key="licence"))
    for _ in range(10):
        town.open_case("clerk", "licence", {})
    answer = set_bound(
        town.installation, town.people["hugo"], by_key()["on_time_cases"], Bound.ALERT,
        Decimal(80), source="Acuerdo 4", today=date(2026, 3, 2),
    )  # fmt: skip
    assert isinstance(answer, BoundSet)
    town.move_to(date(2026, 3, 16))  # all ten by silence
    count(town.installation, sources())
    works(town)
    [(alert, number)] = town.reads(lambda c: alerts_of(c, town.municipality_id))
    assert (alert.indicator, alert.value, alert.bound) == ("on_time_cases", "0.0", "80")
    assert number == "ALE-2026-0001"
    [case_id] = town.cases_of("alerta_indicador")
    assert town.case(case_id).title == "«Resueltos en plazo» pasó su umbral: 0.0 %"
    person = town.people["hugo"].person_id or 0
    [unread] = town.reads(lambda c: answers(c, unread_asked(town.municipality_id, person)))
    assert unread == 1

    town.does("hugo", case_id, "atender", {"causa": "Vacaciones", "medida": "Un reemplazo"})
    town.move_to(date(2026, 3, 17))
    count(town.installation, sources())
    works(town)
    assert town.cases_of("alerta_indicador") == [case_id]  # nothing is told again

    begun = [town.open_case("clerk", "licence", {}) for _ in range(41)]
    for each in begun:
        town.does("clerk", each, "evaluation")
    town.move_to(date(2026, 3, 18))
    count(town.installation, sources())
    works(town)
    assert town.case(case_id).outcome == "Volvió a su umbral"
    assert town.reads(lambda c: alerts_of(c, town.municipality_id)) == ()
    [(closed, _number)] = town.reads(lambda c: alerts_of(c, town.municipality_id, only_open=False))
    assert closed.closed_with == "80.4"
    assert month_of(date(2026, 3, 1)).begins == closed.month


def test_what_is_insufficient_begins_no_alert(town: Town) -> None:
    answer = set_bound(
        town.installation, town.people["hugo"], by_key()["on_time_cases"], Bound.ALERT,
        Decimal(80), source="Acuerdo 4", today=date(2026, 3, 2),
    )  # fmt: skip
    assert isinstance(answer, BoundSet)
    assert look(town.installation, by_key(), town.municipality_id) == 0
