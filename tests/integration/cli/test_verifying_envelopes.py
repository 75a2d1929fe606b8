"""`cauce documents verify` on sealed envelopes: whole, and with one bit of each part flipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from storage.database import Connection
from storage.documents.store import place_of
from storage.queries.sealing import (
    envelopes_of_call,
    files_of_call,
    sealed_calls_after,
)
from storage.tables import envelopes, sealed_calls
from tests.envelopes import bids, filed, opened_call
from tests.integration.cli.conftest import Terminal
from tests.town import Town

PARTS = {
    "content": (envelopes, "cambió: su huella no es la que dice la historia"),
    "public_key": (sealed_calls, "su llave o el momento de abrirla no son los de"),
    "wrapped_key": (sealed_calls, "su llave o el momento de abrirla no son los de"),
}


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def test_a_flipped_bit_of_an_envelope_is_named_and_nothing_is_opened(
    town: Town, terminal: Terminal, database_url: str, tmp_path: Path
) -> None:
    case, key = opened_call(town), town.municipality_id
    codes = [filed(bids(town, case, who)).code for who in ("sur", "valle")]
    [call] = town.reads(lambda c: sealed_calls_after(c, key))
    rows = town.reads(lambda c: envelopes_of_call(c, key, call.id))
    [file, _] = town.reads(lambda c: files_of_call(c, key, call.id))

    def verifies() -> tuple[int, str]:
        answer = terminal("documents", "verify", database=database_url)
        assert "tapir lunar" not in answer.said + answer.problem
        return answer.code, answer.said + answer.problem

    assert verifies() == (0, "0 versiones revisadas, 0 bytes leídos. Documentos íntegros.")
    for name, (table, said) in PARTS.items():
        row = call if table is sealed_calls else rows[0]
        value = getattr(row, name)

        def writes(connection: Connection, content: bytes, name=name, table=table, row=row) -> None:  # type: ignore[no-untyped-def]
            connection.execute(update(table).where(table.c.id == row.id).values({name: content}))

        with town.installation.database.verb(key) as connection:
            writes(connection, flipped(value))
        code, told = verifies()
        assert code == 1
        assert said in told
        assert (codes[0] in told) is (table is envelopes)
        assert codes[1] not in told
        with town.installation.database.verb(key) as connection:
            writes(connection, value)
    paper = tmp_path / "documents" / place_of(file.sha256)
    paper.write_bytes(flipped(paper.read_bytes()))
    code, told = verifies()
    assert (code, "un archivo suyo cambió" in told, file.sha256 in told) == (1, True, True)
    assert told.endswith("no están íntegros: 1 falta (de sobres: 1).")
    paper.unlink()
    assert "le falta un archivo en el almacén" in verifies()[1]


@pytest.mark.parametrize("column", ["opens", "not_before"])
def test_a_call_that_was_bent_to_open_otherwise_is_named(
    town: Town, terminal: Terminal, database_url: str, column: str
) -> None:
    case, key = opened_call(town), town.municipality_id
    filed(bids(town, case))
    bent = {"opens": "award", "not_before": town.clock.now()}[column]
    with town.installation.database.verb(key) as connection:
        connection.execute(update(sealed_calls).values({column: bent}))
    answer = terminal("documents", "verify", database=database_url)
    assert answer.code == 1
    assert "la recepción de sobres, su llave o el momento" in answer.problem
