"""One installation of Cauce: the database, the documents, the clock, and what is allowed.

Every verb takes it first. Nothing here is read from the machine: whoever starts the process puts
it together, and tests put in a clock that they can move.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from engine.bpmn import Limits as Running
from engine.clock import Clock, SystemClock
from engine.documents.scanning import Scanner
from engine.ids import Ids
from engine.memory import Bounded
from engine.territory import Territory
from storage.database import Database
from storage.documents.store import Store

if TYPE_CHECKING:  # a register is handed the installation, and so is what a gateway is for
    from engine.payments.paid_into import PaidInto
    from engine.payments.ways.gateway import Gateway
    from engine.registers.offering import Registers


@dataclass(frozen=True, slots=True)
class Limits:
    """What a verb accepts at most."""

    document_bytes: int = 50 * 1024 * 1024
    submission_characters: int = 200_000
    message_characters: int = 100_000
    job_characters: int = 100_000
    """What a job may carry to the outside, and bring back."""
    finished_job: timedelta = timedelta(days=30)
    """After so long, a job that is done and a delivery that was taken are forgotten."""
    unclaimed_job: timedelta = timedelta(hours=24)
    """After so long, work that no external worker has taken becomes an incident."""
    message_keeping: timedelta = timedelta(days=30)
    definition_bytes: int = 5 * 1024 * 1024
    running: Running = field(default_factory=Running)
    """The bounds of one step of a process: beyond them it fails and becomes an incident."""
    batch_items: int = 10_000
    draft_keeping: timedelta = timedelta(days=30)
    """After so long untouched, a draft of a case that is not begun and a file that nobody filed are
    forgotten."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What the verbs work with; `secret` keys what the house signs or hides, such as logins."""

    database: Database
    documents: Store
    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=Ids)
    limits: Limits = field(default_factory=Limits)
    secret: bytes = b""
    trust_roots: tuple[bytes, ...] = ()
    """Certificates (PEM or DER) of the authorities whose signatures count as trusted."""
    fetch_list: Callable[[str], bytes | None] | None = None
    """Brings a list of revoked certificates from its address; None where none is fetched."""
    ask_responder: Callable[[str, bytes], bytes | None] | None = None
    """Brings what a responder (OCSP) answers to a request; None where none is asked."""
    stamper: Any = None
    """What stamps the time of signatures (a `TimeStamper` of pyHanko); None where nothing does."""
    scanner: Scanner | None = None
    """Looks into every file before it is kept; None where the installation has none."""
    territories: Callable[[str], Territory | None] = lambda _country: None
    """The list of places of a country (`PE`), where there is one."""
    registers: Registers = field(default_factory=dict)
    """What forms may bring data from, by name."""
    paid_into: tuple[PaidInto, ...] = ()
    """Registers that money of orders goes into: told when it counts no more."""
    gateways: Mapping[str, Gateway] = field(default_factory=dict)
    """The services that take money for municipalities, by name."""
    random_bytes: Callable[[int], bytes] = secrets.token_bytes
    remembered: Bounded[tuple[int, int], object] = field(default_factory=lambda: Bounded(512))
    """Definitions by municipality and id: they never change."""
