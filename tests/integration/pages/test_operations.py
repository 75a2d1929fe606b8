"""The pages of operators: incidents, batches, where cases stand, and the acts upon one case."""

from datetime import date

import pytest

from engine.bpmn import StepFailed
from engine.cases import suspend
from engine.messages import broadcast
from engine.operations import run_batches
from storage.queries.cases import incidents_of_case
from tests.diagrams import bundle, end, event, path, timer
from tests.hall import PERMIT_ASKED, Hall
from tests.town import PDF

CASE = "cases/PER-2026-0001"
SENTENCE = "//p[@id='status']"
REPORT = {"_document.informe": ("informe.pdf", PDF, "application/pdf")}
NOTHING_LEAKS = "La causa se lee después"


@pytest.fixture
def luis(hall: Hall) -> str:
    """The operator of the whole municipality."""
    hall.town.person("luis", "operador")
    return "luis"


@pytest.fixture
def failed(hall: Hall, review: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """The id of an incident: completing the review could not be run."""

    def fails(*_: object, **__: object) -> None:
        raise StepFailed("revisar", "El monto «doce» no es un número.")

    with monkeypatch.context() as patched:
        patched.setattr("engine.bpmn.complete", fails)
        hall.desk("rosa").sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    case_id = next(iter(hall.town.reads(lambda c: _cases(c, hall.town.municipality_id))))
    found = hall.town.reads(lambda c: incidents_of_case(c, hall.town.municipality_id, case_id))
    return found[0].id


def _cases(connection: object, municipality_id: int) -> list[int]:
    from storage.queries.case_lists import list_cases

    return [each.id for each in list_cases(connection, municipality_id)]  # type: ignore[arg-type]


def test_the_list_begins_with_a_sentence_and_leads_to_each_incident(
    hall: Hall, failed: int, luis: str
) -> None:
    desk = hall.desk(luis)
    page = desk.opens("incidents")
    assert page.one("//p[@class='beside']") == "1 paso falló y espera a una persona."
    assert page.all("//a[@class='row-link']") == ["Revisar pedido"]
    one = desk.opens(f"incidents/{failed}")
    assert (one.status, one.heading) == (200, "Revisar pedido")
    assert one.one("//p[@class='lead']") == "El monto «doce» no es un número."
    assert one.all("//li[@aria-current='step']/span/strong") == ["Revisar pedido"]


@pytest.mark.usefixtures("failed")
def test_filters_narrow_the_list(hall: Hall, luis: str) -> None:
    desk = hall.desk(luis)
    shown = {
        query: len(desk.opens(f"incidents?{query}").all("//a[@class='row-link']"))
        for query in ("kind=task", "kind=job", "process=permit", "process=other", "element=revisar")
    }
    assert shown == {
        "kind=task": 1,
        "kind=job": 0,
        "process=permit": 1,
        "process=other": 0,
        "element=revisar": 1,
    }


def test_one_is_tried_again_with_a_note_that_stays_in_the_history(
    hall: Hall, failed: int, luis: str
) -> None:
    desk = hall.desk(luis)
    answer = desk.sends(f"incidents/{failed}/retry", {"note": "Se corrigió el monto"})
    assert answer.status == 303
    again = desk.opens(f"incidents/{failed}")
    assert again.one("//p[@id='status']").startswith("Luis corrigió esta falla")
    assert desk.opens("incidents").all("//a[@class='row-link']") == []


def test_those_that_are_marked_are_tried_again_as_a_batch(
    hall: Hall, failed: int, luis: str
) -> None:
    desk = hall.desk(luis)
    page = desk.follows(desk.sends("incidents/retries", {"incident": [str(failed)]}))
    assert page.heading == "Reintentar 1 incidencia"
    assert page.one(SENTENCE) == "En curso: se hizo en 0 de 1; faltan 1."
    run_batches(hall.town.installation)
    done = desk.opens("batches")
    assert done.all("//a[@class='row-link']") == ["Reintentar 1 incidencia"]
    (href,) = done.tree.xpath("//a[@class='row-link']/@href")
    assert desk.opens(href).one(SENTENCE) == "Se hizo en los 1: no quedó ninguno por hacer."


@pytest.mark.usefixtures("failed")
def test_nothing_marked_is_told(hall: Hall, luis: str) -> None:
    desk = hall.desk(luis)
    page = desk.follows(desk.sends("incidents/retries", {}))
    assert page.one("//div[@class='toast']//p") == "Marque al menos una incidencia."


def test_a_case_is_suspended_and_resumed_with_a_reason(hall: Hall, review: int, luis: str) -> None:
    desk = hall.desk(luis)
    menu = desk.opens(CASE).all("//details[contains(@class,'menu')]//a")
    assert menu == [
        "Suspender",
        "Llevar a otra etapa",
        "Anular",
        "Personas, notas y expedientes",
        "Registrar una notificación",
        "Cartas y resoluciones",
    ]
    empty = desk.sends(f"{CASE}/suspension", {"reason": " "})
    assert (empty.status, empty.faults) == (422, ["Escriba el motivo, en menos de 2000 letras."])
    page = desk.follows(desk.sends(f"{CASE}/suspension", {"reason": "Medida cautelar"}))
    assert page.one(SENTENCE).startswith("Está suspendido desde el lunes 2 de marzo")
    assert "suspendió el expediente: Medida cautelar" in page.text.replace("</strong>", "")
    task = hall.desk("rosa").opens(f"tasks/{review}")
    assert "El expediente está suspendido" in task.text
    assert desk.opens("cases?state=suspended").all("//a[@class='row-link']") == ["PER-2026-0001"]
    desk.sends(f"{CASE}/resumption", {"reason": "Se levantó"})
    assert hall.town.steps(_only(hall)) == ["revisar"]
    assert (
        hall.desk("rosa").sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT).status
        == 303
    )


def _only(hall: Hall) -> int:
    return hall.town.reads(lambda c: _cases(c, hall.town.municipality_id))[0]


@pytest.mark.usefixtures("review")
def test_a_case_is_cancelled_on_a_page_of_its_own(hall: Hall, luis: str) -> None:
    desk = hall.desk(luis)
    assert desk.opens(f"{CASE}/cancellation").heading == "Anular el expediente"
    desk.sends(f"{CASE}/cancellation", {"reason": "Duplicado"})
    assert hall.town.case(_only(hall)).state == "cancelled"
    late = desk.sends(f"{CASE}/cancellation", {"reason": "otra vez"})
    assert (late.status, late.value("reason")) == (409, "otra vez")


def test_a_case_is_moved_after_a_preview(hall: Hall, review: int, luis: str) -> None:
    desk = hall.desk(luis)
    hall.desk("rosa").sends(f"tasks/{review}/completion", {"resultado": "si"}, REPORT)
    assert hall.town.steps(_only(hall)) == ["visitar"]
    seen = desk.opens(f"{CASE}/move?to=revisar")
    assert (seen.status, hall.town.steps(_only(hall))) == (200, ["visitar"])
    lines = seen.all("//section[@id='preview']//div[@class='halves']//li")
    assert "Empieza la tarea «Revisar pedido»" in " ".join(lines)
    fields = {
        name: seen.tree.xpath(f"//section[@id='preview']//input[@name='{name}']/@value")
        for name in ("to", "seen", "at")
    }
    answer = desk.sends(
        f"{CASE}/move", {**fields, "reason": "Vicio en la visita", "basis": "RA 45-2026"}
    )
    page = desk.follows(answer)
    assert hall.town.steps(_only(hall)) == ["revisar"]
    assert "Vicio en la visita · RA 45-2026" in page.text
    again = desk.sends(f"{CASE}/move", {**fields, "reason": "otra vez"})
    assert again.status == 409
    assert "cambió mientras usted miraba" in again.text


@pytest.mark.usefixtures("review")
def test_a_move_that_cannot_be_is_explained(hall: Hall, luis: str) -> None:
    page = hall.desk(luis).opens(f"{CASE}/move?to=nowhere")
    assert page.status == 409
    assert "el paso no existe en esta versión del proceso" in page.text


@pytest.mark.usefixtures("review", "failed")
def test_the_diagram_counts_the_cases_at_each_step_and_acts_on_those_marked(
    hall: Hall, luis: str
) -> None:
    hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    desk = hall.desk(luis)
    page = desk.opens("processes/permit/standing?element=revisar")
    cells = page.all("(//table)[1]//tbody//td")
    assert cells == ["Revisar pedido", "2", "1"]
    marked = page.tree.xpath("//input[@name='case']/@value")
    answer = desk.sends(
        "batches",
        {"act": "suspend", "case": marked, "reason": "Inventario", "process": "permit"},
    )
    assert desk.follows(answer).heading == "Suspender 2 expedientes"
    run_batches(hall.town.installation)
    assert hall.town.case(_only(hall)).state == "suspended"


@pytest.mark.usefixtures("review")
def test_a_batch_is_paused_resumed_and_cancelled(hall: Hall, luis: str) -> None:
    desk = hall.desk(luis)
    begun = desk.sends("batches", {"act": "suspend", "case": [str(_only(hall))], "reason": "x"})
    address = begun.location
    for act, word in (("pause", "En pausa"), ("resume", "En curso"), ("cancel", "Se canceló")):
        page = desk.follows(desk.sends(f"{address}/state", {"act": act}))
        assert page.one(SENTENCE).startswith(word)
    assert run_batches(hall.town.installation) == 0


@pytest.mark.parametrize(
    "path",
    ["incidents", "batches", f"{CASE}/suspension", f"{CASE}/move", "processes/permit/standing"],
)
@pytest.mark.usefixtures("review")
def test_these_pages_are_not_for_who_operates_nothing(hall: Hall, path: str) -> None:
    desk = hall.desk("rosa")
    assert desk.opens(path).status == 403
    assert "Incidencias" not in desk.opens("inbox").text


@pytest.mark.usefixtures("review")
def test_acts_of_who_operates_nothing_change_nothing(hall: Hall) -> None:
    desk = hall.desk("elmer")
    sent = [
        desk.sends(f"{CASE}/suspension", {"reason": "x"}).status,
        desk.sends(f"{CASE}/move", {"to": "visitar", "reason": "x"}).status,
        desk.sends("batches", {"act": "cancel", "case": [str(_only(hall))], "reason": "x"}).status,
    ]
    assert sent == [403, 403, 403]
    assert hall.town.case(_only(hall)).state == "open"


@pytest.mark.usefixtures("review")
def test_the_day_a_case_stopped_is_told_when_it_was_long_ago(hall: Hall, luis: str) -> None:
    suspend(hall.town.installation, hall.town.people[luis], _only(hall), "Medida cautelar")
    hall.town.move_to(date(2026, 3, 20))
    assert "desde el lunes 2 de marzo" in hall.desk(luis).opens(CASE).one(SENTENCE)


TERM = "//td[contains(@class, 'cell-term')]"


def test_what_is_suspended_is_marked_wherever_a_case_is_listed(
    hall: Hall, review: int, luis: str
) -> None:
    suspend(hall.town.installation, hall.town.people[luis], _only(hall), "Medida cautelar")
    desk = hall.desk("rosa")
    inbox = desk.opens("inbox")
    assert inbox.one(TERM) == "Suspendido09/03 · quedan 5 días hábiles"
    assert inbox.all("//td[contains(@class, 'cell-who')]") == ["—"]
    assert desk.opens("deadlines").all(TERM) == ["Suspendido09/03 · quedan 5 días hábiles"]
    task = desk.opens(f"tasks/{review}")
    assert task.one("//span[contains(@class, 'pill')]") == "Suspendido"
    assert "guardado como nota" not in task.text
    case = desk.opens(CASE)
    assert case.one("//section[contains(@class, 'status')]//span[contains(@class, 'pill')]") == (
        "Suspendido"
    )
    assert "este plazo sigue corriendo: solo la ley lo detiene" in case.text


def test_an_incident_of_a_suspended_case_says_so(hall: Hall, failed: int, luis: str) -> None:
    suspend(hall.town.installation, hall.town.people[luis], _only(hall), "Medida cautelar")
    page = hall.desk(luis).opens("incidents")
    assert page.one("//td[contains(@class, 'cell-subject')]").endswith("· suspendido")


def test_a_case_that_a_signal_could_not_open_is_told_tried_again_and_given_up(
    hall: Hall, luis: str
) -> None:
    broken = bundle(
        event("begin", "startEvent", '<bpmn:signalEventDefinition signalRef="flood"/>'),
        event("later", "intermediateCatchEvent", timer('="nunca"', "timeDate")),
        end(),
        path("begin", "later", "end"),
        key="rescue",
        roots='<bpmn:signal id="flood" name="flood"/>',
    )
    hall.town.deploys(broken)
    broadcast(hall.town.installation, hall.town.person("systems"), "flood", {})
    while hall.town.works():
        pass
    desk = hall.desk(luis)
    page = desk.opens("incidents")
    waits = "1 expediente no se pudo abrir y espera a una persona."
    assert page.one("//p[@class='beside']") == waits
    told = " ".join(page.all("//section[contains(@class,'sheet')][.//h2]//p"))
    assert "Por la señal «flood»" in told
    assert "El temporizador no sirve" in told
    (address,) = set(page.tree.xpath("//form[contains(@action,'/unopened/')]/@action"))
    address = address.split("/", 2)[2]
    assert desk.follows(desk.sends(address, {})).one("//p[@class='beside']") != waits
    while hall.town.works():
        pass
    assert desk.opens("incidents").one("//p[@class='beside']") == waits
    assert "Lo que se descartó sin abrir" not in desk.opens("incidents").text
    desk.sends(address, {"act": "forget"})
    page = desk.opens("incidents")
    assert page.one("//p[@class='beside']") != waits
    assert "Luis" in page.one("//ol[contains(@class,'timeline')]/li//strong")
    assert "debía abrirse por la señal «flood»" in page.text
    assert hall.desk("rosa").opens("incidents").status == 403


PERSON = "//select[@name='person']"


def test_an_incident_is_given_to_an_operator_found_by_them_and_given_back(
    hall: Hall, failed: int, luis: str
) -> None:
    hall.town.person("ada", "operador")
    desk, ada = hall.desk(luis), hall.town.people["ada"].person_id
    page = desk.opens(f"incidents/{failed}")
    assert page.all(f"{PERSON}/option")[0] == "Nadie en particular"
    sent = desk.sends(f"incidents/{failed}/assignment", {"person": str(ada)})
    page = desk.follows(sent)
    assert "lo corrige Ada" in page.one(SENTENCE)
    assert hall.desk("ada").opens("incidents?whose=mine").all("//a[@class='row-link']") == [
        "Revisar pedido"
    ]
    assert desk.opens("incidents?whose=mine").all("//a[@class='row-link']") == []
    assert desk.opens("incidents?whose=nobody").all("//a[@class='row-link']") == []
    assert "encargó a Ada corregir la falla" in desk.opens(CASE).text
    desk.sends(f"incidents/{failed}/assignment", {"person": ""})
    assert desk.opens("incidents?whose=nobody").all("//a[@class='row-link']") == ["Revisar pedido"]
    assert "dejó sin encargado la falla" in desk.opens(CASE).text


def test_an_incident_is_given_by_operators_to_operators_only(
    hall: Hall, failed: int, luis: str
) -> None:
    rosa = hall.town.people["rosa"].person_id
    desk = hall.desk(luis)
    page = desk.follows(desk.sends(f"incidents/{failed}/assignment", {"person": str(rosa)}))
    assert "Esa persona no opera este proceso." in page.text
    clerk = hall.desk("rosa")
    assert clerk.opens(f"incidents/{failed}").all(PERSON) == []
    sent = clerk.sends(f"incidents/{failed}/assignment", {"person": str(rosa)}, on="inbox")
    assert "Esto es para quien opera el proceso." in clerk.follows(sent).text


def test_what_was_marked_is_given_to_a_person_as_a_batch(
    hall: Hall, failed: int, luis: str
) -> None:
    desk, person = hall.desk(luis), str(hall.town.people[luis].person_id)
    begun = desk.sends("incidents/entrustments", {"incident": str(failed), "person": person})
    run_batches(hall.town.installation)
    assert desk.follows(begun).heading == "Encargar 1 incidencia"
    assert desk.opens("incidents").all("//td[contains(@class, 'cell-who')]") == ["Usted"]


def test_a_move_rests_on_a_document_of_the_file_and_its_history_leads_there(
    hall: Hall, review: int, luis: str
) -> None:
    case_id = _only(hall)
    filed = hall.town.attach("rosa", case_id, kind="plano", title="Resolución", task_id=review)
    desk = hall.desk(luis)
    preview = desk.opens(f"{CASE}/move?to=visitar")
    typed = {
        "to": "visitar",
        "seen": preview.value("seen"),
        "at": preview.value("at"),
        "reason": "Nulidad",
    }
    other = desk.sends(f"{CASE}/move", {**typed, "document": "7"}, on=f"{CASE}/move?to=visitar")
    assert other.status == 422
    moved = desk.sends(
        f"{CASE}/move", {**typed, "document": str(filed.document_id)}, on=f"{CASE}/move?to=visitar"
    )
    page = desk.follows(moved)
    links = page.all(f"//p[@class='entry-sentence']/a[contains(@href, '{filed.document_id}')]")
    assert links == ["Resolución"]


def test_a_batch_of_moves_rests_on_a_document_by_its_address(
    hall: Hall, review: int, luis: str
) -> None:
    case_id = _only(hall)
    filed = hall.town.attach("rosa", case_id, kind="plano", title="Resolución", task_id=review)
    desk = hall.desk(luis)
    typed = {"act": "move", "to": "visitar", "reason": "Nulidad", "case": [str(case_id)]}
    lost = desk.follows(desk.sends("batches", {**typed, "document": "/x/documents/7"}))
    assert lost.one("//div[@class='toast']//p").startswith("No encontramos ese documento")
    address = f"http://localhost/{hall.slug}/documents/{filed.document_id}"
    page = desk.follows(desk.sends("batches", {**typed, "document": address}))
    [href] = page.tree.xpath("//dd//a/@href")
    assert href == f"/{hall.slug}/documents/{filed.document_id}"
    run_batches(hall.town.installation)
    links = desk.opens(CASE).all(
        f"//p[@class='entry-sentence']/a[contains(@href, '{filed.document_id}')]"
    )
    assert links == ["Resolución"]
