"""`cauce case export` and `cauce audit verify FILE`: out of the house, and checked without it."""

from pathlib import Path

import pytest

from engine.documents.attaching import Attached
from storage.queries.case_lists import list_cases
from tests.integration.cli.conftest import Terminal
from tests.town import Town


def first_case(town: Town) -> int:
    return min(each.id for each in town.reads(lambda c: list_cases(c, town.municipality_id)))


def test_an_exported_case_is_checked_without_any_database(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    target = tmp_path / "caso.zip"
    number = worked.case(first_case(worked)).number
    answer = terminal("case", "export", number, "--to", str(target), database=database_url)
    assert (answer.code, answer.problem) == (0, "")
    checked = terminal("audit", "verify", str(target))
    assert (checked.code, checked.problem) == (0, "")
    assert checked.said.endswith("Archivo íntegro.")
    key = terminal("audit", "key", database=database_url).said
    assert terminal("audit", "verify", str(target), "--key", key).code == 0
    other = terminal("audit", "verify", str(target), "--key", "0" * 64)
    assert (other.code, "Lo firmó otra clave" in other.problem) == (1, True)


def test_a_damaged_file_ends_with_one_and_its_name(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    case_id = first_case(worked)
    target = tmp_path / "caso.zip"
    number = worked.case(case_id).number
    terminal("case", "export", number, "--to", str(target), database=database_url)
    content = bytearray(target.read_bytes())
    place = content.find(b'"events"') + 400
    content[place] ^= 1
    target.write_bytes(content)
    answer = terminal("audit", "verify", str(target))
    assert answer.code in (1, 2)
    assert answer.problem


def test_the_index_is_printed_as_json_and_xml(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    case_id = worked.open_case("ana", "test", {})
    assert isinstance(worked.attach("ana", case_id), Attached)
    number = worked.case(case_id).number
    assert '"folios":1' in terminal("case", "index", number, database=database_url).said
    assert (
        "<folios>1</folios>"
        in terminal("case", "index", number, "--xml", database=database_url).said
    )


@pytest.mark.parametrize("words", [("case", "export", "X-1"), ("case", "index", "X-1")])
def test_a_case_that_is_not_there_is_said(
    worked: Town, database_url: str, terminal: Terminal, words: tuple[str, ...]
) -> None:
    answer = terminal(*words, database=database_url)
    assert (answer.code, "No hay un expediente X-1" in answer.problem) == (1, True)
