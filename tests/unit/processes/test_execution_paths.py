"""Every way through a contract after its signature, in the pure engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.processes.conftest import Walk
from tests.unit.processes.contract import (
    ASIDE,
    accepted,
    closed,
    delivered,
    invoiced,
    note,
    ordered,
    paid,
    row,
    settled,
    signed,
)
from tests.unit.processes.test_procurement_paths import SUR, VALLE, evaluated, opened

New = Callable[[date], Walk]
THREE = (("60000", "25/05/2026"), ("60000", "24/06/2026"), ("51500", "24/07/2026"))


@pytest.fixture
def begun(walk: New) -> Walk:
    """A purchase of 23 February 2026."""
    return walk(date(2026, 2, 23))


def waiting(walk: Walk) -> list[str]:
    """The steps that wait for somebody, without what is always there."""
    return [step for step in walk.open_steps() if step not in (*ASIDE, "custodiar_garantia")]


def penalty(walk: Walk, number: int = 1) -> dict[str, object]:
    found = walk.data("dar_conformidad", item=number)["penalidad"]
    assert isinstance(found, dict)
    return found


def held(known: dict[str, object]) -> dict[str, object]:
    """The only guarantee of the contract."""
    found = known["garantias"]
    assert isinstance(found, list)
    (guarantee,) = found
    return dict(guarantee)


def test_five_days_late_cost_7145_83(begun: Walk) -> None:
    delivered(signed(begun), date(2026, 5, 30))
    seen = penalty(begun)
    assert (seen["dias"], seen["diaria"], seen["total"], seen["tope"], seen["neto"]) == (
        5,
        Decimal("1429.17"),
        Decimal("7145.83"),
        Decimal("17150"),
        Decimal("164354.17"),
    )


@pytest.mark.parametrize(
    ("on", "days", "total"),
    [
        (date(2026, 5, 25), 0, "0"),
        (date(2026, 5, 26), 1, "1429.17"),
        (date(2026, 6, 5), 11, "15720.83"),
        (date(2026, 6, 6), 12, "17150"),
        (date(2026, 6, 7), 13, "17150"),
    ],
)
def test_the_penalty_grows_by_the_day_up_to_a_tenth_of_the_contract(
    begun: Walk, on: date, days: int, total: str
) -> None:
    delivered(signed(begun), on)
    assert (penalty(begun)["dias"], penalty(begun)["total"]) == (days, Decimal(total))


def test_the_purchase_ends_paid_settled_and_valued(begun: Walk) -> None:
    delivered(signed(begun), date(2026, 5, 30))
    assert begun.due("Plazo de conformidad") == date(2026, 6, 8)
    begun.on(date(2026, 6, 1))
    accepted(begun)
    assert begun.due("Plazo para la factura") == date(2026, 6, 8)
    invoiced(begun)
    assert begun.due("Plazo de pago") == date(2026, 6, 15)
    assert begun.due("Plazo máximo de pago") == date(2026, 6, 22)
    begun.on(date(2026, 6, 4))
    paid(begun)
    assert row(begun)["neto"] == Decimal("164354.17")
    settled(begun)
    assert waiting(begun) == ["devolver_garantia"]
    assert begun.due("Plazo para devolver la garantía") == date(2026, 6, 18)
    begun.do("devolver_garantia", fecha_devolucion="04/06/2026", recibe_garantia="El gerente")
    closed(begun)
    assert begun.ends[-1] == "pagado"
    assert begun.tasks == {}
    assert begun.timers == {}


def test_a_minor_contract_is_delivered_paid_and_closed_without_a_guarantee(begun: Walk) -> None:
    ordered(begun)
    assert begun.due("Plazo de entrega") == date(2026, 3, 19)
    accepted(delivered(begun, date(2026, 3, 9)))
    paid(invoiced(begun, "37900.00", ruc=VALLE["ruc"]))
    closed(settled(begun))
    assert begun.ends[-1] == "pagado"


def test_each_delivery_has_its_own_term_penalty_and_payment(begun: Walk) -> None:
    signed(begun, *THREE)
    assert waiting(begun) == ["recibir_bienes"] * 3
    accepted(delivered(begun, date(2026, 5, 25)))
    delivered(begun, date(2026, 6, 29), number=2)
    late = penalty(begun, 2)  # 0.10 x 60,000 / (0.40 x 62 days) = 241.94 a day
    assert (late["dias"], late["diaria"], late["total"]) == (
        5, Decimal("241.94"), Decimal("1209.68"),
    )  # fmt: skip
    accepted(begun, number=2)
    paid(invoiced(begun, "60000", number=2), number=2)
    assert row(begun, 2)["neto"] == Decimal("58790.32")
    assert waiting(begun) == ["presentar_factura", "recibir_bienes"]
    paid(invoiced(begun, "60000"))
    accepted(delivered(begun, date(2026, 7, 20), number=3), number=3)
    paid(invoiced(begun, "51500", number=3), number=3)
    assert waiting(begun) == ["liquidar"]
    assert [row(begun, number)["estado"] for number in (1, 2, 3)] == ["pagada"] * 3


def test_penalties_of_all_deliveries_stop_at_a_tenth_of_the_contract(begun: Walk) -> None:
    signed(begun, ("171000", "25/04/2026"), ("500", "26/04/2026"))
    delivered(begun, date(2026, 7, 1))
    assert penalty(begun)["total"] == Decimal("17150")
    delivered(begun, date(2026, 7, 1), number=2)
    assert (penalty(begun, 2)["dias"], penalty(begun, 2)["total"]) == (65, 0)


def test_deliveries_that_do_not_add_up_are_put_right_first(begun: Walk) -> None:
    signed(begun, ("100000", "25/05/2026"), ("71000", "24/06/2026"))
    assert begun.open_steps() == ["corregir_cronograma"]
    found = begun.data("corregir_cronograma")["calendario"]
    assert isinstance(found, dict)
    assert found["diferencia"] == Decimal("500")
    rows = [
        {"monto": "100000", "vence": "25/05/2026"},
        {"monto": "71500", "vence": "24/06/2026"},
    ]
    begun.do("corregir_cronograma", entregas_pactadas=rows)
    assert waiting(begun) == ["recibir_bienes"] * 2


def test_what_is_not_right_has_a_term_to_be_corrected(begun: Walk) -> None:
    delivered(signed(begun), date(2026, 5, 20))
    begun.do(
        "dar_conformidad",
        conforme="no",
        dias_correccion="8",
        sustento_conformidad="Falta una bomba",
    )
    assert waiting(begun) == ["recibir_correccion"]
    assert begun.due("Plazo para corregir") == date(2026, 5, 28)
    begun.on(date(2026, 5, 30))
    begun.do("recibir_correccion", fecha_entrega="30/05/2026", numero_guia="T002")
    assert penalty(begun)["dias"] == 2  # late against the term to correct, not the delivery
    accepted(begun)
    assert waiting(begun) == ["presentar_factura"]


def test_what_is_not_what_was_agreed_counts_as_not_delivered(begun: Walk) -> None:
    delivered(signed(begun), date(2026, 5, 20))
    begun.do("dar_conformidad", conforme="no_ejecutada", sustento_conformidad="Es otro equipo")
    assert waiting(begun) == ["recibir_bienes"]
    assert begun.due("Plazo de entrega") == date(2026, 5, 25)
    delivered(begun, date(2026, 5, 30))
    assert penalty(begun)["total"] == Decimal("7145.83")


def test_what_is_tested_has_twenty_days_for_its_conformity(begun: Walk) -> None:
    delivered(signed(begun, tested=True), date(2026, 5, 20))
    assert begun.due("Plazo de conformidad") == date(2026, 6, 9)


def test_an_invoice_of_another_company_or_amount_goes_back(begun: Walk) -> None:
    accepted(delivered(signed(begun), date(2026, 5, 20)))
    invoiced(begun, ruc=VALLE["ruc"])
    assert waiting(begun) == ["presentar_factura"]
    invoiced(begun, "171500.01")
    assert waiting(begun) == ["presentar_factura"]
    invoiced(begun)
    assert waiting(begun) == ["pagar"]


def test_an_invoice_on_paper_is_registered_by_the_treasury(begun: Walk) -> None:
    accepted(delivered(signed(begun), date(2026, 5, 20)))
    note(begun, "factura", entrega_papel="1")
    assert waiting(begun) == ["registrar_factura"]
    begun.do(
        "registrar_factura",
        numero_factura="F001-1",
        ruc_factura=SUR["ruc"],
        monto_factura="171500",
    )
    assert waiting(begun) == ["pagar"]


def test_a_payment_later_than_the_law_allows_stays_to_be_made(begun: Walk) -> None:
    invoiced(accepted(delivered(signed(begun), date(2026, 5, 20))))
    begun.on(date(2026, 6, 30))
    assert begun.ends[-1] == "pago_atrasado"
    assert waiting(begun) == ["pagar"]


def test_an_addendum_adds_deliveries_that_begin_at_once(begun: Walk) -> None:
    signed(begun)
    note(begun, "adenda")
    begun.do(
        "formular_adenda",
        clase_adenda="adicional",
        causal_adenda="Ley 32069, art. 64",
        sustento_adenda="Se amplía la red",
        entregas_nuevas=[{"monto": "42875.00", "vence": "30/06/2026"}],
    )
    measured = begun.data("aprobar_adenda")["medida"]
    assert isinstance(measured, dict)
    assert (measured["monto_despues"], measured["porcentaje"]) == (Decimal("214375"), 25)
    begun.do("aprobar_adenda", aprueba_adenda="si", numero_adenda="Adenda 01")
    assert waiting(begun) == ["recibir_bienes"] * 2
    accepted(delivered(begun, date(2026, 5, 20)))
    paid(invoiced(begun))
    assert waiting(begun) == ["recibir_bienes"]
    accepted(delivered(begun, date(2026, 6, 20), number=2), number=2)
    paid(invoiced(begun, "42875", number=2), number=2)
    assert waiting(begun) == ["liquidar"]


def test_an_addendum_over_the_limit_goes_back_to_who_drew_it_up(begun: Walk) -> None:
    signed(begun)
    note(begun, "adenda")
    wanted = {"clase_adenda": "adicional", "causal_adenda": "x", "sustento_adenda": "y"}
    for amount, step in (("42875.01", "formular_adenda"), ("42000", "aprobar_adenda")):
        begun.do(
            "formular_adenda",
            **wanted,
            entregas_nuevas=[{"monto": amount, "vence": "30/06/2026"}],
        )
        assert step in begun.open_steps()
    begun.do("aprobar_adenda", aprueba_adenda="no", motivo_no_adenda="Sin presupuesto")
    assert waiting(begun) == ["recibir_bienes"]
    assert begun.data("gestionar_contrato")["monto_vigente"] == Decimal("171500")


def test_an_addendum_takes_deliveries_away_within_the_limit(begun: Walk) -> None:
    signed(begun, ("130000", "25/05/2026"), ("41500", "24/06/2026"))
    note(begun, "adenda")
    begun.do(
        "formular_adenda",
        clase_adenda="reduccion",
        causal_adenda="x",
        sustento_adenda="y",
        entregas_reducidas=[{"monto_nuevo": "130000"}, {"monto_nuevo": "0"}],
    )
    begun.do("aprobar_adenda", aprueba_adenda="si", numero_adenda="Adenda 01")
    assert waiting(begun) == ["recibir_bienes"]
    assert begun.data("gestionar_contrato")["monto_vigente"] == Decimal("130000")
    accepted(delivered(begun, date(2026, 5, 20)))
    paid(invoiced(begun, "130000"))
    assert waiting(begun) == ["liquidar"]


def test_an_addendum_of_time_moves_what_is_still_to_come(begun: Walk) -> None:
    signed(begun)
    note(begun, "adenda")
    begun.do(
        "formular_adenda",
        clase_adenda="plazo",
        causal_adenda="x",
        sustento_adenda="y",
        dias_adenda="10",
    )
    begun.do("aprobar_adenda", aprueba_adenda="si", numero_adenda="Adenda 01")
    assert waiting(begun) == ["recibir_bienes"]
    assert begun.due("Plazo de entrega") == date(2026, 6, 2)


def asked(begun: Walk) -> Walk:
    """The supplier asks for ten days on 4 May 2026."""
    signed(begun).on(date(2026, 5, 4))
    begun.do(
        "pedir_ampliacion",
        dias_pedidos="10",
        causal_ampliacion="no_imputable",
        fin_del_hecho="02/05/2026",
        hechos_ampliacion="Carretera cerrada por huaico",
    )
    return begun


def test_more_time_is_granted_by_the_authority(begun: Walk) -> None:
    asked(begun)
    assert begun.due("Plazo para resolver la ampliación") == date(2026, 5, 18)
    begun.do("resolver_ampliacion", concede="si", dias_concedidos="5", fundamento_ampliacion="Sí")
    assert begun.due("Plazo de entrega") == date(2026, 5, 28)
    assert "pedir_ampliacion" in begun.open_steps()


def test_more_time_is_refused_by_the_authority(begun: Walk) -> None:
    asked(begun).do("resolver_ampliacion", concede="no", fundamento_ampliacion="Era previsible")
    assert begun.due("Plazo de entrega") == date(2026, 5, 25)


def test_more_time_that_nobody_answers_is_granted_by_the_law(begun: Walk) -> None:
    asked(begun).on(date(2026, 5, 19))
    assert begun.due("Plazo de entrega") == date(2026, 6, 2)
    assert "resolver_ampliacion" not in begun.open_steps()


def test_other_penalties_are_taken_from_the_next_payment_up_to_their_own_top(begun: Walk) -> None:
    signed(begun, *THREE)
    note(begun, "penalidad")
    begun.do(
        "registrar_penalidad",
        concepto_penalidad="Personal sin seguro",
        monto_penalidad="1500",
        sustento_penalidad="Acta",
    )
    paid(invoiced(accepted(delivered(begun, date(2026, 5, 20))), "60000"))
    assert (row(begun)["neto"], row(begun)["descuento"]) == (Decimal("58500"), Decimal("1500"))
    accepted(delivered(begun, date(2026, 6, 20), number=2), number=2)
    paid(invoiced(begun, "60000", number=2), number=2)
    assert row(begun, 2)["neto"] == Decimal("60000")


def breached(begun: Walk) -> Walk:
    """The supplier is required by letter and does not comply."""
    signed(begun, *THREE)
    paid(invoiced(accepted(delivered(begun, date(2026, 5, 20))), "60000"))
    begun.on(date(2026, 7, 6))
    note(begun, "resolver", causal_resolucion="incumplimiento")
    begun.do(
        "apercibir",
        fecha_carta="06/07/2026",
        dias_apercibimiento="5",
        obligacion_incumplida="La segunda entrega",
    )
    assert begun.due("Plazo del requerimiento") == date(2026, 7, 13)
    begun.on(date(2026, 7, 13))
    begun.do("verificar_cumplimiento", cumplio="no", sustento_cumplimiento="No llegó nada")
    return begun


def test_a_breach_ends_the_contract_and_its_guarantee_is_collected(begun: Walk) -> None:
    breached(begun)
    begun.do(
        "resolver_contrato",
        resuelve="si",
        numero_resolucion_contrato="RES-31",
        fundamento_resolucion="No cumplió",
    )
    assert waiting(begun) == ["liquidar"]
    settled(begun)
    assert waiting(begun) == ["ejecutar_garantia"]
    begun.do("ejecutar_garantia", fecha_ejecucion="13/07/2026")
    closed(begun)
    assert begun.ends[-1] == "resuelto"
    assert (begun.tasks, begun.timers) == ({}, {})
    guarantee = held(begun.data())
    assert guarantee["estado"] == "ejecutada"


def test_who_complies_after_all_keeps_the_contract(begun: Walk) -> None:
    signed(begun)
    note(begun, "resolver", causal_resolucion="incumplimiento")
    begun.do(
        "apercibir",
        fecha_carta="23/04/2026",
        dias_apercibimiento="5",
        obligacion_incumplida="El plan",
    )
    begun.do("verificar_cumplimiento", cumplio="si", sustento_cumplimiento="Lo presentó")
    assert sorted(begun.open_steps()) == sorted([*ASIDE, "custodiar_garantia", "recibir_bienes"])


@pytest.mark.parametrize(
    ("cause", "then"),
    [
        ("mutuo_acuerdo", "devolver_garantia"),
        ("fuerza_mayor", "devolver_garantia"),
        ("penalidad_maxima", "ejecutar_garantia"),
    ],
)
def test_other_causes_end_it_without_a_letter(begun: Walk, cause: str, then: str) -> None:
    note(signed(begun), "resolver", causal_resolucion=cause)
    begun.do(
        "resolver_contrato",
        resuelve="si",
        numero_resolucion_contrato="RES-31",
        fundamento_resolucion="Consta",
    )
    settled(begun)
    assert waiting(begun) == [then]


def test_the_authority_may_leave_the_contract_as_it_is(begun: Walk) -> None:
    note(signed(begun), "resolver", causal_resolucion="mutuo_acuerdo")
    begun.do("resolver_contrato", resuelve="no", fundamento_resolucion="Sigue")
    assert waiting(begun) == ["recibir_bienes"]


def test_a_guarantee_is_in_custody_until_its_last_day_and_renewed(begun: Walk) -> None:
    signed(begun)
    assert begun.due("Vigencia de la garantía") == date(2026, 12, 31)
    begun.on(date(2026, 12, 10))
    begun.do(
        "custodiar_garantia",
        destino_garantia="renovada",
        emisor_renovado="Banco de la Nación",
        documento_renovado="CF 02",
        importe_renovado="17150",
        desde_renovado="10/12/2026",
        hasta_renovado="30/06/2027",
    )
    assert begun.due("Vigencia de la garantía") == date(2027, 6, 30)
    guarantee = held(begun.data("gestionar_contrato"))
    assert (guarantee["documento"], guarantee["estado"]) == ("CF 02", "vigente")


def test_a_guarantee_that_is_not_renewed_is_collected(begun: Walk) -> None:
    signed(begun)
    begun.do("custodiar_garantia", destino_garantia="ejecutada", motivo_garantia="No renovó")
    assert "custodiar_garantia" not in begun.open_steps()
    guarantee = held(begun.data("gestionar_contrato"))
    assert guarantee["estado"] == "ejecutada"


def test_a_guarantee_that_comes_later_goes_into_custody_too(begun: Walk) -> None:
    signed(begun, guaranteed=False)
    assert "custodiar_garantia" not in begun.open_steps()
    note(begun, "garantia")
    begun.do(
        "registrar_garantia",
        clase_garantia="fiel_cumplimiento",
        tipo_garantia="poliza",
        emisor_garantia="Aseguradora Sur",
        numero_garantia="P-7",
        importe_garantia="17150",
        desde_garantia="23/04/2026",
        vence_garantia="31/12/2026",
    )
    assert begun.due("Vigencia de la garantía") == date(2026, 12, 31)
    assert "gestionar_contrato" in begun.open_steps()


def test_what_is_kept_back_from_a_small_company_is_given_back_at_the_end(begun: Walk) -> None:
    evaluated(opened(begun, [SUR], small=True), "90").on(date(2026, 3, 27))
    begun.do("otorgar", decision_buena_pro="otorgar", numero_acta="0009-2026")
    begun.do("recibir_documentos", presento="si")
    begun.do("firmar_contrato", firmado="si", numero_contrato="012-2026-MDTR")
    assert "custodiar_garantia" not in begun.open_steps()
    accepted(delivered(begun, date(2026, 4, 20)))
    paid(invoiced(begun))
    assert (row(begun)["retenido"], row(begun)["neto"]) == (Decimal("17150"), Decimal("154350"))
    settled(begun)
    assert waiting(begun) == ["devolver_garantia"]


def test_a_contract_that_was_delivered_and_paid_is_settled_once(begun: Walk) -> None:
    paid(invoiced(accepted(delivered(signed(begun), date(2026, 5, 20)))))
    note(begun, "resolver", causal_resolucion="mutuo_acuerdo")
    note(begun, "adenda")
    assert waiting(begun) == ["liquidar"]
    assert "gestionar_contrato" in begun.open_steps()
