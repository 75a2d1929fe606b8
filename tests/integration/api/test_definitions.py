"""Processes over the API: checked, published, read file by file, brought back into force."""

from collections.abc import Mapping

from engine.definitions import read_folder
from tests.hall import PERMIT
from tests.programs import Program, Said

FILES = read_folder(PERMIT).files


def sends(desk: Program, path: str, files: Mapping[str, bytes], **headers: str) -> Said:
    parts = [("file", (name, content, "text/plain")) for name, content in files.items()]
    return desk.posts(path, files=parts, headers=headers)


def test_a_process_is_published_once_and_brought_back_into_force(desk: Program) -> None:
    published = sends(desk, "definitions", FILES)
    assert (published.status, published.json["version"]) == (201, 2)
    assert sends(desk, "definitions", FILES).json["unchanged"] is True
    versions = desk.gets("definitions", process="permit").json["items"]
    assert [(each["version"], each["state"]) for each in versions] == [
        (2, "active"),
        (1, "superseded"),
    ]
    older = versions[1]["id"]
    for _ in range(2):
        assert desk.asks("PUT", f"definitions/{older}/activation").json["version"] == 1
    assert [each["version"] for each in desk.gets("definitions").json["items"]] == [1]


def test_the_files_come_back_as_they_were_sent(desk: Program) -> None:
    definition = sends(desk, "definitions", FILES).json["id"]
    told = desk.gets(f"definitions/{definition}").json
    assert told["files"] == sorted(FILES)
    assert told["manifest"]["title"] == "Permiso de uso de la plaza"
    got = {name: desk.gets(f"definitions/{definition}/files/{name}") for name in FILES}
    assert {name: each.content for name, each in got.items()} == dict(FILES)
    assert got["permit.bpmn"].headers["content-type"] == "application/xml"
    assert desk.gets(f"definitions/{definition}/files/../manifest.toml").kind == "not_found"


def test_the_start_form_is_told(desk: Program) -> None:
    (definition,) = desk.gets("definitions").json["items"]
    fields = desk.gets(f"definitions/{definition['id']}/form").json["fields"]
    assert [each["name"] for each in fields] == ["motivo", "garantia", "dia"]


def test_everything_that_is_wrong_is_told_with_its_place_and_nothing_is_kept(
    desk: Program,
) -> None:
    broken = {**FILES, "forms/pedido.json": b"{"}
    refused = sends(desk, "definitions", broken)
    assert (refused.status, refused.kind) == (422, "bad_definition")
    assert {each["file"] for each in refused.json["problems"]} == {"forms/pedido.json"}
    checked = sends(desk, "definitions/check", broken)
    assert {each["file"] for each in checked.json["errors"]} == {"forms/pedido.json"}
    assert sends(desk, "definitions/check", FILES).json["errors"] == []
    assert len(desk.gets("definitions", process="permit").json["items"]) == 1


def test_what_needs_no_decision_is_mended_and_given_back(desk: Program) -> None:
    drawn = FILES["permit.bpmn"]
    left_over = drawn.replace(
        b"<bpmn:process ", b'<bpmn:signal id="old" name="old"/><bpmn:process ', 1
    )
    answer = sends(desk, "definitions/mending", {**FILES, "permit.bpmn": left_over}).json
    assert [each["rule"] for each in answer["made"]] == ["unused"]
    assert answer["made"][0]["fix"]["act"] == "remove"
    assert list(answer["files"]) == ["permit.bpmn"]
    assert "old" not in answer["files"]["permit.bpmn"]
    assert [each for each in answer["left"] if each["rule"] == "unused"] == []
    assert sends(desk, "definitions/mending", FILES).json["files"] == {}


def test_findings_are_told_in_the_language_of_who_asks(desk: Program) -> None:
    broken = {**FILES, "forms/pedido.json": b"[]", "manifest.toml": b""}
    told = {
        language: [
            each["what"]
            for each in sends(
                desk, "definitions/check", broken, **{"accept-language": language}
            ).json["errors"]
        ]
        for language in ("es", "pt", "en")
    }
    assert "El archivo no contiene un formulario" in told["es"]
    assert "O arquivo não contém um formulário" in told["pt"]
    assert "«starters» must be a list of texts with at least one." in told["en"]
    assert len(told["es"]) == len(told["pt"]) == len(told["en"])
    assert not set(told["es"]) & set(told["pt"]) | set(told["es"]) & set(told["en"])


def test_what_is_no_part_of_a_process_is_refused_by_name(desk: Program) -> None:
    for name in ("handlers.py", "../manifest.toml", "forms/a/b.json", "scenarios/a.feature"):
        refused = sends(desk, "definitions", {**FILES, name: b"x"})
        assert [each["field"] for each in refused.json["errors"]] == ["body.file"]
    assert sends(desk, "definitions", {}).kind == "unsupported_media_type"
