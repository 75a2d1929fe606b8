"""Portuguese and English say everything that the kit says in Spanish."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from ui.templating import HERE, catalogue_of

KIT = [("layouts/**.html", "jinja2"), ("components/**.html", "jinja2")]


def sentences() -> set[str]:
    found = extract_from_dir(str(HERE / "templates"), method_map=KIT)
    return {text[0] if isinstance(text, tuple) else text for _, _, text, _, _ in found}


def catalogue(language: str) -> Catalog:
    path = Path(HERE / "locale" / language / "LC_MESSAGES" / "cauce.po")
    with path.open("rb") as text:
        return read_po(text, locale=language)


@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_sentence_of_the_kit_is_translated(language: str) -> None:
    told = catalogue(language)
    missing = {text for text in sentences() if text not in told or not told[text].string}
    assert missing == set()


@pytest.mark.parametrize("language", ["pt", "en"])
def test_a_translation_keeps_the_places_of_its_sentence(language: str) -> None:
    places = re.compile(r"%\([a-z_]+\)s|%s")
    for message in catalogue(language):
        if not message.id or not message.string:
            continue
        asked = message.id if isinstance(message.id, str) else message.id[1]
        given = message.string if isinstance(message.string, str) else message.string[1]
        if given:
            assert sorted(places.findall(given)) == sorted(places.findall(asked)), asked


def test_spanish_is_what_is_written() -> None:
    assert catalogue_of("es").gettext("Salir") == "Salir"
    assert catalogue_of("en").gettext("Salir") == "Sign out"
