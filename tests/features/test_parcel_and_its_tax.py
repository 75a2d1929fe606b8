"""What becomes of one parcel across the counter, the cadastre and the tax office, told as whole
stories, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from processes.registry import family
from storage.queries.taxes import declared_of_codes
from tests.features.sentences import money, say
from tests.features.window import HOUSE, Procedure
from tests.features.window_answers import STEPS
from tests.fees import pays_at_the_till
from tests.novelties import CODE, SOUTH, Changing
from tests.rights import Rights
from tests.taxes import works
from tests.town import Town

scenarios("cadastre/un_predio_y_su_impuesto.feature")
PEOPLE = {"Ana": "DNI 40000001", "Carla": "DNI 40000003"}
WORK = ("verifica la obra", "da la conformidad de la obra en un predio")


@pytest.fixture
def changing(town: Town) -> Changing:
    """The parcel of the story."""
    return Changing(town)


@pytest.fixture
def works_case(town: Town) -> Rights:
    """What the cadastre does about the works."""
    return Rights(town, service="construccion_nueva")


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given(parsers.re(r"que Ana declara 600 m² (?P<how>\w+) \w+ y por 2026 paga (?P<tax>[\d.]+)"))
@given(
    parsers.re(r"que Ana declara 600 m² (?P<how>con) una construcción y por 2026 paga (?P<tax>.+)")
)
def _(changing: Changing, how: str, tax: str) -> None:
    changing.found()
    changing.declares(*([SOUTH] if how == "con" else []))
    assert changing.taxed(2026)[1] == Decimal(tax)


@when("la municipalidad otorga a Ana la licencia de edificación y da la conformidad de la obra")
def _(changing: Changing, works_case: Rights) -> None:
    town = changing.town
    works_case.definition_of(town.deploys(family("construccion_nueva").bundle))
    permit = Procedure(town, service="licencia_edificacion")
    permit._definition = town.deploys(family("licencia_edificacion").bundle)
    roles = {**permit.definition.manifest.role_titles, **works_case.definition.manifest.role_titles}
    town.person(HOUSE, *roles, "caja", "rentas")
    permit.file({"modalidad": "A", "nombre_solicitante": "Quispe, Ana", "dni": "40000001"})
    permit.do("recepcion_revisar")
    pays_at_the_till(town, HOUSE, permit.case_id, "110.00")
    permit.settle()
    permit.do("emitir_licencia", numero_licencia="0012-2026")
    permit.do("publicacion_publicar")
    for sentence in ("el supervisor verifica la obra", f"el área {WORK[1]}"):
        step, answers = STEPS[sentence]
        permit.do(step, **answers)
    assert permit.outcome() == "Licencia otorgada"
    works_case.settle()
    (works_case.case_id,) = town.cases_of("construccion_nueva")


@then(say('en el catastro espera "<text:name>"'))
def _(works_case: Rights, name: str) -> None:
    assert works_case.waiting() == [name]


@when("el catastro inscribe la construcción")
def _(changing: Changing, works_case: Rights) -> None:
    changing.town.person("alcalde", "autoridad")
    works_case.studied()
    works_case.resolved("procede")


@then(say("el predio tiene un piso de <money:area> m² con esa licencia"))
def _(works_case: Rights, area: str) -> None:
    told = [(row.level, row.area, row.licence) for row in works_case.buildings()]
    assert told == [(1, money(area), "0012-2026")]


@then(say('rentas tiene la tarea "<text:name>"'))
def _(changing: Changing, name: str) -> None:
    assert [each.name for each in changing.town.open_tasks(changing.novelty())] == [name]


@when(say("rentas pone el arancel <money:land> y el metro construido a <money:built>"))
def _(changing: Changing, land: str, built: str) -> None:
    floor = {"area": "120", "valor_unitario": built, "depreciacion": "0"}
    changing.decides("valorizar", arancel=land, pisos=[floor], obras="0")


@when(say("el <day:on> Ana vende la mitad a Carla: <text:first>, y después <text:then_>"))
def _(changing: Changing, on: date, first: str, then_: str) -> None:
    known = {"alcabala": _pays_alcabala, "catastro": _is_transferred}
    changing.town.move_to(on)
    for each in (first, then_):
        known[each](changing, on)


@when(say("la mitad se vende el <day:sold>, se inscribe el <day:on> y paga después la alcabala"))
def _(changing: Changing, sold: date, on: date) -> None:
    _is_transferred(changing, on)
    _pays_alcabala(changing, sold)


def _pays_alcabala(changing: Changing, on: date) -> None:
    town = changing.town
    town.deploys(family("taxes/alcabala").bundle)
    sale = {
        "tipo_documento": "DNI", "numero_documento": "40000003",
        "nombre_solicitante": "Ccori, Carla", "domicilio_fiscal": "Jr. Puno 12",
        "tipo_documento_vende": "DNI", "numero_documento_vende": "40000001",
        "nombre_vende": "Quispe, Ana", "codigo_predio": CODE, "participacion": "50",
        "fecha_transferencia": f"{on:%d/%m/%Y}", "precio": "70000", "causa": "ninguna",
    }  # fmt: skip
    town.open_case("nora", "alcabala", sale)
    works(town)


def _is_transferred(changing: Changing, on: date) -> None:
    changing.sells(CODE, on, "70000.00", part="1/2")


@then(say("por 2026 Ana sigue debiendo <money:tax>"))
def _(changing: Changing, tax: str) -> None:
    assert changing.owed(PEOPLE["Ana"], 2026) == money(tax)


@then(say("desde <number:year> declaran Ana <money:ana> y Carla <money:carla> por ciento"))
def _(changing: Changing, year: str, ana: str, carla: str) -> None:
    town = changing.town
    rows = town.reads(
        lambda c: declared_of_codes(c, town.municipality_id, [CODE], date(int(year), 1, 1))
    )
    known = {changing.taxpayer(number).id: name for name, number in PEOPLE.items()}
    told = sorted((known[row.taxpayer_id], row.share) for row in rows)
    assert told == [("Ana", money(ana)), ("Carla", money(carla))]


@then(say("por 2027 <text:who> paga <money:tax> sobre <money:base>"))
def _(changing: Changing, who: str, tax: str, base: str) -> None:
    changing.town.move_to(date(2027, 1, 4))
    if not changing.issued:
        changing.taxed(2027, PEOPLE[who])
        changing.issued = True
    assert changing.assessed(2027, PEOPLE[who]) == (money(base), money(tax))
