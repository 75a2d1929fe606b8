"""What an installation may set, read once from the environment when it starts.

| variable | default | meaning |
|---|---|---|
| CAUCE_DATABASE_URL | sqlite:///var/cauce.db | where the rows live: SQLite or PostgreSQL |
| CAUCE_DOCUMENTS | var/documents | the folder where documents are kept |
| CAUCE_S3_ENDPOINT | none | an S3 service for the documents, `https://host`; none: the folder |
| CAUCE_S3_BUCKET | cauce | the bucket, which must be there |
| CAUCE_S3_REGION | us-east-1 | the region that the service goes by |
| CAUCE_S3_ACCESS_KEY | none | who the house is to the service |
| CAUCE_S3_SECRET_KEY | none | the secret of that key |
| CAUCE_S3_LOCK_DAYS | 0 | days in which no content changes, where the bucket has object lock |
| CAUCE_S3_LINK_SECONDS | 0 | how long large downloads may go by a link of the service; 0: never |
| CAUCE_PLACES | var/places | where `cauce places load` puts the lists of places |
| CAUCE_TILES | none | pictures below the maps: https://host/{z}/{x}/{y}.png |
| CAUCE_TILES_CREDIT | none | whose the pictures are, as their licence wants it said |
| CAUCE_TRUST_FOLDER | none | a folder of certificates of authorities whose signatures are trusted |
| CAUCE_TSA | none | authority that stamps the time of signatures |
| CAUCE_FETCH_CRLS | 0 | 1: lists of revoked certificates and responders (OCSP) are asked |
| CAUCE_SECRET_FILE | var/secret | the file with the key of what the house hides; made at first |
| CAUCE_HOST | 127.0.0.1 | the address that the web server listens on |
| CAUCE_PORT | 8000 | the port that the web server listens on |
| CAUCE_TRUSTED_PROXIES | 127.0.0.1 | proxies whose word about https and the client is believed |
| CAUCE_UPLOAD_LIMIT_MB | 50 | the largest file that is accepted, in megabytes |
| CAUCE_CLAMD | none | the scanner of files: unix:/run/clamav/clamd.ctl or tcp://host:3310 |
| CAUCE_DRAFT_DAYS | 30 | days until what nobody touched and nobody filed is forgotten |
| CAUCE_LANGUAGE | es | the language of who asks for none: es, pt or en |
| CAUCE_LOG_FORMAT | console | how log lines are written: console or json |
| CAUCE_METRICS_FROM | 127.0.0.1,::1 | addresses or networks that may read /metrics; or none |
| CAUCE_TRACES | 0 | 1: spans of requests go to OpenTelemetry (needs the extra telemetry) |
| CAUCE_LOG_LEVEL | info | what is logged: debug, info, warning or error |
| CAUCE_WORKER_PLACES | 4 | how many jobs a worker does at a time |
| CAUCE_WORKER_SHARE | 2 | how many of them at most for one municipality, over all workers |
| CAUCE_SMTP_URL | none | smtp://user:password@host:587; without one letters lie in the outbox |
| CAUCE_MAIL_FROM | cauce@localhost | who the letters are from |
| CAUCE_OUTBOX | var/outbox | the folder for letters and texts where nothing sends them |
| CAUCE_TEXT_GATEWAY | none | the https address that takes SMS and WhatsApp texts as JSON |
| CAUCE_TEXT_TOKEN | none | what the gateway of texts wants as bearer token |
| CAUCE_PUBLIC_URL | none | where people reach the pages, https://host; for links and codes |
| CAUCE_OCDS_PREFIX | ocds-xxxxxx | the registered prefix of what is published of purchases |
| CAUCE_OUTSIDE_HOSTS | none | the hosts that requests and webhooks may go to, with commas between |
| CAUCE_SIGN_IN_PRIVATE_HOSTS | none | listed hosts of providers that may have a private address |
| CAUCE_OUTSIDE_SECONDS | 20 | how long the outside may take to answer a request or a letter |
| CAUCE_OUTSIDE_KB | 1000 | the largest answer to a request, in kilobytes |
| CAUCE_SECRETS_FILE | var/secrets.toml | the secrets that requests send; need not be there |
| CAUCE_JOB_CHARACTERS | 100000 | how much a job may carry to the outside, and bring back |
| CAUCE_JOB_PATIENCE_HOURS | 24 | hours until work that no external worker takes is an incident |
| CAUCE_TEST_GATEWAY | 0 | 1: fees may be paid, without money, on a page for trying |
| CAUCE_JOB_DAYS | 30 | days until a job that is done, and what a webhook took, is forgotten |
| CAUCE_STEP_MOVES | 10000 | how many moves a case may make at once; more is an incident |
| CAUCE_INSTANCES | 1000 | how many instances one activity may have |
| CAUCE_CALL_DEPTH | 50 | how many processes may call one another, one inside the other |
| CAUCE_LOOP_PASSES | 10000 | how often one activity may be repeated |
| CAUCE_VARIABLE_CHARACTERS | 1000000 | how much one variable of a case may hold |
| CAUCE_VARIABLES | 10000 | how many variables a case may keep |
| CAUCE_MESSAGE_CHARACTERS | 100000 | how much a message or signal may carry |
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from engine.documents.clamd import is_address

MEGABYTE = 1_000_000
NONE = "none"
"""Stands for what an installation does not have."""
DOCUMENTS = Path("var/documents")
SECRET_FILE = Path("var/secret")
OUTBOX = Path("var/outbox")
SECRETS_FILE = Path("var/secrets.toml")
PLACES = Path("var/places")


class SettingError(ValueError):
    """A variable of the environment holds what cannot be used; the message says which and why."""


def variable(name: str) -> str:
    """The variable that sets a field of `Settings`."""
    return f"CAUCE_{name.upper()}"


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation's choices; the table above says what each means."""

    database_url: str = "sqlite:///var/cauce.db"
    documents: Path = DOCUMENTS
    s3_endpoint: str = NONE
    s3_bucket: str = "cauce"
    s3_region: str = "us-east-1"
    s3_access_key: str = field(default=NONE, repr=False)
    s3_secret_key: str = field(default=NONE, repr=False)
    s3_lock_days: int = 0
    s3_link_seconds: int = 0
    places: Path = PLACES
    tiles: str = NONE
    tiles_credit: str = NONE
    trust_folder: str = NONE
    tsa: str = NONE
    fetch_crls: int = 0
    secret_file: Path = SECRET_FILE
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: str = "127.0.0.1"
    upload_limit_mb: int = 50
    clamd: str = NONE
    draft_days: int = 30
    language: str = "es"
    log_format: str = "console"
    log_level: str = "info"
    metrics_from: str = "127.0.0.1,::1"
    traces: int = 0
    worker_places: int = 4
    worker_share: int = 2
    smtp_url: str = field(default=NONE, repr=False)
    mail_from: str = "cauce@localhost"
    outbox: Path = OUTBOX
    text_gateway: str = NONE
    text_token: str = field(default=NONE, repr=False)
    public_url: str = NONE
    ocds_prefix: str = "ocds-xxxxxx"
    outside_hosts: str = NONE
    sign_in_private_hosts: str = NONE
    outside_seconds: int = 20
    outside_kb: int = 1000
    secrets_file: Path = SECRETS_FILE
    job_characters: int = 100_000
    job_patience_hours: int = 24
    job_days: int = 30
    test_gateway: int = 0
    step_moves: int = 10_000
    instances: int = 1_000
    call_depth: int = 50
    loop_passes: int = 10_000
    variable_characters: int = 1_000_000
    variables: int = 10_000
    message_characters: int = 100_000

    def __post_init__(self) -> None:
        _within("CAUCE_PORT", self.port, 0, 65_535)
        _networks("CAUCE_METRICS_FROM", self.metrics_from)
        _within("CAUCE_TRACES", self.traces, 0, 1)
        _within("CAUCE_FETCH_CRLS", self.fetch_crls, 0, 1)
        _within("CAUCE_UPLOAD_LIMIT_MB", self.upload_limit_mb, 1, 10_000)
        _within("CAUCE_DRAFT_DAYS", self.draft_days, 1, 10_000)
        _scanner("CAUCE_CLAMD", self.clamd)
        _tile_server("CAUCE_TILES", self.tiles)
        _within("CAUCE_WORKER_PLACES", self.worker_places, 1, 100)
        _within("CAUCE_WORKER_SHARE", self.worker_share, 1, self.worker_places)
        _within("CAUCE_OUTSIDE_SECONDS", self.outside_seconds, 1, 120)
        _within("CAUCE_OUTSIDE_KB", self.outside_kb, 1, 10_000)
        _within("CAUCE_JOB_CHARACTERS", self.job_characters, 1_000, 10_000_000)
        _within("CAUCE_JOB_PATIENCE_HOURS", self.job_patience_hours, 1, 10_000)
        _within("CAUCE_TEST_GATEWAY", self.test_gateway, 0, 1)
        _within("CAUCE_JOB_DAYS", self.job_days, 1, 10_000)
        _within("CAUCE_STEP_MOVES", self.step_moves, 10, 1_000_000)
        _within("CAUCE_INSTANCES", self.instances, 1, 100_000)
        _within("CAUCE_CALL_DEPTH", self.call_depth, 1, 500)
        _within("CAUCE_LOOP_PASSES", self.loop_passes, 1, 1_000_000)
        _within("CAUCE_VARIABLE_CHARACTERS", self.variable_characters, 1_000, 100_000_000)
        _within("CAUCE_VARIABLES", self.variables, 10, 1_000_000)
        _within("CAUCE_MESSAGE_CHARACTERS", self.message_characters, 1_000, 10_000_000)
        _within("CAUCE_S3_LOCK_DAYS", self.s3_lock_days, 0, 36_500)
        _within("CAUCE_S3_LINK_SECONDS", self.s3_link_seconds, 0, 3_600)
        _s3_service(self)
        _mail_server("CAUCE_SMTP_URL", self.smtp_url)
        _web_address("CAUCE_TEXT_GATEWAY", self.text_gateway)
        _web_address("CAUCE_PUBLIC_URL", self.public_url)
        _ocds_prefix("CAUCE_OCDS_PREFIX", self.ocds_prefix)
        _one_of("CAUCE_LANGUAGE", self.language, ("es", "pt", "en"))
        _one_of("CAUCE_LOG_FORMAT", self.log_format, ("console", "json"))
        _one_of("CAUCE_LOG_LEVEL", self.log_level, ("debug", "info", "warning", "error"))

    @property
    def links(self) -> str:
        """Where links that leave the house lead: what was set, else this machine."""
        chosen = f"http://localhost:{self.port}" if self.public_url == NONE else self.public_url
        return chosen.rstrip("/")

    @property
    def is_reached(self) -> bool:
        """Whether somebody said where people reach the house."""
        return self.public_url != NONE

    @property
    def upload_limit(self) -> int:
        """The largest file accepted, in bytes."""
        return self.upload_limit_mb * MEGABYTE

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the variables that are set; the others keep their default."""
        environment = os.environ if environment is None else environment
        found = {
            each.name: _read(variable(each.name), environment, type(each.default))
            for each in fields(cls)
            if environment.get(variable(each.name), "").strip()
        }
        return cls(**found)


def _read(name: str, environment: Mapping[str, str], kind: type) -> Any:
    text = environment[name].strip()
    try:
        return kind(text)
    except ValueError:
        raise SettingError(f"{name} must be a whole number, but it is {text!r}") from None


def _within(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise SettingError(f"{name} must be from {least} to {most}, but it is {value}")


def _networks(name: str, written: str) -> None:
    try:
        for each in () if written == NONE else written.split(","):
            ipaddress.ip_network(each.strip())
    except ValueError:
        raise SettingError(f"{name} must be addresses or networks, but is {written!r}") from None


def _scanner(name: str, address: str) -> None:
    if address != NONE and not is_address(address):
        raise SettingError(f"{name} must be unix:/path or tcp://host:port, but it is {address!r}")


def _tile_server(name: str, url: str) -> None:
    """Its host goes into the content policy of pages: nothing else may."""
    if url == NONE:
        return
    wanted = all(url.count(each) == 1 for each in ("{z}", "{x}", "{y}"))
    if not wanted or not re.fullmatch(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[^\s\"'<>;,]*", url):
        raise SettingError(f"{name} must be like https://host/{{z}}/{{x}}/{{y}}.png")


def _web_address(name: str, url: str) -> None:
    if url != NONE and not url.startswith(("https://", "http://")):
        raise SettingError(f"{name} must begin with https:// or http://")


def _ocds_prefix(name: str, prefix: str) -> None:
    if not re.fullmatch(r"ocds-[a-z0-9]{6}", prefix):
        raise SettingError(f"{name} must be like ocds-213czf, but it is {prefix!r}")


def _mail_server(name: str, url: str) -> None:
    if url != NONE and not url.startswith(("smtp://", "smtps://")):
        raise SettingError(f"{name} must begin with smtp:// or smtps://")


def _s3_service(chosen: Settings) -> None:
    if chosen.s3_endpoint == NONE:
        return
    if not chosen.s3_endpoint.startswith(("https://", "http://")):
        raise SettingError("CAUCE_S3_ENDPOINT must begin with https:// or http://")
    if NONE in (chosen.s3_access_key, chosen.s3_secret_key):
        raise SettingError("CAUCE_S3_ENDPOINT needs CAUCE_S3_ACCESS_KEY and CAUCE_S3_SECRET_KEY")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingError(f"{name} must be one of {', '.join(allowed)}, but it is {value!r}")
