"""What Cauce brings for service tasks: letters, requests and documents, from drawing to outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from engine.bpmn.lint.work import DONE_HERE
from engine.cases import Facts
from engine.jobs.built_in import built_in
from engine.jobs.results import Handler
from engine.outside import Caller, FolderPost, Hosts, Outside, Secret
from storage.queries.cases import incidents_of_case
from storage.queries.documents import documents_of_case
from storage.queries.incidents import attempts_of_job
from tests.diagrams import boundary, bundle, end, path, service, start, user
from tests.servers import Reply, Web, web
from tests.town import Town


def drawn(work: str, inputs: Mapping[str, str], **headers: str) -> str:
    """A service task with its inputs, headers and what it brings back."""
    given = "".join(
        f"<zeebe:input source={quoteattr('=' + source)} target={quoteattr(target)}/>"
        for target, source in inputs.items()
    )
    told = "".join(f'<zeebe:header key="{key}" value="{headers[key]}"/>' for key in headers)
    more = (
        f"<zeebe:ioMapping>{given}"
        '<zeebe:output source="=status" target="status"/>'
        '<zeebe:output source="=body" target="answer"/>'
        '<zeebe:output source="=document" target="document"/></zeebe:ioMapping>'
        f"<zeebe:taskHeaders>{told}</zeebe:taskHeaders>"
    )
    return service("work", work, more=more)


def opens(town: Town, task: str, facts: Mapping[str, object] | None = None) -> int:
    """A case that waits for the work, then for a person."""
    town.deploys(
        bundle(
            start(),
            task,
            user("read"),
            boundary("gone", "work", '<bpmn:errorEventDefinition errorRef="e404"/>'),
            user("look"),
            end("one"),
            end("two"),
            path("start", "work", "read", "one"),
            path("gone", "look", "two"),
            roots='<bpmn:error id="e404" name="gone" errorCode="HTTP_404"/>',
        )
    )
    town.person("ana", "clerk")
    return town.open_case("ana", "test", Facts(dict(facts or {})))


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as running:
        yield running


@pytest.fixture
def handlers(town: Town, site: Web, tmp_path: Path) -> dict[str, Handler]:
    caller = Caller(
        hosts=Hosts.of(f"http://api.example:{site.port}"),
        timeout=5,
        resolve=lambda _host, _port: ["127.0.0.1"],
        allows=lambda _address: True,
    )
    secrets = {
        "sunat": Secret("s3cr3t", "api.example", town.municipality_id),
        "of another town": Secret("theirs", "api.example", town.municipality_id + 1),
        "for another host": Secret("other", "other.example"),
    }
    post = FolderPost(tmp_path / "outbox", "Tambo Real <mesa@tambo.example>")
    return built_in(town.installation, Outside(caller, post, secrets))


def said(town: Town, case_id: int) -> list[str]:
    found = town.reads(lambda c: incidents_of_case(c, town.municipality_id, case_id))
    return [incident.message for incident in found]


LETTER = {"to": "email", "subject": '"Expediente " + number', "body": '"Señora " + name'}


def test_a_letter_is_written_from_the_texts_of_the_model(
    town: Town, handlers: dict[str, Handler], tmp_path: Path
) -> None:
    case_id = opens(
        town,
        drawn("cauce:mail", LETTER),
        {"email": "rosa@vecina.example", "number": "7", "name": "{{Rosa}}"},
    )
    assert town.works(handlers) == 1
    assert town.steps(case_id) == ["read"]
    (file,) = (tmp_path / "outbox").iterdir()
    letter = message_from_bytes(file.read_bytes(), policy=default)
    assert (letter["To"], letter["Subject"]) == ("rosa@vecina.example", "Expediente 7")
    assert letter.get_content().strip() == "Señora {{Rosa}}"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"email": "rosa@vecina.example", "number": "7\r\nBcc: x@evil.example", "name": "R"},
            "El correo no se puede escribir: «subject» debe ser un texto de una línea, "
            "de hasta 500 caracteres.",
        ),
        (
            {"email": "rosa", "number": "7", "name": "R"},
            "El correo no se puede escribir: «to» debe ser una dirección de correo, "
            "o una lista de ellas.",
        ),
        (
            {"email": "rosa@vecina.example", "number": "7"},
            "El correo no se puede escribir: «body» debe ser un texto.",
        ),
    ],
)
def test_what_is_no_letter_is_an_incident_that_names_the_input(
    town: Town,
    handlers: dict[str, Handler],
    tmp_path: Path,
    facts: dict[str, object],
    sentence: str,
) -> None:
    case_id = opens(town, drawn("cauce:mail", LETTER), facts)
    town.works(handlers)
    assert said(town, case_id) == [sentence]
    assert not (tmp_path / "outbox").exists()


def url(site: Web, path: str = "/ruc") -> str:
    return f'"http://api.example:{site.port}{path}"'


def test_a_request_brings_values_back_into_the_case(
    town: Town, handlers: dict[str, Handler], site: Web
) -> None:
    site.replies[0] = Reply(body=b'{"name": "ACME", "debt": 10.10}')
    inputs = {"url": url(site), "body": '{ruc: ruc, on: date("2026-03-02"), amount: 1.10}'}
    case_id = opens(
        town, drawn("cauce:http", inputs, method="POST", secret="sunat"), {"ruc": "20100"}
    )
    assert town.works(handlers) == 1
    assert town.steps(case_id) == ["read"]
    (request,) = site.requests
    assert (request.method, request.path) == ("POST", "/ruc")
    assert request.body == b'{"ruc":"20100","on":"2026-03-02","amount":1.10}'
    assert request.headers["Authorization"] == "Bearer s3cr3t"
    assert request.headers["Content-Type"] == "application/json"
    assert ":" in request.headers["Idempotency-Key"]


@pytest.mark.parametrize("secret", ["of another town", "for another host", "unknown"])
def test_a_secret_goes_only_where_it_belongs(
    town: Town, handlers: dict[str, Handler], site: Web, secret: str
) -> None:
    case_id = opens(town, drawn("cauce:http", {"url": url(site)}, secret=secret))
    town.works(handlers)
    assert said(town, case_id) == [
        f"No hay un secreto «{secret}» que pueda enviarse a api.example."
    ]
    assert site.requests == []


def test_a_service_that_is_busy_is_asked_again_when_it_says_under_the_same_key(
    town: Town, handlers: dict[str, Handler], site: Web
) -> None:
    site.replies[:] = [Reply(503, headers={"Retry-After": "120"}), Reply(body=b"plain text")]
    case_id = opens(town, drawn("cauce:http", {"url": url(site)}))
    assert town.works(handlers) == 1
    town.clock.advance(timedelta(seconds=119))
    assert town.works(handlers) == 0
    town.clock.advance(timedelta(seconds=1))
    assert town.works(handlers) == 1
    assert town.steps(case_id) == ["read"]
    assert len({request.headers["Idempotency-Key"] for request in site.requests}) == 1


def test_a_status_that_the_model_knows_takes_the_way_that_is_drawn_for_it(
    town: Town, handlers: dict[str, Handler], site: Web
) -> None:
    site.replies[0] = Reply(404)
    case_id = opens(town, drawn("cauce:http", {"url": url(site)}, errors="404, 409"))
    town.works(handlers)
    assert town.steps(case_id) == ["look"]


def test_a_status_that_the_model_does_not_know_is_an_incident(
    town: Town, handlers: dict[str, Handler], site: Web
) -> None:
    site.replies[0] = Reply(403, b"Ana Ruiz, DNI 41203377")
    case_id = opens(town, drawn("cauce:http", {"url": url(site)}))
    town.works(handlers)
    assert said(town, case_id) == ["El servicio respondió 403."]


def test_a_host_that_is_not_on_the_list_is_an_incident(
    town: Town, handlers: dict[str, Handler]
) -> None:
    case_id = opens(town, drawn("cauce:http", {"url": '"https://evil.example/"'}))
    town.works(handlers)
    assert said(town, case_id) == [
        "«https://evil.example:443» no está en la lista de servicios permitidos."
    ]


def test_a_document_enters_the_file_once_however_often_it_is_tried(
    town: Town, handlers: dict[str, Handler]
) -> None:
    inputs = {"title": '"Constancia"', "body": '"Consta que " + name + " pagó."'}
    case_id = opens(town, drawn("cauce:document", inputs, kind="constancia"), {"name": "Rosa"})
    from engine.worker import dispatcher

    job = dispatcher._take(
        town.installation, town.municipality_id, "dies", handlers, timedelta(minutes=1)
    )
    assert job is not None
    dispatcher.attempt(handlers, job)  # and dies before it could say so
    town.clock.advance(timedelta(minutes=1))
    assert town.works(handlers) == 1
    (found,) = town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id))
    assert (found.document.id, found.document.kind) == (job.id, "constancia")
    (version,) = found.versions
    assert version.filename == "Constancia.txt"
    with town.installation.documents.open(version.sha256) as pieces:
        content = b"".join(pieces)
    assert content.decode() == "Constancia\n\nConsta que Rosa pagó.\n"
    assert town.steps(case_id) == ["read"]
    told = town.reads(lambda c: attempts_of_job(c, town.municipality_id, job.id))
    assert [attempt.outcome for attempt in told] == ["lost"]
    assert town.verification().faults == ()


def test_what_the_check_knows_of_the_houses_work_is_what_there_is(
    handlers: dict[str, Handler],
) -> None:
    inside = {
        "cauce:begin",
        "cauce:broadcast",
        "cauce:hear",
        "cauce:publish",
        "cauce:reading",
        "cauce:webhook",
    }  # no model names them
    assert set(DONE_HERE) == set(handlers) - inside


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({"kind": "acta", "template": "acta.odt"}, "No hay una plantilla «acta.odt»."),
        ({"kind": "acta"}, "«body» debe ser el texto del documento."),
    ],
)
def test_a_document_that_cannot_be_made_is_an_incident(
    town: Town, handlers: dict[str, Handler], headers: dict[str, str], sentence: str
) -> None:
    case_id = opens(town, drawn("cauce:document", {"title": '"Acta"'}, **headers))
    town.works(handlers)
    assert said(town, case_id) == [sentence]
    assert town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id)) == ()
