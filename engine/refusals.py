"""What a verb answers when a person may not do what they asked: a value that a page can show.

A refusal is not a bug: it names its kind, for the sentence and the HTTP status, and carries the
facts that the sentence needs. Exceptions are for bugs and for a broken outside world. The
sentences themselves belong to the reader's language, on the top floor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.sentences import Fact, filled

if TYPE_CHECKING:  # the forms' room is pure and knows nothing of refusals
    from engine.bpmn.problems import Fix
    from engine.forms.validation import FieldError


class RefusalKind(StrEnum):
    """Why something was refused.

    not_found: there is no such thing here, or it is another municipality's.
    no_role: the work belongs to a role that the person does not have.
    held_by_other: a colleague has taken the task; details: holder_id.
    not_held: the person acts on a task that nobody, or somebody else, holds.
    already_completed: the task was completed before; details: person_id, at.
    not_open: the task or case was closed, withdrawn or cancelled meanwhile; details: state.
    incident_resolved: what failed was mended already.
    suspended: the case is suspended, nothing moves in it until it is resumed.
    case_not_open: the case is over, or not in the state that this act needs; details: state.
    not_movable: the token may not be moved so; details: why, element.
    bad_plan: what the plan of a migration asks for cannot be; details: problems, as JSON.
    cannot_migrate: something in the case cannot go over; details: obstacles, as JSON.
    other_version: the case runs on another version than the one that was named; details: version.
    moved_on: the case has gone on since its migration, which can no longer be undone.
    nothing_to_undo: no migration of this case, or by this batch, is left to be undone.
    batch_state: the batch is over, or waits already; details: state.
    invalid_data: fields are missing or wrong; see `InvalidData.errors`.
    missing_documents: the step must leave documents in the file; details: titles.
    not_allowed_to_start: the person's roles may not open this kind of case.
    not_active: the process is not in force in this municipality.
    bad_definition: the process cannot be deployed; see `BadDefinition.problems`.
    step_failed: the step could not be run as drawn; an incident waits; details: element, message.
    late: the legal term for this act is over.
    locked_out: too many wrong passwords; details: until.
    wrong_password: unknown login or wrong password; details: left.
    password_given: somebody else set the password; the person chooses their own first.
    file_empty: the file has no content.
    file_too_large: details: limit, in bytes.
    file_type: the content is not of an allowed kind; details: found.
    file_truncated: the file arrived incomplete.
    file_active: the PDF runs something when it is opened.
    file_encrypted: the PDF is encrypted: nobody could read it in the years to come.
    document_locked: somebody is changing the document; details: who, at.
    bad_certificate: the PKCS#12 file cannot sign; details: why (password, expired, no_pdf).
    no_time_stamp: the authority that stamps the time does not answer; nothing was signed.
    letter_state: the letter is signed or void already, or still a draft; details: state.
    on_hold: a legal hold keeps the cases of this series.
    not_due: the case is not due for disposal.
    upload_place: an upload stands elsewhere than where the piece begins; details: reached.
    file_infected: the scanner found what harms; details: found.
    file_unscanned: the scanner does not answer, and without it nothing is let in.
    files_too_many: more files than are asked for, or than one person may have waiting; details:
    most.
    sealed: what was filed stays closed until its opening.
    in_envelope: here one files a sealed envelope, in a page of its own, and nothing in clear.
    opened_later: envelopes are not opened before the term is over; details: at (microseconds).
    key_missing: the envelopes cannot be opened with the secret of this installation.
    not_expected: nobody waits for this message, and it was not to be kept.
    job_not_held: the job belongs to another worker by now, or to nobody.
    job_done: the work was done before.
    job_not_open: nobody waits for the work any more, or its case is suspended; details: state.
    kind_not_allowed: the token does not do work of this kind.
    separated: who did another step of the case may not do this one; details: did, person_id.
    excluded: what the case knows of a person keeps them from the task; details: reason, person_id.
    legal_term: the law says until when; it moves only by the verbs of terms.
    not_delegated: nobody, or somebody else, gave the task away for a while.
    one_by_one: the task is not of the step, or of its version, that many are completed of at once.
    too_many: so many at once are not completed in this step; details: most.
    too_many_look_ups: this person looked up so many people within the hour; details: limit.
    acted_on: somebody has acted since on what was to be taken back.
    begun: who got the task has begun to fill in its form; details: person_id.
    undo_over: the minutes in which it could be taken back are over.
    conflict: others changed the same case again and again; try once more.
    oneself: nobody gives themselves a right; a colleague with the role does.
    last_administrator: somebody must be left who lets people in.
    mandate_over: who acts for another may no longer, or not in this service.
    answered: it was said before, and is said once.
    account_taken: there is an account with this e-mail already.
    order_state: the order is paid already, lapsed or cancelled; details: state.
    given_back: a part of this payment was given back: it is not undone any more.
    till_state: the till is not open, or somebody else has it.
    changed: the case moved on since the version that the act insisted on; details: version.
    """

    NOT_FOUND = "not_found"
    NO_ROLE = "no_role"
    HELD_BY_OTHER = "held_by_other"
    NOT_HELD = "not_held"
    ALREADY_COMPLETED = "already_completed"
    NOT_OPEN = "not_open"
    SUSPENDED = "suspended"
    INCIDENT_RESOLVED = "incident_resolved"
    CASE_NOT_OPEN = "case_not_open"
    NOT_MOVABLE = "not_movable"
    BAD_PLAN = "bad_plan"
    CANNOT_MIGRATE = "cannot_migrate"
    OTHER_VERSION = "other_version"
    MOVED_ON = "moved_on"
    NOTHING_TO_UNDO = "nothing_to_undo"
    BATCH_STATE = "batch_state"
    INVALID_DATA = "invalid_data"
    MISSING_DOCUMENTS = "missing_documents"
    NOT_ALLOWED_TO_START = "not_allowed_to_start"
    NOT_ACTIVE = "not_active"
    BAD_DEFINITION = "bad_definition"
    STEP_FAILED = "step_failed"
    LATE = "late"
    LOCKED_OUT = "locked_out"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105  the name of a refusal, not a password
    CODE_NEEDED = "code_needed"
    PASSWORD_GIVEN = "password_given"  # noqa: S105  the name of a refusal, not a password
    LAST_WAY_IN = "last_way_in"
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TYPE = "file_type"
    FILE_TRUNCATED = "file_truncated"
    FILE_ACTIVE = "file_active"
    FILE_ENCRYPTED = "file_encrypted"
    DOCUMENT_LOCKED = "document_locked"
    BAD_CERTIFICATE = "bad_certificate"
    NO_TIME_STAMP = "no_time_stamp"
    LETTER_STATE = "letter_state"
    ON_HOLD = "on_hold"
    NOT_DUE = "not_due"
    UPLOAD_PLACE = "upload_place"
    FILE_INFECTED = "file_infected"
    FILE_UNSCANNED = "file_unscanned"
    FILES_TOO_MANY = "files_too_many"
    SEALED = "sealed"
    IN_ENVELOPE = "in_envelope"
    OPENED_LATER = "opened_later"
    KEY_MISSING = "key_missing"
    NOT_EXPECTED = "not_expected"
    JOB_NOT_HELD = "job_not_held"
    JOB_DONE = "job_done"
    JOB_NOT_OPEN = "job_not_open"
    KIND_NOT_ALLOWED = "kind_not_allowed"
    SEPARATED = "separated"
    EXCLUDED = "excluded"
    LEGAL_TERM = "legal_term"
    NOT_DELEGATED = "not_delegated"
    ONE_BY_ONE = "one_by_one"
    TOO_MANY = "too_many"
    TOO_MANY_LOOK_UPS = "too_many_look_ups"
    ACTED_ON = "acted_on"
    BEGUN = "begun"
    UNDO_OVER = "undo_over"
    CONFLICT = "conflict"
    MANDATE_OVER = "mandate_over"
    ANSWERED = "answered"
    ACCOUNT_TAKEN = "account_taken"
    CHANGED = "changed"
    ORDER_STATE = "order_state"
    GIVEN_BACK = "given_back"
    TILL_STATE = "till_state"
    ONESELF = "oneself"
    LAST_ADMINISTRATOR = "last_administrator"


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal with the facts its sentence needs."""

    kind: RefusalKind
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InvalidData(Refused):
    """What was typed does not pass the form: one error a field, in the order of the form."""

    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing found in a definition: where, how grave, what, what follows, and what to do.

    `severity` is "error" (it keeps the definition from being deployed) or "warning". `sentence` and
    `hint` are keys of the catalogues with their places open, which `facts` fill; `message` and
    `advice` are the same in Spanish. `fix` can be made with one press.
    """

    file: str
    sentence: str
    element_id: str = ""
    element_name: str = ""
    rule: str = ""
    hint: str = ""
    severity: str = "error"
    consequence: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    fix: Fix | None = None

    @property
    def message(self) -> str:
        """What is wrong, in Spanish."""
        return filled(self.sentence, self.facts)

    @property
    def advice(self) -> str:
        """What to do, in Spanish, or ""."""
        return filled(self.hint, self.facts)

    @property
    def is_error(self) -> bool:
        """Whether it keeps the definition from being deployed."""
        return self.severity == "error"


@dataclass(frozen=True, slots=True)
class BadDefinition(Refused):
    """A definition that would not run as drawn, with every fault that was found."""

    problems: tuple[Fault, ...] = ()
