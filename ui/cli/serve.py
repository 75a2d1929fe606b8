"""`run`, `web` and `worker`: the parts that keep running.

The port is taken before anything else is done, so that a second Cauce says so at once.
"""

from __future__ import annotations

import gc
import signal
import socket
import threading
from typing import Annotated

import typer
import uvicorn

from engine.installation import Installation
from storage.migrations import upgrade
from ui.cli.console import out, problem
from ui.cli.demo import load
from ui.cli.wiring import opened, prepare_folders, settings
from ui.cli.working import work
from ui.logs import configure_logs
from ui.settings import SettingError, Settings
from ui.templating import BundleMissingError
from ui.traces import begin_traces
from ui.web import create_app

Port = Annotated[int | None, typer.Option(help="Port to listen on; CAUCE_PORT by default.")]
WAITING = 128  # connections that may wait to be answered


def run(port: Port = None) -> None:
    """Start everything on this machine: tables, demo municipality, web and worker."""
    chosen = settings(port=port)
    door = _door(chosen)
    prepare_folders(chosen)
    upgrade(chosen.database_url)
    with opened(chosen) as installation:
        server = server_of(chosen, installation)
        accounts = load(installation)
        out.print(f"\n[bold]Cauce[/bold] en [link]{_address(door)}[/link]\n")
        out.print(accounts)
        out.print("Ctrl+C para terminar.\n")
        _serve_with_worker(server, door, installation, chosen)


def web(port: Port = None) -> None:
    """Serve the pages; run `cauce worker` beside it."""
    chosen = settings(port=port)
    door = _door(chosen)
    with opened(chosen) as installation:
        server = server_of(chosen, installation)
        out.print(f"Cauce en {_address(door)}")
        server.run(sockets=[door])


def worker() -> None:
    """Fire due timers, run jobs and keep the queues clean, until it is told to stop."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    chosen = settings()
    configure_logs(chosen)
    with opened(chosen) as installation:
        out.print("El trabajador está en marcha. Ctrl+C para terminar.")
        work(installation, chosen, stop)


def _serve_with_worker(
    server: uvicorn.Server, door: socket.socket, installation: Installation, chosen: Settings
) -> None:
    stop = threading.Event()
    beside = threading.Thread(target=work, args=(installation, chosen, stop), name="worker")
    beside.start()
    try:
        server.run(sockets=[door])
    finally:
        stop.set()
        beside.join()


def _door(chosen: Settings) -> socket.socket:
    """The socket of the web server, taken; ends the command when somebody else has it."""
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    door = socket.socket(family)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((chosen.host, chosen.port))
        door.listen(WAITING)
    except OSError as error:
        door.close()
        reason = error.strerror or error
        problem(f"No se pudo abrir el puerto {chosen.port} ({reason}). Pruebe otro con --port.")
        raise typer.Exit(1) from error
    return door


def _address(door: socket.socket) -> str:
    host, port = door.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def server_of(chosen: Settings, installation: Installation) -> uvicorn.Server:
    """The server of the whole application, ready to run; ends the command without its bundle."""
    configure_logs(chosen)
    try:
        begin_traces(chosen)
    except SettingError as fault:
        problem(str(fault))
        raise typer.Exit(2) from fault
    try:
        application = create_app(chosen, installation)
    except BundleMissingError as error:
        problem("Faltan los archivos de las páginas: ejecute «make setup».")
        raise typer.Exit(1) from error
    readings = application.state.surroundings.readings
    readings.keep_writing()
    application.router.on_shutdown.append(readings.flush)
    _settle()
    config = uvicorn.Config(
        application,
        proxy_headers=True,
        forwarded_allow_ips=chosen.trusted_proxies,
        server_header=False,
        access_log=False,
        log_level=chosen.log_level,
    )
    return uvicorn.Server(config)


def _settle() -> None:
    """What is loaded by now stays for good: the collector need not walk it again, which would hold
    up a page now and then for a tenth of a second."""
    gc.collect()
    gc.freeze()
