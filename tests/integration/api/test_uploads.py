"""Large files over the API: begun, added to where they stand, cut, continued, and filed."""

from tests.hall import Hall
from tests.programs import Program, Said, program
from tests.town import PDF

BYTES = "application/octet-stream"
WHERE = "upload-offset"


def adds(desk: Program, handle: str, offset: int, content: bytes, kind: str = BYTES) -> Said:
    headers = {WHERE: str(offset), "content-type": kind}
    return desk.asks("PATCH", f"uploads/{handle}", content=content, headers=headers)


def begun(desk: Program) -> str:
    return str(desk.posts("uploads").json["upload"])


def test_what_arrived_in_two_goes_is_filed_as_one_document(desk: Program, permit: str) -> None:
    answer = desk.posts("uploads")
    assert (answer.status, answer.json["offset"]) == (201, 0)
    handle = answer.json["upload"]
    assert answer.headers["location"].endswith(f"/uploads/{handle}")
    assert adds(desk, handle, 0, PDF[:20]).json["offset"] == 20
    assert desk.gets(f"uploads/{handle}").json["offset"] == 20
    assert adds(desk, handle, 20, PDF[20:]).json["offset"] == len(PDF)
    filed = desk.posts(
        f"cases/{permit}/documents",
        data={"kind": "plano", "upload": handle, "filename": "plano.pdf"},
        files={"nothing": ("", b"")},
    )
    assert filed.status == 201, filed.text
    assert desk.gets(f"documents/{filed.json['id']}/versions/1").content == PDF
    assert desk.gets(f"uploads/{handle}").status == 404


def test_a_piece_elsewhere_is_told_where_the_upload_stands(desk: Program) -> None:
    handle = begun(desk)
    adds(desk, handle, 0, b"12345")
    answer = adds(desk, handle, 9, b"x")
    assert (answer.kind, answer.json["facts"]) == ("upload_place", {"reached": "5"})


def test_too_much_is_refused_and_thrown_away(desk: Program) -> None:
    handle = begun(desk)
    limit = desk.gets(f"uploads/{handle}").json["limit"]
    assert adds(desk, handle, 0, b"x" * (limit + 1)).kind == "file_too_large"
    assert desk.gets(f"uploads/{handle}").kind == "not_found"


def test_a_piece_of_another_kind_is_refused(desk: Program) -> None:
    assert adds(desk, begun(desk), 0, b"{}", "application/json").kind == "unsupported_media_type"


def test_an_upload_is_judged_by_its_content_when_it_is_filed(desk: Program, permit: str) -> None:
    handle = begun(desk)
    adds(desk, handle, 0, b"<html>")
    body = {"kind": "plano", "upload": handle}
    answer = desk.posts(f"cases/{permit}/documents", data=body, files={"nothing": ("", b"")})
    assert answer.kind == "file_type"
    assert desk.gets(f"uploads/{handle}").json["offset"] == 6


def test_an_upload_of_another_is_nobodys(hall: Hall, desk: Program, permit: str) -> None:
    handle = begun(desk)
    adds(desk, handle, 0, PDF)
    other = program(hall, "mesa")
    assert other.gets(f"uploads/{handle}").kind == "not_found"
    assert adds(other, handle, len(PDF), b"x").kind == "not_found"
    assert other.asks("DELETE", f"uploads/{handle}").kind == "not_found"
    body = {"kind": "plano", "upload": handle}
    stolen = other.posts(f"cases/{permit}/documents", data=body, files={"nothing": ("", b"")})
    assert stolen.kind == "not_found"
    assert desk.gets(f"uploads/{handle}").json["offset"] == len(PDF)


def test_an_upload_may_be_thrown_away(desk: Program) -> None:
    handle = begun(desk)
    assert desk.asks("DELETE", f"uploads/{handle}").status == 200
    assert desk.gets(f"uploads/{handle}").kind == "not_found"
