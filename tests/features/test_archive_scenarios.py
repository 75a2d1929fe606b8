"""The scenarios of letters and of the archive, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_bdd import given, scenarios, then, when

from engine.history.town import TownEventKind
from engine.identity import AUDITOR
from engine.letters.drafting import Drafted, Words, discard, draft
from engine.letters.signing import Signed, sign
from engine.letters.voiding import Voided, void
from engine.refusals import RefusalKind, Refused
from engine.retention.disposing import Act, Disposed, dispose
from engine.retention.holding import Held, hold, release
from engine.retention.rules import ARCHIVIST, series_of
from storage.queries.documents import documents_of_case
from storage.queries.letters import LetterRow, letter_by_id
from storage.queries.town_history import town_events_of
from tests.features.sentences import say
from tests.hall import PERMIT, PERMIT_ASKED, Hall
from tests.programs import PASSWORD, PlainPress
from tests.town import Town
from ui.refusals import told
from ui.settings import Settings
from ui.templating import catalogue_of


@dataclass
class Registry:
    """The registry of the scenario: its case, its letters by what they are about, what happened."""

    town: Town
    case_id: int = 0
    letters: dict[str, int] = field(default_factory=dict)
    hold_id: int = 0

    def letter(self, about: str) -> LetterRow:
        key = self.town.municipality_id
        found = self.town.reads(lambda c: letter_by_id(c, key, self.letters[about]))
        assert found is not None
        return found

    def writes(self, about: str) -> None:
        rosa, words = self.town.people["rosa"], Words(about, "Nélida", "Se deja constancia.")
        begun = draft(self.town.installation, rosa, self.case_id, "constancia", words)
        assert isinstance(begun, Drafted), begun
        self.letters[about] = begun.letter_id

    def signs(self, who: str, about: str, password: str = PASSWORD) -> Signed | Refused:
        person, letter = self.town.people[who], self.letters[about]
        press = PlainPress()
        return sign(self.town.installation, person, letter, press=press, password=password)

    def disposes(self, who: str, number: str = "Acta 1-2028", basis: str = "Tabla") -> object:
        day = self.town.clock.now().date() - timedelta(days=1)
        act = Act(number, day, basis)
        return dispose(self.town.installation, self.town.people[who], [self.case_id], act)

    def due(self, who: str) -> list[int]:
        found = series_of(self.town.installation, self.town.people[who])
        assert not isinstance(found, Refused)
        return [row.case_id for each in found for row in each.due]

    def looked_up(self, code: str) -> str:
        """What anybody reads who looks a code up."""
        hall = Hall(self.town, Settings())
        return " ".join(hall.desk().opens(f"v/{code}").all("//main"))


@pytest.fixture
def registry(town: Town) -> Registry:
    return Registry(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(__file__).parent / "archive"))


@given("un expediente de permiso en el que Rosa escribe y firma")
def _begun(registry: Registry) -> None:
    town = registry.town
    town.person("rosa", "mesa", password=PASSWORD)
    town.person("elmer", "tecnico", password=PASSWORD)
    town.deploys(PERMIT)
    registry.case_id = town.open_case("rosa", "permit", PERMIT_ASKED)


@given("un expediente de permiso terminado, con una constancia firmada, que se guarda 2 años")
def _(registry: Registry) -> None:
    _begun(registry)
    registry.town.person("arturo", ARCHIVIST)
    registry.town.person("vera", AUDITOR)
    registry.writes("Feria")
    assert isinstance(registry.signs("rosa", "Feria"), Signed)
    registry.town.cancel("rosa", registry.case_id, "Desistió")


@when(say('Rosa escribe una constancia sobre "<text:about>"'))
def _(registry: Registry, about: str) -> None:
    registry.writes(about)


@when(say('Rosa firma la constancia sobre "<text:about>"'))
def _(registry: Registry, about: str) -> None:
    answer = registry.signs("rosa", about)
    assert isinstance(answer, Signed), answer


@when(say('Rosa quiere firmar la constancia sobre "<text:about>" con una clave equivocada'))
def _(registry: Registry, about: str) -> None:
    answer = registry.signs("rosa", about, "otra clave")
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.WRONG_PASSWORD


@when(say('Rosa descarta la constancia sobre "<text:about>"'))
def _(registry: Registry, about: str) -> None:
    rosa = registry.town.people["rosa"]
    assert isinstance(discard(registry.town.installation, rosa, registry.letters[about]), Drafted)


@when(say('Rosa anula la constancia sobre "<text:about>" por "<text:reason>"'))
def _(registry: Registry, about: str, reason: str) -> None:
    rosa, letter = registry.town.people["rosa"], registry.letters[about]
    assert isinstance(void(registry.town.installation, rosa, letter, reason), Voided)


@when(say("pasan <number:days> días"))
def _(registry: Registry, days: str) -> None:
    registry.town.clock.advance(timedelta(days=int(days)))


@when(say('Arturo retiene la serie por "<text:reason>"'))
def _(registry: Registry, reason: str) -> None:
    arturo = registry.town.people["arturo"]
    held = hold(registry.town.installation, arturo, "permit", reason, "")
    assert isinstance(held, Held), held
    registry.hold_id = held.hold_id


@when(say('Arturo levanta la retención por "<text:reason>"'))
def _(registry: Registry, reason: str) -> None:
    arturo = registry.town.people["arturo"]
    assert isinstance(release(registry.town.installation, arturo, registry.hold_id, reason), Held)


@when(say('Arturo lo elimina con el acta "<text:number>" según "<text:basis>"'))
def _(registry: Registry, number: str, basis: str) -> None:
    answer = registry.disposes("arturo", number, basis)
    assert isinstance(answer, Disposed), answer


@then(say('la constancia sobre "<text:about>" lleva el número "<text:number>"'))
def _(registry: Registry, about: str, number: str) -> None:
    assert (registry.letter(about).state, registry.letter(about).number) == ("signed", number)


@then(say('la constancia sobre "<text:about>" sigue en borrador'))
def _(registry: Registry, about: str) -> None:
    assert (registry.letter(about).state, registry.letter(about).number) == ("draft", None)


@then(say('Elmer no puede firmar la constancia sobre "<text:about>"'))
def _(registry: Registry, about: str) -> None:
    answer = registry.signs("elmer", about)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NO_ROLE


@then(say('quien busca el código de la constancia sobre "<text:about>" lee "<text:words>"'))
def _(registry: Registry, about: str, words: str) -> None:
    letter = registry.letter(about)
    page = registry.looked_up(letter.code or "")
    assert words in page
    assert letter.number is not None
    assert letter.number in page


@then(say('quien busca el código "<text:code>" lee "<text:words>"'))
def _(registry: Registry, code: str, words: str) -> None:
    assert words in registry.looked_up(code)


@then(say("el expediente (?P<is_>está|no está) por eliminar"))
def _(registry: Registry, is_: str) -> None:
    assert registry.due("arturo") == [registry.case_id] * (is_ == "está")


@then(say('Arturo no puede eliminarlo, porque "<text:why>"'))
def _(registry: Registry, why: str) -> None:
    answer = registry.disposes("arturo")
    assert isinstance(answer, Refused)
    assert why in told(answer, catalogue_of("es")).sentence


@then(say('Arturo no puede eliminarlo con el acta "<text:number>"'))
def _(registry: Registry, number: str) -> None:
    answer = registry.disposes("arturo", number)
    assert isinstance(answer, Refused)
    assert answer.details["field"] == "act"


@then("Rosa no puede eliminarlo")
def _(registry: Registry) -> None:
    answer = registry.disposes("rosa")
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NO_ROLE


@then("Vera, que audita, lo ve por eliminar y no puede eliminarlo")
def _(registry: Registry) -> None:
    assert registry.due("vera") == [registry.case_id]
    answer = registry.disposes("vera")
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NO_ROLE


@then("nadie puede leer ya sus documentos")
def _(registry: Registry) -> None:
    town = registry.town
    (paper,) = town.reads(lambda c: documents_of_case(c, town.municipality_id, registry.case_id))
    assert paper.document.state == "disposed"
    assert not town.installation.documents.exists(paper.versions[0].sha256)


@then("el expediente conserva su número y su historia sigue íntegra")
def _(registry: Registry) -> None:
    assert registry.town.case(registry.case_id).number == "PER-2026-0001"
    assert registry.town.verification().whole


@then(say('la historia de la municipalidad nombra el acta "<text:number>"'))
def _(registry: Registry, number: str) -> None:
    key = registry.town.municipality_id
    last = registry.town.reads(lambda c: town_events_of(c, key, limit=1))[0]
    assert last.kind == TownEventKind.CASES_DISPOSED
    assert number in last.data


@then(say('quien busca el código de su constancia lee "<text:words>"'))
def _(registry: Registry, words: str) -> None:
    assert words in registry.looked_up(registry.letter("Feria").code or "")


@then("lee que su texto se eliminó, y no lo puede abrir")
def _(registry: Registry) -> None:
    code = registry.letter("Feria").code or ""
    page = registry.looked_up(code)
    assert "se eliminó del archivo, con acta" in page
    assert "Leer el documento" not in page
    assert Hall(registry.town, Settings()).desk().opens(f"v/{code}/document").status == 404
