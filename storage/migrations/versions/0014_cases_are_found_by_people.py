"""Cases are found by their people, by who opened them, and by what their documents say."""

from pathlib import Path

from alembic import op

from storage.migrations.filling import fill_words

revision = "0014"
down_revision = "0013"

_OPENERS = (
    "CREATE INDEX IF NOT EXISTS ix_cases_municipality_id_opened_by_id "
    "ON cases (municipality_id, opened_by, id)"
)


def upgrade() -> None:
    """Runs the SQL kept beside this file, which is frozen for each kind of database; then enters
    the words of the people and titles that are there already."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    script = Path(__file__).with_name(f"0014_{dialect}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement.replace("%", "%%"))
    connection.exec_driver_sql(_OPENERS)
    fill_words(connection)
