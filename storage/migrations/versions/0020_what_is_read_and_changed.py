"""Processes are changed by who runs them, and what happens is read as a whole."""

from pathlib import Path

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Runs the SQL kept beside this file, which is frozen for each kind of database."""
    dialect = op.get_bind().dialect.name
    script = Path(__file__).with_name(f"0020_{dialect}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))
