"""Several services in one application, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, scenarios, then, when

from engine.citizens.filing import Filed, file_together
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind, known_at, welcome_guest
from engine.citizens.unlocking import Unlocked, unlock
from engine.identity import Actor
from engine.parameters import load_parameters
from engine.refusals import InvalidData, Refused
from processes.registry import family, parameters_of
from storage.queries.casefile import links_of_case
from storage.queries.citizens import FiledCase, any_code_given, application_of, filed_together
from storage.queries.payments import orders_of_case
from tests.features.filings import FILINGS
from tests.features.sentences import say
from tests.features.window import HOUSE, JANUARY, Procedure, papers_of
from tests.fees import pays_at_the_till
from tests.town import Town

SHOP = ("licencia_funcionamiento", "carne_sanidad", "anuncio_publicitario")
ANSWERS: dict[str, Any] = {name: said for key in SHOP for name, said in FILINGS[key].items()}


@dataclass
class Shop:
    """What somebody asked for at once; each of the cases as a procedure of its own."""

    town: Town
    procedures: dict[str, Procedure]
    filed: Filed | None = None
    refused: Refused | None = None

    def on(self, day: date) -> None:
        """Let the days pass."""
        self.town.move_to(day)

    def cases(self) -> tuple[FiledCase, ...]:
        """Those of the application."""
        assert self.filed is not None
        lead = self.filed.started.case_id
        return self.town.reads(lambda c: filed_together(c, self.town.municipality_id, lead))

    def asks(self, **changed: str) -> None:
        """Somebody without an account asks for all of them."""
        house, key = self.town.installation, self.town.municipality_id
        told = Applicant(ANSWERS["nombre_solicitante"], ANSWERS["dni"], ANSWERS["correo"])
        self.files(welcome_guest(house, key).actor, told, SessionKind.GUEST, **changed)

    def comes(self, actor: Actor) -> None:
        """Somebody came; one of the house asks for all of them in their name."""
        told = Applicant(ANSWERS["nombre_solicitante"], ANSWERS["dni"])
        self.files(actor, told, None)

    def files(
        self, actor: Actor, told: Applicant, kind: SessionKind | None, **changed: str
    ) -> None:
        """All of them at once."""
        answer = file_together(
            self.town.installation,
            actor,
            SHOP,
            {**ANSWERS, **changed},
            applicant=told,
            kind=kind,
            files={each: papers_of(self.procedures[each].definition) for each in SHOP},
        )
        if isinstance(answer, Refused):
            self.refused = answer
            return
        self.filed = answer
        for case in self.cases():
            self.procedures[case.process_key].case_id = case.case_id
        self.procedures[SHOP[0]].settle()


@pytest.fixture
def shop(town: Town) -> Shop:
    """The application of the scenario."""
    return Shop(town, {each: Procedure(town) for each in SHOP})


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given("la ventanilla única de Tambo Real con lo que hace falta para abrir una tienda")
def _(shop: Shop) -> None:
    town = shop.town
    town.clock.move(to=JANUARY)
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    roles: set[str] = set()
    for key, procedure in shop.procedures.items():
        procedure.service = key
        procedure._definition = town.deploys(family(key).bundle)
        roles |= set(procedure.definition.manifest.role_titles)
    town.person(HOUSE, *sorted(roles))
    town.person("sonia", "mesa_de_partes")
    town.person("raul", "especialista")
    town.person("celia", "caja")


@given(say("que hoy es <day:when_>"))
def _(shop: Shop, when_: date) -> None:
    shop.on(when_)


@when("alguien sin cuenta pide abrir una tienda")
def _(shop: Shop) -> None:
    shop.asks()
    assert shop.filed is not None, shop.refused


@when("alguien pide abrir una tienda sin decir qué dirá el letrero")
def _(shop: Shop) -> None:
    shop.asks(leyenda="")


@when("alguien pide en la mesa de partes abrir una tienda")
def _(shop: Shop) -> None:
    shop.comes(shop.town.people["sonia"])
    assert shop.filed is not None, shop.refused


@when("un especialista pide abrir una tienda por alguien")
def _(shop: Shop) -> None:
    shop.comes(shop.town.people["raul"])


@when("mesa de partes encuentra completos los tres")
def _(shop: Shop) -> None:
    for procedure in shop.procedures.values():
        procedure.do("recepcion_revisar")


@when("se paga solo la licencia")
def _(shop: Shop) -> None:
    pays_at_the_till(shop.town, "celia", shop.procedures[SHOP[0]].case_id, received="100.00")
    shop.procedures[SHOP[0]].settle()


@then("hay tres expedientes unidos, a nombre de una sola persona")
def _(shop: Shop) -> None:
    cases, town = shop.cases(), shop.town
    assert [each.process_key for each in cases] == list(SHOP)
    assert len({each.applicant_id for each in cases}) == 1
    assert len({each.code for each in cases}) == 3
    first = cases[0].case_id
    links = town.reads(lambda c: links_of_case(c, town.municipality_id, first))
    assert {(each.number, each.kind) for each in links} == {
        (each.number, "related") for each in cases[1:]
    }


@then("la dirección del local se pidió una vez y la tienen los tres")
def _(shop: Shop) -> None:
    places = [each.knows("direccion_local") for each in shop.procedures.values()]
    assert places[0] is not None
    assert places == [places[0]] * 3


@then("el PIN del cargo abre los tres, también con el código de otro")
def _(shop: Shop) -> None:
    house, key = shop.town.installation, shop.town.municipality_id
    assert shop.filed is not None
    ids = {each.case_id for each in shop.cases()}
    for case in shop.cases():
        shown = unlock(house, key, case.code, shop.filed.pin)
        assert isinstance(shown, Unlocked), case
        token = shown.token
        known = shop.town.reads(lambda c, token=token: known_at(house, c, key, token))
        assert known is not None
        assert known.actor.applicant_of == ids


@then("quien no tiene el PIN no abre ninguno")
def _(shop: Shop) -> None:
    house, key = shop.town.installation, shop.town.municipality_id
    cases = shop.cases()
    for number in range(6):  # the tries of all of them are those of one
        assert isinstance(unlock(house, key, cases[number % 3].code, "AAAAAA"), Refused)
    assert shop.filed is not None
    assert isinstance(unlock(house, key, cases[1].code, shop.filed.pin), Refused)


@then(say("se deben <money:one>, <money:two> y <money:three>, cada uno con su código"))
def _(shop: Shop, one: str, two: str, three: str) -> None:
    town = shop.town
    orders = [
        town.reads(lambda c, key=each.case_id: orders_of_case(c, town.municipality_id, key))
        for each in shop.procedures.values()
    ]
    assert [each.amount for found in orders for each in found] == [
        Decimal(one), Decimal(two), Decimal(three),
    ]  # fmt: skip
    assert len({each.code for found in orders for each in found}) == 3


@then("la licencia sigue y los otros dos esperan su pago")
def _(shop: Shop) -> None:
    licence, *others = shop.procedures.values()
    assert "Emitir la licencia" in licence.waiting()
    assert [each.waiting() for each in others] == [[], []]
    assert {each.term("Plazo para pagar").state for each in others} == {"open"}


@then("los tres dicen que se presentaron en la mesa de partes")
def _(shop: Shop) -> None:
    town = shop.town
    for case in shop.cases():
        row = town.reads(lambda c, key=case.case_id: application_of(c, town.municipality_id, key))
        assert row is not None
        assert row.channel == "counter"


@then("no hay ningún expediente")
def _(shop: Shop) -> None:
    assert shop.refused is not None
    town = shop.town
    assert not town.reads(lambda c: any_code_given(c, town.municipality_id))


@then("no hay ningún expediente y ningún código se perdió")
def _(shop: Shop) -> None:
    assert isinstance(shop.refused, InvalidData)
    assert [each.key for each in shop.refused.errors] == ["leyenda"]
    town = shop.town
    assert not town.reads(lambda c: any_code_given(c, town.municipality_id))
    shop.asks()
    assert [each.code.split("-")[2] for each in shop.cases()] == ["000001", "000002", "000003"]


scenarios(str(Path(__file__).parent / "joint"))
