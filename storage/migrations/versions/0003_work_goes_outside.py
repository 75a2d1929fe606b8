"""Work goes outside: attempts of jobs, webhooks and their deliveries, and the tables with which
procrastinate sends visits on PostgreSQL."""

from pathlib import Path

from alembic import op

from storage.jobs.schema import whole
from storage.pipeline import driver_of

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Runs the SQL kept beside this file, which is frozen for each kind of database."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    script = Path(__file__).with_name(f"0003_{dialect}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    if dialect == "postgresql":
        driver_of(connection).execute(whole())
