"""The hard parts of a selection: conflicts of interest, challenges, nullity, another call."""

from __future__ import annotations

import re
from datetime import date

from pytest_bdd import given, step, then, when

from engine.cases.sealing import may_read
from engine.jobs.linking import link_handlers
from engine.refusals import RefusalKind, Refused
from engine.tasks import assign
from engine.values import loads
from storage.queries.casefile import links_of_case
from storage.queries.cases import submissions_of_case
from storage.queries.history import events_of_case
from tests.features.given_steps import ANDES, SOUTH, _called, _integrated
from tests.features.purchase import Purchase
from tests.features.sentences import say
from tests.ocds import judged, publishes, tags_of


@given(say("una licitación de S/ <money:amount> cuyas ofertas se abrieron el <day:when_>"))
def _(purchase: Purchase, amount: str, when_: date) -> None:
    _called(purchase, amount, date(2026, 3, 9))
    _integrated(purchase)
    for offer in (SOUTH, ANDES):
        purchase.bid(offer)
    purchase.on(when_)
    purchase.open_offers(declared=False)


@given(say("una licitación de S/ <money:amount> que quedó desierta el <day:when_>"))
def _(purchase: Purchase, amount: str, when_: date) -> None:
    _called(purchase, amount, date(2026, 3, 9))
    _integrated(purchase)
    purchase.on(when_)
    purchase.open_offers()
    purchase.do("declarar_desierto", motivo_desierto="Nadie presentó una oferta")


@when(say('"<text:who>" declara que tiene conflicto y los demás que no'))
def _(purchase: Purchase, who: str) -> None:
    purchase.declare(who)


@when("todos declaran que no tienen conflicto")
@when("la suplente declara que no tiene conflicto")
def _(purchase: Purchase) -> None:
    purchase.declare()


@when(say('la autoridad designa a "<text:who>" como suplente'))
def _(purchase: Purchase, who: str) -> None:
    purchase.town.person(who, "comite")
    named = {"suplente": who.capitalize(), "correo": f"{who}@tamboreal.example"}
    purchase.do("designar_suplentes", suplentes=[named])


@when(say(r'"<text:who>" califica con (?P<points>[\d, y]+)'))
def _(purchase: Purchase, who: str, points: str) -> None:
    rows = [{"puntaje": each} for each in re.findall(r"\d+", points)]
    purchase.do("evaluar", who=who, calificaciones=rows)


@when(say('un postor recusa a "<text:who>" y la recusación resulta "<text:outcome>"'))
def _(purchase: Purchase, who: str, outcome: str) -> None:
    purchase.do(
        "recusar",
        recusado=f"{who}@tamboreal.example",
        recusante=ANDES.bidder,
        ruc_recusante=ANDES.ruc,
        motivo_recusacion="Es socio de otro postor",
    )
    purchase.do(
        "resolver_recusacion",
        resultado_recusacion=outcome,
        numero_resolucion_recusacion="019-2026-MDTR",
        fundamento_recusacion="Consta",
    )


@when(say('se resuelve la nulidad desde "<text:stage>" el <day:when_>'))
def _(purchase: Purchase, stage: str, when_: date) -> None:
    purchase.on(when_)
    purchase.resolve("nulidad", etapa_nulidad=stage)


@when("Contrataciones pide la nulidad")
def _(purchase: Purchase) -> None:
    purchase.award("nulidad")


@when(say('la autoridad la declara desde "<text:stage>"'))
def _(purchase: Purchase, stage: str) -> None:
    purchase.do(
        "declarar_nulidad",
        declara_nulidad="si",
        etapa_nulidad=stage,
        numero_resolucion="020-2026-MDTR",
        fundamento_nulidad="Las bases limitaban la competencia",
    )


@step("Contrataciones informa las causas y convoca otra vez")
def _(purchase: Purchase) -> None:
    purchase.report_desert(again=True)
    works(purchase)


@when("Presupuesto certifica otra vez el crédito")
def _(purchase: Purchase) -> None:
    again = follower(purchase)
    again.study("180000.00")
    again.certify()


@when("el procedimiento nuevo también queda desierto y se convoca otra vez")
def _(purchase: Purchase) -> None:
    again = follower(purchase)
    again.study("180000.00")
    again.certify()
    again.approve()
    again.call(enquiries="3", offers="5")
    _integrated(again)
    again.on(again.day_after("Presentación de ofertas"))
    again.open_offers()
    again.do("declarar_desierto", motivo_desierto="Otra vez nadie")
    again.report_desert(again=True)
    works(again)


@then("los tres evaluadores tienen que declarar sus conflictos")
def _(purchase: Purchase) -> None:
    assert purchase.town.steps(purchase.case_id) == ["declarar_conflictos"] * 3


@then("la autoridad tiene que designar a un suplente")
def _(purchase: Purchase) -> None:
    assert purchase.town.steps(purchase.case_id) == ["designar_suplentes"]


@then(say('evalúan "<text:one>", "<text:two>" y "<text:three>"'))
def _(purchase: Purchase, one: str, two: str, three: str) -> None:
    ids = {actor.person_id: key for key, actor in purchase.town.people.items()}
    tasks = purchase.town.open_tasks(purchase.case_id)
    found = [ids[each.assignee_id or 0] for each in tasks if each.element_key == "evaluar"]
    assert sorted(found) == [one, two, three]


@then(say('nadie puede dar a "<text:who>" una evaluación'))
def _(purchase: Purchase, who: str) -> None:
    town = purchase.town
    barred = town.people[who].person_id or 0
    ids = {actor.person_id: actor for actor in town.people.values()}
    tasks = [each for each in town.open_tasks(purchase.case_id) if each.element_key == "evaluar"]
    for task in tasks:
        answer = assign(town.installation, ids[task.assignee_id], task.id, barred)
        assert isinstance(answer, Refused)
        assert answer.kind is RefusalKind.EXCLUDED
        assert "conflicto de intereses" in answer.details["reason"]


@then(say('"<text:reader>" no puede leer la calificación de "<text:who>"'))
def _(purchase: Purchase, reader: str, who: str) -> None:
    assert read(purchase, reader, who) is False
    assert read(purchase, who, who) is True


@then(say('"<text:reader>" puede leer la calificación de "<text:who>"'))
def _(purchase: Purchase, reader: str, who: str) -> None:
    assert read(purchase, reader, who) is True


@then(say('la historia dice que "<text:who>" evaluó'))
def _(purchase: Purchase, who: str) -> None:
    town = purchase.town
    events = town.reads(lambda c: events_of_case(c, town.municipality_id, purchase.case_id))
    assert town.people[who].person_id in {each.person_id for each in events if each.task_name}


@then("los proveedores pueden presentar ofertas otra vez")
def _(purchase: Purchase) -> None:
    assert purchase.town.steps(purchase.case_id) == ["presentar_oferta"]


@then("la autoridad tiene que aprobar otra vez el expediente")
def _(purchase: Purchase) -> None:
    assert purchase.town.steps(purchase.case_id) == ["aprobar_expediente"]


@then(say("el expediente recuerda <number:many> ofertas sin efecto"))
def _(purchase: Purchase, many: str) -> None:
    noted = purchase.seen()["anulaciones"]
    assert isinstance(noted, list)
    assert len(noted[-1]["ofertas"]) == int(many)


@then(say('lo último que se publicó es "<text:tags>"'))
def _(purchase: Purchase, tags: str) -> None:
    publishes(purchase.town)
    assert tags_of(purchase.town, purchase.case_id)[-1] == tags


@then("hay un expediente nuevo unido al anterior")
def _(purchase: Purchase) -> None:
    again = follower(purchase)
    links = purchase.town.reads(
        lambda c: links_of_case(c, purchase.town.municipality_id, purchase.case_id)
    )
    assert [{each.case_id, each.other_id} for each in links] == [{purchase.case_id, again.case_id}]


@then("Contrataciones tiene que estudiar el mercado")
def _(purchase: Purchase) -> None:
    assert purchase.town.steps(follower(purchase).case_id) == ["estudio_mercado"]


@then("el área usuaria tiene que formular otra vez el requerimiento")
def _(purchase: Purchase) -> None:
    last = purchase.town.cases_of("compra")[-1]
    assert purchase.town.steps(last) == ["requerimiento"]


@then("el expediente nuevo trae la cuantía y el requerimiento del anterior")
def _(purchase: Purchase) -> None:
    names = ("descripcion", "cuantia", "cantidad", "plazo_requerido", "especificaciones")
    town = purchase.town
    rows = town.reads(
        lambda c: submissions_of_case(c, town.municipality_id, follower(purchase).case_id)
    )
    brought, known = loads(rows[0].data), purchase.seen()
    assert {name: brought[name] for name in names} == {name: known[name] for name in names}


@then("lo publicado del nuevo nombra al anterior como procedimiento fallido")
def _(purchase: Purchase) -> None:
    publishes(purchase.town)
    before = judged(purchase.town, purchase.case_id)[1]
    after = judged(purchase.town, follower(purchase).case_id)[1]
    (related,) = after["relatedProcesses"]
    assert related["relationship"] == ["unsuccessfulProcess"]
    assert related["identifier"] == before["ocid"] != after["ocid"]


def works(purchase: Purchase) -> None:
    """The message of the old case opens the new one, which is joined to it."""
    town = purchase.town
    while town.works(link_handlers(town.installation)):
        pass


def follower(purchase: Purchase) -> Purchase:
    """The case that was opened because this one came to nothing."""
    other = Purchase(purchase.town)
    other.case_id = next(
        each for each in purchase.town.cases_of("compra") if each != purchase.case_id
    )
    return other


def read(purchase: Purchase, reader: str, who: str) -> bool:
    """Whether somebody may read what an evaluator sent in."""
    town = purchase.town
    rows = town.reads(lambda c: submissions_of_case(c, town.municipality_id, purchase.case_id))
    author = town.people[who].person_id
    row = next(each for each in reversed(rows) if each.person_id == author and each.sealed)
    program, _, done = purchase._stand()
    return may_read(
        row.sealed,
        visited=done,
        program=program,
        person_id=town.people[reader].person_id,
        filed_by=row.person_id,
    )
