"""Columns, decisions and requirements come and go; the model still reads, and the rest stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from engine.dmn import evaluate, parse_model, shaping
from engine.dmn.editing import changed
from engine.dmn.outline import nodes_of
from engine.dmn.reading import Element
from engine.dmn.sheets import sheets_of

ROOT = Path(__file__).parents[3]
FILES = sorted(ROOT.glob("processes/**/*.dmn"))
ADDENDUM = ROOT / "processes" / "procurement" / "adenda.dmn"
METHOD = ROOT / "processes" / "procurement" / "metodo.dmn"
KINDS = ("input", "output", "annotation")


def tables(root: Element) -> list[Element]:
    return list(root.iter("{*}decisionTable"))


def same(one: bytes, other: bytes) -> bool:
    return etree.tostring(etree.fromstring(one), method="c14n") == etree.tostring(
        etree.fromstring(other), method="c14n"
    )


def test_what_is_added_and_taken_out_again_leaves_every_file_as_it_was() -> None:
    def more(root: Element) -> None:
        for table in tables(root):
            for kind in KINDS:
                place = shaping.add_column(table, kind, label="Nueva", text="x")
                shaping.move_column(table, kind, place, -1)
        shaping.add_decision(root, "Decisión de más", table=True)
        datum = shaping.add_input(root, "Dato de más", "number")
        shaping.require(root, "decision_de_mas", datum)

    def less(root: Element) -> None:
        shaping.remove(root, "decision_de_mas")
        shaping.remove(root, "dato_dato_de_mas")
        for table in tables(root):
            for kind in KINDS:
                many = len(list(table.iterchildren(f"{{*}}{kind}")))
                shaping.remove_column(table, kind, max(many - 2, 0))

    for path in FILES:
        xml = path.read_bytes()
        if any(len(sheet.outputs) == 1 and not sheet.outputs[0].text for sheet in sheets_of(xml)):
            continue
        after = changed(xml, more)
        assert after.count(b"\n\n") == xml.count(b"\n\n"), path.name
        assert same(changed(after, less), xml), path.name


def test_columns_move_with_their_cells_and_the_only_result_gets_a_name() -> None:
    xml = METHOD.read_bytes()
    before = sheets_of(xml)[0]
    moved = sheets_of(changed(xml, lambda root: _moved(root)))[0]
    assert [each.text for each in moved.inputs[:2]] == [each.text for each in before.inputs[1::-1]]
    for old, new in zip(before.rules, moved.rules, strict=True):
        cells = [each.text for each in new.conditions[:2]]
        assert cells == [each.text for each in old.conditions[1::-1]]
    xml = ADDENDUM.read_bytes()
    added = changed(xml, lambda root: _added(root))
    assert [each.text for each in sheets_of(added)[0].outputs] == ["porcentaje", "otro"]
    with pytest.raises(ValueError, match="gives something"):
        changed(xml, lambda root: shaping.remove_column(tables(root)[0], "output", 0))


def _moved(root: Element) -> None:
    assert shaping.move_column(tables(root)[0], "input", 0, 1) == 1


def _added(root: Element) -> None:
    assert shaping.add_column(tables(root)[0], "output", label="Otro") == 1


def test_a_new_decision_is_drawn_and_decides_with_a_new_datum() -> None:
    def change(root: Element) -> None:
        decision = shaping.add_decision(root, "¿Año de pago?", table=True)
        datum = shaping.add_input(root, "Monto", "number")
        [table] = [each for each in tables(root) if each.get("id") == f"tabla_{decision}"]
        shaping.add_column(table, "input", label="Monto", text="monto", type_="number")
        shaping.require(root, decision, datum)
        shaping.require(root, decision, datum)
        [cell] = table.iter("{*}outputEntry")
        cell[0].text = "monto"

    after = changed(ADDENDUM.read_bytes(), change)
    model = parse_model(after)
    assert evaluate(model, "ano_de_pago", {"monto": 7}).value == 7
    [node] = [each for each in nodes_of(after) if each.id == "ano_de_pago"]
    assert (node.label, node.uses) == ("¿Año de pago?", ("dato_monto",))
    for drawn in (
        b'dmnElementRef="ano_de_pago"',
        b'dmnElementRef="requiere_ano_de_pago_dato_monto"',
    ):
        assert after.count(drawn) == 1
    freed = changed(after, lambda root: shaping.release(root, "ano_de_pago", "dato_monto"))
    assert b"requiere_ano_de_pago" not in freed


def test_nothing_goes_that_is_used_and_nothing_needs_itself() -> None:
    xml = METHOD.read_bytes()
    refused: list[tuple[type[Exception], Callable[[Element], None]]] = [
        (shaping.InUse, lambda root: shaping.remove(root, "via")),
        (ValueError, lambda root: shaping.require(root, "limites", "metodo")),
        (LookupError, lambda root: shaping.require(root, "metodo", "nada")),
        (LookupError, lambda root: shaping.release(root, "limites", "metodo")),
    ]
    for kind, change in refused:
        with pytest.raises(kind):
            changed(xml, change)
    described = changed(xml, lambda root: shaping.describe(root, "via", "La vía", "Por qué", ""))
    [node] = [each for each in nodes_of(described) if each.id == "via"]
    assert (node.name, node.label, node.about) == ("via", "La vía", "Por qué")
