"""Running cases and other versions of their process: try, migrate, undo; one by one and many."""

from engine.migrations.counting import Counted, count_standing
from engine.migrations.migrating import Migrated, migrate
from engine.migrations.orders import Order, OrderUnreadable, Planned, edits_from, order_from
from engine.migrations.trying import Prospect, plan_of, try_out, try_page
from engine.migrations.undoing import Undone, undo

__all__ = [
    "Counted", "Migrated", "Order", "OrderUnreadable", "Planned", "Prospect", "Undone",
    "count_standing", "edits_from", "migrate", "order_from", "plan_of", "try_out", "try_page",
    "undo",
]  # fmt: skip
