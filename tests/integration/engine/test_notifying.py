"""Making an act known: from which day it has effect, and the term that begins with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.cases.notifying import Attempt, Notified, record_notification
from engine.documents.attaching import Attached
from engine.parameters import load_parameters
from engine.refusals import Refused
from processes.registry import parameters_of
from storage.queries.deadlines import deadlines_of_case
from storage.queries.notifications import notifications_of_case
from tests.diagrams import bundle, catch, end, message, message_root, path, start, user
from tests.town import Town

APPEAL = bundle(
    start(),
    user("decidir"),
    catch("esperar", message("notificacion_efectiva")),
    user(
        "apelar",
        more='<cauce:deadline title="Para apelar" start="=efectiva" length="=15" unit="business"'
        ' source="LPAG, art. 218" effect="none"/>',
    ),
    end(),
    path("start", "decidir", "esperar", "apelar", "end"),
    roots=message_root("notificacion_efectiva", "&quot;toda&quot;"),
)
TOLD = Attempt("Resolución 021-2026", "Nélida Farfán", "personal", date(2026, 3, 2))


@pytest.fixture
def decided(town: Town) -> tuple[Town, int, Attempt]:
    """A case that waits for its notification, with the paper that proves it."""
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    town.person("ana", "clerk")
    town.deploys(APPEAL)
    case = town.open_case("ana", "test", {})
    town.does("ana", case, "decidir", {})
    paper = town.attach("ana", case, title="Cargo")
    assert isinstance(paper, Attached), paper
    return town, case, replace(TOLD, evidence_id=paper.document_id)


def records(town: Town, case: int, attempt: Attempt) -> Notified | Refused:
    return record_notification(town.installation, town.people["ana"], case, attempt)


@pytest.mark.parametrize(
    ("form", "effective"),
    [
        ("personal", date(2026, 3, 2)),
        ("second_visit", date(2026, 3, 2)),
        ("acknowledged", date(2026, 3, 2)),
        ("electronic", date(2026, 3, 9)),
    ],
)
def test_each_form_has_effect_from_the_day_that_the_law_says(
    decided: tuple[Town, int, Attempt], form: str, effective: date
) -> None:
    town, case, attempt = decided
    answer = records(town, case, replace(attempt, form=form))
    assert isinstance(answer, Notified), answer
    assert answer.effective_on == effective
    [row] = town.reads(lambda c: notifications_of_case(c, town.municipality_id, case))
    assert (row.effective_on, row.evidence_title) == (effective, "Cargo")


def test_the_term_begins_with_the_effect_and_not_with_the_act(
    decided: tuple[Town, int, Attempt],
) -> None:
    town, case, attempt = decided
    records(town, case, replace(attempt, form="electronic"))
    assert town.steps(case) == ["apelar"]
    [term] = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case))
    assert (term.start_on, term.due_on) == (date(2026, 3, 9), date(2026, 3, 30))
    assert town.verification().whole


def test_only_the_case_itself_is_told(decided: tuple[Town, int, Attempt]) -> None:
    town, case, attempt = decided
    other = town.open_case("ana", "test", {})
    town.does("ana", other, "decidir", {})
    records(town, case, attempt)
    assert (town.steps(case), town.steps(other)) == (["apelar"], [])


def test_who_was_not_found_is_recorded_and_nothing_begins(
    decided: tuple[Town, int, Attempt],
) -> None:
    town, case, attempt = decided
    answer = records(town, case, replace(attempt, reached=False, evidence_id=None))
    assert isinstance(answer, Notified)
    assert (answer.effective_on, town.steps(case)) == (None, [])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"act": " "}, "act"),
        ({"addressee": ""}, "addressee"),
        ({"form": "paloma"}, "form"),
        ({"done_on": date(2026, 3, 3)}, "done_on"),
        ({"evidence_id": None}, "evidence"),
        ({"evidence_id": 7}, "evidence"),
        ({"done_on": date(2018, 3, 1)}, "form_unknown"),
    ],
)
def test_what_is_missing_is_named(
    decided: tuple[Town, int, Attempt], change: dict[str, object], field: str
) -> None:
    town, case, attempt = decided
    answer = records(town, case, replace(attempt, **change))
    assert isinstance(answer, Refused)
    assert answer.details == {"field": field}


def test_the_paper_of_another_case_proves_nothing(decided: tuple[Town, int, Attempt]) -> None:
    town, _, attempt = decided
    other = town.open_case("ana", "test", {})
    answer = records(town, other, attempt)
    assert isinstance(answer, Refused)
    assert answer.details == {"field": "evidence"}


def test_who_has_no_part_in_the_process_records_nothing(
    decided: tuple[Town, int, Attempt],
) -> None:
    town, case, attempt = decided
    eva = town.person("eva", "catastro")
    answer = record_notification(town.installation, eva, case, attempt)
    assert isinstance(answer, Refused)
    assert answer.kind == "no_role"
