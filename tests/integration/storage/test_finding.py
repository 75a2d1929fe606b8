"""What finds cases by people and documents, on both databases: bounds, indexes, what goes."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, event, text

from storage.database import WHOLE_INSTALLATION, Database
from storage.migrations.filling import fill_words
from storage.multiplying import multiply_case
from storage.queries import inbox_text
from storage.queries.inbox_text import Bound, Finding, Reach, cases_found
from storage.tables import document_words, party_words, person_words
from storage.tables.documents import Level
from storage.writes.casefile import empty_case, end_party, insert_party
from storage.writes.documents import classify_document, insert_document
from storage.writes.finding import write_document_words
from storage.writes.identity import correct_person
from tests.integration.storage.conftest import NOW, Opened, Rows

OpenCase = Callable[..., Opened]


def reach(rows: Rows) -> Reach:
    return Reach(inside=(rows.definition_id,))


def found(
    database: Database, rows: Rows, text: str, who: Reach | None = None, language: str = ""
) -> Finding:
    with database.read(rows.municipality_id) as connection:
        return cases_found(connection, rows.municipality_id, text, who or reach(rows), language)


def party(database: Database, opened: Opened, name: str, national_id: str = "") -> int:
    number = opened.rows.new()
    with database.verb(opened.rows.municipality_id) as connection:
        insert_party(
            connection,
            opened.rows.municipality_id,
            id=number,
            case_id=opened.case.id,
            role="applicant",
            name=name,
            national_id=national_id,
            contact="",
            added_at=NOW,
            added_by=None,
        )
    return number


def document(database: Database, opened: Opened, title: str, **more: object) -> int:
    number = opened.rows.new()
    with database.verb(opened.rows.municipality_id) as connection:
        insert_document(
            connection,
            opened.rows.municipality_id,
            document_id=number,
            case_id=opened.case.id,
            kind="acta",
            title=title,
            created_at=NOW,
            created_by=opened.rows.person_id,
            **more,
        )
    return number


@pytest.mark.parametrize(
    ("language", "title", "sought"),
    [
        ("es", "Licencia de edificación", "licencias"),
        ("es", "Licencias de edificación", "edificaciones licencia"),
        ("es", "Designación del juez", "jueces"),
        ("pt", "Edital da licitação", "licitações editais"),
        ("en", "Property taxes", "properties tax"),
    ],
)
def test_a_document_is_found_by_the_singular_and_by_the_plural_of_its_words(
    database: Database, tambo: Rows, open_case: OpenCase, language: str, title: str, sought: str
) -> None:
    opened = open_case(tambo)
    document(database, opened, title)
    document(database, open_case(tambo, "CON-2026-0002"), "Plano de la plaza")
    here = Finding((opened.case.id,))
    assert found(database, tambo, sought, language=language) == here
    assert found(database, tambo, f"{sought} plano", language=language) == Finding()


def test_a_case_is_found_by_the_singular_and_by_the_plural_of_the_words_of_its_title(
    database: Database, tambo: Rows, other: Rows, open_case: OpenCase
) -> None:
    here = open_case(tambo)
    open_case(tambo, "CON-2026-0002", title="Licencia de obra")
    open_case(other, title="Licencia de obra")
    (case_id,) = found(database, tambo, "licencias obras", language="es").case_ids
    assert case_id != here.case.id
    outside = Reach(outside=(tambo.definition_id,))  # who finds by number and title
    assert found(database, tambo, "licencias", outside, "es").case_ids == (case_id,)
    assert found(database, tambo, "licencias", reach(other), "es") == Finding()
    assert found(database, tambo, "licencias puente", language="es") == Finding()


def test_each_town_finds_its_own(
    database: Database, tambo: Rows, other: Rows, open_case: OpenCase
) -> None:
    here, there = open_case(tambo), open_case(other)
    for opened in (here, there):
        party(database, opened, "Julia Ccori", "40112233")
        document(database, opened, "Plano de la plaza")
    for words in ("julia", "40112233", "plano plaza", "rosa quispe"):
        assert found(database, tambo, words) == Finding((here.case.id,)), words
        assert found(database, other, words) == Finding((there.case.id,)), words
        assert found(database, tambo, words, reach(other)) == Finding(), words
    with database.read(2) as connection:
        assert cases_found(connection, 2, "julia", reach(tambo)) == Finding()
    if database.dialect == "postgresql":  # the wall, when a question names the wrong town
        with database.read(2) as connection:
            assert cases_found(connection, 1, "julia", reach(tambo)) == Finding()
            assert cases_found(connection, 1, "plano", reach(tambo)) == Finding()


def test_towns_whose_words_have_the_same_mark_still_find_their_own(
    database: Database,
    tambo: Rows,
    other: Rows,
    open_case: OpenCase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("queries.inbox_text", "writes.finding"):
        monkeypatch.setattr(f"storage.{module}.marked", lambda _, word: f"x/{word}")
    here, there = open_case(tambo), open_case(other)
    for opened in (here, there):
        document(database, opened, "Plano")
    both = Reach(inside=(tambo.definition_id, other.definition_id))
    assert found(database, tambo, "plano", both).case_ids == (here.case.id,)
    assert found(database, other, "plano", both).case_ids == (there.case.id,)


def test_sweeps_see_the_words_of_all_towns(
    database: Database, tambo: Rows, open_case: OpenCase
) -> None:
    document(database, open_case(tambo), "Plano")
    with database.read(WHOLE_INSTALLATION) as connection:
        assert connection.scalar(text("SELECT count(*) FROM document_words")) == 1
        assert cases_found(connection, 1, "plano", reach(tambo)).case_ids
        assert connection.scalar(text("SELECT count(*) FROM document_words")) == 1


def test_what_is_sealed_is_found_by_who_filed_it(
    database: Database, tambo: Rows, open_case: OpenCase
) -> None:
    opened = open_case(tambo)
    document(database, opened, "Oferta", sealed=3)
    assert found(database, tambo, "oferta") == Finding()
    mine = Reach(inside=(tambo.definition_id,), person_id=tambo.person_id)
    assert found(database, tambo, "oferta", mine).case_ids == (opened.case.id,)


def test_what_is_reserved_is_found_by_its_readers_and_the_auditor(
    database: Database, tambo: Rows, open_case: OpenCase
) -> None:
    opened = open_case(tambo)
    number = document(database, opened, "Historia clínica")
    with database.verb(1) as connection:
        classify_document(connection, 1, number, level=Level.RESERVED)
    inside, here = (tambo.definition_id,), (opened.case.id,)
    reader = Reach(inside=inside, reserved=((("acta",), inside),))
    elsewhere = Reach(inside=inside, reserved=((("oficio",), inside), (("acta",), (9,))))
    assert found(database, tambo, "clinica") == Finding()
    assert found(database, tambo, "clinica", elsewhere) == Finding()
    assert found(database, tambo, "clinica", reader).case_ids == here
    assert found(database, tambo, "clinica", Reach(inside=inside, auditor=True)).case_ids == here


def test_words_are_replaced_and_go_with_a_disposal(
    database: Database, tambo: Rows, open_case: OpenCase
) -> None:
    opened = open_case(tambo)
    gone = party(database, opened, "Teodora Puma")
    party(database, opened, "Julia Ccori")
    number = document(database, opened, "Informe")
    with database.verb(1) as connection:
        end_party(connection, 1, gone, at=NOW)
        write_document_words(connection, 1, number, opened.case.id, "Informe", ["puente"])
    assert found(database, tambo, "teodora") == Finding()
    assert found(database, tambo, "informe puente").case_ids == (opened.case.id,)
    with database.verb(1) as connection:
        write_document_words(connection, 1, number, opened.case.id, "Informe", ["camino"])
    assert found(database, tambo, "puente") == Finding()
    assert found(database, tambo, "camino").case_ids == (opened.case.id,)
    with database.verb(1) as connection:
        empty_case(connection, 1, opened.case.id)
    for words in ("camino", "informe", "julia"):
        assert found(database, tambo, words) == Finding(), words
    if database.dialect == "sqlite":
        with database.verb(1) as connection:  # raises when the two do not agree
            check = "INSERT INTO document_index (document_index) VALUES ('integrity-check')"
            connection.execute(text(check))


def test_who_gets_another_name_is_found_by_it(
    database: Database, tambo: Rows, open_case: OpenCase
) -> None:
    opened = open_case(tambo)
    with database.verb(1) as connection:
        correct_person(
            connection, 1, tambo.person_id, name="Rosa Ticona", email=None, national_id=None,
            position=None,
        )  # fmt: skip
    assert found(database, tambo, "quispe") == Finding()
    assert found(database, tambo, "ticona rosa").case_ids == (opened.case.id,)


def test_an_upgrade_enters_the_words_of_what_is_there(
    database: Database, tambo: Rows, open_case: OpenCase
) -> None:
    opened = open_case(tambo)
    party(database, opened, "Julia Ccori", "40112233")
    document(database, opened, "Plano")
    with database.verb(WHOLE_INSTALLATION) as connection:
        for each in (party_words, person_words, document_words):
            connection.execute(delete(each))
    assert found(database, tambo, "julia") == Finding()
    with database.verb(WHOLE_INSTALLATION) as connection:
        fill_words(connection)
    for words in ("julia", "401122", "plano", "quispe"):
        assert found(database, tambo, words).case_ids == (opened.case.id,), words


def test_signs_of_the_language_of_search_are_only_letters(
    database: Database, tambo: Rows, open_case: OpenCase
) -> None:
    document(database, open_case(tambo), "Acta 'especial' del comité: (2026)")
    for words in ("acta 'especial'", 'especial" OR "x', "comite:* & !acta", "(2026)", "a*ta", "*"):
        found(database, tambo, words)
    assert found(database, tambo, "'especial' (2026)").case_ids
    assert not found(database, tambo, "espec | otra").case_ids


@pytest.mark.parametrize(
    ("cases", "rows", "bound", "number"),
    [(2, 50, Bound.CASES, 2), (3, 50, None, 3), (50, 2, Bound.ROWS, 3), (50, 3, None, 3)],
)
def test_what_is_looked_at_is_bounded_and_the_newest_are_found(
    database: Database,
    tambo: Rows,
    open_case: OpenCase,
    monkeypatch: pytest.MonkeyPatch,
    cases: int,
    rows: int,
    bound: Bound | None,
    number: int,
) -> None:
    opened = [open_case(tambo, f"CON-2026-000{each}") for each in range(3)]
    for each in opened:
        party(database, each, "Julia Ccori")
        document(database, each, "Plano")
    monkeypatch.setattr(inbox_text, "MOST_CASES", cases)
    monkeypatch.setattr(inbox_text, "MOST_ROWS", rows)
    newest = tuple(sorted((each.case.id for each in opened), reverse=True))
    for words in ("julia", "plano"):
        answer = found(database, tambo, words)
        assert answer.bound is bound
        assert len(answer.case_ids) == number
        if bound is not Bound.ROWS:
            assert answer.case_ids == newest[:number]


@pytest.mark.parametrize("counted", [True, False])
def test_nothing_is_gone_through_from_end_to_end(
    database: Database, tambo: Rows, open_case: OpenCase, *, counted: bool
) -> None:
    """The plan of each way begins at an index, behind the wall as well, also where the database has
    not counted its rows yet."""
    opened = open_case(tambo)
    party(database, opened, "Julia Ccori", "40112233")
    document(database, opened, "Plano")
    with database.verb(1) as connection:
        multiply_case(connection, 1, opened.case.id, first=1, count=3_000)
    party(database, open_case(tambo, "CON-2026-0002"), "Ana Ticona")
    document(database, open_case(tambo, "CON-2026-0003"), "Croquis")
    if counted:
        with database.verb(WHOLE_INSTALLATION) as connection:
            connection.execute(text("ANALYZE"))
    with database.read(1) as connection:
        if database.dialect == "postgresql":  # which prefers a scan for as few rows as these
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = _plan(connection, tambo)
    for table in ("party_words", "person_words", "document_words", "documents", "cases", "leading"):
        assert f"Seq Scan on {table}" not in plan, plan
        assert f"SCAN {table}\n" not in plan, plan
    assert "SCAN document_index VIRTUAL TABLE INDEX 0:M1=" not in plan, plan  # asked of each row
    if database.dialect == "postgresql" and counted:
        assert "ix_document_words_found" in plan


def _plan(connection: Connection, rows: Rows) -> str:
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    seen: list[str] = []

    def explaining(
        conn: object, cursor: object, statement: str, parameters: object, *_: object
    ) -> None:
        if "set_config" not in statement:
            cursor.execute(f"{explain} {statement}", parameters)
            seen.extend(" ".join(map(str, row)) for row in cursor.fetchall())

    event.listen(connection, "before_cursor_execute", explaining)
    cases_found(connection, 1, "croquis 401100", reach(rows))
    event.remove(connection, "before_cursor_execute", explaining)
    return "\n".join(seen) + "\n"
