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
        if b"http://www.omg.org/spec/DMN/20160719/testcase" in path.read_bytes():
            yield path


def _cases(path: Path) -> Iterator[str]:
    """An empty line for each case that passes, a reason for each that does not."""
    root = etree.parse(path).getroot()
    name = root.findtext("{*}modelName") or ""
    model = _load(path.parent / name.strip(), {})
    for case in root.findall("{*}testCase"):
        yield _run_case(model, case, path)


def _load(path: Path, known: dict[Path, Model]) -> Model:
    """The model, with the models of its folder that it imports."""
    if path not in known:
        known[path] = _parse(path, known)
    return known[path]


def _parse(path: Path, known: dict[Path, Model]) -> Model:
    imports = {}
    for element in etree.parse(path).getroot().findall("{*}import"):
        wanted = element.get("namespace")
        for other in path.parent.glob("*.dmn"):
            if other != path and etree.parse(other).getroot().get("namespace") == wanted:
                imports[str(wanted)] = known.get(other) or _load(other, known)
    return parse_leniently(path.read_bytes(), name=path.name, imports=imports)[0]


def _run_case(model: Model, case: etree._Element, path: Path) -> str:
    try:
        inputs = dict(_input(node) for node in case.findall("{*}inputNode"))
        for node in case.findall("{*}resultNode"):
            miss = _check(model, case, node, inputs)
            if miss:
                return f"{path.parent.name} {case.get('id')} {node.get('name')}: {miss}"
    except Exception as error:
        return f"{path.parent.name} {case.get('id')}: {type(error).__name__}: {error}"
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
