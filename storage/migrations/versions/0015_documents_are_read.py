"""The text of documents is read, so that cases are found by it."""

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"

_ALL = """INSERT INTO document_readings (municipality_id, document_id, version, state, at, note)
SELECT v.municipality_id, v.document_id, max(v.version), 'waiting', max(v.uploaded_at), ''
FROM document_versions v JOIN documents d ON d.municipality_id = v.municipality_id
AND d.id = v.document_id WHERE d.state <> 'disposed' GROUP BY v.municipality_id, v.document_id"""


def upgrade() -> None:
    """Runs the SQL kept beside this file, which is frozen for each kind of database; then wishes
    that all documents that are there be read."""
    dialect = op.get_bind().dialect.name
    script = Path(__file__).with_name(f"0015_{dialect}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))
    op.get_bind().exec_driver_sql(_ALL)
