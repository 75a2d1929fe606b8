"""Cadastral codes of new parcels: the number at the end goes on after the highest ever given."""

from __future__ import annotations

import re

from storage.database import Connection
from storage.queries.lineage import last_code_like

_TAIL = re.compile(r"(.*?)([0-9]{1,6})")


def next_codes(connection: Connection, municipality_id: int, code: str, count: int) -> list[str]:
    """So many codes beside that of a parcel («01-023-007» → «01-023-012»…): in the same block, and
    never one that was given before. A code that does not end in a number gets one."""
    found = _TAIL.fullmatch(code)
    begin, width = (found[1], len(found[2])) if found else (f"{code}-", 1)
    last = last_code_like(connection, municipality_id, begin, len(begin) + width)
    number = int(last[len(begin) :]) if last else 0
    return [f"{begin}{number + each:0{width}d}" for each in range(1, count + 1)]
