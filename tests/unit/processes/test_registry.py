"""The families are found as package data, and what they hold reads without a fault."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import processes
from engine.definitions.bundle import read_folder
from engine.definitions.compilation import compile_bundle
from engine.definitions.manifest import FILE, parse_manifest
from engine.feel import compile_expression
from engine.forms import parse_form
from engine.identity.house import APPLICANT
from processes.registry import decisions_without_process, families, family, parameters_of

BPMN = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL"}


def expressions_of(content: bytes) -> list[str]:
    """Every FEEL text of a diagram: conditions, mappings, scripts, terms."""
    tree = etree.fromstring(content)
    texts = [value for node in tree.iter() for value in node.attrib.values()]
    texts += [node.text or "" for node in tree.iter()]
    return [str(text)[1:] for text in texts if str(text).startswith("=")]


FAMILIES = {one.name: one.bundle for one in families()}
SERVICES = sorted(
    name
    for name, bundle in FAMILIES.items()
    if name.startswith("one_stop_shop/") or parse_manifest(bundle.files[FILE]).service
)
SHARED = Path(processes.__file__).parent / "common" / "calls"


def test_the_purchase_and_the_services_are_families() -> None:
    assert "procurement" in FAMILIES
    assert "one_stop_shop/licencia_funcionamiento" in SERVICES
    assert {name.partition("/")[0] for name in FAMILIES} == {
        "cadastre",
        "control",
        "improvement",
        "indicators",
        "one_stop_shop",
        "procurement",
        "procurement_co",
        "taxes",
        "taxes_co",
    }


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_sound_and_says_what_citizens_ask_for(name: str) -> None:
    compiled = compile_bundle(FAMILIES[name])
    assert [one for one in compiled.warnings if one.is_error] == []
    assert compiled.manifest.service is not None
    assert compiled.manifest.retention
    assert APPLICANT in compiled.manifest.starters
    assert set(compiled.manifest.roles.values()) <= {APPLICANT, *compiled.manifest.role_titles}


@pytest.mark.parametrize("name", SERVICES)
def test_every_number_of_the_law_that_a_service_names_is_known(name: str) -> None:
    manifest = parse_manifest(FAMILIES[name].files["manifest.toml"])
    country = (manifest.country or "PE").lower()
    known = {one["key"] for one in tomllib.loads(parameters_of(country).decode())["parameters"]}
    diagrams = b"".join((*FAMILIES[name].ending(".bpmn").values(),
                         *FAMILIES[name].ending(".dmn").values())).decode()  # fmt: skip
    asked = set(re.findall(r'legal parameter\((?:&quot;|")([a-z0-9_.]+)', diagrams))
    assert {one if one in known else f"{country}.{one}" for one in asked} <= known
    service = manifest.service
    assert service is not None
    lengths = [term.length.parameter for term in service.terms]
    lengths += [fee.parameter for fee in service.fees]
    lengths += [appeal.term.parameter for appeal in service.appeals]
    named = {one for one in lengths if one}
    assert asked or named
    assert named <= known


def test_every_shared_call_is_used_and_every_used_call_is_shared() -> None:
    used = {call for name in FAMILIES for call in parse_manifest(FAMILIES[name].files[FILE]).uses}
    assert used - {"metodo"} == {path.stem for path in SHARED.glob("*.bpmn")}


@pytest.mark.parametrize(
    ("name", "around"), [("plan_anual", "procurement"), ("plan_adquisiciones", "procurement_co")]
)
def test_a_family_inside_of_another_takes_its_decisions(name: str, around: str) -> None:
    inner, outer = FAMILIES[f"{around}/{name}"], FAMILIES[around]
    assert inner.files["metodo.dmn"] == outer.files["metodo.dmn"]
    assert {"plan.bpmn", f"{name}.bpmn"} == set(inner.ending(".bpmn"))
    assert read_folder(SHARED.parents[1] / around / name) == inner
    assert [one for one in compile_bundle(inner).warnings if one.is_error] == []


def test_an_unknown_family_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="taxes"):
        family("taxes")


def test_decisions_that_no_process_runs_are_found_by_folder_and_file() -> None:
    assert {name: list(files) for name, files in decisions_without_process().items()} == {
        "taxes": ["autovaluo.dmn", "predial.dmn", "predial_co.dmn"]
    }


def test_the_bundle_holds_the_diagrams_the_decisions_and_the_forms() -> None:
    bundle = family("procurement").bundle
    assert sorted(bundle.ending(".bpmn")) == [
        "apelacion.bpmn",
        "comite.bpmn",
        "compra.bpmn",
        "contrato_menor.bpmn",
        "desierto.bpmn",
        "directa.bpmn",
        "ejecucion.bpmn",
        "evaluacion.bpmn",
        "invitacion.bpmn",
        "nulidad_oficio.bpmn",
        "perfeccionamiento.bpmn",
        "por_item.bpmn",
        "por_precio.bpmn",
        "procedimiento.bpmn",
        "seleccion.bpmn",
        "subasta.bpmn",
        "subsanacion.bpmn",
    ]
    assert sorted(bundle.ending(".dmn")) == [
        "adenda.dmn",
        "cronograma.dmn",
        "garantia.dmn",
        "metodo.dmn",
        "organo_apelacion.dmn",
        "penalidad.dmn",
        "plazos.dmn",
    ]
    assert len(bundle.forms()) == 71


def test_every_form_is_asked_by_a_step_and_every_step_finds_its_form() -> None:
    bundle = family("procurement").bundle
    asked = {
        value
        for content in bundle.ending(".bpmn").values()
        for value in texts(etree.fromstring(content), "//@formId")
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


def texts(tree: Any, path: str) -> list[str]:
    """What a path finds in a diagram."""
    return list(tree.xpath(path, namespaces=BPMN))


def test_every_lane_has_a_role_and_every_stage_names_elements_that_exist() -> None:
    bundle = family("procurement").bundle
    manifest = parse_manifest(bundle.files["manifest.toml"])
    trees = [etree.fromstring(content) for content in bundle.ending(".bpmn").values()]
    lanes = {lane for tree in trees for lane in texts(tree, "//b:lane/@id")}
    ids = [value for tree in trees for value in texts(tree, "//b:process//@id")]
    assert set(manifest.roles) == lanes
    assert len(ids) == len(set(ids))
    assert {one for stage in manifest.stages for one in stage.elements} <= set(ids)


def test_every_parameter_says_its_source_and_how_sure_it_is() -> None:
    parameters = tomllib.loads(parameters_of("PE").decode())["parameters"]
    assert all(one["source"] and one["status"] in {"V", "S", "K"} for one in parameters)
