"""The rows that a case has in the registers of contracts and guarantees."""

from collections.abc import Sequence
from dataclasses import asdict

from storage.database import Connection
from storage.queries.contracts import ContractRow, GuaranteeRow
from storage.tables import contracts, guarantees


def put_contracts(
    connection: Connection, municipality_id: int, case_id: int, rows: Sequence[ContractRow]
) -> None:
    """The contracts of a case as they are now, in the place of what was there."""
    own = (contracts.c.municipality_id == municipality_id, contracts.c.case_id == case_id)
    connection.execute(contracts.delete().where(*own))
    if rows:
        values = [
            {
                "municipality_id": municipality_id,
                **asdict(row),
                "cents": None if row.amount is None else int(row.amount * 100),
            }
            for row in rows
        ]
        connection.execute(contracts.insert(), values)


def put_guarantees(
    connection: Connection, municipality_id: int, case_id: int, rows: Sequence[GuaranteeRow]
) -> None:
    """The guarantees of a case as they are now, in the place of what was there."""
    own = (guarantees.c.municipality_id == municipality_id, guarantees.c.case_id == case_id)
    connection.execute(guarantees.delete().where(*own))
    if rows:
        values = [{"municipality_id": municipality_id, **asdict(row)} for row in rows]
        connection.execute(guarantees.insert(), values)
