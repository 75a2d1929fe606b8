"""Purchases are published as they happen, and what is published is true, valid and merges."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.cases import Order, cancel, move
from engine.cases.linking import link
from engine.deadlines.moving import Why, extend
from engine.documents.keeping import withdraw
from engine.refusals import Refused
from engine.tasks import complete
from engine.tasks.undoing import undo_step
from storage.queries.deadlines import deadlines_of_case
from storage.tables.casefile import LinkKind
from tests.features.purchase import Offer, Purchase, quote
from tests.integration.publishing.conftest import Brought
from tests.ocds import judged, publishes, record_of, releases_of, tags_of
from tests.town import Town

FIRST = ["planning", "planningUpdate", "tender"]
OPENED = [*FIRST, "tenderUpdate", "tenderUpdate"]


def told(town: Town, purchase: Purchase) -> tuple[list[Any], Any]:
    publishes(town)
    return judged(town, purchase.case_id)


def statuses(compiled: Any, block: str) -> list[str]:
    return [each["status"] for each in compiled[block]]


def test_the_whole_way_from_the_plan_to_the_payment(town: Town, contracted: Purchase) -> None:
    contracted.on(date(2026, 5, 30))
    contracted.deliver(date(2026, 5, 30))
    contracted.accept()
    contracted.pay(date(2026, 5, 30))
    contracted.settle()
    releases, compiled = told(town, contracted)
    assert tags_of(town, contracted.case_id) == [
        *OPENED,
        "award",
        "awardUpdate",
        "contract",
        "implementation",
        "implementation",
        "implementation",
        "contractTermination",
    ]
    award = next(each for each in releases if each["tag"] == ["award"])["awards"][0]
    assert (award["status"], award["value"]) == ("pending", {"amount": 171500, "currency": "PEN"})
    assert award["date"] == "2026-03-27T09:00:00-05:00"
    assert [each["documentType"] for each in award["documents"]] == ["awardNotice"]
    tender, (contract,) = compiled["tender"], compiled["contracts"]
    assert (tender["procurementMethod"], tender["procurementMethodDetails"]) == (
        "open",
        "Licitación pública abreviada",
    )
    assert tender["enquiryPeriod"]["endDate"] == "2026-03-12T23:59:59-05:00"
    assert tender["tenderPeriod"]["endDate"] == "2026-03-20T23:59:59-05:00"
    assert tender["numberOfTenderers"] == 3
    assert compiled["planning"]["budget"]["id"] == "0031-2026"
    assert contract["period"]["endDate"] == "2026-05-25T23:59:59-05:00"
    (paid,) = contract["implementation"]["transactions"]
    assert paid["value"]["amount"] == 164354.17
    assert paid["payee"]["id"] == "PE-RUC-20512345671"
    delivery, accepted = contract["implementation"]["milestones"]
    assert (delivery["dateMet"], delivery["status"]) == ("2026-05-30T00:00:00-05:00", "met")
    assert "7145.83" in delivery["description"]
    assert accepted["status"] == "met"
    numbers = {each["measure"]: each["value"] for each in compiled["bids"]["statistics"]}
    assert numbers["validBids"] == 3
    assert numbers["lowestValidBidValue"] == 171500
    assert record_of(town, contracted.case_id).status == "closed"
    assert record_of(town, contracted.case_id).amount == Decimal("171500.00")


def test_a_release_says_what_was_known_at_its_moment_however_late_it_is_published(
    town: Town, contracted: Purchase
) -> None:
    late, _ = told(town, contracted)
    call = next(each for each in late if each["tag"] == ["tender"])
    assert call["date"] == "2026-03-09T14:00:00.000000Z"
    assert call["tender"]["status"] == "active"
    assert "tenderers" not in call["tender"]
    assert not {"bids", "awards", "contracts"} & call.keys()
    assert [each["documentType"] for each in call["tender"]["documents"]] == ["biddingDocuments"]


def test_nothing_of_a_bid_is_published_before_the_opening(town: Town, called: Purchase) -> None:
    called.on(date(2026, 3, 13))
    called.do("absolver_consultas", hay_consultas="no")
    called.on(date(2026, 3, 16))
    called.bid(Offer("Secreta S.A.C.", "20512345671", "171500.00", "30"))
    town.attach("rosa", called.case_id, kind="bases", title="Bases corregidas")
    told(town, called)
    said = "".join(row.body for row in releases_of(town, called.case_id))
    assert "Secreta" not in said
    assert "20512345671" not in said
    assert "171500" not in said


def test_of_people_only_suppliers_are_named_with_name_and_public_number(
    town: Town, opened: Brought
) -> None:
    purchase = opened(
        Offer("Quispe Mamani, Rosa", "10407188255", "171500.00", "30"),
        Offer("Bombas y Riegos Andinos", "20498765433", "174900.00", "30"),
    )
    purchase.evaluate(["90", "82"])
    purchase.award()
    _, compiled = told(town, purchase)
    person = compiled["parties"][1]
    assert person == {
        "id": "PE-RUC-10407188255",
        "name": "Quispe Mamani, Rosa",
        "roles": ["tenderer", "supplier"],
        "identifier": {
            "scheme": "PE-RUC",
            "id": "10407188255",
            "legalName": "Quispe Mamani, Rosa",
        },
    }
    said = "".join(row.body for row in releases_of(town, purchase.case_id))
    for secret in ("@", "Marta", "Elmer", "evaluador", "comite", *map(str, _people(town))):
        assert secret not in said


def _people(town: Town) -> list[int]:
    return [actor.person_id for actor in town.people.values() if actor.person_id]


def test_who_appeals_with_reason_brings_the_award_down(town: Town, awarded: Purchase) -> None:
    awarded.on(date(2026, 3, 31))
    awarded.appeal()
    awarded.resolve("fundada")
    awarded.evaluate(["60", "95", "75"])
    title = "Acta de otorgamiento de la buena pro"
    awarded.file("rosa", town.open_task(awarded.case_id, "otorgar", "rosa"), "otorgar", title)
    awarded.award()
    _, compiled = told(town, awarded)
    assert tags_of(town, awarded.case_id)[5:] == ["award", "awardCancellation", "award"]
    assert statuses(compiled, "awards") == ["cancelled", "pending"]
    lost, won = compiled["awards"]
    assert won["suppliers"][0]["name"] == "Bombas y Riegos Andinos"
    assert [each["documentType"] for each in lost["documents"]] == ["awardNotice", "appealDecision"]
    (notice,) = won["documents"]
    assert (notice["documentType"], notice["url"][-2:]) == ("awardNotice", "/2")
    assert lost["documents"][0]["url"][-2:] == "/1"


def test_a_nullity_goes_back_to_the_call_and_the_second_round_is_told_apart(
    town: Town, awarded: Purchase
) -> None:
    awarded.on(date(2026, 3, 31))
    awarded.appeal()
    awarded.resolve("nulidad")
    _, compiled = told(town, awarded)
    assert compiled["tender"]["status"] == "planned"
    awarded.offers.clear()
    awarded.call(enquiries="3", offers="5")
    awarded.on(date(2026, 4, 10))
    awarded.do("absolver_consultas", hay_consultas="no")
    awarded.bid(Offer("Andina", "20601234565", "170000.00", "30"))
    awarded.on(date(2026, 4, 20))
    awarded.open_offers()
    _, compiled = told(town, awarded)
    assert tags_of(town, awarded.case_id)[6:] == [
        "awardCancellation tenderUpdate",
        "tenderAmendment",
        "tenderUpdate",
        "tenderUpdate",
    ]
    assert compiled["tender"]["status"] == "active"
    assert compiled["tender"]["numberOfTenderers"] == 1
    assert [each["id"] for each in compiled["bids"]["details"]] == ["1-1", "1-2", "1-3", "2-1"]
    assert [each["rationale"] for each in compiled["tender"]["amendments"]] == [
        "Se convocó otra vez"
    ]


def test_changed_bases_and_moved_dates_are_amendments(town: Town, called: Purchase) -> None:
    called.on(date(2026, 3, 13))
    called.do(
        "absolver_consultas", hay_consultas="si", numero_consultas="2", cambios_bases="Se aclara"
    )
    (term,) = town.reads(
        lambda c: deadlines_of_case(c, town.municipality_id, called.case_id, open_only=True)
    )
    extended = extend(town.installation, town.people["rosa"], term.id, 5, Why("Pedido"))
    assert not isinstance(extended, Refused), extended
    _, compiled = told(town, called)
    assert tags_of(town, called.case_id) == [*FIRST, "tenderAmendment", "tenderAmendment"]
    assert compiled["tender"]["tenderPeriod"]["endDate"] == "2026-03-27T23:59:59-05:00"
    assert compiled["tender"]["hasEnquiries"] is True
    assert compiled["tender"]["amendments"][0]["description"] == "Se aclara"


def test_one_bid_is_consented_the_same_day(town: Town, opened: Brought) -> None:
    purchase = opened(Offer("Hidráulica", "20512345671", "171500.00", "30"))
    purchase.evaluate(["90"])
    purchase.award()
    _, compiled = told(town, purchase)
    assert tags_of(town, purchase.case_id)[5:] == ["award awardUpdate"]
    assert statuses(compiled, "awards") == ["active"]


def test_without_offers_the_tender_is_unsuccessful_and_the_next_one_says_so(
    town: Town, called: Purchase
) -> None:
    called.on(date(2026, 3, 13))
    called.do("absolver_consultas", hay_consultas="no")
    called.on(date(2026, 3, 23))
    called.open_offers()
    called.do("declarar_desierto", motivo_desierto="Nadie ofreció")
    called.report_desert()
    _, compiled = told(town, called)
    assert tags_of(town, called.case_id) == [*OPENED, "tenderUpdate"]
    assert compiled["tender"]["status"] == "unsuccessful"
    again = Purchase(town)
    again.need("Motobombas, otra vez", area="Servicios Públicos", days="30")
    number = town.case(called.case_id).number
    rosa = town.people["rosa"]
    joined = link(town.installation, rosa, again.case_id, number, LinkKind.RELATED, "Otra vez")
    assert not isinstance(joined, Refused), joined
    again.study("180000.00")
    again.certify()
    _, next_one = told(town, again)
    (related,) = next_one["relatedProcesses"]
    assert related["relationship"] == ["unsuccessfulProcess"]
    assert related["identifier"] == compiled["ocid"] != next_one["ocid"]


def test_the_next_bidder_takes_the_place_of_one_who_does_not_come(
    town: Town, awarded: Purchase
) -> None:
    awarded.on(date(2026, 4, 21))
    for _ in range(3):
        awarded.do("recibir_documentos", presento="no", motivo_no_presento="No vino")
    _, compiled = told(town, awarded)
    assert tags_of(town, awarded.case_id)[6:] == [
        "awardUpdate",
        "awardCancellation award",
        "awardCancellation award",
        "awardCancellation tenderUpdate",
    ]
    assert statuses(compiled, "awards") == ["cancelled"] * 3
    assert compiled["tender"]["status"] == "unsuccessful"


def test_a_small_contract_is_awarded_and_ordered_at_once(town: Town, purchase: Purchase) -> None:
    purchase.need("Cemento para la losa", area="Servicios Públicos", days="10")
    purchase.study("38450.00")
    purchase.certify()
    quote(purchase, "Ferretería El Valle", "37900.00", "10")
    purchase.do("emitir_orden", numero_orden="OC-0001")
    purchase.do("firmar_orden", firmado="si")
    _, compiled = told(town, purchase)
    assert tags_of(town, purchase.case_id) == ["planning", "award contract"]
    assert compiled["tender"]["procurementMethod"] == "limited"
    assert compiled["contracts"][0]["title"] == "OC-0001"
    assert [each["documentType"] for each in compiled["contracts"][0]["documents"]] == [
        "contractSigned"
    ]


def amended(purchase: Purchase) -> None:
    """A delivery of S/ 40,000 is added."""
    purchase.do("gestionar_contrato", hecho="adenda")
    purchase.do(
        "formular_adenda",
        clase_adenda="adicional",
        causal_adenda="Art. 64",
        sustento_adenda="La red creció",
        entregas_nuevas=[{"monto": "40000.00", "vence": "30/06/2026"}],
    )
    purchase.do("aprobar_adenda", aprueba_adenda="si", numero_adenda="Adenda 01")


def test_an_addendum_is_told_with_the_releases_before_and_after_it(
    town: Town, contracted: Purchase
) -> None:
    town.clock.advance(timedelta(days=3))
    amended(contracted)
    releases, compiled = told(town, contracted)
    assert tags_of(town, contracted.case_id)[-1] == "contractAmendment"
    (contract,) = compiled["contracts"]
    (amendment,) = contract["amendments"]
    assert amendment["rationale"] == "Se contrató más"
    assert amendment["description"] == "El precio pasa de PEN 171500.00 a PEN 211500.00"
    by_id = {each["id"]: each for each in releases}
    before, after = by_id[amendment["amendsReleaseID"]], by_id[amendment["releaseID"]]
    assert before["contracts"][0]["value"]["amount"] == 171500
    assert after["contracts"][0]["value"]["amount"] == 211500
    assert contract["period"]["endDate"] == "2026-06-30T23:59:59-05:00"
    assert [each["title"] for each in contract["implementation"]["milestones"]] == [
        "Entrega 1",
        "Entrega 2",
    ]
    assert "contractAnnexe" in [each["documentType"] for each in contract["documents"]]


def test_more_time_is_an_amendment_too(town: Town, contracted: Purchase) -> None:
    contracted.do(
        "pedir_ampliacion",
        dias_pedidos="10",
        causal_ampliacion="no_imputable",
        fin_del_hecho="23/04/2026",
        hechos_ampliacion="Huaico",
    )
    contracted.do(
        "resolver_ampliacion", concede="si", dias_concedidos="6", fundamento_ampliacion="F"
    )
    _, compiled = told(town, contracted)
    (contract,) = compiled["contracts"]
    assert contract["amendments"][0]["description"] == "6 días calendario más"
    assert contract["period"]["durationInDays"] == 36
    assert "Huaico" not in json.dumps(compiled)


def test_the_end_of_a_contract_is_told(town: Town, contracted: Purchase) -> None:
    contracted.do("gestionar_contrato", hecho="resolver", causal_resolucion="mutuo_acuerdo")
    contracted.do(
        "resolver_contrato",
        resuelve="si",
        numero_resolucion_contrato="RES-1",
        fundamento_resolucion="Acuerdo",
    )
    contracted.settle()
    _, compiled = told(town, contracted)
    assert tags_of(town, contracted.case_id)[-2:] == ["contractTermination", "implementationUpdate"]
    (contract,) = compiled["contracts"]
    assert contract["status"] == "terminated"
    assert "contractTermination" in [each["documentType"] for each in contract["documents"]]


def test_each_delivery_has_its_milestones_and_payment(town: Town, awarded: Purchase) -> None:
    awarded.on(date(2026, 4, 8))
    awarded.bring_documents()
    awarded.on(date(2026, 4, 23))
    awarded.sign(("100000", "25/05/2026"), ("71500", "24/06/2026"))
    awarded.on(date(2026, 6, 26))
    awarded.deliver(date(2026, 6, 26), number=2)
    awarded.do(
        "dar_conformidad",
        item=2,
        conforme="no",
        dias_correccion="5",
        sustento_conformidad="Falta",
    )
    awarded.on(date(2026, 6, 30))
    awarded.do("recibir_correccion", fecha_entrega="30/06/2026", numero_guia="T2")
    awarded.accept(number=2)
    awarded.pay(date(2026, 6, 30), number=2)
    _, compiled = told(town, awarded)
    (contract,) = compiled["contracts"]
    done = contract["implementation"]
    assert [(each["title"], each["status"]) for each in done["milestones"]] == [
        ("Entrega 1", "scheduled"),
        ("Entrega 2", "met"),
        ("Conformidad de la entrega 2", "met"),
    ]
    (paid,) = done["transactions"]
    assert paid["id"].endswith("-pago-2")
    assert paid["value"]["amount"] == 70923.39  # 2 days late: 0.10 x 71,500 / (0.40 x 62) a day


def test_what_was_taken_back_is_told_as_taken_back(town: Town, awarded: Purchase) -> None:
    awarded.on(date(2026, 4, 8))
    awarded.bring_documents()
    luis, data = town.people["luis"], {"firmado": "si", "numero_contrato": "012-2026"}
    task_id = town.open_task(awarded.case_id, "firmar_contrato", "luis")
    awarded.file("luis", task_id, "firmar_contrato", "Contrato firmado")
    assert not isinstance(complete(town.installation, luis, task_id, data, undoable=True), Refused)
    publishes(town)
    assert not isinstance(undo_step(town.installation, luis, awarded.case_id), Refused)
    _, compiled = told(town, awarded)
    assert tags_of(town, awarded.case_id)[-2:] == ["contract", "contractUpdate"]
    assert statuses(compiled, "contracts") == ["cancelled"]
    awarded.sign()
    _, compiled = told(town, awarded)
    assert statuses(compiled, "contracts") == ["cancelled", "active"]
    assert len({each["id"] for each in compiled["contracts"]}) == 2


def test_a_case_moved_back_by_hand_loses_its_award(town: Town, awarded: Purchase) -> None:
    moved = move(
        town.installation, town.people["luis"], awarded.case_id, Order("convocar"), "Nulidad",
        basis="RES-12",
    )  # fmt: skip
    assert not isinstance(moved, Refused), moved
    _, compiled = told(town, awarded)
    assert tags_of(town, awarded.case_id)[-1] == "tenderUpdate awardCancellation"
    assert statuses(compiled, "awards") == ["cancelled"]
    assert compiled["tender"]["status"] == "planned"


def test_a_case_that_is_cancelled_cancels_its_tender(town: Town, called: Purchase) -> None:
    ended = cancel(town.installation, town.people["luis"], called.case_id, "Recorte")
    assert not isinstance(ended, Refused), ended
    _, compiled = told(town, called)
    assert tags_of(town, called.case_id)[-1] == "tenderCancellation"
    assert compiled["tender"]["status"] == "cancelled"


def test_what_is_no_longer_public_is_told_no_more(town: Town, called: Purchase) -> None:
    called.on(date(2026, 3, 13))
    told(town, called)
    (bases,) = json.loads(record_of(town, called.case_id).body)["tender"]["documents"]
    withdrawn = withdraw(
        town.installation, town.people["rosa"], int(bases["id"].split("-")[0]), "Por error"
    )
    assert not isinstance(withdrawn, Refused), withdrawn
    called.do("absolver_consultas", hay_consultas="no")
    _, compiled = told(town, called)
    assert compiled["tender"]["documents"][0] == {"id": bases["id"]}
    assert compiled["tender"]["documents"][1]["title"] == "Bases integradas"
