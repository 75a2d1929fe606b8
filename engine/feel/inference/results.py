"""What the built-in functions give when they give a value at all."""

from engine.feel.types import ANY, SIMPLE, ListType, RangeType, Type

_NUMBERS = (
    "ceiling", "count", "day of year", "decimal", "exp", "floor", "last day of month", "log",
    "median", "modulo", "number", "product", "round down", "round half down", "round half up",
    "round up", "sqrt", "stddev", "string length", "week of year",
)  # fmt: skip
_STRINGS = (
    "day of week", "lower case", "month of year", "replace", "string", "string join", "substring",
    "substring after", "substring before", "upper case",
)  # fmt: skip
_BOOLEANS = (
    "after", "all", "any", "before", "coincides", "contains", "during", "ends with", "even",
    "finished by", "finishes", "includes", "is", "list contains", "matches", "meets", "met by",
    "not", "odd", "overlaps", "overlaps after", "overlaps before", "started by", "starts",
    "starts with",
)  # fmt: skip
_LISTS = (
    "append", "concatenate", "flatten", "insert before", "list replace", "union", "distinct values",
    "duplicate values", "remove", "reverse", "sort", "sublist",
)  # fmt: skip

RESULTS: dict[str, Type] = {
    **dict.fromkeys(_NUMBERS, SIMPLE["number"]),
    **dict.fromkeys(_STRINGS, SIMPLE["string"]),
    **dict.fromkeys(_BOOLEANS, SIMPLE["boolean"]),
    **dict.fromkeys(_LISTS, ListType("list", ANY)),
    **dict.fromkeys(("context", "context merge", "context put"), SIMPLE["context"]),
    "get entries": ListType("list", SIMPLE["context"]),
    "index of": ListType("list", SIMPLE["number"]),
    "mode": ListType("list", SIMPLE["number"]),
    "split": ListType("list", SIMPLE["string"]),
    "range": RangeType("range", ANY),
    "date": SIMPLE["date"],
    "today": SIMPLE["date"],
    "time": SIMPLE["time"],
    "date and time": SIMPLE["date and time"],
    "now": SIMPLE["date and time"],
    "years and months duration": SIMPLE["years and months duration"],
}
LIKE_ITS_LIST = frozenset(
    ["distinct values", "duplicate values", "remove", "reverse", "sort", "sublist"]
)
LIKE_ITS_ITEMS = frozenset(["abs", "max", "mean", "min", "sum"])
