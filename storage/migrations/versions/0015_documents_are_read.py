"""The text of documents is read, so that cases are found by it."""

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"

_ALL = """INSERT INTO document_readings (municipality_id, document_id, version, state, at, note)
SELECT v.municipality_id, v.document_id, max(v.version), 'waiting', max(v.uploaded_at), ''
FROM document_versions v JOIN documents d ON d.municipality_id = v.municipality_id
AND d.id = v.document_id WHERE d.state <> 'disposed' GROUP BY v.municipality_id, v.document_id"""

_REST = """DO $$ BEGIN IF NOT EXISTS (SELECT FROM crowds) THEN
ALTER TABLE tasks DISABLE TRIGGER tasks_counted_on_insert;
ALTER TABLE tasks DISABLE TRIGGER tasks_counted_on_update;
ALTER TABLE tasks DISABLE TRIGGER tasks_counted_on_delete;
ALTER TABLE cases DISABLE TRIGGER cases_counted_on_insert;
ALTER TABLE cases DISABLE TRIGGER cases_counted_on_update;
ALTER TABLE cases DISABLE TRIGGER cases_counted_on_delete; END IF; END $$"""


def upgrade() -> None:
    """Runs the SQL kept beside this file, which is frozen for each kind of database; then wishes
    that all documents that are there be read, and lets rest what counts for crowded towns."""
    dialect = op.get_bind().dialect.name
    script = Path(__file__).with_name(f"0015_{dialect}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))
    op.get_bind().exec_driver_sql(_ALL)
    if dialect == "postgresql":
        op.get_bind().exec_driver_sql(_REST)
