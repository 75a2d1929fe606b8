"""Functions on contexts; contexts are never changed, a new one is given."""

from engine.feel.builtins.registry import builtin
from engine.feel.errors import Refused
from engine.feel.run import Run
from engine.feel.values import Value, kind


@builtin("get value(m: context, key: string)")
def get_value(_run: Run, m: dict[str, Value], key: str) -> Value:
    """The value under a key; null when there is none."""
    return m.get(key)


@builtin("get value(m: context, keys: list)")
def get_value_path(_run: Run, m: dict[str, Value], keys: list[Value]) -> Value:
    """The value at the end of a path of keys."""
    value: Value = m
    for key in keys:
        if not isinstance(value, dict) or not isinstance(key, str):
            return None
        value = value.get(key)
    return value if keys else None


@builtin("get entries(m: context)")
def get_entries(run: Run, m: dict[str, Value]) -> Value:
    """A list of contexts with key and value."""
    run.spend(len(m))
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context(entries: list)")
def context(run: Run, entries: list[Value]) -> Value:
    """The context of entries with key and value; a key may come only once."""
    run.spend(len(entries))
    result: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            raise Refused("every entry needs a key, which is a string")
        if entry["key"] in result or "value" not in entry:
            raise Refused("every entry needs a value and a key of its own")
        result[entry["key"]] = entry["value"]
    return result


@builtin("context put(context: context, key: string, value: any)")
def context_put(run: Run, base: dict[str, Value], key: str, value: Value) -> Value:
    """The context with one entry set."""
    run.spend(len(base))
    return {**base, key: value}


@builtin("context put(context: context, keys: list, value: any)")
def context_put_path(run: Run, base: dict[str, Value], keys: list[Value], value: Value) -> Value:
    """The context with the entry at the end of a path of keys set."""
    run.spend(len(base) + 1)
    if not keys or not isinstance(keys[0], str):
        raise Refused("expected keys that are strings")
    if len(keys) == 1:
        return {**base, keys[0]: value}
    inner = base.get(keys[0])
    if not isinstance(inner, dict):
        raise Refused(f"{keys[0]} is a {kind(inner)} and has no entries")
    return {**base, keys[0]: context_put_path(run, inner, keys[1:], value)}


@builtin("context merge(contexts: list)")
def context_merge(run: Run, contexts: list[Value]) -> Value:
    """One context of all entries; later contexts win."""
    result: dict[str, Value] = {}
    for part in contexts:
        if not isinstance(part, dict):
            raise Refused("expected contexts only")
        run.spend(len(part))
        result.update(part)
    return result
