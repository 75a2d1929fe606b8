"""[service]: what the catalogue takes from a manifest, and one plain sentence for each fault."""

from __future__ import annotations

import pytest

from engine.definitions.manifest import (
    ManifestRefused,
    manifest_as_text,
    manifest_from_text,
    parse_manifest,
)
from engine.definitions.service import (
    Appeal,
    Basis,
    Bringer,
    Channel,
    Length,
    LifeEvent,
    Qualification,
    Requirement,
    Service,
    ServiceFee,
    ServiceTerm,
)

PROCESS = """
key = "licencia"
title = "Licencia de funcionamiento"
purpose = "Abrir un local al público."
process = "licencia"
number = "LIC-{year}-{sequence:04d}"
starters = ["mesa"]
[role_titles]
mesa = "Mesa de partes"
"""
LEAST = """
[service]
whom = "Quien abre un negocio"
steps = ["**Revisamos** su solicitud."]
life_events = ["business"]
office = "Mesa de partes"
authority = "Subgerencia de Desarrollo Económico"
qualification = "automatic"
minutes = 15
"""
WHOLE = """
[service]
code = "TUPA 14"
title = "Licencia"
action = "Abrir un negocio"
line = "El permiso para abrir su negocio."
whom = "Quien abre un negocio"
steps = ["**Revisamos** su solicitud.", "**Visitamos** el local."]
life_events = ["business", "taxes"]
words = ["tienda", "bodega"]
office = "Mesa de partes"
authority = "Subgerencia de Desarrollo Económico"
qualification = "positive"
margin = "pe.margen"
minutes = 15
channels = ["counter"]
output = "Licencia"
validity = "No vence"
notes = ["Hay una visita."]
[[service.legal_basis]]
title = "Ley 28976"
href = "https://leyes.example/28976"
[[service.terms]]
title = "Riesgo bajo"
term = 2
source = "art. 8"
[[service.terms]]
title = "Riesgo alto"
term = "pe.alto"
unit = "calendar"
[[service.fees]]
fee = "tupa.licencia"
note = "Se paga una vez."
[[service.requirements]]
title = "DNI o RUC"
source = "held"
document = "identidad"
hint = "No pedimos copia."
[[service.requirements]]
title = "Plan de seguridad"
when = "Solo si el riesgo es alto."
condition = 'riesgo = "alto"'
icon = "flame"
legal_basis = "art. 15"
[[service.appeals]]
title = "Apelación"
body = "Alcaldía"
term = "pe.recurso"
resolve = 30
legal_basis = "art. 218"
"""


def service_of(entry: str) -> Service:
    service = parse_manifest((PROCESS + entry).encode()).service
    assert service is not None
    return service


def faults_of(entry: str) -> list[str]:
    with pytest.raises(ManifestRefused) as refused:
        parse_manifest((PROCESS + entry).encode())
    return [fault.message for fault in refused.value.faults]


def test_a_process_without_an_entry_is_no_service() -> None:
    assert parse_manifest(PROCESS.encode()).service is None


def test_title_and_line_are_those_of_the_process_where_the_entry_says_no_others() -> None:
    assert service_of(LEAST) == Service(
        title="Licencia de funcionamiento",
        line="Abrir un local al público.",
        whom="Quien abre un negocio",
        steps=("**Revisamos** su solicitud.",),
        life_events=(LifeEvent.BUSINESS,),
        office="Mesa de partes",
        authority="Subgerencia de Desarrollo Económico",
        qualification=Qualification.AUTOMATIC,
        minutes=15,
        channels=(Channel.ONLINE, Channel.COUNTER),
    )


def test_a_whole_entry_is_read() -> None:
    assert service_of(WHOLE) == Service(
        code="TUPA 14",
        title="Licencia",
        action="Abrir un negocio",
        line="El permiso para abrir su negocio.",
        whom="Quien abre un negocio",
        steps=("**Revisamos** su solicitud.", "**Visitamos** el local."),
        life_events=(LifeEvent.BUSINESS, LifeEvent.TAXES),
        words=("tienda", "bodega"),
        legal_basis=(Basis("Ley 28976", "https://leyes.example/28976"),),
        office="Mesa de partes",
        authority="Subgerencia de Desarrollo Económico",
        qualification=Qualification.POSITIVE,
        terms=(
            ServiceTerm(Length(days=2, unit="business"), "Riesgo bajo", "art. 8"),
            ServiceTerm(Length("pe.alto", unit="calendar"), "Riesgo alto"),
        ),
        margin=Length("pe.margen"),
        fees=(ServiceFee("tupa.licencia", note="Se paga una vez."),),
        minutes=15,
        requirements=(
            Requirement("DNI o RUC", Bringer.HELD, "identidad", "No pedimos copia."),
            Requirement(
                "Plan de seguridad",
                basis="art. 15",
                when="Solo si el riesgo es alto.",
                condition='riesgo = "alto"',
                icon="flame",
            ),
        ),
        appeals=(
            Appeal(
                "Apelación",
                "Alcaldía",
                Length("pe.recurso"),
                Length(days=30, unit="business"),
                "art. 218",
            ),
        ),
        channels=(Channel.COUNTER,),
        output="Licencia",
        validity="No vence",
        notes=("Hay una visita.",),
    )


def test_one_term_and_one_fee_need_no_table() -> None:
    service = service_of(LEAST + 'term = "pe.lpag.maximo"\nfee = "tupa.licencia"\n')
    assert service.terms == (ServiceTerm(Length("pe.lpag.maximo")),)
    assert service.fees == (ServiceFee("tupa.licencia"),)


def test_an_entry_survives_its_row() -> None:
    content = (PROCESS + WHOLE).encode()
    assert manifest_from_text(manifest_as_text(content)).service == service_of(WHOLE)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'whom = "Quien abre un negocio"',
            'quien = "x"',
            "«service.whom» debe ser un texto que no falte.",
        ),
        ("minutes = 15", "minutes = 0", "«service.minutes» debe ser un número entero entre 1 y"),
        ("minutes = 15", "minutes = true", "«service.minutes» debe ser un número entero entre 1"),
        (
            'life_events = ["business"]',
            'life_events = ["negocio"]',
            "«service.life_events» dice «negocio», pero debe ser uno de: business,",
        ),
        ('steps = ["**Revisamos** su solicitud."]', "steps = []", "«service.steps» debe ser una"),
        (
            'qualification = "automatic"',
            'qualification = "positivo"',
            "«service.qualification» dice «positivo», pero debe ser uno de: automatic, positive,",
        ),
        (
            'qualification = "automatic"',
            'qualification = "negative"',
            "Un servicio que se evalúa debe decir en cuánto se responde: falta «service.term».",
        ),
    ],
)
def test_what_is_missing_or_unknown_is_told(old: str, new: str, sentence: str) -> None:
    assert old in LEAST
    faults = faults_of(LEAST.replace(old, new))
    assert any(fault.startswith(sentence) for fault in faults), faults


@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ("termino = 3", ["«service.termino» no se conoce; quizá esté mal escrito."]),
        (
            "term = true",
            ["«service.term» debe ser el nombre de un parámetro o un número de días."],
        ),
        (
            "term = 3\n[[service.terms]]\ntitle = 'x'\nterm = 2",
            [
                "Diga «term» o [[service.terms]], no los dos.",
                "Donde hay varios, cada uno dice en qué caso: falta «title» en «service.terms».",
            ],
        ),
        (
            "fee = 'a'\nfree = 'art. 51'",
            ["El servicio no puede ser gratuito y tener un costo: «service.free»."],
        ),
        (
            "[[service.terms]]\ntitle = 'x'",
            ["«service.terms[1].term» debe ser el nombre de un parámetro o un número de días."],
        ),
        (
            "[[service.legal_basis]]\ntitle = 'Ley'\nhref = 'javascript:alert(1)'",
            ["La dirección «javascript:alert(1)» de una norma debe empezar por https://."],
        ),
        (
            "[[service.requirements]]\ntitle = 'Plan'\ncondition = 'riesgo ='\nfuente = 'x'",
            [
                "«service.requirements[1].fuente» no se conoce; quizá esté mal escrito.",
                "El requisito «Plan» tiene condición: diga en «when», con palabras, cuándo.",
                "La condición «riesgo =» de «Plan» no se entiende: ",
            ],
        ),
        (
            "[[service.appeals]]\ntitle = 'Apelación'",
            [
                "«service.appeals[1].body» debe ser un texto que no falte.",
                "«service.appeals[1].term» debe ser el nombre de un parámetro o un número de días.",
            ],
        ),
        ("[service.requirements]\ntitle = 'x'", ["«service.requirements» debe ser una lista"]),
    ],
)
def test_every_fault_is_told_at_once(more: str, faults: list[str]) -> None:
    told = faults_of(f"{LEAST}{more}\n")
    assert len(told) == len(faults), told
    for said, expected in zip(told, faults, strict=True):
        assert said.startswith(expected)


def test_a_service_that_is_no_table_is_told() -> None:
    with pytest.raises(ManifestRefused) as refused:
        parse_manifest(('service = "sí"\n' + PROCESS).encode())
    faults = [fault.message for fault in refused.value.faults]
    assert faults == ["«service» debe ser una tabla: [service]."]
