"""How values are written as text: string(value), and inside lists and contexts."""

from decimal import Decimal

from engine.feel.errors import FeelLimitError
from engine.feel.numbers import plain
from engine.feel.run import MAX_STRING, Run
from engine.feel.values import Function, Range, Value


def as_text(value: Value, run: Run) -> str:
    """The text of a value; a string is itself."""
    return value if isinstance(value, str) else written(value, run)


def written(value: Value, run: Run) -> str:
    """The value as FEEL would write it; strings in quotes."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Decimal):
        run.spend(abs(value.adjusted()) >> 3)
        return plain(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, list):
        return _joined("[", [written(item, run) for item in _paid(value, run)], "]")
    if isinstance(value, dict):
        return _joined(
            "{", [f"{key}: {written(item, run)}" for key, item in _paid(value, run).items()], "}"
        )
    if isinstance(value, Range):
        return _range(value, run)
    return value.name if isinstance(value, Function) else str(value)


def _paid(value: Value, run: Run) -> Value:
    run.spend(4 * len(value) + 4)
    return value


def _joined(before: str, parts: list[str], after: str) -> str:
    if sum(map(len, parts)) > MAX_STRING:
        raise FeelLimitError("A text became longer than 200,000 characters.")
    return before + ", ".join(parts) + after


def _range(span: Range, run: Run) -> str:
    if span.operator:
        end = span.low if span.low is not None else span.high
        return f"{span.operator} {written(end, run)}"
    before, after = "[" if span.low_closed else "(", "]" if span.high_closed else ")"
    return f"{before}{written(span.low, run)}..{written(span.high, run)}{after}"
