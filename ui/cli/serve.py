"""`run`, `web` and `worker`: the parts that keep running."""

from __future__ import annotations

import signal
import threading
from typing import Annotated

import typer
import uvicorn

from engine.installation import Installation
from engine.worker import worker as duty
from storage.migrations import upgrade
from ui.cli.console import out, problem
from ui.cli.demo import load
from ui.cli.wiring import opened, prepare_folders, settings
from ui.settings import Settings
from ui.web import create_app

Port = Annotated[int | None, typer.Option(help="Port to listen on; CAUCE_PORT by default.")]


def run(port: Port = None) -> None:
    """Start everything on this machine: tables, demo municipality, web and worker."""
    chosen = settings(port=port)
    prepare_folders(chosen)
    upgrade(chosen.database_url)
    with opened(chosen) as installation:
        accounts = load(installation)
        out.print(f"\n[bold]Cauce[/bold] en [link]http://{chosen.host}:{chosen.port}/[/link]\n")
        out.print(accounts)
        out.print("Ctrl+C para terminar.\n")
        _serve_with_worker(chosen, installation)


def web(port: Port = None) -> None:
    """Serve the pages; run `cauce worker` beside it."""
    chosen = settings(port=port)
    with opened(chosen) as installation:
        _server(chosen, installation).run()


def worker() -> None:
    """Fire due timers, run jobs and keep the queues clean, until it is told to stop."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with opened(settings()) as installation:
        out.print("El trabajador está en marcha. Ctrl+C para terminar.")
        duty.run(installation, {}, stop)


def _serve_with_worker(chosen: Settings, installation: Installation) -> None:
    stop = threading.Event()
    beside = threading.Thread(target=duty.run, args=(installation, {}, stop), name="worker")
    beside.start()
    try:
        _server(chosen, installation).run()
    except OSError as error:
        problem(f"No se pudo abrir el puerto {chosen.port}: {error}. Pruebe otro con --port.")
        raise typer.Exit(1) from error
    finally:
        stop.set()
        beside.join()


def _server(chosen: Settings, installation: Installation) -> uvicorn.Server:
    config = uvicorn.Config(
        create_app(chosen, installation),
        host=chosen.host,
        port=chosen.port,
        proxy_headers=True,
        forwarded_allow_ips=chosen.trusted_proxies,
        server_header=False,
        access_log=False,
        log_level=chosen.log_level,
    )
    return uvicorn.Server(config)
