"""Scores of diagnostics and the course of actions, whatever is answered and whenever one looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.jobs.results import Done, Incident, Work
from processes.improvement.answers import answer_of, answers_of, scores_from, told
from processes.improvement.comparing import axis_compares, changed_between
from processes.improvement.handlers import improvement_handlers
from processes.improvement.pefa import LETTERS, averaged, scored, shown, weakest_link
from processes.improvement.progress import (
    Course,
    Milestone,
    Standing,
    overall,
    planned,
    progress,
    schedule_index,
    standing,
)
from processes.improvement.questionnaire import (
    BadQuestionnaire,
    Scale,
    questionnaire,
    read_questionnaire,
    version_on,
    versions,
)
from processes.improvement.scoring import Answer, Scores, points_of, score, weakest
from processes.indicators.evidence import Evidence

ASKED = questionnaire("2026-1")
OPTIONAL = [each for each in ASKED.questions if each.optional]
DAY = date(2026, 1, 1)
POINTS = st.decimals(-50, 500, places=2) | st.none()
ANSWERS = st.fixed_dictionaries(
    {
        each.code: st.builds(Answer, value=POINTS, applies=st.booleans(), rejected=st.booleans())
        for each in ASKED.questions[::3]
    }
)


def figures(found: Scores) -> list[Decimal]:
    every = [each.score for each in found.cells]
    every += [*found.areas.values(), *found.dimensions.values(), found.x, found.y]
    return [each for each in every if each is not None]


def test_every_version_of_the_house_can_be_read() -> None:
    assert "2026-1" in versions()
    for version in versions():
        read = questionnaire(version)
        assert read.version == version
        assert len(read.areas) == len(read.dimensions) == 5
        assert all(question.evidence for question in read.questions)
    with pytest.raises(KeyError):
        questionnaire("../2026-1")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from = 0\n", "from = 5\n"),
        ("sufficient = 60", "sufficient = 0"),
        ('of = ["vision",', 'of = ["suerte",'),
        ('kind = "si_no" }', 'kind = "si_no", weight = 0 }'),
        ("best = 40,", "best = 0,"),
        ("[questions.ciudadano]", "[questions.otra]"),
    ],
)
def test_a_questionnaire_with_a_fault_is_refused(old: str, new: str) -> None:
    text = (files("processes.improvement") / "questionnaires/2026-1.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(BadQuestionnaire):
        read_questionnaire(text.replace(old, new))


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(1999, 1, 1), "2026-1"),
        (date(2026, 12, 31), "2026-1"),
        (date(2027, 1, 1), "2027-1"),
        (None, "2027-1"),
    ],
)
def test_a_round_gets_the_version_of_the_day_that_it_speaks_of(
    day: date | None, version: str
) -> None:
    assert version_on(day) == version


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from = 2027-01-01", "from = 2010-01-01"),
        ("from = 2027-01-01", 'from = "mañana"'),
        ("[questions.compras]", "[questions.otra]"),
        ("transparencia = [", "otra = ["),
        ('notes = "', 'title = "'),
    ],
)
def test_a_version_over_another_changes_only_cells_and_comes_later(old: str, new: str) -> None:
    text = (files("processes.improvement") / "questionnaires/2027-1.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(BadQuestionnaire):
        read_questionnaire(text.replace(old, new), questionnaire)


def test_cells_that_ask_the_same_can_be_compared() -> None:
    before, now = ASKED, questionnaire("2027-1")
    changed = changed_between(before, now)
    assert [(each.area, each.dimension) for each in changed] == [
        ("compras", "transparencia"),
        ("ciudadano", "sostenibilidad"),
    ]
    assert [(len(each.gone), len(each.new)) for each in changed] == [(1, 1), (2, 2)]
    assert axis_compares(now.y, before, now)
    assert not axis_compares(now.x, before, now)
    assert changed_between(before, before) == ()
    weighed = (replace(before.questions[0], weight=Decimal(2)), *before.questions[1:])
    other = replace(before, questions=weighed)
    assert [each.dimension for each in changed_between(before, other)] == ["eficiencia"]


@settings(max_examples=25)
@given(ANSWERS)
def test_scores_stay_between_0_and_100(answers: dict[str, Answer]) -> None:
    assert all(0 <= each <= 100 for each in figures(score(ASKED, answers)))


@settings(max_examples=25)
@given(ANSWERS, st.sampled_from(OPTIONAL))
def test_what_does_not_apply_changes_nothing(answers: dict[str, Answer], question: object) -> None:
    code = question.code  # type: ignore[attr-defined]
    without = {**answers, code: Answer(applies=False)}
    with_value = {**answers, code: Answer(Decimal(100), applies=False)}
    assert score(ASKED, without) == score(ASKED, with_value)


@settings(max_examples=25)
@given(ANSWERS)
def test_a_cell_has_a_score_only_where_enough_is_answered(answers: dict[str, Answer]) -> None:
    for cell in score(ASKED, answers).cells:
        enough = cell.answered * 100 >= ASKED.sufficient * cell.applicable > 0
        assert (cell.score is not None) is enough


def test_what_must_be_answered_cannot_be_said_not_to_apply() -> None:
    must = next(each for each in ASKED.questions if not each.optional)
    found = score(ASKED, {must.code: Answer(applies=False)})
    assert found.cell(must.area, must.dimension).applicable == 5


def test_an_indicator_is_mapped_from_the_worst_to_the_best_also_where_less_is_better() -> None:
    days = next(each for each in ASKED.questions if each.indicator == "days_to_award")
    assert days.scale is Scale.INDICATOR
    worth = [points_of(days, Answer(Decimal(each))) for each in (70, 60, 40, 20, 5)]
    assert worth == [0, 0, 50, 100, 100]


def test_full_marks_are_the_highest_band_and_the_weakest_cell_is_named() -> None:
    every = {q.code: Answer(q.best) for q in ASKED.questions}
    found = score(ASKED, every)
    assert (found.x, found.y, found.band) == (Decimal(100), Decimal(100), "alto")
    low = {q.code: Answer(q.worst) for q in ASKED.of("recaudo") if q.dimension == "vision"}
    cell = weakest(score(ASKED, {**every, **low}))
    assert cell is not None
    assert (cell.area, cell.dimension, cell.score) == ("recaudo", "vision", Decimal(0))


def test_nothing_answered_is_insufficient_everywhere() -> None:
    found = score(ASKED, {})
    assert figures(found) == []
    assert found.band == ""
    assert weakest(found) is None


COURSES = st.builds(
    lambda days, weights, met: Course(
        DAY,
        tuple(
            Milestone(str(n), Decimal(w), DAY + timedelta(d), DAY + timedelta(d) if m else None)
            for n, (d, w, m) in enumerate(zip(days, weights, met, strict=True))
        ),
    ),
    st.lists(st.integers(0, 200), min_size=3, max_size=3),
    st.lists(st.integers(1, 60), min_size=3, max_size=3),
    st.lists(st.booleans(), min_size=3, max_size=3),
)


@given(COURSES, st.integers(-10, 220))
def test_progress_and_plan_are_shares_and_the_plan_only_grows(course: Course, ahead: int) -> None:
    today = DAY + timedelta(ahead)
    assert 0 <= progress(course) <= 100
    assert 0 <= planned(course, today) <= planned(course, today + timedelta(1)) <= 100
    assert planned(course, course.ends) == 100
    assert (schedule_index(course, today) is None) is (planned(course, today) == 0)


def test_where_an_action_stands_follows_its_next_milestone() -> None:
    course = Course(DAY, (Milestone("Uno", Decimal(1), DAY + timedelta(60)),))
    seen = [standing(course, DAY + timedelta(days)) for days in (-1, 0, 44, 45, 60, 61)]
    assert seen == [
        Standing.TO_BEGIN,
        Standing.ON_TIME,
        Standing.ON_TIME,
        Standing.DUE,
        Standing.DUE,
        Standing.LATE,
    ]
    met = Course(DAY, (Milestone("Uno", Decimal(1), DAY, DAY),))
    assert standing(met, DAY + timedelta(9)) is Standing.MET
    given_up = Course(DAY, met.milestones, cancelled=True)
    assert standing(given_up, DAY) is Standing.CANCELLED
    assert overall([given_up], DAY) == (Decimal(0), Decimal(0), None)


def test_pefa_by_its_two_methods() -> None:
    assert [weakest_link(each) for each in ("BCA", "BB", "DA", "A")] == ["C+", "B", "D+", "A"]
    assert [averaged(each) for each in ("DC", "DCA", "DDDC", "DDDA", "AAAB", "ABB")] == [
        "D+", "C+", "D", "D+", "A", "B+",
    ]  # fmt: skip
    assert [str(shown(each)) for each in ("D", "C+", "A")] == ["0.00", "50.00", "100.00"]
    for letters in product("ABCD", repeat=3):
        assert LETTERS.index(weakest_link(letters)) <= LETTERS.index(averaged(letters))
    by_averages = {
        "DD": "D", "DB": "C", "DA": "C+", "CB": "C+", "CA": "B", "BB": "B", "BA": "B+", "AA": "A",
        "DDC": "D+", "DDB": "D+", "DDA": "C", "DCC": "D+", "DCB": "C", "DBA": "B", "CBB": "B",
        "CCA": "B", "CAA": "B+", "BAA": "A", "DDBA": "C+", "DCCC": "D+", "DCAA": "B", "DAAA": "B+",
        "CCCB": "C+", "CBBB": "B", "CBAA": "B+", "BBBA": "B+", "BAAA": "A", "C": "C",
    }  # fmt: skip
    assert {each: averaged(each) for each in by_averages} == by_averages
    assert scored("DDDDD", "M2") == ""
    assert scored("DDDDC", "M1") == "D+"
    for many in (2, 3, 4):
        for letters in product("DCBA", repeat=many):
            assert averaged(letters) == averaged(letters[::-1])
            for place, letter in enumerate(letters):
                if letter != "A":
                    better = [*letters]
                    better[place] = "DCBA"["DCBA".index(letter) + 1]
                    assert LETTERS.index(averaged(better)) >= LETTERS.index(averaged(letters))
    for wrong in ((), ("E",), ("B+",)):
        with pytest.raises(ValueError, match=r"."):
            weakest_link(wrong)
        with pytest.raises(ValueError, match=r"."):
            averaged(wrong)


def test_what_the_house_does_for_a_round_says_what_it_cannot() -> None:
    known = improvement_handlers()

    def done(kind: str, **payload: object) -> object:
        return known[kind](Work(1, 2, kind, payload, {}, "key", 1))

    brought = done("improvement:questionnaire", version="")
    assert isinstance(brought, Done)
    assert brought.result["version"] == versions()[-1]
    assert [each["clave"] for each in brought.result["areas"]] == list(ASKED.areas)
    assert isinstance(done("improvement:questionnaire", version="1999"), Incident)

    figure = Evidence(Decimal("87.04"), "87.04 % (141 de 162)", "/x/indicators/on_time_cases")
    few = Evidence(None, "dato insuficiente (3 de 10 casos)", "/x/indicators/satisfaction")
    told_by_house = {"on_time_cases": figure, "satisfaction": few}
    bring = improvement_handlers(lambda _town: told_by_house)["improvement:questionnaire"]
    filled = bring(Work(1, 2, "improvement:questionnaire", {}, {}, "key", 1))
    assert isinstance(filled, Done)
    asked = [row for area in filled.result["areas"] for row in area["preguntas"]]
    known_rows = [row for row in asked if row["cifra"]]
    assert [row.get("medida") for row in known_rows] == [Decimal("87.04"), None]
    assert known_rows[0]["evidencia"].endswith("(141 de 162), /x/indicators/on_time_cases")
    assert "dato insuficiente" in known_rows[1]["cifra"]
    assert isinstance(done("improvement:score", version="1999", answers=[]), Incident)
    assert isinstance(done("improvement:score", version="2026-1", answers="no"), Incident)


def test_scores_come_back_from_the_data_of_a_case_as_they_were() -> None:
    row = {"codigo": "finanzas.vision.1", "nivel": "75", "evidencia": "Acta"}
    found = score(ASKED, answers_of([row]))
    assert scores_from(told(ASKED, found)).cells == found.cells


def test_what_is_not_borne_out_counts_as_0_also_that_it_does_not_apply() -> None:
    excused = {"codigo": "recaudo.eficiencia.3", "no_aplica": True}
    assert answer_of(excused) == Answer(applies=False)
    refused = answer_of({**excused, "veredicto": "no_acreditada"})
    assert (refused.applies, refused.value) == (True, Decimal(0))
    assert answer_of({"nivel": "mucho"}).value is None
    assert answer_of({"cumple": "si", "evidencia": True}) == Answer(Decimal(100), evidence="sí")
