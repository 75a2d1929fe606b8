"""The database's way from nothing to today's tables: expand first, contract later.

`upgrade` brings a database to the newest revision; revisions lie in `versions/`. Old code must pass
on a new schema, so that one machine after the other can be renewed.
"""

from storage.migrations.upgrade import NEWEST, current, upgrade

__all__ = ["NEWEST", "current", "upgrade"]
