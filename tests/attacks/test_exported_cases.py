"""An exported case is checked without the house; whatever is done to it is found and named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from engine.cases import Facts
from engine.documents.attaching import Attached
from engine.documents.keeping import Kept, classify
from engine.history.offline import NotABag, verify_bag
from engine.history.signing import fingerprint_of, public_key_of
from storage.queries.documents import documents_of_case
from storage.tables.documents import Level
from tests.bags import (
    DOCUMENT,
    HISTORIES,
    WORK,
    consistent,
    exported,
    faults,
    files_in,
    history,
    worked_on,
    written,
)
from tests.certificates import DAY, LIST, NOW, authority, clerk, revoking, signed
from tests.town import PDF, Town


@pytest.fixture
def case_id(town: Town) -> int:
    return worked_on(town)


def test_an_exported_case_is_whole_and_says_whose_key_signed(
    town: Town, case_id: int, tmp_path: Path
) -> None:
    target = tmp_path / "bag.zip"
    target.write_bytes(exported(town, case_id))
    found = verify_bag(target)
    key = public_key_of(town.installation, town.municipality_id)
    assert found.faults == []
    assert (found.documents, found.withheld, found.fingerprint) == (2, 0, fingerprint_of(key))
    assert found.number == town.case(case_id).number
    assert found.events > 5


def test_the_bag_is_one_that_other_programs_read(town: Town, case_id: int) -> None:
    files = files_in(exported(town, case_id))
    assert files["bagit.txt"].startswith(b"BagIt-Version: 1.0\n")
    assert files[DOCUMENT] == PDF
    listed = dict(
        line.split("  ")[::-1] for line in files["manifest-sha256.txt"].decode().splitlines()
    )
    payload = {name: each for name, each in files.items() if name.startswith("data/")}
    assert listed == {name: sha256(each).hexdigest() for name, each in payload.items()}


def test_a_changed_document_is_named(town: Town, case_id: int, tmp_path: Path) -> None:
    files = files_in(exported(town, case_id))
    files[DOCUMENT] = PDF.replace(b"1.4", b"1.7")
    assert faults(files, tmp_path) == [
        f"El archivo «{DOCUMENT}» fue cambiado: su huella no es la registrada."
    ]


def test_a_document_that_was_taken_out_or_put_in_is_named(
    town: Town, case_id: int, tmp_path: Path
) -> None:
    files = files_in(exported(town, case_id))
    del files[DOCUMENT]
    files["data/documents/0009-x.pdf"] = b"x"
    told = faults(files, tmp_path)
    assert f"Falta el archivo «{DOCUMENT}»." in told
    assert "El archivo «data/documents/0009-x.pdf» fue añadido: nadie lo registró." in told


def test_who_makes_the_manifests_anew_lacks_the_key(
    town: Town, case_id: int, tmp_path: Path
) -> None:
    files = files_in(exported(town, case_id))
    files[DOCUMENT] = PDF.replace(b"1.4", b"1.7")
    told = faults(consistent(files), tmp_path)
    assert "La firma de la lista de archivos no es válida." in told
    assert "Falta el documento «Acta», folio 1." in told


@pytest.mark.parametrize(("change", "sentence"), HISTORIES)
def test_a_changed_history_is_named_even_with_new_manifests(
    town: Town,
    case_id: int,
    tmp_path: Path,
    change: Callable[[dict[str, object]], object],
    sentence: str,
) -> None:
    files = history(change)(files_in(exported(town, case_id)))
    assert any(sentence in each for each in faults(files, tmp_path)), faults(files, tmp_path)


def test_an_index_that_names_another_document_is_found(
    town: Town, case_id: int, tmp_path: Path
) -> None:
    files = files_in(exported(town, case_id))
    told = json.loads(files["data/index.json"])
    told["documents"][0]["sha256"] = "0" * 64
    files["data/index.json"] = json.dumps(told).encode()
    found = faults(consistent(files), tmp_path)
    assert "El documento «Acta», folio 1, no consta en la historia." in found
    assert any("Falta en el índice un documento que consta en la historia" in f for f in found)


def test_what_is_under_seal_is_left_out_and_the_chain_still_holds(
    town: Town, case_id: int, tmp_path: Path
) -> None:
    task = town.open_task(case_id, "bid")
    town.attach("sur", case_id, task_id=task, kind="oferta", title="Oferta por 900 soles")
    town.does("sur", case_id, "bid")
    for who in ("ana", "vera"):
        bag = exported(town, case_id, who)
        files = files_in(bag)
        assert not any(b"900 soles" in each for each in files.values())
        assert not any("oferta" in name for name in files)
        found = verify_bag(written(files, tmp_path / f"{who}.zip"))
        assert (found.faults, found.withheld > 0) == ([], True)
    assert any(b"900 soles" in each for each in files_in(exported(town, case_id, "sur")).values())


def test_what_is_no_exported_case_is_said_to_be_none(tmp_path: Path) -> None:
    plain = tmp_path / "a.zip"
    plain.write_bytes(b"hola")
    with pytest.raises(NotABag):
        verify_bag(plain)
    for files in ({"hola.txt": b"x"}, {"../x": b"x"}, {"manifest-sha256.txt": b"x\n"}):
        with pytest.raises(NotABag):
            verify_bag(written(files, tmp_path / "b.zip"))


EVIDENCE = "data/signatures/0001-acta-acta.pdf/1-1.crl"


@pytest.fixture
def judged(town: Town) -> tuple[int, bytes]:
    """A case with a signed document, and the list that its signature was judged by."""
    listed = revoking(clerk(), NOW - 10 * DAY)
    object.__setattr__(town.installation, "trust_roots", (authority().der,))
    object.__setattr__(town.installation, "fetch_list", lambda _: listed)
    town.deploys(WORK)
    town.person("ana", "clerk")
    town.person("luis", "clerk")
    case_id = town.open_case("ana", "test", Facts({}))
    filed = town.attach("ana", case_id, stream=io.BytesIO(signed(clerk())))
    assert isinstance(filed, Attached)
    return case_id, listed


def test_what_signatures_were_judged_by_goes_along(
    town: Town, judged: tuple[int, bytes], tmp_path: Path
) -> None:
    case_id, listed = judged
    files = files_in(exported(town, case_id))
    assert files[EVIDENCE] == listed
    [document] = json.loads(files["data/signatures.json"])["documents"]
    [signature] = document["signatures"]
    [kept] = signature["evidence"]
    assert (document["file"], signature["revoked"]) == ("0001-acta-acta.pdf", True)
    assert kept == {
        "file": EVIDENCE,
        "sha256": sha256(listed).hexdigest(),
        "kind": "crl",
        "address": LIST,
        "fetched_at": town.clock.now().isoformat(),
    }
    assert faults(files, tmp_path) == []
    files[EVIDENCE] = listed[:-1]
    assert faults(files, tmp_path) == [
        f"El archivo «{EVIDENCE}» fue cambiado: su huella no es la registrada."
    ]
    assert f"Falta lo que prueba la firma de {signature['signer']}: {EVIDENCE}." in faults(
        consistent(files), tmp_path
    )


def test_who_may_not_read_the_document_gets_neither_signature_nor_proof(
    town: Town, judged: tuple[int, bytes]
) -> None:
    case_id, _ = judged
    [filed] = town.reads(lambda c: documents_of_case(c, town.municipality_id, case_id))
    actor, key = town.people["ana"], filed.document.id
    assert isinstance(classify(town.installation, actor, key, Level.RESERVED, "Datos"), Kept)
    files = files_in(exported(town, case_id, "luis"))
    assert not [name for name in files if name.startswith("data/signatures")]
    assert EVIDENCE in files_in(exported(town, case_id))  # who filed it
