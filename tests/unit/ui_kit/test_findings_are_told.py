"""Whatever the deployment check finds is worded in every language: no rule speaks Spanish alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import engine
from engine.bpmn import ModelRefused, compile_program
from engine.definitions.bundle import Bundle
from engine.definitions.checking import check_bundle
from engine.refusals import Fault
from engine.sentences import Fact, Sentence
from tests.unit.bpmn.specimen import mutants
from ui.templating import catalogue_of

ENGINE = Path(engine.__file__).parent
# Where findings are made; other rooms raise incidents, which are told where they are kept.
ROOMS = ("bpmn/lint", "bpmn/dialects", "definitions", "dmn", "forms", "feel/inference")
SPANISH = re.compile(
    r"[«»áéíóúñ¿]|\b(el|la|los|las|un|una|que|se|debe|del|al|es|su|sin|use|quite)\b", re.I
)
NO_SENTENCES = {"forms/dates.py", "forms/identities.py"}  # patterns and names of papers
PLACES = re.compile(r"%\(\w+\)s|\{[^}]*\}")
GLUE = re.compile(r"(?:%\(\w+\)s|[\s():.]|and)*")  # sentences of nothing but their places


def marked() -> list[str]:
    found = extract_from_dir(str(ENGINE), method_map=[("**.py", "python")], keywords={"N_": None})
    return sorted({text for _, _, text, _, _ in found if isinstance(text, str)})


def unmarked(path: Path) -> Iterator[str]:
    """Texts that look like Spanish, are no docstrings, and no key of the catalogues."""
    tree = ast.parse(path.read_text())
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
            passed |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
            node
        ):
            passed.add(id(node.body[0].value))  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if id(node) not in passed and " " in text.strip() and SPANISH.search(text):
                yield f"{path.relative_to(ENGINE)}:{node.lineno}: {text}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_finding_is_written_without_being_marked_for_the_catalogues(room: str) -> None:
    paths = [
        path
        for path in (ENGINE / room).rglob("*.py")
        if str(path.relative_to(ENGINE)) not in NO_SENTENCES
    ]
    assert [text for path in paths for text in unmarked(path)] == []


@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_marked_sentence_is_translated_with_its_places(language: str) -> None:
    words = catalogue_of(language)
    sentences = marked()
    assert len(sentences) > 500
    for sentence in sentences:
        told = words.gettext(sentence)
        assert set(PLACES.findall(told)) == set(PLACES.findall(sentence)), sentence
    # A single word may well be the same in two languages; a sentence hardly is.
    same = [text for text in sentences if " " in text.strip() and words.gettext(text) == text]
    assert len(same) < 5, same


def parts_of(text: str, facts: dict[str, Fact]) -> Iterator[str]:
    yield text
    for fact in facts.values():
        if isinstance(fact, Sentence):
            yield from parts_of(fact.text, dict(fact.facts))


def of_mutants() -> Iterator[str]:
    for mutant in list(mutants())[::5]:
        try:
            found = compile_program({"p.bpmn": mutant.file}).warnings
        except ModelRefused as refused:
            found = refused.problems
        for problem in found:
            yield from parts_of(problem.message, dict(problem.facts))
            yield from (problem.advice, problem.consequence)


def of_files() -> Iterator[str]:
    for fault in faults_of_bad_files():
        yield from parts_of(fault.sentence, dict(fault.facts))
        yield from (fault.hint, fault.consequence)


def faults_of_bad_files() -> Iterator[Fault]:
    table = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="u" id="d">'
        '<decision id="x" name="x"><variable name="x" typeRef="ghost"/><literalExpression><text>'
        "{text}</text></literalExpression></decision></definitions>"
    )
    form = '{"type": "default", "components": [{"type": "%s", "key": "a b", "label": "="}]}'
    for files in (
        {},
        {"p.bpmn": b"<x/>", "manifest.toml": b"\xff"},
        {"p.bpmn": b"<!DOCTYPE x><x/>", "manifest.toml": b"key = 1\nother = 2\nstages = 3"},
        {"a.dmn": b"<x/>", "b.dmn": table.replace("{text}", "1 +").encode()},
        {"a.dmn": table.replace("{text}", "nobody + 1").encode()},
        {"forms/a.json": b"{", "forms/b.json": (form % "iframe").encode()},
        {"forms/a.json": (form % "number").encode(), "forms/b.json": b"[]"},
    ):
        yield from check_bundle(Bundle(dict(files)))


@pytest.mark.parametrize("told", [of_mutants, of_files])
def test_what_was_found_can_be_said_in_every_language(told) -> None:  # type: ignore[no-untyped-def]
    spoken = {text for text in told() if text and not GLUE.fullmatch(text)}
    assert len(spoken) > 15
    known = set(marked())
    assert {text for text in spoken if text not in known} == set()


def test_a_fact_that_is_a_sentence_is_told_in_the_same_language() -> None:
    inner = Sentence("un ciclo sucede al menos una vez")
    fault = Fault("p.bpmn", "El temporizador no se entiende: %(why)s.", facts={"why": inner})
    assert fault.message == "El temporizador no se entiende: un ciclo sucede al menos una vez."
    english = Sentence(fault.sentence, fault.facts).told(catalogue_of("en").gettext)
    assert english == "The timer cannot be read: a cycle happens at least once."
