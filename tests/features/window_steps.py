"""The sentences of the scenarios of the one-stop shop: who files, who acts, what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pytest_bdd import given, then, when

from engine.calendar import Attendance
from engine.deadlines.decreeing import Asked, Decreed, decree
from engine.deadlines.following import follow_decrees
from engine.deadlines.permission import CALENDAR_KEEPER
from engine.history.kinds import EventKind
from engine.identity import register_municipality
from engine.letters.verifying import verify
from storage.queries.casefile import links_of_case
from tests.features.sentences import say
from tests.features.window import Procedure, reason_of
from tests.features.window_answers import STEPS
from tests.fees import bank_file, order_of, pays_at_the_till, reads_file

Table = Sequence[Sequence[str]]
DECISIONS = {"procede": "procede", "no procede": "no_procede"}


@given(say('la ventanilla única de Tambo Real con "<text:service>"'))
def _(procedure: Procedure, service: str) -> None:
    procedure.found(service)


@given(say('la ventanilla única de un municipio de Colombia con "<text:service>"'))
def _(procedure: Procedure, service: str) -> None:
    town = procedure.town
    town.municipality_id = register_municipality(
        town.installation,
        slug=f"tambo-co-{town.installation.ids.new()}",
        name="Tambo",
        country="CO",
        timezone="America/Bogota",
        currency="COP",
    )
    procedure.found(service, "CO")


@when(say("se decreta que el <day:day> se trabaja"))
def _(procedure: Procedure, day: date) -> None:
    town = procedure.town
    keeper = town.person("celia", CALENDAR_KEEPER)
    asked = Asked(day, "No es festivo", "Decreto 12", Attendance.WHOLE)
    assert isinstance(decree(town.installation, keeper, asked), Decreed)
    follow_decrees(town.installation)


@when("la caja cobra la tasa")
def _(procedure: Procedure) -> None:
    _takes_the_fee(procedure)


@when(say("la caja cobra la tasa el <day:when_>"))
def _(procedure: Procedure, when_: date) -> None:
    procedure.on(when_)
    _takes_the_fee(procedure)


@when(say("el banco avisa el <day:told> que la tasa se pagó el <day:paid>"))
def _(procedure: Procedure, told: date, paid: date) -> None:
    procedure.on(told)
    town = procedure.town
    town.person("teresa", "tesoreria")
    order = order_of(town, procedure.case_id)
    reads_file(town, bank_file((order.code, f"{order.amount}", f"{paid}", "77")))
    procedure.settle()


def _takes_the_fee(procedure: Procedure) -> None:
    town = procedure.town
    town.person("celia", "caja")
    pays_at_the_till(town, "celia", procedure.case_id, received="1000.00")
    procedure.settle()


@then(say("la tasa es de <money:amount>"))
def _(procedure: Procedure, amount: str) -> None:
    assert order_of(procedure.town, procedure.case_id).amount == Decimal(amount)


@given("un expediente anterior, que se impugna", target_fixture="before")
def _(procedure: Procedure) -> str:
    procedure.file({})
    return procedure.town.case(procedure.case_id).number


@when("se presenta la solicitud contra ese expediente")
def _(procedure: Procedure, before: str) -> None:
    procedure.file({"numero_expediente": before})


@then("los dos expedientes están unidos")
def _(procedure: Procedure, before: str) -> None:
    town = procedure.town
    (row,) = town.reads(lambda one: links_of_case(one, town.municipality_id, procedure.case_id))
    assert (row.number, row.kind) == (before, "related")


@given(say("que hoy es <day:when_>"))
def _(procedure: Procedure, when_: date) -> None:
    procedure.on(when_)


@given("una solicitud completa de riesgo alto")
def _(procedure: Procedure) -> None:
    procedure.file({"giro": "discoteca", "area_m2": "320"})
    procedure.do("recepcion_revisar")
    _takes_the_fee(procedure)


@given("una solicitud completa")
def _(procedure: Procedure) -> None:
    procedure.file({})
    procedure.do("recepcion_revisar")


@when("se presenta la solicitud")
def _(procedure: Procedure) -> None:
    procedure.file({})


@when("se presenta la solicitud con:")
def _(procedure: Procedure, datatable: Table) -> None:
    procedure.file(dict(datatable))


def _step(sentence: str) -> None:
    @when(sentence, stacklevel=2)
    def _(procedure: Procedure) -> None:
        step, answers = STEPS[sentence]
        procedure.do(step, **answers)


@when("alguien sin cuenta la presenta desde su casa con:")
def _(procedure: Procedure, datatable: Table) -> None:
    procedure.file_from_home(dict(datatable))


@when(say('esa persona subsana "<text:name>" con el PIN de su recibo'))
def _(procedure: Procedure, name: str) -> None:
    procedure.correct_with_pin(**{name: "Corregido"})


@when(say('mesa de partes observa "<text:name>"'))
def _(procedure: Procedure, name: str) -> None:
    procedure.do("recepcion_revisar", observaciones=[{"campo": name, "motivo": "Falta"}])


@when(say('el <day:when_> el especialista observa "<text:name>"'))
def _(procedure: Procedure, when_: date, name: str) -> None:
    procedure.on(when_)
    procedure.do("evaluacion_calificar", observaciones=[{"campo": name, "motivo": "Falta"}])


@when(say('quien solicita subsana "<text:name>" el <day:when_>'))
def _(procedure: Procedure, name: str, when_: date) -> None:
    procedure.on(when_)
    procedure.do("subsanacion_corregir", **{name: "Corregido"})
    assert procedure.knows(name) == "Corregido"


@when(say(r"el inspector visita el local antes y lo encuentra (?P<result>(des)?favorable)"))
def _(procedure: Procedure, result: str) -> None:
    _visit(procedure, "evaluacion_inspeccionar", result)


@when(say("el inspector visita el local y lo encuentra (?P<result>(des)?favorable)"))
def _(procedure: Procedure, result: str) -> None:
    _visit(procedure, "inspeccion_posterior", result)


def _visit(procedure: Procedure, step: str, result: str) -> None:
    procedure.do(
        step,
        fecha_inspeccion=f"{procedure.today():%d/%m/%Y}",
        inspeccion=result,
        numero_itse="ITSE-0042",
        hallazgos="Extintores vigentes",
    )


@when(say("el especialista decide que (?P<what>(no )?procede)"))
def _(procedure: Procedure, what: str) -> None:
    procedure.do("evaluacion_decidir", decision=DECISIONS[what], fundamento="Consta en el informe")


@when("la autoridad firma la resolución")
def _(procedure: Procedure) -> None:
    procedure.do("firma_proyectar", sumilla="Según el informe")
    procedure.do("firma_firmar", firmo="si")


@when(say("la autoridad emite la licencia el <day:when_>"))
def _(procedure: Procedure, when_: date) -> None:
    procedure.on(when_)
    procedure.do("emitir_licencia", numero_licencia="0012-2026")


@when(say("se notifica en persona el <day:when_>"))
def _(procedure: Procedure, when_: date) -> None:
    procedure.on(when_)
    procedure.notify("personal", when_)


@when(say("se notifica por publicación el <day:when_>"))
def _(procedure: Procedure, when_: date) -> None:
    procedure.on(when_)
    procedure.notify("publication", when_)


@when(say("nadie hace nada hasta el <day:when_>"))
def _(procedure: Procedure, when_: date) -> None:
    procedure.on(when_)


@then(say('"<text:label>" es "<text:value>"'))
def _(procedure: Procedure, label: str, value: str) -> None:
    assert procedure.fact(label) == value


@then(say('"<text:title>" va hasta el <day:when_>'))
def _(procedure: Procedure, title: str, when_: date) -> None:
    assert procedure.term(title).due_on == when_


@then(say('se explica: "<text:sentence>"'))
def _(procedure: Procedure, sentence: str) -> None:
    assert reason_of(procedure) == sentence


@then(say('la tarea "<text:name>" vence el <day:when_>'))
def _(procedure: Procedure, name: str, when_: date) -> None:
    (due,) = [one.due_at for one in procedure.open_tasks() if one.name == name]
    assert due is not None
    assert procedure.town.surroundings().calendar.local_day(due) == when_


@then(say('"<text:title>" está en pausa'))
def _(procedure: Procedure, title: str) -> None:
    assert procedure.term(title).paused_on is not None


@then("el trámite sigue abierto")
def _(procedure: Procedure) -> None:
    assert procedure.town.case(procedure.case_id).state == "open"


@then(say('el trámite termina en "<text:outcome>"'))
def _(procedure: Procedure, outcome: str) -> None:
    assert procedure.outcome() == outcome, procedure.waiting()


@then(say('espera "<text:name>"'))
def _(procedure: Procedure, name: str) -> None:
    assert name in procedure.waiting()


@then(say('la ley decidió por vencer "<text:title>"'))
def _(procedure: Procedure, title: str) -> None:
    assert title in [one["title"] for one in procedure.events(EventKind.LAW_DECIDED)]


@then(say('la municipalidad emitió por sí "<text:kind>"'))
def _(procedure: Procedure, kind: str) -> None:
    (letter,) = procedure.letters()
    assert procedure.definition.manifest.letters[letter.kind].title == kind
    assert (letter.signed_by, letter.state) == (None, "signed")


@then(say('esa constancia dice "<text:one>" y "<text:other>"'))
def _(procedure: Procedure, one: str, other: str) -> None:
    (letter,) = procedure.letters()
    assert one in letter.body
    assert other in letter.body
    assert "{{" not in letter.body


@then("cualquiera comprueba esa constancia con su código")
def _(procedure: Procedure) -> None:
    (letter,) = procedure.letters()
    town = procedure.town
    found = verify(town.installation, town.municipality_id, letter.code or "")
    assert found is not None
    assert (found.number, found.in_force, found.version is not None) == (letter.number, True, True)


@then("el especialista ya no puede observar otra vez")
def _(procedure: Procedure) -> None:
    procedure.do("evaluacion_calificar", observaciones=[{"campo": "giro", "motivo": "Falta"}])
    assert "Pedir que subsane" not in procedure.waiting()
    assert "Subsanar lo observado" not in procedure.waiting()


for _sentence in STEPS:
    _step(_sentence)
