"""The scenarios of the cadastre about rights, buildings and data, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from engine.history.kinds import EventKind
from engine.identity import system_actor
from engine.messages.broadcasting import broadcast
from engine.refusals import InvalidData, Refused
from engine.values import loads
from processes.registry import family
from storage.queries.cadastre import holds_of
from storage.queries.lineage import versions_of
from storage.queries.starts import starts_by
from storage.queries.town_history import town_events_of
from storage.tables.waits import StartKind
from tests.features.filings import FILINGS
from tests.features.sentences import say
from tests.features.window import HOUSE
from tests.features.window_steps import *  # noqa: F403  # steps are fixtures of their module
from tests.rights import CODE, Rights
from tests.town import Town

for _service in (
    "transferencia", "construccion_nueva", "cambio_uso", "correccion_datos",
    "certificado_catastral",
):  # fmt: skip
    scenarios(f"../../processes/cadastre/{_service}/scenarios/{_service}.feature")


@pytest.fixture
def procedure(town: Town) -> Rights:
    """The case of the scenario."""
    return Rights(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given(say('el catastro de una manzana y el servicio "<text:service>"'))
def _(procedure: Rights, service: str) -> None:
    procedure.found(service)


@when(
    parsers.re(
        'se pide inscribir "(?P<act>[^"]*)" de "(?P<giver>[^"]*)" con parte "(?P<part>[^"]*)" a:'
    )
)
def _(
    procedure: Rights, act: str, giver: str, part: str, datatable: Sequence[Sequence[str]]
) -> None:
    head, *rows = datatable
    takers = [dict(zip(head, row, strict=True)) for row in rows]
    givers = [{"documento": giver, "parte": part}] if giver else []
    told = {"precio": "140000"} if act == "compraventa" else {}
    procedure.file({"acto": act, "transferentes": givers, "adquirientes": takers, **told})  # type: ignore[dict-item]


@when(say('se pide levantar "<text:kind>" a favor de "<text:number>"'))
def _(procedure: Rights, kind: str, number: str) -> None:
    takers = [{"documento": number, "nombre": "Caja Tambo SA"}]
    procedure.file({"acto": "levantamiento", "derecho": kind, "adquirientes": takers})  # type: ignore[dict-item]


@when("se admite y se paga la tasa")
def _(procedure: Rights) -> None:
    procedure.admitted()


@when(say('rentas verifica que la alcabala "<text:what>"'))
def _(procedure: Rights, what: str) -> None:
    told = {"alcabala_recibo": "R-1"} if what == "pagada" else {}
    procedure.do("verificar_alcabala", alcabala_verificada=what, **told)


@when("se estudia y se informa")
def _(procedure: Rights) -> None:
    procedure.studied()


@when(say('se resuelve que "<text:decision>"'))
def _(procedure: Rights, decision: str) -> None:
    procedure.resolved(decision)


@when(say('se estudia el título, se informa y se resuelve que "<text:decision>"'))
def _(procedure: Rights, decision: str) -> None:
    procedure.studied()
    procedure.resolved(decision)


@when(say('el <day:when_> el abogado observa "<text:name>"'))
def _(procedure: Rights, when_: date, name: str) -> None:
    procedure.on(when_)
    rows = [{"campo": name, "motivo": "Falta"}]
    told = {"titulo_conforme": "no", "estudio": "Falta la partida."}
    procedure.do("catastral_estudiar", observaciones=rows, **told)


@then(say('falta notificar a "<text:names>"'))
def _(procedure: Rights, names: str) -> None:
    assert procedure.waiting() == ["Notificar a los demás interesados"]
    found = [row["name"] for row in procedure.knows("demas_interesados")]  # type: ignore[attr-defined]
    assert sorted(found) == sorted(names.split("; "))


@when("se notifica a los demás interesados")
def _(procedure: Rights) -> None:
    procedure.do("catastral_comunicar", fecha_interesados=f"{procedure.today():%d/%m/%Y}")


@then(say('el predio "<text:code>" está en el expediente'))
def _(procedure: Rights, code: str) -> None:
    town = procedure.town
    held = town.reads(lambda c: holds_of(c, town.municipality_id, [code]))
    assert [each.case_id for each in held] == [procedure.case_id]


@then("el predio queda libre")
def _(procedure: Rights) -> None:
    town = procedure.town
    assert town.reads(lambda c: holds_of(c, town.municipality_id, [CODE])) == ()


@then("nadie verifica la alcabala")
def _(procedure: Rights) -> None:
    assert procedure.waiting() == ["Estudiar los títulos"]


@then(say('quedaría "<text:told>"'))
def _(procedure: Rights, told: str) -> None:
    rows = procedure.knows("previa")
    found = [f"{row['que']}: {row['antes']} → {row['despues']}" for row in rows]  # type: ignore[attr-defined]
    assert sorted(found) == sorted(told.split("; "))


@then(say('el estudio avisa "<text:said>"'))
def _(procedure: Rights, said: str) -> None:
    assert procedure.knows("aviso_catastro") == said


@then(say('el predio es de "<text:told>"'))
def _(procedure: Rights, told: str) -> None:
    rows = [row for row in procedure.rights() if row.end_on is None and row.kind == "ownership"]
    assert "; ".join(f"{row.name} {row.num}/{row.den}" for row in rows) == told
    assert sum(Fraction(row.num, row.den) for row in rows) == 1


@then("lo que Ana tenía terminó hoy y no se borró")
def _(procedure: Rights) -> None:
    ended = [row for row in procedure.rights() if row.end_on is not None]
    assert [(r.name, r.num, r.den, r.end_on) for r in ended] == [
        ("Quispe, Ana", 1, 2, procedure.today())
    ]


@then(say('lo inscrito se funda en "<text:title>" con el hash y el expediente'))
def _(procedure: Rights, title: str) -> None:
    carla = next(row for row in procedure.rights() if row.name == "Ccori, Carla")
    number = procedure.town.case(procedure.case_id).number
    assert (carla.title, carla.case_number, len(carla.sha256 or "")) == (title, number, 64)


@then("la historia del expediente cuenta que se inscribió")
def _(procedure: Rights) -> None:
    assert procedure.events(EventKind.PARCEL_INSCRIBED) == [{"operation": "rights", "parcel": CODE}]


@then("la historia de la municipalidad también, sin nombrar a nadie")
def _(procedure: Rights) -> None:
    town = procedure.town
    rows = town.reads(lambda c: town_events_of(c, town.municipality_id))
    told = [loads(row.data) for row in rows if CODE in row.data]
    number = town.case(procedure.case_id).number
    assert told == [{"operation": "rights", "to": CODE, "number": number}]
    assert town.verification().whole


@then(say("rentas recibe a los titulares de 2027 con <money:a>, <money:b> y <money:c> por ciento"))
def _(procedure: Rights, a: str, b: str, c: str) -> None:
    town = procedure.town
    (case_id,) = procedure.heard()
    assert [each.name for each in town.open_tasks(case_id)] == ["Ver por qué nadie lo declara"]
    data = town.data_of(case_id)
    assert data["rige_tributo"] == date(2027, 1, 1)
    owners = data["titulares"]
    found = sorted(Decimal(100) * o["num"] / o["den"] for o in owners)
    assert found == [Decimal(a), Decimal(b), Decimal(c)]


@then("rentas no recibe nada")
def _(procedure: Rights) -> None:
    assert procedure.heard() == []


@then(say('el predio tiene "<text:told>"'))
def _(procedure: Rights, told: str) -> None:
    rows = [r for r in procedure.rights() if r.end_on is None and r.kind != "ownership"]
    assert "; ".join(f"{r.name} {r.kind} {r.family}" for r in rows) == told


@then("el predio no tiene cargas")
def _(procedure: Rights) -> None:
    rows = [r for r in procedure.rights() if r.kind != "ownership"]
    assert [(r.kind, r.end_on) for r in rows] == [("mortgage", procedure.today())]


@then(say('no se puede resolver que procede: "<text:said>"'))
def _(procedure: Rights, said: str) -> None:
    told = {"decision": "procede", "numero_resolucion": "7-2026", "fundamento": "x"}
    before = procedure.rights()
    answer = procedure.tries("catastral_resolver", "alcalde", **told)
    assert isinstance(answer, InvalidData), answer
    (error,) = answer.errors
    assert (error.key, error.msgid.format(**error.params)) == ("decision", said)
    assert procedure.rights() == before


# buildings


@when("se presenta la solicitud con la demolición del piso 2")
def _(procedure: Rights) -> None:
    procedure.file({"obra": "demolicion", "pisos": [{"nivel": "2"}]})  # type: ignore[dict-item]


@when(say("se presenta la solicitud con un piso de 700 m²"))
def _(procedure: Rights) -> None:
    floor = {**FILINGS["construccion_nueva"]["pisos"][0], "area": "700"}
    procedure.file({"pisos": [floor]})  # type: ignore[dict-item]


@when(
    say(
        'la municipalidad da la conformidad de la obra de la licencia "<text:licence>" en'
        ' "<text:code>"'
    )
)
def _(procedure: Rights, licence: str, code: str) -> None:
    """What the case of the permit throws (`licencia_edificacion`)."""
    town = procedure.town
    floor = {
        "nivel": Decimal(1), "area": Decimal(120), "anio": Decimal(2026), "material": "ladrillo",
        "estado": "bueno",
    }  # fmt: skip
    told = {
        "predio": code, "obra": "nueva", "pisos": [floor], "licencia": licence,
        "nombre_solicitante": "Nélida Farfán Ccori", "dni": "46872210",
        "fecha_presentacion": procedure.today(),
    }  # fmt: skip
    town.listens()
    broadcast(town.installation, system_actor(town.municipality_id), "obra.conforme", told)
    procedure.settle()
    (procedure.case_id,) = set(town.cases_of("construccion_nueva")) - {procedure.other_id}


@given("que otro expediente tiene el predio")
def _(procedure: Rights) -> None:
    procedure.file({})
    procedure.other_id = procedure.case_id


@when("el otro expediente se anula")
def _(procedure: Rights) -> None:
    town = procedure.town
    answer = town.cancel(HOUSE, procedure.other_id, "Desistió")
    assert not isinstance(answer, Refused), answer


@then("el expediente espera a que el predio se libre")
def _(procedure: Rights) -> None:
    assert procedure.waiting() == []
    assert procedure.town.case(procedure.case_id).state == "open"


@then(say('empieza solo un expediente que espera "<text:name>"'))
def _(procedure: Rights, name: str) -> None:
    assert procedure.waiting() == [name]


@then(say('el predio tiene construidos "<text:told>"'))
def _(procedure: Rights, told: str) -> None:
    rows = [row for row in procedure.buildings() if row.end_on is None]
    found = [f"{row.level}: {row.area:.2f} {row.built_year} {row.material}" for row in rows]
    assert "; ".join(found) == told


@then(say('cada piso se funda en la resolución y su licencia es "<text:licence>"'))
def _(procedure: Rights, licence: str) -> None:
    number = procedure.town.case(procedure.case_id).number
    told = {(r.title, r.case_number, r.licence) for r in procedure.buildings()}
    assert told == {("Resolución 7-2026", number, licence)}


@then("lo demolido terminó hoy y no se borró")
def _(procedure: Rights) -> None:
    ended = [(row.level, row.end_on) for row in procedure.buildings() if row.end_on is not None]
    assert ended == [(2, procedure.today())]


@then(say('rentas recibe la novedad "<text:kind>" con "<text:detail>"'))
def _(procedure: Rights, kind: str, detail: str) -> None:
    data = procedure.town.data_of(procedure.heard()[-1])
    assert data["novedad"] == kind
    assert detail in str(data["detalle"])
    assert data["rige_tributo"] == date(2027, 1, 1)


# use and data


@when(say('el catastro dice que la zona es "<text:zone>"'))
def _(procedure: Rights, zone: str) -> None:
    procedure.do("zonificar", zona=zone)


@then(say('el predio es de uso "<text:use>" con una versión nueva del mismo terreno'))
def _(procedure: Rights, use: str) -> None:
    town = procedure.town
    unit = procedure.parcel().ba_unit_id
    old, new = town.reads(lambda c: versions_of(c, town.municipality_id, unit))
    assert (old.land_use, old.end_on, old.ended_by) == (
        "vivienda", procedure.today(), procedure.case_id,
    )  # fmt: skip
    assert (new.land_use, new.end_on, new.operation, new.ground) == (use, None, "use", old.ground)


@when(say('se pide corregir "<text:what>" para que diga "<text:value>"'))
def _(procedure: Rights, what: str, value: str) -> None:
    procedure.file({"dato": what, "debe_decir": value})


@when(say('se pide corregir "<text:what>" de "<text:document>" para que diga "<text:value>"'))
def _(procedure: Rights, what: str, document: str, value: str) -> None:
    procedure.file({"dato": what, "de_quien": document, "debe_decir": value})


@then("quien informó no puede resolver")
def _(procedure: Rights) -> None:
    told = {"decision": "procede", "numero_resolucion": "7-2026", "fundamento": "x"}
    assert isinstance(procedure.tries("catastral_resolver", HOUSE, **told), Refused)


@then(say('el predio está en "<text:now>", y hasta hoy estuvo en "<text:before>"'))
def _(procedure: Rights, now: str, before: str) -> None:
    town = procedure.town
    unit = procedure.parcel().ba_unit_id
    old, new = town.reads(lambda c: versions_of(c, town.municipality_id, unit))
    assert (old.address, old.end_on, new.address) == (before, procedure.today(), now)


# the certificate


@when("mesa de partes comprueba que es titular")
def _(procedure: Rights) -> None:
    procedure.do("comprobar_identidad", identidad="si")


@then(say('no nombra a "<text:name>"'))
def _(procedure: Rights, name: str) -> None:
    (letter,) = procedure.letters()
    assert name not in letter.body
    assert "Ley 29733" in letter.body


def test_the_conformity_of_a_licensed_work_is_heard_by_the_cadastre(procedure: Rights) -> None:
    """The permit throws what begins the case; both name it alike."""
    permit = family("licencia_edificacion").bundle.files["licencia_edificacion.bpmn"]
    assert b'name="obra.conforme"' in permit
    procedure.found("construccion_nueva")
    town = procedure.town
    heard = town.reads(
        lambda c: starts_by(c, town.municipality_id, kind=StartKind.SIGNAL, name="obra.conforme")
    )
    assert [each.process_key for each in heard] == ["construccion_nueva"]
