"""What alembic runs: the revisions, on the connection and inside the transaction it was given."""

from typing import Any, cast

from alembic import context

from storage.tables import metadata


def _tell(*, step: Any, **_: object) -> None:
    context.config.attributes["progress"](f"{step.up_revision_id}: {step.up_revision.doc}")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    on_version_apply=cast("Any", _tell),
)
context.run_migrations()
