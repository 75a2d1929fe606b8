"""Definitions, documents, messages, incidents, the calendar, and the token itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Literal

from pydantic import Field

from ui.api.shapes.words import CaseState, Cursor, Data, Finding, Id, Key, Number, Person, Shape

DocumentLevel = Literal["public", "internal", "reserved"]
DefinitionState = Literal["deployed", "active", "superseded", "retired"]


class DefinitionLine(Shape):
    """A version of a process."""

    id: Id
    key: Key
    version: int
    title: str
    family: str
    state: DefinitionState
    hash: str
    deployed_at: datetime


class Definitions(Shape):
    """The processes in force, or the versions of one."""

    items: list[DefinitionLine]


class DefinitionInFull(DefinitionLine):
    """A version with what its manifest says and the names of its files."""

    manifest: dict[str, Any]
    files: list[str]


class Deployed(Shape):
    """The version that holds these files; `unchanged` when it was there before."""

    id: Id
    key: Key
    version: int
    unchanged: bool
    warnings: list[Finding]


class Checked(Shape):
    """What can be told of a process before it is published: with `errors` it cannot be."""

    errors: list[Finding]
    warnings: list[Finding]


class MendedFiles(Shape):
    """What the diagrams of a process would be with every change made that its findings offer."""

    files: dict[str, str] = Field(description="The files that change, by their paths.")
    made: list[Finding] = Field(description="The findings whose changes were made, in order.")
    left: list[Finding] = Field(description="What is found in the result.")


class Activated(Shape):
    """New cases begin with this version."""

    id: Id
    key: Key
    version: int


class Upload(Shape):
    """A file that comes in several goes: its handle, how many bytes have safely arrived, and how
    many it may have."""

    upload: str
    offset: int
    limit: int


class Evidence(Shape):
    """A list of revoked certificates or the answer of a responder, as it was when it came."""

    kind: Literal["crl", "ocsp"]
    address: str
    fetched_at: datetime
    sha256: str
    content: str = Field(description="As it came, DER in base64.")


class FoundSignature(Shape):
    """A signature in a PDF as it was judged when it came in, by the authorities of the house."""

    signer: str = Field(description="The name in the certificate; «—» where it cannot be read.")
    issuer: str
    signed_at: datetime | None = Field(description="As the signer says.")
    stamped_at: datetime | None = Field(description="As a trusted time-stamp shows.")
    intact: bool = Field(description="What was signed is unchanged.")
    changed_after: bool = Field(description="Something was added after it.")
    trusted: bool = Field(description="Its authority is known here, its certificate was good.")
    revoked: bool = Field(description="Its certificate had been taken back by then.")
    evidence: list[Evidence]


class DocumentVersion(Shape):
    """One version; its content lies at /documents/{id}/versions/{version}."""

    version: int
    sha256: str
    size: int
    media_type: str
    filename: str
    uploaded_at: datetime
    uploaded_by: Person | None
    task_id: Id | None
    folio: int
    pages: int
    signatures: list[FoundSignature] | None = Field(
        default=None, description="In the order they were made; null in lists."
    )


class Document(Shape):
    """A document with its versions, newest first."""

    id: Id
    case_number: Number
    kind: str
    title: str
    created_at: datetime
    state: Literal["present", "withdrawn", "disposed"]
    level: DocumentLevel
    origin: Literal["digital", "digitised"]
    locked_by: Person | None
    versions: list[DocumentVersion]


class KeptDocument(Shape):
    """It was done with the document, or was so already."""

    id: Id
    case_id: Id


class Classification(Shape):
    """Who may read a document from now on, and why: whoever asks, whoever takes part in the case,
    or only the readers that the process names and who filed it."""

    level: DocumentLevel
    reason: str = Field(min_length=1, max_length=2_000, examples=["Datos de salud"])


class Documents(Shape):
    """The documents of a case that may be read, in the order they came."""

    items: list[Document]


class Attached(Shape):
    """The document is in the file."""

    id: Id
    version: int


class Message(Shape):
    """A message to whoever waits for it."""

    name: str = Field(min_length=1, max_length=200, examples=["pago_recibido"])
    key: str = Field(max_length=200, description="The correlation key.", examples=["CON-2026-0007"])
    payload: Data = Field(default_factory=dict)
    keep_for_seconds: int | None = Field(
        default=None,
        ge=1,
        le=int(timedelta(days=30).total_seconds()),
        description="How long it waits where nobody waits for it yet; refused when absent.",
    )


class Published(Shape):
    """How many cases received the message; `kept` when none did and it waits."""

    delivered: int
    kept: bool


class Incident(Shape):
    """A step that failed."""

    id: Id
    case_number: Number
    case_state: CaseState
    process: Key
    element: str | None
    message: str
    raised_at: datetime
    resolved_at: datetime | None
    task_id: Id | None
    job_id: Id | None = Field(description="The work that failed; its attempts are told there.")
    assignee: Person | None = Field(description="Who mends it.")


class IncidentGiven(Shape):
    """Who has the incident now; null for nobody in particular."""

    id: Id
    assignee_id: Id | None


class GivenTo(Shape):
    """To whom an incident is given; to the token's own person when nobody is named."""

    person_id: Id | None = None


class Incidents(Shape):
    """A page of incidents, newest first."""

    items: list[Incident]
    next: Cursor


class Mended(Shape):
    """The incident is closed, and what had failed runs again."""

    id: Id


class UnopenedCase(Shape):
    """A case of a process that a signal or message should have opened, and why it could not be."""

    id: Id
    process: Key
    kind: str = Field(description="`signal` or `message`.")
    name: str
    reason: str
    tried_at: datetime | None


class UnopenedCases(Shape):
    """All of them that wait for a person, newest first."""

    items: list[UnopenedCase]


class ClosedDay(Shape):
    """A day on which the municipality does not work, and why."""

    day: date
    name: str | None


class Days(Shape):
    """The days between two that are no business days, weekends included."""

    items: list[ClosedDay]


class Parameter(Shape):
    """A number of the law while it is valid; `value` is text: every digit counts."""

    key: str = Field(examples=["uit"])
    value: str = Field(examples=["5500"])
    unit: str
    valid_from: date
    valid_to: date | None
    source: str


class Parameters(Shape):
    """The dated numbers of the law."""

    items: list[Parameter]


class Token(Shape):
    """The token itself: for whom it acts and what it may be used for."""

    id: Id
    municipality: str
    name: str
    person_id: Id
    scopes: list[str]
    roles: list[str]
    job_kinds: list[str] = Field(description="The work it may do; none: every kind.")
