"""The year of the property tax: taken, computed, reviewed, approved, issued once, and taken up
again where it was killed. On SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from decimal import Decimal

import pytest

from processes.taxes import running
from processes.taxes.assessing import Benefit, Floor, Made
from processes.taxes.lines import LineKind, read
from processes.taxes.running import Overtaken, YearIssued, compute, differs, issue, take
from processes.taxes.values import Published, bring_values, missing_for
from storage.queries.tax_runs import (
    assessments_of_taxpayer,
    run_by_id,
    to_review,
    totals_of_run,
)
from storage.queries.taxes import account_of
from storage.tables.tax_values import ValueKind
from storage.writes.taxes import move_run
from tests.taxes import account, begins_run, decides, declares, issues, run_of
from tests.town import Town

D = Decimal


def test_a_year_goes_from_the_register_to_the_accounts(hall: Town) -> None:
    town = hall.municipality_id
    big = declares(hall, "1", "400000")
    declares(hall, "1", "50000", code="P-1b")
    declares(hall, "2", "300000", benefit=Benefit("pensionista", only_home=True, income=D(900)))
    later = declares(hall, "3", "120000", from_on=date(2026, 1, 2))
    exempt = declares(hall, "4", "900000", exempt="entidad religiosa")
    wrong = declares(hall, "5", "1000", use="castillo")
    sold = declares(hall, "6", "82500")
    declares(hall, "6", "82500", code="P-6", from_on=date(2026, 1, 1), share=D(50))
    case_id = begins_run(hall)
    assert hall.steps(case_id) == ["revisar"]
    run = run_of(hall, case_id)
    assert (run.state, run.taken, run.parcels) == ("assessed", 5, 6)
    totals = hall.reads(lambda c: totals_of_run(c, town, run.id))
    assert (totals.assessed, totals.failed, totals.review) == (4, 1, 1)
    assert (totals.tax, totals.emission) == (285000 + 5000 + 8250, 3 * 2200)
    elsewhere = hall.reads(lambda c: totals_of_run(c, town + 1, run.id))
    assert set(astuple(elsewhere)) == {0}
    [(row, code, _)] = hall.reads(lambda c: to_review(c, town, run.id))
    assert (code, row.state) == (wrong.code, "failed")
    assert "P-5" in row.why
    assert hall.reads(lambda c: account_of(c, town, big.id)) == ()
    decides(hall, "nora", case_id, "revisar", {"decision_revision": "recalcular"})
    again = run_of(hall, case_id)
    assert (again.id != run.id, again.taken, hall.steps(case_id)) == (True, 5, ["revisar"])
    issues(hall, case_id)
    assert hall.steps(case_id) == ["distribuir"]
    run = run_of(hall, case_id)
    assert (run.state, run.issued) == ("issued", 4)
    [(issued, year)] = hall.reads(lambda c: assessments_of_taxpayer(c, town, big.id))
    assert (issued.number, year, issued.tax) == ("2026-000001", 2026, 285000)
    ledger = hall.reads(lambda c: account_of(c, town, big.id))
    told = [(each.concept, each.instalment, each.cents, str(each.due_on)) for each in ledger]
    assert sorted(told) == [
        ("emision", 0, 2200, "2026-02-27"),
        ("predial", 1, 71250, "2026-02-27"),
        ("predial", 2, 71250, "2026-05-29"),
        ("predial", 3, 71250, "2026-08-31"),
        ("predial", 4, 71250, "2026-11-30"),
    ]
    for nothing in (exempt, later, wrong):
        assert account(hall, nothing.code, date(2026, 3, 2)).total == 0
    assert account(hall, sold.code, date(2026, 1, 1)).total == D("104.50")
    with pytest.raises(YearIssued):
        take(hall.installation, town, case_id, 2026)
    assert hall.verification().faults == ()


def test_a_run_that_is_killed_goes_on_where_it_stood(
    hall: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, house = hall.municipality_id, hall.installation
    monkeypatch.setattr(running, "CHUNK", 3)
    people = [declares(hall, f"{place:03d}", "82500") for place in range(10)]
    case_id = begins_run(hall)
    taken = take(house, town, case_id, 2026)

    def dies(done: int) -> None:
        if done >= 6:
            raise KeyboardInterrupt

    for act, state in ((compute, "taken"), (issue, "issuing")):
        with pytest.raises(KeyboardInterrupt):
            act(house, town, taken.id, dies)
        stands = hall.reads(lambda c: run_by_id(c, town, taken.id))
        assert stands is not None
        assert (stands.state, stands.cursor) == (state, people[5].id)
        act(house, town, taken.id)
        act(house, town, taken.id)
    run = run_of(hall, case_id)
    assert (run.state, run.issued) == ("issued", 10)
    numbers = []
    for who in people:
        [(row, _)] = hall.reads(lambda c, who=who: assessments_of_taxpayer(c, town, who.id))
        numbers.append(row.number)
        assert len(hall.reads(lambda c, who=who: account_of(c, town, who.id))) == 5
    assert numbers == [f"2026-{place:06d}" for place in range(1, 11)]


def test_of_two_who_do_a_run_one_loses_its_chunk(
    hall: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, house = hall.municipality_id, hall.installation
    declares(hall, "1", "82500")
    case_id = begins_run(hall)
    taken = take(house, town, case_id, 2026)
    real = running._write

    def other_first(*given: object) -> None:
        house.database.run(
            lambda c: move_run(c, town, taken.id, state="taken", cursor=0, to=1),
            municipality=town,
        )
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "_write", other_first)
    with pytest.raises(Overtaken):
        compute(house, town, taken.id)


def test_the_next_year_is_compared_with_what_was_issued(hall: Town) -> None:
    town = hall.municipality_id
    same, more = declares(hall, "1", "82500"), declares(hall, "2", "82500")
    issues(hall, begins_run(hall))
    declares(hall, "2", "120000", code="P-2", from_on=date(2026, 6, 1))
    hall.move_to(date(2027, 1, 4))
    run = run_of(hall, begins_run(hall, 2027))
    assert run.year == 2027
    [(row, code, _)] = hall.reads(lambda c: to_review(c, town, run.id))
    assert (code, row.before, row.tax) == (more.code, 16500, 39000)
    assert same.code != more.code
    assert [differs(100, now, D(30)) for now in (70, 69, 130, 131)] == [False, True, False, True]
    assert not differs(None, 10**6, D(30))
    assert differs(0, 1, D(30))


def test_a_run_values_what_was_named_by_the_tables_of_31_october_before(hall: Town) -> None:
    town, nora = hall.municipality_id, hall.person("nora")
    files = {
        ValueKind.LAND: b"zona,valor\nJr. Lima,250\n",
        ValueKind.UNIT: b"componente,categoria,valor\nmuros,C,700\ntechos,C,300\n",
        ValueKind.DEPRECIATION: b"uso,material,estado,hasta,porcentaje\ncasa,ladrillo,bueno,,10\n",
    }
    for kind, content in files.items():
        published = Published(kind, date(2025, 10, 30), "RM 412-2025-VIVIENDA")
        bring_values(hall.installation, nora, content, published)
    late = Published(ValueKind.LAND, date(2025, 11, 2), "RM 500-2025-VIVIENDA")
    bring_values(hall.installation, nora, b"zona,valor\nJr. Lima,999\nJr. Cusco,100\n", late)
    made = Made("CC-----", "ladrillo", "bueno", "casa", 2010)
    floors = (Floor(D(90), D(0), made=made),)
    named = declares(hall, "1", "0", land=D(120), zone="Jr. Lima", floors=floors)
    lacks = declares(hall, "2", "0", land=D(120), zone="Jr. Cusco")
    case_id = begins_run(hall)
    run = run_of(hall, case_id)
    issues(hall, case_id)
    [(row, _)] = hall.reads(lambda c: assessments_of_taxpayer(c, town, named.id))
    assert (row.value, row.tax) == (11100000, 33600)
    assert [each.kind for each in read(row.lines)][:3] == [
        LineKind.LAND, LineKind.FLOOR, LineKind.PARCEL,
    ]  # fmt: skip
    [(failed, code, _)] = hall.reads(lambda c: to_review(c, town, run.id))
    assert (code, failed.state) == (lacks.code, "failed")
    assert "arancel de «Jr. Cusco»" in failed.why
    assert hall.reads(lambda c: missing_for(c, town, 2026)) == ()
    assert hall.reads(lambda c: missing_for(c, town, 2025)) == ("land", "unit", "depreciation")
    assert hall.reads(lambda c: missing_for(c, town, 2027)) == ("unit",)
    assert hall.verification().faults == ()
