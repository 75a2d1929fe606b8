"""Programs at the door of a town hall: each with a token, and what it was answered.

The driver of the tests of the API, as `tests.hall` is of the pages.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from engine.access import Issued, Scope, create_token
from engine.cases.linking import Linked, link
from engine.cases.parties import Entered, Party, add_party
from engine.cases.permission import OPERATOR
from engine.cases.waits import BEGIN
from engine.citizens.mandates import Power, Recorded, record_mandate
from engine.citizens.people import Applicant
from engine.deadlines.decreeing import Asked, Decreed, decree
from engine.deadlines.permission import CALENDAR_KEEPER
from engine.definitions import Bundle, read_folder
from engine.documents.attaching import Attached
from engine.documents.uploads import begin_upload
from engine.identity import system_actor
from engine.identity.house import COUNTER
from engine.identity.passwords import hash_password
from engine.letters.drafting import Drafted, draft
from engine.letters.paper import Printed, Sheet
from engine.letters.signing import Signed, sign
from engine.operations import BatchBegun, BatchKind, begin
from engine.retention.holding import Held, hold
from engine.retention.rules import ARCHIVIST
from engine.values import dumps
from storage.database import Connection
from storage.jobs import enqueue, fail, take_due
from storage.queries.cases import IncidentRow
from storage.queries.deadlines import deadlines_of_case
from storage.queries.identity import person_by_id
from storage.tables.casefile import LinkKind, PartyRole
from storage.writes.batches import NewBatch, insert_batch
from storage.writes.identity import set_password
from storage.writes.incidents import insert_incident
from storage.writes.webhooks import insert_deliveries, insert_webhook
from tests import offered
from tests.hall import PERMIT, PERMIT_ASKED, Hall
from tests.town import PDF, Town
from tests.window import NELIDA, files_as_guest, window_service, with_account
from ui.api import routes_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the test client tells of a successor that is not out yet
    from starlette.testclient import TestClient

ALL = tuple(Scope)
PASSWORD = "una clave larga de verdad"


def issued(
    hall: Hall,
    *roles: str,
    scopes: Collection[Scope] = ALL,
    job_kinds: Collection[str] = (),
    name: str = "Programa",
    expires_at: datetime | None = None,
) -> Issued:
    """A token of the hall's municipality."""
    answer = create_token(
        hall.town.installation,
        system_actor(hall.town.municipality_id),
        name=name,
        scopes=scopes,
        roles=roles,
        job_kinds=job_kinds,
        expires_at=expires_at,
    )
    assert isinstance(answer, Issued), answer
    return answer


class Said:
    """What a program was answered."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.text: str = response.text
        self.content: bytes = response.content
        self._response = response

    @property
    def json(self) -> Any:
        return self._response.json()

    @property
    def kind(self) -> str:
        """The kind of a refusal; its media type must say that it is one."""
        assert self.headers["content-type"] == "application/problem+json", self.text
        assert self.json["status"] == self.status
        return str(self.json["type"]).removeprefix("urn:cauce:problem:")

    @property
    def etag(self) -> str:
        return self.headers["etag"]


class Program:
    """A program with a token; `asks("GET", "cases")` goes to its own municipality."""

    def __init__(self, hall: Hall, token: str, *, slug: str = "") -> None:
        self.slug = slug or hall.slug
        self.token = token
        self._client = TestClient(
            hall.app, raise_server_exceptions=False, base_url="http://testserver"
        )

    def asks(self, method: str, path: str, json: Any = None, *, key: str = "", **more: Any) -> Said:
        headers = {"authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        if not self.token:
            del headers["authorization"]
        if key:
            headers["idempotency-key"] = key
        address = f"/api/v1/{self.slug}/{path}"
        return Said(self._client.request(method, address, json=json, headers=headers, **more))

    def gets(self, path: str, **query: Any) -> Said:
        return self.asks("GET", path, params=query)

    def posts(self, path: str, json: Any = None, *, key: str = "", **more: Any) -> Said:
        return self.asks("POST", path, json, key=key, **more)


def program(
    hall: Hall, *roles: str, scopes: Collection[Scope] = ALL, name: str = "Programa"
) -> Program:
    """A program with a fresh token of these roles and uses."""
    return Program(hall, issued(hall, *roles, scopes=scopes, name=name).token)


SECRETS = ("Feria del queso", "1200.00", "acta-reservada", "Rosa", "no se pudo pagar")
"""What lies in a furnished hall and no other town may read."""


def furnished(hall: Hall) -> dict[str, str]:
    """A hall with one of each thing that an address can name; their ids by parameter."""
    town = hall.town
    case_id = town.open_case("rosa", "permit", PERMIT_ASKED)
    case, task_id = town.case(case_id), town.open_task(case_id, "revisar")
    filed = town.attach("rosa", case_id, kind="plano", title="Plano", filename="acta-reservada.pdf")
    assert isinstance(filed, Attached)
    incident_id = town.installation.ids.new()
    town.installation.database.run(
        lambda connection: insert_incident(
            connection,
            town.municipality_id,
            IncidentRow(
                id=incident_id,
                case_id=case_id,
                element=None,
                element_key="revisar",
                message="no se pudo pagar",
                detail="",
                raised_at=town.clock.now(),
                resolved_at=None,
                resolved_by=None,
                job_id=None,
                timer_id=None,
                task_id=None,
            ),
        ),
        municipality=town.municipality_id,
    )
    migration_id = _migration(town, case_id)
    batch = begin(
        town.installation,
        town.person("ofelia", OPERATOR),
        BatchKind.RETRY,
        [incident_id],
        reason="Se reparó la impresora.",
    )
    closed = decree(
        town.installation,
        town.person("celia", CALENDAR_KEEPER),
        Asked(date(2026, 3, 5), "Duelo", "D.A. 003-2026"),
    )
    assert isinstance(batch, BatchBegun), batch
    assert isinstance(closed, Decreed), closed
    terms = town.reads(lambda c: deadlines_of_case(c, town.municipality_id, case_id))
    rosa = town.people["rosa"]
    beside = town.case(town.open_case("rosa", "permit", {**PERMIT_ASKED, "motivo": "Otra"}))
    party = add_party(
        town.installation, rosa, case_id, Party(PartyRole.APPLICANT, "Rosa de la feria")
    )
    joint = link(
        town.installation, rosa, case_id, beside.number, LinkKind.RELATED, "Feria del queso"
    )
    assert isinstance(party, Entered), party
    assert isinstance(joint, Linked), joint
    letter_id = signed_letter(town, case_id)
    arturo = town.person("arturo", ARCHIVIST)
    held = hold(town.installation, arturo, "permit", "Feria del queso", "Oficio 9")
    assert isinstance(held, Held), held
    return {
        "beside": beside.number,
        "party_id": str(party.party_id),
        "link_id": str(joint.link_id),
        "letter_id": str(letter_id),
        "hold_id": str(held.hold_id),
        "login": login_of(town, "rosa"),
        "batch_id": str(batch.batch_id),
        "closure_id": str(closed.closure_id),
        "deadline_id": str(terms[0].id),
        "number": case.number,
        "migration_id": str(migration_id),
        "task_id": str(task_id),
        "document_id": str(filed.document_id),
        "version": "1",
        "incident_id": str(incident_id),
        "unopened_id": str(_unopened(town)),
        "definition_id": str(case.definition_id),
        "path": "permit.bpmn",
        "person_id": str(town.person("pedro", "archivo").person_id),
        "role": "auditor",
        "upload": begin_upload(town.installation, town.people["rosa"]),
        **_at_the_window(hall),
        **_told_outside(town, case_id),
    }


def _at_the_window(hall: Hall) -> dict[str, str]:
    """A service, a case that was filed at the window, and who acts for whom."""
    town = hall.town
    town.deploys(window_service())
    town.deploys(asked_from_outside(offered.service()))
    clerk = town.person("mostrador", COUNTER)
    filed = files_as_guest(town)
    with_account(town, ANA)
    day = date(2026, 3, 2)
    given = record_mandate(
        town.installation, clerk, Power(ANA.email, NELIDA, (), day, None, "Feria del queso")
    )
    assert isinstance(given, Recorded), given
    return {
        "service": "licencia",
        "code": filed.code,
        "pin": filed.pin,
        "mandate_id": str(given.mandate_id),
    }


def asked_from_outside(bundle: Bundle) -> Bundle:
    """The same service, which applicants may begin."""
    manifest = bundle.files["manifest.toml"].decode()
    told = re.sub(r"^starters = .*$", 'starters = ["solicitante"]', manifest, flags=re.M)
    return Bundle({**bundle.files, "manifest.toml": told.encode()})


class PlainPress:
    """Prints letters as text."""

    def address_of(self, code: str) -> str:
        return f"https://tambo.example/v/{code}"

    def print(self, sheet: Sheet) -> Printed:
        return Printed("constancia.txt", f"{sheet.number}\n{sheet.code}\n".encode(), is_pdf=False)


def login_of(town: Town, who: str) -> str:
    """What somebody signs in with."""
    key, person_id = town.municipality_id, town.people[who].person_id or 0
    person = town.reads(lambda connection: person_by_id(connection, key, person_id))
    assert person is not None
    return str(person.national_id or person.email)


def signed_letter(town: Town, case_id: int) -> int:
    """A letter that Rosa wrote and signed."""
    rosa, key = town.people["rosa"], town.municipality_id
    hashed = hash_password(PASSWORD)
    town.installation.database.run(
        lambda connection: set_password(connection, key, rosa.person_id or 0, password_hash=hashed),
        municipality=key,
    )
    begun = draft(town.installation, rosa, case_id, "constancia")
    assert isinstance(begun, Drafted), begun
    signed = sign(town.installation, rosa, begun.letter_id, press=PlainPress(), password=PASSWORD)
    assert isinstance(signed, Signed), signed
    return begun.letter_id


def _unopened(town: Town) -> int:
    """A permit that a signal should have opened."""
    job_id, now = town.installation.ids.new(), town.clock.now()
    headers = {"process": "permit", "kind": "signal", "name": "Feria del queso", "key": "k"}
    text = dumps({"headers": headers, "payload": {}})

    def verb(connection: Connection) -> None:
        key = town.municipality_id
        enqueue(connection, key, job_id=job_id, kind=BEGIN, payload=text, run_at=now)
        minute = timedelta(minutes=1)
        [job] = take_due(connection, now=now, limit=1, lock_for=minute, kinds=[BEGIN])
        fail(connection, job, at=now, error="no se pudo pagar")

    town.installation.database.run(verb, municipality=town.municipality_id)
    return job_id


def _told_outside(town: Town, case_id: int) -> dict[str, str]:
    """A job that waits for a program, and one who is told what happens."""
    job_id, webhook_id, delivery_id = (town.installation.ids.new() for _ in range(3))
    key, now = town.municipality_id, town.clock.now()

    def verb(connection: Connection) -> None:
        enqueue(
            connection,
            key,
            job_id=job_id,
            case_id=case_id,
            kind="sello",
            payload='{"headers":{},"payload":{"asunto":"Feria del queso"}}',
            run_at=now,
        )
        insert_webhook(
            connection,
            key,
            webhook_id=webhook_id,
            url="https://acta-reservada.example/",
            kinds="",
            process_key=None,
            created_at=now,
            created_by=None,
        )
        rows = [(delivery_id, case_id, 1, "cauce.case_started")]
        insert_deliveries(connection, key, webhook_id, rows=rows, at=now)

    town.installation.database.run(verb, municipality=key)
    return {
        "job_id": str(job_id),
        "webhook_id": str(webhook_id),
        "delivery_id": str(delivery_id),
    }


def next_version(town: Town) -> None:
    """Another version of the permit comes into force."""
    bundle = read_folder(PERMIT)
    files = {
        name: content.replace(b'name="Revisar', b'name="Volver a revisar')
        for name, content in bundle.files.items()
    }
    town.deploys(Bundle(files))


def _migration(town: Town, case_id: int) -> int:
    """Another version of the permit, and a batch that is to bring the case over to it."""
    next_version(town)
    batch = NewBatch(
        id=town.installation.ids.new(),
        kind="migrate",
        processes="permit",
        parameters='{"process":"permit","from":1,"to":2}',
        reason="Feria del queso",
        items=1,
        created_at=town.clock.now(),
        created_by=town.people["rosa"].person_id or 0,
    )
    town.installation.database.run(
        lambda connection: insert_batch(
            connection, town.municipality_id, batch, [(case_id, case_id)]
        ),
        municipality=town.municipality_id,
    )
    return batch.id


PAPER = {"data": {"kind": "plano"}, "files": {"file": ("plano.pdf", PDF, "application/pdf")}}
NEXT_VERSION = {"process": "permit", "from_version": 1, "to_version": 2}
DECREE = {"day": "2026-03-04", "name": "Aniversario", "source": "D.A. 004-2026"}
BANK_FILE = b"referencia,monto,fecha,operacion\n1,35.00,2026-03-02,1\n"
ANA = Applicant("Ana de la feria", "40718825", "ana@correo.pe")
PIN = {"headers": {"x-cauce-pin": "{pin}"}}
BODIES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("POST", "/definitions"): {"files": {"file": ("manifest.toml", b"key = 'x'", "text/plain")}},
    ("POST", "/definitions/check"): {
        "files": {"file": ("manifest.toml", b"key = 1", "text/plain")}
    },
    ("POST", "/definitions/mending"): {
        "files": {"file": ("manifest.toml", b"key = 1", "text/plain")}
    },
    ("PUT", "/definitions/{definition_id}/activation"): {},
    ("POST", "/cases"): {"json": {"process": "permit", "data": PERMIT_ASKED}},
    ("POST", "/cases/{number}/cancellation"): {"json": {"reason": "porque sí"}},
    ("POST", "/cases/{number}/documents"): PAPER,
    ("POST", "/tasks/{task_id}/assignment"): {},
    ("DELETE", "/tasks/{task_id}/assignment"): {},
    ("PUT", "/tasks/{task_id}/postponement"): {"json": {"until": "2026-03-09"}},
    ("PUT", "/tasks/{task_id}/due"): {"json": {"due": "2026-03-09"}},
    ("PUT", "/tasks/{task_id}/priority"): {"json": {"priority": 80}},
    ("POST", "/tasks/{task_id}/undoing"): {"json": {"event": 2}},
    ("PUT", "/tasks/{task_id}/draft"): {"json": {"data": {"comentario": "x"}}},
    ("POST", "/tasks/completions"): {"json": {"task_ids": ["1"], "data": {"resultado": "si"}}},
    ("POST", "/tasks/{task_id}/completion"): {"json": {"data": {"resultado": "si"}}},
    ("POST", "/tasks/{task_id}/documents"): PAPER,
    ("POST", "/tasks/{task_id}/look-ups"): {"json": {"field": "dni", "data": {}}},
    ("POST", "/definitions/{definition_id}/look-ups"): {"json": {"field": "dni", "data": {}}},
    ("PUT", "/documents/{document_id}/lock"): {},
    ("DELETE", "/documents/{document_id}/lock"): {},
    ("PUT", "/documents/{document_id}/level"): {"json": {"level": "public", "reason": "Plano"}},
    ("POST", "/documents/{document_id}/withdrawal"): {"json": {"reason": "Por error"}},
    ("POST", "/cases/{number}/notes"): {"json": {"note": "Llamó"}},
    ("POST", "/cases/{number}/people"): {"json": {"role": "applicant", "name": "Ana"}},
    ("PUT", "/cases/{number}/people/{party_id}/notices"): {
        "json": {"channel": "mail", "address": "ana@correo.pe"}
    },
    ("DELETE", "/cases/{number}/people/{party_id}/notices"): {},
    ("DELETE", "/cases/{number}/people/{party_id}"): {"params": {"reason": "Desistió"}},
    ("POST", "/cases/{number}/links"): {
        "json": {"number": "{beside}", "kind": "related", "reason": "Misma feria"}
    },
    ("DELETE", "/cases/{number}/links/{link_id}"): {"params": {"reason": "No era"}},
    ("POST", "/cases/{number}/notifications"): {
        "json": {
            "act": "Constancia 1",
            "addressee": "Nélida",
            "form": "personal",
            "done_on": "2026-03-02",
            "reached": False,
        }
    },
    ("POST", "/cases/{number}/letters"): {"json": {"kind": "constancia"}},
    ("PUT", "/letters/{letter_id}"): {"json": {"title": "Constancia", "body": "Consta."}},
    ("POST", "/letters/{letter_id}/signature"): {
        "json": {"login": "{login}", "password": PASSWORD}
    },
    ("POST", "/letters/{letter_id}/voiding"): {"json": {"reason": "Error"}},
    ("DELETE", "/letters/{letter_id}"): {},
    ("POST", "/archive/holds"): {"json": {"process": "permit", "reason": "Juicio"}},
    ("DELETE", "/archive/holds/{hold_id}"): {"params": {"reason": "Terminó"}},
    ("POST", "/archive/disposals"): {
        "json": {
            "cases": ["{number}"],
            "act": "Acta 1-2026",
            "act_on": "2026-03-02",
            "basis": "Tabla",
        }
    },
    ("POST", "/uploads"): {},
    ("PATCH", "/uploads/{upload}"): {
        "content": PDF,
        "headers": {"upload-offset": "0", "content-type": "application/octet-stream"},
    },
    ("DELETE", "/uploads/{upload}"): {},
    ("POST", "/payments/files"): {"files": {"file": ("banco.csv", BANK_FILE, "text/csv")}},
    ("POST", "/applications"): {
        "json": {
            "service": "licencia",
            "applicant": {"name": "Nélida Rojas", "national_id": "43214541"},
        }
    },
    ("POST", "/mandates"): {
        "json": {
            "agent": ANA.email,
            "principal_name": "Nélida Rojas",
            "principal_id": "43214541",
            "document": "Poder 4",
        }
    },
    ("DELETE", "/mandates/{mandate_id}"): {"params": {"reason": "Revocado"}},
    ("POST", "/tracking/{code}/messages"): {"json": {"text": "¿Falta algo?"}, **PIN},
    ("POST", "/tracking/{code}/corrections"): {"json": {"data": {"rubro": "Quesos"}}, **PIN},
    ("POST", "/tracking/{code}/withdrawal"): {"json": {"reason": "Ya no"}, **PIN},
    ("POST", "/tracking/{code}/survey"): {"json": {"rating": 4}, **PIN},
    ("POST", "/messages"): {"json": {"name": "pago", "key": "PER-2026-0001"}},
    ("POST", "/incidents/{incident_id}/retry"): {},
    ("POST", "/unopened/{unopened_id}/retry"): {},
    ("DELETE", "/unopened/{unopened_id}"): {},
    ("POST", "/incidents/{incident_id}/assignment"): {"json": {}},
    ("DELETE", "/incidents/{incident_id}/assignment"): {},
    ("POST", "/jobs/leases"): {"json": {"worker": "uno", "kinds": ["sello"]}},
    ("PUT", "/jobs/{job_id}/lease"): {"json": {"worker": "uno", "lock_seconds": 60}},
    ("DELETE", "/jobs/{job_id}/lease"): {"params": {"worker": "uno"}},
    ("POST", "/jobs/{job_id}/completion"): {"json": {"worker": "uno"}},
    ("POST", "/jobs/{job_id}/failure"): {"json": {"worker": "uno", "reason": "cerrado"}},
    ("POST", "/jobs/{job_id}/error"): {"json": {"worker": "uno", "code": "CERRADO"}},
    ("POST", "/webhooks"): {"json": {"url": "https://avisos.example/cauce"}},
    ("DELETE", "/webhooks/{webhook_id}/pause"): {},
    ("POST", "/deliveries/{delivery_id}/retry"): {},
    ("DELETE", "/webhooks/{webhook_id}"): {},
    ("POST", "/migrations/trial"): {"json": NEXT_VERSION},
    ("POST", "/migrations"): {"json": {**NEXT_VERSION, "reason": "Nueva ley"}},
    ("POST", "/migrations/{migration_id}/undoing"): {"json": {"reason": "Por error"}},
    ("POST", "/cases/{number}/suspension"): {"json": {"reason": "Inventario"}},
    ("DELETE", "/cases/{number}/suspension"): {"params": {"reason": "Sigue"}},
    ("POST", "/cases/{number}/moves/preview"): {"json": {"to": "visitar"}},
    ("POST", "/cases/{number}/moves"): {"json": {"to": "visitar", "reason": "Se repite."}},
    ("POST", "/batches"): {
        "json": {"kind": "retry", "subjects": ["{incident_id}"], "reason": "Otra vez"}
    },
    ("PUT", "/batches/{batch_id}/state"): {"json": {"state": "paused"}},
    ("POST", "/deadlines/{deadline_id}/pauses"): {"json": {"reason": "Subsanación"}},
    ("POST", "/deadlines/{deadline_id}/continuations"): {"json": {"reason": "Subsanó"}},
    ("POST", "/deadlines/{deadline_id}/extensions"): {"json": {"reason": "Art. 7", "length": 2}},
    ("POST", "/closures"): {"json": DECREE},
    ("POST", "/closures/preview"): {"json": {**DECREE, "day": "2026-03-06"}},
    ("DELETE", "/closures/{closure_id}"): {},
    ("POST", "/people"): {"json": {"name": "Eva Paz", "email": "eva@pueblo.pe"}},
    ("POST", "/people/{person_id}/password"): {"json": {"reason": "La olvidó"}},
    ("POST", "/people/{person_id}/roles"): {"json": {"role": "auditor", "reason": "Encargo"}},
    ("DELETE", "/people/{person_id}/roles/{role}"): {"params": {"reason": "Fin"}},
    ("DELETE", "/people/{person_id}"): {"params": {"reason": "Renuncia"}},
    ("PUT", "/municipality"): {
        "json": {
            "name": "Tambo Real",
            "country": "PE",
            "timezone": "America/Lima",
            "currency": "PEN",
            "accent": "#8C3B1E",
            "reason": "Nueva imagen",
        }
    },
}
"""A good request for each address that changes something: a new one is missed here first."""
JANUARY = {"from": "2026-01-01", "to": "2026-01-31"}
QUERIES: Mapping[str, Mapping[str, str]] = {"/calendar": JANUARY, "/deadlines": JANUARY}


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the API with one method, as its route says it."""

    method: str
    path: str
    scope: str | None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def names_something(self) -> bool:
        """It leads to one thing, not to a list of them."""
        return "{" in self.path

    def asked_by(self, program: Program, ids: Mapping[str, str]) -> Said:
        """A good request to it."""
        path = self.path.removeprefix("/").replace(":path", "").format_map(ids)
        if self.method == "GET":
            return program.gets(path, **QUERIES.get(self.path, {}))
        return program.asks(self.method, path, **filled(BODIES[self.method, self.path], ids))


def filled(value: Any, ids: Mapping[str, str]) -> Any:
    """A request with the ids that it names."""
    match value:
        case str() if value.startswith("{"):
            return value.format_map(ids)
        case dict():
            return {key: filled(each, ids) for key, each in value.items()}
        case list():
            return [filled(each, ids) for each in value]
    return value


def addresses_of(hall: Hall) -> list[Address]:
    """Every address that a token opens."""
    api = next(each for each in hall.app.routes if getattr(each, "path", "") == "/api/v1")
    return [
        Address(method, route.path.removeprefix("/{municipality}"), route.scope_wanted)
        for route in routes_of(api.app)
        for method in sorted(route.methods)
    ]
