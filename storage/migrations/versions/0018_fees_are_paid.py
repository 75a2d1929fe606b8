"""Fees are asked for, paid, and accounted for."""

from pathlib import Path

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Runs the SQL kept beside this file, which is frozen for each kind of database."""
    dialect = op.get_bind().dialect.name
    script = Path(__file__).with_name(f"0018_{dialect}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))
