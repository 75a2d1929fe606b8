"""What a service token may be used for; its roles say, as for people, for whose work."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """One kind of use.

    definitions:read: look at the processes and their files. definitions:write: publish them.
    cases:read: look into cases, their data, terms and history. cases:write: start and cancel them,
    and move their terms.
    tasks:read: the inbox and the forms. tasks:write: take, hand over, fill in and complete.
    documents:read: download. documents:write: file documents. messages:write: send messages.
    letters:sign: hand in the proof of a person who signs a letter, and void what was signed.
    archive:read: what is kept, held and due. archive:write: hold series, and dispose by an act.
    incidents:read: what failed. incidents:write: try it again.
    jobs:read: the work of service tasks. jobs:work: fetch it and do it, of the kinds of the token.
    webhooks:read: who is told what happens. webhooks:write: tell others, and send again.
    operations:read: batches. operations:write: suspend, resume and move cases, and act upon many.
    people:read: who works here and as what. people:write: let people in, give roles, shut people
    out, and describe the municipality; both need the role `administrador`.
    citizens:read: follow a case by its code, and who acts for whom. citizens:write: file for a
    person and act for the applicant who shows the PIN; both need the role `mesa_de_partes`.
    payments:read: what is owed and was paid. payments:write: read files of the bank, with the role
    `tesoreria`.
    calendar:read: working days and the dated numbers of the law. calendar:write: declare days that
    are not worked.
    """

    DEFINITIONS_READ = "definitions:read"
    DEFINITIONS_WRITE = "definitions:write"
    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    TASKS_READ = "tasks:read"
    TASKS_WRITE = "tasks:write"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    LETTERS_SIGN = "letters:sign"
    ARCHIVE_READ = "archive:read"
    ARCHIVE_WRITE = "archive:write"
    MESSAGES_WRITE = "messages:write"
    INCIDENTS_READ = "incidents:read"
    INCIDENTS_WRITE = "incidents:write"
    JOBS_READ = "jobs:read"
    JOBS_WORK = "jobs:work"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    OPERATIONS_READ = "operations:read"
    OPERATIONS_WRITE = "operations:write"
    CALENDAR_READ = "calendar:read"
    CALENDAR_WRITE = "calendar:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    CITIZENS_READ = "citizens:read"
    CITIZENS_WRITE = "citizens:write"
    PAYMENTS_READ = "payments:read"
    PAYMENTS_WRITE = "payments:write"
