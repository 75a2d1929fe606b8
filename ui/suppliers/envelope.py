"""The sealed envelope of a supplier at a call: the page of its task, and the receipts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.responses import Response

from engine.suppliers.work import own_fields
from storage.queries.suppliers import CompanyRow
from ui.portal.around import Link
from ui.sealing.desk import Desk
from ui.sealing.present import receipt_context
from ui.suppliers.visiting import SupplierVisit, supplier_page
from ui.tasks.scene import TaskScene


def desk_of(here: SupplierVisit, company: CompanyRow, scene: TaskScene, others: list[Link]) -> Desk:
    """The envelope in the hands of one supplier; who they are comes from the register."""
    number, element = scene.task.number, scene.task.element_key
    parts = ("suppliers", "calls", number, element)
    writes = scene.form.writes if scene.form is not None else ()
    own = own_fields(scene.case.definition.manifest, company)
    return Desk(
        here,
        scene,
        address=here.path(*parts, supplier=company.supplier_id),
        receipt=here.path(*parts, "receipt", supplier=company.supplier_id),
        back=here.path("suppliers", "calls", number),
        render=partial(_rendered, here, others),
        own={name: value for name, value in own.items() if name in writes},
        who=f"{company.name} ({company.number})",
    )


def receipt_page(desk: Desk, here: SupplierVisit) -> Response:
    """The receipts of one supplier in a call."""
    return supplier_page(here, "suppliers/envelope_receipt.html", receipt_context(desk))


def _rendered(
    here: SupplierVisit, others: list[Link], context: Mapping[str, Any], status: int
) -> Response:
    told = {**context, "others": others}
    return supplier_page(here, "suppliers/envelope.html", told, status=status)
