"""A purchase changes its version while its items go each its own way."""

from __future__ import annotations

from pytest_bdd import given, then, when

from engine.definitions.bundle import Bundle
from engine.identity.house import OPERATOR
from engine.migrations import Migrated, Order, Undone, migrate, undo
from processes.registry import family
from tests.features.purchase import Purchase

NODE = """<bpmn:scriptTask id="item_anotar" name="Anotar que se firmó">
  <bpmn:extensionElements>
    <zeebe:script expression='="Se firmó"' resultVariable="nota_item"/>
  </bpmn:extensionElements>
  <bpmn:incoming>f_item_contrato_item_ejecutar</bpmn:incoming>
  <bpmn:outgoing>f_item_anotar_item_ejecutar</bpmn:outgoing>
</bpmn:scriptTask>
<bpmn:sequenceFlow id="f_item_anotar_item_ejecutar"
  sourceRef="item_anotar" targetRef="item_ejecutar"/>
"""
FILE = "por_item.bpmn"


def _changed(source: Bundle) -> Bundle:
    """A step is put between the signature and the execution of each item; it stands first in its
    file, so that every element gets another number."""
    text = source.files[FILE].decode()
    for old, new in (
        ('id="f_item_contrato_item_ejecutar" sourceRef="item_contrato" targetRef="item_ejecutar"',
         'id="f_item_contrato_item_ejecutar" sourceRef="item_contrato" targetRef="item_anotar"'),
        ("<bpmn:incoming>f_item_contrato_item_ejecutar</bpmn:incoming>",
         "<bpmn:incoming>f_item_anotar_item_ejecutar</bpmn:incoming>"),
        ('<bpmn:startEvent id="item_inicio"', NODE + '<bpmn:startEvent id="item_inicio"'),
        ("<bpmn:flowNodeRef>item_inicio</bpmn:flowNodeRef>",
         "<bpmn:flowNodeRef>item_anotar</bpmn:flowNodeRef>"
         "<bpmn:flowNodeRef>item_inicio</bpmn:flowNodeRef>"),
    ):  # fmt: skip
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return Bundle({**source.files, FILE: text.encode()})


@given("que una norma nueva cambia lo que sigue a la firma de cada ítem")
def _(purchase: Purchase) -> None:
    purchase.town.deploys(_changed(family("procurement").bundle))


@when("el expediente pasa a la versión nueva")
def _(purchase: Purchase) -> None:
    goes = migrate(
        purchase.town.installation, purchase.town.person("operador", OPERATOR), purchase.case_id,
        Order("compra", 1, 2), reason="Norma nueva",
    )  # fmt: skip
    assert isinstance(goes, Migrated), goes


@when("el paso de versión se deshace")
def _(purchase: Purchase) -> None:
    back = undo(
        purchase.town.installation, purchase.town.person("operador", OPERATOR), purchase.case_id,
        reason="Se decidió esperar",
    )  # fmt: skip
    assert isinstance(back, Undone), back


@then('los ítems 1 y 2 saben "Se firmó"')
def _(purchase: Purchase) -> None:
    known = [purchase.known(task) for task in purchase.town.open_tasks(purchase.case_id)]
    found = {one["lote"]["numero"]: one.get("nota_item") for one in known if "lote" in one}  # type: ignore[index]  # an item is a context
    assert {1: "Se firmó", 2: "Se firmó"}.items() <= found.items(), found
