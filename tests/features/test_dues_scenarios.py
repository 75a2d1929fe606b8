"""The scenarios of unpaid debt: valores, the executor, suspension. On SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from pytest_bdd import given, scenarios, then, when

from engine.refusals import RefusalKind, Refused
from processes.taxes.dues.prescribing import years_after
from storage.queries.letters import letters_of_case
from storage.queries.taxes import TaxpayerRow
from tests.dues import begins, collects_debts, debts, does, goes_on, notified, pays_all
from tests.features.sentences import money, say
from tests.taxes import account, begins_run, collects_taxes, declares, issues
from tests.town import Town

scenarios("../../processes/taxes/cobranza_coactiva/scenarios")


@dataclass
class Collection:
    """What a scenario speaks of."""

    town: Town
    who: TaxpayerRow

    @property
    def valor(self) -> int:
        """The case of the order of payment."""
        (found,) = self.town.cases_of("cobranza_tributaria")
        return found

    @property
    def case(self) -> int:
        """The case of the executor."""
        (found,) = self.town.cases_of("cobranza_coactiva")
        return found

    def does(self, who: str, step: str, *papers: str, **said: object) -> None:
        """Somebody does a step of the executor's case, with its documents."""
        task = self.town.open_task(self.case, step)
        self.town.claim(who, task)
        for kind in papers:
            self.town.attach(who, self.case, task_id=task, kind=kind, title=kind)
        self.town.complete(who, task, said)
        goes_on(self.town)

    def goes_to(self, day: date) -> None:
        """Time passes."""
        self.town.move_to(day)
        goes_on(self.town)

    def costs(self) -> Decimal:
        """What is owed of costs."""
        rows = debts(self.town, self.who)
        return Decimal(sum(row.tax for row in rows if row.concept == "costas")) / 100

    def late(self) -> list[str]:
        """The stages of what the order asked for."""
        rows = debts(self.town, self.who)
        return [row.stage for row in rows if row.instalment < 2 and row.concept != "costas"]


@pytest.fixture
def collection(town: Town) -> Collection:
    """A town that collects."""
    collects_taxes(town)
    collects_debts(town, "cobranza_coactiva", "pedido_coactivo")
    return Collection(town, declares(town, "1", "82500"))


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given("que un contribuyente no pagó la primera cuota ni la emisión de 2026")
def _(collection: Collection) -> None:
    issues(collection.town, begins_run(collection.town))


@given(say("que el <day:on> se emite la orden de pago de lo vencido"))
def _(collection: Collection, on: date) -> None:
    collection.goes_to(on)
    case_id = begins(
        collection.town, "emision_valores", tipo_valor="OP", motivo_valor="No se pagó",
        base_legal="TUO DS 156-2004-EF, art. 15",
    )  # fmt: skip
    does(collection.town, "nora", case_id, "aprobar", {"decision_emision": "emitir"})


@when(say("la orden se notifica el <day:on>"))
def _notified(collection: Collection, on: date) -> None:
    collection.goes_to(on)
    notified(collection.town, "carla", collection.valor, on)


@given(
    say("que la orden se notificó el <day:on> y el ejecutor emitió la resolución el <day:then_>")
)
def _(collection: Collection, on: date, then_: date) -> None:
    _notified(collection, on)
    collection.goes_to(then_)
    collection.does("aldo", "calificar", calificacion="admitir")
    collection.does("ema", "emitir_rec", "rec", fecha_acto=f"{then_:%d/%m/%Y}")


@given("que quien aprobó la orden es nombrado ejecutor")
def _(collection: Collection) -> None:
    people = collection.town.people
    people["nora"] = replace(people["nora"], roles=people["nora"].roles | {"ejecutor"})


@when("el auxiliar admite la cobranza")
def _(collection: Collection) -> None:
    collection.does("aldo", "calificar", calificacion="admitir")


@then("quien aprobó la orden no puede emitir la resolución de ejecución, y otro ejecutor sí")
def _(collection: Collection) -> None:
    town = collection.town
    task = town.open_task(collection.case, "emitir_rec")
    answer = town.claim("nora", task)
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.EXCLUDED
    assert not isinstance(town.claim("ema", task), Refused)


@when(say("la resolución se notifica el <day:on>"))
def _executed(collection: Collection, on: date) -> None:
    notified(collection.town, "aldo", collection.case, on, "Resolución de ejecución coactiva")


@when(say('el ejecutor traba una medida de "<text:kind>" el <day:on>'))
def _seized(collection: Collection, kind: str, on: date) -> None:
    collection.does(
        "ema", "trabar", "medida", medida=kind, bien_medida="Cuenta del Banco de la Nación",
        fecha_medida=f"{on:%d/%m/%Y}",
    )  # fmt: skip


@given(
    say(
        "que la resolución se notificó el <day:on> y se trabó una medida de"
        ' "<text:kind>" el <day:then_>'
    )
)
def _(collection: Collection, on: date, kind: str, then_: date) -> None:
    _executed(collection, on)
    collection.goes_to(then_)
    _seized(collection, kind, then_)


@when(say("llega el <day:on>"))
def _(collection: Collection, on: date) -> None:
    collection.goes_to(on)


@when(say("paga todo el <day:on>"))
def _(collection: Collection, on: date) -> None:
    owed = account(collection.town, collection.who.code, on)
    due = sum(each.total for each in owed.owed if each.what.due_on <= on)
    pays_all(collection.town, collection.who, str(due), on)


@when(say("el ejecutor levanta la medida el <day:on>"))
def _(collection: Collection, on: date) -> None:
    said = f"{on:%d/%m/%Y}"
    collection.does("ema", "levantar", "levantamiento", fecha_levantamiento=said)


def _asks(collection: Collection, on: date, what: str, cause: str) -> None:
    collection.goes_to(on)
    number = collection.town.case(collection.case).number
    begins(
        collection.town, "pedido_coactivo", "aldo", numero_coactivo=number, que_pide=what,
        causal_suspension=cause, sustento_pedido="Como consta en el expediente",
    )  # fmt: skip


@when(say('el <day:on> pide la suspensión por "<text:cause>"'))
def _(collection: Collection, on: date, cause: str) -> None:
    _asks(collection, on, "suspension", cause)


@when("el ejecutor la niega")
def _(collection: Collection) -> None:
    said = {"resultado_suspension": "improcedente", "fundamento_suspension": "No pagó"}
    collection.does("ema", "resolver_suspension", **said)


@when(say("el <day:on> un tercero pide el bien y el ejecutor le da la razón"))
def _(collection: Collection, on: date) -> None:
    _asks(collection, on, "terceria", "")
    collection.does("ema", "correr_terceria", fecha_traslado=f"{on:%d/%m/%Y}")
    said = {"resultado_terceria": "fundada", "fundamento_terceria": "Es suyo"}
    collection.does("ema", "resolver_terceria", "resolucion_terceria", **said)
    freed = {"fecha_levantamiento": f"{on:%d/%m/%Y}"}
    collection.does("ema", "levantar_terceria", "levantamiento", **freed)


@when("el auxiliar la devuelve")
def _(collection: Collection) -> None:
    collection.does("aldo", "calificar", calificacion="devolver")


@then(say('la orden "<text:number>" pide <money:amount> soles'))
def _(collection: Collection, number: str, amount: str) -> None:
    town = collection.town
    (letter,) = town.reads(lambda c: letters_of_case(c, town.municipality_id, collection.valor))
    assert letter.number == number
    told = town.data_of(collection.valor)["valor"]
    assert told["total"] == money(amount)  # type: ignore[index,call-overload]


@then("hay una cobranza coactiva de la orden")
def _(collection: Collection) -> None:
    assert collection.town.case(collection.valor).state == "completed"
    assert collection.town.data_of(collection.case)["numero_valor"] == "OP-2026-000001"
    assert collection.town.steps(collection.case) == ["calificar"]


@then(say('la deuda está en la etapa "<text:stage>"'))
def _(collection: Collection, stage: str) -> None:
    assert collection.late() == [stage, stage]


@then(say("se deben <money:amount> soles de costas"))
def _(collection: Collection, amount: str) -> None:
    assert collection.costs() == money(amount)


@then("la cobranza no traba ninguna medida")
def _(collection: Collection) -> None:
    assert collection.town.steps(collection.case) == []


@then(say('la cobranza espera "<text:step>"'))
def _(collection: Collection, step: str) -> None:
    assert sorted(collection.town.steps(collection.case)) == step.split(", ")


@then("la cobranza terminó")
def _(collection: Collection) -> None:
    assert collection.town.case(collection.case).state == "completed"
    assert collection.town.verification().faults == ()


@then("no debe nada vencido")
def _(collection: Collection) -> None:
    today = collection.town.surroundings().today
    assert account(collection.town, collection.who.code, today).late == 0


@then(say("la deuda prescribe desde el <day:on>"))
def _(collection: Collection, on: date) -> None:
    rows = debts(collection.town, collection.who)
    starts = {years_after(row.runs_from, 4) for row in rows if row.instalment == 1
              and row.concept == "predial"}  # fmt: skip
    assert starts == {on}
