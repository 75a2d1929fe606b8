"""Where a process comes from: what is ours goes back one by one; a later shared version is decided,
comes into a draft and never into force by itself."""

from __future__ import annotations

import json

import pytest

from engine.definitions.adopting import adopt
from engine.definitions.deploying import Deployed
from engine.workshop import begin, keep
from engine.workshop.drafting import Begun
from engine.workshop.keeping import Kept
from engine.workshop.publishing import Approved, Asked, approve, ask
from processes import registry
from storage.queries.definitions import active_definition, files_of
from storage.queries.origins import origin_of_version
from storage.queries.workshop import open_draft_of
from tests.hall import Desk, Hall, Page
from tests.integration.pages import test_workshop_matters as matters
from tests.variants import FILE, FIRST, FORM, KEY, LATER, OURS, house

AT = f"processes/{KEY}/workshop/origin"
NEWER = "Hay una versión nueva del proceso compartido «Prueba»"


@pytest.fixture
def desk(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Luis and Eva run an adopted process; Julia administers; then the house has a later one."""
    for name, role in (("luis", "boss"), ("eva", "boss"), ("ana", "clerk")):
        hall.town.person(name, role)
    hall.town.person("julia", "administrador")
    monkeypatch.setattr(registry, "families", lambda: house(FIRST))
    answer = adopt(hall.town.installation, hall.town.people["julia"], FIRST)
    assert isinstance(answer, Deployed)
    return hall.desk("luis")


def told(who: Desk) -> list[str]:
    """What is said of later versions, on «Avisos» as on «Procesos»."""
    lines = [each for each in matters.told(who) if "versión nueva" in each]
    said = who.opens("notices").all("//div[contains(@class, 'note-near')]//li")
    assert list(said) == lines
    return lines


def publishes(hall: Hall, files: dict[str, bytes]) -> None:
    """Luis draws files of a draft, asks, and Eva approves."""
    town, luis = hall.town, hall.town.people["luis"]
    begun = begin(town.installation, luis, KEY)
    assert isinstance(begun, Begun)
    for path, content in files.items():
        assert isinstance(
            keep(town.installation, luis, begun.draft_id, path, content, over=1), Kept
        )
    comes_into_force(hall)


def comes_into_force(hall: Hall) -> None:
    town, here = hall.town, hall.town.municipality_id
    draft = town.reads(lambda c: open_draft_of(c, here, KEY))
    assert draft is not None
    day = town.installation.clock.now().date()
    asked = ask(
        town.installation, town.people["luis"], draft.id, reason="Ordenanza 5", effective_on=day
    )
    assert isinstance(asked, Asked), asked
    answer = approve(town.installation, town.people["eva"], asked.asking_id)
    assert isinstance(answer, Approved), answer


def comes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "families", lambda: house(LATER))


def in_force(hall: Hall) -> tuple[dict[str, bytes], str | None]:
    here = hall.town.municipality_id
    row = hall.town.reads(lambda c: active_definition(c, here, KEY))
    assert row is not None
    return hall.town.reads(
        lambda c: (files_of(c, here, row.id), origin_of_version(c, here, row.id))
    )


def ours(page: Page) -> list[str]:
    return list(
        page.all("//section[contains(@class, 'sheet')]//td[contains(@class, 'cell-title')]")
    )


def test_what_is_ours_is_told_and_goes_back_alone(hall: Hall, desk: Desk) -> None:
    publishes(hall, {FILE: OURS.files[FILE], FORM: OURS.files[FORM]})
    page = desk.opens(AT)
    assert "2 cosas son nuestras" in page.text
    assert ours(page) == ["writeDuración del plazo «Revisar»", "Su pedidoNombre"]
    assert hall.desk("ana").opens(AT).status == 403
    assert hall.desk("julia").opens(AT).all("//button[contains(., 'Volver')]") == []
    assert desk.sends(f"{AT}/return", {"file": FORM, "element": "asunto"}).status == 303
    assert ours(desk.opens(AT)) == ["writeDuración del plazo «Revisar»"]
    assert desk.sends(f"{AT}/return", {"file": "nada.json", "element": "x"}).status == 404
    comes_into_force(hall)
    files, origin = in_force(hall)
    assert json.loads(files[FORM])["components"][0]["label"] == "Asunto"
    assert origin == FIRST.hash


def test_a_later_version_is_told_decided_and_merged(
    hall: Hall, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishes(hall, {FILE: OURS.files[FILE], FORM: OURS.files[FORM]})
    assert told(desk) == []
    comes_later(monkeypatch)
    julia = hall.desk("julia")
    assert (told(desk), told(julia), told(hall.desk("ana"))) == ([NEWER], [], [])
    shelf = julia.opens("municipality/catalogue")
    assert "Con cambios propios; hay una más nueva" in shelf.text
    assert julia.sends("municipality/catalogue", {"key": KEY}, on="password").status == 404

    page = desk.opens(AT)
    assert NEWER.rpartition(" «")[0] in page.text
    [name] = set(page.tree.xpath("//input[@type='radio']/@name"))
    missing = desk.sends(AT, {})
    assert (missing.status, missing.faults) == (422, ["Elija qué queda."])
    assert desk.opens(f"{AT}/drawings?file={FILE}&newer=true").text.count("userTask ") > 2
    page = desk.follows(desk.sends(AT, {name: "theirs"}))
    assert "Corra los escenarios" in page.text
    files, origin = in_force(hall)
    assert (files[FILE], origin) == (OURS.files[FILE], FIRST.hash)

    comes_into_force(hall)
    files, origin = in_force(hall)
    fields = json.loads(files[FORM])["components"]
    assert (fields[0]["label"], fields[0]["description"]) == ("Su pedido", "En pocas palabras")
    assert b'id="check"' in files[FILE]
    assert b'length="3"' in files[FILE]
    assert origin == LATER.hash
    assert told(desk) == []
    assert "1 cosa es nuestra" in desk.opens(AT).text
    assert "Vigente, con cambios propios" in julia.opens("municipality/catalogue").text


def test_what_is_left_to_be_written_by_hand_is_a_comment(
    hall: Hall, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishes(hall, {FILE: OURS.files[FILE]})
    comes_later(monkeypatch)
    [name] = set(desk.opens(AT).tree.xpath("//input[@type='radio']/@name"))
    desk.follows(desk.sends(AT, {name: "hand"}))
    said = desk.opens(f"processes/{KEY}/workshop/comments").text
    assert "Duración del plazo «Revisar»: lo nuestro, «8»; lo compartido, «3»" in said


def test_who_changed_nothing_takes_the_later_one_up_with_one_click(
    hall: Hall, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes_later(monkeypatch)
    julia = hall.desk("julia")
    assert (told(desk), told(julia)) == ([NEWER], [NEWER])
    assert (
        julia.sends("municipality/catalogue", {"key": KEY}, on="municipality/catalogue").status
        == 303
    )
    assert in_force(hall) == (LATER.files, LATER.hash)
    assert (told(desk), told(julia)) == ([], [])


def test_what_the_municipality_drew_itself_has_no_origin(hall: Hall, desk: Desk) -> None:
    hall.town.deploys(OURS)
    page = desk.opens(AT)
    assert "no viene del catálogo" in page.text
    assert desk.sends(AT, {}).status == 404


def test_a_term_is_set_without_drawing_and_counts_as_ours(hall: Hall, desk: Desk) -> None:
    page = desk.opens(f"processes/{KEY}/workshop/adjustments")
    [name] = page.tree.xpath("//label[contains(., 'Duración')]/@for")
    empty = desk.sends(f"processes/{KEY}/workshop/adjustments", {name: " "})
    assert (empty.status, empty.faults) == (422, ["Escriba algo, o deje lo que decía."])
    desk.follows(desk.sends(f"processes/{KEY}/workshop/adjustments", {name: "9"}))
    assert "1 cosa es nuestra" in desk.opens(AT).text
    comes_into_force(hall)
    assert b'length="9"' in in_force(hall)[0][FILE]
    assert hall.desk("ana").opens(f"processes/{KEY}/workshop/adjustments").status == 403
    julia = hall.desk("julia")
    assert julia.opens(f"processes/{KEY}/workshop/adjustments").all("//main//form//button") == []
