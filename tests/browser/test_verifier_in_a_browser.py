"""An exported case and a sealed verification, checked on a page that was kept: without a network,
as `cauce audit verify`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import text

from engine.auditing.statement import as_file, check
from engine.auditing.verifying import Asked, ask, run_verifications
from engine.cases import Facts
from engine.history.signing import fingerprint_of, public_key_of
from engine.identity import AUDITOR
from storage.queries.verifications import VerificationRow, verification_by_id
from storage.tables.verifications import Scope
from tests.attacks.test_history import ATTACKS, GUARDS, LONG
from tests.bags import (
    DOCUMENT,
    HISTORIES,
    Files,
    consistent,
    exported,
    faults,
    files_in,
    history,
    worked_on,
    written,
)
from tests.browser.axe import faults_on
from tests.browser.sizes import page_width
from tests.hall import Hall
from tests.town import PDF, Town
from ui.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def town(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    hall = Town(sqlite_url, tmp_path / "documents")
    yield hall
    hall.close()


@pytest.fixture
def kept(town: Town, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page, opened from the disk in a browser without a network, on a phone."""
    answer = Hall(town, Settings()).desk().opens("verifier")
    assert answer.headers["content-disposition"].startswith("attachment")
    file = tmp_path / "verificador.html"
    file.write_bytes(answer.content)
    with chromium.new_context(offline=True, viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri())
        yield page
        assert wrong == []


def told(page: Page, file: Path) -> list[str]:
    """What the page says of a file, line by line."""
    page.evaluate("document.getElementById('result').className = ''")
    page.set_input_files("#case", file)
    page.wait_for_selector("#result.ok, #result.late")
    return page.locator("#result p").all_inner_texts()


def attacks(files: Files) -> Iterator[Files]:
    """What anybody may do to a bag without the key."""
    changed = {**files, DOCUMENT: PDF.replace(b"1.4", b"1.7")}
    yield changed
    yield consistent(changed)
    yield {**{name: each for name, each in files.items() if name != DOCUMENT}, "data/x": b"x"}
    index = files["data/index.json"].replace(b'"sha256":"', b'"sha256":"0')
    yield consistent({**files, "data/index.json": index})
    for change, _ in HISTORIES:
        yield history(change)(files)


def test_a_whole_case_is_whole_and_every_attack_is_told_as_the_command_tells_it(
    town: Town, kept: Page, tmp_path: Path
) -> None:
    bag = exported(town, worked_on(town))
    whole = tmp_path / "whole.zip"
    whole.write_bytes(bag)
    assert told(kept, whole) == ["El archivo está íntegro: nada cambió desde que se exportó."]
    key = fingerprint_of(public_key_of(town.installation, town.municipality_id))
    assert kept.locator("#fingerprint").inner_text() == key
    assert kept.locator("#documents").inner_text() == "2"
    assert page_width(kept) == 360
    assert faults_on(kept) == []
    for number, files in enumerate(attacks(files_in(bag))):
        expected = list(dict.fromkeys(faults(files, tmp_path)))
        assert expected, number
        said = told(kept, written(files, tmp_path / f"{number}.zip"))
        assert said == [
            f"El archivo no está íntegro. Lo que se encontró ({len(expected)}):", *expected
        ]  # fmt: skip


def test_what_is_no_exported_case_is_said_to_be_none(kept: Page, tmp_path: Path) -> None:
    plain = tmp_path / "a.zip"
    plain.write_bytes(b"hola")
    none = ["El archivo no es un expediente exportado ni una verificación sellada."]
    assert told(kept, plain) == none
    assert told(kept, written({"hola.txt": b"x"}, tmp_path / "b.zip")) == none


def verified(town: Town) -> VerificationRow:
    """Everything is verified, and the result is sealed."""
    number = ask(town.installation, town.person("carmen", AUDITOR), Asked(Scope.ALL))
    assert isinstance(number, int)
    while run_verifications(town.installation):
        pass
    row = town.reads(lambda c: verification_by_id(c, town.municipality_id, number))
    assert row is not None
    return row


def struck(town: Town) -> None:
    """Every attack on a history, each upon a case of its own, behind the house's back."""
    town.deploys(LONG)
    town.person("ana", "clerk")
    cases = []
    for _ in range(len(ATTACKS) + 1):
        cases.append(town.open_case("ana", "test", Facts({})))
        for n in range(1, 5):
            town.does("ana", cases[-1], f"step_{n}", Facts({"v": n}))
    told = {"other": cases[-1], "forged": '{"v":9}', "entered": '{"v":2}'}
    with town.installation.database.verb(town.municipality_id) as connection:
        for guard in GUARDS["sqlite"]:
            connection.execute(text(guard))
        for case_id, statements in zip(cases, ATTACKS.values(), strict=False):
            for each in statements:
                asked = text(each)
                known = {"case": case_id, **told}
                connection.execute(asked, {key: known[key] for key in asked._bindparams})
    town.reopen()


def test_a_sealed_verification_is_checked_and_names_every_attack_on_a_history(
    town: Town, kept: Page, tmp_path: Path
) -> None:
    file = tmp_path / "verificacion.json"
    worked_on(town)
    row = verified(town)
    file.write_text(as_file(row))
    assert told(kept, file) == ["Verificación sellada: la historia estaba íntegra."]
    key = fingerprint_of(public_key_of(town.installation, town.municipality_id))
    assert kept.locator("#seal").inner_text() == key
    assert kept.locator("#result-hash").inner_text() == row.hash
    assert kept.locator("#scope").inner_text() == "Toda la historia"
    assert not kept.locator("#facts").is_visible()
    assert (page_width(kept), faults_on(kept)) == (360, [])
    for number, forged in enumerate(forgeries(as_file(row))):
        file = tmp_path / f"forged-{number}.json"
        file.write_text(forged)
        assert told(kept, file) == ["El sello no es válido: la verificación fue cambiada."]
    struck(town)
    file = tmp_path / "struck.json"
    file.write_text(as_file(verified(town)))
    facts, _, genuine = check(file.read_bytes())
    assert genuine
    assert {each.partition(":")[0] for each in facts["named"]} == {
        f"TEST-2026-{number:04d}" for number in range(2, len(ATTACKS) + 2)
    }
    said = f"El sello es válido. La verificación encontró fallas ({facts['faults']}):"
    assert told(kept, file) == [said, *facts["named"]]


def forgeries(file: str) -> Iterator[str]:
    """What anybody may do to the file without the key."""
    sealed = json.loads(file)
    for old, new in (('"faults": 0', '"faults": 1'), ('"scope": "all"', '"scope": "case"')):
        assert old in sealed["statement"]
        yield json.dumps({**sealed, "statement": sealed["statement"].replace(old, new)})
    yield json.dumps({**sealed, "signature": sealed["signature"][::-1]})
    yield json.dumps({**sealed, "public_key": "00" * 32})
