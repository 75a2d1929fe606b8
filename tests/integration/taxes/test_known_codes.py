"""A code that no register holds is a fault of its field, before anything begins."""

from __future__ import annotations

from engine.cases import Facts, start
from engine.refusals import InvalidData
from processes.taxes.registers import PARCELS, TAXPAYERS
from tests.land import brings
from tests.taxes import declares
from tests.town import Town


def test_an_unknown_taxpayer_is_told_at_the_field(hall: Town) -> None:
    who = declares(hall, "1", "82500")
    asked = {"codigo_contribuyente": "999999", "monto_a_pagar": None}
    answer = start(hall.installation, hall.people["nora"], "pago_tributos", Facts(asked))
    assert isinstance(answer, InvalidData)
    (fault,) = answer.errors
    assert fault.key == "codigo_contribuyente"
    assert "«999999»" in fault.message
    known = Facts({**asked, "codigo_contribuyente": who.code})
    assert hall.open_case("nora", "pago_tributos", known)


def test_a_parcel_is_one_of_today_and_no_cadastre_keeps_nobody_out(hall: Town) -> None:
    town, house, nora = hall.municipality_id, hall.installation, hall.people["nora"]
    assert hall.reads(lambda c: PARCELS.holds(c, town, "anything"))
    brings(hall)
    assert hall.reads(lambda c: PARCELS.holds(c, town, "01-023-001"))
    assert not hall.reads(lambda c: PARCELS.holds(c, town, "01-023-009"))
    found = hall.reads(lambda c: PARCELS.lookup(house, c, nora, "01-023-001"))
    assert found is not None
    assert found.values["direccion"] == "Jr. Puno 100"
    assert hall.reads(lambda c: PARCELS.lookup(house, c, nora, "01-023-009")) is None
    assert hall.reads(lambda c: TAXPAYERS.lookup(house, c, nora, "1")) is None
