"""Documents over the API: filed, versioned, listed, downloaded in a closed box."""

import base64
import io
import zipfile

from engine.documents.attaching import Attached
from engine.history.signing import Seal, is_genuine
from tests.certificates import DAY, LIST, NOW, authority, clerk, revoking, signed
from tests.hall import PERMIT_ASKED, Hall
from tests.programs import Program, program
from tests.town import PDF

PLAN = {"kind": "plano", "title": "Plano de la plaza"}


def files(desk: Program, number: str, content: bytes, name: str = "plano.pdf") -> object:
    part = {"file": (name, content, "application/pdf")}
    answer = desk.posts(f"cases/{number}/documents", data=PLAN, files=part)
    return answer.json if answer.status == 201 else answer.kind


def test_the_same_document_again_is_a_version(desk: Program, permit: str) -> None:
    filed = [files(desk, permit, content) for content in (PDF, PDF + b"\n")]
    (document,) = desk.gets(f"cases/{permit}/documents").json["items"]
    assert filed == [{"id": document["id"], "version": 1}, {"id": document["id"], "version": 2}]
    assert [each["version"] for each in document["versions"]] == [2, 1]
    assert document["versions"][0]["uploaded_by"]["name"] == "Mesa virtual"
    for version in document["versions"]:
        assert version.pop("signatures") is None  # only one document asked for by itself tells them
        version["signatures"] = []
    assert desk.gets(f"documents/{document['id']}").json == document
    old = desk.gets(f"documents/{document['id']}/versions/1")
    assert (old.content, old.headers["content-type"]) == (PDF, "application/pdf")
    assert old.headers["content-disposition"].startswith("inline")
    assert desk.gets(f"documents/{document['id']}/versions/3").kind == "not_found"


def test_a_file_is_judged_by_its_content_and_its_size(desk: Program, permit: str) -> None:
    assert files(desk, permit, b"") == "file_empty"
    assert files(desk, permit, b"MZ\x90\x00" + b"\x00" * 100) == "file_type"
    assert files(desk, permit, PDF + b"0" * (1024 * 1024)) == "file_too_large"
    assert desk.gets(f"cases/{permit}/documents").json["items"] == []


def test_what_is_missing_is_told_by_field(desk: Program, permit: str) -> None:
    without = desk.posts(f"cases/{permit}/documents", files={"other": ("a.pdf", PDF, "x/y")})
    assert [each["field"] for each in without.json["errors"]] == ["body.kind", "body.file"]


def test_people_from_outside_see_what_is_public_and_their_own(
    hall: Hall, desk: Program, permit: str
) -> None:
    part = {"file": ("informe.pdf", PDF, "application/pdf")}
    filed = desk.posts(f"cases/{permit}/documents", data={"kind": "informe"}, files=part)
    files(desk, permit, PDF)
    trader = program(hall, "feriante")
    seen = trader.gets(f"cases/{permit}/documents").json["items"]
    assert [each["kind"] for each in seen] == ["plano"]
    hidden = filed.json["id"]
    assert trader.gets(f"documents/{hidden}").kind == "not_found"
    assert trader.gets(f"documents/{hidden}/versions/1").kind == "not_found"
    assert trader.gets(f"cases/{permit}/data").json == {"data": {}, "withheld": True}


def test_a_document_is_locked_classified_and_withdrawn(
    hall: Hall, desk: Program, permit: str
) -> None:
    filed = files(desk, permit, PDF)
    assert isinstance(filed, dict)
    address = f"documents/{filed['id']}"
    assert desk.asks("PUT", f"{address}/lock").status == 200
    assert desk.gets(address).json["locked_by"]["name"] == "Mesa virtual"
    other = program(hall, "mesa", name="Otra mesa")
    assert files(other, permit, PDF) != filed
    assert desk.asks("DELETE", f"{address}/lock").status == 200
    level = {"level": "reserved", "reason": "Datos de salud"}
    assert desk.asks("PUT", f"{address}/level", level).status == 200
    tecnico = program(hall, "tecnico")
    assert tecnico.gets(address).kind == "not_found"
    assert desk.posts(f"{address}/withdrawal", {"reason": "Por error"}).status == 200
    assert desk.gets(address).json["state"] == "withdrawn"


def test_the_signatures_in_a_document_are_told_with_what_they_were_judged_by(
    hall: Hall, desk: Program, permit: str
) -> None:
    house, listed = hall.town.installation, revoking(clerk(), NOW - 10 * DAY)
    object.__setattr__(house, "trust_roots", (authority().der,))
    object.__setattr__(house, "fetch_list", lambda _: listed)
    case_id = hall.town.open_case("rosa", "permit", PERMIT_ASKED)
    filed = hall.town.attach("rosa", case_id, stream=io.BytesIO(signed(clerk())))
    assert isinstance(filed, Attached)
    (version,) = desk.gets(f"documents/{filed.document_id}").json["versions"]
    (found,) = version["signatures"]
    (kept,) = found.pop("evidence")
    assert found.pop("signed_at") is not None
    assert found == {
        "signer": "VARGAS LUIS",
        "issuer": "Autoridad",
        "stamped_at": None,
        "intact": True,
        "changed_after": False,
        "trusted": False,
        "revoked": True,
    }
    assert (kept["kind"], kept["address"]) == ("crl", LIST)
    assert base64.b64decode(kept["content"]) == listed


def test_the_index_is_signed_upon_the_very_bytes(desk: Program, permit: str) -> None:
    files(desk, permit, PDF)
    answer = desk.gets(f"cases/{permit}/index")
    seal = Seal(answer.headers["x-cauce-public-key"], answer.headers["x-cauce-signature"])
    assert is_genuine(seal, answer.content)
    assert answer.json["documents"][0]["title"] == PLAN["title"]
    assert PLAN["title"] in desk.gets(f"cases/{permit}/index.xml").text
    pack = zipfile.ZipFile(io.BytesIO(desk.gets(f"cases/{permit}/documents.zip").content))
    assert pack.read("0001-plano-plano.pdf") == PDF
