"""The pruner: forgets what has expired and nobody will ask for again."""

from __future__ import annotations

from engine.auditing.accesses import forget_looks
from engine.documents.uploads import throw_away_abandoned
from engine.identity.knocking import WITHIN
from engine.identity.signing_in import PAUSE
from engine.installation import Installation
from engine.retention.removing import remove_what_was_left
from storage.database import WHOLE_INSTALLATION, Connection
from storage.jobs import prune_jobs
from storage.writes.accounts import prune_accounts
from storage.writes.door import prune_door
from storage.writes.draft_codes import prune_draft_codes
from storage.writes.forgetting import prune_citizen_sessions, prune_guests
from storage.writes.knocks import prune_knocks
from storage.writes.messages import prune_messages, prune_receipts
from storage.writes.trials import prune_trials
from storage.writes.uploads import prune_start_drafts, prune_uploads
from storage.writes.webhooks import prune_deliveries

BATCH = 5_000
"""Jobs and deliveries that are forgotten in one go; the next round goes on."""


def prune(installation: Installation) -> int:
    """Forget messages that nobody came for, old receipts, jobs that are done, deliveries that were
    taken, looks that are kept no longer, uploads that nobody went on with, drafts that nobody
    touched, codes of drafts, letters to accounts, ways in and knocks that are over, sessions that
    ended or expired, codes and passes that were used, guests who never filed; remove contents that
    a disposal left; how many."""

    def verb(connection: Connection) -> int:
        now = installation.clock.now()
        before = now - installation.limits.finished_job
        untouched = now - installation.limits.draft_keeping
        return (
            prune_messages(connection, now=now)
            + prune_receipts(connection, before=now - installation.limits.message_keeping)
            + prune_jobs(connection, before=before, limit=BATCH)
            + prune_deliveries(connection, before=before, limit=BATCH)
            + prune_start_drafts(connection, before=untouched, limit=BATCH)
            + prune_uploads(connection, before=untouched, limit=BATCH)
            + prune_draft_codes(connection, now=now)
            + prune_accounts(connection, now=now)
            + prune_knocks(connection, before=now - WITHIN)
            + prune_citizen_sessions(connection, now=now)
            + prune_door(connection, now=now, attempts_before=now - 2 * PAUSE)
            + prune_guests(connection, before=untouched, limit=BATCH)
            + prune_trials(connection, before=untouched, limit=BATCH)
        )

    rows = installation.database.run(verb, municipality=WHOLE_INSTALLATION)
    beside = throw_away_abandoned(installation) + remove_what_was_left(installation)
    return rows + beside + forget_looks(installation)
