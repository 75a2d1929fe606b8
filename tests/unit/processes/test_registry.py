"""The families are found as package data, and what they hold reads without a fault."""

from __future__ import annotations

import tomllib

import pytest
from lxml import etree

from engine.definitions.manifest import parse_manifest
from engine.feel import compile_expression
from engine.forms import parse_form
from processes.registry import decisions_without_process, families, family, parameters_of

BPMN = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL"}


def expressions_of(content: bytes) -> list[str]:
    """Every FEEL text of a diagram: conditions, mappings, scripts, terms."""
    tree = etree.fromstring(content)
    texts = [value for node in tree.iter() for value in node.attrib.values()]
    texts += [node.text or "" for node in tree.iter()]
    return [str(text)[1:] for text in texts if str(text).startswith("=")]


def test_the_purchase_is_a_family() -> None:
    assert [one.name for one in families()] == ["procurement"]


def test_an_unknown_family_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="taxes"):
        family("taxes")


def test_decisions_that_no_process_runs_are_found_by_folder_and_file() -> None:
    assert {name: list(files) for name, files in decisions_without_process().items()} == {
        "taxes": ["predial.dmn"]
    }


def test_the_bundle_holds_the_diagrams_the_decisions_and_the_forms() -> None:
    bundle = family("procurement").bundle
    assert sorted(bundle.ending(".bpmn")) == [
        "compra.bpmn",
        "contrato_menor.bpmn",
        "perfeccionamiento.bpmn",
        "seleccion.bpmn",
    ]
    assert sorted(bundle.ending(".dmn")) == [
        "garantia.dmn",
        "metodo.dmn",
        "organo_apelacion.dmn",
        "plazos.dmn",
    ]
    assert len(bundle.forms()) == 23


def test_every_form_is_asked_by_a_step_and_every_step_finds_its_form() -> None:
    bundle = family("procurement").bundle
    asked = {
        value
        for content in bundle.ending(".bpmn").values()
        for value in etree.fromstring(content).xpath("//@formId")
    }
    assert asked == set(bundle.forms())


@pytest.mark.parametrize("key", sorted(family("procurement").bundle.forms()))
def test_every_form_reads(key: str) -> None:
    _, content = family("procurement").bundle.forms()[key]
    assert parse_form(content).id == key


@pytest.mark.parametrize("name", sorted(family("procurement").bundle.ending(".bpmn")))
def test_every_expression_of_a_diagram_parses(name: str) -> None:
    texts = expressions_of(family("procurement").bundle.files[name])
    assert texts
    for text in texts:
        compile_expression(text)


def test_every_lane_has_a_role_and_every_stage_names_elements_that_exist() -> None:
    bundle = family("procurement").bundle
    manifest = parse_manifest(bundle.files["manifest.toml"])
    trees = [etree.fromstring(content) for content in bundle.ending(".bpmn").values()]
    lanes = {lane for tree in trees for lane in tree.xpath("//b:lane/@id", namespaces=BPMN)}
    ids = [value for tree in trees for value in tree.xpath("//b:process//@id", namespaces=BPMN)]
    assert set(manifest.roles) == lanes
    assert len(ids) == len(set(ids))
    assert {one for stage in manifest.stages for one in stage.elements} <= set(ids)


def test_every_parameter_says_its_source_and_how_sure_it_is() -> None:
    parameters = tomllib.loads(parameters_of("PE").decode())["parameters"]
    assert all(one["source"] and one["status"] in {"V", "S", "K"} for one in parameters)
