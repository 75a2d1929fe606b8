"""The registers of contracts and of their guarantees, as the acts of their cases left them.

Nobody writes here by hand: who publishes a case puts its rows, and they can be made anew from its
history at any time.
"""

from sqlalchemy import Column, Index, Integer, Text

from storage.tables.catalogue import inside, municipality_key, table
from storage.tables.types import Id, LocalDate, Money

contracts = table(
    "contracts",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),  # of several of one case
    Column("ocid", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("supplier", Text, nullable=False),
    Column("supplier_id", Text, nullable=False),
    Column("state", Text, nullable=False),  # active, settled, terminated
    Column("amount", Money),
    Column("cents", Id),  # of the amount: text does not sort as numbers do
    Column("original", Money),
    Column("currency", Text, nullable=False),
    Column("signed_on", LocalDate),
    Column("ends_on", LocalDate),
    Column("next_on", LocalDate),  # the last day of the next delivery that is still to come
    Column("deliveries", Integer, nullable=False),
    Column("delivered", Integer, nullable=False),
    Column("paid", Money),
    Column("penalty", Money),
    Column("amendments", Integer, nullable=False),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "signed_on"),  # the list, newest first
)

guarantees = table(
    "guarantees",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("contract", Text, nullable=False),  # its number
    Column("supplier", Text, nullable=False),
    Column("kind", Text, nullable=False),  # what it guarantees
    Column("instrument", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("amount", Money),
    Column("currency", Text, nullable=False),
    Column("from_on", LocalDate),
    Column("until_on", LocalDate),
    Column("state", Text, nullable=False),  # held, returned, collected
    inside("cases", "case_id"),
    Index(None, "municipality_id", "state", "until_on"),  # what expires next
)
