"""`cauce case show` and `cauce deploy`: what they say, and what they say when they cannot."""

from pathlib import Path

from tests.hall import PERMIT
from tests.integration.cli.conftest import Terminal
from tests.town import Town

NO_GATEWAY = '<bpmn:complexThing id="which" name="¿Cuál?"/>'


def test_a_case_is_told_in_sentences(worked: Town, database_url: str, terminal: Terminal) -> None:
    answer = terminal("case", "show", "TEST-2026-0001", database=database_url)
    assert (answer.code, answer.problem) == (0, "")
    assert "TEST-2026-0001" in answer.said
    assert "(terminado)" in answer.said
    assert "Ana completó «step_4»" in answer.said
    assert "El expediente terminó" in answer.said


def test_an_open_case_says_who_is_awaited(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    answer = terminal("case", "show", "TEST-2026-0002", database=database_url)
    assert "(abierto)" in answer.said
    assert "step_1: espera a Clerk" in answer.said


def test_a_case_that_is_not_there_is_named(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    answer = terminal("case", "show", "TEST-2026-0099", database=database_url)
    assert (answer.code, answer.said) == (1, "")
    assert answer.problem == "No hay un expediente TEST-2026-0099 en Tambo Real."


def test_a_municipality_that_is_not_there_ends_with_those_that_are(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    answer = terminal(
        "case", "show", "TEST-2026-0001", "--municipality", "lima", database=database_url
    )
    assert answer.code == 2
    assert answer.problem.startswith("Diga de qué municipalidad con --municipality. Hay: tambo-")


def test_a_good_folder_comes_into_force_once(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    first = terminal("deploy", str(PERMIT), database=database_url)
    again = terminal("deploy", str(PERMIT), database=database_url)
    assert (first.code, first.problem) == (0, "")
    assert first.said.endswith("«permit» versión 1 está vigente en Tambo Real.")
    assert again.said.endswith("«permit» versión 1 ya estaba publicada en Tambo Real.")


def test_each_fault_of_a_folder_is_told_with_its_file_and_element(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    folder = _copied(tmp_path)
    diagram = folder / "permit.bpmn"
    text = diagram.read_text(encoding="utf-8")
    diagram.write_text(text.replace("</bpmn:process>", NO_GATEWAY + "</bpmn:process>"), "utf-8")
    answer = terminal("deploy", str(folder), database=database_url)
    assert answer.code == 1
    assert "permit.bpmn which ¿Cuál?: " in answer.problem
    assert answer.problem.endswith("faltas.") or answer.problem.endswith("1 falta.")


def test_a_folder_without_a_manifest_is_said_to_lack_it(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    folder = _copied(tmp_path)
    (folder / "manifest.toml").unlink()
    answer = terminal("deploy", str(folder), database=database_url)
    assert answer.code == 1
    assert "manifest.toml: Falta el archivo manifest.toml." in answer.problem


def test_a_folder_that_is_not_there_is_a_wrong_argument(terminal: Terminal) -> None:
    answer = terminal("deploy", "/no/such/folder")
    assert answer.code == 2
    assert "does not exist" in answer.problem


def _copied(tmp_path: Path) -> Path:
    folder = tmp_path / "permit"
    (folder / "forms").mkdir(parents=True)
    for file in PERMIT.rglob("*.*"):
        if file.is_file():
            (folder / file.relative_to(PERMIT)).write_bytes(file.read_bytes())
    return folder
