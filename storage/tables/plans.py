"""The annual procurement plans: their items, their versions, and the purchases that run them.

Nobody writes here by hand: who publishes a case puts its rows, those of a plan from the case of the
plan and those of a purchase from its own, and they can be made anew from the histories at any time.
"""

from sqlalchemy import Column, Index, Integer, Text

from storage.tables.catalogue import inside, municipality_key, table
from storage.tables.types import Id, LocalDate, Money

plan_items = table(
    "plan_items",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),  # of the plan
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("year", Integer, nullable=False),
    Column("description", Text, nullable=False),
    Column("object", Text, nullable=False),  # bienes, servicios, consultoria, obras
    Column("code", Text, nullable=False),
    Column("quantity", Money),  # exact, as amounts are
    Column("unit", Text, nullable=False),
    Column("amount", Money),
    Column("month", Integer, nullable=False),  # of the call that is foreseen
    Column("funds", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("method_name", Text, nullable=False),
    Column("excluded", Integer, nullable=False),  # 0 or 1
    Column("since", Integer, nullable=False),  # the version that changed it last
    inside("cases", "case_id"),
    Index(None, "municipality_id", "year"),  # the plan of a year
)

plan_versions = table(
    "plan_versions",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("year", Integer, nullable=False),
    Column("approved_on", LocalDate),
    Column("published_on", LocalDate),
    Column("resolution", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("items", Integer, nullable=False),  # those that it holds
    Column("amount", Money),
    Column("currency", Text, nullable=False),
    Column("changes", Text, nullable=False),  # JSON: what it changed in the one before
    inside("cases", "case_id"),
    Index(None, "municipality_id", "year"),  # the years that have a plan
)

plan_purchases = table(
    "plan_purchases",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),  # of the purchase
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),  # of the item
    Column("state", Text, nullable=False),  # preparing, called, awarded, contracted, failed
    Column("called_on", LocalDate),
    Column("amount", Money),  # what was awarded
    inside("cases", "case_id"),
    Index(None, "municipality_id", "year"),  # what runs the plan of a year
)
