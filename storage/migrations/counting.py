"""The triggers that keep the counts of open tasks and cases: `storage/tables/counts.py` says what
they are.

On PostgreSQL they look at whole statements, so that many rows are counted at once; row-level
security shows a verb its own municipality only, so that an empty `crowds` means a quiet one. There
they rest until the first municipality is crowded: a step pays for them even in a quiet one.
"""

from collections.abc import Iterator

from storage.tables.counts import SLOT

_FREE = "INSERT INTO free_counts (municipality_id, role, process_key, slot, name, part, number)"
_OPENED = "INSERT INTO opened_counts (municipality_id, opener_id, holder_id, role, part, number)"
_FREE_KEY = "(municipality_id, role, process_key, slot, name, part)"
_OPENED_KEY = "(municipality_id, opener_id, holder_id, role, part)"

_FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM crowds) THEN RETURN NULL; END IF;
  {free}
  SELECT municipality_id, role, process_key, due_at / {slot}, name,
    pg_current_xact_id()::text::bigint, sum(n)
  FROM ({rows}) changed JOIN crowds USING (municipality_id) WHERE assignee_id IS NULL
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
  ON CONFLICT {free_key} DO UPDATE SET number = free_counts.number + excluded.number;
  {opened}
  SELECT municipality_id, opener_id, coalesce(assignee_id, 0), role,
    pg_current_xact_id()::text::bigint, sum(n)
  FROM ({rows}) changed JOIN crowds USING (municipality_id) WHERE opener_id IS NOT NULL
  GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
  ON CONFLICT {opened_key} DO UPDATE SET number = opened_counts.number + excluded.number;
  RETURN NULL;
END $$"""

_CASES = "INSERT INTO case_counts (municipality_id, process_key, part, number)"
_CASES_KEY = "(municipality_id, process_key, part)"
_CASES_FUNCTION = """CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM crowds) THEN RETURN NULL; END IF;
  {cases}
  SELECT municipality_id, process_key, pg_current_xact_id()::text::bigint, sum(n)
  FROM ({rows}) changed JOIN crowds USING (municipality_id)
  GROUP BY 1, 2 HAVING sum(n) <> 0
  ON CONFLICT {cases_key} DO UPDATE SET number = case_counts.number + excluded.number;
  RETURN NULL;
END $$"""

_OPEN = "IN ('open', 'suspended')"
_ADDED = "SELECT *, 1 AS n FROM added WHERE state {open}"
_REMOVED = "SELECT *, -1 AS n FROM removed WHERE state {open}"
_TABLES = {"added": "NEW TABLE AS added", "removed": "OLD TABLE AS removed"}
_POSTGRES = {
    "insert": (_ADDED, "added"),
    "update": (f"{_ADDED} UNION ALL {_REMOVED}", "added removed"),
    "delete": (_REMOVED, "removed"),
}

_FUNCTIONS = {"tasks": (_FUNCTION, "= 'open'"), "cases": (_CASES_FUNCTION, _OPEN)}

_SQLITE = """CREATE TRIGGER {name} AFTER {event} ON tasks WHEN {row}.state = 'open'
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = {row}.municipality_id)
BEGIN
  {free}
  SELECT {row}.municipality_id, {row}.role, {row}.process_key, {row}.due_at / {slot}, {row}.name,
    0, {n}
  WHERE {row}.assignee_id IS NULL
  ON CONFLICT {free_key} DO UPDATE SET number = number + excluded.number;
  {opened}
  SELECT {row}.municipality_id, {row}.opener_id, coalesce({row}.assignee_id, 0), {row}.role, 0, {n}
  WHERE {row}.opener_id IS NOT NULL
  ON CONFLICT {opened_key} DO UPDATE SET number = number + excluded.number;
END"""
_SQLITE_CASES = """CREATE TRIGGER {name} AFTER {event} ON cases WHEN {row}.state {open}
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = {row}.municipality_id)
BEGIN
  {cases} VALUES ({row}.municipality_id, {row}.process_key, 0, {n})
  ON CONFLICT {cases_key} DO UPDATE SET number = number + excluded.number;
END"""
_COLUMNS = "state, assignee_id, role, process_key, name, due_at, opener_id"
_SQLITE_EVENTS = (
    ("tasks_counted_new", "INSERT", "NEW", 1),
    ("tasks_counted_before", f"UPDATE OF {_COLUMNS}", "OLD", -1),
    ("tasks_counted_after", f"UPDATE OF {_COLUMNS}", "NEW", 1),
    ("tasks_counted_gone", "DELETE", "OLD", -1),
)
_SQLITE_CASE_EVENTS = (
    ("cases_counted_new", "INSERT", "NEW", 1),
    ("cases_counted_before", "UPDATE OF state, process_key", "OLD", -1),
    ("cases_counted_after", "UPDATE OF state, process_key", "NEW", 1),
    ("cases_counted_gone", "DELETE", "OLD", -1),
)
_WORDS = {
    "open": _OPEN,
    "cases": _CASES,
    "cases_key": _CASES_KEY,
    "free": _FREE,
    "opened": _OPENED,
    "free_key": _FREE_KEY,
    "opened_key": _OPENED_KEY,
    "slot": SLOT,
}


def triggers(dialect: str) -> Iterator[str]:
    """The statements that begin the counting."""
    if dialect == "sqlite":
        for text, events in ((_SQLITE, _SQLITE_EVENTS), (_SQLITE_CASES, _SQLITE_CASE_EVENTS)):
            for name, event, row, n in events:
                yield text.format(name=name, event=event, row=row, n=n, **_WORDS)
        return
    for counted, (text, is_open) in _FUNCTIONS.items():
        for event, (rows, tables) in _POSTGRES.items():
            name = f"count_{counted}_on_{event}"
            yield text.format(name=name, rows=rows.format(open=is_open), **_WORDS)
            named = " ".join(_TABLES[each] for each in tables.split())
            yield (
                f"CREATE TRIGGER {counted}_counted_on_{event} AFTER {event.upper()} ON {counted}\n"
                f"REFERENCING {named} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
