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


def text_of(language: str) -> Path:
    return Path(HERE / "locale" / language / "LC_MESSAGES" / "cauce.po")


def catalogue(language: str) -> Catalog:
    with text_of(language).open("rb") as text:
        return read_po(text, locale=language, abort_invalid=True)


def entries_in(text: str) -> list[list[str]]:
    """The lines of each entry; one begins with its comments, or with its sentence."""
    entries: list[list[str]] = [[]]
    for line in filter(None, text.splitlines()):
        said = any(each.startswith("msgstr") for each in entries[-1])
        if said and line.startswith(("#", "msgid")):
            entries.append([])
        entries[-1].append(line)
    return entries


def faults_of(text: str) -> list[str]:
    """What a merge of two people's work leaves behind: a sentence twice, two translations of one,
    one without any, one that a program has guessed."""
    found, ids = [], []
    for lines in entries_in(text):
        [first] = [line for line in lines if line.startswith("msgid ")][:1] or [""]
        heads = [line.split()[0] for line in lines if line.startswith("msg")]
        found += [f"{first}: {head} twice" for head in {*heads} if heads.count(head) > 1]
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            found.append(f"{first}: guessed")
        said = [at for at, line in enumerate(lines) if line.startswith("msgstr")]
        for at in said:
            more = at + 1 < len(lines) and lines[at + 1].startswith('"')
            if lines[at].endswith(' ""') and not more:
                found.append(f"{first}: not translated")
        ids += ["\n".join(lines[lines.index(first) : said[0]])] if first and said else []
    return found + [f"{each}: there twice" for each in {*ids} if ids.count(each) > 1]


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


@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_sentence_is_translated_once_and_by_somebody(language: str) -> None:
    assert faults_of(text_of(language).read_text(encoding="utf-8")) == []
    assert len(catalogue(language)) > 1000  # and what reads catalogues finds no fault in the form


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Sí"\nmsgstr ""', 'msgid "Sí": not translated'),
        ('msgid "Sí"\nmsgstr "Yes"\nmsgstr "Yes"', 'msgid "Sí": msgstr twice'),
        ('#, fuzzy\nmsgid "Sí"\nmsgstr "Yes"', 'msgid "Sí": guessed'),
        ('msgid "Sí"\nmsgstr "Yes"\n\nmsgid "Sí"\nmsgstr "Aye"', 'msgid "Sí": there twice'),
        (
            'msgid "%(n)s"\nmsgid_plural "%(n)s s"\nmsgstr[0] "x"\nmsgstr[1] ""',
            'msgid "%(n)s": not translated',
        ),
    ],
)
def test_what_a_merge_leaves_behind_is_found(entry: str, fault: str) -> None:
    assert faults_of(entry) == [fault]
    assert faults_of('msgid ""\n"A b"\nmsgstr ""\n"C "\n"d"') == []
