"""Every page of the demo's town: nothing for axe to find, nothing wider than the window, and its
picture for the documentation when CAUCE_SCREENSHOTS is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from engine.auditing.verifying import Asked, run_verifications
from engine.auditing.verifying import ask as verify
from engine.cases.incidents import Where, raise_plain_incident
from engine.cases.waits import BEGIN
from engine.identity import AUDITOR, Actor
from engine.identity.sessions import actor_for
from engine.notices.following import tell_people
from engine.operations import BatchKind, begin, run_batches
from engine.pictures.following import recount
from engine.retention.erasing import AskedToErase, ask_to_erase
from engine.tasks.holding import reassign
from engine.values import dumps
from processes.demo import load_demo
from processes.demo.tambo_real import DOMAIN, SLUG
from storage.database import WHOLE_INSTALLATION, Connection
from storage.jobs import enqueue, fail, take_due
from storage.queries.case_lists import list_cases
from storage.queries.cases import CaseRow
from storage.queries.documents import kept_versions
from storage.queries.identity import person_by_login
from storage.queries.inbox import Tab, open_tasks
from storage.queries.letters import EvidenceRow, SignatureRow
from storage.queries.municipalities import municipality_by_slug
from storage.queries.verifications import newest_verifications
from storage.tables.verifications import Scope
from storage.writes.letters import insert_evidence, insert_signatures
from tests.browser.axe import faults_on
from tests.browser.conftest import Site, at_nine
from tests.browser.sizes import page_width
from tests.browser.visiting import Visitor
from tests.ocds import publishes

pytestmark = pytest.mark.browser
TODAY = date(2026, 3, 30)
WIDTHS = (1280, 360)
FAILED = 3
"""The index of an element of the purchase that failed."""


@dataclass(frozen=True, slots=True)
class Look:
    """A page as somebody sees it; `who` is nobody for pages before signing in. The pictures of
    those that are `kept` belong to the documentation."""

    name: str
    who: str
    path: str
    kept: bool = False


LOOKS = (
    Look("01-ingreso", "", "sign-in", kept=True),
    Look("02-bandeja", "julia", "inbox", kept=True),
    Look("02-bandeja-rosa", "rosa", "inbox"),
    Look("02-bandeja-filtrada", "rosa", "inbox?text=nada"),
    Look("02-bandeja-guardadas", "rosa", "inbox/views"),
    Look(
        "02-bandeja-columnas",
        "rosa",
        "inbox?process=compra&sort=-amount&columns=amount,priority,fact%3AMétodo",
    ),
    Look("13-carga", "luis", "inbox/load"),
    Look("13-repartir", "luis", "load:"),
    Look("13-repartir-rol", "luis", "inbox/load/role/contrataciones"),
    Look("03-tarea", "rosa", "task:rosa", kept=True),
    Look("03-tarea-vencida", "julia", "task:julia"),
    Look("03-tarea-evaluar", "ana", "task:ana"),
    Look("04-expediente", "rosa", "case:Motobombas", kept=True),
    Look("04-expediente-evaluadores", "rosa", "case:Luminarias"),
    Look("04-expediente-terminado", "carmen", "case:Tubería"),
    Look("04-historia", "rosa", "events:Motobombas", kept=True),
    Look("15-origen", "luis", "processes/licencia_funcionamiento/workshop/origin"),
    Look("15-ajustes", "luis", "processes/licencia_funcionamiento/workshop/adjustments"),
    Look("03-sobre", "proveedor", "task:proveedor"),
    Look("04-apertura", "rosa", "file:Motobombas/openings"),
    Look("04-apertura-pendiente", "rosa", "file:Camioneta/openings"),
    Look("04-indice", "rosa", "file:Motobombas/index"),
    Look("04-documento-nuevo", "rosa", "file:Motobombas/documents/new"),
    Look("04-documento", "rosa", "document:Medicinas"),
    Look("04-alrededor", "rosa", "file:Motobombas/around"),
    Look("04-cartas", "rosa", "file:Motobombas/letters"),
    Look("04-archivo", "elmer", "archive"),
    Look("10-datos-personales", "elmer", "erasures"),
    Look("10-auditoria", "elena", "audit"),
    Look("10-auditoria-expediente", "elena", "audit/cases/CON-2026-0007"),
    Look("10-auditoria-pasos", "elena", "audit/cases/CON-2026-0007/replay"),
    Look("10-auditoria-verificacion", "elena", "audit/verifications"),
    Look("10-auditoria-senales", "elena", "audit/signs"),
    Look("10-auditoria-muestras", "elena", "audit/samples"),
    Look("10-auditoria-roles", "elena", "audit/separation"),
    Look("10-auditoria-exportar", "elena", "audit/exports"),
    Look("10-auditoria-lecturas", "elena", "audit/readings"),
    Look("16-verificar", "", "v"),
    Look("17-caja", "teo", "till"),
    Look("17-caja-cerrar", "teo", "till/closing"),
    Look("17-pagos", "carmen", "payments"),
    Look("19-contratos", "rosa", "contracts"),
    Look("20-catastro", "raul", "cadastre"),
    Look("21-tributos", "raul", "taxes"),
    Look("21-cuenta", "raul", "taxes/000002"),
    Look("21-emisiones", "raul", "taxes/runs"),
    Look("21-valores", "raul", "taxes/values?year=2026"),
    Look("20-predio", "raul", "cadastre/parcels/01-045-003"),
    Look("20-dibujo", "raul", "cadastre/drawings/SUB-2026-0001"),
    Look("20-catastro-archivos", "luis", "cadastre/files"),
    Look("20-hoja-de-ruta", "raul", "cadastre/inspections"),
    Look("19-garantias", "carmen", "contracts/guarantees"),
    Look("12-resultado", "hugo", "improvement"),
    Look("12-respuestas", "hugo", "improvement/answers"),
    Look("12-cuestionario", "hugo", "improvement/questionnaire?version=2027-1"),
    Look("12-plan", "hugo", "improvement/plan"),
    Look("12-experiencias", "hugo", "improvement/experiences"),
    Look("12-experiencia", "hugo", "improvement/experiences/new?process=plan_mejora"),
    Look("12-equipos", "luis", "municipality/teams"),
    Look("13-tablero", "hugo", "indicators"),
    Look("13-indicador", "hugo", "indicators/days_to_award"),
    Look("06-contratos", "", "open/contracts"),
    Look("19-plan", "rosa", "plan"),
    Look("06-plan", "", "open/plan"),
    Look("12-publico", "", "open/improvement"),
    Look("21-propuestas", "", "proposals"),
    Look("21-propuesta", "", "proposals/PRO-2026-0002"),
    Look("21-votaciones", "", "votes"),
    Look("21-votacion-terminada", "", "votes/VOT-2026-0001"),
    Look("21-votacion-abierta", "", "votes/VOT-2026-0002"),
    Look("21-como-votar", "", "votes/VOT-2026-0002/ballot"),
    Look("21-con-un-pase", "", "votes/VOT-2026-0002/booth"),
    Look("21-ventanilla", "sonia", "counter/participation"),
    Look("06-ventanilla", "", "", kept=True),
    Look("06-tramites", "", "services"),
    Look("06-tramites-buscar", "", "services?q=helicóptero"),
    Look("06-sus-datos", "", "data-protection"),
    Look("07-servicio", "", "services/licencia_funcionamiento", kept=True),
    Look("07-servicio-gratis", "", "services/via_publica"),
    Look("06-compras", "", "open/purchases"),
    Look("06-compra", "", "purchase:Motobombas"),
    Look("06-publicacion", "", "open/policy"),
    Look("06-datos", "", "open"),
    Look("06-datos-tabla", "", "open/v1/licences"),
    Look("06-raices", "", "open/roots"),
    Look("06-sello", "", "seal:"),
    Look("20-convocatorias", "", "suppliers"),
    Look("20-convocatoria", "", "call:Camioneta"),
    Look("20-convocatoria-terminada", "", "suppliers/calls/CON-2026-0001"),
    Look("20-registro", "rosa", "supplier-register"),
    Look("20-proveedor", "rosa", "supplier:Suministros"),
    Look("20-registrar", "rosa", "supplier-register/new"),
    Look("20-importar", "rosa", "supplier-register/import"),
    Look("20-quien-pide", "rosa", "supplier-register/requests"),
    Look("07-juntos", "", "together/abrir_tienda", kept=True),
    Look("05-juntos", "sonia", "counter/together/abrir_tienda"),
    Look("08-solicitud", "", "services/licencia_funcionamiento/apply"),
    Look("09-seguir", "", "tracking"),
    Look("09-cuenta", "", "citizen"),
    Look("09-cuenta-nueva", "", "citizen/sign-up"),
    Look("09-cuenta-con-codigo", "", "citizen/sign-up/1"),
    Look("09-por-donde-ingreso", "rosa", "joined"),
    Look("01-ingreso-con-codigo", "rosa", "second-factor"),
    Look("01-sesiones", "rosa", "sessions"),
    Look("16-ingreso-con-codigo", "luis", "people/codes"),
    Look("09-clave-olvidada", "", "citizen/forgotten"),
    Look("09-otra-clave", "", "citizen/forgotten/1"),
    Look("09-otro-equipo", "", "citizen/go-on"),
    Look("05-iniciar", "julia", "start", kept=True),
    Look("05-iniciar-formulario", "julia", "start/compra", kept=True),
    Look("05-otro-equipo", "rosa", "task:rosa/elsewhere"),
    Look("05-seguir-con-un-codigo", "rosa", "go-on"),
    Look("06-expedientes", "rosa", "cases", kept=True),
    Look("07-procesos", "rosa", "processes", kept=True),
    Look("73-revision-de-procesos", "rosa", "findings"),
    Look("08-proceso", "rosa", "processes/compra", kept=True),
    Look("08-vencimientos", "rosa", "deadlines", kept=True),
    Look("08-plazo", "rosa", "term:", kept=True),
    Look("08-calendario", "luis", "calendar", kept=True),
    Look("08-decreto", "luis", "calendar/decree"),
    Look("09-no-encontrado", "rosa", "cases/CON-2026-9999"),
    Look("15-incidencias", "luis", "incidents", kept=True),
    Look("15-incidencia", "luis", "incident:", kept=True),
    Look("15-lotes", "luis", "batches"),
    Look("15-lote", "luis", "batch:", kept=True),
    Look("15-donde-estan", "luis", "processes/compra/standing?element=presentar_oferta"),
    Look("15-tiempos", "luis", "processes/compra/pictures?months=24"),
    Look("15-suspendido", "luis", "case:Llantas", kept=True),
    Look("15-reanudar", "luis", "act:Llantas/Reanudar"),
    Look("15-suspender", "luis", "act:Motobombas/Suspender", kept=True),
    Look("16-personas", "luis", "people", kept=True),
    Look("16-persona", "luis", "person:Rosa", kept=True),
    Look("16-agregar-persona", "luis", "people/new"),
    Look("16-cerrar-acceso", "luis", "person:Rosa/leaving"),
    Look("16-municipalidad", "luis", "municipality", kept=True),
    Look("16-catalogo", "luis", "municipality/catalogue"),
    Look("16-tramites", "luis", "municipality/services"),
    Look("16-tramite", "luis", "municipality/services/licencia_funcionamiento"),
    Look("16-clave", "rosa", "password"),
    Look("16-teclas", "luis", "keys"),
    Look("17-avisos", "rosa", "notices", kept=True),
    Look("17-avisos-elegir", "rosa", "notices/choices", kept=True),
    Look("18-notificar", "rosa", "notify:Motobombas"),
    Look("17-avisos-palabras", "luis", "municipality/notices"),
    Look("17-avisos-escribir", "luis", "municipality/notices/notice/es"),
    Look("15-mover", "luis", "move:Motobombas", kept=True),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> Iterator[Site]:
    """Tambo Real with its fifteen purchases, on a Monday in March."""
    folder = tmp_path_factory.mktemp("demo")
    path = folder / "cauce.db"
    path.write_bytes(_sqlite_template.read_bytes())
    site = Site(folder, f"sqlite:///{path}", day=TODAY, furnished=False)
    load_demo(site.installation, today=TODAY)
    operate(site)
    site.begin()
    yield site
    site.end()


def operate(site: Site) -> None:
    """Something failed in two purchases, and a batch has been done upon some."""
    luis = person_of(site, "luis")
    cases = list_in_state(site, luis, "open")
    for case in cases[:2]:
        message = "El servidor de correo no responde: no se pudo avisar al proveedor."
        raise_plain_incident(
            site.installation, luis, message, Where(case_id=case.id), element=FAILED
        )
    site.installation.database.run(
        partial(left_unopened, town=luis.municipality_id), municipality=luis.municipality_id
    )
    site.installation.database.run(
        partial(signed_documents, town=luis.municipality_id), municipality=luis.municipality_id
    )
    ended = list_in_state(site, luis, "completed")[0]
    asked = AskedToErase(ended.number, "Rosa Quispe", "Resolución 031-2026", "Ley 29733, art. 20")
    assert isinstance(ask_to_erase(site.installation, luis, asked), int)
    verify(site.installation, replace(luis, roles=frozenset({AUDITOR})), Asked(Scope.ALL))
    run_verifications(site.installation)
    begin(
        site.installation,
        luis,
        BatchKind.RESUME,
        [case.id for case in cases],
        reason="Fin del inventario",
    )
    run_batches(site.installation)
    hand_over_something(site, luis)
    recount(site.installation, luis.municipality_id)
    tell_people(site.installation)
    publishes(site)


def list_in_state(site: Site, luis: Actor, state: str) -> Sequence[CaseRow]:
    """The newest cases that are so."""
    with site.installation.database.read(luis.municipality_id) as connection:
        return list_cases(connection, luis.municipality_id, state=state, limit=3)


def hand_over_something(site: Site, luis: Actor) -> None:
    """The operator gives Rosa a free task of her role: she has a notice."""
    rosa = person_of(site, "rosa")
    town = rosa.municipality_id
    with site.installation.database.read(town) as connection:
        free = open_tasks(
            connection,
            town,
            people=rosa.people,
            roles=rosa.roles,
            now=site.installation.clock.now(),
            tab=Tab.FREE,
        )
    reassign(site.installation, luis, free[0].task_id, rosa.person_id or 0, "Reparto del día")


def left_unopened(connection: Connection, *, town: int) -> None:
    """A signal should have opened a purchase, and its first step failed."""
    headers = {"process": "compra", "kind": "signal", "name": "emergencia", "key": "alarma-1"}
    text = dumps({"headers": headers, "payload": {}})
    enqueue(connection, town, job_id=77, kind=BEGIN, payload=text, run_at=at_nine(TODAY))
    [job] = take_due(
        connection, now=at_nine(TODAY), limit=1, lock_for=timedelta(minutes=1), kinds=[BEGIN]
    )
    reason = "El temporizador no sirve: se esperaba una duración como P5D, y se encontró «5»."
    fail(connection, job, at=at_nine(TODAY), error=reason)


def signed_documents(connection: Connection, *, town: int) -> None:
    """Somebody's signature was found in every document, and judged by a list and an answer."""
    address = "http://crl.reniec.gob.pe/crl/sha2/una-lista-de-revocados-con-nombre-largo-2026.crl"
    found = kept_versions(connection, town)
    for each in found:
        key, at = (each.document_id, each.version), at_nine(TODAY)
        row = SignatureRow(*key, 1, "VARGAS PAZ LUIS", "ECEP-RENIEC", at, 1, 1, 1)
        kept = [EvidenceRow(*key, 1, 1, "crl", address, b"list", at)]
        kept.append(EvidenceRow(*key, 1, 2, "ocsp", "http://ocsp.reniec.gob.pe", b"good", at))
        insert_signatures(connection, town, [row])
        insert_evidence(connection, town, kept)


def person_of(site: Site, key: str) -> Actor:
    """Somebody of the demo, with the roles that they have."""
    with site.installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, SLUG)
        assert town is not None
        found = person_by_login(connection, town.id, f"{key}@{DOMAIN}")
        assert found is not None
        actor = actor_for(site.installation, connection, town.id, found)
    assert actor is not None
    return actor


@pytest.fixture
def looker(chromium: Browser, demo: Site) -> Iterator[Visitor]:
    with chromium.new_context(viewport={"width": 1280, "height": 860}, locale="es-PE") as context:
        someone = Visitor(context.new_page(), demo)
        yield someone
        assert someone.faults == []


@pytest.mark.parametrize("look", LOOKS, ids=[look.name for look in LOOKS])
def test_a_page_is_accessible_and_fits_wide_and_narrow(looker: Visitor, look: Look) -> None:
    if look.who:
        looker.returns(look.who)
    opens(looker, look.path)
    for width in WIDTHS:
        looker.page.set_viewport_size({"width": width, "height": 860})
        looker.page.wait_for_load_state("networkidle")
        assert page_width(looker.page) <= width
        assert faults_on(looker.page) == []
    looker.page.set_viewport_size({"width": 1280, "height": 860})
    if look.kept:
        looker.pictures(look.name)


def test_the_forms_errors_are_accessible_and_take_the_focus(looker: Visitor) -> None:
    looker.returns("rosa")
    opens(looker, "task:rosa")
    looker.page.locator(".work-foot .button-primary").click()
    looker.page.wait_for_selector("#error-summary")
    assert looker.page.title().startswith("Error: ")
    assert looker.page.evaluate("document.activeElement.id") == "error-summary"
    assert faults_on(looker.page) == []
    looker.pictures("03-tarea-errores")


def test_a_wrong_password_is_told_over_the_fields(looker: Visitor) -> None:
    looker.opens("sign-in")
    looker.page.fill("#login", "rosa@tamboreal.example")
    looker.page.fill("#password", "otra")
    looker.page.get_by_role("button", name="Ingresar").click()
    looker.page.wait_for_selector("#refusal")
    assert "Le quedan 4 intentos." in looker.page.locator("#refusal").inner_text()
    assert faults_on(looker.page) == []


def test_taking_and_releasing_swap_only_the_row(looker: Visitor) -> None:
    looker.returns("rosa")
    opens(looker, "inbox?tab=free")
    row = looker.page.locator("tr.line").first
    looker.page.evaluate("window.stays = true")
    row.get_by_role("button", name="Tomar").click()
    row.get_by_text("Usted").wait_for()
    row.get_by_role("button", name="Soltar").click()
    row.get_by_role("button", name="Tomar").wait_for()
    assert looker.page.evaluate("window.stays") is True


def test_what_is_typed_saves_itself(looker: Visitor) -> None:
    looker.returns("julia")
    opens(looker, "task:julia")
    field = looker.page.locator(".part-body textarea, .part-body input[type=text]").first
    field.press_sequentially("Se guarda solo", delay=20)
    looker.page.locator("#saved-mark", has_text="Guardado a las").wait_for()
    looker.page.reload()
    assert field.input_value() == "Se guarda solo"


def opens(visitor: Visitor, path: str) -> None:
    """A path, or the first task of somebody, or a case by the beginning of its subject."""
    what, _, which = path.partition(":")
    if what == "task":
        visitor.opens("inbox")
        visitor.page.locator("a.row-link[href*='/tasks/']").first.click()
    elif what == "purchase":
        visitor.opens("open/purchases")
        visitor.page.locator("main li a", has_text=which).first.click()
    elif what in ("call", "supplier"):
        visitor.opens("suppliers" if what == "call" else f"supplier-register?q={which}")
        visitor.page.locator("main a", has_text=which).first.click()
    elif what == "seal":
        town = person_of(visitor.site, "luis").municipality_id
        with visitor.site.installation.database.read(town) as connection:
            [sealed] = newest_verifications(connection, town, limit=1)
        visitor.opens(f"open/seals/{sealed.hash}")
    elif what == "load":
        visitor.opens("inbox/load")
        visitor.page.locator("#load .cell-action a").first.click()
    elif what == "term":
        visitor.opens("deadlines")
        visitor.page.locator("a.row-link[href*='/deadlines/']").last.click()
    elif what in ("incident", "batch"):
        visitor.opens("incidents" if what == "incident" else "batches")
        visitor.page.locator("main a.row-link").first.click()
    elif what == "person":
        name, _, act = which.partition("/")
        visitor.opens("people")
        visitor.page.locator("a.row-link", has_text=name).first.click()
        if act:
            visitor.page.wait_for_load_state("networkidle")
            visitor.page.goto(f"{visitor.page.url}/{act}")
    elif which:
        case, _, act = which.partition("/")
        visitor.opens(f"cases?q={case}")
        visitor.page.locator("a.row-link[href*='/cases/']").first.click()
        if what == "act":
            visitor.page.locator(".menu summary", has_text="Acciones").click()
            visitor.page.get_by_role("link", name=act, exact=True).click()
        if what == "move":
            visitor.page.wait_for_load_state("networkidle")
            visitor.page.goto(f"{visitor.page.url}/move?to=certificar")
        if what == "file":
            visitor.page.wait_for_load_state("networkidle")
            visitor.page.goto(f"{visitor.page.url}/{act}")
        if what == "document":
            visitor.page.locator("#documents a.row-link").first.click()
        if what == "notify":
            visitor.page.wait_for_load_state("networkidle")
            visitor.page.goto(f"{visitor.page.url}/notifications")
        if what == "events":
            visitor.page.locator(".timeline-all a").click()
    else:
        visitor.opens(path)
    visitor.page.wait_for_load_state("networkidle")


def test_saving_by_itself_sends_no_file(looker: Visitor) -> None:
    looker.returns("julia")
    opens(looker, "task:julia")
    kinds: list[str] = []

    def heard(request: Request) -> None:
        if request.url.endswith("/draft"):
            kinds.append(request.headers.get("content-type", ""))

    looker.page.on("request", heard)
    paper = {"name": "acta.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 %%EOF"}
    looker.page.set_input_files("input[type=file] >> nth=0", paper)
    field = looker.page.locator(".part-body textarea, .part-body input[type=text]").first
    field.press_sequentially("Con archivo", delay=20)
    looker.page.locator("#saved-mark", has_text="Guardado a las").wait_for()
    assert kinds
    assert not any(kind.startswith("multipart/") for kind in kinds)
    looker.page.locator("a.brand").first.evaluate("link => delete document.forms[0].dataset.dirty")


def test_an_answer_calls_the_fields_that_depend_on_it(looker: Visitor) -> None:
    looker.returns("rosa")
    opens(looker, "task:rosa")
    guarantee = looker.page.locator('[name="numero_garantia"]')
    if looker.page.locator('[name="presento"]').count():
        assert guarantee.count() == 0
        looker.page.locator('[name="presento"][value="si"]').check(force=True)
        guarantee.wait_for(state="visible")
        assert looker.page.locator('[name="presento"][value="si"]').is_checked()
        looker.page.locator('[name="presento"][value="no"]').check(force=True)
        guarantee.wait_for(state="detached")


def test_disposing_shows_what_goes_and_is_accessible(looker: Visitor) -> None:
    """Eleven years later some purchases are due; the clock is put back for whoever comes next."""
    clock = looker.site.clock
    before = clock.now()
    clock.advance(timedelta(days=11 * 366))
    looker.enters("elmer")  # no session lasts so long
    opens(looker, "archive")
    looker.page.locator("input[name=case]").first.check()
    looker.page.get_by_role("button", name="Continuar con los marcados").click()
    for width in WIDTHS:
        looker.page.set_viewport_size({"width": width, "height": 860})
        assert page_width(looker.page) <= width
        assert faults_on(looker.page) == []
    looker.page.get_by_role("button", name="Eliminar 1 expediente").click()
    looker.page.wait_for_selector("#error-summary")
    assert faults_on(looker.page) == []
    clock.move(to=before)
