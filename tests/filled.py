"""By what the parameters of the pages' addresses are filled: questions to the tables of one town.

The key is the piece of the address that ends in the parameter, the longest one that fits. A route
whose piece is not here is refused by the tests, which say what is to be added.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import islice, product

from tests.wandering import Route

_MOST = 12
"""Things tried of each kind before a page counts as not to be had."""

FILLINGS: Mapping[str, str] = {
    "with/{key}": "SELECT 'gob'",
    "joined/{identity_id}": "SELECT id FROM outer_identities WHERE {own}",
    "services/{key}": "SELECT key FROM definitions WHERE {own} AND state = 'active'",
    "blank/{key}": "SELECT key FROM definitions WHERE {own} AND state = 'active'",
    "start/{key}": "SELECT key FROM definitions WHERE {own} AND state = 'active'",
    "file/{key}": "SELECT key FROM definitions WHERE {own} AND state = 'active'",
    "processes/{key}": "SELECT 'compra'",
    "together/{key}": "SELECT 'abrir_tienda'",
    "indicators/{key}": "SELECT 'days_to_award'",
    "notices/{key}": "SELECT 'notice'",
    "accent-{colour}": "SELECT '8C3B1E'",
    "uploads/{upload_id}": "SELECT id FROM uploads WHERE {own}",
    "paid/{code}": "SELECT code FROM payment_orders WHERE {own}",
    "sign-up/{letter_id}": "SELECT id FROM account_letters WHERE {own}",
    "forgotten/{letter_id}": "SELECT id FROM account_letters WHERE {own}",
    "address/{letter_id}": "SELECT id FROM account_letters WHERE {own}",
    "tracking/{code}": "SELECT code FROM applications WHERE {own} AND person_id IN"
    " (SELECT person_id FROM citizens WHERE login IS NOT NULL) UNION ALL"
    " SELECT code FROM applications WHERE {own}",
    "calls/{number}": "SELECT number FROM cases JOIN sealed_calls s ON s.case_id = cases.id"
    " WHERE cases.municipality_id = {town} ORDER BY cases.id DESC",
    "calls/{number}/{element}": "SELECT c.number, t.element_key FROM cases c JOIN tasks t"
    " ON t.case_id = c.id WHERE c.municipality_id = {town} AND t.role = 'proveedor'"
    " ORDER BY t.state = 'open' DESC",
    "load/{person_id}": "SELECT id FROM persons WHERE {own}",
    "role/{role}": "SELECT 'contrataciones'",
    "roles/{role}": "SELECT 'contrataciones'",
    "views/{view_id}": "SELECT id FROM inbox_views WHERE {own}",
    "tasks/{task_id}": "SELECT id FROM tasks WHERE {own} AND state = 'open'"
    " AND assignee_id IS NULL ORDER BY role = 'proveedor' DESC",
    "cases/{number}": "SELECT number FROM cases WHERE {own} AND state = 'open' UNION ALL"
    " SELECT number FROM cases WHERE {own}",
    "cases/{number}/around/people/{row_id}": "SELECT c.number, r.id FROM cases c"
    " JOIN case_people r ON r.case_id = c.id WHERE c.municipality_id = {town}",
    "cases/{number}/around/cases/{row_id}": "SELECT c.number, r.id FROM cases c"
    " JOIN case_links r ON r.case_id = c.id WHERE c.municipality_id = {town}",
    "cases/{number}/payments/{order_id}": "SELECT c.number, o.id FROM cases c"
    " JOIN payment_orders o ON o.case_id = c.id WHERE c.municipality_id = {town}",
    "audit/cases/{number}": "SELECT number FROM cases WHERE {own}",
    "counter/cases/{code}": "SELECT code FROM applications WHERE {own}",
    "deadlines/{deadline_id}": "SELECT id FROM deadlines WHERE {own}",
    "decrees/{decree_id}": "SELECT id FROM closures WHERE {own}",
    "documents/{document_id}": "SELECT document_id FROM document_signatures WHERE {own}"
    " UNION ALL SELECT id FROM documents WHERE {own}",
    "open/documents/{document_id}/{version}": "SELECT document_id, version FROM document_versions"
    " WHERE {own}",
    "versions/{version}": "SELECT '1'",
    "signatures/{place}": "SELECT '1'",
    "evidence/{number}": "SELECT '1'",
    "letters/{letter_id}": "SELECT id FROM letters WHERE {own}",
    "v/{code}": "SELECT code FROM letters WHERE {own}",
    "holds/{hold_id}": "SELECT id FROM holds WHERE {own}",
    "erasures/{erasure_id}": "SELECT id FROM erasures WHERE {own}",
    "signs/{sign}/{case_id}": "SELECT kind, case_id FROM red_flags WHERE {own}",
    "verifications/{verification_id}": "SELECT id FROM verifications WHERE {own}",
    "seals/{statement_hash}": "SELECT hash FROM verifications WHERE {own} AND hash IS NOT NULL",
    "proposals/{number}": "SELECT number FROM proposals WHERE {own}",
    "votes/{number}": "SELECT number FROM consultations WHERE {own}",
    "plan/{year}": "SELECT '2026'",
    "purchases/{ocid}": "SELECT ocid FROM release_records WHERE {own}",
    "ocds/{ocid}": "SELECT ocid FROM release_records WHERE {own}",
    "ocds/{table}": "SELECT 'awards'",
    "releases/{year}-{month}": "SELECT '2026', '03'",
    "extension/{name}": "SELECT 'extension.json'",
    "v1/{name}": "SELECT 'licences'",
    "drafts/{draft_id}": "SELECT id FROM start_drafts WHERE {own}",
    "start/{key}/drafts/{draft_id}": "SELECT d.key, s.id FROM start_drafts s"
    " JOIN definitions d ON d.id = s.definition_id WHERE s.municipality_id = {town}",
    "drawings/{number}": "SELECT number FROM cases WHERE {own} AND state = 'open'"
    " AND process_key IN ('subdivision', 'acumulacion') UNION ALL SELECT number FROM cases"
    " WHERE {own} AND process_key IN ('subdivision', 'acumulacion')",
    "inspections/{task_id}": "SELECT id FROM tasks WHERE {own} AND element_key LIKE 'inspec%'",
    "parcels.{form}": "SELECT 'geojson'",
    "parcels/{code}": "SELECT code FROM ba_units WHERE {own}",
    "runs/{run_id}": "SELECT id FROM tax_runs WHERE {own}",
    "deliveries/{code}": "SELECT code FROM taxpayers WHERE {own}",
    "debts/{debt_id}": "SELECT id FROM tax_debts WHERE {own}",
    "reminders/{number}": "SELECT number FROM cases WHERE {own} AND process_key LIKE 'aviso%'",
    "taxes/{code}": "SELECT code FROM taxpayers WHERE {own}",
    "receipts/{code}": "SELECT code FROM applications WHERE {own}",
    "mandates/{mandate_id}": "SELECT id FROM mandates WHERE {own}",
    "comments/{comment_id}": "SELECT id FROM process_comments WHERE {own}",
    "publication/{asking_id}": "SELECT id FROM process_askings WHERE {own}",
    "states/{revision}": "SELECT '1'",
    "diagrams/{process_id}": "SELECT 'compra'",
    "migrations/{batch_id}": "SELECT id FROM batches WHERE {own}",
    "migrations/{batch_id}/cases/{case_id}": "SELECT coalesce(batch_id, id), case_id"
    " FROM case_migrations WHERE {own}",
    "batches/{batch_id}": "SELECT id FROM batches WHERE {own}",
    "unopened/{job_id}": "SELECT id FROM jobs WHERE {own}",
    "incidents/{incident_id}": "SELECT id FROM incidents WHERE {own}",
    "orders/{order_id}": "SELECT id FROM payment_orders WHERE {own}",
    "receipts/{receipt_id}": "SELECT id FROM till_receipts WHERE {own}",
    "files/{file_id}": "SELECT id FROM payment_files WHERE {own}",
    "suspense/{suspense_id}": "SELECT id FROM payment_suspense WHERE {own}",
    "pay/{code}": "SELECT code FROM payment_orders WHERE {own}",
    "pay/{code}/{way}": "SELECT code, 'trial' FROM payment_orders WHERE {own}",
    "notices/{way}": "SELECT 'trial'",
    "back/{token}": "SELECT token FROM gateway_payments WHERE {own}",
    "requests/{request_id}": "SELECT id FROM supplier_requests WHERE {own}",
    "supplier-register/{supplier_id}": "SELECT id FROM suppliers WHERE {own}",
    "supplier-register/{supplier_id}/marks/{mark_id}": "SELECT supplier_id, id FROM supplier_marks"
    " WHERE {own}",
    "absences/{absence_id}": "SELECT id FROM substitutions WHERE {own}",
    "sessions/{session_id}": "SELECT id FROM sessions WHERE {own}",
    "people/{person_id}": "SELECT id FROM persons WHERE {own}",
    "written/{experience_id}": "SELECT id FROM experiences WHERE {own}",
    "written/{experience_id}/{act}": "SELECT id, 'ask' FROM experiences WHERE {own}",
    "shared/{slug}/{experience_id}": "SELECT m.slug, e.id FROM experiences e JOIN municipalities m"
    " ON m.id = e.municipality_id WHERE e.municipality_id = {town}",
    "admissions/{admission_id}": "SELECT id FROM team_admissions WHERE {own}",
    "own/{team_id}": "SELECT id FROM teams WHERE {own}",
    "scores/{scheme}/{period}": "SELECT 'gestion-municipal', '2026-T1'",
    "{language}": "SELECT 'es'",
    "notices/{notice_id}": "SELECT id FROM notices WHERE {own}",
}


class CannotFill(Exception):
    """Nothing is known that a parameter stands for; the message says what to add where."""


def candidates(
    database: sqlite3.Connection, municipality_id: int, slug: str, route: Route
) -> list[str]:
    """Addresses of a route with things of this town, the likeliest first. Raises CannotFill."""
    pieces = list(_pieces(route))
    found = [
        islice(_asked(database, municipality_id, each), _MOST if len(pieces) == 1 else 4)
        for each in pieces
    ]
    addresses = []
    for values in product(*found):
        filled = {"municipality": slug}
        for named in values:
            filled |= named
        addresses.append(route.filled(filled))
    return addresses


def _pieces(route: Route) -> Iterator[str]:
    """The longest pieces that are known, which together name every parameter of the route."""
    rest = route.path.removeprefix("/{municipality}").replace(":path", "")
    while "{" in rest:
        known = [each for each in FILLINGS if _ends(rest, each)]
        if not known:
            upto = rest[: rest.index("}") + 1].rsplit("/", 2)
            piece = "/".join(upto[-2:])
            raise CannotFill(
                f"{route}: nothing is known that «{piece}» stands for. Add a question for it to "
                "FILLINGS in tests/filled.py, and a row of that kind lies in every table already."
            )
        longest = max(known, key=lambda each: (each.count("{"), len(each)))
        yield longest
        rest = rest[rest.index(longest) + len(longest) :]


def _ends(rest: str, piece: str) -> bool:
    """The piece is the first that names something in what is left of the address."""
    at = rest.find(piece)
    before = rest[:at]
    return at >= 0 and "{" not in before and (at == 0 or before.endswith("/") or piece[0] in "{/")


def _asked(
    database: sqlite3.Connection, municipality_id: int, piece: str
) -> Iterator[dict[str, str]]:
    names = [each.split("}")[0] for each in piece.split("{")[1:]]
    own = f"municipality_id = {municipality_id}"
    asked = FILLINGS[piece].replace("{own}", own).replace("{town}", str(municipality_id))
    for row in database.execute(f"SELECT * FROM ({asked}) LIMIT {_MOST}"):  # noqa: S608  ours
        yield dict(zip(names, (str(each) for each in row), strict=True))
