"""The sentences of the scenarios of what taxpayers ask for: what they declare, what they owe."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pytest_bdd import given, then, when

from engine.parameters import load_parameters
from processes.taxes.account import Owed
from processes.taxes.collecting import pay
from processes.taxes.lines import LineKind
from processes.taxes.posting import Payment
from storage.queries.dues import debts_of_taxpayer
from storage.queries.taxes import benefits_of_taxpayer, taxpayer_by_code
from tests.features.sentences import money, say
from tests.features.window import Procedure
from tests.features.window_answers import STEPS
from tests.taxes import account, begins_run, collects_taxes, declares, issues
from tests.town import Town

CODE = "000001"
INDEX = """
[[parameters]]
key = "pe.ipc_mensual"
value = "{value}"
unit = "index"
valid_from = {since}
source = "INEI"
status = "V"
"""


@given(say('la administración tributaria de Tambo Real con "<text:service>"'))
def _(procedure: Procedure, service: str) -> None:
    collects_taxes(procedure.town)
    procedure.found(service)


@given(
    say(
        "que quien pide declara un predio de <money:value> soles y el impuesto de <number:year>"
        " está emitido"
    )
)
def _(procedure: Procedure, value: str, year: str) -> None:
    declares(procedure.town, "46872210", str(money(value)), code="01-001-001")
    issues(procedure.town, begins_run(procedure.town, int(year)))


@given(say("que pagó <money:amount> soles"))
def _(procedure: Procedure, amount: str) -> None:
    town = procedure.town
    paid = Payment(money(amount), procedure.today(), "bank", "before")
    pay(town.installation, town.municipality_id, _who(town), paid)


@when(say("se resuelve y notifica que (?P<what>(no )?procede)"))
def _(procedure: Procedure, what: str) -> None:
    step, answers = STEPS["el especialista la califica sin observaciones"]
    procedure.do(step, **answers)
    decision = "procede" if what == "procede" else "no_procede"
    procedure.do("evaluacion_decidir", decision=decision, fundamento="Consta en el informe")
    procedure.do("firma_proyectar", sumilla="Según el informe")
    procedure.do("firma_firmar", firmo="si")
    procedure.notify("personal", procedure.today())


@then(say("de <number:year> debe <money:tax> soles de predial"))
def _(procedure: Procedure, year: str, tax: str) -> None:
    owed = account(procedure.town, CODE, date(int(year), 1, 31)).owed
    predial = (each.tax for each in owed if each.what.concept == "predial")
    assert sum(predial, Decimal(0)) == money(tax)


@then(say("su beneficio rige desde el <day:first>"))
def _(procedure: Procedure, first: date) -> None:
    town = procedure.town
    who = _who(town)
    (row,) = town.reads(lambda c: benefits_of_taxpayer(c, town.municipality_id, who))
    assert (row.from_on, row.until_on) == (first, None)


@then(say("tiene <money:amount> soles a su favor"))
def _(procedure: Procedure, amount: str) -> None:
    assert account(procedure.town, CODE, procedure.today()).credit == money(amount)


def _who(town: Town) -> int:
    found = town.reads(lambda c: taxpayer_by_code(c, town.municipality_id, CODE))
    assert found is not None
    return found.id


@when(say("el reclamo se resuelve fundado y se notifica"))
def _(procedure: Procedure) -> None:
    _resolves(procedure, resultado="fundado")


@when(say("el reclamo se resuelve fundado en parte por <money:amount> soles y se notifica"))
def _(procedure: Procedure, amount: str) -> None:
    _resolves(procedure, resultado="en_parte", monto_dejado=str(money(amount)))


@when("el reclamo se resuelve infundado y se notifica")
def _(procedure: Procedure) -> None:
    _resolves(procedure, resultado="infundado")


@given(
    say(
        r"que el IPC de (?P<one>\d\d/\d{4}) es <money:first> y el de (?P<two>\d\d/\d{4}) es"
        " <money:second>"
    )
)
def _(procedure: Procedure, one: str, first: str, two: str, second: str) -> None:
    for when_, index in ((one, first), (two, second)):
        month, year = when_.split("/")
        said = INDEX.format(value=index, since=f"{year}-{month}-01")
        load_parameters(procedure.town.installation, procedure.town.municipality_id, said.encode())


@then(
    say(
        'la primera cuota de predial explica "<number:days> días sin interés" y'
        ' "<money:more> por el <text:how>"'
    )
)
def _(procedure: Procedure, days: str, more: str, how: str) -> None:
    lines = _first_quota(procedure, procedure.today()).lines
    stood = [each.days for each in lines if each.kind is LineKind.SUSPENDED]
    grew = [(each.amount, each.note) for each in lines if each.kind is LineKind.UPDATED]
    assert (stood, grew) == ([int(days)], [(money(more), how)])


@then(say("el <day:on> la primera cuota debe interés por <number:days> días"))
def _(procedure: Procedure, on: date, days: str) -> None:
    lines = _first_quota(procedure, on).lines
    assert sum(each.days for each in lines if each.kind is LineKind.INTEREST) == int(days)


def _first_quota(procedure: Procedure, on: date) -> Owed:
    owed = account(procedure.town, CODE, on).owed
    return next(e for e in owed if (e.what.concept, e.what.instalment) == ("predial", 1))


def _resolves(procedure: Procedure, **answers: str) -> None:
    procedure.do("resolver", fundamento="Consta en el informe", **answers)
    procedure.do("firma_proyectar", sumilla="Según el informe")
    procedure.do("firma_firmar", firmo="si")
    procedure.notify("personal", procedure.today())


@when("quien reclama acredita el pago")
def _(procedure: Procedure) -> None:
    procedure.do("subsanar_reclamo", pago_acreditado="true")


@when(
    say(
        "se pide la prescripción de <number:year>, que (?P<no>no )?se declaró"
        "(, y consta una orden notificada el (?P<day>[0-9/]+))?"
    )
)
def _(procedure: Procedure, year: str, no: str | None, day: str | None) -> None:
    procedure.file({"desde_ejercicio": year, "hasta_ejercicio": year})
    procedure.do("recepcion_revisar")
    acts = [{"acto": "valor_notified", "fecha": day}] if day else []
    procedure.do("anotar_actos", actos=acts, declaro="" if no else "true")


@then(say('"<text:label>" dice "<text:words>"'))
def _(procedure: Procedure, label: str, words: str) -> None:
    assert words in procedure.fact(label)


@then("nadie cobra lo que se reclama")
def _(procedure: Procedure) -> None:
    assert _stages(procedure) == {"claimed"}


@then("se vuelve a cobrar")
def _(procedure: Procedure) -> None:
    assert _stages(procedure) == {"ordinary"}


def _stages(procedure: Procedure) -> set[str]:
    town = procedure.town
    who = _who(town)
    rows = town.reads(lambda c: debts_of_taxpayer(c, town.municipality_id, who))
    return {each.stage for each in rows if each.concept == "predial"}
