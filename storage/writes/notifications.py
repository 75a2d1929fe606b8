"""Recording that an act was made known, or was tried to be."""

from sqlalchemy import insert

from storage.database import Connection
from storage.queries.notifications import NotificationRow
from storage.tables import notifications


def insert_notification(
    connection: Connection, municipality_id: int, case_id: int, row: NotificationRow
) -> None:
    """One attempt."""
    names = list(NotificationRow.__dataclass_fields__)[:-1]
    values = {name: getattr(row, name) for name in names}
    connection.execute(
        insert(notifications).values(municipality_id=municipality_id, case_id=case_id, **values)
    )
