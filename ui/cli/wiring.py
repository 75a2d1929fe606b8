"""Opens an installation for a command, and closes it again.

Settings come from the environment (see `ui/settings.py`); a fault in them ends the command with
one sentence.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import typer

from engine.bpmn import Limits as Running
from engine.clock import Clock, SystemClock
from engine.documents.clamd import Clamd
from engine.ids import Ids
from engine.installation import Installation, Limits
from engine.outside import Failed
from engine.outside.certifying import answers_by, lists_by, stamper_by
from engine.payments.ways.gateway import Gateway
from engine.payments.ways.trial import WAY as TRIAL
from engine.payments.ways.trial import TrialGateway
from engine.territory.keeping import Territories
from processes.registry import paid_into, places_of, registers
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.documents.store import Store, StoreFault
from storage.migrations import NEWEST, current
from ui.cli.console import problem
from ui.outside import caller_of
from ui.settings import NONE, SettingError, Settings

SQLITE = "sqlite:///"
SECRET_BYTES = 32


def settings(*, port: int | None = None) -> Settings:
    """The settings of this machine, with what the command line says on top."""
    try:
        chosen = Settings.from_environment()
        return chosen if port is None else replace(chosen, port=port)
    except SettingError as fault:
        problem(str(fault))
        raise typer.Exit(2) from fault


def prepare_folders(chosen: Settings) -> None:
    """Make the folders of the embedded database and of the documents."""
    chosen.documents.mkdir(parents=True, exist_ok=True)
    if chosen.database_url.startswith(SQLITE):
        Path(chosen.database_url.removeprefix(SQLITE)).parent.mkdir(parents=True, exist_ok=True)


def gateways_of(chosen: Settings, secret: bytes, database: Database) -> Mapping[str, Gateway]:
    """The services that take money: none but the one for trying, where it is wanted."""
    return {TRIAL: TrialGateway(secret, database)} if chosen.test_gateway else {}


def store_of(chosen: Settings, clock: Clock) -> Store:
    """Where documents are kept: the bucket when there is one, else the folder."""
    if chosen.s3_endpoint == NONE:
        return FolderStore(chosen.documents)
    from storage.documents.s3 import Address, S3Store  # most houses have a folder: not loaded there

    try:
        store = S3Store(
            Address(
                endpoint=chosen.s3_endpoint,
                bucket=chosen.s3_bucket,
                access_key=chosen.s3_access_key,
                secret_key=chosen.s3_secret_key,
                region=chosen.s3_region,
                lock_days=chosen.s3_lock_days,
                link_seconds=chosen.s3_link_seconds,
            ),
            now=clock.now,
        )
    except (StoreFault, ValueError) as fault:
        problem(f"El almacén de documentos no responde: {fault}")
        raise typer.Exit(2) from fault
    if chosen.s3_lock_days and not store.locks:
        problem("CAUCE_S3_LOCK_DAYS no tiene efecto: el bucket no ofrece object lock.")
    return store


@contextmanager
def opened(chosen: Settings) -> Iterator[Installation]:
    """The installation that the settings describe, closed at the end."""
    prepare_folders(chosen)
    database, clock = Database(chosen.database_url), SystemClock()
    secret = _secret(chosen.secret_file)
    try:
        found = current(database)
        if found is None or found < NEWEST:  # newer ones may be there already: see docs/operations
            problem("Las tablas no están al día: ejecute primero «cauce db upgrade».")
            raise typer.Exit(2)
        yield Installation(
            database=database,
            documents=store_of(chosen, clock),
            clock=clock,
            ids=Ids(),
            limits=_limits(chosen),
            scanner=None if chosen.clamd == NONE else Clamd(chosen.clamd),
            secret=secret,
            territories=Territories(chosen.places, places_of),
            registers=registers(),
            paid_into=paid_into(),
            gateways=gateways_of(chosen, secret, database),
            trust_roots=_trusted(chosen.trust_folder),
            fetch_list=lists_by(caller_of(chosen)) if chosen.fetch_crls else None,
            ask_responder=answers_by(caller_of(chosen)) if chosen.fetch_crls else None,
            stamper=_stamper(chosen),
        )
    finally:
        database.close()


def _limits(chosen: Settings) -> Limits:
    return Limits(
        document_bytes=chosen.upload_limit,
        job_characters=chosen.job_characters,
        finished_job=timedelta(days=chosen.job_days),
        draft_keeping=timedelta(days=chosen.draft_days),
        unclaimed_job=timedelta(hours=chosen.job_patience_hours),
        message_characters=chosen.message_characters,
        running=Running(
            steps=chosen.step_moves,
            instances=chosen.instances,
            call_depth=chosen.call_depth,
            loop_passes=chosen.loop_passes,
            variable_characters=chosen.variable_characters,
            variables=chosen.variables,
        ),
    )


def _trusted(folder: str) -> tuple[bytes, ...]:
    """The certificates of the authorities whose signatures count as trusted."""
    if folder == NONE:
        return ()
    endings = (".pem", ".crt", ".cer", ".der")
    found = sorted(each for each in Path(folder).iterdir() if each.suffix.lower() in endings)
    return tuple(each.read_bytes() for each in found)


def _stamper(chosen: Settings) -> Any:
    """What stamps the time of signatures, if the settings name an authority that may be asked."""
    if chosen.tsa == NONE:
        return None
    caller = caller_of(chosen)
    if isinstance(wrong := caller.host_of(chosen.tsa), Failed):
        problem(f"CAUCE_TSA no sirve: {wrong.reason} Véase CAUCE_OUTSIDE_HOSTS.")
        raise typer.Exit(2)
    return stamper_by(caller, chosen.tsa)


def _secret(file: Path) -> bytes:
    """The key of this installation, made when there is none; only its owner may read it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f".{file.name}-{secrets.token_hex(8)}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(secrets.token_bytes(SECRET_BYTES))
        with suppress(FileExistsError):  # web and workers begin together: the first one's counts
            os.link(aside, file)
        aside.unlink()
    return file.read_bytes()
