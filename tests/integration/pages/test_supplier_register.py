"""The register of suppliers: entered, imported, sanctioned; and how one stood in a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.refusals import InvalidData
from engine.suppliers.companies import Entered, Told, enter_supplier
from engine.suppliers.marks import Marked, lift_mark, mark_supplier
from storage.queries.suppliers import marks_of, snapshots_of_case, supplier_by_number
from tests.features.purchase import Offer, Purchase
from tests.hall import Hall
from tests.sellers import HIDRAULICA, NELIDA, called, seller, token_of
from tests.town import Town
from tests.window import with_account
from ui.settings import Settings

CSV = """number,name,small,registered_from,registered_until,chapters,account
20512345671,Hidráulica del Sur S.A.C.,no,2025-01-01,31/12/2026,bienes servicios,0011-0110
20498765433,Bombas y Riegos Andinos S.A.C.,sí,2025-01-01,,bienes,
20512345670,Mal número S.A.C.,no,,,,
20601234565,Ferretería El Valle E.I.R.L.,sí,ayer,,,
"""
REGISTERED = Told(
    HIDRAULICA.number,
    HIDRAULICA.name,
    registered_from=date(2025, 1, 1),
    registered_until=date(2026, 12, 31),
    chapters=("goods",),
)


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    town = Town(database_url, tmp_path / "documents")
    yield Hall(town, Settings())
    town.close()


def staffed(hall: Hall) -> Town:
    Purchase(hall.town).found()
    return hall.town


def test_a_file_is_imported_line_by_line_and_twice_changes_nothing(hall: Hall) -> None:
    town = staffed(hall)
    rosa = hall.desk("rosa")
    for word in ("Registrado", "Ya estaba igual"):
        page = rosa.sends(
            "supplier-register/import",
            {},
            {"file": ("proveedores.csv", CSV.encode(), "text/csv")},
            on="supplier-register/import",
        )
        told = page.one("//main")
        assert told.count(word) == 2
        assert "Línea 4: 20512345670" in told
        assert "Revise el RUC" in told
        assert "registered_from" in told
    row = town.reads(lambda c: supplier_by_number(c, town.municipality_id, "20512345671"))
    assert row is not None
    assert (row.registered_until, row.chapters) == (date(2026, 12, 31), "goods services")
    listed = rosa.opens("supplier-register?q=riegos")
    assert listed.all("//main//tbody//a") == ["Bombas y Riegos Andinos S.A.C."]
    assert rosa.opens(f"supplier-register/{row.id}").status == 200
    assert "Puede contratar" in rosa.opens(f"supplier-register/{row.id}").one("//main")


def test_only_who_keeps_it_writes_and_nobody_else_looks(hall: Hall) -> None:
    town = staffed(hall)
    answer = enter_supplier(town.installation, town.people["rosa"], REGISTERED)
    assert isinstance(answer, Entered)
    for who in ("julia", "marta", "proveedor"):
        desk = hall.desk(who)
        for path in ("", "/new", "/import", "/requests", f"/{answer.supplier_id}"):
            assert desk.opens(f"supplier-register{path}").status == 403, (who, path)
    assert hall.desk().opens("supplier-register").status == 303
    citizen = seller(hall, with_account(town, NELIDA))
    assert citizen.opens("supplier-register").status == 303


def test_a_supplier_is_entered_by_hand_with_what_is_wrong_said(hall: Hall) -> None:
    staffed(hall)
    rosa = hall.desk("rosa")
    typed = {"number": "20512345670", "name": "Sur S.A.C.", "kind": "legal"}
    wrong = rosa.sends("supplier-register/new", typed, on="supplier-register/new")
    assert wrong.faults == ["Revise el RUC: falta una cifra o no corresponde."]
    assert wrong.value("name") == "Sur S.A.C."
    typed |= {"number": "20512345671", "registered_from-day": "31", "registered_from-month": "2"}
    again = rosa.sends("supplier-register/new", typed, on="supplier-register/new")
    assert again.faults == ["Escriba el día completo: día, mes y año."]
    typed |= {"registered_from-day": "1", "registered_from-year": "2025"}
    done = rosa.follows(rosa.sends("supplier-register/new", typed, on="supplier-register/new"))
    assert done.heading == "Sur S.A.C."
    marked = rosa.sends(
        done_address(rosa, done) + "/marks",
        {"kind": "sanction", "source": "", "from_on-day": "1", "from_on-month": "3"},
        on="supplier-register/new",
    )
    assert marked.status == 422
    sanction = {
        "kind": "sanction",
        "source": "Tribunal, Res. 0123-2026",
        "from_on-day": "1",
        "from_on-month": "3",
        "from_on-year": "2026",
    }
    address = done_address(rosa, done)
    page = rosa.follows(rosa.sends(address + "/marks", sanction, on="supplier-register/new"))
    assert "No puede contratar" in page.one("//main")
    assert "Tribunal, Res. 0123-2026" in page.one("//main")


def done_address(_rosa: object, page: object) -> str:
    """The address of the supplier whose page it is."""
    (href,) = page.tree.xpath("//a[contains(@href, '/correct')]/@href")  # type: ignore[attr-defined]
    return str(href).removesuffix("/correct")


def test_a_request_to_act_is_granted_or_refused_with_a_reason(hall: Hall) -> None:
    town = staffed(hall)
    account = seller(hall, with_account(town, NELIDA))
    asked = {
        "number": HIDRAULICA.number,
        "name": HIDRAULICA.name,
        "kind": "legal",
        "document": "Vigencia de poder",
    }
    for _ in range(2):
        account.sends("suppliers/companies", asked, on="suppliers/companies")
    rosa = hall.desk("rosa")
    assert "2 personas piden actuar" in rosa.opens("supplier-register").one("//main")
    page = rosa.opens("supplier-register/requests")
    first, second = page.tree.xpath("//form/@action[contains(., '/requests/')]")
    silent = rosa.sends(first, {"decision": "refuse"}, on="supplier-register/requests")
    assert silent.status == 422
    reason = {"decision": "refuse", "reason": "El poder venció"}
    assert rosa.sends(first, reason, on="supplier-register/requests").status == 303
    assert "El poder venció" in account.opens("suppliers/companies").one("//main")
    grant = {"decision": "grant"}
    assert rosa.sends(second, grant, on="supplier-register/requests").status == 303
    assert account.opens("suppliers/mine").status == 200


def test_how_the_winner_stood_is_kept_and_an_ineligible_one_needs_a_decision(hall: Hall) -> None:
    town = hall.town
    purchase = called(town)
    rosa = town.people["rosa"]
    known = enter_supplier(town.installation, rosa, REGISTERED)
    assert isinstance(known, Entered)
    purchase.on(date(2026, 3, 13))
    purchase.do("absolver_consultas", hay_consultas="no")
    purchase.bid(Offer(HIDRAULICA.name, HIDRAULICA.number, "171500.00", "30"))
    purchase.on(date(2026, 3, 23))
    purchase.open_offers()
    purchase.evaluate(["90"])
    marked = mark_supplier(
        town.installation,
        rosa,
        known.supplier_id,
        kind="sanction",
        from_on=date(2026, 3, 20),
        until_on=None,
        source="Tribunal, Res. 0123-2026",
    )
    assert isinstance(marked, Marked)
    task = town.open_task(purchase.case_id, "otorgar", "rosa")
    page = hall.desk("rosa").opens(f"tasks/{task}").one("//main")
    assert "está sancionado (20/03/2026) – Tribunal, Res. 0123-2026" in page
    said = {"decision_buena_pro": "otorgar", "numero_acta": "0009-2026"}
    refused = purchase.attempt("otorgar", answers=said)
    assert isinstance(refused, InvalidData)
    assert [each.key for each in refused.errors] == ["decision_no_elegible"]
    purchase.do("otorgar", **said, decision_no_elegible="El juez suspendió la sanción.")
    lift_mark(town.installation, rosa, known.supplier_id, marked.mark_id, "Medida cautelar")
    looked = town.reads(lambda c: snapshots_of_case(c, town.municipality_id, purchase.case_id))
    assert [(each.moment, each.eligible) for each in looked][-1] == ("award", 0)
    assert "Tribunal, Res. 0123-2026" in looked[-1].reasons
    assert '"lifted": false' in looked[-1].facts
    told = hall.desk("rosa").opens(f"supplier-register/{known.supplier_id}").one("//main")
    assert "Buena pro · " in told
    assert "Sancionado desde el 20 de marzo" in told
    marks = town.reads(lambda c: marks_of(c, town.municipality_id, known.supplier_id))
    assert marks[0].lifted_at is not None


def test_an_account_that_acts_stands_on_the_page_of_its_supplier(hall: Hall) -> None:
    town = staffed(hall)
    token_of(town, NELIDA, HIDRAULICA)
    row = town.reads(lambda c: supplier_by_number(c, town.municipality_id, HIDRAULICA.number))
    assert row is not None
    page = hall.desk("rosa").opens(f"supplier-register/{row.id}").one("//main")
    assert "Nélida Farfán · Vigencia de poder, SUNARP" in page
    assert "No consta" in page
