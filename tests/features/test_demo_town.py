"""The demo town is made by the real verbs, looks alive on any day, and is made only once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from engine.calendar import Calendar
from engine.clock import MovableClock
from engine.history.verify import verify_all
from engine.identity import SignedIn, sign_in
from engine.installation import Installation
from engine.letters.verifying import verify
from engine.publishing.following import publish
from processes.demo import Loaded, load_demo
from processes.demo.collected import code_of
from processes.demo.filings import filings
from processes.demo.initiatives import initiatives
from processes.demo.land import land_filings
from processes.demo.owners import AUSANGATE, ELSA, FORTUNATO, HILDA, NAMED, SATURNINO
from processes.demo.participation import consultations, proposals
from processes.demo.purchases import purchases
from processes.demo.tambo_real import PASSWORD, PEOPLE
from processes.demo.taxed import taxed
from processes.demo.yearly import plans
from processes.improvement.rounds import rounds_of
from processes.procurement.ocds.plan import plan_publisher_of
from processes.procurement.ocds.publishing import publisher_of
from processes.taxes.collecting import account_today
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.queries.case_lists import list_cases
from storage.queries.casefile import links_of_case
from storage.queries.cases import CaseRow
from storage.queries.deadlines import deadlines_of_case
from storage.queries.dues import debts_of_taxpayer
from storage.queries.history import events_of_case
from storage.queries.incidents import attempts_of_job, incidents_of
from storage.queries.letters import letters_of_case
from storage.queries.payments import orders_in_state
from storage.queries.plans import ItemState, items_of_plan, plan_of, years_of_plans
from storage.queries.releases import records_of, releases_of_case
from storage.queries.tasks import TaskDetail, tasks_of_case
from storage.queries.tax_agreements import agreements_of_taxpayer
from storage.queries.tax_runs import runs_of
from storage.queries.taxes import taxpayer_by_document
from storage.tables.dues import Stage
from storage.tables.payments import OrderState
from tests.features.contract_steps import ALWAYS
from tests.ocds import PLACE, merger

TODAY = date(2026, 11, 24)
MATTERS = (
    *purchases(),
    *filings(),
    *land_filings(),
    *initiatives(),
    *proposals(),
    *consultations(),
    *taxed(Calendar(), TODAY),
    *plans(Calendar(), TODAY),
)
ACTS = sum(1 + len(one.acts) for one in MATTERS)
BY_CAMPAIGNS = 11
"""Cases of valores and reminders of whom the story tells nothing more."""
CASES = len(MATTERS) + sum(len(one.along) for one in filings()) + 1 + BY_CAMPAIGNS
FIRST_ROUND = "Diagnóstico migestion, primera ronda"
MORNING = datetime(2026, 11, 24, 13, tzinfo=UTC)


@pytest.fixture(scope="module")
def installation(
    module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """An installation on the morning of the demo; the tests of this module only read it."""
    folder = FolderStore(tmp_path_factory.mktemp("documents"))
    return Installation(module_database, folder, clock=MovableClock(MORNING))


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    """The progress that loading told."""
    return []


@pytest.fixture(scope="module")
def loaded(installation: Installation, told: list[tuple[int, int]]) -> Loaded:
    """The demo, loaded once for each kind of database."""
    told.clear()
    return load_demo(
        installation, today=TODAY, progress=lambda _what, done, all_: told.append((done, all_))
    )


def cases_of(installation: Installation, loaded: Loaded) -> tuple[CaseRow, ...]:
    """Every case of the town, in the order of the numbers."""
    with installation.database.read(loaded.municipality_id) as connection:
        found = list_cases(connection, loaded.municipality_id, limit=400)
    return tuple(sorted(found, key=lambda one: one.number))


def purchases_of(installation: Installation, loaded: Loaded) -> list[CaseRow]:
    """Those cases of the town that are purchases."""
    return [one for one in cases_of(installation, loaded) if one.process_key == "compra"]


def open_tasks(installation: Installation, loaded: Loaded) -> Iterator[tuple[CaseRow, TaskDetail]]:
    """What waits for people in the whole town."""
    for case in cases_of(installation, loaded):
        with installation.database.read(loaded.municipality_id) as connection:
            for task in tasks_of_case(connection, loaded.municipality_id, case.id, open_only=True):
                yield case, task


def test_the_town_stands_as_its_story_says(installation: Installation, loaded: Loaded) -> None:
    cases = purchases_of(installation, loaded)
    assert [case.number for case in cases] == [f"CON-2026-{n:04d}" for n in range(1, 21)]
    assert {case.title for case in cases} == {one.what for one in purchases()}
    assert [case.state for case in cases].count("suspended") == 1
    assert sorted(case.outcome or "" for case in cases if case.state == "completed") == [
        "Desierto",
        "Pagado",
        "Pagado",
    ]
    waiting = {
        (case.number, task.element_key)
        for case, task in open_tasks(installation, loaded)
        if case.process_key == "compra" and task.element_key not in ALWAYS
    }
    assert waiting == {
        ("CON-2026-0003", "dar_conformidad"),
        ("CON-2026-0003", "recibir_bienes"),
        ("CON-2026-0005", "recibir_documentos"),
        ("CON-2026-0005", "recibir_bienes"),
        ("CON-2026-0005", "resolver_apelacion"),
        ("CON-2026-0006", "recibir_documentos"),
        ("CON-2026-0007", "apelar"),
        ("CON-2026-0008", "liquidar"),
        ("CON-2026-0009", "pagar"),
        ("CON-2026-0010", "evaluar"),
        ("CON-2026-0010", "recusar"),
        ("CON-2026-0011", "presentar_oferta"),
        ("CON-2026-0012", "absolver_consultas"),
        ("CON-2026-0013", "recibir_bienes"),
        ("CON-2026-0014", "consultar"),
        ("CON-2026-0015", "firmar_orden"),
        ("CON-2026-0016", "invitacion_convocar"),
        ("CON-2026-0017", "aprobar_expediente"),
        ("CON-2026-0018", "certificar"),
        ("CON-2026-0019", "estudio_mercado"),
        ("CON-2026-0020", "requerimiento"),
    }


def test_the_two_rounds_come_to_the_figures_of_the_strategy(
    installation: Installation, loaded: Loaded
) -> None:
    with installation.database.read(loaded.municipality_id) as connection:
        found = rounds_of(installation, connection, loaded.municipality_id)
    told = [(each.scores.x, each.scores.y, each.scores.band) for each in found]
    assert told == [
        (Decimal("36.00"), Decimal("61.67"), "Medio"),
        (Decimal("70.00"), Decimal("80.00"), "Medio-Alto"),
    ]


def test_three_tasks_are_overdue_and_three_evaluators_hold_theirs(
    installation: Installation, loaded: Loaded
) -> None:
    waiting = [
        (case, task)
        for case, task in open_tasks(installation, loaded)
        if case.process_key == "compra"
    ]
    overdue = [task.element_key for _, task in waiting if task.due_at and task.due_at < MORNING]
    assert sorted(overdue) == ["dar_conformidad", "recibir_bienes", "recibir_documentos"]
    evaluators = [task.assignee_name for _, task in waiting if task.element_key == "evaluar"]
    assert sorted(name or "" for name in evaluators) == ["Ana Mamani", "Elmer Rojas", "Marta Poma"]


def test_nothing_happened_in_the_future_and_every_history_is_whole(
    installation: Installation, loaded: Loaded
) -> None:
    found = verify_all(installation, municipality_id=loaded.municipality_id)
    assert (found.checked, found.faults) == (CASES, ())
    assert max(case.opened_at for case in cases_of(installation, loaded)) < MORNING


def test_a_window_of_the_law_is_open_for_appeals_and_enquiries(
    installation: Installation, loaded: Loaded
) -> None:
    titles = set()
    for case in purchases_of(installation, loaded):
        with installation.database.read(loaded.municipality_id) as connection:
            terms = deadlines_of_case(connection, loaded.municipality_id, case.id, open_only=True)
        titles |= {term.title for term in terms if term.due_on >= TODAY}
    assert titles == {
        "Documentos para el contrato",
        "Plazo de apelación",
        "Plazo de consultas y observaciones",
        "Plazo de entrega",
        "Plazo de pago",
        "Plazo para resolver la apelación",
        "Plazo máximo de pago",
        "Presentación de ofertas",
        "Vigencia de la garantía",
    }


def test_what_citizens_filed_stands_in_every_light(
    installation: Installation, loaded: Loaded
) -> None:
    cases = {one.title: one for one in cases_of(installation, loaded)}
    assert {one.what for one in filings()} <= set(cases)
    ends = {one.outcome for one in cases.values() if one.number.startswith("LIC-")}
    assert ends == {None, "Licencia otorgada", "Aprobada por silencio"}
    states = set()
    calendar = Calendar()
    for one in filings():
        case = cases[one.what]
        with installation.database.read(loaded.municipality_id) as connection:
            rows = deadlines_of_case(connection, loaded.municipality_id, case.id)
        for row in rows:
            if row.state == "open" and row.title in ("Plazo para resolver", "Silencio positivo"):
                used = (
                    "stopped"
                    if row.paused_on
                    else calendar.business_days_between(TODAY, row.due_on)
                )
                states.add(used if isinstance(used, str) else used > 1)
    assert states == {"stopped", True, False}


def test_fees_were_paid_at_the_till_and_two_wait_besides_the_tax_on_a_sale(
    installation: Installation, loaded: Loaded
) -> None:
    town = loaded.municipality_id
    with installation.database.read(town) as connection:
        paid = orders_in_state(connection, town, OrderState.PAID, limit=40)
        owed = orders_in_state(connection, town, OrderState.PENDING, limit=9)
    assert {each.case_title: each.amount for each in paid} == {
        "Bodega San Juan, Jr. Unión": Decimal("82.50"),
        "Discoteca El Sol, Av. Cusco": Decimal("220.00"),
        "Grifo Zurite, Carretera a Anta": Decimal("330.00"),
        "Hospedaje Ancashmayo, Jr. Comercio": Decimal("220.00"),
        "Carpintería Huaypo, Calle Nueva": Decimal("220.00"),
        "Modalidad B, Vivienda de tres pisos": Decimal("275.00"),
        "Copia de acta de matrimonio, Rufina Condori Puma": Decimal("16.50"),
        "Transferencia: compraventa del predio 01-001-001": Decimal("44.00"),
        "Certificado catastral del predio 01-001-004": Decimal("33.00"),
        "Subdivisión de 01-035-007": Decimal("82.50"),
        "Pago de tributos del contribuyente 000007": Decimal("170.00"),
        "Pago de tributos del contribuyente 000010": Decimal("64.36"),
        "Pago de tributos del contribuyente 000011": Decimal("50.00"),
        "Pago de tributos del contribuyente 000012": Decimal("71.67"),
    }
    assert {each.case_title: each.amount for each in owed} == {
        "Panadería El Trigal, Calle Espinar": Decimal("82.50"),
        "Alcabala del predio 01-046-001: Hancco Puma, Edith": Decimal("2550.00"),
        "Copia de acta de nacimiento, Juan Ccori Quispe": Decimal("33.00"),
    }


def test_silence_approved_a_licence_with_its_certificate_and_nobody(
    installation: Installation, loaded: Loaded
) -> None:
    town = loaded.municipality_id
    (case,) = [
        one for one in cases_of(installation, loaded) if one.outcome == "Aprobada por silencio"
    ]
    with installation.database.read(town) as connection:
        (letter,) = letters_of_case(connection, town, case.id)
        events = events_of_case(connection, town, case.id)
    assert (letter.kind, letter.signed_by) == ("constancia_silencio", None)
    assert "{{" not in letter.body
    last = max(one.at for one in events if one.person_id is not None)
    assert letter.signed_at is not None
    assert last < letter.signed_at  # nobody acted after the counter received it
    assert verify(installation, town, letter.code or "") is not None


def test_a_notice_could_not_be_sent_and_waits_for_a_person(
    installation: Installation, loaded: Loaded
) -> None:
    town = loaded.municipality_id
    with installation.database.read(town) as connection:
        failed = incidents_of(connection, town)
        assert [(one.number, one.element_key) for one in failed] == [("COM-2026-0001", "enviar")]
        tried = attempts_of_job(connection, town, failed[0].job_id or 0)
    assert [one.reason for one in tried] == ["El servidor de correo no atendió."] * 3
    assert failed[0].raised_at < MORNING


def test_each_of_the_accounts_signs_in(installation: Installation, loaded: Loaded) -> None:
    for one in PEOPLE:
        answer = sign_in(installation, loaded.municipality_id, one.email, PASSWORD)
        assert isinstance(answer, SignedIn), (one.key, answer)
        assert answer.actor.roles == frozenset(one.roles)


def test_the_second_time_nothing_is_done(installation: Installation, loaded: Loaded) -> None:
    again = load_demo(installation, today=TODAY)
    assert again == Loaded(loaded.municipality_id, 0, 0, already=True)
    assert len(cases_of(installation, loaded)) == CASES


def test_progress_is_told_to_the_end(loaded: Loaded, told: list[tuple[int, int]]) -> None:
    assert told == [(n, loaded.acts) for n in range(1, loaded.acts + 1)]


def test_the_story_holds_over_new_year_and_on_a_weekend(sqlite_url: str, tmp_path: Path) -> None:
    today = date(2027, 1, 2)
    noon = datetime(2027, 1, 2, 17, tzinfo=UTC)
    database = Database(sqlite_url)
    installation = Installation(database, FolderStore(tmp_path), clock=MovableClock(noon))
    loaded = load_demo(installation, today=today)
    numbers = [case.number for case in purchases_of(installation, loaded)]
    database.close()
    assert (numbers[0], len(numbers)) == ("CON-2026-0001", 20)


def test_a_loading_that_was_cut_off_goes_on_where_it_stopped(
    sqlite_url: str, tmp_path: Path
) -> None:
    class PowerCut(Exception):
        """The machine went off."""

    def cut(_what: str, done: int, _all: int) -> None:
        if done == 40:
            raise PowerCut

    database = Database(sqlite_url)
    installation = Installation(database, FolderStore(tmp_path), clock=MovableClock(MORNING))
    with pytest.raises(PowerCut):
        load_demo(installation, today=TODAY, progress=cut)
    later = load_demo(installation, today=date(2026, 11, 27))
    assert (later.acts + 40, later.already) == (ACTS, False)
    waiting = {
        task.element_key
        for case, task in open_tasks(installation, later)
        if case.process_key == "compra"
    }
    filed = {one.title for one in cases_of(installation, later)}
    numbers = [case.number for case in purchases_of(installation, later)]
    again = load_demo(installation, today=TODAY)
    database.close()
    assert len(waiting - ALWAYS) == 18
    assert {one.what for one in filings()} <= filed
    assert numbers == [f"CON-2026-{n:04d}" for n in range(1, 21)]
    assert again.already


def test_the_purchases_of_the_demo_are_published(
    installation: Installation, loaded: Loaded
) -> None:
    publishers = {"ocds": publisher_of(PLACE), "ocds_plan": plan_publisher_of(PLACE)}
    while publish(installation, publishers):
        pass
    with installation.database.read(loaded.municipality_id) as connection:
        records = records_of(connection, loaded.municipality_id, limit=400)
        for row in records:
            releases = releases_of_case(connection, loaded.municipality_id, row.case_id)
            told = [json.loads(each.body) for each in releases]
            assert merger().create_compiled_release(told) == json.loads(row.body)
    planned = sum(any(act.step == "certificar" for act in one.acts) for one in purchases())
    assert len(records) - 2 == planned >= 16
    assert {row.status for row in records} >= {
        "planned",
        "active",
        "awarded",
        "contracted",
        "closed",
        "plan",
    }
    with installation.database.read(loaded.municipality_id) as connection:
        town = loaded.municipality_id
        years = years_of_plans(connection, town)
        held = [plan_of(connection, town, year) for year in years]
        items = items_of_plan(connection, town, TODAY.year)
    assert [len(each.versions) for each in held if each] == [2, 1]
    linked = [row for row in items if row.purchases]
    assert (len(items) >= 25, len(linked) >= 15) == (True, True)
    states = {row.state for row in items}
    assert states == set(ItemState)


def test_two_tax_years_stand_with_what_was_done_about_those_who_did_not_pay(
    installation: Installation, loaded: Loaded
) -> None:
    town = loaded.municipality_id
    with installation.database.read(town) as connection:
        runs = runs_of(connection, town)
        rows = {each: taxpayer_by_document(connection, town, each.document) for each in NAMED}
        ids = {each: row.id for each, row in rows.items() if row is not None}
        accounts = {
            each: account_today(installation, connection, town, ids[each], TODAY) for each in ids
        }
        (agreed,) = agreements_of_taxpayer(connection, town, ids[FORTUNATO])
        debts = {each: debts_of_taxpayer(connection, town, ids[each]) for each in ids}
    assert {each: row.code for each, row in rows.items() if row} == {
        each: code_of(each) for each in NAMED
    }
    assert [(run.year, run.state) for run, _ in runs] == [(2026, "issued"), (2025, "issued")]
    assert accounts[HILDA].credit > 0
    assert (accounts[ELSA].total, agreed.lost_on) == (0, None)
    stages = {each: {debt.stage for debt in debts[each]} for each in (AUSANGATE, SATURNINO)}
    assert all(Stage.COERCIVE in found for found in stages.values())
    ends = {one.title: one.outcome for one in cases_of(installation, loaded)}
    assert ends["Recordatorio: cuotas vencidas de 2026"] == "Campaña enviada"


def test_the_plan_is_bound_to_the_round_that_it_follows_from(
    installation: Installation, loaded: Loaded
) -> None:
    cases = {one.title: one for one in cases_of(installation, loaded)}
    plan, first = cases["Plan de mejora: hoja de ruta"], cases[FIRST_ROUND]
    with installation.database.read(loaded.municipality_id) as connection:
        linked = links_of_case(connection, loaded.municipality_id, plan.id)
    assert first.number in {each.number for each in linked}
