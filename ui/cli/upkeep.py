"""`backup`, `drill` and `restore`: copies of an installation, and whether they are worth anything.

A timer runs `backup` every night and `drill` after it: each ends with 1 when anything is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated

import typer
from rich.filesize import decimal

from engine.clock import SystemClock
from engine.history.verify import verify_all
from engine.upkeep.backing_up import back_up
from engine.upkeep.drilling import SECRET, Drill, Drilled
from engine.upkeep.drilling import drill as try_out
from engine.upkeep.keys import SHORTEST, WrongPhrase
from engine.upkeep.manifest import NoBackup
from engine.upkeep.restoring import Damaged, keys_of, restore_contents, restore_rows
from storage.copying import NotAlike, NotEmpty
from ui.cli.console import faults, note, out, problem
from ui.cli.wiring import opened, prepare_folders, settings, store_of
from ui.settings import Settings

SECRETS = "secrets.toml"

Folder = Annotated[Path, typer.Argument(help="The folder of the backups.", file_okay=False)]
Phrase = Annotated[
    Path | None,
    typer.Option(
        "--phrase-file", exists=True, dir_okay=False, help="The file with the phrase of the keys."
    ),
]
Name = Annotated[
    str | None, typer.Option("--copy", help="Which copy, by its name; the newest if absent.")
]


def backup(
    folder: Folder,
    phrase_file: Phrase = None,
    keep: Annotated[int, typer.Option(min=0, help="How many copies stay, the newest; 0: all.")] = 0,
) -> None:
    """Copy rows, documents and keys into FOLDER while everybody goes on working."""
    os.umask(0o077)
    chosen, began = settings(), perf_counter()
    phrase = _phrase(phrase_file)
    with opened(chosen) as installation, _telling() as tell:
        made = back_up(
            installation, folder, keys=_keys(chosen), phrase=phrase, keep=keep, progress=tell
        )
    rows = sum(each.rows for each in made.manifest.tables.values())
    out.print(
        f"{made.copy}: {rows} filas y {made.brought.wanted} contenidos,"
        f" en {perf_counter() - began:.1f} s.",
        highlight=False,
        soft_wrap=True,
    )
    if phrase is None:
        note("Sin --phrase-file la copia no lleva las llaves: guárdelas aparte.")
    if made.dropped:
        note(f"Copias antiguas retiradas: {made.dropped}.")
    for sha256 in made.brought.lost:
        problem(f"Falta o está dañado en el almacén: {sha256}")
    if made.brought.lost:
        raise typer.Exit(1)


def drill(
    folder: Folder,
    phrase_file: Phrase = None,
    copy: Name = None,
    max_age_hours: Annotated[
        int, typer.Option(min=1, help="Hours after which a copy is too old.")
    ] = 26,
    into: Annotated[
        str | None, typer.Option(help="Address of an empty database to bring it into as well.")
    ] = None,
) -> None:
    """Open the newest backup in FOLDER in a scratch place and look at everything in it.

    Ends with 1 when anything is wrong."""
    chosen, began = settings(), perf_counter()
    secret = chosen.secret_file.read_bytes() if chosen.secret_file.is_file() else b""
    with TemporaryDirectory(prefix="cauce-drill-") as scratch, _telling() as tell:
        wish = Drill(
            folder,
            Path(scratch),
            SystemClock(),
            timedelta(hours=max_age_hours),
            name=copy,
            phrase=_phrase(phrase_file),
            secret=secret,
            into=into,
        )
        try:
            found = try_out(wish, tell)
        except NoBackup as fault:
            problem(f"No hay una copia que se pueda leer en {fault}.")
            raise typer.Exit(1) from fault
    _tell(found, perf_counter() - began)


def restore(folder: Folder, phrase_file: Phrase = None, copy: Name = None) -> None:
    """Bring a backup in FOLDER back into the empty database of the settings."""
    chosen = settings()
    prepare_folders(chosen)
    try:
        if phrase_file is not None:
            _restore_keys(chosen, keys_of(folder, copy, _phrase(phrase_file) or ""))
        with TemporaryDirectory(prefix="cauce-restore-") as scratch, _telling() as tell:
            rows = restore_rows(
                folder, copy, chosen.database_url, scratch=Path(scratch), progress=tell
            )
            store = store_of(chosen, SystemClock())
            brought = restore_contents(folder, chosen.database_url, store, progress=tell)
    except (NoBackup, WrongPhrase, Damaged, NotEmpty, NotAlike) as fault:
        problem(_refused(fault))
        raise typer.Exit(1) from fault
    out.print(f"{rows} filas y {brought.wanted - len(brought.lost)} contenidos restaurados.")
    with opened(chosen) as installation:
        found = verify_all(installation)
    wrong = [f"{each.case_number}: {each.sentence_es}" for each in found.faults]
    wrong += [f"Falta o está dañado el contenido {sha256}." for sha256 in brought.lost]
    for sentence in wrong:
        problem(sentence)
    if wrong:
        raise typer.Exit(1)
    out.print(f"[green]Historia íntegra: {found.events} actuaciones.[/green]")


def _refused(fault: Exception) -> str:
    match fault:
        case NoBackup():
            return f"No hay una copia que se pueda leer en {fault}."
        case WrongPhrase():
            return "La frase no abre las llaves de la copia."
        case NotEmpty():
            return f"La base de datos ya tiene filas ({fault}): use una base vacía."
    return "La copia está dañada: sus filas no son las que se escribieron. Pruebe otra con --copy."


def _phrase(file: Path | None) -> str | None:
    if file is None:
        return None
    phrase = file.read_text(encoding="utf-8").strip()
    if len(phrase) < SHORTEST:
        problem(f"La frase de las llaves es corta: use {SHORTEST} caracteres o más.")
        raise typer.Exit(2)
    return phrase


def _keys(chosen: Settings) -> dict[str, bytes]:
    """The files without which a copy cannot go on: the secret, and what requests send."""
    files = {SECRET: chosen.secret_file, SECRETS: chosen.secrets_file}
    return {name: file.read_bytes() for name, file in files.items() if file.is_file()}


def _restore_keys(chosen: Settings, keys: dict[str, bytes]) -> None:
    """Writes what is not there; ends the command rather than take another's place."""
    for name, file in ((SECRET, chosen.secret_file), (SECRETS, chosen.secrets_file)):
        if name not in keys:
            continue
        if file.is_file() and file.read_bytes() != keys[name]:
            problem(f"{file} ya existe y es otro: apártelo y repita la orden.")
            raise typer.Exit(1)
        if not file.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
                new.write(keys[name])


def _tell(found: Drilled, seconds: float) -> None:
    hours = found.age.total_seconds() / 3600
    out.print(
        f"{found.copy.name}, de hace {hours:.1f} horas: {found.rows} filas, {found.cases}"
        f" expedientes, {found.events} actuaciones y {found.contents} contenidos"
        f" ({decimal(_size(found.copy))} de filas), revisados en {seconds:.1f} s.",
        highlight=False,
        soft_wrap=True,
    )
    if not found.with_keys:
        note("Las llaves de la copia no se probaron: falta --phrase-file.")
    for sentence in found.faults:
        problem(sentence)
    if found.faults:
        problem(f"La copia no sirve como está: {faults(len(found.faults))}.")
        raise typer.Exit(1)
    out.print("[green]La copia sirve: se puede restaurar.[/green]")


def _size(copy: Path) -> int:
    return sum(each.stat().st_size for each in copy.iterdir())


@contextmanager
def _telling() -> Iterator[Callable[[str], None]]:
    with out.status("") as shown:
        yield lambda said: shown.update(said)
