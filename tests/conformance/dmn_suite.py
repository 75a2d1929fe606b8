"""The DMN TCK: every folder with `.dmn` models and test `.xml` files; a test case is one point.

A case counts when each of its results is right. Numbers are compared to eight decimals, as the
kit's own runner does; everything else exactly.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from dmn_externals import EXTERNALS
from lxml import etree

from engine.dmn import Model, evaluate, invoke, parse_leniently
from engine.feel import Host
from engine.feel.boundary import inward
from engine.feel.dates import parse_date
from engine.feel.durations import parse_duration
from engine.feel.equality import order
from engine.feel.times import parse_date_time, parse_time
from engine.feel.values import Value

HOST = Host(EXTERNALS, clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
NAMESPACE = b"http://www.omg.org/spec/DMN/20160719/testcase"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
CLOSE = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class Score:
    """How many passed, of how many, and a line for each miss."""

    passed: int
    total: int
    misses: tuple[str, ...]


def run(folder: Path) -> Score:
    """Every test file below the folder."""
    outcomes = [outcome for test in _test_files(folder) for outcome in _cases(test)]
    misses = tuple(miss for miss in outcomes if miss)
    return Score(len(outcomes) - len(misses), len(outcomes), misses)


def _test_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.xml")):
        if path.is_file() and NAMESPACE in path.read_bytes():
            yield path


def _cases(path: Path) -> Iterator[str]:
    """An empty line for each case that passes, a reason for each that does not."""
    root = _root(path)
    if root is None:
        yield f"{path.parent.name} {path.name}: it is no XML"
        return
    model: Model | str
    try:
        model = _load(_model_file(path, root), {})
    except Exception as error:  # a model that cannot be read misses all its cases
        model = f"{type(error).__name__}: {error}"
    for case in root.findall("{*}testCase"):
        where = f"{path.parent.name} {case.get('id')}"
        yield f"{where}: {model}" if isinstance(model, str) else _run_case(model, case, where)


def _root(path: Path) -> etree._Element | None:
    try:
        return etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
    except etree.XMLSyntaxError:
        return None


def _model_file(path: Path, root: etree._Element) -> Path:
    """The model that the tests name; without a name, the one that is called like them."""
    name = (root.findtext("{*}modelName") or "").strip()
    return path.parent / (name or f"{path.name.partition('-test-')[0]}.dmn")


def _load(path: Path, known: dict[Path, Model | None]) -> Model:
    """The model, with the models of its folder that it imports."""
    found = known.get(path)
    if found is None:
        known[path] = None  # models that import each other end here
        found = known[path] = _parse(path, known)
    return found


def _parse(path: Path, known: dict[Path, Model | None]) -> Model:
    root = _root(path)
    wanted = (
        {each.get("namespace") for each in root.findall("{*}import")} if root is not None else ()
    )
    imports: dict[str, Model] = {}
    for other in sorted(path.parent.glob("*.dmn")):
        there = _root(other) if wanted and other != path else None
        namespace = None if there is None else there.get("namespace")
        if namespace in wanted and not (other in known and known[other] is None):
            imports[str(namespace)] = _load(other, known)
    return parse_leniently(path.read_bytes(), name=path.name, imports=imports)[0]


def _run_case(model: Model, case: etree._Element, where: str) -> str:
    try:
        inputs = dict(_input(node) for node in case.findall("{*}inputNode"))
        for node in case.findall("{*}resultNode"):
            miss = _check(model, case, node, inputs)
            if miss:
                return f"{where} {node.get('name')}: {miss}"
    except Exception as error:
        return f"{where}: {type(error).__name__}: {error}"
    return ""


def _input(node: etree._Element) -> tuple[str, Value]:
    name, namespace = str(node.get("name")), node.get("namespace")
    return (f"{namespace}#{name}" if namespace else name), _value(node)


def _check(model: Model, case: etree._Element, node: etree._Element, inputs: dict) -> str:
    expected = node.find("{*}expected")
    wanted = _value(expected) if expected is not None else None
    found = _evaluate(model, case, node, inputs)
    return "" if _same(wanted, inward(found)) else f"expected {wanted!r}, but got {found!r}"


def _evaluate(model: Model, case: etree._Element, node: etree._Element, inputs: dict) -> Value:
    kind, name = case.get("type", "decision"), str(node.get("name"))
    if kind == "bkm":
        return invoke(model, case.get("invocableName") or name, inputs, host=HOST).value
    if kind == "decisionService":
        value = evaluate(model, case.get("invocableName") or name, inputs, host=HOST).value
        service = model.services[case.get("invocableName") or name]
        several = len(service.outputs) > 1
        return value.get(name) if several and isinstance(value, dict) else value
    return evaluate(model, name, inputs, host=HOST).value


def _value(node: etree._Element) -> Value:
    parts = [part for part in node if isinstance(part.tag, str)]
    parts = [part for part in parts if not part.tag.endswith("extensionElements")]
    kinds = [etree.QName(part).localname for part in parts]
    if not parts or node.get(f"{XSI}nil") == "true":
        return None
    if "component" in kinds:
        return {str(part.get("name")): _value(part) for part in parts}
    if kinds[0] == "list":
        if parts[0].get(f"{XSI}nil") == "true":
            return None
        return [_value(item) for item in parts[0].findall("{*}item")]
    return _simple(parts[0])


def _simple(node: etree._Element) -> Value:
    if node.get(f"{XSI}nil") == "true":
        return None
    kind, text = (node.get(f"{XSI}type") or "xsd:string").rpartition(":")[2], node.text or ""
    return _SIMPLE.get(kind, str)(text if kind == "string" else text.strip())


_SIMPLE: dict[str, Callable[[str], Value]] = {
    "decimal": Decimal,
    "double": Decimal,
    "float": Decimal,
    "integer": Decimal,
    "int": Decimal,
    "long": Decimal,
    "boolean": lambda text: text in ("true", "1"),
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_date_time,
    "duration": parse_duration,
    "dayTimeDuration": parse_duration,
    "yearMonthDuration": parse_duration,
}


def _same(wanted: Value, found: Value) -> bool:
    if isinstance(wanted, Decimal) and isinstance(found, Decimal):
        return abs(wanted - found) <= CLOSE
    if type(wanted) is not type(found):
        return False
    if isinstance(wanted, list):
        return len(wanted) == len(found) and all(map(_same, wanted, found))
    if isinstance(wanted, dict):
        return wanted.keys() == found.keys() and all(_same(wanted[k], found[k]) for k in wanted)
    return wanted == found or order(wanted, found) == 0
