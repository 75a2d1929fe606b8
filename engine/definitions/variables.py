"""Across diagram, forms and decisions: variables that nobody sets, forms that nobody uses.

Only where it is sure. A job, a message or a called process without outputs of its own may set any
variable: where there is one, nothing is said about what is never set.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from lxml import etree

from engine.bpmn.data import all_variables
from engine.bpmn.formula import formula
from engine.bpmn.lint.catalogue import consequence_of
from engine.bpmn.problems import Problem, Severity
from engine.bpmn.tree import (
    ZEEBE,
    Node,
    Unreadable,
    attributes,
    bpmn,
    enclosing,
    extension,
    extensions,
    identity,
    read,
    title,
    words,
)
from engine.calendar import Calendar
from engine.calendar.feel_functions import functions
from engine.dmn import Model
from engine.feel import FeelSyntaxError
from engine.forms import Form
from engine.sentences import N_

# What may bring anything: unless it says what it brings.
OPEN = ("serviceTask", "sendTask", "receiveTask", "callActivity", "messageEventDefinition")
# What the engine itself gives.
GIVEN = frozenset({"loopCounter"})
FUNCTIONS = frozenset(each.name for each in functions(Calendar(), lambda _key, _on: ""))
"""What the house lets a formula call: no variables."""
# Extension element -> the attribute that names a variable which it sets.
SETS = (
    ("script", "resultVariable"), ("calledDecision", "resultVariable"), ("input", "target"),
    ("output", "target"), ("loopCharacteristics", "inputElement"),
    ("loopCharacteristics", "outputCollection"),
)  # fmt: skip


def check_variables(
    diagrams: Mapping[str, bytes], forms: Mapping[str, Form], decisions: Mapping[str, Model]
) -> Iterator[Problem]:
    """Warnings about files that are fit to run."""
    trees = {file: read(content) for file, content in diagrams.items()}
    yield from _unused_forms(trees, forms)
    if any(_is_open(node) for root in trees.values() for node in root.iter(*map(bpmn, OPEN))):
        return
    known = GIVEN | _set(trees, forms)
    for file, root in trees.items():
        for node, name in _read(root, decisions):
            if name not in known:
                yield _problem(
                    file, node, N_("«%(name)s» se lee aquí y nada le da un valor."),
                    N_("Agréguelo a un formulario, o corrija el nombre."), name,
                )  # fmt: skip
                known |= {name}


def _unused_forms(trees: Mapping[str, Node], forms: Mapping[str, Form]) -> Iterator[Problem]:
    used = {
        part.get(name)
        for root in trees.values()
        for part in root.iter(f"{{{ZEEBE}}}formDefinition")
        for name in ("formKey", "formId")
    }
    for key in sorted(set(forms) - used):
        sentence = N_("Ninguna tarea usa el formulario «%(name)s».")
        yield Problem(
            "", "", "", Severity.WARNING, "variables", sentence, N_("Úselo o quítelo."),
            {"name": key}, N_("Lo que allí se pregunta no llegaría a ningún expediente."),
        )  # fmt: skip


def _is_open(node: Node) -> bool:
    owner = node.getparent() if node.tag == bpmn("messageEventDefinition") else node
    if owner is None or owner.tag in (bpmn("intermediateThrowEvent"), bpmn("endEvent")):
        return False
    mapping = extension(owner, ZEEBE, "ioMapping")
    return mapping is None or mapping.find(f"{{{ZEEBE}}}output") is None


def variables_set(diagrams: Mapping[str, bytes], forms: Mapping[str, Form]) -> frozenset[str]:
    """The variables that forms and readable diagrams set: what formulas may name."""
    trees = {}
    for file, content in diagrams.items():
        with suppress(Unreadable):
            trees[file] = read(content)
    return _set(trees, forms) - {""}


def _set(trees: Mapping[str, Node], forms: Mapping[str, Form]) -> frozenset[str]:
    """Every variable that something sets; of a path, its first part."""
    names = {name for form in forms.values() for name in form.writes}
    for root in trees.values():
        names |= all_variables(root)
        for element, attribute in SETS:
            names |= {part.get(attribute, "") for part in root.iter(f"{{{ZEEBE}}}{element}")}
    return frozenset(name.partition(".")[0].strip() for name in names if name)


def _read(root: Node, decisions: Mapping[str, Model]) -> Iterator[tuple[Node, str]]:
    """Each variable that an expression or a decision reads, with its place, in order."""
    for node in root.iter(etree.Element):
        if node.tag == f"{{{ZEEBE}}}output" and enclosing(node, *OPEN) is not None:
            continue  # reads what came
        for text in (words(node) if not len(node) else "", *(v for _, v in attributes(node))):
            if text.strip().startswith("="):
                for name in sorted(_names(text)):
                    yield node, name
    for task in root.iter(bpmn("businessRuleTask")):
        for called in extensions(task, ZEEBE, "calledDecision"):
            model = decisions.get(called.get("decisionId", ""))
            for name in model.inputs if model is not None else ():
                yield task, name


def _names(text: str) -> frozenset[str]:
    try:
        return formula(text).names - FUNCTIONS
    except FeelSyntaxError:
        return frozenset()


def _problem(file: str, node: Node, sentence: str, advice: str, name: str) -> Problem:
    named = node if node.get("id") else next(
        (around for around in node.iterancestors() if around.get("id")), node
    )  # fmt: skip
    return Problem(
        file, identity(named), title(named), Severity.WARNING, "variables", sentence, advice,
        {"name": name}, consequence_of("variables"),
    )  # fmt: skip
