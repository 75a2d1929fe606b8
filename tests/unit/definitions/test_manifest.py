"""manifest.toml: what is read, and one plain sentence for each fault."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.definitions.manifest import (
    Glance,
    GlanceFormat,
    ManifestRefused,
    Stage,
    manifest_as_text,
    manifest_from_text,
    parse_manifest,
)
from engine.definitions.numbering import NumberFormat, parse_number_format
from engine.definitions.publication import Publication

WHOLE = """
key = "procurement"
title = "Compra de bienes"
purpose = "Comprar lo que el municipio necesita"
family = "procurement"
process = "Process_procurement"
number = "CON-{year}-{sequence:04d}"
starters = ["area_usuaria"]
term = "Según cronograma"
fee = "Gratuito"
icon = "shopping-cart"
[roles]
Lane_Area = "area_usuaria"
[role_titles]
area_usuaria = "Área usuaria"
[[stages]]
title = "Preparación"
elements = ["requerimiento", "estudio"]
[[glance]]
label = "Cuantía"
expression = "cuantia"
format = "money"
[sentences]
estudio = "Se estudia el mercado hasta el {{vence}}."
[retention]
years = 10
[publicity]
public = ["bases"]
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(ManifestRefused) as refused:
        parse_manifest(text.encode())
    return [fault.message for fault in refused.value.faults]


def test_a_whole_manifest_is_read() -> None:
    manifest = parse_manifest(WHOLE.encode())
    assert (manifest.key, manifest.title) == ("procurement", "Compra de bienes")
    assert manifest.starters == frozenset({"area_usuaria"})
    assert manifest.roles == {"Lane_Area": "area_usuaria"}
    assert manifest.stages == (Stage("Preparación", ("requerimiento", "estudio")),)
    assert manifest.glance == (Glance("Cuantía", "cuantia", GlanceFormat.MONEY),)
    assert manifest.sentences == {"estudio": "Se estudia el mercado hasta el {{vence}}."}
    assert manifest.retention == {"years": 10}


def test_a_manifest_survives_its_row() -> None:
    content = WHOLE.encode()
    assert manifest_from_text(manifest_as_text(content)) == parse_manifest(content)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('key = "procurement"', "", "«key» debe ser un texto que no falte."),
        ('title = "Compra de bienes"', "title = 3", "«title» debe ser un texto que no falte."),
        (
            'key = "procurement"',
            'key = "Compras Ñ"',
            "«key» dice «Compras Ñ», pero solo admite minúsculas sin tilde,"
            " cifras y guion bajo, hasta 40 caracteres.",
        ),
        (
            "{sequence:04d}",
            "{numero}",
            "«number» dice «CON-{year}-{numero}», pero debe ser un prefijo seguido de {year} y"
            " {sequence}, por ejemplo «CON-{year}-{sequence:04d}».",
        ),
        (
            '["area_usuaria"]',
            "[]",
            "«starters» debe ser una lista de textos con al menos uno.",
        ),
        (
            '["area_usuaria"]',
            '["area_usuaria", "almacen"]',
            "El rol «almacen» se usa pero no tiene nombre: falta «almacen» en [role_titles].",
        ),
        ('icon = "', 'icno = "', "«icno» no se conoce; quizá esté mal escrito."),
        (
            'elements = ["requerimiento", "estudio"]',
            "",
            "«stages[1].elements» debe ser una lista de textos con al menos uno.",
        ),
        (
            'format = "money"',
            'format = "dinero"',
            "«glance[1].format» dice «dinero», pero debe ser uno de:"
            " text, money, date, number, percent.",
        ),
        (
            'label = "C',
            'name = "x"\nlabel = "C',
            "«glance[1].name» no se conoce; quizá esté mal escrito.",
        ),
        ("[[glance]]", "[glance]", "«glance» debe ser una lista de tablas: [[glance]]."),
        ("[publicity]\npublic = [\"bases\"]", "", None),
    ],
)  # fmt: skip
def test_each_fault_is_one_plain_sentence(old: str, new: str, sentence: str | None) -> None:
    changed = WHOLE.replace(old, new, 1)
    assert changed != WHOLE
    if sentence is None:
        assert parse_manifest(changed.encode()).publicity == {}
    else:
        assert faults_of(changed) == [sentence]


PUBLISHED = """
[publication]
by = "ocds"
[publication.data]
title = "descripcion"
[[publication.acts]]
element = "convocar"
tags = ["tender"]
when = "cuantia > 10"
"""


def test_what_is_published_is_read_and_asked_with_what_the_case_knew() -> None:
    publication = parse_manifest((WHOLE + PUBLISHED).encode()).publication
    (act,) = publication.acts
    assert (publication.by, act.element, act.tags) == ("ocds", "convocar", ("tender",))
    assert [act.holds({"cuantia": Decimal(n)}) for n in (9, 11)] == [False, True]
    assert not act.holds({})
    assert parse_manifest(WHOLE.encode()).publication == Publication()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('by = "ocds"', 'by = "pdf"', "«by» dice «pdf», pero debe ser uno de: , ocds, ocds_plan."),
        ('tags = ["tender"]', "", "«acts[1].tags» debe ser una lista de textos con al menos uno."),
        (
            'element = "convocar"',
            "",
            "Un acto que se publica nombra «element», o bien «document» con on = filed.",
        ),
        ('"cuantia > 10"', '"cuantia >"', "La expresión «cuantia >» de [publication]"),
        ('title = "descripcion"', 'title = "("', "La expresión «(» de [publication]"),
    ],
)
def test_each_fault_of_what_is_published_is_one_plain_sentence(
    old: str, new: str, sentence: str
) -> None:
    changed = PUBLISHED.replace(old, new, 1)
    assert changed != PUBLISHED
    (fault,) = faults_of(WHOLE + changed)
    assert fault.replace("publication.", "").startswith(sentence)


def test_every_fault_is_told_at_once() -> None:
    assert len(faults_of("title = 3\nroles = 4\nx = 1")) == 7


def test_a_file_that_is_no_toml_says_where() -> None:
    (sentence,) = faults_of("key = \n")
    assert sentence.startswith("El archivo no se entiende como TOML: ")
    assert "line 1" in sentence


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(ManifestRefused, match="UTF-8"):
        parse_manifest(b'title = "\xf1"')


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("CON-{year}-{sequence:04d}", "CON-2026-0007"),
        ("LIC {year}/{sequence}", "LIC 2026/7"),
        ("EXP-{year}-{sequence:06d}-MDTR", "EXP-2026-000007-MDTR"),
    ],
)
def test_a_number_is_written_by_its_format(text: str, number: str) -> None:
    parsed = parse_number_format(text)
    assert parsed is not None
    assert parsed.write(year=2026, sequence=7) == number


@pytest.mark.parametrize(
    "text",
    ["", "{sequence}", "A-{sequence}-{year}", "A{year}{sequence}{x}", "A-{year!r}{sequence}"],
)
def test_other_number_formats_are_refused(text: str) -> None:
    assert parse_number_format(text) is None


def test_a_sequence_outgrows_its_width_without_losing_a_digit() -> None:
    assert NumberFormat("A-", "-", 2, "").write(year=2026, sequence=12345) == "A-2026-12345"
