"""Appending what those who run the installation did."""

from dataclasses import asdict

from sqlalchemy import insert

from storage.database import Connection
from storage.queries.network_acts import NetworkActRow
from storage.tables import network_acts


def insert_network_act(connection: Connection, row: NetworkActRow) -> None:
    """One act more; nothing changes or deletes it."""
    connection.execute(insert(network_acts).values(asdict(row)))
