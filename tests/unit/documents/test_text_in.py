"""The words of files: what is read, and what is not waited for."""

import io
import tempfile
from pathlib import Path

import pytest

from engine.documents import text_apart
from engine.documents.content import DOCX, ODT, PDF
from engine.documents.text_apart import Unreadable, words_apart
from engine.documents.text_in import MOST_PAGES, text_in
from storage.words import all_words
from tests.papers import open_file, pages, word_file, written


def words(content: bytes, media_type: str) -> list[str]:
    pieces = " ".join(text_in(io.BytesIO(content), media_type))
    return list(all_words(pieces))


@pytest.mark.parametrize(
    ("content", "media_type", "expected"),
    [
        (written("Ampliación de plazo", "Puente Ñahui"), PDF, "ampliacion de plazo puente nahui"),
        (pages(2), PDF, ""),
        (word_file(("Ofi", "cio ", "12"), ("Alcal", "\t", "día")), DOCX, "oficio 12 alcal dia"),
        (open_file("Mercado<t:s/>central", "<t:span>Pla</t:span>za"), ODT, "mercado central plaza"),
        ("Acta de sesión\nfin".encode(), "text/plain", "acta de sesion fin"),
        ("\ufeffAño;S/ 12".encode(), "text/csv", "ano s 12"),
        ("Acta de sesión".encode("cp1252"), "text/plain", "acta de sesion"),
        (b"\x89PNG", "image/png", ""),
    ],
)  # fmt: skip
def test_words_are_read(content: bytes, media_type: str, expected: str) -> None:
    assert words(content, media_type) == expected.split()


def test_no_more_pages_are_read_than_the_bound() -> None:
    content = written(*(f"pagina{number}" for number in range(MOST_PAGES + 2)))
    assert len(words(content, PDF)) == MOST_PAGES


def test_an_entity_brings_nothing_in_from_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secreto.txt"
    secret.write_text("contrasena")
    entity = f'<!DOCTYPE o [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    content = open_file("antes &x; despues", doctype=entity)
    assert words(content, ODT) == ["antes", "x", "despues"]


def apart(content: bytes, media_type: str) -> tuple[str, ...] | Unreadable:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return words_apart(file, media_type)


def test_words_come_from_a_process_of_their_own_each_once() -> None:
    assert apart(written("Plaza plaza PLAZA norte"), PDF) == ("plaza", "norte")


def test_a_broken_file_is_unreadable_and_says_nothing_of_itself() -> None:
    assert isinstance(apart(b"%PDF-1.4\n secreto \n%%EOF", PDF), Unreadable)
    answer = apart(b"PK\x03\x04 secreto", DOCX)
    assert isinstance(answer, Unreadable)
    assert "secreto" not in answer.reason


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_apart, "SECONDS", 0.01)
    assert apart(written("Plaza"), PDF) == Unreadable("No se terminó de leer en 0.01 segundos.")


def test_only_so_many_words_and_letters_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_apart, "MOST_WORDS", 2)
    assert list(text_apart._words(iter(["uno dos", "tres"]))) == ["uno", "dos"]
    monkeypatch.setattr(text_apart, "MOST_WORDS", 9)
    monkeypatch.setattr(text_apart, "MOST_CHARACTERS", 5)
    assert list(text_apart._words(iter(["uno dos", "tres"]))) == ["uno", "d"]
