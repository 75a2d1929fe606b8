"""The state between two steps, as bytes: tokens, joins, counters, what the diagram has seen.

Version 1: version, hash of the definition (8 bytes), then variable-length integers; tokens are rows
of (id, place, keeper), where a place is the drawn element's number and a role, so that it does not
move when this software does. Data travels beside it as text (engine.bpmn.scopes). About 6 bytes a
token; never the library's serializer, which embeds the definition and cannot hold a date.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from struct import Struct

from engine.bpmn.problems import StateUnreadable

VERSION = 1
HASH = 8
_NARROW = Struct("<HHH")
_WIDE = Struct("<III")
CHILD = 1
ROLE_BITS = 3


@dataclass(slots=True)
class State:
    """Rows are (id, place * 2 + is_child, keeper): keeper is a token, or the owner of the body."""

    definition: bytes
    last_id: int = 0
    visited: int = 0
    tokens: list[tuple[int, int, int]] = field(default_factory=list)
    joins: list[tuple[int, int, list[int]]] = field(default_factory=list)
    notes: list[tuple[int, list[int]]] = field(default_factory=list)
    logs: list[tuple[int, list[int]]] = field(default_factory=list)


def encode(state: State) -> bytes:
    """The bytes of a state."""
    out = bytearray((VERSION,))
    out += state.definition
    _put(out, state.last_id)
    seen = state.visited.to_bytes((state.visited.bit_length() + 7) // 8, "little")
    _put(out, len(seen))
    out += seen
    _put_tokens(out, state.tokens)
    _put(out, len(state.joins))
    for owner, place, counts in state.joins:
        _put_all(out, (owner, place, len(counts), *counts))
    for rows in (state.notes, state.logs):
        _put(out, len(rows))
        for owner, numbers in rows:
            _put_all(out, (owner, len(numbers)))
            _put_all(out, (_unsigned(number) for number in numbers))
    return bytes(out)


def _put_tokens(out: bytearray, rows: list[tuple[int, int, int]]) -> None:
    wide = any(max(row) > 0xFFFF for row in rows)
    _put_all(out, (len(rows), wide))
    pack = (_WIDE if wide else _NARROW).pack
    out += b"".join([pack(*row) for row in rows])


def decode(data: bytes, definition: bytes) -> State:
    """The state of those bytes, brought up to this version; it must belong to the definition."""
    try:
        upgraded = _upgraded(data)
        if upgraded[1 : 1 + HASH] != definition:
            raise StateUnreadable("the state belongs to another definition")
        return _decoded(_Reader(upgraded, 1 + HASH), definition)
    except IndexError as fault:
        raise StateUnreadable("the state is cut off") from fault


def _upgraded(data: bytes) -> bytes:
    while data[0] != VERSION:
        upgrade = UPGRADES.get(data[0])
        if upgrade is None:
            raise StateUnreadable(f"state version {data[0]} is unknown here")
        data = upgrade(data)
    return data


# Version -> function that gives the bytes of the next version.
UPGRADES: dict[int, Callable[[bytes], bytes]] = {}


def _decoded(reader: "_Reader", definition: bytes) -> State:
    state = State(definition, last_id=reader.number())
    state.visited = int.from_bytes(reader.bytes(reader.number()), "little")
    count, wide = reader.number(), reader.number()
    form = _WIDE if wide else _NARROW
    state.tokens = list(form.iter_unpack(reader.bytes(count * form.size)))
    for _ in range(reader.number()):
        owner, place = reader.number(), reader.number()
        state.joins.append((owner, place, reader.numbers()))
    for rows in (state.notes, state.logs):
        for _ in range(reader.number()):
            rows.append((reader.number(), [_signed(number) for number in reader.numbers()]))
    return state


class _Reader:
    __slots__ = ("at", "data")

    def __init__(self, data: bytes, at: int) -> None:
        self.data = data
        self.at = at

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def numbers(self) -> list[int]:
        return [self.number() for _ in range(self.number())]

    def bytes(self, count: int) -> bytes:
        part = self.data[self.at : self.at + count]
        if len(part) != count:
            raise IndexError
        self.at += count
        return part


def _put(out: bytearray, value: int) -> None:
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _put_all(out: bytearray, values: Iterable[int]) -> None:
    for value in values:
        _put(out, value)


def _unsigned(value: int) -> int:
    return value * 2 if value >= 0 else -value * 2 - 1


def _signed(value: int) -> int:
    return value // 2 if value % 2 == 0 else -(value + 1) // 2
